"""Whether a subject and verb open a clause of their own or belong to the words before them."""

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection.nuclei import NOUN_PHRASE, PAUSE_SECONDS
from voicerepair.core.reflection.tokens import Token, among

CONNECTORS = frozenset({"sub", "conj"})


_INTRO_NOUNS = lx.TIMES | among(
    "morning night week month year weekend time day evening summer winter days years weeks",
    "months christmas now today yesterday tonight afternoon",
)


def opening_of(ts: list[Token], s: int) -> int:
    """Move left from a nucleus over its connectors and a time phrase before it."""
    k = s
    moved = True
    while moved and k > 0:
        moved = False
        before = ts[k - 1]
        if before.tag in CONNECTORS or (
            before.tag == "adv"
            and before.w
            in lx.PRE_VERB | among("maybe sometimes yesterday today tonight then first second now tomorrow")
            and before.w
            not in among(
                "not n't too so together soon late early all both just again once really already quickly", "slowly"
            )
            and (k < 2 or ts[k - 2].tag in CONNECTORS | {"comp"} or k - 1 == 0)
        ):
            k -= 1
            moved = True
            continue
        if before.w == "like" and ts[k].tag == "sub" and k >= 2:
            k -= 1
            moved = True
            continue
        if before.w == "please" and k >= 1:
            k -= 1
            moved = True
            continue
        if before.w in ("that",) and before.tag == "comp" and k >= 2 and ts[k - 2].w == "so":
            k -= 2
            moved = True
            continue
        intro = _intro(ts, k)
        if intro < k:
            k = intro
            moved = True
    return k


def _intro(ts: list[Token], k: int) -> int:
    """The start of a time phrase that ends before k, if it introduces rather than ends a clause."""
    if ts[k - 1].w not in _INTRO_NOUNS and not (ts[k - 1].tag == "num" and k >= 3 and ts[k - 2].w == "last"):
        return k
    for size in (2, 3, 4, 5, 1):
        s = k - size
        if s < 0:
            continue
        first = ts[s].w
        opens = first in among(
            "every last on in at this each since yesterday tonight one most today by all next when", "for"
        ) and (size > 1 or first in ("yesterday", "tonight", "today"))
        if not opens or any(t.tag in ("verb", "aux", "nom", "conj") for t in ts[s:k]):
            continue
        if s == 0 or ts[s - 1].tag in CONNECTORS or ts[s].pause > PAUSE_SECONDS or ts[s].stop:
            return s
        if first == "every" and ts[k - 1].w == "time":
            return s
    return k


