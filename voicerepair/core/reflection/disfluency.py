"""Fillers, self-corrections, false starts and repeats: what a listener would not hear as content."""

from collections.abc import Callable

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection import verbs
from voicerepair.core.reflection.tokens import Token, among

_PHRASES = tuple(
    tuple(p.split())
    for p in """you know what i mean|if you know what i mean|if that makes sense|does that make sense|do you know what i mean
    |or something like that|or anything like that|and all that|and stuff like that|and things like that|or something
    |and stuff|and everything|or whatever|and whatnot|you see what i mean|to be honest|to be fair|let me think|how do i say this
    |how do i put this|how can i say|how to say|i do n't know how to say it|where do i start|where do i begin|where to start|i do n't even know how to start|i do n't know how to start|let me see|i 'm not gonna lie|not gonna lie|i am not going to lie
    |can i go|can i say something|can i just say|i want to say that|i want to say|i also want to say that|i also want to say|first i want to say|i want to start by saying|i just want to say that|i wanted to say that
    |i would like to say that|i just wanted to say that|i want to start by saying that|i would just like to say that
    |i just want to say|i just wanted to say|i wanted to say|i have to say|i must say|let me just say|the thing is that|the thing is|thing is|here's the thing
    |at the end of the day|for real|no offense|so to speak|as i said|like i said|i swear to god|oh my god|swear to god
    |oh god|ay dios mio|dios mio|mon dieu|kind of|sort of|i mean|i guess|i suppose|what's it called|what do you call it
    |you know what|needless to say|first of all|for the record|if i am honest|if i 'm being honest|honest to god
    |in my opinion|the fact is that|long story short|i tell you what|how should i put it|that sort of thing|that kind of thing
    |it is what it is|i do n't even know|please god|inshallah|wallah|mashallah|oy vey|mamma mia|ach|ay|mein gott""".replace(
        "\n", ""
    ).split("|")
)
_PHRASES = tuple(sorted((tuple(w for w in p if w) for p in _PHRASES), key=len, reverse=True))
_LIKE_TAKERS = frozenset("feel sound look seem act smell taste treat act end behave talk".split())
_LIKE_VERB_BEFORE = frozenset(
    """i you we they would do does did n't not really always never also just to dont'd might and's actually who people even
    still""".split()
)
_HANGING = frozenset(
    """to a the an my your our his their of with am are was were is do does did n't can could would should
    for at from and but because that when if not going so about be been""".split()
)
_MARKERS = tuple(
    tuple(m.split())
    for m in """no wait|no sorry|sorry no|no i mean|i mean|wait no|no actually|or actually|actually no|or rather|no no|i meant
    |sorry|or well|well actually|wait|no not that|no""".replace("\n", "").split("|")
)
_BRIDGES = (
    ("it", "was"),
    ("it's",),
    ("that", "was"),
    ("on",),
    ("at",),
    ("it", "is"),
    ("make", "that"),
    ("the",),
    ("my",),
    ("your",),
    ("more", "like"),
)


def clean(given: list[Token]) -> list[Token]:
    """All repairs, in the order in which they depend on each other."""
    out = _drop(given, lambda i, ts: ts[i].w in lx.FILLERS)
    out = _corrections(out)
    out = _repeats(out)
    out = _clefts(out)
    out = _discourse(out)
    out = _restarts(out)
    out = _likes(out)
    return _repeats(_vocatives(_openers(_you_know_how(out))))


def _drop(given: list[Token], goes: Callable[[int, list[Token]], bool]) -> list[Token]:
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


def kind(w: str) -> str:
    if w in lx.TIMES:
        return "day"
    if w in lx.NUMBERS:
        return "number"
    if w in among("morning afternoon evening night yesterday today tonight tomorrow"):
        return "part"
    return "kin" if w in lx.KIN else ""


