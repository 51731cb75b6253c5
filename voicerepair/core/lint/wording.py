"""How each prompt sounds: its length, its question, its words."""

import re
from collections.abc import Iterator

from voicerepair.core.problems import Problem, Text
from voicerepair.core.protocol import ANSWERED, Protocol, Step

LONGEST_SENTENCE, LONGEST_PROMPT = 20, 60
"""Words. What is heard once must fit into memory; sentences of up to twenty words are the usual advice."""
HIGHEST_GRADE = 8.0
"""Flesch-Kincaid grade (Kincaid et al. 1975) of easy speech: what somebody upset, or thirteen, still follows."""

RULES = {
    "long-sentence": f"A sentence has at most {LONGEST_SENTENCE} words.",
    "long-prompt": f"A prompt that asks something has at most {LONGEST_PROMPT} words.",
    "two-questions": "A prompt asks one question.",
    "question-not-last": "The question comes last.",
    "no-question": "A step that wants an answer asks for it.",
    "reading-level": f"The words are easy: at most grade {HIGHEST_GRADE:.0f} (English).",
    "blaming": "No prompt says who is guilty.",
    "diagnosing": "No prompt diagnoses anybody.",
    "pressure": "Nobody is told what they must do.",
    "judging": "Nobody is praised, scored or failed.",
    "promise": "Nothing is promised that talking cannot keep.",
    "minimising": "No hurt is made small.",
    "leading-question": "A question leaves the answer open.",
    "why-question": "What and how sound less like an accusation than why.",
    "jargon": "Words of every day, not of the trade.",
    "gendered": "A prompt names people, without guessing he or she.",
    "unspeakable": "Only what a voice can say: no signs, no short forms.",
    "bracket": "No brackets, semicolons or dashes: they cannot be heard.",
    "shouting": "No words in capitals.",
    "exclamation": "A calm voice needs no exclamation mark.",
    "line-break": "A prompt is one line when spoken: no breaks, no double spaces.",
    "no-stop": "A prompt ends with a full stop or a question mark.",
    "doubled-word": "No word stands there twice.",
    "touch-in-say": "Touch is proposed in “touch”, or has a wording for those who do not want it.",
    "sight-word": "What needs eyes has a wording for blind partners.",
    "hearing-word": "What needs ears has a wording for deaf partners.",
}
_WORDS: dict[str, tuple[str, str, str]] = {
    "blaming": (
        r"(?:you|they|{\w+}) (?:always|never)\b|(?:your|his|her|whose|{\w+}'s) fault|to blame|guilty"
        r"|perpetrator|offender|culprit|abuser|victim|liar|cheater|you (?:made|make) (?:them|{\w+})",
        "sounds like blame",
        "Say what happened and how it landed, not who is guilty.",
    ),
    "diagnosing": (
        r"narcissis\w*|borderline|bipolar|disorder|depress(?:ed|ion)|toxic|codependent|gaslight\w*|psycho\w*|crazy"
        r"|addict\w*|trauma\w*|avoidant|neurotic|hysteri\w*|autis\w*|adhd|ptsd|patholog\w*|symptoms?|diagnos\w*",
        "sounds like a diagnosis",
        "Describe what somebody does or feels.",
    ),
    "pressure": (
        r"you (?:must|should|ought to|have to|need to|had better)\b(?! not\b)",
        "tells people what they must do",
        "Offer it: you can, if you like, would you.",
    ),
    "judging": (
        r"well done|good job|points?\b(?= for)|score|you failed|failure of|wrong answer|right answer|winner|loser",
        "judges",
        "Thank people instead, or say nothing.",
    ),
    "promise": (
        r"will (?:heal|cure|fix|solve|save)|guarantee\w*|always works|never (?:fails|again)",
        "promises too much",
        "Say what may happen.",
    ),
    "minimising": (
        r"no big deal|get over it|overreact\w*|too sensitive|just relax|at least (?:you|it)\b|it(?:'s| is) only"
        r"|look on the bright side|not that bad",
        "makes a hurt small",
        "Leave the size of it to the one who feels it.",
    ),
    "leading-question": (
        r"(?:don|didn|isn|aren|wasn|wouldn|couldn|shouldn|haven)['’]t (?:you|it|that|they|this)\b[^.?]*\?",
        "already knows its answer",
        "Ask with what, how or which.",
    ),
    "why-question": (
        r"why (?:did|do|didn['’]t|don['’]t|were|are|would) (?:you|they|{\w+})\b",
        "asks why",
        "Ask what was going on, or how it came to be.",
    ),
    "jargon": (
        r"ruptures?|validat\w+|dysregulat\w+|co-?regulat\w+|attachment|refram\w+|modalit\w+|intervention|hold space"
        r"|process your|unpack|users?|clients?|patients|i-statement",
        "is a word of the trade",
        "Use a word of every day.",
    ),
    "gendered": (r"he|she|him|his|hers|himself|herself", "guesses a gender", "Use a name in braces, or they."),
    "unspeakable": (
        r"e\.g\.|i\.e\.|etc\.|vs\.|approx\.|[&%#*_+=<>@|~^/\\]|[\U0001F300-\U0001FAFF\u2600-\u27BF]",
        "cannot be said aloud",
        "Write it out in words.",
    ),
    "bracket": (r"[()\[\];]|[–—]", "cannot be heard", "Make it two sentences."),
    "shouting": (r"(?-i:[A-Z]{3,})", "is written in capitals", "Write it small; the voice reads it the same."),
    "exclamation": (r"!", "is loud", "End with a full stop."),
    "line-break": (r"\n|  +", "breaks the line", "End lines with a backslash inside three quotes."),
    "doubled-word": (r"\b(\w+) \1\b", "stands there twice", "Leave one out."),
}
_FOUND = {
    rule: re.compile(pattern if rule in ("unspeakable", "bracket", "exclamation", "line-break", "shouting")
                     else rf"(?<![\w{{])(?:{pattern})(?![\w}}])", re.IGNORECASE)
    for rule, (pattern, _, _) in _WORDS.items()
}  # fmt: skip
_TOUCH = re.compile(r"\b(?:hugs?|hold(?:ing)? hands|kiss|cuddle|embrace|caress)\b", re.IGNORECASE)
_SIGHT = re.compile(
    r"\b(?:look(?:ing)? (?:at|into)|you can see|watch|camera|eye contact|eyes|what you see)\b", re.IGNORECASE
)
_HEARING = re.compile(r"\b(?:sounds?|music|listen for)\b", re.IGNORECASE)
_ANY_END = (".", "?", ":", "…", "”")
_ASIDE_KEYS = frozenset({"examples", "touch", "lines"})
"""Keys in which no question is looked for at the end."""


