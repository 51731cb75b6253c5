"""What to do. Imperatives, carried out by the driver, never journalled."""

from typing import Literal

import msgspec

from voicerepair.core.reflection import ReflectionRequest

Listening = Literal["dictation", "answer"]
Earcon = Literal["mic_open", "mic_closed", "turn_ending", "turn_closing"]


class Effect(msgspec.Struct, frozen=True):
    """The base of all effects."""


class Speak(Effect, frozen=True):
    """Say `text` aloud, then report `PromptPlayed(prompt)`."""

    prompt: int
    text: str


class Prefetch(Effect, frozen=True):
    """Synthesise `text` ahead: it is likely to be said next."""

    text: str


class Hush(Effect, frozen=True):
    """Silence the voice now; `PromptPlayed(how="hushed")` follows if something was playing."""


class OpenMic(Effect, frozen=True):
    """Listen for `turn`, from `after` (seconds since the epoch: the hold-off after a prompt) on.

    `cue` names the moment ("feel/0/ask/1") for scripted sources; `phrases` are answers likely here.
    """

    turn: int
    listening: Listening
    after: float
    cue: str = ""
    phrases: tuple[str, ...] = ()


class CloseMic(Effect, frozen=True):
    """Stop listening for `turn`; the ear sends what it still has, then `MicClosed`."""

    turn: int


class PlayEarcon(Effect, frozen=True):
    """A short sound with a visible twin."""

    earcon: Earcon


class SetTimer(Effect, frozen=True):
    """Report `TimerFired(turn, timer)` at `due` (seconds since the epoch); replaces a timer of that name."""

    timer: str
    turn: int
    due: float


class CancelTimer(Effect, frozen=True):
    """Forget the timer of that name, if there is one."""

    timer: str


class DraftReflection(Effect, frozen=True):
    """Draft what the app heard in `turn`, then report `ReflectionDrafted`."""

    turn: int
    request: ReflectionRequest


class ApplyKeep(Effect, frozen=True):
    """Keep of this session what everyone agreed to: `nothing`, `agreements` or `words`."""

    keep: Literal["nothing", "agreements", "words"]


class EndSession(Effect, frozen=True):
    """Nothing more will come of this session for now; the driver stops."""

    reason: str


class SetPace(Effect, frozen=True):
    """Speak at `pace` times the chosen rate from now on ("slower")."""

    pace: float
