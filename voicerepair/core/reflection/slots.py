"""What a speaker's own words fill: "I feel ... when you ... because ...", blame, and the parts of an apology."""

import re
from typing import Literal

import msgspec

from voicerepair.core.reflection import disfluency, label, normalise, person, segment, tag
from voicerepair.core.reflection import lexicon as lx

ApologyPart = Literal["regret", "what_happened", "responsibility", "change", "repair", "asking"]


class Slots(msgspec.Struct, frozen=True, kw_only=True):
    """The three slots, in the speaker's words; empty where nothing was said yet."""

    feeling: str = ""
    when: str = ""
    because: str = ""
    need: str = ""


_NOT_FEELINGS = re.compile(r"\bi (?:feel|felt) (?:like|that|as if) (?:you|he|she|they)\b")
_FEELING_NOUN = re.compile(
    r"\b(?:i (?:feel|felt|am|was|get|got)|makes? me(?: feel)?|made me(?: feel)?|feeling) (?:just |really "
    r"|so |very |quite |a bit |a little |pretty |kind of )*([a-z]+)"
)
_ALWAYS = r"(?:always|never|constantly|every single time|all the time)"
_BLAME = tuple(
    re.compile(p)
    for p in (
        rf"\byou (?:just |are |were |do n't |have )*{_ALWAYS}\b",
        r"\byou (?:really |just |always )?(?:make|made|making) (?:me|everyone|everything|us)\b",
        r"\b(?:it is|it's|that's|this is|all) (?:all )?(?:your|because of you|you r) ?fault\b",
        r"\byour fault\b",
        r"\bbecause of you\b",
        r"\byou are (?:so |such a |such an |just |a |an |the |being |really |too )*(?:selfish|lazy|stupid"
        r"|crazy|mean|liar|cold|cruel|impossible|useless|childish|pathetic|dramatic|sensitive|controlling"
        r"|idiot|jerk|narcissist|narcissistic|monster|hopeless|problem|careless|rude|ridiculous|immature"
        r"|worst|horrible|terrible|disgusting|toxic|abusive|needy|clueless|baby|child|insensitive|unbearable"
        r"|manipulative|inconsiderate|bad name)\b",
        r"\byou (?:do n't|did n't) (?:even )?care\b",
        r"\byou (?:do n't|never) (?:even )?(?:love|respect|listen)\b",
        r"\byou (?:ruin|ruined|destroy|destroyed|wreck|wrecked) (?:everything|it|my|our)\b",
        r"\bwhat is wrong with you\b|\bwhat's wrong with you\b",
        r"\bi feel (?:like |that )?(?:you are|you do n't|you never|you always)\b",
        r"\byou people\b|\btypical you\b|\bjust like your (?:mother|father|mom|mum|dad)\b",
    )
)


def _plain(text: str) -> str:
    tokens = disfluency.clean(normalise.expand(normalise.tokens(text)))
    return " ".join(token.w for token in tokens)


def _clauses(text: str) -> list[segment.Clause]:
    tokens = disfluency.clean(normalise.without_profanity(normalise.own(normalise.expand(normalise.tokens(text)), ())))
    tag.tag(tokens, ())
    clauses = segment.segment(tokens)
    label.label(clauses)
    return clauses


def fill(text: str) -> Slots:
    """Find the slots in everything said so far, in any order, over one or several utterances."""
    feeling = when = because = need = ""
    for clause in _clauses(text):
        words = person.join(clause.words)
        if clause.sub in ("when", "whenever", "every time", "if") and not when:
            when = words
        elif clause.sub in ("because", "since") or (clause.link[:1] == ("so",) and "that" in clause.link):
            because = because or words
        elif "need" in clause.labels:
            need = need or words
        elif "feeling" in clause.labels and not feeling:
            feeling = _feeling(clause) or words
    if not because:
        because = _reason(text)
    if not when and feeling:
        found = re.search(r"\b(?:about|that|at|by) ((?:you|your|the way|how)\b.*)", _plain(text))
        when = found.group(1) if found else ""
    return Slots(feeling=feeling, when=when, because=because, need=need)


def _reason(text: str) -> str:
    found = re.search(
        r"\b(?:because of|it's because|the reason is(?: that)?|it means(?: that)?|it makes me (?:think"
        r"|feel)(?: like| that)?|because) (.+)",
        _plain(text),
    )
    return found.group(1) if found else ""


def _feeling(clause: segment.Clause) -> str:
    words = [t.w for t in clause.tokens if t.w in lx.FEELINGS]
    if words:
        return " and ".join(words[:3])
    found = _FEELING_NOUN.search(clause.text)
    return found.group(1) if found and found.group(1) not in ("like", "that", "as", "you", "not") else ""


