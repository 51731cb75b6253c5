"""English verb forms: a table of our own, because a general library costs more to import than a reflection takes."""

from functools import lru_cache
from typing import Literal

Form = Literal["base", "s", "past", "part", "ing"]

_IRREGULAR = """
arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|begin began begun
|bend bent bent|bet bet bet|bind bound bound|bite bit bitten|bleed bled bled|blow blew blown|break broke broken
|bring brought brought|build built built|burst burst burst|buy bought bought|catch caught caught
|choose chose chosen|cling clung clung|come came come|cost cost cost|creep crept crept|cut cut cut
|deal dealt dealt|dig dug dug|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen
|feed fed fed|feel felt felt|fight fought fought|find found found|flee fled fled|fling flung flung|fly flew flown
|forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen|get got gotten
|give gave given|go went gone|grind ground ground|grow grew grown|hang hung hung|hear heard heard|hide hid hidden
|hit hit hit|hold held held|hurt hurt hurt|keep kept kept|kneel knelt knelt|know knew known|lay laid laid
|lead led led|leave left left|lend lent lent|let let let|light lit lit|lose lost lost|make made made
|mean meant meant|meet met met|mislead misled misled|misunderstand misunderstood misunderstood|outgrow outgrew outgrown
|overhear overheard overheard|oversleep overslept overslept|overspend overspent overspent|pay paid paid
    |prove proved proven
|put put put|quit quit quit|read read read|rebuild rebuilt rebuilt|redo redid redone|ride rode ridden|ring rang rung
|rise rose risen|run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set
|sew sewed sewn|shake shook shaken|shine shone shone|shoot shot shot|show showed shown|shrink shrank shrunk
|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|sleep slept slept|slide slid slid|speak spoke spoken
|spend spent spent|spill spilled spilled|spin spun spun|spit spat spat|split split split|spread spread spread
|spring sprang sprung|stand stood stood|steal stole stolen|stick stuck stuck|sting stung stung|stink stank stunk
|strike struck struck|strive strove striven|swear swore sworn|sweep swept swept|swim swam swum|swing swung swung
|take took taken|teach taught taught|tear tore torn|tell told told|think thought thought|throw threw thrown
|undo undid undone|understand understood understood|upset upset upset|wake woke woken|wear wore worn|weep wept weep
|win won won|wind wound wound|withdraw withdrew withdrawn|write wrote written|babysit babysat babysat
"""

_REGULAR = """
abandon accept accuse ache achieve act adapt add admire admit adopt adore advise affect afford agree aim allow amaze
annoy announce answer apologize apologise appear apply appreciate approach approve argue arrange arrive ask assume
assure attack attend avoid back bail bake balance ban bang bark barge bathe beg behave believe belittle belong betray
blame block boil book borrow bother bottle bounce brag breathe brush bug bully bump burn bury call calm cancel care
carry celebrate change charge chase chat cheat check cheer chew chip choke chop claim clarify clean clear climb close
collapse collect comb comfort comment commit communicate compare complain complete compliment compromise concern
confess confide confirm confuse connect consider contact contradict contribute control cook cool cope copy correct
cough count cover crack crash crave criticize criticise cross crush cry cuddle cycle damage dance dare date decide
declare decline defend delay delete deliver demand deny depend deserve destroy develop disagree disappear disappoint
discover discuss dismiss disrespect distract disturb divide doubt drag dread dream dress drift drop dump earn
embarrass encourage end enjoy ensure enter escape exaggerate exclude excuse exhaust exist expect explain explode
express face fade fail fake fall fear figure fill finish fire fit fix flip flirt flush fly focus fold follow fool
force forward frighten frustrate fulfil function gamble gather glance glare grab greet grieve groan grumble guarantee
guess guilt guard hand handle happen harm hate haunt heal help hesitate hire hop hope hug humiliate hurry ignore
imagine improve include inform insist insult intend interest interfere interrupt intimidate introduce invade invest
invite involve iron irritate jeopardize join joke judge jump justify kick kid kiss knock label lack land last laugh
lean learn lecture lie lift like limit listen live load lock look love lower make manage manipulate mark marry matter
measure mention mess message mind minimize miss mistreat mock move mow mumble nag name need neglect nod notice obsess
offend offer open oppose order organize overreact overwhelm owe own pack paint panic park participate pass pause
pester phone pick plan plant play please point post pour practice practise praise pray prefer prepare press pressure
pretend prevent prioritize proceed process promise propose protect protest prove provide provoke pull punish push
question race raise ramble reach react realize realise reassure rebuild recall receive recognize reconnect record
recover reduce refer refuse regret reject rejoin relate relax rely remain remember remind remove rent repair repeat
replace reply report request rescue resent resist resolve respect respond rest return reveal roll rub ruin rush
sabotage save scare scold scratch scream screw scroll scrub search seem select separate serve settle share shatter
shift ship shock shop shout shove shower shrug sign silence skip slam slap slip slow smash smell smile smoke snap
snooze snore sob solve sort sound spoil spot squeeze stalk stare start startle starve stay step stomp stop storm
strain stress stretch struggle study suck suffer suggest suit sulk support suppose surprise surround suspect swallow
switch talk taste tease tell text thank threaten tidy tie tolerate touch tour track train trap travel treat trick
trip trouble trust try turn type unload unpack unplug update upgrade use vacuum value vanish vent visit volunteer
vote wait walk wander want warn wash waste watch water weigh welcome whine whisper whistle wipe wish wonder work
worry wrap wreck yell zone text email google unwind babble sacrifice bicker snipe contribute downplay brighten
belong microwave dust hoover ghost gaslight stonewall hover fidget fuss nitpick validate empathize concentrate
""".split()

