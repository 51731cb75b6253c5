"""The turn clock: what was said while somebody held the floor, for how long they really spoke."""

import msgspec

from voicerepair.core.words import Word


class TurnRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one opening of the microphone brought. `partner` is -1 when anybody may answer.

    `spans` are voiced stretches, seconds since the epoch; `speaking_since` is 0 in silence. `verdict` is what
    the speaker made of the reflection: heard, corrected, own_words, passed, or empty.
    """

    turn: int
    stage: int
    step: str
    moment: str
    partner: int
    listening: str = "dictation"
    opened_at: float = 0.0
    closed_at: float = 0.0
    spans: tuple[tuple[float, float], ...] = ()
    speaking_since: float = 0.0
    lines: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    typed: bool = False
    dropped: bool = False
    reflection: str = ""
    verdict: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    @property
    def is_speaking(self) -> bool:
        return self.speaking_since > 0

    def talk_seconds(self, now: float = 0.0) -> float:
        """Seconds of speech so far; `now` counts a stretch that still goes on."""
        running = max(0.0, now - self.speaking_since) if self.is_speaking and now else 0.0
        return sum(end - start for start, end in self.spans) + running

    def speech_started(self, at: float) -> "TurnRecord":
        return self if self.is_speaking else msgspec.structs.replace(self, speaking_since=at)

    def speech_ended(self, at: float) -> "TurnRecord":
        if not self.is_speaking:
            return self
        span = (self.speaking_since, max(at, self.speaking_since))
        return msgspec.structs.replace(self, spans=(*self.spans, span), speaking_since=0.0)

    def heard(self, words: tuple[Word, ...]) -> "TurnRecord":
        line = " ".join(word.text for word in words)
        return msgspec.structs.replace(self, lines=(*self.lines, line), words=(*self.words, *words)) if line else self

    def settled(self) -> "TurnRecord":
        """Without the times of single words, which nobody asks for once the step is over; the journal has them."""
        return msgspec.structs.replace(self, words=()) if self.words else self

    def wrote(self, text: str) -> "TurnRecord":
        return msgspec.structs.replace(self, lines=(*self.lines, text), typed=True)

    def without_last_span(self) -> "TurnRecord":
        """A spoken command is not talk time."""
        return msgspec.structs.replace(self, spans=self.spans[:-1], speaking_since=0.0)


def budget_seconds(seconds: int, limit: str, scale: float, extra: float) -> float:
    """The talk time of a turn, 0 for no limit. `scale` 0 switches every limit off."""
    return 0.0 if limit == "none" or scale <= 0 else seconds * scale + extra


def shares(records: tuple[TurnRecord, ...], partners: int) -> list[float]:
    """Each partner's share of all talk time, 0 to 1; zeros where nobody spoke."""
    talked = [
        sum(record.talk_seconds() for record in records if record.partner == index and not record.dropped)
        for index in range(partners)
    ]
    whole = sum(talked)
    return [seconds / whole if whole else 0.0 for seconds in talked]