def blames(text: str) -> bool:
    """Whether the words judge the other ("you always", "you make me") rather than say how it was for oneself."""
    plain = _plain(text)
    return any(pattern.search(plain) for pattern in _BLAME)


_SORRY = re.compile(
    r"\b(?:sorry|apologi[sz]e|apology|i regret|forgive me|i feel (?:bad|terrible|awful|guilty|ashamed))\b"
)
_BUT = re.compile(r"\b(?:but|however|although|though|except)\b(.*)")
_GRACE = re.compile(
    r"^ ?(?:that's|that is|it's|it is|there's|that was|it was|this is|i know) (?:still |really |just )?"
    r"(?:no|not|n't)\b|^ ?(?:i (?:should|want|will|am going to|promise|know (?:that's|it's|that|i|it)"
    r"|love|would like|was wrong|did n't mean|still (?:want|love|should))|that does n't|it does n't"
    r"|not an excuse|no excuse)"
)


def apology_has_but(text: str) -> bool:
    """Whether an apology is taken back by a "but" ("sorry, but you ..."); "but that's no excuse" does not do that."""
    plain = _plain(text)
    sorry = _SORRY.search(plain)
    if sorry is None:
        return False
    if re.search(r"\b(?:sorry|apologi[sz]e) (?:if|that you|you) ?(?:you )?(?:feel|felt|were|are|took|got)\b", plain):
        return True
    for found in _BUT.finditer(plain):
        after = found.group(1)
        near = found.start() > sorry.start() or plain[: found.start()].count(" ") < 40
        if near and not _GRACE.search(after):
            return True
    return bool(re.search(r"\bi only .* because you\b", plain))


_PARTS: dict[ApologyPart, re.Pattern[str]] = {
    "regret": _SORRY,
    "what_happened": re.compile(
        r"\b(?:for|that|because|when|about) (?:i|the way i|what i|how i|not|[a-z]+ing)\b|\bsorry (?:i"
            r"|about)\b|\bi (?:really |just |did n't |should n't have |should not have |have n't )*"
        r"(?:said|yelled|shouted|forgot|lied|broke|ignored|hurt|snapped|left|missed|called|promised|told|walked|made|let|did|read|took|spent|came|interrupted|slammed|cancelled|canceled|laughed|embarrassed|dismissed|blamed|listen|call|text|tell|show)\b"
    ),
    "responsibility": re.compile(
        r"\bmy (?:fault|mistake|responsibility|doing|part|bad)\b|\b(?:that's|it's|this is|that is|it is"
            r"|that was|it was) (?:all )?on me\b|\bi was wrong\b|\bi am (?:responsible|to blame)\b"
        r"|\bi (?:take|own|accept) (?:full |the |all |my )*(?:responsibility|blame|it|that|up)\b|\bi own\b"
            r"|\bno excuse\b|\bnot an excuse\b|\bi should (?:have|n't have|not have)\b|\byou did n't deserve\b"
            r"|\bi let you down\b|\bi messed up\b|\bi screwed up\b"
    ),
    "change": re.compile(
        r"\b(?:next time|from now on|in (?:the )?future|it will n't happen again|will not happen again"
            r"|never again|going forward)\b|\bi (?:will|promise|am going to|want to|plan to|am trying to"
            r"|am working on|commit)\b(?! (?:make it up|know|apologi[sz]e|say|tell you how|you to)\b)"
    ),
    "repair": re.compile(
        r"\bmake (?:it|this|that|things) (?:up|right|better|good)\b|\bhow can i (?:fix|help|make|repair)\b"
            r"|\bwhat can i do\b|\bfix (?:this|it|that)\b|\bi (?:will|can|would like to|want to) (?:pay|replace"
            r"|repair|call|clean|buy|help|take over)\b|\bis there (?:anything|something) i can\b"
            r"|\bwhat do you need\b|\bwhat would help\b"
    ),
    "asking": re.compile(
        r"\b(?:forgive me|forgiveness|can you forgive|will you forgive|could you forgive|do you forgive"
        r"|accept my apology|give me another chance|hope you can)\b|\bare we okay\b"
    ),
}  # fmt: skip


def apology_parts(text: str) -> frozenset[ApologyPart]:
    """Which of the six parts of an apology were said (the six-part model of apology research)."""
    plain = _plain(text)
    return frozenset(part for part, pattern in _PARTS.items() if pattern.search(plain))
