"""Words the recogniser was unsure of: a homophone that fits the place better, or left out with its phrase.

Nothing is touched where the recogniser was sure, so that rules here can never overrule what was clearly heard.
"""

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection import verbs
from voicerepair.core.reflection.tokens import Token, among

UNSURE = 0.6
"""Word confidence below which a homophone may replace a word."""
LOST = 0.5
"""Word confidence below which a word that fits nowhere is left out with its phrase."""

_TWO = {
    ("to", "gather"): "together", ("brake", "fast"): "breakfast", ("break", "fast"): "breakfast",
    ("all", "ways"): "always",
    ("any", "more"): "anymore", ("for", "get"): "forget", ("a", "long"): "along", ("may", "be"): "maybe",
    ("a", "lone"): "alone",
    ("be", "cause"): "because", ("up", "set"): "upset", ("with", "out"): "without", ("a", "way"): "away",
    ("week", "end"): "weekend",
    ("birth", "day"): "birthday", ("to", "night"): "tonight", ("to", "morrow"): "tomorrow",
    ("a", "fraid"): "afraid", ("to", "day"): "today",
    ("for", "give"): "forgive", ("a", "gain"): "again", ("in", "visible"): "invisible",
    ("under", "stand"): "understand", ("be", "fore"): "before",
    ("all", "ready"): "already", ("dish", "is"): "dishes", ("him", "self"): "himself",
    ("my", "self"): "myself", ("your", "self"): "yourself",
    ("can", "sell"): "cancel", ("over", "whelmed"): "overwhelmed", ("a", "shamed"): "ashamed",
    ("pro", "mist"): "promised",
    ("air", "port"): "airport", ("ex", "housed"): "exhausted", ("wash", "in"): "washing",
}  # fmt: skip
_ADJECTIVE = {
    "her": "hurt", "heard": "hurt", "hert": "hurt", "herd": "heard", "hut": "hurt", "sat": "sad", "said": "sad",
    "board": "bored", "tide": "tired",
    "tyre": "tired", "scarred": "scared", "scare": "scared", "week": "weak", "ignore": "ignored",
    "reject": "rejected", "grate": "great",
    "sum": "numb", "allowed": "alone", "aloan": "alone", "loan": "alone", "fury": "furious", "lonly": "lonely",
    "loudly": "lonely", "angle": "angry",
    "hungry": "angry", "prowled": "proud", "prude": "proud", "use": "used", "guild": "guilty", "gilt": "guilt",
    "shock": "shocked",
    "worry": "worried", "annoy": "annoyed", "safety": "safe", "save": "safe", "tire": "tired", "bear": "bare",
    "stuff": "stuffed", "stock": "stuck",
    "joyous": "jealous", "zealous": "jealous", "passed": "past", "hole": "whole", "pane": "pain",
}  # fmt: skip
_NOUN = {
    "wait": "weight", "weigh": "weight", "ours": "hours", "our": "hour", "mourning": "morning", "knight": "night",
    "sun": "son", "ant": "aunt",
    "dot": "daughter", "dinners": "dinner", "peace": "piece", "weak": "week", "pane": "pain", "male": "mail",
    "berth": "birth", "hare": "hair",
    "meet": "meat", "bred": "bread", "steaks": "steak", "plane": "plan", "mail": "email", "bored": "board",
    "pear": "pair", "sail": "sale",
    "wary": "worry", "bet": "bed", "cell": "phone", "fone": "phone", "foam": "phone", "rode": "road",
    "roll": "role", "site": "sight",
    "sole": "soul", "tail": "tale", "some": "sum", "cents": "sense", "scents": "sense", "principle": "principal",
    "fares": "fears", "tiers": "tears", "kit": "kid", "kits": "kids", "fried": "friend", "fronts": "friends",
}  # fmt: skip
_VERB = {
    "no": "know", "nose": "knows", "new": "knew", "now": "know", "sea": "see", "here": "hear", "her": "hurt",
    "heard": "hurt", "by": "buy",
    "bye": "buy", "right": "write", "mist": "missed", "throw": "threw", "through": "threw", "mite": "might",
    "wood": "would",
    "kneed": "need", "knead": "need", "ware": "wear", "where": "wear", "meat": "meet", "cell": "sell",
    "court": "caught", "red": "read", "brake": "break",
    "brakes": "breaks", "weight": "wait", "weighted": "waited", "tolled": "told", "toll": "told",
    "thawed": "thought", "tot": "thought", "fought": "thought",
    "felled": "felt", "fill": "feel", "fell": "feel", "ax": "ask", "axe": "ask", "one": "want", "won": "want",
    "wont": "want",
    "lye": "lie", "lave": "leave", "live": "leave", "leaf": "leave", "aloud": "allowed", "past": "passed",
    "lead": "led", "cent": "sent", "scent": "sent", "warn": "worn", "cold": "called", "knot": "not",
}  # fmt: skip
_OTHER = {
    "won": "one", "too": "two", "for": "four", "ate": "eight", "their": "there", "there": "their", "hole": "whole",
    "weather": "whether",
    "dew": "do", "wood": "would", "knot": "not", "butt": "but", "inn": "in", "bean": "been", "witch": "which",
    "thee": "the", "eye": "i", "hour": "our",
    "wear": "where", "hear": "here", "moor": "more", "ewe": "you", "yore": "your", "wee": "we", "an": "and",
}  # fmt: skip
_HEARD = frozenset("me you us him her them it".split())
_BE = frozenset("feel feels felt feeling am was is are were be been so really very get got too".split())


