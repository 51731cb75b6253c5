"""What each clause does: feeling, trigger, need, request, question, apology, commitment, thanks, event, concession."""

import itertools

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection import verbs
from voicerepair.core.reflection.segment import Clause
from voicerepair.core.reflection.tokens import among

_ELIDED_I = frozenset("miss love hope wish guess feel appreciate hate want need felt missed loved thought".split())
_STRONG = frozenset(
    """cry cried crying hurt hurts broke broken love hate hated scared lonely sick shame ashamed trust lied lie
    cheated left alone died leave leaving matter matters worth heart afraid terrified jealous sobbed shaking""".split()
)
_EMPTY = frozenset(
    """i do n't know that's it all am is was really get that whatever it yes no yeah okay right see you know so well
    just fine like thing said did have not of course sure then and what why anyway honestly there's even are were
    guess think going to start where how maybe be""".split()
) - {"trust"} | among("it's is wow great sure")
_ANNOUNCING = tuple(
    f" to {verb} {what} " for verb in ("say", "explain", "put") for what in ("this", "it calmly", "it without")
)
"""Only says that something will be said: "i am going to try to say this without crying"."""
_GENERIC_CUES = frozenset("nobody people someone somebody everybody anyone one".split())


_TOLD = (frozenset({"s"}), frozenset({"past"}))


def label(clauses: list[Clause]) -> None:
    """Fill in `labels` and whose each clause's "you" is."""
    for index, clause in enumerate(clauses):
        clause.index = index
        clause.labels |= _labels(clause)
    _generic(clauses)


def _labels(clause: Clause) -> set[str]:
    ts, ws = clause.tokens, clause.words
    text = f" {clause.text} "
    labels: set[str] = set()
    start = ts[clause.subject] if clause.subject >= 0 else None
    verb = ts[clause.verb] if clause.verb >= 0 else None
    if start is not None and verb is not None:
        labels |= _mood(clause)
    if "quote" in {t.tag for t in ts} and len(ts) == 1:
        labels.add("quote")
    first = start is not None and start.w == "i"
    if first and (
        any(t.w in lx.FEELINGS and t.tag in ("adj", "noun", "part", "verb") for t in ts)
        and any(t.base in ("feel", "get") or t.w in ("am", "was", "been") for t in ts)
    ):
        labels.add("feeling")
    if (any(t.base == "feel" for t in ts) and first) or any(
        f" {p} " in text
        for p in (
            "makes me",
            "made me",
            "make me",
            "hurts",
            "that hurt",
            "it hurt",
            "really hurt",
            "breaks my heart",
            "broke my heart",
            "scares me",
            "bothers me",
            "got to me",
            "bugs me",
            "hurt me",
        )
    ):
        labels.add("feeling")
    if (
        first
        and verb is not None
        and (
            (verb.base in lx.NEED_VERBS and verb.base != "ask")
            or any(
                f" {p} " in text
                for p in (
                    "would like",
                    "would love",
                    "would rather",
                    "would really like",
                    "would appreciate",
                    "i wish",
                    "i am asking",
                    "i wanted you",
                    "would really love",
                )
            )
        )
    ):
        labels.add("need")
    if (
        any(
            f" want to {v} " in text or f" wanted to {v} " in text or f" like to {v} " in text
            for v in ("say something", "tell you something", "talk about", "ask you something", "start by", "say")
        )
        and len(ws) < 13
    ):
        labels.discard("need")
    if any(
        f" {p} " in text
        for p in (
            "what i need",
            "what i want",
            "all i want",
            "all i need",
            "what i would like",
            "would help",
            "would really help",
            "would mean",
            "it would be nice",
            "would be great",
            "would be fine",
            "would be good",
            "would make me",
        )
    ):
        labels.add("need")
    if (
        any(w in ("sorry", "apologize", "apologise", "apology") for w in ws)
        or " my fault" in text
        or "my bad" in text
        or (" on me " in text and "that's" in ws)
        or "forgive me" in text
        or (first and "was wrong" in text)
        or ("should have" in text and first)
    ):
        labels.add("apology")
    if first and (
        " i will " in text
        or " i promise" in text
        or "i am going to" in text
        or "i can do that" in text
        or "i commit" in text
        or "i swear" in text
        or (" i can " in text and "n't" not in ws)
        or "from now on" in text
        or "i am willing" in text
        or "next time" in text
    ):
        labels.add("commitment")
    if any(w in ("thank", "thanks", "appreciate", "grateful") for w in ws):
        labels.add("thanks")
    if any(
        f" {p} " in text
        for p in (
            "do n't agree",
            "disagree",
            "see it differently",
            "not fair",
            "n't fair",
            "not true",
            "n't true",
            "not how i remember",
            "not what i said",
            "not what i meant",
            "not what happened",
            "do n't think",
        )
    ):
        labels.add("disagreement")
    if (
        first
        and verb is not None
        and verb.base in among("know get understand realize realise see")
        and not labels & {"need"}
        and "n't" not in ws
        and (verb.base not in ("get", "see") or _grants(ws, clause.verb))
    ):
        labels.add("concession")
    missed = any(
        a in ("miss", "missed") and b in among("you us him her them that our being having when how my your")
        for a, b in itertools.pairwise(ws)
    )
    if "love" in ws or "proud" in ws or missed:
        labels.add("bond")
    if " not about " in text or "it's not that" in text or " n't that " in text or " n't about " in text:
        labels.add("contrast")
    if clause.sub in ("when", "whenever", "every time") and any(t.w in ("you", "your", "he", "she") for t in ts):
        labels.add("trigger")
    if clause.sub == "because":
        labels.add("reason")
    if clause.link[:1] == ("because",) and clause.subject < 0 and ws[0] != "of":
        labels.add("garbled")
    if ws[:2] in (["that's", "all"], ["that's", "it"]) and len(ws) <= 5:
        labels.add("empty")
    elif ws[:3] == ["you", "are", "right"]:
        labels.add("commitment")
    elif (
        ws[0] == "you" and len(ws) > 1 and (clause.link[:1] in (("and",), ("but",)) or {"n't", "never"} & set(ws))
    ) or (clause.link[:1] == ("but",) and {"not", "n't"} & set(ws)):
        pass
    elif first and not clause.sub and len(ws) < 14 and any(p in text for p in _ANNOUNCING):
        labels = {"empty"}
    elif (len(ws) == 1 and not (start is not None and "imperative" in labels)) or all(w in _EMPTY for w in ws):
        labels.add("empty")
    if set(ws) & _STRONG:
        labels.add("strong")
    return labels


