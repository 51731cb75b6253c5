"""A recogniser that understands nothing: for measuring speech without its words."""

from collections.abc import Sequence

from voicerepair.core.words import Hypothesis


class NoRecognizer:
    """The `Recognizer` of `listen --no-words`."""

    name = "none"

    def start(self, phrases: Sequence[str] = ()) -> None:
        """Nothing to begin."""

    def accept(self, pcm: bytes) -> str:
        return ""

    def finish(self) -> Hypothesis:
        return Hypothesis()
