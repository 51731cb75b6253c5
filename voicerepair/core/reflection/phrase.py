"""One clause -> the words that report it: statements turned round, questions and commands made indirect."""

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection import verbs
from voicerepair.core.reflection.person import Cast, join, turn
from voicerepair.core.reflection.segment import Clause
from voicerepair.core.reflection.tokens import Token, among

_GIVING = frozenset("give tell show promise send buy teach owe bring ask cost make".split())
_POLITE = frozenset(among("please just maybe kindly also so"))


def phrase(clause: Clause, cast: Cast, *, past: bool, named: bool = False) -> str:
    """The clause as the app says it, without its link, no capital and no full stop."""
    ts = _trimmed(clause)
    generic = "generic" in clause.labels
    other = cast.other
    labels = clause.labels
    if "request" in labels:
        return _request(clause, cast)
    if "lets" in labels:
        rest = turn(_without_polite(ts[clause.subject + 1 :]), cast)
        return join(["you'd", "like", "the", "two", "of", "you", "to", *_once_both(rest)])
    if "suggest" in labels:
        return _suggest(clause, cast, past)
    if "thanking" in labels:
        thanked = ts[clause.subject + 1 :]
        if thanked and thanked[0].w == "you":
            thanked = thanked[1:]
        return join(["you", "thank", *other.split(), *turn(thanked, cast)])
    if "sorry" in labels:
        return join(["you're", *turn(ts, cast, past=past)])
    if "question" in labels:
        return _question(clause, cast, past)
    if "elided" in labels:
        return join(["you", *turn(ts, cast, past=past)])
    if "imperative" in labels:
        return _imperative(clause, cast)
    return join(turn(_listed(ts), cast, generic=generic, past=past, named=named))


def _listed(ts: list[Token]) -> list[Token]:
    """Put commas into a bare list: "no phones no kids no work"."""
    spots = [
        i
        for i in range(2, len(ts))
        if ts[i].w in ("the", "no")
        and ts[i].tag == "det"
        and ts[i - 1].tag in ("noun", "pron")
        and not any(t.base in _GIVING for t in ts[max(0, i - 4) : i])
    ]
    if len(spots) < 2:
        spots = []
    spots += [
        i
        for i in range(2, len(ts) - 1)
        if ts[i].w == "not"
        and ts[i - 1].tag in ("noun", "pron", "adv")
        and ts[i - 1].w not in lx.PRE_VERB
        and (ts[i + 1].tag in among("det poss pron name noun") or ts[i + 1].w == "even")
    ]
    if not spots:
        return ts
    return [x for k, t in enumerate(ts) for x in ((Token(",", tag="comma", literal=True), t) if k in spots else (t,))]


def _trimmed(clause: Clause) -> list[Token]:
    ts = clause.tokens
    return ts[:-1] if len(ts) > 2 and ts[-1].w == "please" else ts


def _without_polite(ts: list[Token]) -> list[Token]:
    out = list(ts)
    while len(out) > 1 and out[0].w in _POLITE:
        out.pop(0)
    if len(out) > 1 and out[-1].w in ("please", "okay"):
        out.pop()
    return out


def _once_both(words: list[str]) -> list[str]:
    """After "the two of you", a second one is "you"."""
    text = " ".join(words).replace("the two of you", "you")
    return text.split()


def _request(clause: Clause, cast: Cast) -> str:
    span = clause.subject_of_question()
    if span is None:
        return join(turn(clause.tokens, cast))
    ts = clause.tokens
    who, rest = ts[span[0]].w, _without_polite(ts[span[1] :])
    willing = " ".join(t.w for t in rest[:3]) in ("be willing to", "be able to", "be open to")
    if willing and len(rest) > 3 and "base" in rest[3].form:
        rest = rest[3:]
    negated = any(t.w in ("n't", "not") for t in ts[clause.verb + 1 : span[0]])
    lead = _turned_lead(clause, cast)
    if who == "i":
        return join([*lead, "you'd", "like", "to", *turn(rest, cast)])
    if who == "we":
        return join(
            [
                *lead,
                "you'd",
                "like",
                "the",
                "two",
                "of",
                "you",
                *(["not"] if negated else []),
                "to",
                *_once_both(turn(rest, cast)),
            ]
        )
    if negated:
        return join([*lead, "you're", "asking", *cast.other.split(), "to", *turn(rest, cast, named=True)])
    if rest and rest[0].w == "not":
        return join([*lead, "you're", "asking", *cast.other.split(), "not", "to", *turn(rest[1:], cast, named=True)])
    return join([*lead, "you're", "asking", *cast.other.split(), "to", *turn(rest, cast, named=True)])