def attachment(ts: list[Token], s: int, opening: int) -> float:
    """How well a new clause may start at `opening` for the nucleus at s: above 0 favours a cut."""
    if opening == 0:
        return 0.0
    prev, first = ts[opening - 1], ts[opening]
    if first.w == "if" and prev.w == "what":
        return -4.0
    if first.tag in CONNECTORS and opening < s:
        if prev.tag in among("aux to det poss comp") or prev.w in ("not", "n't"):
            elliptic = (
                opening >= 2 and (ts[opening - 2].tag in among("nom adv aux noun name")) and prev.tag in ("aux", "not")
            )
            return 2.0 if elliptic else -1.0 if prev.tag in ("aux", "comp") or prev.w in ("not", "n't") else -4.0
        if prev.tag == "prep" and first.tag == "sub" and prev.w in among("like about of for from as"):
            return -2.0
        if first.w in ("if", "when", "whether") and (
            prev.base in among("know ask wonder see tell remember like care mind decide")
            or (prev.tag == "pron" and opening >= 2 and ts[opening - 2].base in ("ask", "tell", "let"))
        ):
            return -2.0 if first.w != "when" or prev.base in ("know", "remember") else 0.8
        if first.w in ("so",) and prev.tag == "cont":
            return -3.0
        return 2.2
    if prev.tag == "comp" or (prev.w == "that" and prev.tag == "pron"):
        verb = ts[opening - 2] if opening >= 2 else prev
        temporal = _in_time_clause(ts, opening)
        if prev.tag == "pron" or verb.w in among("do of with about for on to at like"):
            return 2.0
        if verb.base in among("say do hear see saying") and temporal:
            return 1.8
        if (
            verb.form == frozenset({"ing"})
            and verb.base == "say"
            and opening >= 3
            and ts[opening - 3].w in ("for", "you")
        ):
            return 1.5
        return -3.0
    if (
        prev.tag in ("wh", "quote")
        or (prev.w in among("much many long often hard far bad") and opening >= 2 and ts[opening - 2].w == "how")
        or (prev.tag in ("adj", "noun", "adv") and opening >= 2 and ts[opening - 2].w == "how" and ts[s].tag == "nom")
    ):
        return -4.0
    if first.tag == "wh" and ts[s].tag == "wh" and prev.base in lx.COMPLEMENT_VERBS | {"matter"}:
        return -2.0
    if prev.tag in among("to det poss aux not") and prev.w not in among(
        "do not n't did was am are is were have had will can that all some any this"
    ):
        return -4.0
    if prev.tag == "prep":
        return -3.0 if prev.w in among("like than as of to from for with into") and not _stranded(ts, opening) else 1.6
    if prev.tag in among("verb inf ing part cont"):
        base = prev.base
        if ts[s].tag == "verb" and ts[s].form == frozenset({"base"}):
            return -1.0
        if base in among("help love care know remember understand forget ask hear believe") and base not in ("know",):
            return 0.6 if base in among("help ask care hear love") else -0.8
        if base in lx.COMPLEMENT_VERBS:
            return -2.2 if not _has_gap(ts, opening - 1) else 1.8
        return 1.5
    if prev.w == "sorry" and any(t.base == "mean" for t in ts[s : s + 5]):
        return 1.5
    if prev.w in lx.COMPLEMENT_ADJECTIVES or prev.w in ("sorry", "okay"):
        if prev.w == "hurt" or ts[s].w == "it's" or prev.tag == "verb":
            return 1.5
        if _elliptic(ts, s):
            return 1.5
        close = ts[s].w in ("i", "you", "we") and prev.w in among(
            "sorry glad sure afraid scared happy worried proud grateful aware surprised lucky mad sad", "relieved"
        )
        return -1.5 if close and not _negated_feeling(ts, opening) else 1.2
    if prev.w == first.w:
        return 2.0
    if (
        prev.tag == "pron"
        and opening >= 2
        and ts[opening - 2].base
        in among("tell promise show remind ask convince teach assure warn text message write email")
        and not (opening >= 3 and ts[opening - 3].tag in ("to", "prep"))
    ):
        return -2.0 if ts[opening - 2].base != "ask" and ts[opening - 2].base != "show" else -0.5
    if prev.tag in ("noun", "name") and _told(ts, opening):
        return -2.0
    if prev.tag == "noun" and ts[s].tag in ("nom", "name") and opening >= 2 and ts[opening - 2].w == "same":
        return -2.0
    if prev.w in ("idea", "clue", "doubt") and opening >= 2 and ts[opening - 2].w == "no":
        return -2.0
    if prev.w in lx.RELATIVE_HEADS and ts[s].tag == "nom" and prev.tag in ("noun", "num", "det"):
        return _relative(ts, opening, s)
    if (
        prev.tag == "noun"
        and ts[s].tag == "nom"
        and _object_gap(ts, s)
        and any(t.w in among("the that all those every") for t in ts[max(0, opening - 4) : opening])
    ):
        return -1.2
    if (
        prev.tag == "noun"
        and ts[s].tag == "nom"
        and (
            prev.w in ("fault", "shame")
            or any(t.w in ("only", "first", "best", "worst") for t in ts[max(0, opening - 3) : opening])
        )
    ):
        return -2.0
    if (
        prev.tag == "noun"
        and ts[s].tag == "nom"
        and opening >= 2
        and ts[opening - 2].w in ("the", "a", "every", "that")
        and _main_follows(ts, s)
    ):
        return -0.6
    return 2.0


def _has_gap(ts: list[Token], v: int) -> bool:
    """Whether the verb at v already has its object in front: "all i was saying", "what i meant"."""
    k = v - 1
    while k > 0 and (ts[k].tag in ("aux", "not", "adv", "to") or ts[k].base in ("want", "try", "need")):
        k -= 1
    return (
        k > 0
        and ts[k].tag == "nom"
        and (
            ts[k - 1].tag == "wh"
            or ts[k - 1].w in lx.RELATIVE_HEADS - among("time one something nothing anything words now")
        )
    )


def _elliptic(ts: list[Token], s: int) -> bool:
    """ "i really was", "you don't": a nucleus that leaves its predicate out."""
    k = s + 1
    while k < len(ts) and ts[k].tag == "adv":
        k += 1
    if k >= len(ts) or ts[k].tag != "aux":
        return False
    k += 1
    return k >= len(ts) or ts[k].tag in ("conj", "sub") or ts[k].stop


