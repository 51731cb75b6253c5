"""What the app needs from the outside world, each a small Protocol class.

Every port has a real adapter, and a fake shipped beside it where tests and the demo need one; one contract
suite runs over all of them.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple, Protocol

import msgspec

from voicerepair.core.events import SessionEvent
from voicerepair.core.state import SessionState
from voicerepair.core.words import Hypothesis

SAMPLE_RATE = 16_000
"""Hz. Everything after the audio source is 16-bit mono PCM at this rate."""


class AudioBlock(msgspec.Struct, frozen=True):
    """Some PCM. `at`: seconds since the epoch of its first sample. `pcm`: 16-bit little-endian mono, 16 kHz."""

    at: float
    pcm: bytes


class AudioSource(Protocol):
    """Where sound comes from: a microphone, or a recording that stands in for one."""

    def start(self, cue: str, after: float = 0.0) -> None:
        """Begin to deliver what is heard from now on. Raises `DeviceError`.

        `cue` names the moment for scripted sources, `after` (seconds since the epoch) when somebody listens;
        a microphone ignores both.
        """

    def read(self, timeout: float) -> AudioBlock | None:
        """The next block, or None after `timeout` seconds without one.

        Raises `DeviceError` when the source is gone (unplugged, frozen for over a second, server dead).
        """

    def stop(self) -> None:
        """Deliver no more until the next `start`. Never blocks for long, even on a dead device."""

    def close(self) -> None:
        """Let the device go for good."""


class Recognizer(Protocol):
    """Speech to text for one utterance at a time, 16 kHz. Used from one thread only."""

    name: str

    def start(self, phrases: Sequence[str] = ()) -> None:
        """Begin an utterance. `phrases`: likely answers, for engines that can use them."""

    def accept(self, pcm: bytes) -> str:
        """Take some PCM (never empty) and return the partial hypothesis so far."""

    def finish(self) -> Hypothesis:
        """End the utterance. Word times are seconds from its first sample."""


class CancelledBlock(msgspec.Struct, frozen=True):
    """Sound without the app's own voice. `far_db`: how loud that is now, or was shortly before; -96 for silent.

    `is_sure` False: the echo was lost, and what is left may be the voice itself.
    """

    at: float
    pcm: bytes
    far_db: float
    is_sure: bool = True


class EchoCanceller(Protocol):
    """Takes what the loudspeaker plays out of what the microphone hears. Used from one thread only.

    `delay_seconds`: how long after it is due a sound comes back, as it was found for the last one.
    """

    delay_seconds: float

    def play(self, at: float, pcm: bytes) -> None:
        """The loudspeaker plays `pcm` (16 kHz) from `at` (seconds since the epoch) on."""

    def silence(self, at: float) -> None:
        """What was to be played after `at` is not."""

    def push(self, block: AudioBlock) -> Sequence[CancelledBlock]:
        """The blocks that are complete now, in order and without gaps."""


class CommandSpotter(Protocol):
    """Whether a short sound is one of a few words."""

    def spot(self, pcm: bytes) -> str:
        """The word, or nothing. `pcm` has about a fifth of a second of silence around it."""


class VoiceActivityDetector(Protocol):
    """Whether there is speech in a frame."""

    frame_samples: int

    def probability(self, frame: bytes) -> float:
        """Speech probability 0 to 1 of exactly `frame_samples` samples."""

    def reset(self) -> None:
        """Forget the past: the next frame begins a new stream."""


class OverParts(NamedTuple):
    """What hears commands over prompts. `mode`: throughout them ("cancel"), or in gaps between their sentences."""

    canceller: EchoCanceller
    detector: VoiceActivityDetector
    spotter: CommandSpotter
    mode: Literal["cancel", "pieces"]


class VoiceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How the voice sounds. `rate` in words a minute, `volume` 0 to 1, `pitch` 0 to 100 (50: the voice's own)."""

    rate: int = 165
    volume: float = 1.0
    pitch: int = 50
    voice: str = ""


class Voice(Protocol):
    """Text to speech into a WAV file."""

    name: str

    def synthesise(self, text: str, path: str, settings: VoiceSettings) -> None:
        """Write a valid mono 16-bit WAV to `path`. Raises `VoiceError`."""

    def voices(self) -> Sequence[str]:
        """The ids that `VoiceSettings.voice` can take."""


class Clip(msgspec.Struct, frozen=True):
    """A sound to play: 16-bit little-endian mono PCM at `rate` Hz; `reference` is the same at 16 kHz, where known."""

    rate: int
    pcm: bytes
    reference: bytes = b""

    @property
    def seconds(self) -> float:
        return len(self.pcm) / 2 / self.rate


class Loudspeaker(Protocol):
    """Plays one clip at a time. Used from one thread only."""

    def play(self, clip: Clip, silence: threading.Event, started: Callable[[float], None]) -> float:
        """Play all of `clip`, or until `silence` is set; return when its last sample was heard (epoch seconds).

        `started` is called once with the time of the first sample. Raises `DeviceError` when there is no
        loudspeaker, or it goes away.
        """

    def close(self) -> None:
        """Let the device go for good."""


