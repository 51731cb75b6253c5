"""The last look at a draft before it is spoken: nothing invented, nobody mixed up, short, and well formed."""

import re

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection import verbs
from voicerepair.core.reflection.person import Cast
from voicerepair.core.reflection.realise import MOST_SENTENCES, MOST_WORDS
from voicerepair.core.reflection.tokens import among

_QUOTED = re.compile(r'"[^"]*"')
_FRAMES = re.compile(
    r"\bI hear that|\bDid I get that right\?|\bHave I got that right\?|\bI heard|\bI'm not sure I", re.I
)
_OWN = frozenset(
    """asking like would hear that you're you'd you two of whether sounds upset right saying both thank bad name angry
    fair really feel feeling wonder suggest get is what did the have got said say says also mentioned you've you'll
    doesn't does isn't hasn't themselves alone doing honest care things ruined complaining""".split()
)
_DANGLING = frozenset(
    """and but because so the a an to of with if when my your than whether from or i don't can't didn't won't you're
    you'll you'd that's whenever until while unless""".split()
)
_FIRST = frozenset("i me my mine myself we us our ours ourselves i'm i'll i've i'd we're we've we'll".split())
_GENDER = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
    "he's": "m",
    "she's": "f",
}
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_HALF = re.compile(r"(?:[\w' ]+, )?(?:when|whenever|every time|while|if) [^,]*\.")
"""A condition or occasion with nothing that follows from it."""
LONGEST_STRETCH = 27


def problems(draft: str, source: set[str], cast: Cast) -> list[str]:
    """What is wrong with a draft; empty when it may be spoken. `source`: every word the speaker said, cleaned."""
    out: list[str] = []
    if not draft or not draft[0].isupper() or draft[-1] not in ".?!":
        out.append("form")
    words = _WORD.findall(draft)
    if not 3 <= len(words) <= MOST_WORDS:
        out.append("length")
    if len(re.findall(r"[.?!]+(?:\s|$)", draft)) > MOST_SENTENCES:
        out.append("sentences")
    body = _FRAMES.sub(" ", _QUOTED.sub(" ", draft))
    plain = [w.lower() for w in _WORD.findall(body)]
    if _FIRST & set(plain):
        out.append("first person")
    licensed = {_GENDER[w] for w in source | set(cast.pronouns.lower().replace("/", " ").split()) if w in _GENDER}
    if any(_GENDER[w] not in licensed for w in plain if w in _GENDER):
        out.append("gender")
    names = {w for n in (cast.speaker, cast.partner) for w in _WORD.findall(n.lower())}
    unknown = [w for w in plain if not _known(w, source, names)]
    if unknown:
        stems = {stem(w) for w in source}
        unknown = [w for w in unknown if stem(w) not in stems]
    if unknown:
        out.append("invented " + " ".join(unknown))
    out += _form(body, cast)
    return out


def clause_problems(text: str, source: set[str], cast: Cast) -> list[str]:
    """What is wrong with one clause, whatever is around it: its words, its people, its agreement."""
    found = problems(text[:1].upper() + text[1:] + ".", source, cast)
    return [p for p in found if p not in among("length form sentences run-on fragment")]


def stem(word: str) -> str:
    """The base of an inflected word, for comparing a draft with its source."""
    w = word.removesuffix("'s").removesuffix("n't")
    known = verbs.lookup(w)
    if known:
        return known[0]
    return w[:-1] if w.endswith("s") and len(w) > 3 else w


def _known(w: str, source: set[str], names: set[str]) -> bool:
    bare = w.removesuffix("'s")
    function = lx.PREPOSITIONS | lx.DETERMINERS | lx.COORDINATORS | lx.SUBORDINATORS | lx.POSSESSIVES | lx.NOMINATIVE
    if w in source or bare in source or w in _OWN or bare in names or w in function or w in verbs.AUXILIARIES:
        return True
    if w.endswith("n't") or "'" in w:
        return True
    return w in among("your partner yours yourself not him them their herself himself yourselves")


def _form(body: str, cast: Cast) -> list[str]:
    out: list[str] = []
    other = re.escape(cast.other.lower())
    for sentence in re.split(r"(?<=[.?!])\s+", body.lower()):
        words = _WORD.findall(sentence)
        if not words:
            continue
        if words[-1] in _DANGLING and not {"what", "how", "who", "where"} & set(words[:-1]):
            out.append("dangling")
        twice = re.search(r"\b([\w']+) \1\b", sentence)
        if twice and twice.group(1) not in ("that", "had"):
            out.append("doubled " + twice.group(1))
        if re.match(r"(?:[\w]+, )?(?:because|unless)\b", sentence) or _HALF.fullmatch(sentence):
            out.append("fragment")
        if re.search(
            rf"\b(?:{other}|he|she|it) (?:are|were|am|have|don't|aren't|weren't|haven't)\b", sentence
        ) and not re.search(
            r"\b(?:if|wish|let|make|makes|made|have|and|or|like|help|see|asking|hear|did|does|would|will|could|can)\b",
            sentence,
        ):
            out.append("agreement")
        if (
            re.search(r"\byou (?:am|was|is|has|does)\b", sentence)
            and not re.search(r"\b(?:to|for|of|about|with|and|than|like) you (?:was|is|has|does)\b", sentence)
            and "what" not in words
            and "thing" not in words
        ):
            out.append("agreement")
        if re.search(r"\byou're (?:[\w']+ ){1,3}don't\b", sentence):
            out.append("raw command")
        for span in re.split(r"[,.;:?!]", sentence):
            if len(span.split()) > LONGEST_STRETCH:
                out.append("run-on")
    return out
