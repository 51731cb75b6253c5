"""Irony: praise that opens with "oh great", "wow thanks" is not repeated; what it is about is."""

from dataclasses import replace

from voicerepair.core.reflection.segment import Clause
from voicerepair.core.reflection.tokens import Token

_OPENERS = tuple(
    tuple(o.split())
    for o in """oh great|oh wow|oh sure|oh good|oh perfect|oh nice|oh wonderful|oh fantastic|oh lovely|oh yeah
    |oh brilliant|oh of course
    |oh right|wow|great|sure because|yeah because|right because|yeah right|nice|perfect|wonderful|fantastic
    |brilliant|lovely
    |good for you|must be nice|congratulations|bravo|oh i am so sorry|oh im so sorry|oh im sorry|well done|good job
    |nice job|great job|thanks for nothing
    |thanks so much for|thanks a lot for|of course because|cool|awesome|oh thanks|oh thank you|how nice|how lovely
    |oh awesome|oh cool
    |oh because|yeah sure|well thanks|yeah well thanks|gee thanks|gee|big surprise|what a surprise|oh what a""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)
_SINCERE = frozenset("appreciate proud grateful meant lucky impressed beautiful happy glad love".split())
_PRAISE = frozenset(
    """love loved patient kind great wonderful perfect thoughtful helpful nice generous amazing fun thrilled
    happy fantastic
    enjoyed brilliant relaxing easy saint genius hero best mature lovely supportive considerate delighted sweet
    romantic""".split()
)
_SKIPPED = frozenset("so well okay yeah um uh look and like honestly".split())
_DROP_FIRST = frozenset(
    """oh wow great yeah sure nice perfect wonderful fantastic brilliant lovely good right so because of course
    cool awesome
    congratulations bravo well done job i guess gee""".split()
) - {"i", "guess"}


def is_ironic(words: list[str]) -> bool:
    """Whether the opening marks the turn as ironic and nothing in it sounds sincerely grateful."""
    ws = list(words)
    for strip in range(min(3, len(ws))):
        rest = ws[strip:]
        if strip and ws[strip - 1] not in _SKIPPED:
            return False
        opener = next((o for o in _OPENERS if tuple(rest[: len(o)]) == o), None)
        if opener is None:
            continue
        sincere = bool(_SINCERE & set(ws)) and opener[0] not in ("oh", "sure", "yeah", "right")
        if opener in (("great",), ("nice",), ("perfect",), ("cool",), ("awesome",), ("lovely",), ("wow",)):
            praised = len(set(ws) & _PRAISE) > (opener[0] in _PRAISE) or {"so", "thanks", "again", "another"} & set(
                ws[1:4]
            )
            return bool(praised) and (not sincere or "really loved" in " ".join(ws))
        return not sincere or opener[:1] in (("oh",), ("sure",), ("yeah",))
    return False


def plainly(clauses: list[Clause]) -> list[Clause]:
    """The ironic turn without its praise, opened by "it sounds like"; what cannot be said plainly is left as it is."""
    out: list[Clause] = []
    for clause in clauses:
        ts = list(clause.tokens)
        if not out:
            while len(ts) > 1 and ts[0].w in _DROP_FIRST and not (ts[0].w == "so" and len(out)):
                ts.pop(0)
        ws = [t.w for t in ts]
        if "thanking" in clause.labels or ws[:1] in (["thanks"], ["thank"]):
            at = ws.index("for") if "for" in ws else -1
            if at >= 0 and at + 1 < len(ts):
                out.append(_upset(clause, ts[at + 1 :], "about"))
            continue
        cut = ws.index("like") if "like" in ws[1:] and _PRAISE & set(ws[: ws.index("like")]) else -1
        if cut > 0 and cut + 1 < len(ts):
            out.append(_upset(clause, ts[cut + 1 :], "about"))
            continue
        if _PRAISE & set(ws) or (len(ws) < 3 and not clause.sub and not out):
            continue
        plain = replace(
            clause,
            tokens=ts,
            subject=0 if clause.subject >= 0 else -1,
            verb=clause.verb - (len(clause.tokens) - len(ts)) if clause.verb >= 0 else -1,
        )
        needless = next((k for k in range(1, len(ws)) if ws[k : k + 2] == ["just", "what"]), len(ws))
        if not out and not clause.sub and (plain.subject < 0 or needless < len(ws)) and needless > 1:
            out.append(_upset(clause, ts[:needless], "about"))
            continue
        if not out and not clause.sub and ws[:1] in (["i"], ["it's"]):
            plain.tokens = [
                _word("it", "nom"),
                _word("sounds", "fixed"),
                _word("like", "prep"),
                _word("you", "fixed"),
                _word("feel", "fixed"),
                *ts,
            ]
            plain.labels = (clause.labels - {"question", "imperative"}) | {"feeling"}
        elif not out and not clause.sub and ws[:1] == ["you"] and plain.verb > 0:
            opening = [_word(w, "fixed") for w in "it sounds like you're upset that".split()]
            plain.tokens = [*opening, *ts]
            plain.labels = {"feeling"}
        elif clause.subject >= 0 and plain.verb < 0:
            plain.subject = plain.verb = -1
        out.append(plain)
    for index, clause in enumerate(out):
        clause.index = index
    if out and out[0].sub and len(out) == 1:
        out[0] = _upset(out[0], out[0].tokens, " ".join(out[0].link))
    if out:
        return out
    for clause in clauses:
        start = next((k for k, t in enumerate(clause.tokens) if t.tag == "ing"), -1)
        if 0 <= start < clause.verb and all(t.w in _DROP_FIRST for t in clause.tokens[:start]):
            return [_upset(clause, clause.tokens[start : clause.verb], "about", by_partner=False)]
    return []


def _word(w: str, tag: str) -> Token:
    return Token(w, tag=tag, literal=tag == "fixed")


def _upset(clause: Clause, rest: list[Token], about: str, *, by_partner: bool = True) -> Clause:
    opening = [
        *(_word(w, "fixed") for w in "it sounds like you're upset".split()),
        *(_word(w, "prep") for w in about.split()),
    ]
    trailing = next(
        (k for k in range(1, len(rest) - 1) if rest[k].w in ("what", "such") and rest[k + 1].w in ("a", "an")),
        len(rest),
    )
    rest = rest[:trailing]
    if len(rest) > 3 and rest[-2].w in ("really", "so", "very") and rest[-1].tag in ("adj", "noun", "adv"):
        rest = rest[:-2]  # the praise that stands behind: "... really classy"
    ing = any(t.tag == "ing" for t in rest[:2]) and by_partner
    doer = [_word("you", "pron")] if ing else []
    return Clause([*opening, *doer, *rest], (), -1, -1, clause.pause, {"feeling"}, clause.index)
