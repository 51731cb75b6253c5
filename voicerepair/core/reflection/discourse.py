"""Words that keep the floor or the listener rather than say something: "you know", "like", "i mean", "so well"."""

from collections.abc import Callable

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection import verbs
from voicerepair.core.reflection.tokens import Token, among

_PHRASES = tuple(
    tuple(p.split())
    for p in """you know what i mean|if you know what i mean|if that makes sense|does that make sense
    |do you know what i mean
    |or something like that|or anything like that|and all that|and stuff like that|and things like that|or something
    |and stuff|and everything|or whatever|and whatnot|you see what i mean|to be honest|to be fair|let me think
    |how do i say this
    |how do i put this|how can i say|how to say|i do n't know how to say it|where do i start|where do i begin
    |where to start|i do n't even know how to start|i do n't know how to start|let me see|i 'm not gonna lie
    |not gonna lie|i am not going to lie
    |can i go|can i say something|can i just say|i want to say that|i want to say|i also want to say that
    |i also want to say|first i want to say|i want to start by saying|i just want to say that|i wanted to say that
    |i would like to say that|i just wanted to say that|i want to start by saying that|i would just like to say that
    |i just want to say|i just wanted to say|i wanted to say|i have to say|i must say|let me just say
    |the thing is that|the thing is|thing is|here's the thing|what i mean is that|what i mean is
    |what i am trying to say is that|what i am trying to say is|so here it is|here it is|here it goes|here goes
    |at the end of the day|for real|no offense|so to speak|as i said|like i said|i swear to god|oh my god|swear to god
    |oh god|ay dios mio|dios mio|mon dieu|kind of|sort of|i mean|i guess|i suppose|what's it called|what do you call it
    |you know what|needless to say|first of all|for the record|if i am honest|if i 'm being honest|honest to god
    |in my opinion|the fact is that|long story short|i tell you what|how should i put it|that sort of thing
    |that kind of thing
    |it is what it is|i do n't even know|please god|inshallah|wallah|mashallah|oy vey|mamma mia|ach|ay
    |mein gott""".replace("\n", "").split("|")
)


_BY_FIRST: dict[str, list[tuple[str, ...]]] = {}
for _phrase in sorted(_PHRASES, key=len, reverse=True):
    _BY_FIRST.setdefault(_phrase[0], []).append(_phrase)


_LIKE_TAKERS = frozenset("feel sound look seem act smell taste treat act end behave talk".split())


_LIKE_VERB_BEFORE = frozenset(
    """i you we they would do does did n't not really always never also just to dont'd might and's actually who
    people even
    still""".split()
)


def drop(given: list[Token], goes: Callable[[int, list[Token]], bool]) -> list[Token]:
    out: list[Token] = []
    pause, stop = 0.0, False
    for i, token in enumerate(given):
        if goes(i, given):
            pause, stop = max(pause, token.pause), stop or token.stop
            continue
        token.pause, token.stop = max(pause, token.pause), stop or token.stop
        pause, stop = 0.0, False
        out.append(token)
    return out


def without_discourse(given: list[Token]) -> list[Token]:
    gone: set[int] = set()
    n = len(given)
    ws = [t.w for t in given]
    i = 0
    while i < n:
        if ws[i : i + 3] == ["i", "do", "n't"] and ws[i + 3 : i + 4] == ["know"] and n > 6:
            follow = ws[i + 4] if i + 4 < n else ""
            before = ws[i - 1] if i else ""
            floating = before not in among("because but and that honestly really") or follow in lx.FEELINGS
            if (
                floating
                and follow
                and follow not in lx.WH | among("if that anything it whether because anymore the about where")
                and follow not in lx.POSSESSIVES
                and (follow in lx.FEELINGS or follow in ("like", "i", "maybe", "just") or i == 0)
            ):
                gone.update(range(i, i + 4))
                i += 4
                continue
        if (
            ws[i : i + 2] == ["it's", "just"]
            and ws[i + 2 : i + 3]
            and ws[i + 2] in lx.NOMINATIVE | {"that"}
            and (i == 0 or ws[i - 1] not in among("think thought say said says"))
        ):
            gone.update((i, i + 1, *([i + 2] if ws[i + 2] == "that" else [])))
            i += 2
            continue
        if ws[i] == "o'clock" and i and ws[i - 1] in lx.NUMBERS:
            gone.add(i)
        for phrase in _BY_FIRST.get(ws[i], ()):
            if tuple(ws[i : i + len(phrase)]) == phrase:
                if not _means_something(phrase, ws, i):
                    gone.update(range(i, i + len(phrase)))
                    i += len(phrase) - 1
                break
        else:
            if ws[i] == "right" and _is_discourse_right(ws, i):
                gone.add(i)
            if ws[i : i + 2] == ["you", "know"] and _is_discourse_you_know(ws, i):
                gone.update((i, i + 1))
                i += 1
        i += 1
    return drop(given, lambda k, _: k in gone)


