"""Whether a turn was understood: how surely its words were heard, and whether they can stand beside each other."""

import itertools

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection import verbs
from voicerepair.core.reflection.segment import Clause
from voicerepair.core.reflection.tokens import Token, among

LEAST_CONFIDENCE = 0.6
"""Confidence below which nothing is paraphrased (docs/adr/0010): the mean over the words, less what `oddness` takes."""
LEAST_OF_A_CLAUSE = 0.4
"""Mean confidence below which one clause is left out although the rest of the turn was heard."""
_WEIGHT = 0.5
_SHORTEST = 5
_PERSONS = among("i me my mine myself you your yours we us our")
_KNOWN = (
    lx.NOMINATIVE
    | lx.OTHER_SUBJECTS
    | lx.POSSESSIVES
    | lx.DETERMINERS
    | lx.PREPOSITIONS
    | lx.SUBORDINATORS
    | lx.COORDINATORS
    | lx.WH
    | lx.ADVERBS
    | lx.PRE_VERB
    | lx.TIMES
    | lx.NUMBERS
    | lx.KIN
    | lx.FEELINGS
    | lx.NOUNISH
    | verbs.AUXILIARIES
)
_ARTICLES = among("a an the my your our their its every")
_AFTER_NO_ARTICLE = lx.NOMINATIVE | among(
    """a an the is was are were am do does did has have had will would can could should and or but because if to of in
    at by for with from into than me him us them my your our their"""
)
_SUBJECTS = among("i we he she they")
_INWARD = among("of from with for into at by")


def was_heard(spoken: list[Token], tagged: list[Token]) -> bool:
    """Whether enough of a turn was understood to say it back. `spoken`: as recognised; `tagged`: the same, cleaned."""
    sure = sum(t.conf for t in spoken) / len(spoken)
    if sure > 1.0 - 1e-9:
        return True  # typed, or from a recogniser that gives no confidences
    return sure - _WEIGHT * oddness(tagged) >= LEAST_CONFIDENCE


def oddness(tokens: list[Token]) -> float:
    """From 0 up: rare words where nobody in the room is spoken of, and words that cannot be neighbours.

    People in a session speak of "I", "you" and "we" in every fifth word; what is left of badly heard speech does so in
    every twentieth, and every fourth of its words is a rare one.
    """
    if len(tokens) < _SHORTEST:
        return 0.0
    rare = sum(
        t.tag in ("noun", "adv", "adj") and not t.literal and t.w not in _KNOWN and verbs.lookup(t.w) is None
        for t in tokens
    )
    persons = sum(t.w in _PERSONS for t in tokens)
    return max(0.0, (rare - persons + 2 * clashes([t.w for t in tokens])) / len(tokens))


def says_nothing(clauses: list[Clause]) -> bool:
    """Whether a turn of some length has neither a verb nor anybody in it: "the background of the picture"."""
    words = [w for c in clauses for w in c.words]
    return len(words) >= _SHORTEST and all(c.subject < 0 for c in clauses) and not _PERSONS & set(words)


def clashes(words: list[str]) -> int:
    """How many neighbours cannot stand beside each other in English: "the of", "he we", "for i"."""
    return sum(
        (w in _ARTICLES and after in _AFTER_NO_ARTICLE)
        or (w in _SUBJECTS and after in _SUBJECTS | among("a an of us them him"))
        or (w in _INWARD and (after in _SUBJECTS or after in ("and", "or", "but")))
        for w, after in itertools.pairwise(words)
    )


def mark(clauses: list[Clause]) -> None:
    """Label the clauses "garbled" that were heard too badly to be told, where others were heard well."""
    lost = [c for c in clauses if len(c.tokens) > 2 and _sure(c) < LEAST_OF_A_CLAUSE]
    if len(lost) < len(clauses):
        for clause in lost:
            clause.labels.add("garbled")


def _sure(clause: Clause) -> float:
    return sum(t.conf for t in clause.tokens) / len(clause.tokens)
