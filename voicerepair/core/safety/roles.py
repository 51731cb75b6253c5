"""Who does what to whom: broad lists of persons, acts, targets and means, combined in a few frames."""

from voicerepair.core.safety.concepts import CONCEPTS, among
from voicerepair.core.safety.pattern import Rules

_CONCEPTS = {
    **CONCEPTS,
    "one": among(
        "he she they you him her husband wife partner boyfriend girlfriend ex dad father stepdad stepfather mom mother uncle "
        "grandad grandpa brother son"
    ),
    "kin": among("husband wife partner boyfriend girlfriend man fella fiance ex dad father stepdad mom mother son brother"),
    "us": among("me us mom her him my_daughter my_son my_kids the_kids the_children the_baby my_mother my_sister"),
    "body": among("chest jaw throat neck face mouth head stomach belly back arm arms leg legs hand wrist ribs eye thigh"),
    "hot": among("iron cigarette lighter kettle poker candle straightener straighteners cigar hob stove"),
    "weapon": among("knife gun rope axe hammer bat machete shotgun rifle petrol blade crowbar scissors screwdriver"),
    "pets": among("dog cat puppy kitten rabbit hamster budgie bird pet"),
    "cruel": among("kicked kicks threw throws drowned drowns strangled strangles hurt hurts stamped swung killed poisoned"),
    "through": among("coffee_table table window glass wall door banister shower_screen wardrobe stairs"),
    "fear": among("scared frightened afraid terrified petrified"),
    "lock": among("locked locks lock shut shuts bolted bolts chained trapped"),
    "out": among("balcony garage shed cellar basement attic cupboard wardrobe loft bathroom bedroom garden hallway boot"),
    "cold": among("january december snow night cold pyjamas naked hours dark rain winter freezing"),
    "contacts": among("mother mom sister brother family friends mates parents nan gran dad father anybody anyone people"),
    "secret": among("nobody_knows noone_knows no_one_knows never_told_anyone never_told_anybody nobody_would_guess"),
    "authority": among("immigration home_office social_services embassy visa sponsorship benefits custody"),
    "leave": among("leaving leave divorce separating go moving_out breaking_up splitting"),
}  # fmt: skip