_TAKES_OBJECT = frozenset(
    """borrow buy make give say want take sign send write cook wear need break lose get bring
    choose spend leave book promise plan mention share steal hide show see build paint use
    bake order pick lend owe""".split()
)


_GIVES = frozenset("give send write bring promise show buy make lend owe".split())


def _object_gap(ts: list[Token], s: int) -> bool:
    """Whether the nucleus at s lacks the object its verb wants: "the money you borrowed"."""
    for k in range(s + 1, min(len(ts), s + 6)):
        if ts[k].tag in ("verb", "inf", "part") and ts[k].base in _TAKES_OBJECT:
            if k + 1 < len(ts) and ts[k].base in _GIVES and ts[k + 1].tag in ("pron", "name"):
                k += 1  # whom it is given to
            return (
                k + 1 >= len(ts)
                or ts[k + 1].tag in ("conj", "sub", "aux")
                or (ts[k + 1].w in ("i", "we") and ts[k].base not in ("say", "want", "show", "promise"))
                or (ts[k + 1].tag == "prep" and ts[k + 1].w in ("from", "for", "at", "on"))
            )
        if ts[k].tag in among("noun pron det poss prep conj sub"):
            return False
    return False


def _told(ts: list[Token], i: int) -> bool:
    """Whether "told your parents", "promised the kids" stands before i and still lacks what was told."""
    k = i - 1
    while k >= 0 and i - k <= 4 and ts[k].tag in NOUN_PHRASE:
        k -= 1
    return (
        k >= 0 and i - 1 > k and ts[k].base in among("tell promise remind convince warn assure") and ts[k].tag != "noun"
    )


def _in_time_clause(ts: list[Token], i: int) -> bool:
    for k in range(i - 1, max(-1, i - 12), -1):
        if ts[k].w in ("when", "whenever", "if") or (
            ts[k].w == "time" and k and ts[k - 1].w in ("every", "each", "last")
        ):
            return True
        if ts[k].w in ("because", "and", "but"):
            return False
    return False


def _stranded(ts: list[Token], i: int) -> bool:
    """Whether a preposition before i may end its clause ("what they asked for", "give up")."""
    w = ts[i - 1].w
    if w in among("up out off down over on in away around back through"):
        return True
    return any(t.tag == "wh" for t in ts[max(0, i - 6) : i])


def _negated_feeling(ts: list[Token], i: int) -> bool:
    return i >= 2 and ts[i - 2].w == "not"


def _main_follows(ts: list[Token], s: int) -> bool:
    """Whether a second finite verb without subject follows, as after a relative clause."""
    seen = 0
    for k in range(s, min(len(ts), s + 9)):
        if ts[k].tag in ("conj", "sub"):
            return False
        if ts[k].tag in ("aux", "verb", "cont"):
            seen += 1
            if seen > 1 and ts[k].w in among("is was makes made hurts really has means"):
                return True
    return False


def _relative(ts: list[Token], opening: int, s: int) -> float:
    """ "the thing i said", "every time you call", "everything we built": a clause that belongs to the noun."""
    head = ts[opening - 1]
    before = ts[opening - 2] if opening >= 2 else None
    if head.w == "time" and before is not None and before.w in among("every each last first next any only"):
        return -3.0 if before.w in ("every", "each", "only") or ts[s].w in ("i", "you", "we") else 1.5
    if head.w in ("things", "stuff", "thing") and s + 1 < len(ts) and ts[s + 1].w in ("always", "never"):
        return 1.0
    if s + 2 < len(ts) and ts[s].w == "i" and ts[s + 1].w in ("want", "need") and ts[s + 2].w in ("to", "you", "us"):
        return 1.2
    if before is not None and before.w in ("that", "this") and head.w == "way":
        return 1.6
    if before is not None and before.w == "same":
        return -2.0
    if head.w in among("way thing things everything anything reason moment all stuff nothing"):
        if before is not None and before.w == "one":
            return 1.0
        if (before is not None and before.tag in ("det", "poss", "num", "adj")) or head.w in (
            "everything",
            "all",
            "anything",
        ):
            return -1.6 if not (head.w == "all" and before is not None and before.w == "at") else 2.0
        return -0.5
    if before is not None and before.w == "the" and _main_follows(ts, s):
        return -1.5
    return 1.6
