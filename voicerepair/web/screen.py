"""The page's end of the session: keeps what is to be shown, and hands on what people press and type."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Protocol

from voicerepair.core.commands import Command
from voicerepair.core.state import Phase, SessionState
from voicerepair.ports import EarconShown, LevelMeasured, Noticed, PartialHeard, Signal
from voicerepair.web.page import View
from voicerepair.wording import describe
from voicerepair.wording.private_check import PrivateCheck

COMMANDS = frozenset(command.value for command in Command)


class Hands(Protocol):
    """What the page asks of the session (`runtime.driver.Driver`)."""

    @property
    def has_begun(self) -> bool: ...

    def command(self, command: str) -> None: ...

    def type(self, text: str, aloud: bool = False) -> None: ...

    def hush(self) -> None: ...

    def safety(self, cleared: bool) -> None: ...


class WebScreen:
    """A `ports.Screen`. `now` is the session's clock, seconds since the epoch."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.view = View()
        self.now = now
        self.changes = 0
        self.hands: Hands | None = None
        self._waiting: set[asyncio.Event] = set()

    # ---- from the session ------------------------------------------------------------------------------

    def render(self, state: SessionState) -> None:
        view, before = self.view, self.view.state
        view.state = state
        said = state.record.lines if state.record else ()
        earlier = before.record.lines if before and before.record else ()
        if said != earlier or view.partial_turn != state.turn:
            view.partial = ""
        if state.phase is Phase.PRIVATE:
            names = [partner.name for partner in state.opened.partners]
            view.check = view.check or PrivateCheck(names, state.opened.protocol.language)
        else:
            view.check = None
        if state.phase is not Phase.HELP:
            view.are_lines_shown = False
        self._tell()

    def signal(self, signal: Signal) -> None:
        view = self.view
        match signal:
            case PartialHeard(turn=turn, text=text):
                view.partial, view.partial_turn = text, turn
            case LevelMeasured(dbfs=dbfs) if describe.level(dbfs) != view.level:
                view.level = describe.level(dbfs)
            case Noticed():
                view.notice = signal
            case EarconShown(earcon="turn_ending" | "turn_closing" as earcon):
                view.notice = Noticed(message=describe.EARCONS[earcon])
            case _:
                return
        self._tell()

    def _tell(self) -> None:
        self.changes += 1
        for waiting in self._waiting:
            waiting.set()

    async def changed(self, seen: int, over: asyncio.Event, seconds: float) -> None:
        """Return when there is something newer than `seen`, when it is `over`, or after so many seconds."""
        woken = asyncio.Event()
        self._waiting.add(woken)
        tasks = [asyncio.ensure_future(event.wait()) for event in (woken, over)]
        try:
            if self.changes == seen:
                with suppress(TimeoutError):
                    await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._waiting.discard(woken)
            for task in tasks:
                task.cancel()

    # ---- from the page ---------------------------------------------------------------------------------

    def act(self, fields: Mapping[str, str]) -> bool:
        """Do what a form asks for; whether it made sense."""
        hands, state = self.hands, self.view.state
        if hands is None or state is None or not hands.has_begun:
            return False
        text, command = fields.get("text", "").strip(), fields.get("command", "")
        if "private" in fields and self.view.check is not None:
            return self._answer(self.view.check, fields["private"], hands)
        if "offer" in fields and state.phase is Phase.HELP:
            return self._offered(fields["offer"], hands)
        if state.phase in (Phase.PRIVATE, Phase.HELP):
            return False
        if command in COMMANDS:
            if command == Command.DONE and state.phase is Phase.PROMPT:
                hands.hush()
            else:
                hands.command(command)
            return True
        if text:
            hands.type(text)
        return "text" in fields

    def _answer(self, check: PrivateCheck, said: str, hands: Hands) -> bool:
        if said == "ready":
            check.ready()
        elif said == "again":
            check.again()
        elif said in ("1", "2", "3"):
            check.answer(int(said))
        else:
            return False
        if check.is_over:
            hands.safety(check.is_clear)
        else:
            self._tell()
        return True

    def _offered(self, said: str, hands: Hands) -> bool:
        if said == "lines":
            self.view.are_lines_shown = not self.view.are_lines_shown
            self._tell()
        elif said in ("stop", "resume"):
            hands.command(said)
        else:
            return False
        return True