def _means_something(phrase: tuple[str, ...], ws: list[str], i: int) -> bool:
    before = ws[i - 1] if i else ""
    after = ws[i + len(phrase)] if i + len(phrase) < len(ws) else ""
    if phrase in (("kind", "of"), ("sort", "of")):
        return before in lx.DETERMINERS | among("what the same different other") or before in lx.POSSESSIVES
    if phrase == ("i", "mean"):
        return before in among("what when that's know how than if") or after in (
            "it",
            "that",
            "nothing",
            "to",
        )
    if phrase in (("or", "something"), ("and", "everything"), ("or", "whatever"), ("and", "stuff")):
        return before in lx.PREPOSITIONS or (
            after in among("i you we he she that to is was happened") and phrase[1] in ("something", "everything")
        )
    if phrase in (("i", "guess"), ("i", "suppose")):
        return len(ws) <= 4
    if phrase in (("you", "know", "what"),):
        return not (i == 0 and after in lx.NOMINATIVE) or True
    if phrase == ("to", "be", "honest"):
        return before in among("you want me need have us him her trying promise going")
    if phrase == ("thing", "is"):
        return i > 0
    if phrase[:3] in (("i", "want", "to"), ("i", "wanted", "to"), ("i", "just", "want"), ("i", "have", "to")):
        return after in lx.DETERMINERS | {
            "sorry",
            "something",
            "thank",
            "thanks",
            "yes",
            "no",
            "to",
            "how",
            "what",
            "it",
            "hello",
            "",
        } or before in among("what n't thing all that things")
    if phrase == ("ay",) or phrase == ("ach",):
        return False
    return bool(phrase == ("can", "i", "go") and after in lx.PREPOSITIONS | {"to", "home", "out"})


def _is_discourse_you_know(ws: list[str], i: int) -> bool:
    before = ws[i - 1] if i else ""
    after = ws[i + 2] if i + 2 < len(ws) else ""
    if before in among(
        "do did if n't not that when let because as think what how sure hope would could than", "like people only all"
    ):
        return False
    return after not in lx.WH | among(
        "it that me him her my this nothing if better very exactly about full damn them",
        "everything something i'm perfectly i what",
    ) or (after == "i" and i > 0 and False)


def _is_discourse_right(ws: list[str], i: int) -> bool:
    if i == 0 or i + 1 >= len(ws):
        return False
    before, after = ws[i - 1], ws[i + 1]
    meant = among("be is are was all it get got do n't not the that's it's am feel a my")
    meant |= among("your what's no not were always never so things did done who's")
    return before not in meant and after in lx.NOMINATIVE | lx.SUBORDINATORS | lx.COORDINATORS | {"like"}


def without_likes(given: list[Token]) -> list[Token]:
    ws = [t.w for t in given]
    return drop(given, lambda i, _: ws[i] == "like" and _is_filler_like(ws, i))


def _is_filler_like(ws: list[str], i: int) -> bool:
    before = ws[i - 1] if i else ""
    after = ws[i + 1] if i + 1 < len(ws) else ""
    if not after:
        ended = verbs.lookup(before)
        return ended is None or ended[0] not in _LIKE_TAKERS | {"look"}
    if before in _LIKE_VERB_BEFORE and before not in among("just really and's not never always still"):
        return False
    if (
        before in ("really", "always", "never", "still")
        and i > 1
        and ws[i - 2] in lx.NOMINATIVE | {"do", "n't", "would"}
    ):
        return False
    known = verbs.lookup(before)
    base = known[0] if known else ""
    if base in _LIKE_TAKERS or before in among("just exactly nothing something anything more stuff things people much"):
        return after in ("um",)
    if after in ("this", "that", "these", "those") and i + 2 >= len(ws):
        return False
    if after == "that" and before not in ("", "and", "but"):
        return False
    if before in verbs.BE or before in among("'s it's that's be been n't he's she's"):
        if (
            after in among("why what how oh okay no do stop fine well")
            and before in verbs.BE
            and (i < 2 or ws[i - 2] not in ("it", "that", "this"))
        ):
            return False
        if after in ("a", "an") and {"need", "want"} & set(ws[max(0, i - 5) : i]):
            return True
        similar = after in among(
            "a an my your the our this that i you he she it's some talking whatever"
        ) or after.endswith("ing")
        return not similar
    if (
        not before
        or before
        in lx.COORDINATORS
        | lx.SUBORDINATORS
        | lx.PREPOSITIONS
        | lx.DETERMINERS
        | lx.POSSESSIVES
        | lx.HARMLESS_OPENERS
        | {"to", "not"}
    ):
        return True
    if after in lx.NUMBERS or after in among(
        "really so super totally literally not never always every ever actually too no very just", "to"
    ):
        return True
    return after in ("we", "they", "he", "she") and base not in ("act", "treat", "behave")