_VIOLENCE = """
{secret} <3> {one} <1> hurt|hurts|hits|hit|beats|does|did
{fear} of my own|own? {kin} !mother|mom_will|wedding|leaving|death|health|snoring
{fear} of the man|woman|person i live|married|sleep|am_with
{one} <2> sat|sits|knelt|kneels|stood|stands|sitting|kneeling on my|her|his {body}
{one} <3> held|holds|put|puts|stubbed|pressed|waved|burned|burnt <2> {hot} <6> {body}|me
{one} <3> fetches|fetch|fetched|gets_out|got_out|brings_out|reaches_for|reached_for|shows_me <2> {weapon} <6> when|whenever|if|because|me|from|after
whenever|when|if i <4> {leave} {one} <6> {weapon}|kill|kills|find|hurt|hurts|sorry|pills
{one} put|puts|threw|throws|shoved|chucked me|her|him|us through|into|down|over <2> {through}
{one} {cruel} the|my|our|her|a {pets} <6> because|when|after|to|in_front|if|yard|wall|across !bed|sofa
{one} {lock} me|us|her|him in|out|on <3> {out}
{one} {lock} me|us out <5> {cold}
{one} <1> took|takes|removed|unscrewed the? <2> door|lock|locks|handle <3> off <8> cannot|can|privacy|so
{one} <3> stopped|stops|banned|bans|forbade|forbids|blocks|keeps me from? <1> seeing|visiting|talking|meeting|speaking|ringing|calling <2> {contacts}
{one} <4> {authority} <6> pull|cancel|deport|report|tell|withdraw|take|sent_back|me
{one} <3> lose|take|get <2> kids|children|baby|boys|girls <3> if i <2> tell|speak|leave|talk|report|say
if i <2> tell|speak|report|say <8> lose|take <2> kids|children|baby
what goes|went|happens on? in|inside this|that|our house|home <4> tell|secret|nobody|behind
{one} <2> touches|touched|touching|fondles|fondled|feels_me|felt_me me|her|us <2> when|while|at_night|under|where|there|and_says
woke|wake|waking up? <2> and|to|with {one} <3> doing_it|on_top|inside|on_me|having|touching
gave|give|gives|given in <2> to|because <3> no|saying_no <4> worse|hurts|angry|pointless|dangerous
saying|say|said no <3> makes|made <1> worse|angry|violent
{one} <2> beats|beat|knocks|knocked|kicks|kicked <2> bells|hell|crap|shit|living_daylights|stuffing|daylights out_of me|her|him|us
goes|went|go|going for mom|me|my_mother|her|us|my_sister when|with|if|after <8> drunk|football|knife|loses|drinking|late|telly|pub
counts|count|counted|checks|checked|logs|writes_down|reads <2> miles|mileage|odometer|petrol|calories|receipts|minutes
have|has|made|makes|got me <2> loud_speaker|loudspeaker|speakerphone|on_camera|on_video|location|quit_my_job|give_up_my_job
has|have|had me quit|leave|give_up <2> job|work|college|course
phone on loud|speaker|loudspeaker|loud_speaker <4> listen|listens|hear
rings|ring|rang|calls|phones|phoned|called <4> to check|make_sure i|me <3> there|there_still|at_work|alone
weighs me|us
tells|told me what i weigh <12> eat|only|allowed
only|not <1> eat|allowed_food if|when|unless <3> gone_down|says|thin|lost|permission
keep|kept|have|got|hid a|an|my? bag|suitcase|rucksack packed <3> at|with|under|by|hidden|in
keeps|kept|keep turning|showing up <2> nursery|school|work|door|house|gates <2> !late
ex <2> turning|showing|turns|shows up <8> gates|work|school|nursery|door|house
flinch|flinches|flinching|flinched|cowers|cowering|ducks <1> when|if|whenever|every_time <2> {one}
tip|tiptoe|tiptoes toe|toes|around|for <4> years|him|her|man <6> man|him|broken|wrong|him_off
my {body} <1> clicks|aches|hurts|rings <2> from <2> night|time|him|beating
ears|head ringing <3> floor|deck|ground|hit
on the deck|floor|ground <3> ears|head|ringing|bleeding|blood|kicking
say|said|tell|told <2> was|is the stairs|door|cupboard <3> people|ask|asked|work|them
miscarriage|lost_the_baby|bled <6> after|because|when {one} <2> pushed|kicked|hit|punched|shoved|threw
{one} <3> carry_on|carries_on|does_not_stop when|after|though i <2> asleep|no|crying|cry|ask_him_to_stop
"""
_SELF_HARM = """
picked|chosen|set|fixed|got the|a|my day|date !for|of|out|together|night
took all of them|it <8> scared|sick|hospital|pumped
took|swallowed|necked <1> all|whole|every|handful|bottle|packet <2> tablets|pills|lot|paracetamol
wish|wished|hope|hoped the|that|a|some <1> car|bus|lorry|truck|train|cancer|crash|illness <2> hit|killed|take|took|takes|finished|hits me
nothing|noone|nobody left for_me <2> world|life|here|earth|$
nothing left for me in this|the world|life
not|stopped eat|eaten|eating <10> not deserve|do_not_deserve|worthless|punish
when|if you go|leave i <2> going|go too <5> not|end|world|grave|ground|forever
"""

_VIOLENT = Rules(_VIOLENCE, _CONCEPTS)
_OWN_HARM = Rules(_SELF_HARM, _CONCEPTS)


def violent(words: list[str]) -> list[tuple[int, int]]:
    """Where somebody harms, holds, watches or threatens somebody, as (start, end) of tokens."""
    return [(hit.start, hit.end) for hit in _VIOLENT.find(words)]


def self_harming(words: list[str]) -> list[tuple[int, int]]:
    """Where somebody wishes or prepares to die, or punishes themselves, as (start, end) of tokens."""
    return [(hit.start, hit.end) for hit in _OWN_HARM.find(words)]
