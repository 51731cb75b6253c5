"""Fillers, self-corrections, false starts and repeats: what a listener would not hear as content."""

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection import verbs
from voicerepair.core.reflection.discourse import (
    drop,
    plain_opening,
    without_discourse,
    without_likes,
    without_openers,
    without_vocatives,
)
from voicerepair.core.reflection.tokens import Token, among

_HANGING = frozenset(
    """to a the an my your our his their of with am are was were is do does did n't can could would should
    for at from and but because that when if not going so about be been""".split()
)
_OBJECTS = frozenset("this that it me you us him her them".split())
_MARKERS = tuple(
    tuple(m.split())
    for m in """no wait|no sorry|sorry no|no i mean|i mean|wait no|no actually|or actually|actually no|or rather
    |no no|i meant
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
    out = drop(given, lambda i, ts: ts[i].w in lx.FILLERS)
    out = drop(
        out,
        lambda i, ts: (
            ts[i].w in ("two", "guys")
            and i > 0
            and ts[i - 1].w == "you"
            and i + 1 < len(ts)
            and ts[i + 1].w in verbs.AUXILIARIES
        ),
    )
    out = _corrections(out)
    out = _repeats(out)
    out = _clefts(out)
    out = without_discourse(out)
    out = _restarts(out)
    out = without_likes(out)
    return _repeats(without_vocatives(without_openers(plain_opening(out))))


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
        if (
            marker == ("i", "mean")
            and out[i - 1].w in _OBJECTS
            and [t.w in _OBJECTS for t in out[i + 2 : i + 3]] == [True]
        ):
            del out[i - 1 : i + 2]
            continue
        if marker == ("no",) and _other_thing(out, i):
            del out[i - 2 : i + 1]
            i = max(1, i - 2)
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


def _other_thing(out: list[Token], i: int) -> bool:
    """Whether "no" at i puts one thing right by another: "the party no the wedding"."""
    owners = lx.POSSESSIVES | among("the a an")
    if i < 3 or i + 2 >= len(out) or out[i - 2].w not in owners or out[i - 3].w not in lx.PREPOSITIONS:
        return False
    after = out[i + 3].w if i + 3 < len(out) else "and"
    return out[i + 1].w == out[i - 2].w and after in lx.COORDINATORS | lx.SUBORDINATORS | lx.NOMINATIVE


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
        starts = starts and not (w == "you" and out[i + 1].w in ("is", "was"))  # "what i need from you is"
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