def _corrections(given: list[Token]) -> list[Token]:
    """ "on friday no wait it was thursday" -> "on thursday"."""
    out = list(given)
    i = 1
    while i < len(out):
        sort = kind(out[i - 1].w)
        marker = next((m for m in _MARKERS if tuple(t.w for t in out[i : i + len(m)]) == m), None)
        if sort and marker:
            k = i + len(marker)
            moved = True
            while moved:
                moved = False
                for bridge in _BRIDGES:
                    if tuple(t.w for t in out[k : k + len(bridge)]) == bridge:
                        k += len(bridge)
                        moved = True
            if k < len(out) and kind(out[k].w) == sort:
                out[i - 1] = out[i - 1].but(out[k].w)
                del out[i : k + 1]
                continue
        if marker and marker != ("sorry",) and i + len(marker) < len(out):
            again = out[i + len(marker)].w
            earlier = next(
                (
                    k
                    for k in range(i - 1, max(-1, i - 6), -1)
                    if out[k].w == again and again in lx.WH | lx.NOMINATIVE | {"when", "my", "the", "that"}
                ),
                -1,
            )
            if (
                earlier >= 0
                and marker[0] not in ("i",)
                and not (marker == ("no",) and again in lx.NOMINATIVE | {"the", "my"})
                and marker != ("wait",)
            ):
                del out[earlier : i + len(marker)]
                i = max(1, earlier)
                continue
        i += 1
    return out


def _repeats(given: list[Token]) -> list[Token]:
    out = list(given)
    for size in (6, 5, 4, 3, 2, 1):
        i = 0
        while i + 2 * size <= len(out):
            first = [t.w for t in out[i : i + size]]
            if first == [t.w for t in out[i + size : i + 2 * size]] and not _meant(out, i, first):
                pause, stop = out[i].pause, out[i].stop
                del out[i : i + size]
                out[i].pause, out[i].stop = pause, stop
            else:
                i += 1
    return out


def _clefts(given: list[Token]) -> list[Token]:
    """ "what i need is i need a plan" -> "i need a plan"."""
    out = list(given)
    for i in range(len(out) - 6):
        ws = [t.w for t in out[i : i + 8]]
        for size in (3, 4):
            if (
                len(ws) >= size + 3
                and ws[0] in ("what", "all")
                and ws[1] == "i"
                and ws[size] in ("is", "was")
                and ws[size + 1] == "i"
                and ws[2:size] == ws[size + 2 : 2 * size]
            ):
                return _clefts(out[:i] + out[i + size + 1 :])
    return out


def _meant(out: list[Token], i: int, phrase: list[str]) -> bool:
    """Whether the repeat is no stammer: "twenty twenty", "is the problem | the problem is"."""
    if len(phrase) == 1:
        following = out[i + 2].w if i + 2 < len(out) else ""
        acts = following in verbs.AUXILIARIES or following in lx.PRE_VERB or verbs.lookup(following) is not None
        held = (
            i > 0
            and out[i - 1].w not in lx.NOUNISH
            and (verbs.lookup(out[i - 1].w) is not None or out[i - 1].w in lx.PREPOSITIONS)
        )
        return phrase[0] in lx.NUMBERS or (phrase[0] in ("it", "you", "that") and acts and held)
    noun_phrase = phrase[0] in lx.DETERMINERS | lx.POSSESSIVES and phrase[-1] not in lx.PREPOSITIONS
    return (
        noun_phrase
        and i > 0
        and (out[i - 1].w in verbs.AUXILIARIES | {"n't", "not"} or verbs.lookup(out[i - 1].w) is not None)
    )


def _restarts(given: list[Token]) -> list[Token]:
    """Drop a beginning that was abandoned: "i need you to i just want" -> "i just want"."""
    out = list(given)
    i = 1
    while i < len(out):
        w, before = out[i].w, out[i - 1].w
        starts = w in lx.NOMINATIVE and i + 1 < len(out) and _verb_near(out, i + 1)
        inverted = w in ("can", "could", "would", "will") and i + 1 < len(out) and out[i + 1].w in ("you", "we", "i")
        cut = -1
        if w in lx.SUBORDINATORS and before in _HANGING:
            cut = next((k for k in range(i - 2, max(-1, i - 5), -1) if out[k].w == w), -1)
        if (starts or inverted) and before in _HANGING - among(
            "that because when if and but so do does did can could would should am are is was were", "n't not about"
        ):
            cut = _fragment_start(out, i)
        elif (
            starts
            and before == "n't"
            and i >= 3
            and out[i - 2].w in verbs.AUXILIARIES
            and out[i - 3].w in lx.NOMINATIVE
        ):
            cut = i - 3
        elif (
            starts
            and before in among("am was are were would will could should can have")
            and i >= 2
            and out[i - 2].w == w
        ):
            cut = i - 2
        elif inverted and before in ("just", "you", "n't") and i >= 2 and before == "just":
            cut = _fragment_start(out, i)
        elif inverted and before == "need" and i >= 2:
            cut = i - 2
        elif (
            w in lx.NOMINATIVE
            and i >= 2
            and before == "just"
            and out[i - 2].w == "you"
            and i >= 3
            and out[i - 3].w in ("can", "could")
        ):
            cut = i - 3
        elif starts and w == "i" and before in ("need", "want") and i >= 2 and out[i - 2].w == "i":
            cut = i - 2
        if cut >= 0 and cut < i:
            pause, stop = out[cut].pause, out[cut].stop
            del out[cut:i]
            out[cut].pause, out[cut].stop = pause, stop
            i = max(1, cut)
            continue
        i += 1
    return out


