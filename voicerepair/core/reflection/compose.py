"""Clauses -> units (a main clause and what hangs on it) -> those worth saying within the budget."""

from collections import Counter
from dataclasses import dataclass, field

from voicerepair.core.reflection.phrase import words_in
from voicerepair.core.reflection.segment import Clause
from voicerepair.core.reflection.tokens import among

_FRONTABLE = frozenset(
    {
        "when",
        "whenever",
        "if",
        "every time",
        "next time",
        "last time",
        "first time",
        "the moment",
        "the minute",
        "the second",
        "after",
        "since",
        "while",
        "once",
        "although",
        "though",
        "until",
        "before",
    }
)
_WHENS = frozenset("day night morning week weekend month year yesterday time evening tonight summer now today".split())
_ELLIPTIC = frozenset("have had would could should might must will can may".split())
_VALUE = {
    "feeling": 5.0, "need": 5.5, "request": 5.5, "imperative": 5.5, "lets": 5.0, "suggest": 5.0, "apology": 4.5,
    "sorry": 4.5,
    "commitment": 5.0, "thanks": 4.0, "thanking": 4.0, "disagreement": 4.0, "question": 4.0, "trigger": 3.5,
    "reason": 1.75,
    "contrast": 3.5, "strong": 2.5, "bond": 1.5, "concession": -1.5, "elided": 3.0,
}  # fmt: skip


UNIT_COST = 0.5
"""What one more sentence costs the listener, in the units of `worth`."""


@dataclass(slots=True)
class Unit:
    """A main clause with its fronted (`lead`) and following (`trail`) subordinate clauses."""

    main: Clause
    lead: list[Clause] = field(default_factory=list)
    trail: list[Clause] = field(default_factory=list)

    @property
    def clauses(self) -> list[Clause]:
        return [*self.lead, self.main, *self.trail]


@dataclass(slots=True)
class Choice:
    """A way to say a unit, and what it is worth."""

    unit: Unit
    clauses: tuple[int, ...]
    words: int
    value: float


def group(clauses: list[Clause]) -> list[Unit]:
    """Attach each subordinate clause to its main clause, before or after it."""
    units: list[Unit] = []
    pending: list[Clause] = []
    for i, clause in enumerate(clauses):
        following = clauses[i + 1] if i + 1 < len(clauses) else None
        if clause.sub:
            if _leads(clause, units, following, clauses[i + 2] if i + 2 < len(clauses) else None, bool(pending)):
                pending.append(clause)
            elif units:
                units[-1].trail.append(clause)
            else:
                pending.append(clause)
        elif (
            (is_setting(clause) and following is not None and not following.link)
            or (
                clause.subject < 0
                and following is not None
                and clause.tokens[-1].w in _WHENS
                and len(clause.tokens) < 6
            )
            or (
                pending
                and clause.link
                and clause.link[0] in ("and", "or")
                and _main_ahead(clauses, i)
                and "i" not in clause.words[:2]
            )
        ):
            pending.append(clause)
        else:
            units.append(Unit(clause, pending))
            pending = []
    if pending:
        if units:
            units[-1].trail.extend(pending)
        else:
            units.append(Unit(pending[0], [], pending[1:]))
    return units


def is_setting(clause: Clause) -> bool:
    """Whether a clause only says when: "last month when my dad was ill" waits for what happened then."""
    words = clause.words
    at = next((k for k, w in enumerate(words) if k and w in ("when", "while", "whenever")), 0)
    return 0 < at < clause.subject and not any(t.tag in ("verb", "aux", "nom", "wh") for t in clause.tokens[:at])


def _main_ahead(clauses: list[Clause], i: int) -> bool:
    for clause in clauses[i + 1 : i + 3]:
        if not clause.link:
            return True
        if clause.sub:
            return False
    return False


def _leads(clause: Clause, units: list[Unit], following: Clause | None, second: Clause | None, pending: bool) -> bool:
    if clause.sub not in _FRONTABLE or following is None:
        return False
    if not units:
        return True
    if following.link and following.link[0] not in ("and", "or", "then") and not following.sub:
        return False
    if clause.link and clause.link[0] in ("and", "but", "so", "like") and clause.link[0] != clause.sub:
        if following.sub or following.link:
            return bool(second is not None and not second.link and following.link[:1] in (("and",), ("or",)))
        return True
    if following.link:
        return False
    if pending:
        return True
    main = units[-1].main
    if clause.pause and following.pause and abs(clause.pause - following.pause) > 0.1:
        return clause.pause > following.pause
    if clause.sub not in ("when", "whenever", "if", "every time", "next time", "last time", "after"):
        return False
    has_own = bool(units[-1].trail) or bool(main.labels & {"empty"})
    return (has_own and not main.labels & {"feeling", "need"}) or (
        clause.sub in ("every time", "whenever")
        and bool(following.labels & {"feeling"})
        and not main.labels & {"feeling"}
    )