BE = {"am": "am", "are": "are", "is": "is", "was": "was", "were": "were"}
MODALS = frozenset("can could will would shall should may might must".split())
AUXILIARIES = MODALS | set(BE) | {"do", "does", "did", "have", "has", "had"}
"""What a question may begin with and "n't" may follow."""

_DOUBLING = frozenset(
    """admit beg brag ban chat chip chop commit control drag drop flip grab hop hug knit nag nod pat permit plan prefer
    refer regret rob rub scrub shop shrug skip slam slap slip snap sob spot step stop strip tap trip wrap zip fit quit
    put cut set hit let get sit run win begin forget babysit split bet dig spin swim upset flirt""".split()
) - {"flirt"}
_VOWELS = "aeiou"


def third(base: str) -> str:
    """The third person singular: go -> goes, try -> tries."""
    special = {"have": "has", "be": "is", "do": "does"}
    if base in special:
        return special[base]
    if base in MODALS:
        return base
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _doubled(base: str) -> str:
    return base + base[-1] if base in _DOUBLING else base


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return _doubled(base) + "ed"


def ing(base: str) -> str:
    """The -ing form: make -> making, stop -> stopping, lie -> lying."""
    if base == "be":
        return "being"
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return _doubled(base) + "ing"


_PAST: dict[str, str] = {"be": "was", "have": "had", "do": "did"}
_PART: dict[str, str] = {"be": "been", "have": "had", "do": "done"}
for _line in _IRREGULAR.replace("\n", "").split("|"):
    _base, _p, _pp = _line.split()
    _PAST[_base], _PART[_base] = _p, _pp

BASES = frozenset(_PAST) | frozenset(_REGULAR)


def past(base: str) -> str:
    """The simple past: tell -> told."""
    return _PAST.get(base) or _regular_past(base)


def participle(base: str) -> str:
    """The past participle: take -> taken."""
    return _PART.get(base) or _regular_past(base)


def _index() -> dict[str, tuple[str, frozenset[Form]]]:
    index: dict[str, tuple[str, set[Form]]] = {}

    def add(word: str, base: str, form: Form) -> None:
        known = index.setdefault(word, (base, set()))
        if known[0] == base:
            known[1].add(form)

    for base in sorted(BASES):
        add(base, base, "base")
    for base in sorted(BASES):
        add(third(base), base, "s")
        add(past(base), base, "past")
        add(participle(base), base, "part")
        add(ing(base), base, "ing")
    add("got", "get", "part")
    add("proved", "prove", "part")
    add("learnt", "learn", "past")
    add("dreamt", "dream", "past")
    add("burnt", "burn", "past")
    return {word: (base, frozenset(forms)) for word, (base, forms) in index.items()}


_INDEX = _index()
_NOT_VERBS = frozenset(
    """bed red hundred wed morning evening thing something anything nothing everything wedding during ceiling
    building king string tired bored""".split()
)


@lru_cache(maxsize=4096)
def lookup(word: str) -> tuple[str, frozenset[Form]] | None:
    """The base of a verb form and which forms it can be; None for other words."""
    if word in _NOT_VERBS:
        return None
    if word in _INDEX:
        return _INDEX[word]
    if len(word) > 5 and word.endswith("ing"):
        return word[:-3], frozenset({"ing"})
    if len(word) > 4 and word.endswith("ed"):
        return word[:-2], frozenset({"past", "part"})
    return None


def agree(word: str) -> str:
    """A verb as "you" has it, turned into the third person: come -> comes, were -> was; past forms stay."""
    special = {"are": "is", "were": "was", "have": "has", "do": "does", "am": "is"}
    if word in special:
        return special[word]
    known = lookup(word)
    if word in MODALS or known is None or "base" not in known[1]:
        return word
    return third(word)
