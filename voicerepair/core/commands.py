"""Spoken and typed words -> what is meant. A command acts when it is the whole utterance, never inside one."""

import enum
import re
from collections.abc import Sequence

from voicerepair.core.protocol import Option


class Command(enum.StrEnum):
    """The words that work at any time (yes, partly and no are answers, see `yes_no`)."""

    DONE = "done"
    NOT_FINISHED = "not finished"
    PAUSE = "pause"
    RESUME = "resume"
    REPEAT = "repeat"
    SLOWER = "slower"
    MORE_TIME = "more time"
    HELP = "help"
    BACK = "back"
    SKIP = "skip"
    PASS = "pass"  # noqa: S105 - a spoken word, not a password
    PRIVATE_NOTE = "private note"
    TRIGGER = "trigger"
    TIME_OUT = "time out"
    STOP = "stop"
    WHERE = "where are we"
    TIME = "time"
    SAID = "what did i say"
    AGREEMENTS = "agreements"
    SLEEP = "go to sleep"
    WAKE = "wake up"


_SYNONYMS: dict[Command, tuple[str, ...]] = {
    Command.DONE: (
        "done", "i am done", "im done", "that is all", "thats all", "that is it", "thats it", "finished",
        "i am finished", "im finished", "over to you", "i have finished", "that is everything",
    ),
    Command.NOT_FINISHED: (
        "not finished", "i am not finished", "im not finished", "not done", "im not done", "i am not done",
        "wait i am not done", "not done yet", "not finished yet", "let me finish", "i wasnt finished",
        "i was not finished", "there is more", "theres more", "wait there is more",
    ),
    Command.PAUSE: ("pause", "hold on", "wait", "pause please", "one moment", "just a moment", "give me a moment"),
    Command.RESUME: ("resume", "go on", "continue", "carry on", "lets go on", "keep going", "i am back", "we are back"),
    Command.REPEAT: (
        "repeat", "repeat that", "say that again", "say it again", "again", "once more", "what was that",
        "what did you say", "pardon", "can you repeat that", "could you repeat that",
    ),
    Command.SLOWER: ("slower", "speak slower", "more slowly", "too fast", "slow down", "slowly"),
    Command.MORE_TIME: ("more time", "i need more time", "extend", "a bit more time", "longer"),
    Command.HELP: ("help", "what can i say", "what can we say", "help me", "options", "i dont know what to say"),
    Command.BACK: ("back", "go back", "previous", "the step before", "one back"),
    Command.SKIP: ("skip", "skip this", "skip it", "next", "next step", "move on"),
    Command.PASS: ("pass", "i pass", "not now", "not yet", "id rather not", "i would rather not", "no comment"),
    Command.PRIVATE_NOTE: ("private note", "note to self", "a private note"),
    Command.TRIGGER: (
        "trigger", "i am triggered", "im triggered", "this triggers me", "overwhelmed", "i am overwhelmed",
        "im overwhelmed", "too much", "this is too much",
    ),
    Command.TIME_OUT: ("time out", "timeout", "take a break", "i need a break", "break", "we need a break",
                       "lets take a break"),
    Command.WHERE: ("where are we", "where are we now", "which step is this", "what step are we on",
                    "whose turn is it"),
    Command.TIME: ("time", "what time is left", "how much time", "how much time is left", "how long have i spoken",
                   "how much time do i have", "how long"),
    Command.SAID: ("what did i say", "what did you hear", "read it back", "read that back", "what have i said"),
    Command.AGREEMENTS: ("agreements", "our agreements", "what are our agreements", "what did we agree",
                         "what have we agreed", "read the agreements"),
    Command.SLEEP: ("go to sleep", "stop listening", "sleep now", "go to sleep now"),
    Command.WAKE: ("wake up", "wake up voice repair", "voice repair wake up", "start listening", "listen again"),
    Command.STOP: ("stop", "stop the session", "quit", "end the session", "stop here", "lets stop", "exit"),
}  # fmt: skip

