"""The screens' services without hardware: the real driver and core, a voice that waits, an ear that is played to."""

import itertools
import time
from collections.abc import Callable, Iterator, Sequence

from tests.core.simulate import repair
from voicerepair.adapters.silent_voice import SilentMouth
from voicerepair.core import events as ev
from voicerepair.core import profiles
from voicerepair.core import review as reviews
from voicerepair.core.people import Partner
from voicerepair.core.reflection import Reflection, ReflectionRequest
from voicerepair.core.state import SessionState
from voicerepair.core.words import Word
from voicerepair.errors import StorageError
from voicerepair.ports import Ear, EarReport, Mouth, PartialHeard, Screen, SessionInfo
from voicerepair.runtime.clock import WallClock
from voicerepair.runtime.driver import Driver

DANGER = "he hits me"


class ListJournal:
    """Events in a list."""

    session = "s1"

    def __init__(self) -> None:
        self.written: list[ev.SessionEvent] = []

    def append(self, event: ev.SessionEvent) -> None:
        self.written.append(event)

    def events(self) -> Iterator[ev.SessionEvent]:
        return iter(list(self.written))

    def close(self) -> None:
        """Nothing to release."""


class PlayedEar:
    """Opens at once; the test says what is heard."""

    def __init__(self, sink: Callable[[EarReport], None]) -> None:
        self.sink = sink
        self.turn = 0
        self.is_open = False
        self.is_started = False

    async def start(self) -> None:
        self.is_started = True

    def open_mic(self, turn: int, listening: str, after: float, cue: str, phrases: Sequence[str]) -> None:
        self.turn, self.is_open = turn, True
        self.sink(ev.MicOpened(at=time.time(), turn=turn))

    def close_mic(self, turn: int) -> None:
        self.is_open = False
        self.sink(ev.MicClosed(at=time.time(), turn=turn))

    def release(self) -> None:
        """Nothing waits."""

    async def stop(self) -> None:
        self.is_started = self.is_open = False

    def hear(self, text: str, seconds: float = 2.0, doubtful: str = "") -> None:
        """A whole utterance that ended just now."""
        now = time.time()
        words = tuple(Word(word, now, now, 0.2 if word == doubtful else 0.95) for word in text.split())
        self.sink(ev.SpeechStarted(at=now - seconds, turn=self.turn))
        self.sink(ev.SpeechEnded(at=now, turn=self.turn))
        self.sink(ev.UtteranceHeard(at=now, turn=self.turn, words=words))

    def partly(self, text: str) -> None:
        """Speech that goes on."""
        self.sink(ev.SpeechStarted(at=time.time(), turn=self.turn))
        self.sink(PartialHeard(turn=self.turn, text=text))


class WaitingMouth(SilentMouth):
    """A voice whose prompts last until it is hushed, while `waits`."""

    def __init__(self, sink: Callable[[EarReport], None]) -> None:
        super().__init__(sink, time.time)
        self.sink = sink
        self.waits = False
        self.playing = 0
        self.hushed = 0
        self.said: list[str] = []

    def speak(self, prompt: int, text: str) -> None:
        self.playing = prompt
        self.said.append(text)
        if not self.waits:
            self.finish("played")

    def finish(self, how: str) -> None:
        prompt, self.playing = self.playing, 0
        if prompt:
            self.sink(ev.PromptPlayed(at=time.time(), prompt=prompt, how=how))  # type: ignore[arg-type]

    def hush(self) -> None:
        self.hushed += bool(self.playing)
        self.finish("hushed")


async def echo(request: ReflectionRequest) -> Reflection:
    return Reflection(text=f"{request.speaker}, I hear that {request.text}. Is that what you're saying?")


class FakeServices:
    """`Services`, `Preferences` and `People` for tests."""

    def __init__(self) -> None:
        self.names: Sequence[str] = ()
        self.protocol = "repair"
        self.autostart = ""
        self.journal = ListJournal()
        self.past: list[SessionInfo] = []
        self.reviews: dict[str, reviews.Review] = {}
        self.trouble: Exception | None = None
        self.modality = "voice"
        self.chosen = ""
        self.theme = ""
        self.known: tuple[profiles.Person, ...] = ()
        self.waits = False
        self.driver: Driver | None = None
        self.ear: PlayedEar | None = None
        self.mouth: WaitingMouth | None = None
        self.reflect: Callable[[ReflectionRequest], object] = echo
        self._numbers = itertools.count(1)

    def recognizer_line(self) -> str:
        return "pocketsphinx (embedded). For people's own speech: voicerepair models pull"

    def devices(self) -> Sequence[str]:
        if self.trouble is not None:
            raise self.trouble
        return ["Built-in Microphone", "USB headset"]

    def exercises(self) -> Sequence[tuple[str, str]]:
        return [("repair", "Repair after a rupture")]

    def device(self) -> str:
        return self.chosen

    def choose_device(self, name: str) -> None:
        self.chosen = name

    def save_theme(self, name: str) -> None:
        self.theme = name

    def people(self) -> Sequence[profiles.Person]:
        return self.known

    def keep_person(self, person: profiles.Person) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.known = profiles.put(self.known, person)

    def as_partner(self, person: profiles.Person) -> Partner:
        return profiles.partner(person, 2.5)

    def history(self) -> Sequence[SessionInfo]:
        if self.trouble is not None:
            raise self.trouble
        return self.past

    def review(self, session: str) -> reviews.Review:
        if session not in self.reviews:
            raise StorageError("Nothing of this session was kept.", "As you chose.")
        return self.reviews[session]

    def begin(self, screen: Screen, names: Sequence[str]) -> tuple[Driver, ev.SessionOpened]:
        known = [profiles.find(self.known, name) for name in names]
        partners = tuple(
            self.as_partner(person) if person else Partner(name=name, modality=self.modality)  # type: ignore[arg-type]
            for name, person in zip(names, known, strict=True)
        )
        opened = ev.SessionOpened(at=time.time(), session="s1", protocol=repair(), partners=partners, holdoff_ms=0)
        return self._drive(screen), opened

    def resume(self, screen: Screen, session: str) -> Driver:
        return self._drive(screen)

    def trial(self, sink: Callable[[EarReport], None]) -> tuple[Ear, Mouth]:
        self.ear, self.mouth = PlayedEar(sink), WaitingMouth(sink)
        self.mouth.waits = self.waits
        return self.ear, self.mouth

    def finished(self, state: SessionState) -> reviews.Review:
        return reviews.review(state, with_words=False)

    def _drive(self, screen: Screen) -> Driver:
        def sink(report: EarReport) -> None:
            if self.driver is not None:
                self.driver.post(report)

        self.ear, self.mouth = PlayedEar(sink), WaitingMouth(sink)
        self.mouth.waits = self.waits
        self.driver = Driver(
            journal=self.journal,
            ear=self.ear,
            mouth=self.mouth,
            clock=WallClock(),
            screen=screen,
            reflect=self.reflect,  # type: ignore[arg-type]
            screen_text=lambda text: "safety_violence" if DANGER in text else "none",
        )
        return self.driver


def info(state: str = "stopped", **changes: object) -> SessionInfo:
    """A row of the history."""
    now = time.time()
    row: dict[str, object] = {
        "session": "s1", "started_at": now - 90_000, "last_at": now - 86_400, "protocol": "repair",
        "partners": ("Ana", "Ben"), "state": state, "events": 12, "return_at": now + 86_400,
    }  # fmt: skip
    return SessionInfo(**{**row, **changes})  # type: ignore[arg-type]