def plain_opening(given: list[Token]) -> list[Token]:
    """ "you know how when you are a kid" asks nothing of the partner: keep what it introduces."""
    ws = [t.w for t in given[:5]]
    if ws[:2] == ["you", "know"] and ws[2:3] in (["how"], ["when"], ["like"], ["that"]) and "when" in ws[2:4]:
        return given[ws.index("when") :]
    return given


_VOCATIVES = frozenset("honey babe darling sweetheart sweetie dear bro dude mate hon love man buddy guys".split())


def without_vocatives(given: list[Token]) -> list[Token]:
    """Leave out "babe", "honey" and a foreign endearment before the first sentence."""
    out = list(given)
    k = 0
    while k < min(3, len(out)) and not _english_word(out[k].w):
        k += 1
    if 0 < k < len(out) and out[k].w in among("i we you when it's why"):
        out = out[k:]
    kept: list[Token] = []
    for i, token in enumerate(out):
        free = (
            i == 0
            or out[i - 1].w
            not in lx.POSSESSIVES
            | lx.DETERMINERS
            | lx.PREPOSITIONS
            | among("i you to we of really n't and in")
            | lx.NOMINATIVE
        )
        if (
            token.w in _VOCATIVES
            and free
            and (i == 0 or i == len(out) - 1 or out[i + 1].w in lx.NOMINATIVE)
            and len(out) > 3
            and token.w not in ("love", "man")
        ):
            continue
        kept.append(token)
    return kept


def _english_word(w: str) -> bool:
    known = (
        lx.NOMINATIVE
        | lx.DETERMINERS
        | lx.PREPOSITIONS
        | lx.COORDINATORS
        | lx.SUBORDINATORS
        | lx.POSSESSIVES
        | lx.PRE_VERB
        | lx.WH
        | lx.KIN
        | lx.FEELINGS
        | lx.TIMES
        | lx.NUMBERS
        | lx.OTHER_SUBJECTS
        | lx.ADVERBS
    )
    return (
        w in known
        or w in verbs.AUXILIARIES
        or verbs.lookup(w) is not None
        or "'" in w
        or w in among("people money kids things to let's me sorry")
    )


_KEEPS_LAST = among(
    "be is are all it was am 's that's not n't it's go get as think say feel felt look looks looked sounds feels what"
)


def without_openers(given: list[Token]) -> list[Token]:
    """ "okay so well look" at the beginning says nothing; "right" and "okay" at the end ask nothing."""
    out = list(given)
    while len(out) > 1 and out[0].w in lx.HARMLESS_OPENERS | among(
        "and but no yes honestly basically hello hi actually"
    ):
        if out[0].w == "right" and out[1].w == "now":
            break
        if out[0].w in ("look", "listen") and out[1].w in ("at", "to", "after", "for"):
            break
        if out[0].w == "see" and out[1].w not in lx.NOMINATIVE:
            break
        if out[0].w in ("no", "yes") and out[1].w not in lx.NOMINATIVE | among("that's it's my because well"):
            break
        if out[0].w == "like" and out[1].w in ("yesterday", "when"):
            break
        del out[0]
    while (
        len(out) > 2
        and out[-1].w in among("right okay yeah so and but because like well")
        and out[-2].w not in _KEEPS_LAST
    ):
        del out[-1]
    while len(out) > 3 and [t.w for t in out[-3:]] in (["that's", "all", "that's"],):
        del out[-1]
    return out
