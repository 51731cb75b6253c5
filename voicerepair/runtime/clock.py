"""Time and timers: the wall clock, and a recording's own clock."""

import asyncio
import time
from collections.abc import Callable


class WallClock:
    """Seconds since the epoch; timers on the running event loop."""

    def __init__(self) -> None:
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def now(self) -> float:
        return time.time()

    def set_timer(self, timer: str, due: float, fire: Callable[[], None]) -> None:
        self.cancel_timer(timer)
        loop = asyncio.get_running_loop()
        self._timers[timer] = loop.call_later(max(0.0, due - self.now()), fire)

    def cancel_timer(self, timer: str) -> None:
        handle = self._timers.pop(timer, None)
        if handle:
            handle.cancel()

    def advance(self, at: float) -> None:
        """The wall clock needs nobody to move it."""


class StreamClock:
    """The clock of a replayed stream: it moves only by `advance`, so a fast replay decides like a slow one."""

    def __init__(self, start: float) -> None:
        self._now = start
        self._timers: dict[str, tuple[float, Callable[[], None]]] = {}

    def now(self) -> float:
        return self._now

    def set_timer(self, timer: str, due: float, fire: Callable[[], None]) -> None:
        self._timers[timer] = (due, fire)

    def cancel_timer(self, timer: str) -> None:
        self._timers.pop(timer, None)

    def advance(self, at: float) -> None:
        """Move on to `at` and fire what came due, in order."""
        self._now = max(self._now, at)
        for timer, (due, fire) in sorted(self._timers.items(), key=lambda item: item[1][0]):
            if due <= self._now:
                del self._timers[timer]
                fire()
