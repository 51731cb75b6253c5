"""What goes over the socket between the ear's proxy and its child."""

import msgspec

from voicerepair.core.words import Word


class _Message(msgspec.Struct, frozen=True, tag=True):
    pass


class Open(_Message, frozen=True):
    """Listen for `turn` from `after` on."""

    turn: int
    listening: str
    after: float
    cue: str
    phrases: tuple[str, ...] = ()


class Close(_Message, frozen=True):
    """Stop listening for `turn`."""

    turn: int


class GoOn(_Message, frozen=True):
    """A paced replay that waits at `at` may run on."""

    at: float


class Play(_Message, frozen=True):
    """The loudspeaker plays `pcm` (16 kHz) from `at` on; `prompt` 0: not a prompt but an earcon."""

    prompt: int
    at: float
    pcm: bytes


class Silence(_Message, frozen=True):
    """The voice was silenced at `at`."""

    at: float


class Gap(_Message, frozen=True):
    """Prompt number `prompt` rests from `began` to `until`, for a command."""

    prompt: int
    began: float
    until: float


class Ready(_Message, frozen=True):
    """The child listens; `notices` (message, hint) say what could not be had."""

    recognizer: str
    notices: tuple[tuple[str, str], ...] = ()


class Opened(_Message, frozen=True):
    """`at`: the first sample that counts."""

    turn: int
    at: float


class Closed(_Message, frozen=True):
    """All that was heard for `turn` has been sent."""

    turn: int
    at: float


class Started(_Message, frozen=True):
    """`at`: the first voiced frame."""

    turn: int
    at: float


class Ended(_Message, frozen=True):
    """`at`: the last voiced frame."""

    turn: int
    at: float


class Utterance(_Message, frozen=True):
    """The final hypothesis; `words` have times since the epoch."""

    turn: int
    at: float
    words: tuple[Word, ...]


class Partial(_Message, frozen=True):
    """The hypothesis so far."""

    turn: int
    text: str


class Level(_Message, frozen=True):
    """The input level; about ten a second, so also the sign that the child is alive."""

    dbfs: float
    speech: bool


class Commanded(_Message, frozen=True):
    """`command` was said over prompt number `prompt`, up to `ended`."""

    prompt: int
    command: str
    ended: float


class Overheard(_Message, frozen=True):
    """Whether somebody speaks in a prompt's gap; told when it changes."""

    speaks: bool


class Passed(_Message, frozen=True):
    """A paced replay has come to `at` and waits."""

    at: float


class Lost(_Message, frozen=True):
    """The source is gone; it is tried again every second."""

    message: str
    hint: str


class Back(_Message, frozen=True):
    """The source delivers again."""


class Failed(_Message, frozen=True):
    """The child has no parts to listen with, and will not have them."""

    message: str
    hint: str


Order = Open | Close | GoOn | Play | Silence | Gap
Report = (
    Ready
    | Opened
    | Closed
    | Started
    | Ended
    | Utterance
    | Partial
    | Level
    | Commanded
    | Overheard
    | Passed
    | Lost
    | Back
    | Failed
)
ORDERS = msgspec.msgpack.Decoder(Order)
REPORTS = msgspec.msgpack.Decoder(Report)
