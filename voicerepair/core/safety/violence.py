"""Violence, fear, threats, control and coercion: the concepts of another person being a danger."""

from voicerepair.core.safety import roles, signs, traces
from voicerepair.core.safety.concepts import BLOWS, BODY, CONCEPTS, HANDLING, among, inflect
from voicerepair.core.safety.context import is_denied, is_made_up, is_no_person, is_own_mishap, is_sport
from voicerepair.core.safety.pattern import Rules

_CONCEPTS = CONCEPTS | {
    "blow": BLOWS,
    "struck": among(
        "hit slapped smacked punched kicked beaten choked strangled shoved pushed stabbed raped assaulted attacked abused "
        "molested groped burned whipped dragged thrown slammed pinned grabbed headbutted bitten threatened thrashed"
    ),
    "handle": HANDLING,
    "rough": inflect("shove yank manhandle slam chuck hurl ram smother corner restrain pinch jerk haul"),
    "limb": BODY - among("hand hands back shoulder shoulders side eye eyes mouth lip lips skin foot feet cheek"),
    "severe": BODY - among("hand hands foot feet skin side body gut guts"),
    "beating": CONCEPTS["blow"],
    "he": among("he she you they") | CONCEPTS["they"],
    "somebody": among("me us him her them you"),
    "grip": inflect(
        "grab twist squeeze yank pull slam bite burn crush bend smash break split crack kick jerk drag pinch claw rip tear grip knock pin"
    ),
    "wound": inflect("break knock bust split crack smash dislocate fracture black bloody twist sprain burn bruise cut slash"),
    "where": among("into onto against across through off over down under out_of on by up"),
}  # fmt: skip
_GROUPS = {
    "victim": """
        me|us|him|them|you
        her {closed}
        her ~
        her $
        my|our|your|his|her|the {human}
        mommy|mom|daddy|dad
    """,
    "people": """
        me|us|you
        him|them
        her
        my|our|your|his|her|the {human}
    """,
}
_ACTS = """
# blows, and being struck
{blow} @victim
{blow} my|your|his|her|our {limb}
got|get|gets|getting|was|were|been|being {struck} !hard|by_a|by_an|by_the|by_how|on_the_playground|with_work|up_at
{rough} @people around|against|into|down|onto|hard|across|off|over|out|when|and|so|a_bit|last|every|again|until
{rough} me|us $
{handle} @people <2> {where} my|your|his|her|the|a|our? {surface}
{handle} @people {where} <1> {body}
{handle} @people down|to_the_ground|to_the_floor|by_the|around !about|with|on_the_idea
{grip} my|your|his|her|our|the {limb} !with_love
{handle} my|your|his|her|our|the hair|neck|throat
hold|holds|held|holding|pin|pinned|pins @people down|under|against|there|hostage|by_the
with|have|had|put|puts|got <2> hands|arm|arms|hand|forearm|knee|foot|pillow|belt|rope around|round|on|over|across|against my|your|his|her throat|neck|mouth|windpipe|face
put|puts|putting|lay|lays|laid|laying|lays|raise|raises|raised|raising|lift|lifts|lifted|swing|swung <1> hand|hands|finger|fist|fists|arm on|to|at|against|again|the_same|around {somebody}|my|our|the|again|way !back|shoulder|knee|cheek|forehead|hand|leg_and
raise|raises|raised|lift|lifts|lifted <1> fist|hand|hands <1> at|to|again|the_same
{wound} my|your|his|her|our {severe}
{wound} my|your|his|her <1> out|off and
knocked|knock|knocks my|his|her tooth|teeth
put|puts|sent|land|landed|lands me|her|him|us back? in|into|to <1> hospital|emergency_room|er|intensive_care
give|gave|gives|giving|left|leave|leaves @people a|the|with <2> {injury}
{injury} <6> where|after|from_when|because|when {he}
{injury}|marks|mark <2> on|around|across my|both|her|his|our <1> neck|arms|arm|throat|face|wrists|legs|back|ribs|body !from_soccer|from_football
hide|hides|hid|cover|covered|covering|wear|wore <5> marks|bruises|bruise|scars
spit|spits|spat|spitting <1> in|on|at my|your|his|her face
with|by <2> his|her|your|a|the fist|fists|belt|cord|cable|stick|bat|cane|hanger {object}
bite|bites|bit|biting|claw|clawed me|us|him|her and|on|when|so|until|hard|again|$
burn|burns|burned|burnt|burning|scald|scalded me|us|him|her|my_arm|my_hand|the_kids <1> with|on|because
fracture|fractures|fractured|dislocate|dislocated|stomp|stomps|stomped|stamped|kneel|knelt|kneels|stood on? my|her|his|our|your {severe}|foot|hand
give|gave|gives|giving|got|get|gets|getting|took|takes|taken|landed|threw <3> {beating} !on_the|out_of|in_the|of|up_the|for|start|off
took|takes|take|taking|took_off|takes_off <2> {strap} to me|us|him|her|the|my|our
with|using his|her|your|both <1> fists|fist|belt|knuckles|bare_hands
hands|arm|forearm|fingers|cord|belt|rope|pillow|scarf|hand around|round|on|over|across|to my|her|your|his throat|neck|mouth|windpipe
shake|shakes|shook|shaken|shaking the|our|my|her|his {child}
pull|pulls|pulled|rip|rips|ripped|yank|yanked|yanks|tear|tore|dragged|drag <4> my|her|his hair
hit|hits|punch|punches|punched|kick|kicks|kicked <1> walls|doors|furniture
hit|hits|hitting|punch|punches|punched <2> {surface} next|beside|near|right|by|inches <3> me|my
have|had|need|needed|got|get <2> stitches|surgery|cast|concussion|operation <3> because|after|from|thanks <2> {he}
broken|fractured|cracked|bruised <1> {severe}|nose|rib|bone|bones <4> thanks_to|because_of|from_when|from_where|from you|him|her|my|he
makeup|foundation|sleeves|scarf|sunglasses <4> cover|hide|bruise|bruises
spike|spikes|spiked my|her drink|drinks|food|tea
drug|drugs|drugged|drugging me|us|her
leave|leaves|left|dumped|dumps me|us <4> side_of_the_road|stranded|highway|middle_of_nowhere|by_the_road
drive|drives|drove|speeds|sped <5> to scare|frighten|terrify|punish me|us
take|takes|took|taken|remove|removes|removed|slipped <2> condom
push|pushed|pushes|pushing|knocked|tripped|threw me|us|her|him <2> and|so|until|that <1> i|she|he <1> fell|hit|fall|landed|went|dropped|broke|bled
drag|drags|dragged|dragging|pull|pulls|pulled|yank|yanked me|us|her|him <1> out_of|from|by|into|across|through|up|down <2> bed|car|house|hair|room|stairs|bathroom|shower|floor|hallway|arm|arms|leg|legs|ankle|ankles|feet|neck|collar|wrist|ear
rip|rips|ripped|grab|grabs|grabbed|snatch|snatched|snatches|take|took|takes|knock|knocked|knocks <2> phone <3> hand|hands|from_me|when_i_called|when_i_tried|so_i
dug|digs|dig|digging|sank|sinks <2> nails|fingernails|teeth <1> in|into|on
shake|shakes|shook|shaking|shaken me|us|her <1> hard|until|by_the|violently|like_a|so_hard
{injury} all_over|everywhere|for_days|for_weeks|from_you|from_him|from_her
rage|temper|fury|tantrum <4> trash|trashed|trashes|smash|smashed|broke|punched|destroyed|wrecked|hit
trash|trashes|trashed|wreck|wrecked|wrecks|smash|smashes|smashed <1> the|our|my|up kitchen|house|living_room|bedroom|flat|apartment|room|mirror|windows|the_house|the_kitchen
physically hurt|hurts|attack|attacked|attacks|fight|fights|restrain|restrained|aggressive|abused|abuse|threatening|stopped_me|hurting
keep|keeps|kept|held|hold|holds me|us|her <2> hostage|captive|prisoner|locked_in|locked_up
marks|mark|bruises <2> on my|our|her|the <1> {body}|{child}
my|her|his <1> {body} was|is|were|got|gets <1> split|broken|bleeding|fractured|swollen|bruised|black <5> you|he|she|him|her|me
clump|clumps|handful|handfuls|chunk|chunks of my? hair
went|goes|go|gone too far <4> and|that|last|with|when|on <4> blood|stitches|hospital|bruise|bruises|floor|neck|hurt|fell|needed|head
land|landed|lands|caught|catch|clock|clocked|clocks|decked|lamped me <1> one|a_punch|a_slap|a_good_one
clock|clocked|clocks|floored|nutted|glassed|bottled me|her|us|him <1> one|with|in|when|because|and
mess|messes|messed|interferes|interfered|fiddles|fiddled with my|our|the <1> {child}
reach|reached|reaches|went|goes|load|loads|loaded|show|shows|showed|cleans|take_out|took_out|took|pull_out|fetched|got|brought <3> {firearm} <8> when|while|and|at|table|bed|me|if
# rough, physical
got|get|gets|getting|gotten|become|gone|went|is|was|am|are|being rough with|on|towards me|us|her|him|the_kids
rough|violent|abusive|physical with|towards|to {somebody}|my|the|our
domestic|physical|sexual abuse|violence|assault !charity|hotline|helpline|film|awareness
# weapons and things thrown
{weapon} <2> to|at|against|on|in|into|across|over {somebody}|my|your|his|her|the !drawer|dishwasher|kitchen|sink|table
point|points|pointed|pointing|aim|aimed|wave|waved|waving|pull|pulled|pulls|swing|swings|swung|swinging|brandish|brandished|pick|picked|hold|held <3> {weapon} <2> at|on|to|up|over
swing|swings|swung|came|come|comes|coming|went|goes|go|run|ran|lunge|lunged|chase|chased|chases <1> at|after|for|me|towards|toward {somebody} <2> with !kindness|open_arms|a_smile|an_offer|idea|my|the_keys|flowers|her_arms|his_arms
come|comes|came|coming|swing|swings|swung|swinging|chase|chased|chasing <3> {weapon} at|after
{he} keep|keeps|kept|sleeps|has|have|carries <2> {firearm} <8> remind|reminds|argue|fight|angry|scared|afraid|drunk|threat|threatens
chase|chased|chases|chasing @people <3> with|around_the_house
threw|throw|throws|throwing|thrown|hurl|hurls|hurled|chuck|chucks|chucked|toss|flung|launched <5> at|past|towards my|your|his|her|the? head|face|me|us|her|him|kids|wall_next
threw|throw|throws|throwing|hurl|hurls|hurled|chuck|chucks|chucked|flung|launched <1> {missile} <2> at|across
punch|punches|punched|punching|kick|kicks|kicked|put|puts|smash|smashed|smashes|bash|bashed <3> hole|holes|fist|foot|wall|walls|door|doors|window|windows|windscreen|windshield
smash|smashes|smashed|smashing|destroy|destroys|destroyed|trash|trashes|trashed|break|breaks|broke|breaking|burn|burns|burned my|our|her|the|all things|stuff|phone|laptop|belongings|furniture|clothes|plates|dishes|house|tv|toys
wrap|wraps|wrapped|press|presses|pressed|clamp|clamped|lock|locked|squeeze|squeezed|put|puts <2> hands|fingers|arm|forearm|pillow|belt|cord|rope|scarf|bag|leg|knee|hand|towel <2> around|round|over|on|against|across|into my|her|his|the|our neck|throat|face|mouth|chest|head|windpipe|kids|baby|back|ribs
can|could not <1> breathe|get_air|scream <6> hands|neck|throat|held|pinned|squeezed|pillow
{he} <8> i|she can|could not swallow|see_straight|walk_for|get_up|talk_for
see|saw|seeing|seen stars|black|double|spots <4> when|after|because <3> {he}|hit|punched|slapped
black_and_blue|covered_in_blood|bleeding_from|blood_on <3> me|my|because|after|when|the_wall|face|arms|back|where|from
wake|woke <2> up <3> bruises|bruised|bleeding|blood|on_the_floor|in_the_hospital
lose|loses|lost <1> temper|control|it|rag <5> hit|hits|hitting|punch|push|pushed|shove|slap|throw|threw|grab|grabbed|violent|smash|choke|broke|kick|hurts|hurt
take|takes|took it|things|anger|temper|stress|day out on me|us|the_kids|my_kids|the_dog <3> with|hit|hits|physically|fists|belt|again|by
discipline|disciplines|disciplined|punish|punishes|punished|correct|corrects <3> with <2> {strap}|hand|slap|slaps
leave|leaves|left|leaving <2> marks|bruises|handprints|welts|scratches|a_mark <3> on|every|for_days|when|so
{fear}|flinch|duck|ducks|cover|covers <3> face|head|hand|hands <3> when|whenever|every_time
run|ran|running|chase|chases|chased|come|came|comes <2> me|us|her <2> down|over|off_the_road <2> car|truck|van
drive|drives|drove|driving|speed|speeds|swerve|swerves <6> kill_us|into_a_tree|off_the_road|crash_us|scare_me|scared_me|frighten_me
push|pushed|pushes|shove|shoved|throw|threw|kick|kicked|drag|dragged <2> out of|from|off <1> the|a|our|my|moving car|bed|house|wheelchair|chair|balcony|stairs|porch
spit|spits|spat|pour|poured|pours|throw|threw|dump|dumped <4> on|over|in|at my|me|her <1> face|head|lap|body|coffee|water|$
# animals
kill|kills|killed|hurt|hurts|kick|kicks|kicked|poison|poisoned|strangled|drowned|drown|beat|beats|shot|throw|threw|burned|hit|hits my|our|the|her|his|my_own {pet}
# sex
force|forces|forced|forcing|coerce|coerced|pressure|pressures|pressured|guilt|guilts|guilted|make|makes|made|push|pushed @people in|into|to? <3> {sex}
force|forces|forced|forcing|pressure|pressured|make|makes|made @people <2> things|stuff|acts <2> bed|not_want|do_not_want
force|forces|forced|forcing himself|herself|yourself on|onto|upon|inside
said|say|saying|told|asked no|stop|you_no|him_no|her_no|you_to_stop|him_to_stop <3> kept_going|keep_going|keeps_going|did_not_stop|would_not_stop|carried_on|did_it_anyway|does_it_anyway|continued
{sex} with me|her|him while|when|even_though|although|without <2> asleep|sleeping|passed|drunk|unconscious|no|consent|saying|crying|cried
wake|woke|waking up <4> on_top_of_me|inside_me|touching_me|doing_things
if <4> {sex} <5> angry|nasty|furious|mad|hurts|hurt|punish|punishes|violent|rages|hits|scared|frightened|afraid
touched|touching|touches me when|while|as i|a <2> little|small|child|kid|girl|boy|sleeping|asleep|young|years|teenager
{sex} <4> asleep|sleeping|unconscious|against_my_will|without_my_consent
scared|afraid|frightened|terrified to say_no|to_refuse <4> bed|sex|you|him
touch|touches|touched|touching|fondle|fondled|fondles my|our|the|your|her {child} <3> $|sexually|inappropriately|at_night|in_bed|down_there|private
touch|touches|touched|touching|grope|groped|gropes <3> without_my_consent|when_i_said_no|while_i_sleep|while_i_was_asleep|inappropriately|private_parts
without my consent
against my will
"""
_THREATS = """
{will} <2> kill|murder|strangle|stab|shoot|choke|poison|bury|drown|beat|harm|slaughter|end|smash|break|knock|snap|burn|destroy|butcher @people !by|at|over_the_head_with|with_kindness
{will} <2> {harm} my|your|his|her|our face|neck|jaw|head|legs|arms|teeth|bones|skull|throat|back|house|home|family|kids|children|mother|dog|cat
{will} hurt|hit|slap|punch|harm|kill|attack|destroy me|you|her|him|us|the_kids <4> if|unless|next|again|one_day|some_day|when_he_finds|when_you_find|badly
if <8> {will} hurt|hit|slap|punch|kill|end|smash|break|destroy|bury @people
{said} <3> {will} hurt|hit|slap|punch|smack|beat|kill|harm|shoot|stab|bury @people
might|could|may|will hurt|kill|harm|hit|beat|strangle @people one_day|some_day|again|next|for_real|physically|badly|eventually|if|or_the_kids
might|may hit|kill|strangle|beat|stab|shoot|choke @people
what if <5> {blow} @people
kill|kills|killing|murder me|us|her|him|the_kids <2> if|unless|before|one_day|and|or|in_my_sleep|for_leaving !late
{threaten} <2> me|us|her|him|to|with|that|suicide|the|my
threatening message|messages|text|texts|call|calls|letter|letters|voicemails|emails
death threat|threats
{will} <2> regret|be_sorry|pay|be_so_sorry|suffer|learn <3> if|when|for_leaving|for_this
make|makes|making @people pay|suffer|regret|disappear|vanish
no_one|nobody|no_man|noone|no <1> can|will|would|gets have|having me|you|her
can not have me|you|her <3> no|nobody|noone
nobody|noone|never|not|one <3> find my|your|the|her|his|me_or_my body
{will} <1> find|hunt|come_after|track|get me|us <2> $|if|wherever|and|down|no_matter
{will} do to me|us|the_kids|my_kids|the_baby|her
{will} <2> slit|slice|carve|skin|gouge my|your|her|his throat|face|wrists|neck|eyes
acid <2> face|on_me|at_me|over_me
never see|sees your|my|the|our|them {child} again
never see my|your|the|our {child} again
never see the|my|our|your kids|children|son|daughter again
take|takes|took|taking the|my|our|your {child} <2> away|disappear|abroad|from_me|and_run|where_i|so_i_never|and_i_will_never
deported|deport|deportation
immigration|ins|ice <3> on me|us|her
report|reports|reported|call|calls|called <3> immigration|embassy|border_police|child_services|social_services|cps <4> if|unless|on_me|to_get
naked|nude|nudes|intimate|private|explicit|sex <1> pictures|photos|pics|video|videos|images|tape <6> send|post|share|show|boss|family|online|internet|everyone|leak
send|post|share|show|leak|sends|posted|sent|leaked <3> naked|nude|nudes|intimate|explicit|private <1> pictures|photos|pics|video|videos|me|online|images
put|leave|leaves|see|send|bury me|you|us|her <1> in <1> ground|grave|hospital|wheelchair|coffin|morgue|box|river
beat|beats|knock|kick|smack|slap|kicked|beaten the <1> shit|crap|hell|daylights|life|sense out|outta|into
watch my|your back or
watch your back
last thing <2> ever do
"""
_FEAR = """
careful|watch|mind|measure <2> what|how i say|do|wear|speak <5> or|because|so|otherwise|in_case
tiptoe|creep|creeping|walk_on_eggshells|eggshells <6> hit|hits|blow|violent|explodes|hurt|drunk|fists
never know|knows what|when|which <1> {he} will|might|could|is_going_to <2> do|hit|snap|explode|come_home|kick_off|turn
sleep|slept|stay|stayed|spent <3> in the car|in_my_car|at_a_shelter|in_a_shelter|at_the_station|in_the_bathroom|on_the_street|at_my_mothers <6> {he}|safe|afraid|hit|angry|drunk
jump|jumps|startle|freeze|shake|shaking|panic|stomach|heart <4> when|every_time|whenever <2> door|key|keys|phone|car|he|she|you <2> slam|slams|opens|turns|rings|pull|pulls|come|comes|walk|walks|raise|raises
children|kids|son|daughter|baby <4> crying|hiding|hid|hide|screaming|cower|cowering|under_the_bed|in_the_closet|wet_the_bed|witnessed|saw|seen|heard <6> hit|hitting|shouting|fight|fighting|beat|beating|hurt|hurting|violence|choke|him|you|drunk
saw|seen|watched|heard|witnessed <3> hit|hits|hitting|beat|beats|beating|choke|choking|punch|slap|kick|kicking|strangle <1> me|my_mom|my_mother|their_mother|their_mom|mom
too scared|afraid|frightened|terrified to|of <1> tell|speak|leave|call|move|breathe|go|sleep|ask|say|report|fight|stop|leaving
i <1> fear|dread when|the_nights|the_weekends|him|her|his|her|you|coming_home|going_home|hearing
do not feel <1> safe <1> $|anymore|any_more|here|at_home|with|around|in_my
{fear} of|for what will|might|could happen <3> if|when|tonight|next|to_me|to_us|to_the_kids
got|get|gets|getting|gotten|become|becomes|became|turn|turns|turned|went|being|been|be|is|am|are|were|was|go|goes <1> physical|violent|physically_violent|abusive !exercise|therapy|about|film|movie|match|touch
the|his|her|your|this|any <1> violence|beatings|hitting|slapping|choking|assault|assaults|threats|beating !in_films|on_tv|of
covered in bruises|blood|marks|cuts|welts
in danger|at_risk|unsafe around|with|near|from|when|because|at <2> {partner}|home|my|he|she
danger|risk|unsafe <2> around|with|near|from {partner}
or|otherwise|else {he} will|would|gets|get|goes|go <2> hit|hurt|violent|physical|beat|kick|slap|punch|smash|break|kill|choke|hurt_me
get|gets|got it when|once <1> we|i|he|she <1> get|gets|got|come|comes|came home
can|could not leave <1> him|her|you|my? <3> because|or|since <1> he|she|you will|would|said|threatened|might
{he} <7> concussion|black_eye|unconscious|bleeding|stitches|broken_ribs|broken_nose|broken_arm|fractured <1> $|and|after|because|when|that
{he} <9> so|so_that i|she can|could not leave|drive|call|run|escape|scream|breathe|move|phone|reach|get_help|go_anywhere
until|till <3> bleed|bleeds|bled|bleeding|black_and_blue|unconscious|pass_out|passed_out|begged|blacked_out
not take no for
not|never|keep|keeps|kept stop|stops|stopped|going <1> when|even_when|although|until|if|even_though i <1> say|said|cry|cried|ask|asked|beg|begged|scream|screamed|push
taught|teach|teaches|teaching me|her|us a lesson <1> with|by|when|he|she
being|am|feel|get|is watched|followed|monitored|stalked|tracked|spied_on <1> by|all|every|everywhere|at|in|wherever
afraid|scared|frightened|terrified <1> to|of <1> leave|leaving <1> him|her|you|my_husband|my_wife|this_marriage|because
{fear} of {partner}
{fear} of my|our|your|his|her|the {human} $|when|and|because|he|she|they|since|after|at_night|now|anymore
{fear} <1> of|for? what {he} will|would|might|could|may|can|is_going_to|are_going_to|does|do|did
{fear} <1> {he} will|would|might|could|may|is_going_to|are_going_to <3> {harm}|snap|explode|kill|lose_it|do_something|find_me|find_us|come_after|get_me
{fear} <2> to go_home|be_home|be_in|be_alone_with|sleep|go_to_sleep|come_home|stay|be_near|close_my_eyes|leave_him|leave_her|leave_you|move|breathe|be_around|fall_asleep <6> {somebody}|husband|wife|partner|boyfriend|girlfriend|he|she|drunk|there
{fear} of his|her|your|their <1> temper|anger|rage|rages|fists|outbursts|drinking|violence|hands|fist
{fear} for my|our|her|his|their|the|my_own life|lives|safety|kids|children <2> $|when|if|around|he|she|you|every
fear|feared|fearing|fears for my|our|her|his life|lives|safety
{fear} every_time|whenever|when {he} <2> {anger}
{fear} every_time|whenever {he} <3> home|car|key|keys|door
not|never|hardly safe at_home|in_this_house|in_my_house|in_our_house|in_my_home|in_our_home|in_my_own|in_the_house|with_him|with_her|around_him|around_her|around_you|with_you|near_you|near_him|next_to|sleeping|in_bed|in_that_house|here_anymore
not|never|hardly feel|feels|felt|feeling|am|is|are|was|were safe <1> at_home|in_this_house|in_my_house|in_our_house|in_my_home|in_our_home|in_my_own|in_the_house|with_him|with_her|around_him|around_her|around_you|near_you|next_to_you|next_to_him|in_bed|in_that_house
unsafe|unsafe_at at_home|home|in_this_house|in_my_house|in_our_house|in_my_own|in_the_house|with_him|around_him|around_you|around_her|near_him|near_you|with_her
flinch|flinches|flinched|cower|cowers|tremble|trembles|shake when|whenever|every_time|if|as_soon_as|each_time
{he} {frighten} me|us|the_kids|her|him <4> when|whenever|every_time|if <4> {anger}|look|drink|knife|gun|corner|close|over_me
he|she|they frightens|terrifies|terrorizes|terrify|intimidates|frighten me|us|the_kids|her
it|that {frighten} me|us|the_kids when|whenever <4> punch|punches|throw|throws|hit|hits|fist|fists|rage|violent|drink|drinks|drunk|smash|break|corner|lunge|block|grab
kids|children|son|daughter <2> {fear} <2> {somebody}
kids|children|son|daughter <1> hide|hides|cower|run_and_hide|freeze when|from|under|every_time|whenever|if
chair|dresser|furniture|cupboard|wardrobe <2> under|against <2> handle|door
{fear}|shake|freeze|panic|tremble <5> hear|heard <3> car|key|keys|footsteps|steps|truck
lock|locks|locked|locking|hide|hides|hid|hiding|barricade|barricaded <4> in|inside|under|behind <2> bathroom|bedroom|closet|room|car|toilet|bed|wardrobe|shed|garage until|when|because|from|so_he|so_she|so_you|while|to_get_away|to_be_safe
hide|hides|hid|hiding|run|ran|escape|escaped|flee|fled|climb|climbed <4> from|away_from|get_away_from|escape him|her|my_husband|my_wife|my_partner|my_boyfriend|my_ex|my_dad|my_father
climb|climbed|jump|jumped|crawl|crawled|climbing <4> window|balcony <3> get_away|escape|flee|run
sleep|slept|sleeping with <4> keys|knife|door_locked|chair|phone|shoes|one_eye_open|clothes_on|bag|lights_on|locked
bag|suitcase|money <2> packed|hidden|ready <3> in_case|for_when|if|so_i_can <3> {he}
afraid|scared|terrified|frightened to|of <2> argue_back|disagree|say_no|talk_back|make_him_angry|make_her_angry|make_you_angry|set_him_off|speak_up <2> because|he|she|hit|hurt|him
end|ends|ended|finish|finishes with me|us <3> floor|ground|hospital|bleeding|bruised|corner
safety plan
restraining|protection|protective order against|on
women|womens|woman shelter|refuge
ran|run|fled|went|go|stayed|escape <3> a|the|to shelter|refuge !dog|animal
call|called|calling <2> police|cops|ambulance <4> on him|her|you|me_and_he
called|call the police|cops because|when <2> {he}
"""
_CONTROL = """
{he} <3> decides|decide|controls|control|dictates|monitors|approves|inspects|chooses <2> what|who|when|where|how|every|all|my|whether <3> i|wear|eat|spend|see|sleep|go|say|clothes|food|friends|money|pills|calls|meals
give|gives|gave|get|gets|got|live|lives <2> an|a|my|on <1> allowance|pocket_money|ration|rations
have|has|had no|not <2> access to|money_of|say_in <3> money|account|bank|phone|car|funds|our
name|names <2> not on|off <1> the|any account|lease|deed|bank
sign|signed|signs|made_me_sign|forced_me_to_sign <4> loan|loans|papers|house|credit|contract|over_to|debt <3> name|without|him|her|forced|or_else
debt|debts|loan|loans|credit_cards in my name <4> without|behind|{he}|forged|ruined
{no} <2> go|leave|allowed|step <2> outside|out|anywhere|house|alone <2> without|unless|alone|by_myself
alone|leave|home without <1> {he}|him|her|permission|escort|his_mother|his_brother
time|times|timed|timing <2> me|how_long|my <3> shop|shopping|work|store|bathroom|trip|errands|shower
smell|smells|smelled|sniffs|inspect|inspects|search|searches <2> my|me <2> underwear|clothes|body|bag|phone|pockets|car|when_i_get
he|she|you|they|husband|wife|partner|boyfriend|girlfriend <1> delete|deletes|deleted|blocked|blocks|removed <3> friends|contacts|numbers|family|my_accounts|messages_from <4> phone|my|from|account
reads|read|reading|checks|checked <1> my|every|all <1> messages|texts|emails|diary|letters|mail <3> and|every|before|then|to_see|while
install|installed|installs|put|hid|hidden|found <3> app|tracker|camera|spyware|gps|airtag|microphone|recorder <4> phone|car|bedroom|bag|house|room
he|she|you|they threw|throws|throw|broke|smashed|took|takes|hid|hides|cut|cuts|flushed my <1> pills|medication|medicine|inhaler|insulin|wheelchair|hearing_aids|hearing_aid|cane|crutches|walker|passport
refuse|refuses|refused|will_not|does_not|did_not <2> feed|help|lift|turn|change|bathe|wash|dress|charge <4> me|my_chair|wheelchair|unless|when|because|until|for_days
leave|leaves|left|leaving me|her|him <3> soiled|wet|on_the_toilet|on_the_floor|in_bed|without_food|without_water|hungry|locked|unfed|for_hours|in_my_own
tell|tells|told|telling|says|said <3> no|nobody one? <1> would|will|else believe|want|help|love|listen|miss <2> me|you
tell|tells|told|says|said|makes_me_think <2> i am crazy|insane|imagining <3> when|and|so|hit|bruises
say|says|said|swear|swears|swore|threaten <2> he|she|you will kill|hurt|cut|hang|shoot|stab|harm {self}
not stop|leave <1> calling|texting|messaging|following|coming|showing_up|turning_up|waiting|harassing
show|shows|showed|turn|turns|turned up <2> work|door|school|gym|house|uninvited|wherever|everywhere|outside <2> $|every|again|after|even|since|to
restraining|protective|no_contact order
hunt|hunts|hunted|hunting|track|tracks|tracked me|us|her|him down
post|share|send|leak|upload|publish|show|posts|shared|leaks <3> video|videos|pictures|photos|pics|images of me|us|her
can not|never <1> go|leave|see|have|speak|talk|do|visit <4> unless|without|except {he}|his|her|my_husband|my_wife|my_partner|asking|permission|supervision
have|has|had|got|keeps|holds|took|takes <1> all|both|every <2> my|our <1> {money}|{papers}|cards|passwords|logins
gives|give|gave|allows|hands me|us <4> pounds|dollars|euros|bucks|quid|allowance|pocket_money|a_week <3> week|month|food|live|live_on|everything|day|$
{no} <1> take|takes|drive|bring me|us|her|him to a|the hospital|doctor|emergency|er|clinic|midwife
keeps|keep|kept|has <2> locked|locked_up|locked_away|hidden_from_me
kept|keep|keeps|keeping|stopped|stops|banned|bans|prevents|prevented me|us|her? away? from <1> my|seeing|leaving|going|talking|speaking|working|calling <1> people|family|friends|mother|mom|sister|parents|mom|dad|brother|house|{relation}|work|them|anyone|doctor
sex|it|him|her <3> because|or_else|to_avoid|so_that <4> you|he|she will|would|might|does|gets|get <2> if|angry|mad|violent|hit|hurt|when|furious
agree|agreed|agrees|give_in|gave_in|giving_in|submit|submitted|go_along <2> sex|it <4> because|afraid|scared|otherwise|or|so
did_it|did_things|does_things|undressed|filmed|used <3> me|her when|while i|she was? <1> passed_out|unconscious|asleep|drugged|drunk|sedated|sleeping
sex when|even_though|although|even_when i do_not|did_not|not|said|was_asleep|cry|cried
make|makes|made|making me ask|beg|justify|account|report <2> for|to|every|before|where
{no} <1> {let} me|us|her|him|the_kids|my_kids to? see|visit|meet|contact|call|phone|ring|talk_to|speak_to|speak_with|talk_with|be_with <2> {relation}|doctor|anyone|my|the_doctor|police|neighbours|neighbors
{no} <1> give|gives|return|hand|hands me|us|her <1> my|our|her|the {papers}|keys|phone|wages
{no} <1> {let} me|us|her|him have <3> {money}|phone|friends|job|keys|car|bank|privacy|password|visitors|medicine|food|water|key|access|any_money|account|my_own
{no} <1> {let} me|us|her|him|the_kids to? leave|go|work|sleep|eat|out_of|get_out|go_out|drive_anywhere|drive_to|get_a_job|study|learn_english|wear|use_the_phone|use_my_phone|use_the_bathroom|shower|close_the_door|take_my_medicine|take_my_medication|get_help|move|out_the|off_the|through_the|past|go_anywhere|be_alone|answer|open !it|this|first|early_from_work
{no} <1> {let} me|us|her|him call|see|get|go_to|visit|have an|a|the|my ambulance|doctor|police|nurse|therapist|hospital|dentist|help
not|never|am_not|was_not allowed|permitted to <1> leave|go|see|talk|work|drive|spend|speak|call|visit|meet|lock|sleep|shower|touch_the_money|have_friends|have_money|have_a_phone|have_my_own|have_my|answer|use_the_phone|use_my !first|sugar|yet|upstairs|home_early
need|needs|needed|ask|have <2> permission to|for|before <1> leave|go|see|work|spend|buy|eat|call|talk|visit|drive|shower|sleep|use !a_lamp
without his|her|your permission
forbid|forbids|forbidden|forbade me|us|her|him? to|from <1> see|leave|go|talk|work|have|speak|drive|call|seeing|leaving|going|talking|working|contacting
leave the|this|our|my house|home|apartment|flat without him|you|her|his|your|permission|asking
control|controls|controlled|controlling|monitor|monitors <2> money|finances|accounts|account|penny|spending|what_i_wear|who_i_see|who_i_talk|where_i_go|what_i_eat|my_every|my_phone|my_messages|my_food|my_pills|my_medication
take|takes|took|taken|taking|hide|hides|hid|hidden|hiding|keep|keeps|kept|withhold|withholds|withheld|confiscate|confiscates|confiscated|lock|locked|locks|destroy|destroyed|flush|flushed|burned|burn|tore_up|rip_up|ripped_up away|up|all? my|her|our|his {papers} !every|this|each|in_the_morning|with_water
throw|throws|threw|thrown|throwing away|out my|her {papers}
take|takes|took|taken|hide|hides|hid|smash|smashed|grab|grabbed|keeps my|her <1> {kit} <2> so_i|so_that|to_stop|and_locked|and_would_not|and_will_not|whenever|when_we_fight|when_i_try|when_i_want|and_then_blocked|away_from_me|to_keep_me|so_she|from_me
lock|locks|locked|locking me|us|her|him|the_kids|my_kids in|inside|up|away
lock|locks|locked|locking me|us|her|him out <4> night|cold|snow|naked|rain|all|balcony|garden|winter|dark|street|porch|hours
lock|locks|locked the|my|our <1> door|doors|fridge|food|pantry <3> so_i|so_that|so_she|from_me|and_kept|and_will_not|can_not
block|blocks|blocked|blocking|stand|stands|stood|standing|guard|guards <4> door|doorway|exit|way|hallway|front_door|stairs <4> so|leave|out|until|and_will_not|and_would_not|when|will_not|not !flowers
block|blocks|blocked|blocking <1> door|doorway|exit|my_way
trap|traps|trapped|corner|corners|cornered me|us|her in|against|between|inside
read|reads|check|checks|checking|searches|search|go_through|goes_through|demands <2> messages|emails|texts|phone|calls <4> decide|decides|every_day|every_night|every_time|whenever|who|permission|control
decide|decides|decided|dictate|dictates|chooses <1> who|what|when|where i can|may|wear|talk|see|eat|go|am_allowed|leave|meet|spend
wait|waits|waited|waiting|lurks|sits|sat <1> outside|in_his_car|in_her_car <3> every_day|every_night|every_morning|all_day|all_night|hours|my_work|my_school
make|makes|made|force|forces|forced me|us|her|him sleep|stand|kneel|eat|strip|stay|sit|beg|crawl <4> floor|outside|hallway|garage|shed|cold|corner|ground|naked|knees|dog|snow|rain|balcony
have|has|had|make|makes|made <1> to? text|call|report|message|check_in|send|ring <5> every hour|half|ten|twenty|thirty|fifteen|minute
monitor|monitors|monitored|track|tracks|control|controls|polices|police|check|checks <1> who|where|when|what i text|talk|go|am|see|call|spend|eat|wear|meet|message|do
can not <4> {money}|friends|job|phone|car|license|visitors <5> because|unless {he}
not|never <1> stop following|stalking|harassing|watching me
because <1> {he} <2> not allow|let
track|tracks|tracked|tracking|bug|bugged|monitor|monitors|monitored|spy|spies|spied|spying <1> on|my|me|her|our <2> phone|car|location|every|messages|calls|movements|texts|me|emails|computer|where
tracker|tracking_app|spyware|gps|airtag|location <4> on|in|under my|her <1> car|phone|bag|purse|coat
camera|cameras|recorder|microphone <8> watch|watches|spy|check_on|see_what_i|bedroom|bathroom|me|listen
check|checks|checked|checking|go_through|goes_through <2> mileage|odometer|location|underwear|my_location|my_messages_every|my_phone_every|every_message|call_log
follow|follows|followed|following me|her to|home|in_his|in_her|in_your|everywhere|when_i_go|from <1> work|school|shop|store|car|gym|home|friends|truck|job|i_go|the
stalk|stalks|stalked|stalking|stalker
wait|waits|waited|waiting|sit|sits|sat|park|parks|parked <3> outside|parking_lot|car_park <2> work|office|house|job|apartment
prove where|who|that i am|i_was|i_have_been|i_went
prove <2> where i
hand|hands|handed|give|gives|gave|turn|sign|signs over? <3> whole|entire|all_of_my|all_my|my_whole|my_entire <1> paycheck|wages|salary|money|pay|income|earnings|pension|benefits
beg|begs|begging|plead <2> for <2> money|bus_fare|fare|food|tampons|pads|lunch_money|gas_money|petrol_money|every_penny|diapers|nappies|everything
have|has|had|made_me to? ask him|her|you|my_husband|my_wife for <2> money|bus_fare|fare|food|tampons|pads|lunch_money|gas_money|petrol_money|every_penny|diapers|nappies|everything
account|explain for every|each penny|cent|dollar|minute|pound|hour|euro
show <3> receipts|receipt for|of|because|every|or|so
every|each|any penny|cent|pound|dollar i spend|spent
make|makes|made|force|forces|forced|got me|her|him quit|give_up|leave|drop|stop|cut <2> job|work|school|college|studies|friends|career|friend|family|hobby|church
cut|cuts|isolate|isolates|isolated|isolating|cutting me|her|us off? from <2> family|friends|everyone|everybody|mother|sister|parents|people|brother|dad|mom
turned|turn|turns my <1> family|friends|children|kids against me
make|makes|made me say|tell|lie|pretend <6> accident|fell|fall|nothing_happened|bike|tripped|softball|door
told|tell|telling|lied|say|said <4> i fell|walked_into|tripped|slipped|bumped <3> $|down|into|after|but|because|again|a_door|the_stairs
emergency|hospital|er room? after what|you|he|she
after what {he} did to me|us|her|my
what {he} did to my|her {severe}
hurt|hurts|hurting|hits|hit <1> me|us|her physically
"""
_COUNTED_OUT = inflect(
    "beat thrash crush hammer destroy smash slaughter murder kill whip wallop pummel clobber end"
) | {"beaten"}

_INJURIES = CONCEPTS["injury"] | among("had have took got get takes")

_ACT_RULES = Rules(_ACTS, _CONCEPTS, _GROUPS)
_OTHER_RULES = Rules("\n".join((_THREATS, _FEAR, _CONTROL)), _CONCEPTS, _GROUPS)


def is_found(words: list[str]) -> bool:
    """Whether somebody is, was or may be a danger to somebody."""
    if any(_is_act(words, hit.start, hit.end) for hit in _ACT_RULES.find(words)):
        return True
    told = [hit.start for hit in _OTHER_RULES.find(words)]
    told += [start for start, _ in (*signs.found(words), *traces.violent(words), *roles.violent(words))]
    return any(not is_denied(words, start) and not is_made_up(words, start) for start in told)


def _is_act(words: list[str], start: int, end: int) -> bool:
    return not (
        is_denied(words, start)
        or is_own_mishap(words, start, end)
        or is_made_up(words, start)
        or is_no_person(words, start)
        or ((words[start] in _COUNTED_OUT or words[start] in _INJURIES) and is_sport(words, start, end))
    )
