"""Disclosures of danger, found before anything else is done with a text. Independent of reflection.

A grammar of concepts (who, does what, to whom; threats, weapons, fear of a person, control, coercion; wanting to
die), with idioms taken out first. What it covers follows what validated screening asks about: physical harm,
insult and threat (HITS), fear and control (WAST), weapons and choking (the Danger Assessment), passive and active
suicidal thoughts and acts (C-SSRS). It errs towards stopping: a false alarm costs a pause.
"""

import re
from typing import Literal

Flag = Literal["none", "safety_violence", "safety_self_harm"]

PAUSE_TEXT = "We pause here for a moment. Please look at the screen."
"""All that is ever said aloud after a disclosure."""

_BODY = (
    r"(?:arms?|face|head|neck|throat|hair|wrists?|jaw|ribs?|stomach|belly|back|legs?|nose|eyes?|mouth|shoulders?|body|"
    r"hands?|fingers?|chest|cheek|lip|skull)"
)
_VICTIM = (
    rf"(?:me|us|myself and|(?:the|our|my|your|his|her) (?:kids?|child|children|son|daughter|baby|boy|girl|mom|mum|mother|"
    rf"sister|brother|dog|cat|wife|husband|partner|girlfriend|boyfriend)|(?:my|his|her|your|their) {_BODY}|him|her|them|you)"
)
_BLOW = (
    r"(?:hit|hits|hitting|beat|beats|beating|beaten|punch\w*|slap\w*|smack\w*|kick\w*|chok(?:e|es|ed|ing)|strangl\w*|"
    r"shov(?:e|es|ed|ing)|push(?:es|ed|ing)?|headbutt\w*|stabb?\w*|whip(?:s|ped|ping)?|burn(?:s|ed|t|ing)?|"
    r"backhand\w*|clobber\w*|thump\w*|wallop\w*|pin(?:s|ned|ning)?|drag(?:s|ged|ging)?|yank\w*|slam(?:s|med|ming)?|"
    r"grab(?:s|bed|bing)?|bit|bite|bites|scratch\w*|squeez\w*|twist\w*|spat|spits?|spit|attack\w*|assault\w*|"
    r"suffocat\w*|smother\w*|batter\w*|bash\w*|struck|strikes?)"
)

