"""Tokens -> clauses: the best path through a lattice of possible clause starts.

Word times give the best evidence there is (people pause between clauses); without them grammar decides alone.
"""

from dataclasses import dataclass, field

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection.tag import next_index
from voicerepair.core.reflection.tokens import Token, among

LONGEST = 34
"""Words in one clause, at most."""
PAUSE_SECONDS = 0.22
"""A silence that often marks a clause; shorter ones occur inside words' neighbours anyway."""
_NP = frozenset(among("noun adj poss det num name part"))
_DANGLING_TAGS = frozenset(among("prep0 det poss aux to sub conj comp not nom"))
_CONNECTORS = frozenset({"sub", "conj"})
_NEEDS_OBJECT = frozenset("want need make let get put take tell give see have do mean".split())
_INTRO_NOUNS = lx.TIMES | among(
    "morning night week month year weekend time day evening summer winter days years weeks",
    "months christmas now today yesterday tonight afternoon",
)


@dataclass(slots=True)
class Clause:
    """A clause and what opens it. `link` is its connector ("because", "and when"), not part of `tokens`."""

    tokens: list[Token]
    link: tuple[str, ...] = ()
    subject: int = -1
    verb: int = -1  # position of the finite verb; both -1 in a fragment
    pause: float = 0.0
    labels: set[str] = field(default_factory=set)
    index: int = 0

    @property
    def words(self) -> list[str]:
        return [token.w for token in self.tokens]

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def sub(self) -> str:
        """The subordinator that opens the clause, if one does."""
        return next((w for w in self.link if w in lx.SUBORDINATORS or " " in w), "")

    def subject_of_question(self) -> tuple[int, int] | None:
        """Where the subject of an inverted question starts and ends; None if nothing is inverted."""
        ts = self.tokens
        if self.verb < 0 or ts[self.verb].tag != "aux":
            return None
        k = self.verb + 1
        while k < len(ts) and ts[k].tag in ("not",):
            k += 1
        if k >= len(ts) or self.subject < self.verb and ts[self.subject].tag != "wh":
            return None
        if ts[k].tag in ("nom", "name") or ts[k].w in among("you it that this we anyone everything"):
            return k, k + 1
        if ts[k].tag in ("det", "poss"):
            end = k + 1
            while end < len(ts) and ts[end].tag in _NP:
                end += 1
            return k, end
        return None