def _turned_lead(clause: Clause, cast: Cast) -> list[str]:
    lead = [t for t in clause.tokens[: clause.subject] if t.w not in _POLITE and t.tag not in ("not", "noun")]
    return turn(lead, cast)


def _imperative(clause: Clause, cast: Cast) -> str:
    ts = _without_polite(clause.tokens[clause.verb :])
    ts = _without_polite(ts)
    lead = [t for t in clause.tokens[: clause.verb] if t.w not in _POLITE]
    head = [*turn(lead, cast), "you'd", "like", *cast.other.split()]
    if ts and ts[0].w in ("do",) and len(ts) > 1 and ts[1].w in ("n't", "not"):
        return join([*head, "not", "to", *turn([t for t in ts[2:] if t.w not in ("just", "ever")], cast, named=True)])
    if ts and ts[0].w == "never":
        return join([*head, "never", "to", *turn(ts[1:], cast, named=True)])
    return join([*head, "to", *turn(ts, cast, named=True)])


def _suggest(clause: Clause, cast: Cast, past: bool) -> str:
    rest = clause.tokens[clause.subject + 2 :]
    if rest and rest[0].w == "we":
        body = [t for t in rest[1:] if t.w not in ("just",)]
        if body and body[0].tag in ("verb", "inf", "aux") and "past" not in body[0].form:
            return join(["you'd", "like", "the", "two", "of", "you", "to", *_once_both(turn(body, cast))])
        if body and body[0].base:
            return join(
                ["you'd", "like", "the", "two", "of", "you", "to", body[0].base, *_once_both(turn(body[1:], cast))]
            )
    if rest and rest[0].w in ("i", "you"):
        return (
            join(["you", "wonder", "about", *turn(rest[1:], cast, past=past)])
            if len(rest) > 1 and rest[1].tag == "ing"
            else join(["you", "wonder", "what", "if", *turn(rest, cast, past=past)])
        )
    return join(["you", "suggest", *turn(rest, cast, past=past)])


def _question(clause: Clause, cast: Cast, past: bool) -> str:
    ts = clause.tokens
    span = clause.subject_of_question()
    lead = [t for t in ts[: clause.subject] if t.w not in _POLITE]
    if span is None:
        return join([*turn(lead, cast), "you're", "asking", *turn(ts[clause.subject :], cast, past=past)])
    wh = ts[clause.subject : clause.verb]
    subject = ts[span[0] : span[1]]
    aux = ts[clause.verb]
    negated = any(t.w in ("n't", "not") for t in ts[clause.verb + 1 : span[0]])
    rest = list(ts[span[1] :])
    if wh and wh[0].w == "why" and negated and subject[0].w == "we":
        return join(
            [*turn(lead, cast), "you'd", "like", "the", "two", "of", "you", "to", *_once_both(turn(rest, cast))]
        )
    opener = turn(wh, cast) if wh else ["whether"]
    if wh and wh[0].w == "how" and len(wh) > 1 and wh[1].w == "come":
        opener = ["why"]
    fronted = bool({"not", "never", "only"} & {t.w for t in lead}) and not wh
    asked = [] if fronted else [*turn(lead, cast), "you're", "asking", *opener]
    if fronted:
        subject = [*subject, *lead]
    plain: list[Token] = list(subject)
    if aux.w in ("do", "does", "did") and any(t.tag in ("verb", "inf", "aux") for t in rest[:5]):
        at = next(k for k, t in enumerate(rest) if t.tag in ("verb", "inf", "aux"))
        verb = rest[at]
        if negated and wh:
            plain += [Token(aux.w, tag="aux"), Token("n't", tag="not"), *rest]
        elif aux.w == "did":
            base = verb.base or verb.w
            plain += [
                *rest[:at],
                Token(verbs.past(base), tag="verb", base=base, form=frozenset({"past"})),
                *rest[at + 1 :],
            ]
        else:
            third = aux.w == "does"
            word = verbs.third(verb.w) if third else verb.w
            plain += [
                *rest[:at],
                Token(word, tag="verb", base=verb.base or verb.w, form=frozenset({"s" if third else "base"})),
                *rest[at + 1 :],
            ]
    else:
        plain += [aux, *([Token("n't", tag="not")] if negated and wh else []), *rest]
    for token in plain[: span[1] - span[0]]:
        if token.w == "you":
            token.tag = "nom"
    return join([*asked, *turn(plain, cast, past=past)])


def words_in(text: str) -> int:
    """Words as they are counted for the length of a draft."""
    return len(text.split())