def _mood(clause: Clause) -> set[str]:
    ts = clause.tokens
    start, verb = ts[clause.subject], ts[clause.verb]
    after = clause.subject_of_question()
    if start.tag == "lets":
        return {"lets"}
    if (
        start.w in ("what", "how")
        and clause.subject + 1 < len(ts)
        and ts[clause.subject + 1].w in ("if", "about")
        and start is verb
    ):
        return {"suggest"}
    if start.w in ("thank", "thanks") and clause.subject == clause.verb:
        return {"thanking"}
    if start.w == "sorry" and clause.subject == clause.verb:
        return {"sorry"}
    if (
        start.w in ("what", "who", "where", "how")
        and _cleft(clause)
        and clause.subject + 1 < len(ts)
        and ts[clause.subject + 1].tag in ("nom", "verb")
    ):
        return set()
    if start.w == "what" and clause.subject == 0 and clause.verb == 1 and verb.form in _TOLD and not _cleft(clause):
        return {"question"}
    if verb.tag == "aux" and (start.tag == "wh" or start.w == "when") and clause.verb > clause.subject:
        return {"question"} if after or (start.w in ("who", "what", "how") and not _cleft(clause)) else set()
    if (
        start.tag == "wh"
        and start.w in ("what", "who")
        and clause.subject == 0
        and clause.verb > 0
        and ts[clause.verb].tag == "aux"
        and not after
        and not _cleft(clause)
    ):
        return {"question"}
    if verb.tag == "aux" and clause.subject == clause.verb and after:
        who = ts[after[0]].w
        if verb.w in ("can", "could", "will", "would") and who == "you" and (after[1] < len(ts)):
            return {"request"}
        if verb.w in ("can", "could", "may") and who in ("we", "i") and verb.w != "should":
            return {"request"}
        return {"question"}
    opening = all(t.w in lx.PRE_VERB | {"please", "so"} for t in ts[: clause.verb])
    if (
        (clause.subject == clause.verb or opening)
        and verb.tag in ("verb", "aux")
        and ("base" in verb.form or verb.w == "do")
        and not clause.sub
    ):
        if verb.w in _ELIDED_I:
            return {"elided"}
        return {"imperative"}
    return set()


def _cleft(clause: Clause) -> bool:
    """ "what i need is ...": a statement that starts like a question."""
    ts = clause.tokens
    if any(t.tag in ("verb", "nom") for t in ts[clause.subject + 1 : clause.verb]):
        return True
    nominative = clause.subject + 1 < len(ts) and ts[clause.subject + 1].tag in ("nom", "adv", "name")
    return nominative or any(t.w in ("is", "was") for t in ts[clause.verb + 1 :])