def findings(protocol: Protocol, where: Text) -> Iterator[Problem]:
    """What sounds wrong."""
    for number, step in enumerate(protocol.step):
        for key, text in step.prompts().items():
            for rule, message, remedy in _prompt(protocol, step, key, text):
                line = where.line(number, key)
                yield Problem(rule=rule, message=message, remedy=remedy, line=line, step=step.id, key=key)


def base(key: str) -> str:
    """The key itself, without the variant before it and the number behind it."""
    return key.rsplit(".", 1)[-1].split("[")[0]


def _prompt(protocol: Protocol, step: Step, key: str, text: str) -> Iterator[tuple[str, str, str]]:
    yield from _length(step, text)
    yield from _question(step, base(key), text)
    if not text.rstrip().endswith(_ANY_END):
        yield "no-stop", "It ends without a stop.", "End it with a full stop or a question mark."
    if protocol.language.startswith("en"):
        grade = reading_grade(text)
        if len(text.split()) >= 10 and grade > HIGHEST_GRADE:
            yield "reading-level", f"It reads like grade {grade:.0f}.", "Use shorter words and sentences."
        for rule, (_, message, remedy) in _WORDS.items():
            found = _FOUND[rule].search(text)
            if found:
                yield rule, f"“{_shown(found[0])}” {message}.", remedy
        yield from _senses(step, key, text)


def _length(step: Step, text: str) -> Iterator[tuple[str, str, str]]:
    longest = max((len(sentence.split()) for sentence in sentences(text)), default=0)
    if longest > LONGEST_SENTENCE:
        yield "long-sentence", f"A sentence has {longest} words.", f"Break it up; at most {LONGEST_SENTENCE}."
    words = len(text.split())
    if words > LONGEST_PROMPT and step.kind != "say":
        yield "long-prompt", f"It has {words} words.", f"Say less, or make it two steps; at most {LONGEST_PROMPT}."


def _question(step: Step, key: str, text: str) -> Iterator[tuple[str, str, str]]:
    questions = text.count("?")
    if questions > 1:
        yield "two-questions", f"It asks {questions} questions.", "Ask one, and leave the rest to another step."
    elif questions == 1 and key not in _ASIDE_KEYS and not text.rstrip().endswith("?"):
        yield "question-not-last", "Something comes after the question.", "Put the question at the end."
    is_asking = (key == "say" and step.kind in ANSWERED) or key in ("offer", "check", "more")
    if is_asking and not questions and step.kind != "ready":
        yield "no-question", "It wants an answer and asks nothing.", "End it with one question."


def _senses(step: Step, key: str, text: str) -> Iterator[tuple[str, str, str]]:
    name, is_variant = base(key), key.startswith("variants.")
    if is_variant:
        return
    covered = {profile for profile, variant in step.variants.items() if getattr(variant, name, None) is not None}
    touch, sight, hearing = (pattern.search(text) for pattern in (_TOUCH, _SIGHT, _HEARING))
    if touch and name != "touch" and "no_touch" not in covered:
        yield "touch-in-say", f"“{touch[0]}” is proposed to everybody.", "Move it to touch, or add variants.no_touch."
    if sight and "blind" not in covered:
        yield "sight-word", f"“{sight[0]}” needs eyes.", f"Add variants.blind with another {name}."
    if hearing and "deaf" not in covered:
        yield "hearing-word", f"“{hearing[0]}” needs ears.", f"Add variants.deaf with another {name}."


def sentences(text: str) -> list[str]:
    """The sentences of a prompt, as a voice would pause."""
    return [part for part in re.split(r"(?<=[.?!:])[\"”']*\s+", text.strip()) if part]


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade of English text; names in braces count as one word of two syllables."""
    plain = re.sub(r"\{\w+\}", "Ana", text)
    words = re.findall(r"[A-Za-z’']+", plain)
    if not words:
        return 0.0
    return 0.39 * len(words) / max(1, len(sentences(plain))) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", plain))
    if plain.endswith(("e", "es", "ed")) and not plain.endswith(("le", "ted", "ded", "ses", "ces")) and groups > 1:
        groups -= 1
    return max(1, groups)


def _shown(found: str) -> str:
    return found.replace("\n", " ").strip() or "space"