_BY_WORDS = {words: command for command, group in _SYNONYMS.items() for words in group}
_YES = frozenset(
    """yes|yeah|yep|yup|sure|okay|ok|of course|right|exactly|correct|that is right|thats right|yes please|i do
    |i agree|agreed|absolutely|definitely|yes i do|yes it is|it is|that is it|yes exactly|yes that is right|fine
    |that is correct|i am|yes i am|all right|alright|yes that is what i am saying|uh huh|mm hmm|ready|i am ready
    |yes i agree|that works|sounds good|good|true|yes thats right""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_NO = frozenset(
    """no|nope|nah|not really|no thanks|no thank you|i do not|i dont|not at all|no way|wrong|that is wrong
    |thats wrong|that is not right|thats not right|no it is not|no i do not|no i dont|not today|i disagree|never
    |not right|no not really""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_LEAD = re.compile(r"^(?:(?:um|uh|erm|er|well|so|oh|please|hey|okay|ok|and|hmm|mm)\s+)+(?=\S)")
_TAIL = re.compile(r"(?<=\S)(?:\s+(?:please|thanks|thank you|um|uh|now))+$")


def plain(text: str) -> str:
    """Lower case, no punctuation or apostrophes, single spaces, no politeness around it."""
    words = re.sub(r"[^\w\s]", " ", re.sub(r"['’]", "", text.lower())).split()
    joined = " ".join(words)
    core = _TAIL.sub("", _LEAD.sub("", joined))
    return core or joined


def parse(text: str) -> Command | None:
    """The command that `text` is, if the whole of it is one."""
    return _BY_WORDS.get(plain(text)) or _BY_WORDS.get(" ".join(re.sub(r"[^\w\s]", "", text.lower()).split()))


def spoken() -> tuple[str, ...]:
    """Everything that `parse` or `yes_no` knows by heart, without apostrophes: what a recogniser may listen for."""
    return (*_BY_WORDS, *sorted(_YES | _NO))


def split_done(text: str) -> str | None:
    """What came before a closing "done" said after a pause ("... that is all. done"), or None without one.

    Only an utterance of its own counts, so this looks at a last line, not at a last word.
    """
    head, _, last = text.rpartition("\n")
    return head if parse(last) is Command.DONE else None


def yes_no(text: str) -> bool | None:
    """True for yes, False for no, None when it is neither for certain."""
    said = plain(text)
    if said in _NO:
        return False
    if said in _YES:
        return True
    first = said.split(" ", 1)[0] if said else ""
    if first in ("no", "nope", "nah"):
        return False
    if first in ("yes", "yeah", "yep", "yup") and not re.search(r"\b(but|no|not)\b", said):
        return True
    return None


def is_among(text: str, phrases: Sequence[str]) -> bool:
    """Whether the text is one of the phrases, or means yes or no where one of them does."""
    if text in phrases:
        return True
    return yes_no(text) is not None and any(yes_no(phrase) is not None for phrase in phrases)


_UNITS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen".split())}  # fmt: skip
_TENS = {
    word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}


def numbers(text: str) -> list[int]:
    """The whole numbers in the text, in words or digits, in order ("twenty five minutes" -> [25])."""
    found: list[int] = []
    tens = 0
    for word in plain(text).split():
        if word in _TENS:
            if tens:
                found.append(tens)
            tens = _TENS[word]
        elif word in _UNITS and tens and 0 < _UNITS[word] < 10:
            found.append(tens + _UNITS[word])
            tens = 0
        else:
            if tens:
                found.append(tens)
                tens = 0
            if word in _UNITS:
                found.append(_UNITS[word])
            elif word.isdecimal() and len(word) < 6:
                found.append(int(word))
    return [*found, tens] if tens else found


def rating(text: str) -> int | None:
    """A number from 0 to 10 in a short answer; "between six and seven" is the higher one."""
    if len(text.split()) > 8:
        return None
    said = re.sub(r"\bout of (ten|10)\b", "", plain(text))
    found = [number for number in numbers(said) if 0 <= number <= 10]
    return max(found) if found and len(found) <= 2 else None


def minutes(text: str) -> int | None:
    """A length of time in minutes ("half an hour", "two hours", "tomorrow" is a day)."""
    said = plain(text)
    found = numbers(said)
    if "half an hour" in said or "half hour" in said:
        return 30 + 60 * (found[0] if found and "hour and" in said else 1 if "hour and a half" in said else 0)
    if "tomorrow" in said or re.search(r"\b(day|days|week|weeks)\b", said):
        return 24 * 60
    if "quarter of an hour" in said:
        return 15
    if re.search(r"\bhours?\b", said):
        return 60 * (found[0] if found else 1) + (30 if "and a half" in said else 0)
    return found[0] if found else None


def choose(text: str, options: Sequence[Option]) -> Option | None:
    """The one option that the text names, by its words, its label or its number; None when unclear."""
    said = plain(text)
    if not said:
        return None
    matches: list[tuple[int, Option]] = []
    for option in options:
        for words in (option.value, option.label, *option.words):
            key = plain(words)
            if re.search(rf"\b{re.escape(key)}\b", said):
                matches.append((len(key), option))
                break
    if matches:
        best = max(length for length, _ in matches)
        longest = {option.value: option for length, option in matches if length == best}
        return next(iter(longest.values())) if len(longest) == 1 else None
    found = numbers(re.sub(r"\b(first|second|third|fourth|fifth)( one)?\b", lambda m: _ORDINALS[m[1]], said))
    if len(said.split()) <= 4 and len(found) == 1 and 1 <= found[0] <= len(options):
        return options[found[0] - 1]
    return None


_ORDINALS = {"first": "one", "second": "two", "third": "three", "fourth": "four", "fifth": "five"}

_UNFINISHED = re.compile(
    r"\b(?:and|but|because|so|or|that|when|if|then|like|the|a|an|to|of|with|my|your|i|um|uh|"
    r"i feel|i felt|i need|i want|i just|you know|which|who|for|about|at|in|on|from)$"
)


def is_unfinished(text: str) -> bool:
    """Whether the words plainly lead on ("because ...", "I feel ..."), so that silence is thinking."""
    return bool(_UNFINISHED.search(" ".join(text.lower().split())))


def spoken_list(words: Sequence[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}" if words else ""