_IDIOMS = re.compile(
    r"\b(?:"
    r"could(?: have|ve|a)? (?:just )?(?:killed|strangled|murdered|throttled|slapped|kicked)|(?:ill|i will|gonna|going to) kill (?:him|her|you) (?:if|for) "
    r"(?:he|she|you) (?:eats?|finish\w*|leaves? the)|kill(?:ing|s|ed)? (?:it|time|two birds|the mood|the vibe|for a|off the)|"
    r"(?:is|are|was|were|be|been|s|re|you|it|this|that|\w+ing) kill(?:ing|s|ed)? me(?= (?:with|inside|to|that|when|how|laugh)|$| and| but| because| lately| right| at)"
    r"|my \w+ (?:is|are|were|was) killing me|dying (?:to|for|of|laughing)|die[ds]? (?:laughing|of|a little|inside)|"
    r"(?:almost|nearly|could have|just) died|to die for|drop dead|dead (?:tired|serious|set|to the world|on my feet|wrong|right|end|line)|"
    r"beat(?:s|ing)? (?:around|about) the bush|beat(?:s|ing)? (?:my|your|him|her|our|them)sel(?:f|ves) up|beat me (?:at|to|in|by)|beats me|"
    r"hit(?:s|ting)? (?:me )?(?:the|a) (?:roof|road|gym|sack|hay|wall|nail|ceiling|snooze|pause|rough|jackpot|low|limit|nerve|brakes?|bar|shops?)|"
    r"hit(?:s|ting)? on (?:me|her|him|you|them|someone)|(?:it|that|this|which|news|reality|realization|grief|stress|\w+ing|loss|words?)"
    r" (?:just |really |finally |all |suddenly |then )*(?:hit|hits|struck|strikes) (?:me|us|her|him)|hit(?:s)? (?:me|us) (?:that|how|hard|like|up|with (?:a|the|another|this|that|all|more|your)|later|out|when|in the feels|all at once|pretty|really)|"
    r"hit it off|hit up|smash hit|slap(?:ped)? (?:on|together|dash)|slap on the wrist|slap in the face|punch(?:ing|ed)? (?:line|above|in|the clock)|punch in the gut|"
    r"gut punch|kick(?:s|ed|ing)? (?:\w+self|in|off|back|the habit|the can|the bucket|around (?:an|the) idea|my feet|it off)|kick out of|kick in the teeth|"
    r"chok(?:ed|ing|e)? (?:up|back|on)|push(?:es|ed|ing)? (?:(?:me|us|you|him|her|them|people|everyone) )?(?:away|to|into (?:a|the|going|doing|taking|being|\w+ing)|for|towards?|through|back|harder|out of my comfort|too hard|my buttons|your buttons|her buttons|his buttons|buttons|past|so hard|hard|myself|forward)|"
    r"push(?:es|ed|ing)? (?:my|your|his|her) buttons|grab(?:s|bed|bing)? (?:me|us|you|him|her|them)? ?(?:a|an|some|lunch|dinner|coffee|something|my (?:coat|keys|phone|bag|attention)|your (?:coat|keys|bag)|the)|"
    r"drag(?:s|ged|ging)? (?:me|us|you|him|her|my feet|your feet|his feet|her feet|our feet|this|it|them) ?(?:to|along|around|on|out of bed|down|through|into (?:this|it|the|your)|shopping)?|drag(?:s|ged)? (?:his|her|my|your|our|their) feet|"
    r"(?:throw|threw|throws|throwing|thrown) (?:me |us |you |him |her )?(?:under the bus|off|a party|a fit|in the towel|away|out|for a loop|shade|a tantrum|up)|"
    r"stab(?:bed|s|bing)? (?:me |us |him |her |you )?in the back|back ?stabb\w*|take a stab|stab at|"
    r"shoot (?:me|us|you|him|her|them) (?:a|an)|shoot (?:for|hoops|the breeze)|shot (?:me|us) down|shot in the dark|burn(?:t|ed|ing)? (?:out|me out|bridges|the|down the|my (?:tongue|hand|finger))|burn(?:s|ed|t)? (?:me|us) out|"
    r"bit(?:e|es|ing)? (?:my|your|his|her) (?:head|tongue|nails?|lip)(?: off)?|bites? (?:the )?(?:bullet|dust)|bit off|a (?:little |tiny )?bit(?: of)?|bit by|"
    r"twist(?:s|ed|ing)? (?:my|your|his|her) (?:words|arm into)|attack(?:s|ed|ing)? (?:me )?(?:verbally|with words|my (?:character|ideas?|work))|feel(?:s|ing)? (?:so |like |kind of |a bit |really )*attack\w*|"
    r"panic attack\w*|heart attack|anxiety attack|scratch(?:ed)? (?:my|your|his|her) (?:head|back|car)|"
    r"smother(?:ed|ing|s)? (?:me )?(?:with (?:love|kindness|kisses|attention|affection|questions))|feel(?:s|ing)? (?:so |a bit |really |like )*(?:smothered|suffocated|trapped|choked)|suffocating (?:me|relationship|in)|"
    r"slam(?:s|med|ming)? (?:the|a|that|every) (?:door|brakes?|phone|cupboard|drawer|laptop|lid)|pin(?:s|ned|ning)? (?:it|this|that|the blame|everything|down|me down (?:on|to) (?:a|what|when))|"
    r"struck (?:me|us) (?:as|that|how)|strikes? (?:me|us) (?:as|that)|beat (?:us|them|me) (?:at|in|by|on|to)|(?:we|they|team|i|who) beat (?:them|him|her|you|us)|"
    r"suicide (?:mission|squad)|career suicide|social suicide|overdos\w* on (?:coffee|caffeine|chocolate|sugar|netflix|tv|cake|screens?)|end of (?:my|the) (?:life|rope|tether)|"
    r"cut(?:s|ting)? (?:myself|ourselves) (?:off|some|short|shaving|a slice|on|while)|cut (?:me|him|her|you|us) (?:off|some slack|short|out)|die on (?:this|that) hill|"
    r"hurt(?:s|ing)? (?:my|your|his|her) (?:feelings?|pride|ego)|hurt(?:ing)? myself (?:at|in|on|playing|running|lifting|falling|skiing|while)"
    r")\b"
)  # fmt: skip
_NEGATED = re.compile(
    r"\b(?:never (?:ever |once |even |actually |would |will |has |have |had )*|(?:did|does|do|has|have|had|would|will|could|is|was|are|were|wo|ca)(?:nt| not) (?:ever |even |actually |going to |gonna )*|"
    r"no one (?:ever |has |would )*|nobody (?:ever |has |would )*|without (?:ever )?|not (?:going to |gonna |that (?:he|she|you) )?(?:ever )?|instead of )$"
)

