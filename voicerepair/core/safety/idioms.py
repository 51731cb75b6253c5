"""What sounds like danger and is not: figures of speech, taken out of the text before the grammar reads it.

Each line is a rule (see `pattern`). The words it matches are replaced, so an idiom beside a disclosure hides
nothing of it.
"""

from voicerepair.core.safety.concepts import CONCEPTS
from voicerepair.core.safety.pattern import Rules

GAP = "~"
"""What stands where an idiom was; no rule matches it."""

_IDIOMS = """
# comparisons, wishes about things, disputes by letter
felt|feel|feels like|as_if|as_though you|he|she|someone|somebody had? punched|kicked|slapped|stabbed|hit me in? the? stomach|gut|face|heart|chest?
wanted|want|felt_like to? throw|throwing|smash|smashing my|the phone|laptop|plate|mug|remote
was|were|is|gets violent in the|a film|movie|game|book|play|show
threatened|threatens|threaten us|me|him|her with a|his|the letter|lawyer|fine|bill|complaint
checked|check|looked_at the|our bank account
tired of living out|with|in|apart|so_far|next
an|your allowance for
photo of where i was so
puts|put his|her hand on my back in public
stood|stand on the bridge and watched|looked|talked|kissed
# hyperbole of killing and dying
i|we|you|anyone|someone could|might have? of? killed|murdered|strangled|throttled|slapped|kicked|punched|choked|smacked him|her|them|you|someone|it|everyone
i|we could kill|murder|strangle|throttle|slap|choke|punch|kick|smack|shoot !you|me <3>
i|we would kill|murder for
kill|kills|killing|killed it|time|two|off|the !cat|dog|baby|kids|pet
kills|kill|killing|killed my|our|your|his|her !cat|dog|puppy|kitten|pet|pets|mom|mother|dad|father|sister|brother|son|daughter|rabbit|baby|kids|family
are|is|be|was|were|been|am killing|murdering me|us|him|her !one|slowly|if|tonight
life|work|traffic|guilt|curiosity|suspense|waiting kills|killed me|us|him|her
it|this|that|which|what kills|killed|kill me|us
that|which|it will|would kill|finish|end me|us
curiosity killed
dying|die|dies|died|dead to see|know|hear|go|try|get|meet|tell|eat|for|of !it|this|a|an|cancer|suicide
dying|died|die|dies laughing|inside|of
to die for
i|we would|will sooner|rather|prefer? die|be_dead than !live|go_on|keep|be_here|wake|stay_alive|stay_with|be_with
prefer|want|wanted to die when|if you|he|she|they|my|mom|your|his told|tell|said|say|saw|see|read|asked|walked|came|showed|opened|brought|announced|sang|mentioned|posted|tripped
wanted to die of|from embarrassment|shame|boredom|laughter|cringe
die|dying|died on this|that|the hill
hill <6> die on
over my dead body
drop|dropped dead gorgeous?
dead tired|serious|set|wrong|end|ends|line|beat|broke|certain|on|to_me|to_the|weight|silence|quiet|battery|phone|last|boring|easy|sexy
dead inside
body count
serial|lady killer|killers
killer headache|app|heels|view|instinct|recipe|deadline
kill|kills|murder|strangle|throttle me|you|us|him|her when|if|for <5> see|sees|saw|late|finish|finishes|eat|eats|ate|forget|forgets|forgot|spill|bill|dishes|leftovers|spoil|dent|scratch|notices|hears
if looks could kill
be the death of
tickled to death
scared|bored|worried|frightened|starved|freezing|frozen|work|worked|working|loved|talked|sick to death of|by|with|about|for|at?
hurt|hurting my|your|his|her|their|our feelings|pride|ego|confidence|back|knee|ankle|shoulder|hip|wrist|foot|hand|toe|chances|credit|career|business
# hit, beat, kick, slap, punch, push, choke, strike, as figures
hit|hits|hitting the|a|my|our|your|rock|snooze|it|pause|send|reply !kids|children|baby|boy|girl|dog|cat|son|daughter|face|head|door|wall|walls|little|child|window|mirror|woman|wife|mother|mom
hit|hits|hitting on|up|home|it_off
it|this|that|news|reality|grief|loss|guilt|sadness|shame|loneliness <1> hit|hits|hitting|struck|strikes me|us|him|her
hit|hits|hitting|struck|strikes|strike me|us|him|her that|how|like_a|out_of_nowhere|in_the_feels|where_it_hurts|in_waves|with_the_news|with_a_question|with_the_bill|all_at_once|up|later
hit|hits me|us|him|her with a|the|that|this|another|your|his|all|it <1> news|question|questions|bill|bills|list|excuse|surprise|divorce|facts|truth|guilt|line|sob|silent|story|idea|request|complaint|stuff
beat|beats|beating around|about the bush
beat|beats|beating myself|yourself|himself|herself|themselves|ourselves|him_self|dead|the_traffic|the_odds|the_heat|the_rush|the_eggs|the_clock
beat|beats|beating|beaten me|you|us|him|her|them to|at|by|in|home !home|night|me|death|a|the_kitchen|the_face|the_head|front|the_ribs|the_car|the_bedroom|bed
beats me $|why|how|what
beaten|beat to the|it
grab|grabbed|grabs|held|took my|your|his|her arm|hand|shoulder|elbow <1> when_the|as_the|before_i|to_cross|to_help|to_steady|to_show|to_pull_me_back|so_i_did|during_the
kick|kicked|kicking|kicks myself|yourself|himself|herself|back|off|in|the|my_feet|it_off|around !child|kids|baby|dog|cat|door|little|boy|girl|son|daughter
kick|kicked|kicks|kicking me|us|him|her|you out|off|under|to_the_curb|when_i_am_down|while_i_am_down|when_i_was_down|in_your_sleep|in_his_sleep|in_her_sleep|in_the_teeth
kick|kicked|kicks|kicking my|your|his|her|our butt|ass|backside|bum
kick|kicks out of
kicked|thrown|pushed|knocked|beaten|booted out|off|to_it|to_the_punch
slap|smack on the wrist|back
slap|smack|punch|kick|knife|blow|hit|dagger in|to the face|gut|stomach|teeth|heart|back|ego
slapped|slap|slapping|smacked|thrown|whipped|whip|whips|beat|bashed|hammered|knocked it? on|together|up|out|off !me|him|her|us|my|the_kids|his|cold
punch|punches|punched|punching line|in|the_clock|above|the_numbers|our|a_ticket|bag
gut punch
pushed|push|pushes|pushing my|your|his|her|our|the|all buttons|boundaries|limits|luck|stroller|cart|button|envelope|pram|swing
push|pushes|pushed|pushing me|us|him|her|you|them|people|everyone|myself|himself|herself away|to|towards|toward|for|hard|too|past|about|on|when|with|so|because|aside|harder|further|forward|through|!x
push|pushes|pushed|pushing me|us|him|her into +ing
push|pushes|pushed|pushing me|us|him|her|you into a|the|this|my|your|another|that|therapy|it !wall|door|table|counter|dresser|fridge|car|bath|tub|street|road|shower|corner|closet|bed|window|cupboard|cabinet|mirror|door_frame|kitchen|glass|radiator|couch|banister
pull|pulls|pulled|pulling my|your|his|her leg|weight|strings|chain|hair_out|back
pull|pulls|pulled|pulling away|the_rug|the_plug|through|over|together|faces|a_face
drag|drags|dragged|dragging my|your|his|her|our|their feet|heels
drag|drags|dragged|dragging me|us|him|her|you|them to|along|into_this|into_it|into_the_middle|into_your|around_the|shopping|down_with|through_the_mud|through_this|on_stage
drag|dragged|drags my|your mother|family|mom|sister|brother|friends|parents into
grab|grabs|grabbed|grabbing me|us|you|him|her? a|an|some|lunch|dinner|coffee|something|breakfast
grab|grabs|grabbed|grabbing my|your|his|her|our hand|hands|attention|coat|bag|keys|phone|drink !so|hard|and_twisted|and_bent|and_slammed|and_burned
grabbed|grab|grabs|grabbing|pulled|pull|held|squeezed me|her|him|my_hand|my_shoulder|us <2> hug|hugged|kissed|kiss|danced|dance|close|tight|tighter|cuddle|while_i_cried|when_i_cried|helped
throw|threw|throws|throwing|thrown me|us|him|her|you under_the_bus|off|a|for_a_loop|away|out|to_the_wolves|some|shade|the_ball|a_line
throw|threw|throws|throwing|thrown a|the|my|your|that|this|in|up|away|out|shade|money !plate|glass|cup|mug|bottle|phone|remote|chair|shoe|book|knife|vase|lamp|pan|pot|pill|brick|bowl|boot|punch|plates|glasses|my|keys|dog|cat|ashtray|stool|tray|hammer|iron|toy|toys|kettle|coffee|tea|water|soup|table|rock|stone|can|jar|candle|ornament|clock|radio|tablet|laptop|wrench|tool|tools|bag|suitcase|helmet|fork|spoon|kid|child|baby
throw|threw|throws|throwing|thrown|toss|tossed|hurl|hurled|hurls|hurling|fling|flung <1> ball|frisbee|pillow|pillows|snowball|snowballs|confetti|rice|bouquet|insults|insult|accusations|shade|tantrum|fit|party|money|kiss|question|questions|hands|punches|towel|dart|darts|hoops
knock|knocks|knocked|knocking me|us|you|him|her|my off_my_feet|out_for|sideways|socks|for_six|out_of_the_park|out_with
knock|knocked|knocking on|it|off
stab|stabs|stabbed|stabbing me|us|him|her|you|them? in the|my back
backstab|backstabs|backstabbed|backstabbing|backstabber <1>
stab in the dark
take|took|had|have a stab|crack|swing|shot|whack|punt at
shoot|shoots|shot|shooting me|us|you|him|her|them a|an|some|over|your|the|that|dirty|daggers|down
shoot|shoots|shot|shooting down|for|hoops|the|yourself_in_the_foot|myself_in_the_foot|himself_in_the_foot|ourselves
burn|burns|burned|burning|burnt out|bridges|the|my|down|me_out|us_out|dinner|toast !house|baby|kids|child|dog|cat|arm|arms|face|skin|things|clothes|bed|place|passport|papers
choke|chokes|choked|choking up|back|on|with_emotion|with_tears
bite|bites|bit|biting|bitten my|your|his|her|the|our head|tongue|nails|lip|bullet|dust|hand_that
bite|bit|bites off|by|into
jump|jumps|jumped|jumping down my|your|his throat
snap|snapped|snapping|snaps at
attack|attacks|attacked|attacking me|us|him|her about|over|for|with_words|verbally|every|whenever|when_i|because|and_my_character|like_that|as_a_person
stop|quit attacking me
feel|feels|felt|feeling|am|was <2> attacked|suffocated|smothered|trapped|choked|crushed|strangled|beaten_up|beaten_down|battered|bruised|hammered|slammed|gutted|punched|stabbed|slapped|kicked|hit $|by|when|in|with|because|and|at|from
panic|heart|anxiety|asthma attack|attacks
twist|twists|twisted|twisting my|your|his|her words|ankle|story|arm_into|head_around
strike|strikes|struck|striking|stricken me|us|him|her? as|while|a_chord|a_nerve|a_deal|a_balance|up|out|gold|by
strangle|strangles|strangling|strangled|choke|choking|suffocating|suffocates|smother|smothers|smothering|smothered us|me|him|her with <2> love|kindness|kisses|attention|affection|questions|hugs|worry
tear|tears|tore|tearing into|apart|up|down
rip|rips|ripped|ripping <2> to_shreds|apart|off|into
smashed|smash|smashing|crushed|crush|nailed it|the_exam|the_interview|that
whip|whips|whipped|whipping up|cream|through
punching bag
roasted|roast|roasts by|me|him
pain in the neck
up to my|our neck
breathing|breathe|breathes|breathed down my|our neck
breathing|breathe|breathes|breathed down
back of my|your|his|her mind|head|hand
stick|sticks|stuck to your|my|his|her|our guns
jump|jumped|jumping the gun
son of a gun
under the gun
bullet points|journal
# words of love, work and sport
tackle|tackles|tackled|tackling the|this|it|that|our|my|one
hammer|hammers|hammering|hammered|pin|pinned|nail|iron out|down|the|this|it|home !me|him|her
pin|pins|pinned|pinning the|it|this|that|everything|blame|me_down|down|him_down|her_down|on !to|against|in_front|on_the_bed|on_the_floor|and|by|so
wrestle|wrestles|wrestled|wrestling with
belt|belts|belted|belting out|up
lock|locked|locks|locking horns|down|eyes
lash|lashes|lashed|lashing out !and_hit|with_his_fists|physically
hold|holds|held|holding me|us|him|her|you back|up|accountable|close|hostage_to|responsible|to_a|to_that|to_it|to_my
tie|ties|tied me|us|him|her|you down|over
shake|shook|shaken|shakes|shaking hands|my_hand|your_hand|up|off|my_head|his_head|her_head|your_head
elbow|elbowed|elbows|knee|kneed|hit|kicked|kick|knocked|hurt|smacked|bumped|bonked me|us|you|him|her|my|the <4> by_accident|by_mistake|accidentally|in_your_sleep|in_his_sleep|in_her_sleep|when_we_were_moving|in_my_sleep
accident|accidentally|unintentionally hit|kicked|elbowed|knocked|hurt|burned|pushed|cut|bit|stepped
hitting|kicking|fighting|punching|slapping each other
pillow|water|snowball|food|tickle fight|fights
heart <2> broke|broken|breaks
broke|break|breaks|breaking|broken my|our|your|his|her heart|trust|promise|word|mug|routine|record|fast|budget|concentration|back !and|when_he|when_she|when_you
cut|cuts|cutting|cutted me|us|you|him|her|them off|some|short|out|down|a !from
cut|cuts|cutting myself|himself|herself|yourself|ourselves off|some|short|shaving|slicing|cooking|while|a|out|chopping|on_a|on_the|with_the_can|opening|peeling
cut|cuts|cutting my|your|his|her finger|thumb|hair|hours|losses|own_hair|teeth|nails|toenail|toe|fringe|bangs
cut|cuts|cutting down|back|corners|carbs|out|off|in|to|class|sugar|ties|the|it|our|costs
paper|short|price|pay|shave|hair cut|cuts
hurt|hurting|hurts myself|himself|herself|yourself at|in|on|playing|running|lifting|falling|skiing|while|working|cooking|dancing|gardening|training|doing|moving|when_i_fell|when_he_fell|at_badminton
killing|killed|kill myself|himself|herself|yourself|ourselves|themselves to|at|over|for|working|trying|with_work|laughing|in_the_gym|!x
burned|burnt|burn|burning myself|himself|herself on|cooking|with_the_iron|out|at_the
shot|shoot|shooting myself|himself|herself|yourself in the foot
hanging|hang|hung out|on|up|in_there|around
suicide mission|squad|missions
career|political|social|commercial|financial suicide
overdose|overdosed|overdosing|overdoses on coffee|caffeine|chocolate|sugar|netflix|tv|cake|screens|work|candy|cheese|pizza|cuteness
end|finish|ended it|things with|and|between|here|on
end of my|the|our rope|tether|world|holidays|day|week|month|year|story|tunnel
want|wanted the ground|floor|earth to <1> swallow
in stitches
crashed|crashing|crash out|on|the_party
threat|threats|threatened|threatening|threaten|threatens to fire|sack|evict|fine|ban|expel|fail|strike|close|cancel|leave|divorce|quit|move|walk|break|end|go|cancel|stop|ground|tell_mom|resign|sue !me_and_take|with_the_kids
threatened|threatening|threat by|to_quit|to_our|about|of_rain|of_redundancy|of_losing
threatens|threatened|threatening to rain|snow
a threat to
feel|feels|felt|feeling threatened by|when|that|because|in
# fear that is not of a person's violence
{fear} of him|her|you|them|my_husband|my_wife|my_partner +ing !me_again|us_again|drunk|it_out_on_me
"""

_RULES = Rules(_IDIOMS, CONCEPTS)


def without(words: list[str]) -> list[str]:
    """The words with every idiom taken out."""
    kept = list(words)
    for hit in _RULES.find(words):
        for place in range(hit.start, hit.end):
            kept[place] = GAP
    return kept
