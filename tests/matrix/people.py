"""People who answer in one way only, whatever they are asked, and a session for them without sound."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Literal

from tests.tui.fake import ListJournal, PlayedEar, WaitingMouth, echo
from tests.web.served import until as wait_until
from voicerepair.cli.plain_screen import PlainScreen, PlainTalk
from voicerepair.core import events as ev
from voicerepair.core.people import Partner
from voicerepair.core.protocol import Protocol
from voicerepair.core.state import Phase, SessionState
from voicerepair.ports import EarReport, Signal
from voicerepair.runtime.clock import WallClock
from voicerepair.runtime.driver import Driver
from voicerepair.web.screen import WebScreen
from voicerepair.wording import describe
from voicerepair.wording.cards import cards
from voicerepair.wording.stepping import Item, items

Way = Literal["voice", "keys", "typing", "scanning", "plain", "plain steps", "browser"]
WAYS: tuple[Way, ...] = ("voice", "keys", "typing", "scanning", "plain", "plain steps", "browser")
SENTENCES: Mapping[str, str] = {
    "slots/ask": "I feel hurt", "slots/when": "when you come home late",
    "slots/because": "because it makes me think I do not matter",
    "agreement/ask": "I will call when I am late", "agreement/when": "every day",
}  # fmt: skip


class Hasty(WallClock):
    """Silences that are part of an exercise are over at once; what waits for people waits as ever."""

    def set_timer(self, timer: str, due: float, fire: Callable[[], None]) -> None:
        waits = timer in ("no_input", "warning", "limit", "tell")
        super().set_timer(timer, due if waits else min(due, self.now() + 0.01), fire)


class Screen:
    """Keeps the state; the session's other screens are shown beside it."""

    def __init__(self) -> None:
        self.state: SessionState | None = None
        self.others: list[PlainScreen | WebScreen] = []

    def render(self, state: SessionState) -> None:
        self.state = state
        for other in self.others:
            other.render(state)

    def signal(self, signal: Signal) -> None:
        for other in self.others:
            other.signal(signal)


def short_answer(state: SessionState) -> str:
    """What somebody who wants to get on answers to a short question."""
    moment, kind = state.moment, state.stage.step.kind
    if kind == "rating" and moment.name == "ask":
        return "2"
    if moment.name == "more":
        return next((phrase for phrase in moment.phrases if phrase in ("no", "done", "go on")), "no")
    if moment.name == "leave":
        return "no"
    if moment.name == "offer":
        return "yes" if kind == "agreement" else "no"
    return moment.phrases[0] if moment.phrases else "yes"


def sentence(state: SessionState) -> str:
    step = state.stage.step
    return SENTENCES.get(f"{step.kind}/{state.moment.name}", "I see my part in this, and I am sorry")