def _generic(clauses: list[Clause]) -> None:
    """Mark clauses whose "you" means anyone: "when you lose a parent you don't just get over it"."""
    scores: list[float | None] = []
    for clause in clauses:
        ws = clause.words
        if not {"you", "your", "yours", "yourself"} & set(ws):
            scores.append(None)
            continue
        scores.append(_generic_score(clause))
    compared = next((i for i, c in enumerate(clauses) if _compares(c.words)), -1)
    for i, clause in enumerate(clauses):
        mine = scores[i]
        if mine is None:
            continue
        score = mine + (1.3 if i <= compared < i + 5 else 0.0)
        after = scores[i + 1] if i + 1 < len(clauses) else None
        if clause.sub in ("when", "if", "whenever") and after is not None and clauses[i + 1].sub == "":
            firm = (score >= 0.6 and after > -2.5) or (score > 0.0 and bool(_GENERIC_CUES & set(clauses[i + 1].words)))
            score = 1.0 if firm else (score + after + 0.5) / 1.5 if after > -1 else score + after
            scores[i + 1] = after + max(score, 0) / 2 if score > 0.4 else after
        before = scores[i - 1] if i else None
        if (
            before is not None
            and mine > -2.5
            and "generic" in clauses[i - 1].labels
            and (clause.link[:1] == ("and",) or clauses[i - 1].sub)
        ):
            score += 1.2
        if score > 0.9:
            clause.labels.add("generic")


def _compares(ws: list[str]) -> bool:
    """ "that's how i felt": what was said before with "you" was an image for it."""
    at = ws.index("that's") if "that's" in ws else -1
    rest = ws[at + 1 : at + 5]
    return (
        at >= 0
        and bool(among("how where what why") & set(rest[:1]))
        and bool({"i", "this", "it", "my"} & set(rest[1:]))
    )


def _generic_score(clause: Clause) -> float:
    ts, ws = clause.tokens, clause.words
    text = f" {clause.text} "
    score = -0.4
    if among("i me my mine we us our") & set(ws):
        score -= 3.0
    if any(t.form == frozenset({"past"}) for t in ts) or {"was", "were", "did", "had"} & set(ws):
        score -= 1.5
    if among("always never yesterday today please keep") & set(ws) or set(ws) & lx.TIMES:
        score -= 1.0
    if "your" in ws and " your whole life " not in text and " your own " not in text:
        score -= 0.8
    if clause.link[:1] == ("like",):
        score += 1.6
    for phrase in (
        "you know how",
        "when you are a kid",
        "when you are little",
        "ca n't just",
        "can n't just",
        "you have to",
        "do n't just",
        "get over",
        "end up",
        "you would think",
        "you never know",
        "supposed to",
        "you learn",
        "you get used to",
        "as you get older",
        "you grow up",
        "you can n't",
        "you start to",
        "you lose",
        "you are married",
        "you love someone",
        "you love somebody",
        "you wake up",
        "you are a",
        "you would expect",
        "you grow up",
        "you become",
        "you have kids",
        "you get married",
        "you never stop",
        "you are at a",
        "you get older",
        "you move to",
    ):
        if f" {phrase} " in text:
            score += 1.1
    if any(t.w in ("a", "an") for t in ts):
        score += 0.5
    if _GENERIC_CUES & set(ws):
        score += 0.8
    if clause.labels & {"request", "imperative", "question"}:
        score -= 3.0
    return score


def elided(word: str) -> bool:
    """Whether "miss you", "love that" leave out "I"."""
    return word in _ELIDED_I


def tense_is_past(clauses: list[Clause], i: int) -> bool:
    """Whether the story around clause i is told in the past: decides "you put in an offer"."""
    votes = -1 if clauses[i].sub in ("when", "whenever", "if", "every time") else 0
    for k in range(max(0, i - 2), min(len(clauses), i + 3)):
        for t in clauses[k].tokens:
            votes += (t.form == frozenset({"past"}) and t.w not in verbs.BASES) or t.w in among(
                "was were did had yesterday"
            )
            votes -= t.w in among("always every whenever never usually often") or (k == i and t.w in ("feel", "keep"))
    return votes >= 0


def _grants(ws: list[str], verb: int) -> bool:
    """Whether "get" or "see" means understanding ("i get that", "i see why"), not "i got scared", "you saw him"."""
    return ws[verb] in ("get", "see") and (verb + 1 == len(ws) or ws[verb + 1] in among("that it why how what you"))