def choices(unit: Unit, said: dict[int, str], total: int, salient: Counter[str]) -> list[Choice]:
    """The ways to say a unit: whole, without what trails, without what leads, the main clause alone."""
    sets = {tuple(c.index for c in unit.clauses)}
    lead = [c.index for c in unit.lead]
    for keep in range(len(unit.trail) + 1):
        sets.add((*lead, unit.main.index, *(c.index for c in unit.trail[:keep])))
        if not _bound(unit):
            sets.add((unit.main.index, *(c.index for c in unit.trail[:keep])))
    by_index = {c.index: c for c in unit.clauses}
    out = []
    for indexes in sets:
        count = sum(words_in(said[i]) + len(" ".join(by_index[i].link).split()) for i in indexes)
        value = sum(worth(by_index[i], total, salient) for i in indexes)
        if _hangs(unit.main, said[unit.main.index]):
            value -= 8.0
        if "feeling" in unit.main.labels and any("trigger" in by_index[i].labels for i in indexes):
            value += 1.5
        out.append(Choice(unit, indexes, count, value))
    return out


def _bound(unit: Unit) -> bool:
    """Whether the main clause means little without what leads it: its condition, or what its "that" points at."""
    return any(c.sub in ("if", "unless") for c in unit.lead) or unit.main.words[0] in ("that", "it", "this")


def _hangs(main: Clause, said: str) -> bool:
    """Whether a main clause is cut off in mid-air: "you should have", "last month" before a lost clause."""
    if main.labels & {"question", "elided", "concession"}:
        return False
    last = said.rstrip(".").rsplit(" ", 1)[-1]
    return (
        last in _ELLIPTIC
        or is_setting(main)
        or (
            main.subject < 0
            and not main.sub
            and bool(main.tokens)
            and main.tokens[-1].w in _WHENS
            and len(main.tokens) < 6
        )
    )


def worth(clause: Clause, total: int, salient: Counter[str] | None = None) -> float:
    """What it is worth to have this clause in the reflection; later needs weigh more.

    `salient` counts the content words of the whole turn: what people come back to is what it is about.
    """
    labels = clause.labels
    if "garbled" in labels:
        return -3.0
    if "empty" in labels:
        return 0.05
    scores = sorted((_VALUE.get(label, 0.0) for label in labels), reverse=True)
    value = 0.4 + (scores[0] + 0.35 * sum(scores[1:]) if scores else 0.0)
    late = clause.index / max(1, total - 1)
    if "thanking" in labels and len(clause.tokens) < 4:
        value -= 2.5
    if labels & among("need request commitment imperative suggest lets"):
        value += 2.0 * late
    content = content_words(clause)
    if any(t.amended for t in clause.tokens):
        value += 8.0
    value += 0.5 * min(6, len(content))
    if salient:
        value += 0.4 * min(3, sum(salient[w] > 1 for w in set(content)))
    if "you" in clause.words[:3] and not labels & {"question", "request", "generic"}:
        value += 0.8
    is_denied = any(w in ("n't", "not", "never", "without") for w in clause.words)
    if is_denied:
        value += 0.5
    if is_denied and "you" in clause.words[:3] and not labels & {"question", "request", "generic", "concession"}:
        value += 1.0  # what somebody did not do is what hurt
    if any((t.base or t.w) in _OCCASIONS for t in clause.tokens):
        value += 1.2
    if any((t.base or t.w) in _KIN for t in clause.tokens):
        value += 0.6
    if any((t.base or t.w) in _TEARS for t in clause.tokens):
        value += 2.5
    if (
        clause.words[0] in among("it that this it's that's they those")
        and not clause.sub
        and not labels & {"contrast", "feeling"}
    ):
        value -= 0.9
    return max(value - (1.5 if len(content) < 2 and not labels & {"feeling", "apology", "sorry"} else 0.0), 0.1)


_OCCASIONS = among(
    """monday tuesday wednesday thursday friday saturday sunday christmas easter thanksgiving birthday anniversary
    wedding funeral party holiday vacation hospital"""
)
_KIN = among(
    "mom mum mother dad father sister brother parent son daughter kid child baby family grandmother grandfather"
)
_TEARS = among("cry sob weep tremble shake panic freeze")

_LIGHT = frozenset(
    """be have do get go come say tell thing make take know like want need feel think start time just let put way see
    look give try keep""".split()
)


def content_words(clause: Clause) -> list[str]:
    """The words that carry a clause, in their base form."""
    return [
        t.base or t.w
        for t in clause.tokens
        if (
            t.tag in among("noun adj verb inf ing part num")
            and (t.base or t.w) not in _LIGHT
            and t.w not in among("something anything everything nothing one")
        )
        or t.tag == "quote"
    ]


def select(units: list[Unit], said: dict[int, str], budget: int) -> list[Choice]:
    """The most valuable units that fit into `budget` words, in spoken order."""
    total = sum(len(u.clauses) for u in units)
    salient = Counter(w for u in units for c in u.clauses for w in set(content_words(c)))
    everything = [max(choices(u, said, total, salient), key=lambda c: len(c.clauses)) for u in units]
    worthy = [
        c
        for c in everything
        if c.unit.main.labels.isdisjoint({"empty", "garbled"}) or len(c.clauses) > 1 or len(units) == 1
    ]
    if sum(c.words + 1 for c in worthy) <= budget + 1:
        return worthy
    table: list[tuple[float, tuple[Choice, ...]]] = [(0.0, ())] * (budget + 1)
    for unit in units:
        fresh = list(table)
        for choice in choices(unit, said, total, salient):
            cost = max(1, choice.words)
            for room in range(cost, budget + 1):
                value = table[room - cost][0] + choice.value - UNIT_COST
                if value > fresh[room][0]:
                    fresh[room] = (value, (*table[room - cost][1], choice))
        table = fresh
    return list(table[budget][1])