def _verb_near(out: list[Token], i: int) -> bool:
    while i < len(out) and out[i].w in lx.PRE_VERB:
        i += 1
    if i >= len(out):
        return False
    known = verbs.lookup(out[i].w)
    return out[i].w in verbs.AUXILIARIES or (known is not None and bool(known[1] - {"ing"}))


def _fragment_start(out: list[Token], i: int) -> int:
    """Where the abandoned beginning that ends before i began; i itself if that would cost too much."""
    for k in range(i - 2, max(-1, i - 8), -1):
        starts = out[k].w in among("i we you he she they it") and _verb_near(out, k + 1)
        inverted = out[k].w in ("can", "could", "would", "will") and out[k + 1].w in ("you", "we")
        if starts or inverted:
            if out[k].w == "you" and k >= 1 and out[k - 1].w in ("need", "want"):
                continue
            return k
    return i


def _discourse(given: list[Token]) -> list[Token]:
    drop: set[int] = set()
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
                drop.update(range(i, i + 4))
                i += 4
                continue
        if (
            ws[i : i + 2] == ["it's", "just"]
            and ws[i + 2 : i + 3]
            and ws[i + 2] in lx.NOMINATIVE | {"that"}
            and (i == 0 or ws[i - 1] not in among("think thought say said says"))
        ):
            drop.update((i, i + 1, *([i + 2] if ws[i + 2] == "that" else [])))
            i += 2
            continue
        if ws[i] == "o'clock" and i and ws[i - 1] in lx.NUMBERS:
            drop.add(i)
        for phrase in _PHRASES:
            if tuple(ws[i : i + len(phrase)]) == phrase:
                if not _means_something(phrase, ws, i):
                    drop.update(range(i, i + len(phrase)))
                    i += len(phrase) - 1
                break
        else:
            if ws[i] == "right" and _is_discourse_right(ws, i):
                drop.add(i)
            if ws[i : i + 2] == ["you", "know"] and _is_discourse_you_know(ws, i):
                drop.update((i, i + 1))
                i += 1
        i += 1
    return _drop(given, lambda k, _: k in drop)


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
        return (
            before in lx.PREPOSITIONS
            or after in among("i you we he she that to is was happened")
            and phrase[1] in ("something", "everything")
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


def _likes(given: list[Token]) -> list[Token]:
    ws = [t.w for t in given]
    return _drop(given, lambda i, _: ws[i] == "like" and _is_filler_like(ws, i))


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


def _you_know_how(given: list[Token]) -> list[Token]:
    """ "you know how when you are a kid" asks nothing of the partner: keep what it introduces."""
    ws = [t.w for t in given[:5]]
    if ws[:2] == ["you", "know"] and ws[2:3] in (["how"], ["when"], ["like"], ["that"]) and "when" in ws[2:4]:
        return given[ws.index("when") :]
    return given


_VOCATIVES = frozenset("honey babe darling sweetheart sweetie dear bro dude mate hon love man buddy guys".split())


def _vocatives(given: list[Token]) -> list[Token]:
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


def _openers(given: list[Token]) -> list[Token]:
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
    while len(out) > 2 and out[-1].w in among("right okay yeah so and but because like well") and out[-2].w not in among("be is are all it was am 's that's not n't it's go get as think say feel felt look looks", "looked sounds feels what"):  # fmt: skip
        del out[-1]
    while len(out) > 3 and [t.w for t in out[-3:]] in (["that's", "all", "that's"],):
        del out[-1]
    return out