def nuclei(ts: list[Token]) -> dict[int, int]:
    """Start of each subject -> position of its finite verb. Imperatives and inverted questions start at the verb."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for v, token in enumerate(ts):
        if token.tag == "cont":
            found[v] = v
            continue
        if token.tag not in ("aux", "verb") or v in taken:
            continue
        p = v - 1
        while p >= 0 and (ts[p].w in lx.PRE_VERB or ts[p].tag == "adv"):
            p -= 1
        if p >= 0 and ts[p].tag in ("aux", "cont") and v - p <= 4:
            continue
        if token.tag == "aux" and v + 1 < len(ts) and _inverts(ts, v):
            start = (
                v - 1
                if v and (ts[v - 1].tag == "wh" or (ts[v - 1].w == "when" and ts[v].w not in ("had", "should", "were")))
                else v
            )
            if v >= 2 and ts[v - 2].w == "how" and ts[v - 1].w in ("much", "many", "long", "often"):
                start = v - 2
            if v >= 2 and ts[v - 1].w == "come" and ts[v - 2].w == "how":
                start = v - 2
            found[start] = v
            subject = v + 1 if ts[v + 1].tag != "not" else v + 2
            taken.update(range(subject + 1, _after_subject(ts, subject) + 1))
            continue
        if p < 0 or ts[p].tag in ("conj", "sub", "comp", "lets"):
            if (
                token.tag == "verb"
                and "base" in token.form
                and not (p >= 0 and ts[p].tag == "conj" and _same_subject(ts, p))
            ):
                found[p + 1] = v
            elif p < 0 or ts[p].tag == "sub":
                found[p + 1] = v
            continue
        long_subject = _cleft(ts, v)
        if long_subject >= 0:
            found[long_subject] = v
            continue
        s = _subject_start(ts, p)
        if s >= 0:
            found[s] = v
        elif token.tag == "verb" and "base" in token.form and ts[p].tag not in among("to wh verb inf pron"):
            found.setdefault(p + 1, v)
        elif (
            token.tag == "verb"
            and token.form == frozenset({"base"})
            and ts[p].tag == "pron"
            and not (p and ts[p - 1].base in lx.CAUSATIVES)
        ):
            found.setdefault(p + 1, v)
    for i, token in enumerate(ts):
        follows = ts[i + 1].w if i + 1 < len(ts) else ""
        if (
            token.w in ("what", "how")
            and (follows in ("if", "about") and i + 2 < len(ts))
            and (not i or ts[i - 1].base not in ("know", "wonder", "ask"))
        ):
            found[i] = i
        if (
            token.w in ("what", "who")
            and i + 1 < len(ts)
            and (follows == "else" or (i + 1 < len(ts) and ts[i + 1].tag in ("aux", "verb")))
        ):
            wondered = i and (
                ts[i - 1].tag in ("prep", "noun", "name")
                or ts[i - 1].base in lx.COMPLEMENT_VERBS | among("tell matter see do be")
                or ts[i - 1].w in among("me us not n't is the one people someone somebody that's it's")
            )
            if not wondered:
                found.setdefault(i, i + 1)
        if token.tag == "lets" or (
            token.w in ("thank", "thanks") and i + 1 < len(ts) and ts[i + 1].w in ("you", "for", "so", "a")
        ):
            found[i] = i
        if token.w == "sorry" and (i == 0 or ts[i - 1].tag in ("noun", "conj", "pron")) and i + 1 < len(ts):
            found.setdefault(i, i)
    return found


def _cleft(ts: list[Token], v: int) -> int:
    """Where "the thing that really got me" or "what i need" before "is" starts; -1 if there is none."""
    if (
        v
        and ts[v - 1].tag == "nom"
        and ts[v - 1].w != "it"
        or ts[v].w not in among("is was makes made hurts bothers isn't")
    ):
        return -1
    for k in range(v - 2, max(-1, v - 12), -1):
        if ts[k].tag in ("conj", "sub"):
            return -1
        head = (
            ts[k].w in among("thing part problem reason way all one truth first")
            and k + 1 < v
            and (ts[k + 1].tag == "nom" or ts[k + 1].w in ("that", "which"))
        )
        start = k
        if head and start and ts[start - 1].tag in ("det", "adj", "num", "adv"):
            start -= 1
            while (
                start
                and ts[start - 1].tag in ("det", "adj")
                or (start and ts[start - 1].w in ("only", "other", "hardest", "worst"))
            ):
                start -= 1
        free = (ts[k].w == "what" and ts[k + 1].tag in ("nom", "adv", "verb")) or head
        if free:
            before = ts[start - 1] if start else None
            ok = (
                before is None
                or before.tag in ("conj", "sub", "comp")
                or (before.tag not in ("prep", "verb", "inf", "ing") and not before.base)
            )
            return start if ok else -1
    return -1


def _inverts(ts: list[Token], v: int) -> bool:
    k = v + 1
    if ts[k].tag == "not" and k + 1 < len(ts):
        k += 1
    subject = (
        ts[k].tag in ("nom", "name")
        or ts[k].w in among("you it that this anyone anybody everything")
        or (
            ts[k].tag in ("det", "poss")
            and ts[v].w in among("is was are were do does did will can")
            and v
            and ts[v - 1].tag == "wh"
        )
    )
    if not subject:
        return False
    after = next_index(ts, k)
    if ts[v].w in ("do", "does", "did") and (
        after >= len(ts) or "base" not in ts[after].form and ts[after].w not in ("have", "do", "be")
    ):
        return False
    q = v - 1
    while q >= 0 and ts[q].tag == "adv":
        q -= 1
    if q >= 0 and ts[q].tag in ("nom", "aux", "cont", "name") and ts[q].w not in ("that",):
        return False
    before = ts[v - 1] if v else None
    if ts[v].w in among("have had has do did") and (
        before is not None and before.tag in ("to", "not", "noun") and before.w not in ("seriously",)
    ):
        after = next_index(ts, k)
        return (
            before.tag == "noun"
            and after < len(ts)
            and ts[v].w in ("did", "do", "have")
            and ts[after].tag in ("verb", "inf", "part")
            and before.w not in ("what",)
        )
    if (
        ts[v].w in ("is", "was", "are", "were")
        and ts[k].tag == "nom"
        and before is not None
        and before.tag in ("noun", "pron")
        and ts[k].w in ("that", "this", "it")
    ):
        return False
    after = next_index(ts, k)
    if ts[k].tag in ("det", "poss"):
        return True
    if ts[v].w in ("is", "was") and before is not None and before.tag == "noun":
        return False
    return after < len(ts) and ts[after].tag in among(
        "verb inf part ing adj noun adv prep det aux not num poss conj to"
    )


def _after_subject(ts: list[Token], s: int) -> int:
    """The main verb of an inverted question, so that it is not counted again."""
    k = s
    for k in range(s + 1, min(len(ts), s + 6)):
        if ts[k].tag in ("verb", "inf", "ing", "part") or ts[k].w in ("have", "do", "be"):
            return k
    return s


def _same_subject(ts: list[Token], p: int) -> bool:
    """Whether "and <verb>" continues the verb phrase before it rather than commanding."""
    for k in range(p - 1, max(-1, p - 20), -1):
        if ts[k].tag in among("verb inf aux cont part ing"):
            return True
    return False


def _subject_start(ts: list[Token], p: int) -> int:
    """Where the noun phrase ending at p starts; -1 if p ends no subject."""
    token = ts[p]
    if token.tag == "nom":
        return _joined(ts, p)
    if token.tag == "wh" or token.tag not in among("name noun num pron adj ing"):
        return -1
    if token.tag in ("pron", "adj", "ing"):
        return -1 if token.w not in ("mine", "yours") else p
    return _joined(ts, _noun_phrase(ts, p))


def _noun_phrase(ts: list[Token], p: int) -> int:
    s = p
    while s > 0 and ts[s - 1].tag in _NP:
        if ts[s].tag == "name" and ts[s - 1].tag == "noun":
            break
        if (
            ts[s].w in lx.OTHER_SUBJECTS - {"one", "people", "both"}
            or ts[s].w in ("a", "an", "the")
            or ts[s].tag == "poss"
            and ts[s - 1].tag != "det"
        ):
            if not (ts[s].tag == "poss" and ts[s].w.endswith("'s")):
                break
        s -= 1
    if s >= 2 and ts[s - 1].w == "of" and ts[s - 2].tag in ("noun", "num", "det"):
        return _noun_phrase(ts, s - 2)
    return s


def _joined(ts: list[Token], s: int) -> int:
    """Include "my mom and" of "my mom and i", where nothing before can have taken "my mom" as its object."""
    if s < 2 or ts[s - 1].w != "and" or ts[s - 2].tag not in ("nom", "pron", "name", "noun"):
        return s
    left = _noun_phrase(ts, s - 2) if ts[s - 2].tag == "noun" else s - 2
    after_link = left > 0 and (
        ts[left - 1].tag in ("sub", "comp")
        or (ts[left - 1].tag == "conj" and (left < 2 or ts[left - 2].tag not in ("noun", "num", "ing")))
    )
    free = left == 0 or after_link or ts[left].pause > PAUSE_SECONDS
    return left if free else s


def _opening(ts: list[Token], s: int) -> int:
    """Move left from a nucleus over its connectors and a time phrase before it."""
    k = s
    moved = True
    while moved and k > 0:
        moved = False
        before = ts[k - 1]
        if before.tag in _CONNECTORS or (
            before.tag == "adv"
            and before.w
            in lx.PRE_VERB | among("maybe sometimes yesterday today tonight then first second now tomorrow")
            and before.w
            not in among(
                "not n't too so together soon late early all both just again once really already quickly", "slowly"
            )
            and (k < 2 or ts[k - 2].tag in _CONNECTORS | {"comp"} or k - 1 == 0)
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
        if s == 0 or ts[s - 1].tag in _CONNECTORS or ts[s].pause > PAUSE_SECONDS or ts[s].stop:
            return s
        if first == "every" and ts[k - 1].w == "time":
            return s
    return k


def _embedding(ts: list[Token], s: int, opening: int) -> float:
    """How well a new clause may start at `opening` for the nucleus at s: above 0 favours a cut."""
    if opening == 0:
        return 0.0
    prev, first = ts[opening - 1], ts[opening]
    if first.tag in _CONNECTORS and opening < s:
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
        and ts[opening - 2].base in among("tell promise show remind ask convince teach assure warn")
    ):
        return -2.0 if ts[opening - 2].base != "ask" and ts[opening - 2].base != "show" else -0.5
    if prev.tag in ("noun", "name") and _told(ts, opening):
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
    "borrow buy make give say want take sign send write cook wear need break lose get bring choose spend leave book promise plan mention share steal hide show see build paint use bake order pick".split()
)


def _object_gap(ts: list[Token], s: int) -> bool:
    """Whether the nucleus at s lacks the object its verb wants: "the money you borrowed"."""
    for k in range(s + 1, min(len(ts), s + 6)):
        if ts[k].tag in ("verb", "inf", "part") and ts[k].base in _TAKES_OBJECT:
            return (
                k + 1 >= len(ts)
                or ts[k + 1].tag in ("conj", "sub", "aux")
                or (ts[k + 1].tag == "prep" and ts[k + 1].w in ("from", "for", "at", "on"))
            )
        if ts[k].tag in among("noun pron det poss prep conj sub"):
            return False
    return False


def _told(ts: list[Token], i: int) -> bool:
    """Whether "told your parents", "promised the kids" stands before i and still lacks what was told."""
    k = i - 1
    while k >= 0 and i - k <= 4 and ts[k].tag in _NP:
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
    if head.w == "time" and before is not None and before.w in among("every each last first next any"):
        return -3.0 if before.w in ("every", "each") or ts[s].w in ("i", "you", "we") else 1.5
    if s + 2 < len(ts) and ts[s].w == "i" and ts[s + 1].w in ("want", "need") and ts[s + 2].w in ("to", "you", "us"):
        return 1.2
    if head.w in among("way thing things everything anything reason moment all stuff nothing"):
        if before is not None and before.w == "one":
            return 1.0
        if (
            before is not None
            and before.tag in ("det", "poss", "num", "adj")
            or head.w in ("everything", "all", "anything")
        ):
            return -1.6 if not (head.w == "all" and before is not None and before.w == "at") else 2.0
        return -0.5
    if before is not None and before.w == "the" and _main_follows(ts, s):
        return -1.5
    return 1.6


def segment(ts: list[Token]) -> list[Clause]:
    """Cut the turn into clauses along the best-scoring path."""
    if not ts:
        return []
    n = len(ts)
    found = nuclei(ts)
    starts: dict[int, float] = {0: 0.0}
    owners: dict[int, int] = {}
    for s in sorted(found):
        opening = _opening(ts, s)
        while opening > 0 and any(opening <= v < s for q, v in found.items() if q < s and q != s):
            opening += 1
        score = _embedding(ts, s, opening)
        if score > starts.get(opening, -99.0) or opening not in starts:
            starts[opening] = score
        owners[opening] = s
    for i in range(1, n):
        if ts[i].stop:
            starts[i] = starts.get(i, 0.0) + 12.0
        elif ts[i].pause >= PAUSE_SECONDS:
            starts[i] = starts.get(i, -2.6) + min(ts[i].pause, 1.0) * 3.0
    cuts = sorted(starts)
    best: dict[int, tuple[float, int]] = {0: (0.0, -1)}
    ends = [*cuts[1:], n]
    for end in ends:
        for start in reversed(cuts):
            if start >= end or start not in best:
                continue
            if end - start > LONGEST and start != cuts[max(0, cuts.index(start))]:
                break
            score = best[start][0] + starts[start] + _clause_score(ts, start, end, found, starts)
            if end not in best or score > best[end][0]:
                best[end] = (score, start)
            if end - start > LONGEST * 2:
                break
    path = []
    end = n
    while end > 0:
        start = best[end][1]
        path.append((start, end))
        end = start
    return [_make(ts[a:b], found, a) for a, b in reversed(path)]


def _clause_score(ts: list[Token], a: int, b: int, found: dict[int, int], starts: dict[int, float]) -> float:
    inside = [s for s in found if a <= s < b]
    score = 0.0
    if not inside:
        score -= 2.5 if b - a > 1 else 3.0
    last = ts[b - 1]
    asked = b - a > 1 and ts[b - 2].tag == "aux" and last.tag == "nom"
    if (
        not asked
        and last.tag in _DANGLING_TAGS
        and last.w
        not in among("do did was were have that is am are not all can will no n't some mine any has had could")
    ):
        score -= 4.0
    if (
        b < len(ts)
        and last.base in _NEEDS_OBJECT
        and last.tag in ("verb", "inf")
        and not any(t.tag == "wh" for t in ts[a:b])
    ):
        score -= 1.5
    if ts[a].tag == "sub" and not inside:
        score -= 2.0
    if b - a > LONGEST:
        score -= (b - a - LONGEST) * 0.5
    for k in range(a + 1, b):
        if ts[k].stop:
            score -= 12.0
    return score


def _make(ts: list[Token], found: dict[int, int], offset: int) -> Clause:
    """Split the connector off and point at the subject and verb."""
    pause = max(ts[0].pause, 1.0 if ts[0].stop else 0.0)
    link: list[str] = []
    k = 0
    while k < len(ts) - 1:
        w = ts[k].w
        if offset + k in found and ts[k].tag == "sub":
            break
        if w == "like" and ts[k + 1].tag == "sub":
            link.append(w)
            k += 1
        elif ts[k].tag in _CONNECTORS or (ts[k].tag == "adv" and w in ("then", "so", "anyway") and not k):
            link.append(w)
            k += 1
        elif w == "so" or (w == "that" and link and link[-1] == "so"):
            link.append(w)
            k += 1
        elif (
            w in among("every each next last first the")
            and ts[k + 1].w in (("moment", "minute", "second") if w == "the" else ("time",))
            and k + 2 < len(ts)
            and ts[k + 2].tag in among("nom poss det name that cont noun")
        ):
            link.append(f"{w} {ts[k + 1].w}")
            k += 2
        elif w == "even" and ts[k + 1].w in ("if", "though", "when"):
            link.append("even")
            k += 1
        else:
            break
    rest = ts[k:]
    starts = sorted(s - offset - k for s in found if offset + k <= s < offset + len(ts))
    subject = starts[0] if starts else -1
    verb = found[subject + offset + k] - offset - k if starts else -1
    if verb >= len(rest):
        subject = verb = -1
    return Clause(rest, tuple(link), subject, verb, pause)
