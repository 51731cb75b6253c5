"""A session without sound: no microphone (typing and keys only), and a voice that only shows."""

import asyncio
from collections.abc import Callable, Sequence

from voicerepair.core.events import MicClosed, PromptPlayed
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


class SilentMouth:
    """A voice that says nothing: every prompt counts as shown at once."""

    def __init__(self, sink: Callable[[EarReport], None], now: Callable[[], float]) -> None:
        self._sink = sink
        self._now = now

    async def start(self) -> None:
        """There is nothing to start."""

    def speak(self, prompt: int, text: str) -> None:
        played = PromptPlayed(at=self._now(), prompt=prompt, how="shown")
        asyncio.get_running_loop().call_soon(self._sink, played)

    def prefetch(self, text: str) -> None:
        """Nothing to prepare."""

    def hush(self) -> None:
        """Already silent."""

    def earcon(self, name: str) -> None:
        """Shown by the screen."""

    def set_pace(self, pace: float) -> None:
        """No pace to keep."""

    async def stop(self) -> None:
        """There is nothing to stop."""
