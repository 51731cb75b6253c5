"""What tells of danger without naming an act: hiding it, preparing to flee, being watched, what comes after.

Said of somebody at home these are what advocates listen for (the Danger Assessment and the Power and Control Wheel
name most of them). Each line needs two things together, since either alone is ordinary.
"""

from voicerepair.core.safety.concepts import CONCEPTS, among, inflect
from voicerepair.core.safety.pattern import Rules

_CONCEPTS = CONCEPTS | {
    "he": CONCEPTS["they"] | among("his her your"),
    "hurtword": among("hit hits bruise bruises bruised hurt hurts marks mark blood bleeding beating beaten violent broken"),
    "official": among(
        """doctor doctors nurse nurses hospital teacher teachers boss manager police officer officers cop cops social_worker
        paramedic paramedics midwife dentist judge coworkers colleagues neighbors neighbours neighbor neighbour everyone
        everybody friends mother mom sister family parents er school"""
    ),
    "feign": among(
        """fell fallen walked_into slipped tripped bumped clumsy an_accident nothing_happened ran_into
        fallen_down banged_into hit_a_door hit_my_head_on falling_off fell_off dropped_something cat_scratched dog_jumped"""
    ),
    "refuse": among("no stop not_tonight not_now i_am_tired i_do_not_want_to"),
    "belongs": among(
        """phone messages texts emails receipts receipt wallet purse mileage odometer bank statements underwear laundry trash
        bin browser calls voicemail mail diary bag pockets socials call_log"""
    ),
    "need": among(
        """insulin medication medicine inhaler food meals money water glasses sleep heating allowance pads diapers formula
        tampons petrol gas bus_fare clothes shoes pills painkillers"""
    ),
    "nude": among("naked nude nudes shower undressed intimate topless private_pictures private_photos sex_tape us_in_bed"),
    "show": inflect("send post share show leak upload publish forward"),
    "vehicle": among("wheel steering_wheel handbrake car truck van"),
    "plead": inflect("beg scream cry plead shake") | among("terrified scared afraid"),
    "said2": inflect("say tell hint warn joke promise swear"),
    "leave2": among("leave leaves left go goes went move divorce break_up walk_out end_it moved"),
}  # fmt: skip
_SIGNS = """
# hiding it from others
told|tell|tells|telling|lied|lie|lying|said|say|pretend|pretended <2> {official} <3> {feign}
told|tell|lied|said <2> {official} <6> accident|door|stairs|cupboard|shelf|cabinet|bike !broke|closed
make|makes|made|had|making|ask|asks|asked me <1> lie|lied|cover <3> {official}
cover|covers|covered|hide|hides|hid|hiding|cake|caked|wear|wearing|wore <5> bruise|bruises|marks|black_eye|scratches|handprints
wear|wears|wore|wearing <2> long_sleeves|sunglasses|scarf|turtleneck|makeup|concealer <6> so_nobody|so_no|cover|hide|even_in|nobody|people|in_july|in_august|in_june|in_summer|in_the_heat|all_summer|indoors|inside
call|called|calls|rang|ring|phoned <2> police|cops|911|999|law <6> screaming|shouting|on_us|told_them|said_everything|sent_them|because_of_the_noise_from_us|heard
police|cops came|come|were_here|were_called|turned_up|showed_up <8> told|said|fine|again|screaming|lied|because|twice
neighbors|neighbours|neighbor|neighbour <4> hear|heard|knock|knocked|banged|asked <6> screaming|scream|crying|okay|safe|bruise|shouting_stopped
social services|worker|workers <6> {he}|bruise|bruises|house|again|kids
what <2> happens|goes_on behind closed_doors|the_door
nobody|noone|no one? knows what <2> like|happens|goes_on <3> home|closed_doors|alone|night
{he} <4> bruises|bruise|marks|swelling <2> are|is|was|were|because|from|my_fault
the|these|those|my bruises|welts|handprints
{he} is|are a different person|man|woman <2> behind|when_nobody|when_the_door|at_home
# getting ready to flee, and making oneself safe
bag|bags|suitcase|rucksack|backpack|clothes packed|hidden|ready <8> in_case|just_in_case|so_i_can|so_we_can|for_when|hidden|if_i_need|get_out
pack|packed|packing|hide|hidden|keep|kept|keeping|stash|stashed <4> bag|suitcase|cash|money|clothes|documents|passport|keys|key <6> in_case|just_in_case|so_i_can_get|so_i_can_leave|for_when|get_away|get_out|run
escape|exit|safety plan|route|bag
lock|locks|locked|locking|bolt|bolted|barricade|wedge|push|pushed <2> their|our|my|the|myself|bathroom|bedroom <2> door|in|doors|room <6> {he}|drunk|when|because|so|until|night !away
put|puts|take|took|send|sent|get|got|hurry <1> kids|children|baby|boys|girls <4> early|upstairs|out|bed|neighbor|neighbour|away|quiet|closet <6> lock|before_he|before_she|drinks|drunk|door|when_he|when_she|so_they_do_not|so_he|safe
{he} drinks|drunk|angry|home|mad <6> lock|lock_the|hide|bathroom|their_door|under_the_bed|hold_my_breath|pretend_to_sleep|pretend_to_be_asleep
pretend|pretends|pretended|pretending <3> asleep|sleep|sleeping <4> so|when|because|until|leaves_me
kids|children|dog|cat|son|daughter|baby|boys|girls|we <2> hide|hides|hiding|hid|run|runs|disappear|scatter|scatters <5> so_do|me_too|when|mood|comes|home|under|starts|shouts|yells
mood|moods|temper|drunk|drinking <4> hide|hides|hid|hiding|run_upstairs|stay_out|keep_quiet|keep_still
learn|learned|learnt|know|can_tell|tell|listen|listening <4> {he} footsteps|steps|key|keys|car|truck|door|face|breathing|jaw|mood|voice <8> stairs|door|night|mood|drunk|coming|lock|bad|going_to_be|$ !love
read|reading|watch|watching|learned_to_read his|her|your|their footsteps|mood|moods|face|eyes|jaw|hands|steps|voice <6> stairs|door|before|know|when|night|to_see|$ !lips
walk|walks|walking|tread|tiptoe <3> eggshells|glass <6> hit|explode|explodes|temper|violent|drunk|rage|hurt|fists
every|each time|night <3> {he} car|key|keys|truck|footsteps|steps <6> stomach|heart|freeze|shake|sick|stop|breath|hide
sleep|slept|sleeping|lie|lay|spend|spent <3> car|sofa|bathtub|bath|closet|friend|bathroom <6> safe|safer|scared|afraid|hide|hiding|angry|rage|temper|calmed|violent
# being watched, kept short, kept from others
count|counts|counted|counting|check|checks|checked|checking|inspect|inspects|monitor|monitors|search|searches|search_through|go_through|goes_through|going_through|read|reads <3> {belongs} <6> every|each|all|explain|account|night|day|twice !together|our
{he} <2> count|counts|counted|checks|check <3> money|cash|change|coins|miles|mileage|hours|minutes|steps|calls <6> explain|account|every|each|back|wallet|purse|spent
explain|justify|account_for|answer_for|prove every|each <1> penny|receipt|cent|dollar|pound|minute|purchase|mile|call|euro|thing_i_buy|text
have|has|had|got|made_me|makes_me|make_me to send|text|show|facetime|video_call|photograph|prove <3> photo|photos|picture|pictures|location|pin|selfie|video|where_i <8> {he}|where_i|who_i|prove|knows|believes|every
ration|rations|rationed|withhold|withholds|withheld|control|controls|limit|limits|hides|hid|hide|decides|deny|denies <4> my <1> {need}
{he} <3> got_me_fired|got_me_sacked|cost_me_my_job|made_me_lose_my_job|lost_me_my_job|made_me_quit|calls_my_work|called_my_boss|called_my_manager|calls_my_boss|rings_my_boss
get|gets|got|getting me fired|sacked <6> by|because|calling|showing|making|from
fired|sacked <6> {he} <3> calling|called|rang|showed_up|turning_up|kept|keeps
took|takes|take|has|have|got|keeps|kept|recorded|filmed|films <6> {nude} <10> {show}|everyone|work|boss|online|family|internet
{show} <5> {nude} <6> if|unless|everyone|work|my|family|friends|online
weigh|weighs|weighed me|us <4> every|sunday|sundays|morning|week|scale|monday|mondays|day
{he} <3> choose|chooses|decides|picks|pick|approve|approves what i <1> wear|eat|watch|read|spend
can not|never|not <2> close|shut|lock <2> bathroom|bedroom|door <4> because|he|she|you|allowed|any_more
{he} <2> answers|answer|talks|speaks for_me|instead_of_me <4> doctor|let|never|always|everyone|every
{no} <1> allow|allows|let|lets|want|wants <1> me|us|the_kids|her <2> english|job|license|licence|bank_account|phone|friends|family|school|visitors|doctor|alone|learn_to_drive
not <1> see|seen|talk|talked|spoken|speak|visit|visited <2> my <1> sister|mother|mom|family|friends|brother|dad|parents|father|anyone <8> because_he|because_she|allowed|does_not_let|will_not_let|would_not_let|forbids|since_he|since_she_took
cut|cuts off my|our|her <1> phone|card|cards|internet|friends|family|access|money
{he} <2> let|lets|allows me|us have|keep <3> dollars|pounds|euros|bucks|quid|coins|cash <6> week|change|month|back|day
lock|bolt|latch|padlock|alarm <2> outside of|side_of the|my|our|their bedroom|door|room
make|makes|made|tell|tells|told me <1> delete|block|unfriend|remove <5> contacts|friends|every|accounts|numbers|sister|brother|men|man|account
{no} <1> let|lets|allow|allows me use <2> wheelchair|walker|phone|bathroom|toilet|car|shower|crutches|heating|washing_machine
pour|pours|poured|tip|tips|tipped|flush|flushes|flushed|throw|throws|threw|bin|bins|binned my <1> {need} <1> down|away|out|in_the
keep|keeps|kept|wake|wakes|woke me <1> awake|up <4> every_hour|all_night|until_i|for_hours|to_punish|hours_on_end|shouting <8> punish|punishing|punishment|agree|when_he_is|when_she_is|angry|until_i
tell|tells|told|telling <1> the|our|my kids|children|son|daughter|baby <5> prison|jail|hates|hate|does_not_love|do_not_love|taken_away|never_see|crazy|leave_them|orphanage|foster
film|films|filmed|filming|record|records|watch|watches|photograph me <2> undressing|undress|naked|shower|asleep|sleeping|in_bed|changing|bath|crying
break|breaks|broke|breaking|smash|smashes|burn|burns|rip|rips|hide|hides <1> something|things|stuff of mine|that_i_love|i_love|that_belongs_to_me
look what you made me|him|her
made me do it|that|this <6> blood|hit|hurt|broke|glass|hospital|face|wall
# what comes after no, after lateness, after a word
what <1> happens|happened|comes|he_does|she_does|you_do|you_did|he_did|she_did <2> when|if|after <2> say_no|said_no|refuse|refused|talk_back|talked_back|disagree|late|cry|wrong|speak|want_to|do_not
do|did|can|dare not|never <1> say|tell no to him|her|you <8> bed|because|any_more|anymore|what_happens|after_what|since
if|when|because i <2> say|said|refuse|refused|tell|told <1> {refuse} <8> hurt|hurts|angry|does_it|did_it|anyway|worse|pay|force|forced|punish|punishes|keeps|rough
if|when|whenever i <3> late|wrong|burn_dinner|burnt_dinner|speak|talk_back|answer_back|cry|disagree|forget|laugh|smile_at <12> pay_for_it|hell_to_pay|floor|slap|punished|wall|sorry_for_it|bruise|bruises|hurt|hits|get_it|beating|bleed|locked|sleep_outside|grab|grabs
end|ends|ended|wake|woke|wind|winds|wound|finish up on|in|under|against the|a? floor|ground|hospital|emergency_room|er|bathroom_floor|wall|table|hallway|ambulance|stairs
{hell} to pay <8> floor|hurt|hits|bruise|slap|i_end|scared|afraid
until|till|so i <1> agree|agreed|give_in|gave_in|apologize|apologized|beg|begged|obey|shut_up|promise|promised|passed_out|stopped_moving|stopped_screaming <5> holds|hold|held|down|hurts|squeezes|floor|knees|$
holds|hold|held|pins|pinned|sits|sat|lies|lay|kneels me|her|him|on_me|on_top_of_me <3> down|until|so|and_will_not|chest|wrists
{he} <4> squeeze|squeezes|squeezed|dig|digs|dug|twist|twists|twisted <4> until|so_hard|popped|snapped|cracked|blue|purple|cried
could|can not <1> swallow|breathe|talk|walk|hear|see|chew|lift <2> properly|right|straight|for_days|for_a_week|for_weeks|after|since
still {hurtword}|hurts|swollen|sore|limp|limping <6> where|from_when|after|since <3> {he}
fist|fists|foot|hand|head|elbow|boot <1> through|into|in the|a|my|our|that wall|door|window|mirror|windscreen|windshield|cabinet|drywall|plaster|screen
{vehicle} <8> both|all|die|kill|tree|wall|end_it|go_together|scare|scared|beg|begged|jump
grab|grabs|grabbed|yank|yanks|yanked|jerk|jerked|pull|pulled|turn|turned <2> wheel|handbrake|steering <8> drive|driving|drove|road|die|traffic|both|me|scream
drive|drives|drove|driving|speed|speeds|sped <5> madman|maniac|crazy|insane|fast|reckless|wild|lunatic|hundred|red_lights <10> {plead}|stop|punish|teach|scare|let_me_out|angry_with
we would|will|could|both|all die|go together|with_him|with_her|with_me|in_this_car
would|will see|have me|her|him|you dead|buried|in_a_coffin|in_the_ground
rather see|have me|her|him|you dead|buried|in_a_coffin|in_the_ground
if {he} can_not|cannot have me|us <6> nobody|noone|no
nobody|noone|no one? <2> would|will|is_going_to believe me|you <6> anyway|over|because|if|$
{he} know|knows people|somebody|guys|someone <6> make|could|would|hurt|disappear|find|take_care
be sorry|careful|quiet <6> or_else|what_happened_last_time|remember_last_time|next_time_i|you_know_what
accidents <1> happen
remember|know|knows what happened|he_did|i_did to|last <1> her|ex|time|dog|cat|first_wife
{he} <2> clean|cleans|cleaned|polish|load|loads|loaded|sharpen|sharpens|sharpened|play|plays|strokes|puts|lays|laid <3> gun|rifle|knife|knives|pistol|shotgun|blade|bullets <8> when|while|talk|look|leave|table|bed|argue|watch|me
{he} <3> proud|jokes|joked|laughs|laughed|smiles|smiled|brags <4> bruise|bruises|hitting|hurting|choking|crying_on|scared_i|afraid_i
tip|tips|tipped|pour|pours|poured|empties|emptied|empty|throw|throws|threw|spit|spits <4> over|on|in my|me <1> head|face|lap|hair|chest
hold|holds|held|press|presses|pressed|push|pushed <2> pillow|cushion|blanket|hand|towel|bag|coat <2> over|on|against my|our|her|his <1> face|mouth|nose|head
pillow|cushion|towel|bag over|on my|her face|head|mouth
grip|grips|gripping|gripped|dig|digs|squeeze|squeezes|squeezing|pinch|pinches <3> my neck|wrist|arm|hand|thigh|shoulder|hair <8> public|nobody|notice|sees|so_hard|so_that|under_the_table|warning|quiet
so hard that|it|i|my <4> cut|bled|bleed|bruise|bruised|broke|cried|screamed|scream|swelled|numb|mark|marks
black and blue
threw|throw|throws|throwing|chucked|chucks|hurled|flung <2> {missile} <4> cut|hit|missed|split|bruised|caught|just_missed
miss|missed|misses|missing my <1> head|ear|face|eye by|and
curled|curl up in <1> corner|ball <6> {he}|until|shouting|waiting
shout|shouting|shouts|scream|screams|screaming|yell|yelling|yells <3> until|till i <2> curled|cower|shake|shaking|beg|corner|cannot_breathe|wet|hide|collapse
{he} laugh|laughs|laughed|laughing when|while|because i <1> cry|cried|crying|beg|scream|bleed|fall|fell <4> pain|hurt|hurts|floor|$
teeth|tooth|rib|ribs|jaw|arm|eye|nose|wrist|collarbone|finger|lip|eardrum <10> told|said|lied|tell <3> {official}
rib|ribs|arm|wrist|jaw|finger|nose|hand|eye|shoulder <2> taped|bandaged|strapped|splinted|plaster|cast|sling|swollen <6> argument|fight|row|night_he|night_she|you|him|her
safer|safe than|out_of|outside_of|away_from the|our|my|that <1> house|home|bed|bedroom|flat
in|inside|into the|my car <4> safer|safe <4> house|home|him|her|inside
come|came|comes|coming|creep|crept|creeps|sneak|sneaked|get|got <2> my|our <1> room|bed|bedroom <4> night|dark|asleep|sleeping <12> never_told|told_anyone|touch|touched|secret|until_now|child|little|years_old|not_tell|hands
hear|heard|hearing <3> key|car|footsteps|door|truck|keys|voice <8> stiff|freeze|froze|sick|shake|shaking|hide|tense|tenses|breath|panic|cold
code|safe word|sign|signal <10> police|help|ring|call|neighbour|neighbor|knows_to
leave|left|get_out|got_out|escape|escaped|go|went|climb|climbed|run|ran <2> through|by|out_of|out the|a|my|bathroom|bedroom window <8> baby|kids|children|he|she|night|asleep|before
stand|stands|stood <1> behind|in_front_of|on the|my car|bonnet|hood <8> leave|daughter|son|baby|kids|drive|go|stop
if {he} <2> can_not|cannot|can not? have the|my|our|his|her <1> kids|children|baby|kid|me|house nobody|noone|no
one|some|a day i <3> snap|lose_it|crack|explode <4> hurt|kill|hit|harm|stab|smash
{said2} <6> have_an_accident|disappear|regret_it|be_sorry|dead if|unless|when|next !i_hurt|you_hurt|you_are_late|i_am_late
because|since the last time i <10> hospital|hit|hurt|lost_the_baby|broke|bled|bleeding|floor|bruises|choked|slapped
do|did as i am|was told <6> last_time|or|otherwise|because|afraid|scared
give|gave|let|lets|have|had <2> sex <3> so|because|or|otherwise|to_keep|to_stop <8> leaves|alone|angry|kids|children|peace|hurt|quiet|calm
lovely|charming|nice|kind|sweet|perfect|angel|gentleman|funny|another|different <6> until|when|once the|our front? door <1> closes|shuts|closed|shut|is_closed|is_shut
told|tell|tells|telling the? police|cops|officer|officers|doctor|nurse|neighbors|neighbours|social_worker|social_services <4> fine|okay|nothing_was_wrong|nothing_is_wrong
what i would do if {he} <8> engine|gun|killed|burned|garage|gas|knife|drove|crashed|gone
shut|closed|close <2> garage <8> engine|exhaust|car|inside
mark|marks|bruise|bruises|scratches|bite|burn|burns <3> neck|throat|wrist|wrists|arms|thighs|breast|face|back <6> saw|asked|noticed|teacher|mom|photo|photos|picture|cover|hide
"""

_COMPILED = Rules(_SIGNS, _CONCEPTS | {"hell": among("hell price")})


def found(words: list[str]) -> "list[tuple[int, int]]":
    """Where the words tell of danger without naming it, as (start, end) of tokens."""
    return [(hit.start, hit.end) for hit in _COMPILED.find(words)]
