"""Tokens -> clauses: the best path through a lattice of possible clause starts.

Word times give the best evidence there is (people pause between clauses); without them grammar decides alone.
"""

from dataclasses import dataclass, field

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection.attachment import CONNECTORS, attachment, opening_of
from voicerepair.core.reflection.nuclei import NOUN_PHRASE, PAUSE_SECONDS, nuclei
from voicerepair.core.reflection.tokens import Token, among

LONGEST = 34
"""Words in one clause, at most."""
_DANGLING_TAGS = frozenset(among("prep0 det poss aux to sub conj comp not nom"))
_ANNOUNCING = among("first second secondly third thirdly also then so like at least maybe just well")
_NEEDS_OBJECT = frozenset("want need make let get put take tell give see have do mean".split())


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
        if k >= len(ts) or (self.subject < self.verb and ts[self.subject].tag != "wh"):
            return None
        if ts[k].tag in ("nom", "name") or ts[k].w in among("you it that this we anyone everything"):
            return k, k + 1
        if ts[k].tag in ("det", "poss"):
            end = k + 1
            while end < len(ts) and ts[end].tag in NOUN_PHRASE:
                end += 1
            return k, end
        return None


def segment(ts: list[Token]) -> list[Clause]:
    """Cut the turn into clauses along the best-scoring path."""
    if not ts:
        return []
    n = len(ts)
    found = nuclei(ts)
    starts: dict[int, float] = {0: 0.0}
    owners: dict[int, int] = {}
    for s in sorted(found):
        opening = opening_of(ts, s)
        while opening > 0 and any(opening <= v < s for q, v in found.items() if q < s and q != s):
            opening += 1
        score = attachment(ts, s, opening)
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
        if (
            (w == "like" and ts[k + 1].tag == "sub")
            or ts[k].tag in CONNECTORS
            or (ts[k].tag == "adv" and w in ("then", "so", "anyway") and not k)
            or w == "so"
            or (w == "that" and link and link[-1] == "so")
        ):
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
    rest = _whole(ts[k:])
    starts = sorted(s - offset - k for s in found if offset + k <= s < offset + len(ts))
    subject = starts[0] if starts else -1
    verb = found[subject + offset + k] - offset - k if starts else -1
    if verb >= len(rest):
        subject = verb = -1
    return Clause(rest, tuple(link), subject, verb, pause)


def _whole(ts: list[Token]) -> list[Token]:
    """Without what only announces more: "... because in my house", "... and second", "... or at least"."""
    for k in range(len(ts) - 1, 1, -1):
        if ts[k].tag in among("nom verb aux quote") and ts[k].w not in _ANNOUNCING:
            break
        if ts[k].w == "because" and k + 1 < len(ts) and ts[k + 1].tag == "prep" and ts[k + 1].w != "of":
            return _whole(ts[:k])
        if ts[k].w in among("and or but so") and all(t.w in _ANNOUNCING for t in ts[k + 1 :]):
            return _whole(ts[:k])
    return ts
