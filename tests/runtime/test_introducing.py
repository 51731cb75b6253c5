"""The spoken introduction with a real state machine, an ear that is played to, and a voice that shows."""

import asyncio
import time

from tests.tui.fake import PlayedEar, WaitingMouth
from voicerepair.runtime.clock import WallClock
from voicerepair.runtime.introducing import Introducing


class Company(PlayedEar):
    """Two people who answer each question as soon as the microphone opens, then leave it to silence."""

    def __init__(self, introducing: Introducing, answers: list[str]) -> None:
        super().__init__(introducing.take)
        self.answers = answers
        self.cues: list[str] = []
        self.phrases: list[tuple[str, ...]] = []

    def open_mic(self, turn: int, listening: str, after: float, cue: str, phrases: object) -> None:
        super().open_mic(turn, listening, after, cue, ())
        self.cues.append(cue)
        self.phrases.append(tuple(phrases))  # type: ignore[call-overload]
        if self.answers:
            self.hear(self.answers.pop(0))


async def test_two_people_are_known_by_voice_alone(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("voicerepair.runtime.introducing.PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr("voicerepair.runtime.introducing.SPELLING_SECONDS", 0.01)
    shown: list[str] = []
    introducing = Introducing(WallClock(), shown.append)
    answers = ["anna", "no", "hannah", "no", "a n n a", "yes", "nothing", "ben", "yes", "slower", "nothing", "begin"]
    ear, mouth = Company(introducing, answers), WaitingMouth(introducing.take)
    state = await asyncio.wait_for(introducing.hold(ear, mouth), 20)
    assert [(person.name, person.rate) for person in state.people] == [("Anna", 0), ("Ben", 130)]
    assert "introduction/spell" in ear.cues
    assert "alpha" in ear.phrases[ear.cues.index("introduction/spell")]
    assert mouth.said[-1] == "Good. We begin."
    assert "a n n a" in shown


async def test_typed_lines_answer_too_and_silence_asks_again(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("voicerepair.runtime.introducing.SILENCE_SECONDS", 0.05)
    introducing = Introducing(WallClock(), lambda _: None)
    ear, mouth = Company(introducing, []), WaitingMouth(introducing.take)
    running = asyncio.create_task(introducing.hold(ear, mouth))
    deadline = time.monotonic() + 10
    while len(mouth.said) < 3:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.005)
    assert len(set(mouth.said)) == 1, "the same question again"
    for line in ("Anna", "yes", "nothing", "Ben", "yes", "nothing", "begin"):
        introducing.type(line)
    state = await asyncio.wait_for(running, 10)
    assert [person.name for person in state.people] == ["Anna", "Ben"]
