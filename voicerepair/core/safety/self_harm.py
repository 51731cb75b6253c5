"""Wanting to die, plans and acts against oneself; also told of somebody else, or used as a threat."""

from voicerepair.core.safety import roles, traces
from voicerepair.core.safety.concepts import CONCEPTS, among
from voicerepair.core.safety.context import is_denied, is_made_up
from voicerepair.core.safety.pattern import Rules

_CONCEPTS = CONCEPTS | {
    "ideate": among(
        "think thinking thought thoughts imagine imagining imagined picture picturing pictured feel_like want wanted wanting "
        "urge urges tempted consider considering considered plan planning planned fantasize fantasizing dream dreaming almost "
        "nearly going_to ready keep could tried try trying googled searched looked_up about_to"
    ),
    "him": among("he she they him her you son daughter husband wife partner boyfriend girlfriend ex brother sister friend mother mom dad father"),
    "cease": among("die be_dead not_exist not_be_here not_be_alive disappear_forever vanish_forever stop_existing stop_living "
                   "be_gone_forever be_with_the_dead not_live not_wake_up never_wake_up not_be_around sleep_forever"),
}  # fmt: skip
_RULES = """
kill|kills|killing|killed|hang|hanging|hanged|hung|drown|drowning|shoot|shooting|shot|stab|poison|harm|harms|harming|harmed|hurt|hurts|hurting|cut|cuts|cutting|starve|starving|starves|burn|burns|burning|burned|strangle|suffocate|punish|punishing|unalive|injure|injuring {self} !with_work|with_food|about
self harm|harms|harming|harmed|injury|injure|injuring|destruct
selfharm|selfharming|unalive|kms <1>
cut|cuts|cutting|slit|slits|slitting|slice|slicing|sliced|scratch|burn|burning my|his|her|our|your arms|arm|wrists|wrist|legs|thighs|thigh|skin|veins|leg !on|with_the_oven|with_the_iron|with_the_pan|with_the_kettle|with_the_stove|with_the_tray|with_the_grill|cooking|last|at|while
suicide|suicidal|suicides !prevention|hotline|mission|squad|helpline|awareness|rate
{wish} <2> to? {cease} !laughing
want|wants|wanted|wanting|ready|going|prefer|deserve|like|meant|tried|try|trying|rather|better to? die|be_dead !of|laughing|when|than|from|in_my_boots
rather be_dead
be|am|were|was better_off? dead
wish|wishes|wished|wishing|hope|hopes|hoped|hoping|pray|prays|prayed|praying <4> never_born|never_been_born|not_been_born|was_dead|were_dead|had_died|would_die|could_die|not_wake_up|never_wake_up|never_woke|not_wake|would_not_wake|do_not_wake|never_wake|did_not_exist|not_alive|was_not_here|were_not_here|were_not_alive|was_not_alive|could_just_die|not_exist|never_existed
wish|wished|hope|hoping|want|wanted <4> get|got|gets|be hit|run_over|killed|cancer|struck by? !what
not|never|longer want|wants|wanted|wish|like|care <1> to live|be_alive|exist|wake_up|keep_living|go_on_living|be_here_anymore|be_here_any_more|keep_going_anymore|be_around_anymore|be_in_this_world|be_on_this !with|in|here|there|near|at|apart|under|together|alone|next|by|on|like|so|at_six|close|off
no longer want|wanted|wish|wants to live|be_alive|exist|be_here|be_around !with|in|here|there|near
not|never want|wanted|wants to be alive|living|here_anymore|in_this_world
go|goes|fall|fell|falling|going to? sleep|asleep and|to never|not wake|waking|woke
never wake|waking|woke up again|$|tomorrow|any_more|anymore
not wake|waking up again|tomorrow_morning|ever|any_more|anymore|one_day
{everyone} <3> better_off|happier|relieved|easier|fine|best|better|simpler|glad <5> without_me|if_i|when_i|with_me_gone|me_gone|once_i !left_earlier|helped|stop|had|did|do|said|told|came|come|called|call|kept|keep|listened|listen|apologized|apologised|hold|held|say|ask|asked|talk|talked
{everyone} <3> better_off|happier|relieved|better|best|easier <1> without me
better|happier|easier|best <1> without me in|here|around|$|anymore|and|they|you|alive
nobody|noone|one|not|never <3> notice|care|miss|mourn|cry|mind|bother <3> if|when|once i <1> {dead}|am_gone|was_gone|were_gone|disappeared|vanished !for_a|for_an|for_two|for_the|all_day|on
happier|better|relieved|easier|notice|care|miss|mourn|cry|sad|mind|bother <4> if|when|once|that i <1> {dead}|am_gone|was_gone|were_gone|disappeared|died|vanished|ended|just_died|jumped|were_dead|were_not_here|was_not_here|am_dead|never_came_back !for_a|for_an|for_two|for_the|all_day|on
no|not|never|what|nor <4> point|reason|reasons|use|sense|purpose <3> in|of|to|for|being <1> living|live|life|alive|being_alive|going_on|go_on_living|keep_living|existing|exist|carrying_on|staying_alive|stay_alive|being_here|waking_up|carry_on|be_alive
no|not|never|what <4> reason|reasons|point <2> keep_going|go_on|going_on|carry_on <2> with_life|living|anymore|any_more|$ !to_that|talking
nothing left? to|worth live|living for
not worth living|being_alive
life <2> not worth
tired|sick|exhausted|done of|from|with living|life|being_alive|existing|being_here_on !in|with|here|at|like_this_house|room
end|ending|ended|ends my|his|her|your|their own? life|lives|existence !partner
end|ending|ended|ends it_all|everything_for_good|things_for_good|everything_forever|it_for_good|it_tonight|my_pain|it_once_and_for_all|the_pain|my_suffering|it_for_ever|it_forever
ending|end everything for_good|tonight|forever|once
take|taking|took|takes|taken my|his|her|your|their own? life|lives
take|taking|took|takes|taken|swallow|swallowed|swallowing|down|downed|neck|necked <2> all|whole|entire|bottle|handful|handfuls|too_many|bunch|box|packet|pack|every|load|lot|twenty|thirty|forty|fifty|enough <3> {pills} !for_my_cold
took|take|taken|swallowed|taking <2> {pills} <1> at_once|all_at_once|to_die|to_end|to_never|to_not_wake|in_one_go|and_hoped|so_i_would_not
save|saving|saved <3> {pills} <4> $|for|up|in|under|enough|until|when|just|because|and
save|saving|saved|hoard|hoarding|hoarded|stockpile|stockpiling|collect|collecting|collected|counted|counting|stash|stashed|keep|keeping|hide|hiding <2> {pills} <4> $|for|up|in|under|enough|until|when|just
enough {pills} to|for|in
way|ways|method|methods|how|painless <1> to|of|for <1> die|end_it|dying|suicide|kill_myself|not_be_alive
way out|left <1> but|except|is <1> death|dying|die|dead
not deserve|deserves to live|be_alive|exist|breathe|be_here
feel|feels|felt like dying !of|laughing|from
not|never be here|around|alive tomorrow|next_week|next_month|in_the_morning|for_christmas|when_you_get|by_the_time|much_longer|for_long|long
stood|standing|stand|sat|sitting|went|walked|drove <3> bridge|roof|cliff|ledge|balcony|platform|overpass|railing|tracks|edge <8> looked_down|looking_down|for_an_hour|for_hours|jump|over|let_go|one_step|stopped_me|thought_about|thinking_about
way out of? <2> except|other_than|but_one
no way out|forward but|except|other_than
start|started|back|keep|kept|been|again cutting again|myself|since|after|before|at_night|to_cope|when
cutting again <2> $|after|since|last|because|when
nothing|no_reason|noone|nobody left? <1> to <1> stay|be|keep|live <1> alive|living|going|breathing|here|on for|$
letter|letters|note|notes|video|videos|message|messages <4> for after|when_i_am_gone|once_i_am_gone|to_open_when|for_when_i
driv|drive|driving|drove <8> not_turning|not_turn|not_braking|let_go_of|letting_go|close_my_eyes|closing_my_eyes|turn_the_wheel|turning_the_wheel|into_a_tree|off_the_road|into_the_wall|keep_going_straight|oncoming|the_barrier
want|wanted|need|needed|wish it|everything|this|all|the_pain|the_noise <2> to? stop|end|be_over|go_away <1> for_ever|forever|for_good|completely|permanently
want|wanted|need|needed|wish it|everything|this <1> all? to? stop|end|be_over for $
thought|think|thinking|know|knew|planned|decided|imagined|worked_out|figured <3> how|where|when i <1> would|will|am_going_to|could do it|end_it|do_that
rope|noose|blade|blades|razor|pills|note|letter|goodbye_note <6> room|drawer|bag|bed|garage|wardrobe|pillow <6> {him}|he|she|son|daughter|my|his|her
fall|falling|go|drift asleep|to_sleep|off and|to <2> not|never <2> come_back|wake|wake_up|come_round
swallowed|took|taken|downed|necked <2> packet|bottle|box|strip|blister|lot|handful !of_sweets|of_crisps|of_biscuits
giv|giving|given|gave|give my things|stuff|belongings|possessions|jewellery|jewelry|treasures|records|dog|cat away
plan|plans|planning|intend|expect|expecting on|to <1> being|be|stay|still <1> around|here|alive !for_lunch|at_work|late
not plan|intend|expect <2> being|be|stay <1> around|here|alive
goodbye <6> pills|photo|rope|bridge|gun|knife|picture
i <2> going_to|about_to|ready_to|wanted_to|nearly|almost|tried_to jump|jumped !into_bed|in_the_pool|for_joy|the_queue|at_the|in_and|to_conclusions|on_the
future <3> i_am_in|i_am_not_in|without_me_in|with_me|for_me_in|me_in|for_me
nearly|almost did not|failed stop|brake|turn_back|come_back
you|he|she|they|kids|everyone would|will|could be free|rid|relieved|happy|happier if|when|once i <2> gone|dead|died|disappear|not_here|went_for_good
under <2> water|bath <8> why_not|let_go|stay_there|not_come_up|stop
dying|death|die|being_dead <3> kind|kinder|easier|peaceful|relief|better|nice|quiet|attractive|answer !than_the_film
open|opened|opening my wrists|veins|arms
not safe <2> on_my_own|alone|with_myself|by_myself|from_myself <2> tonight|today|right_now|at_the_moment|now|any_more|anymore
told <3> not do|would_not_do anything|something <4> lied|lying|lie
think|thinking|thought <2> every_day|every_night|constantly|all_day|now <4> peaceful|quiet|over|nothing_left|rest|end_it
know|knows where <2> rope|pills|gun|knife|razor|blades|key_to_the_gun is|are
it|everything all? worked|planned|figured out <6> rope|pills|gun|bridge|note|die|letter
keeps|keep me <1> alive|here|from_doing_it|from_ending
found <3> rope|noose|blade|blades|razor|razors|pills|goodbye|note|suicide <3> in|under|on his|her|their|my_sons|my_daughters
can|could|do|will not promise|guarantee|say|be_sure <4> be here|alive|around|breathing !for_dinner|home|for_lunch|on_time|at_six|at_the
{him} <6> threaten|threatens|threatened|says|said|saying|keeps_saying|swears|promised|tells_me|told_me <4> end_it|end_it_all|do_it|do_something_to <4> if|when|unless|because|should i <4> leave|left|go|come|came|break|back|say|tell|stop
say|says|said|saying <3> end_it|end_it_all if|when|unless i <5> leave|left|go|come|back|break
edge|ledge|railing|parapet of|on the? <1> roof|bridge|cliff|balcony|building|platform
wish|wished|hope|hoped <6> killed_me|kill_me|taken_me|finished_me|took_me
last time <2> see me
make|want|need <2> pain|it|everything|voices|hurting stop|to_stop|end|over forever|for_good|with_pills
disappear|vanish forever|for_good|completely|from_this_world|and_never_come|off_the_face
can|could not <2> live|go_on|keep_going anymore|any_more|any_longer !with_your|with_this_job|in
attempt|attempted|attempts <3> life|suicide|overdose|die|kill
not|never|no <2> wake|waking|woke up <1> tomorrow|again|one_day|$|at_all|anymore
nothing|none <3> live|stay|go_on|keep_going|wake_up for
no one|body would|will miss|notice|care|cry|remember
want|wanted|wish|need|ready to <1> stop|quit|be_done|finish|leave <1> living|existing|this_world|with_life|this_life|life
not <2> want|wanted|meant|plan|planning|expect|think|see <2> be|live|make_it|survive|live_past|see <2> alive|around|past|next|thirty|forty|the_year|the_end|another
get|got|getting|have|had|put|putting|sort|sorting|sorted <2> affairs|will|papers|things in_order|together|ready <4> when_i_am_gone|before_i|so_nobody|for_after|end
give|gave|giving|given <2> away <3> things|stuff|belongings|everything|clothes|dog|cat
jump|jumped|jumping|step|stepped|leap|throw_myself|lie_down <3> train|trains|bridge|tracks|traffic|roof|ledge|balcony|window|cliff|bus|lorry|truck !ticket|station_to|late
car|garage|engine|exhaust <5> running|hose|pipe|fumes|closed|shut <4> garage|door|windows|sleep|end|i
how <2> pills|tablets|paracetamol|blood|height <3> take|takes|would|to|needed|kill|die|enough
look|looked|looking|search|searched|googled|read|reading <3> ways|how|methods|painless <3> die|end|suicide|kill|death|overdose|dose
cut|cuts|cutting|carve|carved|burn|burned|burning|scratch|scratched|hurt|hurting <3> feel|felt|feeling <2> something|better|anything|alive|numb|calm|real|relief
blood|bleed|bleeding|razor|blade|lighter|scars <5> feel|calms|calm|helps|relief|thighs|wrist|wrists|forearm|sleeves|hide
starve|starving|starved|purge|purging <2> myself|until_i|to_disappear|to_death
voice|voices|head|mind <3> tell|tells|telling|says|saying <2> die|kill|jump|end|do_it|hurt|cut
lost|lose|losing|no|not the? will|wish|desire|strength|reason to|for <1> live|living|go_on|be_alive
disappointed|sad|angry|sorry|upset|annoyed|gutted <3> i|still|that <1> woke|wake|survived|alive|still_here
thought|thoughts|thinking|think|idea|urge|impulse|dream|dreams|fantasies|fantasize|fantasise of|about|to <1> death|dying|die|suicide|killing_myself|ending_it|ending_it_all|not_existing|being_dead|jump|jumping|overdosing|cutting_myself|hanging_myself|not_being_here|not_being_alive|never_waking !ship|on_the_trampoline|in_the_pool|of_old_age
better|easier|best <2> if i <1> {dead}|never_existed|was_not|were_not|had_not|did_not <1> here|alive|around|exist|born|wake|been_born
better|easier|best <2> if i just? died|disappeared|was_gone|were_gone|was_dead|were_dead|did_not_exist|never_existed|had_never
not have_to <2> deal|put_up|worry|bother|look_after|suffer <2> me|about_me <2> after|anymore|tonight|soon|longer|again|long
not <2> see|survive|live_to|live_through <2> tomorrow|the_morning|weekend|christmas|the_week|my_birthday|next_year|the_night
drink|drank|drunk|drinking bleach|poison|antifreeze|cleaner
wrote|write|written|writing my will
said|say|saying goodbye <8> going_to_do_it|one_last|last_time|forever|for_good|before_i
i <3> drove|drive|driving|drive_off|jumped|threw_myself off|into|in <2> cliff|bridge|river|sea
{self} until|till <3> bleed|bleeds|bled|blood|hurts|numb
razor|razors|blade|blades <6> arm|arms|wrist|wrists|skin|thigh|thighs|bathroom|hidden|bleed|myself
overdose|overdosed|overdosing|overdoses !of|by_mistake
od|oded on
{ideate} <4> jump|jumping|drive|driving|drove|step|stepping|stepped|walk|walking|crash|crashing|crashed|swerve|swerving|steer|steering|throw|throwing|lie|lying|run|running|hang|hanging|jumped|veer|veering <5> {height}|{crash}|rails|road|rope|noose !tickets
on|at|by|from|over|off <2> {height} <3> jump|jumped|jumping|step_off|let_go|let_myself
jump|jumped|jumping|threw_myself|throw_myself|throwing_myself <2> off|in_front_of|under|from <2> {height} !bed
step|stepping|stepped|walk|walking|walked <1> into|in_front_of <2> traffic|train|trains|bus|truck|tracks|sea
goodbye|farewell|suicide|final letter|letters|note|notes|video|message !card|lunch
write|writing|written|wrote <2> goodbye|will_in_case|final <2> letter|note|kids|letters|to
i <4> gun|pistol|rifle|shotgun|knife|rope|noose|razor|belt|blade <1> in|to|around|against|on my <1> mouth|head|neck|wrist|wrists|temple|throat|chin
my|own|a|the rope|noose|gun|pills <5> how|ready|plan|end_it|for_when|for_the_day
plan|plans|planned <1> how|to|when|where <3> i_would|die|end_it|kill
know|knew|decided|figured how|where|when <1> i would do it
will|may|might not be around|here|alive much_longer|anymore|any_more|for_long|next_year|to_see|by_christmas|tomorrow !for_dinner|late|because_i_work
will <1> be rid|free of me
rid of me soon|for_good|forever|one_day
burden <6> better|relieved|gone|dead|without_me|disappeared|not_here|end_it|die|if_i_was|if_i_were
do something|anything to myself|himself|herself|yourself|stupid_to
hit|hits|hitting|bang|banging|bangs|banged|bash|bashing|smash|smashing|punch|punching my|his|her|your <1> head|forehead|face against|until|because|when
punch|punching|punches|hit|hits|hitting|slap|slapping|burn|scratch|scratching|bite|biting {self} !in_the_foot|up|on
hate|hating myself <4> want|die|dead|hurt|cut|not_be
can|could not go|carry on living|with_life|anymore_i|any_longer_i|in_this_world
not <2> see <2> future <4> alive|for_myself|with_me
world|family|everyone|kids <2> better|happier <1> place? without me
wrist|wrists|veins <2> slit|cut|open|cutting
"""

_COMPILED = Rules(_RULES, _CONCEPTS)
_PART_OF_IT = among("not never no nobody noone without none")


def is_found(words: list[str]) -> bool:
    """Whether somebody may be a danger to themselves."""
    return any(
        (words[start] in _PART_OF_IT or not is_denied(words, start)) and not is_made_up(words, start)
        for start, _ in (*_COMPILED.find(words), *traces.self_harming(words), *roles.self_harming(words))
    )