class SessionInfo(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the history. `state`: open (can be resumed), break, completed, stopped, not_today."""

    session: str
    started_at: float
    last_at: float
    protocol: str
    partners: tuple[str, ...]
    state: str
    events: int
    return_at: float = 0.0


class Journal(Protocol):
    """The append-only event log of one session. `append` returns only when the event is safe."""

    session: str

    def append(self, event: SessionEvent) -> None:
        """Write the event durably. Raises `StorageError` (disk full, ...); what was acknowledged stays."""

    def events(self) -> Iterator[SessionEvent]:
        """All events in order, without loading them at once."""

    def close(self) -> None:
        """Release the file."""


class JournalStore(Protocol):
    """All the sessions on this machine."""

    def create(self, session: str) -> Journal:
        """A new, empty journal."""

    def open(self, session: str) -> Journal:
        """The journal of that session. Raises `StorageError` if there is none."""

    def sessions(self) -> Iterator[SessionInfo]:
        """Newest first, streaming."""

    def set_outcome(self, session: str, outcome: bytes) -> None:
        """Keep the session's encoded review; it outlives the words."""

    def outcome(self, session: str) -> bytes | None:
        """The encoded review, if there is one."""

    def keep(self, session: str, keep: Literal["nothing", "agreements", "words"]) -> None:
        """Keep only that of the session: its words are really gone from the file otherwise."""

    def delete(self, session: str) -> None:
        """Remove it for good (the pages are overwritten, not only unlinked)."""

    def value(self, name: str) -> bytes | None:
        """What was put under that name: what belongs to people and not to a session."""

    def set_value(self, name: str, data: bytes) -> None:
        """Put it there, in place of what was there."""

    def close(self) -> None:
        """Release the store."""


# ---- signals: what the screen shows but the session's state does not depend on; never journalled -------------


class Signal(msgspec.Struct, frozen=True, kw_only=True):
    """The base of all signals."""


class PartialHeard(Signal, frozen=True, kw_only=True):
    """The partial hypothesis of the utterance now being spoken."""

    turn: int
    text: str


class LevelMeasured(Signal, frozen=True, kw_only=True):
    """Input level in dBFS (0 is full scale, -96 silence) and whether it is speech; about ten a second."""

    dbfs: float
    speech: bool = False


class SpokenOver(Signal, frozen=True, kw_only=True):
    """Whether somebody speaks over a prompt, or in its gap; told when it changes."""

    speaks: bool


class TimePassed(Signal, frozen=True, kw_only=True):
    """A replayed stream's own clock, in fast mode; it waits for `Ear.release` before it runs on."""

    at: float


class Noticed(Signal, frozen=True, kw_only=True):
    """A line for the screen: what happened, what is being done. `level`: info, warning, error."""

    message: str
    hint: str = ""
    level: Literal["info", "warning", "error"] = "info"


class EarconShown(Signal, frozen=True, kw_only=True):
    """The visible twin of an earcon."""

    earcon: str


EarReport = SessionEvent | Signal
"""What the ear and the voice send to the driver."""


class Ear(Protocol):
    """The driver's end of the ear. Reports arrive through the sink given at construction, on the event loop."""

    async def start(self) -> None:
        """Start listening hardware. Failing is not fatal: a `Noticed` is reported and typing goes on."""

    def open_mic(self, turn: int, listening: str, after: float, cue: str, phrases: Sequence[str]) -> None:
        """Carry out `OpenMic`."""

    def close_mic(self, turn: int) -> None:
        """Carry out `CloseMic`; `MicClosed(turn)` always follows, even from a dead ear."""

    def release(self) -> None:
        """Let a paced replay run on after `TimePassed`; a microphone needs no permission."""

    async def stop(self) -> None:
        """End it, within two seconds whatever state it is in."""


class Mouth(Protocol):
    """The driver's end of the voice: plays prompts one at a time, reports `PromptPlayed` for each."""

    async def start(self) -> None: ...

    def speak(self, prompt: int, text: str) -> None: ...

    def prefetch(self, text: str) -> None: ...

    def hush(self) -> None: ...

    def earcon(self, name: str) -> None: ...

    def set_pace(self, pace: float) -> None: ...

    async def stop(self) -> None: ...


class Clock(Protocol):
    """Time and timers for the driver: the wall clock, or the recording's own in `--fast`."""

    def now(self) -> float:
        """Seconds since the epoch."""

    def set_timer(self, timer: str, due: float, fire: Callable[[], None]) -> None:
        """Call `fire` on the event loop once, when `due` is reached; replaces a timer of that name."""

    def cancel_timer(self, timer: str) -> None: ...

    def advance(self, at: float) -> None: ...


class Screen(Protocol):
    """Whatever shows the session: the Textual app, plain lines, or nothing."""

    def render(self, state: SessionState) -> None:
        """Show the state after every step."""

    def signal(self, signal: Signal) -> None:
        """Show something that passes: a partial, a level, a notice."""
