"""What danger leaves behind: places one sleeps, marks on walls, things kept or destroyed, searches and letters."""

from voicerepair.core.safety.concepts import CONCEPTS, among
from voicerepair.core.safety.pattern import Rules

_CONCEPTS = {
    **CONCEPTS,
    "they": among("he she they you his her husband wife partner boyfriend girlfriend ex dad stepdad"),
    "papers": among("passport visa documents papers wages card bank_card cards license inhaler insulin medication pills tablets"),
    "keeps": among("keeps kept keep hides hid hide took takes has_got holds confiscated confiscates withholds cut_up burned burnt"),
    "part": among("head face back skull neck throat hair arm wrist eyebrow lip cheek jaw chin"),
    "drunk": among("drunk drinking pub few pint pints beers whiskey whisky vodka high"),
    "kicks": among("kicks_off kicked_off goes_off turns_on_me loses_it flips snaps blows starts_on_me lashes_out comes_home finds_me"),
    "fists": among("fists fist punching punches kicking choking hitting worse hospital"),
    "edge": among("bridge ledge roof platform cliff overpass balcony railing parapet"),
}  # fmt: skip

_VIOLENCE = """
{drunk} <5> i|we sleep|slept|sleeping|stay|stayed|hide|lock <2> in|with the|my car|bathroom|shed|garage|door|kids
sleep|slept|sleeping|spent_the_night|stayed in the|my car|bathroom|shed|garage|bath <8> because|when|away_from|until|so <3> {they}|calm|calmed|sober
{they} <1> {keeps} my|our|her <1> {papers} <10> ask|permission|deport|deported|report|cross|angry|punish|leave|beg|safe
{they} <1> {keeps} my passport|bank_card|inhaler|insulin|wages
ask|beg|account for every|each penny|pound|cent|dollar|pence
dent|hole|crack|mark <4> wall|door|plaster|plasterboard|fridge|cupboard <3> where|from <3> head|fist|fists|body|boot|elbow
in case {they} <1> {kicks}
had|has|held|holds|put|got|pinned|slammed|lifted|pushed me|her|him|us <2> up? against the|a wall|fridge|door|car|counter|cupboard|sink
me|her|him|us up? <6> by the|my|her neck|throat|hair
grab|grabs|grabbed|took|takes|pulled|dragged <2> of? my|her|his hair|throat|neck
not|never want|wanted|fancy|consent <6> carried|carries|kept|keeps|went on|going|at_it <1> anyway|regardless|until
hide|hides|hid|hiding under|behind|in the|a|his|her table|bed|sofa|wardrobe|cupboard|curtain <6> {they} <2> home|in|shouting|shouts|drunk|starts|drinking|key
hell to pay <10> terrified|scared|frightened|petrified
started|began <2> with <3> pushing|shoving|slapping|shouting|name|grabbing|push|shove|slap <8> now|then|ended <4> {fists}
flush|flushed|flushes|hid|hides|threw|binned|tampered|pricked <2> my <2> pill|contraceptives|contraception|pills <6> toilet|away|out|bin|pregnant|so
{they} <2> hole|holes|took in|off the condom|condoms
stitch|stitched|stitches|glue|glued|staples <3> {part} <8> argument|row|fight|night|{they}
nails|teeth|hands|fingers|thumbs were? in|into|round|around|on my <1> arm|arms|face|neck|throat|shoulder <6> blood|bled|breathe|mark|marks|skin|tight
not allowed|supposed near|anywhere_near|to_contact me|us|the_kids|the_house
restraining|protection|protective|non_molestation order
black eye|eyes at|for|on|to the|my|a <1> christening|wedding|school|church|work|party|funeral|interview
had|have|got a black eye <8> pretended|noticed|asked|lied|makeup|sunglasses|said_i
"""
_SELF_HARM = """
i <2> stood|stand|standing|sat|been|went|climbed|walked on|at|to|up|onto the? <1> {edge} <8> nearly|did_it|did_not|could_not|end|over|let_go|almost|thought_about|step
written|wrote|writing|recorded the|a|my? <1> letters|letter|notes|videos for <2> kids|children|them|everyone|mom|parents|you <10> will|without_me|okay|gone|funeral|after
looked|look|looking|googled|searched|read|reading|researched up? <2> how|what|ways|which <4> to_take|would_take|it_takes|it_would_take|to_die|painless|lethal|fatal|to_do_it|end_it
burn|burned|burnt|cut|scratch|pinch|starve|starved myself <5> when|because|so|punish|iron|lighter|cigarette|until
not do|take|bear|face this|it|life any_more|anymore|any_longer i <1> not want to be here|alive|around !with|at|for
"""

_VIOLENT = Rules(_VIOLENCE, _CONCEPTS)
_OWN_HARM = Rules(_SELF_HARM, _CONCEPTS)


def violent(words: list[str]) -> list[tuple[int, int]]:
    """Where the words tell what violence or control left behind, as (start, end) of tokens."""
    return [(hit.start, hit.end) for hit in _VIOLENT.find(words)]


def self_harming(words: list[str]) -> list[tuple[int, int]]:
    """Where the words tell of a preparation or an act against oneself, as (start, end) of tokens."""
    return [(hit.start, hit.end) for hit in _OWN_HARM.find(words)]
