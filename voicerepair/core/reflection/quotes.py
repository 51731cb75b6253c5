"""Words that somebody else said, kept exactly as they were: 'you said quote i am done' -> 'Omar said "I'm done"'."""

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection import verbs
from voicerepair.core.reflection.tokens import Token, among

LONGEST = 12
_SAY = frozenset("say says said saying".split())
_TELL = frozenset("tell tells told telling".split())
_DIRECT_SELF = frozenset(
    """done fine sorry busy tired leaving going not sick coming out okay good exhausted happy at on in over working
    trying hungry late ready bored angry home too just""".split()
) - {"too", "just", "not"}
_INTERJECTIONS = frozenset(
    "sure yes no fine whatever okay nothing sorry later hey nope yeah maybe oh wow thanks hi alright relax".split()
)
_COMMANDS = frozenset(
    """calm|get over|grow up|do it|leave me|leave it|shut up|stop|move on|go away|let it go|forget it|get out|wait
    |not now
    |in a minute|in a second|not today|not again|never mind|chill|deal with|man up|cheer up|drop it|get a grip
    |get a life|thank you|good morning|good night|good job|hello|goodbye|well done|i love you""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_GREETINGS = (
    ("thank", "you"),
    ("good", "morning"),
    ("good", "night"),
    ("i", "love", "you"),
    ("hello",),
    ("goodbye",),
    ("good", "job"),
)
_QUOTATIVE_STARTS = frozenset(
    """whatever okay no yeah why what how do stop just fine oh well don't nope who when where wow ugh sure relax calm
    leave go get i""".split()
)
_STOPS = frozenset("and but so because then when while before after or until if".split())


def mark(tokens: list[Token]) -> list[Token]:
    """Fold each quotation into one token whose text carries its quotation marks."""
    out: list[Token] = []
    i = 0
    ws = [t.w for t in tokens]
    while i < len(tokens):
        begin, verb = _opens(ws, i, out)
        if begin < 0:
            out.append(tokens[i])
            i += 1
            continue
        end, skip = _end(tokens, begin, ws)
        if end - begin < 1:
            out.append(tokens[i])
            i += 1
            continue
        del out[len(out) - verb[0] :]
        out.extend(Token(w) for w in verb[1])
        out.append(Token(spoken(ws[begin:end]), tokens[begin].conf, tag="quote", literal=True))
        i = end + skip
    return out


def spoken(ws: list[str]) -> str:
    """Spell a quotation as people write one."""
    text = (
        " ".join(ws)
        .replace(" n't", "n't")
        .replace("can n't", "can't")
        .replace("cann't", "can't")
        .replace("willn't", "won't")
    )
    for full, short in (
        ("i am", "i'm"),
        ("you are", "you're"),
        ("we are", "we're"),
        ("i will", "i'll"),
        ("you will", "you'll"),
    ):
        if not text.endswith(full):
            text = f" {text} ".replace(f" {full} ", f" {short} ").strip()
    words = ["I" + w[1:] if w in ("i", "i'm", "i'll") else w for w in text.split()]
    return '"' + " ".join(words) + '"'


def _opens(ws: list[str], i: int, out: list[Token]) -> tuple[int, tuple[int, list[str]]]:
    """Where the quotation begins if one does at i, and which words before it to replace."""
    w = ws[i]
    before = [t.w for t in out[-3:]]
    last = before[-1] if before else ""
    none = (-1, (0, [""]))
    keep: tuple[int, list[str]] = (0, [])
    if w == "quote" and last in _SAY | _TELL | among("me like and him her"):
        return i + 1, keep
    if (
        w == "like"
        and last in ("was", "were", "is", "are")
        and len(before) >= 2
        and before[-2] not in among("it that this there life what")
    ):
        follows = ws[i + 1] if i + 1 < len(ws) else ""
        if follows in _QUOTATIVE_STARTS or (follows == "you" and ws[i + 2 : i + 3] == ["are"]):
            said = "said" if last in ("was", "were") else "says" if last == "is" else "say"
            return i + 1, (1, [said])
    if (
        last in ("goes", "go", "went")
        and w in (_QUOTATIVE_STARTS | {"you"}) - among("do i get go when where just")
        and i + 1 < len(ws)
    ):
        said = {"goes": "says", "go": "say", "went": "said"}[last]
        return i, (1, [said])
    told = last in among("me him her us them") and len(before) >= 2 and before[-2] in _TELL | {"say", "said"}
    told = told or (
        last in ("me",) and len(before) >= 3 and before[-2] == "to" and before[-3] in _SAY | {"goes", "went"}
    )
    if last not in _SAY and not told:
        return none
    if before[0] == "what" and last in _SAY and len(before) == 3:
        return none  # "do what you say you're going to do"
    subject = before[-2] if len(before) >= 2 and not told else ""
    following = ws[i + 1] if i + 1 < len(ws) else ""
    third = ws[i + 2] if i + 2 < len(ws) else ""
    inverted = (w in lx.WH and following in verbs.AUXILIARIES and (third in lx.NOMINATIVE or third == "n't")) or (
        w in verbs.AUXILIARIES and following in lx.NOMINATIVE
    )
    if inverted:
        return i, keep
    closes = (
        not following
        or following in _STOPS | lx.NOMINATIVE | {"to", "whatever"}
        or (i + 1 < len(ws) and w in among("whatever hey oh sorry okay fine"))
    )
    if (
        w in _INTERJECTIONS
        and closes
        and not (told and w in ("sorry", "no"))
        and not (w == "no" and following in ("to",))
        and not (w in among("sorry yes thanks no nothing hi") and subject in ("i", "never", "n't", "to"))
        and not (w == "nothing" and following in ("about", "to", "at"))
    ):
        return i, keep
    if any(" ".join(ws[i : i + len(c.split())]) == c for c in _COMMANDS):
        return i, keep
    if subject == "i":
        return none
    if w == "i" and following == "am" and third in _DIRECT_SELF:
        return i, keep
    if (
        w == "i"
        and following == "do"
        and ws[i + 2 : i + 3] == ["n't"]
        and ws[i + 3 : i + 4] in (["care"], ["know"], ["want"], ["love"], ["need"])
        and not told
    ):
        return i, keep
    if w == "i" and following in ("hate", "love", "miss") and third == "you":
        return i, keep
    if w == "you" and following == "are" and subject != "i" and _reproach(ws[i + 2 : i + 5]):
        return i, keep
    others = told and last == "me" and len(before) >= 3 and before[-3] not in among("you i n't to and did just")
    if others and w == "you" and following in among("are should need can always never will"):
        return i, keep
    if w in ("you", "i") and following in ("are", "am") and _asked_to_say(out):
        return i, keep
    return none


_REPROACHES = frozenset(
    """sensitive dramatic needy clingy crazy selfish lazy controlling emotional difficult impossible paranoid ridiculous
    overreacting nagging boring stupid childish cold""".split()
)


def _reproach(ws: list[str]) -> bool:
    """Whether what follows "you are" is what one says to others, not of oneself: "so needy", "being dramatic"."""
    rest = [w for w in ws if w not in among("so too just being always such really way a an")]
    return bool(rest) and rest[0] in _REPROACHES


def _asked_to_say(out: list[Token]) -> bool:
    """Whether the speaker asks for words to be said: "could you just say ..."."""
    if out[-1].w != "say":
        return False
    back = [t.w for t in out[-12:]]
    if len(back) > 1 and back[-2] == "to" and "you" not in back[-4:]:
        return False
    return any(w in among("could need want can would just please") for w in back)


def _end(tokens: list[Token], begin: int, ws: list[str]) -> tuple[int, int]:
    """Where the quotation ends, and how many words to skip there ("unquote")."""
    first = ws[begin] if begin < len(ws) else ""
    greeting = next((g for g in _GREETINGS if ws[begin : begin + len(g)] == list(g)), None)
    if greeting and ws[begin + len(greeting) : begin + len(greeting) + 1] != ["for"]:
        return begin + len(greeting), 0
    asked = (
        begin
        and ws[begin - 1] == "say"
        and any(w in among("could need want can would") for w in ws[max(0, begin - 8) : begin])
    )
    if (
        first in _INTERJECTIONS
        and begin + 1 < len(ws)
        and ws[begin + 1] in _STOPS | lx.NOMINATIVE | {"to", "about", "for", "that"}
    ):
        return begin + 1, 0
    for k in range(begin + 1, min(len(ws), begin + LONGEST)):
        if ws[k] in ("unquote", "end"):
            return k, 2 if ws[k] == "end" and ws[k + 1 : k + 2] == ["quote"] else 1
        if tokens[k].stop or tokens[k].pause > 0.5:
            return k, 0
        following = ws[k + 1] if k + 1 < len(ws) else ""
        if ws[k] in _STOPS and (
            following in lx.NOMINATIVE | lx.SUBORDINATORS | among("then that my the it's that's now your")
            or (following and _past(following))
        ):
            if asked and following == "i" and ws[k] == "and" and first == "i":
                continue
            return k, 0
        if (
            ws[k] in lx.NOMINATIVE
            and k - begin >= 2
            and following
            and _past(following)
            and ws[k - 1] not in verbs.AUXILIARIES | lx.WH
        ):
            return k, 0
        if (
            ws[k] in ("i", "you", "it's", "that's")
            and k - begin >= 3
            and ws[k - 1] not in verbs.AUXILIARIES | lx.WH | lx.COMPLEMENT_VERBS | {"n't", "that", "and"}
            and ws[begin] not in ("i",)
        ):
            return k, 0
    return min(len(ws), begin + LONGEST), 0


def _past(w: str) -> bool:
    known = verbs.lookup(w)
    return w in ("was", "were", "had", "did") or (known is not None and "past" in known[1] and "base" not in known[1])
