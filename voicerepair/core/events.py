"""What happened. Past participles, journalled in order; the session's state is a fold of these.

`at` is seconds since the epoch, when the thing was true and not when it was noticed (`SpeechEnded.at` is the
last voiced frame). `turn` is the floor or answer the event belongs to; recognition lags, so it is never
replaced by "whoever has the floor now".
"""

from typing import Literal

import msgspec

from voicerepair.core.people import Partner
from voicerepair.core.protocol import Protocol
from voicerepair.core.words import Word

FacilitatorAction = Literal[
    "say", "show", "announce", "hold", "release", "extend", "limits", "auto", "go", "floor", "point"
]


class Event(msgspec.Struct, frozen=True, kw_only=True, tag=True, tag_field="type"):
    """The base of all events."""

    at: float


class OpenAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """An agreement of an earlier session, to be asked about in this one. `owner` is an index, -1 for everyone."""

    text: str
    owner: int
    due: str = ""
    made_at: float = 0.0


class SessionOpened(Event, frozen=True, kw_only=True):
    """A session began. Carries everything the fold needs, so that a changed protocol file cannot change it."""

    session: str
    protocol: Protocol
    partners: tuple[Partner, ...]
    starter: int = 0
    spoken: bool = True
    holdoff_ms: int = 350
    turn_scale: float = 1.0  # every time limit times this; 0 switches limits off (WCAG 2.2.1)
    helped_before: tuple[str, ...] = ()
    open_agreements: tuple[OpenAgreement, ...] = ()
    thread: str = ""  # the session that the thread began with; empty when it is this one
    suggests_therapist: bool = False
    facilitator: str = ""  # who guides; nothing is then said that they did not choose
    agenda: tuple[str, ...] = ()  # points of the facilitator's own


class SessionResumed(Event, frozen=True, kw_only=True):
    """The session goes on after a stop, a crash or a booked break, at the step where it was."""


class PromptPlayed(Event, frozen=True, kw_only=True):
    """Prompt number `prompt` is over: its last sample played, was silenced, or its text was only shown."""

    prompt: int
    how: Literal["played", "hushed", "shown", "failed"] = "played"


class BargedIn(Event, frozen=True, kw_only=True):
    """A command (`commands.Command` value) was said over prompt number `prompt`; `at` is the end of its word."""

    prompt: int
    command: str


class MicOpened(Event, frozen=True, kw_only=True):
    """The ear listens for `turn`; `at` is the first frame that counts."""

    turn: int


class MicClosed(Event, frozen=True, kw_only=True):
    """The ear has stopped listening for `turn` and everything it heard has been sent."""

    turn: int


class SpeechStarted(Event, frozen=True, kw_only=True):
    """`at`: the first voiced frame."""

    turn: int


class SpeechEnded(Event, frozen=True, kw_only=True):
    """`at`: the last voiced frame, not the moment the silence was long enough to be sure."""

    turn: int


class UtteranceHeard(Event, frozen=True, kw_only=True):
    """The final hypothesis of one utterance; `words` may be empty when speech was not understood."""

    turn: int
    words: tuple[Word, ...] = ()
    channel: int = 0

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


class TextTyped(Event, frozen=True, kw_only=True):
    """Typed words, or a choice picked by key or button: one path for hands and for voice.

    `aloud`: the voice says them for the partner, and the floor stays theirs.
    """

    turn: int
    text: str
    aloud: bool = False


class CommandGiven(Event, frozen=True, kw_only=True):
    """A command by key or button (`commands.Command` value). Spoken and typed ones are found in the text."""

    turn: int
    command: str


class ReflectionDrafted(Event, frozen=True, kw_only=True):
    """What the app would say it heard in `turn`. An empty `text` means: could not, ask."""

    turn: int
    text: str
    basis: Literal["paraphrase", "mirror", "ask"] = "paraphrase"
    source: Literal["rules", "local_model"] = "rules"


class DisclosureFound(Event, frozen=True, kw_only=True):
    """`turn` held a disclosure of danger. Its words are not in the event, and not in the journal."""

    turn: int
    kind: Literal["violence", "self_harm"]


class SafetyCleared(Event, frozen=True, kw_only=True):
    """Every partner, alone and in silence, found it safe to go on. Nobody's answer is in here."""


class SafetyDeclined(Event, frozen=True, kw_only=True):
    """Not today. Never says who, or which answer."""


class TimerFired(Event, frozen=True, kw_only=True):
    """A timer asked for by `SetTimer` came due; `at` is its due time."""

    turn: int
    timer: str


class PrivateNoteAdded(Event, frozen=True, kw_only=True):
    """A note for its writer's eyes; never in an export for somebody else."""

    partner: int
    text: str


class PartnerChanged(Event, frozen=True, kw_only=True):
    """A partner's needs are others from now on (patience, wordings, how they answer). The name stays."""

    partner: int
    needs: Partner


class FacilitatorActed(Event, frozen=True, kw_only=True):
    """The facilitator guides, by key; ignored where nobody does.

    `say`: the waiting prompt aloud, as it is or as `text`. `show`: only on the screen. `announce`: `text` aloud.
    `hold`, `release`: everything rests. `extend`: `value` seconds more. `limits`: hard ones, 1 or 0.
    `auto`: prompts no longer wait, 1 or 0. `go`: to stage `value`. `floor`: to partner `value`. `point`: the agenda's.
    """

    action: FacilitatorAction
    value: int = 0
    text: str = ""


class MomentMarked(Event, frozen=True, kw_only=True):
    """The facilitator marked this moment; `text`, if any, is for their eyes only."""

    text: str = ""


class FaultNoted(Event, frozen=True, kw_only=True):
    """A device or child process failed or came back (`ear_restarted`, `microphone_lost`, ...). No words."""

    fault: str


class SessionClosed(Event, frozen=True, kw_only=True):
    """The end, or a break until `return_at`. `reason`: completed, stopped, not_today, break."""

    reason: str
    return_at: float = 0.0


SessionEvent = (
    SessionOpened
    | SessionResumed
    | PromptPlayed
    | BargedIn
    | MicOpened
    | MicClosed
    | SpeechStarted
    | SpeechEnded
    | UtteranceHeard
    | TextTyped
    | CommandGiven
    | ReflectionDrafted
    | DisclosureFound
    | SafetyCleared
    | SafetyDeclined
    | TimerFired
    | PrivateNoteAdded
    | PartnerChanged
    | FacilitatorActed
    | MomentMarked
    | FaultNoted
    | SessionClosed
)

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(SessionEvent)


def encode(event: Event) -> bytes:
    """One event as JSON, for the journal."""
    return _ENCODER.encode(event)


def decode(data: bytes) -> SessionEvent:
    """The event written by `encode`. Raises `msgspec.ValidationError` (a ValueError) on anything else."""
    event: SessionEvent = _DECODER.decode(data)
    return event
