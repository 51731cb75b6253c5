"""The driver with typed answers, a silent voice and real rules: journal, screening, faults, resume."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.core.simulate import ANA, BEN, repair
from voicerepair.adapters.silent_voice import SilentMouth
from voicerepair.core import events as ev
from voicerepair.core import session
from voicerepair.core.reflection import Reflection, ReflectionRequest
from voicerepair.core.state import Phase, SessionState
from voicerepair.core.words import Word
from voicerepair.errors import StorageError
from voicerepair.ports import Noticed, PartialHeard, Signal
from voicerepair.runtime.clock import StreamClock, WallClock
from voicerepair.runtime.driver import Driver
from voicerepair.runtime.quiet import NoEar

DANGER = "he hits me"


class PowerCut(Exception):
    """The machine went off."""


class ListJournal:
    """Keeps events in a list; `fails` makes the next appends fail, as a full disk does."""

    session = "s"

    def __init__(self) -> None:
        self.written: list[ev.SessionEvent] = []
        self.fails = 0

    def append(self, event: ev.SessionEvent) -> None:
        if self.fails:
            self.fails -= 1
            raise StorageError("The disk is full.", "Free some space.")
        self.written.append(event)

    def events(self) -> Iterator[ev.SessionEvent]:
        return iter(list(self.written))

    def close(self) -> None:
        pass


class Typist:
    """A screen that answers every question with scripted words."""

    def __init__(self, answers: dict[str, list[str]], default: str = "yes") -> None:
        self.answers = {key: list(lines) for key, lines in answers.items()}
        self.default = default
        self.driver: Driver | None = None
        self.signals: list[Signal] = []
        self.answered = 0
        self.seen: list[Phase] = []
        self.stop_at = ""

    def render(self, state: SessionState) -> None:
        assert self.driver is not None
        self.seen.append(state.phase)
        if state.phase is Phase.PRIVATE:
            self.driver.safety(cleared=True)
        elif state.phase is Phase.HELP:
            self.driver.command("stop")
        elif state.phase is Phase.LISTEN and state.turn > self.answered:
            self.answered = state.turn
            here = f"{state.stage.step.id}/{state.moment.name}"
            if here == self.stop_at:
                raise PowerCut
            lines = self.answers.get(here, [])
            self.driver.type(lines.pop(0) if lines else self.default)

    def signal(self, signal: Signal) -> None:
        self.signals.append(signal)


async def echo(request: ReflectionRequest) -> Reflection:
    return Reflection(text=f"{request.speaker}, I hear that: {request.text}. Is that right?")


def drive(journal: ListJournal, typist: Typist, **changes: object) -> Driver:
    reports: list[object] = []

    def sink(report: object) -> None:
        driver.post(report)  # type: ignore[arg-type]

    clock = WallClock()
    parts: dict[str, object] = {
        "journal": journal,
        "clock": clock,
        "ear": NoEar(sink, clock.now),
        "mouth": SilentMouth(sink, clock.now),
        "screen": typist,
        "reflect": echo,
        "screen_text": lambda text: "safety_violence" if DANGER in text else "none",
        **changes,
    }
    driver = Driver(**parts)  # type: ignore[arg-type]
    typist.driver = driver
    assert not reports
    return driver


def opened() -> ev.SessionOpened:
    return ev.SessionOpened(at=1000.0, session="s", protocol=repair(), partners=(ANA, BEN))


ANSWERS = {
    "upset/ask": ["3", "4"],
    "issue/ask": ["hurtful words"],
    "keep/ask": ["agreements", "agreements"],
    "agreement/more": ["no", "no"],
    "agreement/ask": ["I will knock", "I will call"],
}


async def test_a_whole_session_by_typing_alone() -> None:
    journal, kept = ListJournal(), []
    driver = drive(journal, Typist(ANSWERS), on_end=lambda state, keep: kept.append((state.reason, keep)))
    state = await asyncio.wait_for(driver.run(opened()), 30)
    assert state.reason == "completed"
    assert len(state.agreements) == 2
    assert kept == [("completed", "agreements")]
    folded = session.fold(journal.written)
    assert folded is not None
    assert folded.agreements == state.agreements


async def test_every_event_is_journalled_before_it_is_shown() -> None:
    journal = ListJournal()

    class Watcher(Typist):
        def render(self, state: SessionState) -> None:
            assert session.fold(journal.written) == state
            super().render(state)

    await asyncio.wait_for(drive(journal, Watcher(ANSWERS)).run(opened()), 60)
    assert len(journal.written) > 100


async def test_a_disclosure_is_neither_written_nor_shown_nor_said() -> None:
    journal = ListJournal()
    typist = Typist({**ANSWERS, "my_part/ask": [f"sometimes {DANGER} at night"]})
    state = await asyncio.wait_for(drive(journal, typist).run(opened()), 30)
    assert state.reason == "not_today"
    assert Phase.HELP in typist.seen
    assert DANGER not in b"".join(map(ev.encode, journal.written)).decode()
    assert any(isinstance(event, ev.DisclosureFound) for event in journal.written)


async def test_a_full_disk_is_said_once_and_loses_nothing_when_there_is_room_again() -> None:
    journal, typist = ListJournal(), Typist(ANSWERS)
    journal.fails = 7
    state = await asyncio.wait_for(drive(journal, typist).run(opened()), 30)
    assert [type(signal).__name__ for signal in typist.signals if isinstance(signal, Noticed)] == ["Noticed"]
    assert session.fold(journal.written[:-1]) == state


async def test_resume_goes_on_at_the_same_step() -> None:
    journal, typist = ListJournal(), Typist(ANSWERS)
    typist.stop_at = "request/ask"
    with pytest.raises(PowerCut):
        await asyncio.wait_for(drive(journal, typist).run(opened()), 30)
    before = session.fold(journal.written)
    assert before is not None
    again = Typist(ANSWERS)
    again.answered = before.turn
    state = await asyncio.wait_for(drive(journal, again).run(None), 30)
    assert state.reason == "completed"
    assert state.answers[: len(before.answers)] == before.answers


async def test_nothing_to_resume_is_a_clear_error() -> None:
    with pytest.raises(StorageError, match="no session to resume"):
        await drive(ListJournal(), Typist({})).run(None)


async def test_a_stream_clock_moves_only_when_told() -> None:
    clock, fired = StreamClock(100.0), []
    clock.set_timer("b", 102.0, lambda: fired.append("b"))
    clock.set_timer("a", 101.0, lambda: fired.append("a"))
    clock.set_timer("c", 109.0, lambda: fired.append("c"))
    clock.cancel_timer("none")
    clock.advance(100.5)
    assert fired == []
    clock.advance(103.0)
    clock.advance(90.0)
    assert (fired, clock.now()) == (["a", "b"], 103.0)


async def test_a_reflector_that_fails_leads_to_asking_not_to_silence() -> None:
    async def broken(request: ReflectionRequest) -> Reflection:
        raise ValueError(request.text)

    state = await asyncio.wait_for(drive(ListJournal(), Typist(ANSWERS), reflect=broken).run(opened()), 30)
    assert state.reason == "completed"
    assert {record.verdict for record in state.turns if record.step == "my_part" and record.verdict} == {"own_words"}


async def test_what_is_said_while_it_sleeps_is_neither_shown_nor_written() -> None:
    class Sleeper(Typist):
        """Sends the app to sleep at the first question, talks on, and wakes it."""

        def render(self, state: SessionState) -> None:
            assert self.driver is not None
            here = (state.moment.name, state.phase)
            if state.phase is Phase.PRIVATE:
                self.driver.safety(cleared=True)
            elif state.phase is Phase.LISTEN and not state.is_asleep and not self.answered:
                self.answered = state.turn
                self.driver.command("go to sleep")
            elif here == ("asleep", Phase.LISTEN) and self.answered < state.turn:
                self.answered = state.turn
                secret, wake = ("a secret between us", "wake up")
                self.driver.post(PartialHeard(turn=state.turn, text=secret))
                for said in (secret, wake):
                    words = tuple(Word(word, 0.0, 1.0, 0.9) for word in said.split())
                    self.driver.post(ev.UtteranceHeard(at=2.0, turn=state.turn, words=words))
            elif state.held is None and self.answered > 1:
                raise PowerCut

    journal, typist = ListJournal(), Sleeper({})
    driver = drive(journal, typist)
    with pytest.raises(PowerCut):
        await driver.run(opened())
    heard = [event.text for event in journal.written if isinstance(event, ev.UtteranceHeard)]
    assert heard == ["wake up"]
    assert not [signal for signal in typist.signals if isinstance(signal, PartialHeard)]