_VIOLENCE = [
    # somebody hurts somebody
    rf"\b{_BLOW} (?:(?:at|out at|on|into|against|down|up|around|about|right|straight|across|in|the|a|my|our|all) ){{0,3}}{_VICTIM}\b",
    r"\b(?:got|get|gets|been|being|was|were|is|am) (?:\w+ )?(?:hit|beaten|punched|slapped|kicked|choked|strangled|shoved|stabbed|assaulted|battered|whipped|thrown against|thrown down)\b",
    r"\b(?:throw|threw|throws|throwing|thrown|chuck\w*|hurl\w*|launch\w*|fling|flung|lob\w*) (?:\w+ ){0,4}(?:at|against|into|down on) (?:me|us|my head|my face|the kids|him|her|the wall|the stairs)\b",
    r"\b(?:throw|threw|throws|thrown|shoved|pushed|kicked) (?:me|us|her|him) (?:\w+ )?(?:down|against|across|onto|into the wall|to the (?:floor|ground))\b",
    r"\b(?:lay|laid|lays|put|puts|raise[ds]?|laying|putting|raising) (?:\w+ )?(?:a |his |her |your |their )?hands? (?:on|to|against|around|up to|at) (?:me|us|my|the kids|her|him|our)",
    r"\bhands? (?:\w+ )?(?:around|round|on|at) my (?:neck|throat)\b|\bby (?:the|my) (?:throat|neck|hair)\b",
    r"\b(?:physical\w*|violent\w*|rough) (?:with|towards?|to|on|hurt|abus\w*|attack\w*|harm\w*) ?(?:me|us|the kids|her|him)?\b",
    r"\b(?:get|gets|got|getting|turn|turns|turned|be|been|became|becomes|is|was) (?:physical|violent|rough with me|physically)\b",
    r"\b(?:abuse|abuses|abused|abusing|molest\w*|rap(?:e|ed|es|ing)|violat\w*) (?:me|us|her|him|my|our|the kids)\b|\b(?:i was|been|being) (?:abused|raped|molested)\b",
    r"\b(?:bruis\w*|black eye|broken (?:rib|nose|arm|jaw|wrist|finger)s?|split lip|stitches)\b.{0,60}\b(?:you|he|she|from (?:when|last|the)|did)\b|"
    r"\b(?:you|he|she|left|gave) (?:\w+ ){0,6}(?:bruis\w*|black eye|split lip)",
    r"\b(?:punch|kick|smash|hit|hits|punche[sd]|kick(?:s|ed)|smash(?:es|ed)|put (?:his|her|your|a) fist) (?:\w+ ){0,4}(?:walls?|doors?|windows?|mirror|tv|furniture)\b",
    rf"\bbroke (?:my|her|his) {_BODY}\b",
    # threats
    r"\b(?:will|ill|ll|gonna|going to|would|threaten\w*(?: to| he| she| that he| that she)?|swear(?: to god)?(?: i)?(?: will| ill)?|promis\w* to|said (?:he|she|you) (?:would|will|d)|wants? to|wanted to|could|might)"
    r" (?:(?!never|not)\w+ ){0,2}(?:kill|murder|strangle|stab|shoot|beat|hit|punch|slap|smash|choke|hurt|bury|harm|burn) (?:\w+ )?(?:me|us|you|him|her|them|the kids|your face|my face|my family|our son|our daughter|the house down|the baby|the dog)\b",
    r"\bthreat\w* (?:to |me|us|with|my|her|him|that)",
    r"\b(?:do|does|be|get|make it) (?:worse|something bad|something terrible)\b.{0,40}\b(?:tell|leave|left|call)\b|\b(?:you|i|she|he)(?: wi)?ll (?:regret|pay for|be sorry for) (?:it|this|that) if\b",
    r"\bif i (?:ever )?(?:leave|left|told|tell|go|try to leave)\b.{0,40}\b(?:kill|hurt|find|hunt|come after|worse|regret|take the kids|burn|ruin)\b",
    # weapons
    r"\b(?:pull\w*|point\w*|held|hold\w*|wav\w*|grab\w*|got|gets|came at|comes at|with|put|aim\w*|took out|threaten\w*|has|keeps|load\w*|show\w*|chas\w*)"
    r" (?:\w+ ){0,4}(?:knife|gun|pistol|rifle|blade|bat|hammer|belt|machete|axe|weapon|scissors|razor)\b.{0,30}\b(?:me|us|my|at|to|her|him|kids|throat|head|when|if)\b",
    # fear of a person
    r"\b(?:afraid|scared|terrified|frightened|fearful|petrified|in fear|fear|fears|fearing) (?:of|about) (?:what (?:you|he|she|they) (?:might|will|would|could|ll|may|do)|(?:you|him|her|my (?:husband|wife|partner|boyfriend|girlfriend|dad|father|stepdad|mother))(?! (?:\w+ing|not|leav\w*|being|los\w*|mother|mom|mum|dad|father|family|friends?|boss|job|opinion|reaction to my|answer|judg\w*|death|dog|cat|driving|cooking|bills?|temper tantrums))\b)",
    r"\b(?:afraid|scared|terrified|frightened|too scared|petrified) (?:to|of) (?:be(?:ing)? (?:alone|home|in the (?:same )?(?:house|room))|go(?:ing)? home|sleep(?:ing)? (?:next|beside|in|at)|come home|com(?:e|ing) home|fall(?:ing)? asleep|leav(?:e|ing) (?:you|him|her)|say(?:ing)? no to)\b",
    r"\b(?:afraid|scared|terrified|frightened|worried|fear)(?: that)? (?:you|he|she|they|hes|shes|youre|one day)(?:ll| will| would| might| could| are going to| is going to| going to| gonna)? (?:\w+ ){0,2}(?:hurt (?:me|us|the kids|her|him)|kill|hit|harm|beat|attack|snap and|do something to)\b",
    r"\b(?:scared|afraid|terrified|frightened) for (?:my|our|the kids|her|his) (?:life|lives|safety)\b|\bfear(?:ed|ing)? for my (?:life|safety)\b|\b(?:not|dont feel|never feel|isnt|feel un) ?safe (?:with|around|at home|near|in (?:my|our|the) (?:own )?(?:home|house))\b|\bunsafe (?:with|around|at home)\b",
    r"\b(?:flinch|cower|hide|hid|lock myself)\w*\b.{0,50}\b(?:when (?:you|he|she)|from (?:you|him|her)|until (?:you|he|she)|because (?:you|he|she))\b.{0,40}\b(?:hand|yell|drunk|drink|rage|angry|calm|mad|temper|home|raise|come)",
    # control and coercion
    r"\b(?:wont|doesnt|dont|never|didnt|not|refus\w* to|wouldnt) (?:ever |even )?(?:let|lets|letting|allow\w*) (?:me|her|him|us) (?:\w+ )?(?:leave|go|out|see|talk|speak|call|visit|work|drive|have (?:any |my |a )?(?:own )?(?:money|phone|job|friends|car|card|account|bank)|use|eat|sleep|out of)\b",
    r"\b(?:im |i am |was |am )?not allowed to (?:\w+ )?(?:leave|go|see|talk|have|work|spend|drive|call|speak|wear|eat)\b|\bforbid\w* (?:me|her|him)\b|\bneed (?:your|his|her) permission to\b|\bask (?:his|her|your) permission\b",
    r"\b(?:lock(?:s|ed|ing)?) (?:me|us|her|the kids) (?:in|out|up|inside)\b|\b(?:block(?:s|ed|ing)?) (?:the door|the doorway|my way|me from leaving)\b|\b(?:trap(?:s|ped)?) (?:me|us) in\b|\bheld me (?:down|there|hostage)\b",
    r"\b(?:took|takes|taken|take|taking|hid|hides|hiding|smash\w*|destroy\w*|confiscat\w*|keeps?) (?:away )?(?:all )?(?:of )?my (?:passport|phone|keys|cards?|money|papers|documents|wages|pay|id|medication|birth control)\b",
    r"\b(?:track\w*|follow\w*|monitor\w*|spies|spy|stalk\w*|spying) (?:on )?(?:me|my (?:phone|car|location|calls|every))\b|\bcontrols? (?:all )?(?:the|my|our) (?:money|every|what i|who i|bank)\b",
    r"\b(?:threaten\w*|say\w*|said) (?:to |he(?:ll| will| would)? |she(?:ll| will| would)? |you(?:ll| will| would)? )?(?:take (?:the|my) (?:kids|children|baby)|have me deported|call immigration|get me deported)",
    r"\b(?:forc\w*|made|makes|coerc\w*|pressur\w*|guilt\w*|held) (?:me|her|him) (?:down )?(?:to |into )?(?:have |having )?(?:sex|sexual|intercourse|in bed|sleep with|do things in|touch)\b|\b(?:had|has|having|have) sex with me (?:when|while|even|after) (?:i|you)\b|\bsaid no\b.{0,40}\b(?:didnt stop|kept going|anyway|wouldnt stop|did it anyway)|\bwithout my consent\b|\bagainst my will\b",
]  # fmt: skip
_SELF_HARM = [
    r"\b(?:kill|killing|killed|hurt|hurting|harm|harming|cut|cutting|hang|hanging|shoot|shooting|drown|drowning|poison) (?:my|him|her|your|them)sel(?:f|ves)\b",
    r"\b(?:end|ending|ended|take|taking|took) (?:my|his|her|your|their) (?:own )?li(?:fe|ves)\b|\bend(?:ing)? (?:it all|things for good|everything for good)\b|\bend it\b.{0,20}\b(?:tonight|all|for good|myself)\b",
    r"\bsuicid\w*|\bunaliv\w*|\bself ?harm\w*|\boverdos\w*|\bkms\b",
    r"\b(?:better off|happier|easier|better) (?:\w+ ){0,5}(?:without me|dead|if i (?:was|were|am|just)(?:nt| not)? (?:\w+ )?(?:here|alive|around|gone|dead|born|there)|if i (?:died|disappeared|werent|wasnt|didnt exist|never|just died))\b",
    r"\b(?:dont|do not|didnt|no longer|not) (?:really |even |ever )?want(?:ing|ed)? to (?:\w+ )?(?:live|be alive|be here(?: any ?more| anymore| at all)?$|be here any ?more|exist|wake up|go on (?:living|like this|anymore)|keep living|be on this)\b",
    r"\b(?:wish|wished|wishing|rather|hope|hoped|hoping|want|wanted|wants|wanna) (?:that )?(?:i |he |she |to )?(?:was |were |could |would |had |be |just |could just |to )*(?:dead|die|never (?:been )?born|never wake|not wake|not exist|not be here anymore|disappear forever)\b",
    r"\b(?:no|any|a) (?:reason|point|purpose) (?:to|in|for) (?:me )?(?:to )?(?:liv(?:e|ing)|go(?:ing)? on|being here|be here|carry(?:ing)? on|wak(?:e|ing) up|exist\w*)\b|\bnothing (?:left )?to live for\b|\bcant (?:go on|do this life|live like this any)\b.{0,30}\b(?:anymore|any more|life|living)?\b",
    r"\b(?:took|take|taking|swallow\w*|taken) (?:\w+ ){0,3}(?:bunch|bottle|handful|lot|box|packet|all) (?:of )?(?:my |the |his |her )?(?:pills|tablets|medication|meds|sleeping)\b|\b(?:pills|tablets)\b.{0,40}\b(?:enough|all of them|never wake|end)\b",
    r"\b(?:jump(?:ing)?|jumped|drive|driving|walk(?:ing)?|step(?:ping)?) (?:off|into|in front of|from) (?:\w+ ){0,2}(?:bridge|building|train|traffic|roof|tree|river|sea|cliff|wall|balcony|bus|truck)\b",
    r"\b(?:cut|cuts|cutting|slit|slitting) (?:my|his|her|your) (?:wrists?|arms?|legs?|thighs?)\b",
    r"\b(?:go to sleep|fall asleep|sleep) and (?:never|not) wake\b|\b(?:never|not) wak(?:e|ing) up (?:again|tomorrow|at all|anymore|would)\b|\bnot be (?:here|around|alive) (?:anymore|any more|much longer|tomorrow)\b|\bwont be (?:here|around) (?:much longer|anymore|any more)\b",
    r"\bburden\b.{0,40}\b(?:without me|gone|dead|not here|disappear|end)\b|\bwithout me\b.{0,30}\b(?:burden|better)\b",
    r"\b(?:if|when) (?:\w+ ){0,6}leave\w* me\b.{0,40}\b(?:kill|die|dead|end it|hurt my|cant live|cannot live)\b",
]  # fmt: skip
_VIOLENCE_RES = [re.compile(pattern) for pattern in _VIOLENCE]
_SELF_HARM_RES = [re.compile(pattern) for pattern in _SELF_HARM]
_FILLERS = re.compile(
    r"\b(?:um+|uh+|erm|er|like|you know|i mean|kind of|sort of|kinda|sorta|literally|actually|basically|just)\b ?"
)


def screen(text: str) -> Flag:
    """Whether the text discloses danger to somebody, or a wish to die. Pure; any text; never raises."""
    plain = re.sub(r"[^a-z0-9 ]+", " ", re.sub(r"['’`]", "", text.lower()))
    plain = " ".join(plain.split())
    if not plain:
        return "none"
    plain = " ".join(_IDIOMS.sub(" ~ ", _FILLERS.sub("", plain)).split())
    if any(_found(pattern, plain) for pattern in _SELF_HARM_RES):
        return "safety_self_harm"
    if any(_found(pattern, plain) for pattern in _VIOLENCE_RES):
        return "safety_violence"
    return "none"


def _found(pattern: re.Pattern[str], plain: str) -> bool:
    """A match that is not denied ("he never hit me", "i would not hurt you")."""
    return any(not _NEGATED.search(plain[: match.start()]) for match in pattern.finditer(plain))
