"""A session without a microphone: typing and keys only."""

from collections.abc import Callable, Sequence

from voicerepair.core.events import MicClosed
from voicerepair.ports import EarReport


class NoEar:
    """An ear that hears nothing; answers are typed or picked. `now` gives seconds since the epoch."""

    def __init__(self, sink: Callable[[EarReport], None], now: Callable[[], float]) -> None:
        self._sink = sink
        self._now = now

    async def start(self) -> None:
        """There is nothing to start."""

    def open_mic(self, turn: int, listening: str, after: float, cue: str, phrases: Sequence[str]) -> None:
        """No microphone, so nothing opens; the screen still shows who has the floor."""

    def close_mic(self, turn: int) -> None:
        self._sink(MicClosed(at=self._now(), turn=turn))

    def release(self) -> None:
        """Nothing waits."""

    async def stop(self) -> None:
        """There is nothing to stop."""