def repair(given: list[Token]) -> list[Token]:
    """Replace or drop what was probably misheard; every other word stays the same object."""
    out: list[Token] = []
    i = 0
    while i < len(given):
        token = given[i]
        if i + 1 < len(given):
            joined = _TWO.get((token.w, given[i + 1].w))
            unsure = min(token.conf, given[i + 1].conf) < UNSURE
            if joined and (unsure or (token.w, given[i + 1].w) in (("to", "gather"), ("brake", "fast"))):
                out.append(token.but(joined))
                out[-1].conf = 1.0
                i += 2
                continue
        following = given[i + 1].w if i + 1 < len(given) else ""
        if token.w == "here" and out and out[-1].w in verbs.MODALS and following in _HEARD:
            token = token.but("hear")
        elif token.conf < UNSURE:
            better = _better(token.w, out, given[i + 1].w if i + 1 < len(given) else "")
            if better:
                token = token.but(better)
                token.conf = 1.0
        out.append(token)
        i += 1
    return _without_lost(out)


def _better(w: str, before: list[Token], following: str) -> str:
    last = before[-1].w if before else ""
    if last in _BE and w in _ADJECTIVE and not (w == "her" and following in ("when", "") and last not in _BE):
        return _ADJECTIVE[w]
    subject_end = following in among("me you us him her my it's its that how what you're your the a to i it")
    if last in lx.NOMINATIVE | among("that really just to n't never always") | verbs.MODALS and w in _VERB:
        if w in among("here right now one where can") and not subject_end:
            return ""
        return _VERB[w]
    if last in lx.POSSESSIVES | among("the a an this every two three four five few") | lx.NUMBERS and w in _NOUN:
        return _NOUN[w]
    if w == "won" and following in lx.NOUNISH | among("day night thing time of"):
        return "one"
    if w in ("too", "to") and following in among("hours days years weeks kids months"):
        return "two"
    return _OTHER.get(w, "") if w in among("wood knot dew butt bean witch ewe wee thee yore moor") else ""


def _without_lost(given: list[Token]) -> list[Token]:
    """Leave out an unrepaired doubtful noun with its "about my ..." or "on ..."."""
    if sum(t.conf < LOST for t in given) > max(2, len(given) // 5):
        return given
    out: list[Token] = []
    for token in given:
        doubtful = (
            token.conf < LOST
            and token.w
            not in lx.PREPOSITIONS
            | lx.DETERMINERS
            | lx.NOMINATIVE
            | lx.POSSESSIVES
            | lx.COORDINATORS
            | lx.SUBORDINATORS
            | verbs.AUXILIARIES
            | lx.PRE_VERB
            | {"to", "n't", "me"}
        )
        if doubtful and not (out and out[-1].w == "to" and (token.w == "be" or token.w in verbs.BASES)):
            k = len(out)
            while k and out[k - 1].w in lx.POSSESSIVES | lx.DETERMINERS and len(out) - k < 2:
                k -= 1
            if k and out[k - 1].w in lx.PREPOSITIONS - {"like"} | {"to"}:
                k -= 1
                del out[k:]
                continue
        out.append(token)
    return out
