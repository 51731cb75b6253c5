"""What a recogniser heard, word by word."""

import msgspec


class Word(msgspec.Struct, frozen=True, array_like=True):
    """One recognised word. `start` and `end` are seconds on the session's clock; `confidence` is 0 to 1."""

    text: str
    start: float = 0.0
    end: float = 0.0
    confidence: float = 1.0


class Hypothesis(msgspec.Struct, frozen=True):
    """A recogniser's final reading of one utterance. Empty `words` mean that nothing was understood."""

    words: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """Mean word confidence, 0 where there are no words."""
        return sum(word.confidence for word in self.words) / len(self.words) if self.words else 0.0