class Session:
    """One session of that protocol, answered in one way."""

    def __init__(self, protocol: Protocol, way: Way) -> None:
        self.way = way
        self.screen = Screen()
        self.used: set[str] = set()
        modality = {"voice": "voice", "keys": "keys", "scanning": "keys"}.get(way, "typing")
        names = ("Ana", "Ben", "Cem", "Dua")[: protocol.partners[0]]
        partners = tuple(
            Partner(name=name, modality=modality, patience_seconds=0.01)  # type: ignore[arg-type]
            for name in names
        )
        self.opened = ev.SessionOpened(at=time.time(), session="s1", protocol=protocol, partners=partners, holdoff_ms=0)
        self.ear, self.mouth = PlayedEar(self._sink), WaitingMouth(self._sink)
        self.driver = Driver(
            journal=ListJournal(), ear=self.ear, mouth=self.mouth, clock=Hasty(), screen=self.screen,
            reflect=echo, screen_text=lambda text: "none",
        )  # fmt: skip
        self.lines: list[str] = []
        self.talk = PlainTalk(self.driver, lambda hidden: None, self.lines.append)
        self.web = WebScreen(time.time)
        self.web.hands = self.driver
        self.screen.others = [PlainScreen(self.lines.append), self.web]

    def _sink(self, report: EarReport) -> None:
        self.driver.post(report)

    async def run(self, until: str = "") -> SessionState:
        """To its end, or until "step/moment" is listened to; fails when an answer brings nothing new."""
        running = self._running = asyncio.create_task(self.driver.run(self.opened))
        answered: tuple[object, ...] = ()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + 8
        while not running.done():
            assert loop.time() < deadline, self.stuck()
            state = self.screen.state
            if state is not None:
                here = (state.turn, state.prompt, state.phase, state.moment.tries)
                if state.phase is Phase.PRIVATE:
                    self._check()
                elif state.phase is Phase.LISTEN and f"{state.stage.step.id}/{state.moment.name}" == until:
                    return state
                elif state.phase is Phase.LISTEN and here != answered:
                    answered = here
                    assert len(state.turns) < 250, self.stuck()
                    await self._answer(state)
            await asyncio.sleep(0.0005)
        return await running

    async def stop(self) -> None:
        """Let it go where it is."""
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)

    def stuck(self) -> str:
        state = self.screen.state
        return f"{self.way}: {state and (state.stage.step.id, state.moment, state.phase)}\n" + "\n".join(
            self.lines[-8:]
        )

    # ---- the private check -----------------------------------------------------------------------------

    def _check(self) -> None:
        check = self.web.view.check
        if self.way == "browser":
            if check is not None and not check.is_over:
                self.web.act({"private": "ready" if check.is_waiting else "1"})
        elif self.way == "plain":
            self.talk.follow(self.driver.state)
            self.talk.take("n")
        elif self.way == "plain steps":
            self.talk.follow(self.driver.state)
            self._press(1)
        else:
            self.driver.safety(cleared=True)  # by key alone, on a page of its own: tests/tui

    # ---- answers ---------------------------------------------------------------------------------------

    async def _answer(self, state: SessionState) -> None:
        is_short = state.moment.listening == "answer" or bool(state.moment.phrases)
        wanted = short_answer(state) if is_short else sentence(state)
        self.used.add(self.way)
        match self.way:
            case "voice":
                await self._speak(state, wanted)
            case "typing":
                self.driver.type(wanted)
            case "keys":
                keys = [choice.text for choice in describe.choices(state)]
                if wanted in keys or (cards(state) and not is_short):
                    self.driver.type(wanted if wanted in keys else cards(state)[0])
                else:
                    assert state.moment.name == "more", f"no key gives “{wanted}” at {self.stuck()}"
                    self.driver.command("pass")  # x: no more
            case "scanning":
                self._scan(state, wanted)
            case "plain":
                self.talk.follow(state)
                self.talk.take(self._number(state, wanted))
            case "plain steps":
                self.talk.follow(state)
                self._press(items(state).index(self._chosen(state, wanted)) + 1)
            case "browser":
                assert self.web.act({"text": wanted})

    def _number(self, state: SessionState, wanted: str) -> str:
        return next((choice.key for choice in describe.choices(state) if choice.text == wanted), wanted)

    def _press(self, steps: int) -> None:
        """So often Space and Enter, then Enter."""
        for _ in range(steps):
            self.talk.take(" ")
        self.talk.take("")

    def _chosen(self, state: SessionState, wanted: str) -> Item:
        offered = items(state)
        is_done = state.moment.listening == "dictation" and state.record is not None and bool(state.record.text)
        chosen = next((item for item in offered if item.value == wanted), offered[0])
        if is_done:
            chosen = next(item for item in offered if item.value == "done")
        assert chosen.kind != "command" or is_done, f"nothing to choose at {state.stage.step.id}/{state.moment.name}"
        return chosen

    def _scan(self, state: SessionState, wanted: str) -> None:
        chosen = self._chosen(state, wanted)
        if chosen.kind == "command":
            self.driver.command(chosen.value)
        else:
            self.driver.type(chosen.value, aloud=chosen.kind == "sentence")

    async def _speak(self, state: SessionState, wanted: str) -> None:
        await wait_until(lambda: self.driver.state.mic_open or self.driver.state.turn != state.turn)
        self.ear.hear(wanted)
