"""What a session is at one moment. A fold of its journal; nothing else."""

import enum

import msgspec

from voicerepair.core import language
from voicerepair.core.events import SessionOpened
from voicerepair.core.floor import TurnRecord
from voicerepair.core.plan import Stage


class Phase(enum.StrEnum):
    """Where in a step the session is."""

    PROMPT = "prompt"  # the voice speaks, the microphone is closed
    LISTEN = "listen"  # somebody has the floor
    FLUSH = "flush"  # the microphone is closing; last words may still come
    THINK = "think"  # a reflection is being drafted
    PRIVATE = "private"  # the safety check: each alone, by key
    HELP = "help"  # after a disclosure: help is offered on the screen, nothing is said of it
    BREAK = "break"  # a return is booked
    ENDED = "ended"


class Moment(msgspec.Struct, frozen=True):
    """One asking: what is said, who may answer (-1: anyone), and how the answer is listened to.

    `listening`: "dictation" (a turn of one's own words), "answer" (short), or empty: nothing to answer.
    """

    name: str
    text: str
    partner: int = -1
    listening: str = ""
    phrases: tuple[str, ...] = ()
    tries: int = 0
    budget: float = 0.0


class Answer(msgspec.Struct, frozen=True):
    """A settled answer of a step, as stored: consent, a rating, a choice, a request's outcome."""

    step: str
    partner: int
    value: str


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """How an earlier agreement went: kept, partly, not_yet, or passed; `obstacle` is what got in the way."""

    text: str
    owner: int
    outcome: str
    due: str = ""
    obstacle: str = ""
    is_open: bool = False


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment in its owner's own words. `due` is as said ("by friday").

    `owner` is a partner's index, -1 where it is everyone's; `confirmed_by` are indexes.
    """

    text: str
    owner: int
    due: str = ""
    confirmed_by: tuple[int, ...] = ()


class Mark(msgspec.Struct, frozen=True):
    """A moment the facilitator marked, in the stage at `position`; `text` is for their eyes only."""

    at: float
    position: int
    text: str = ""


class Held(msgspec.Struct, frozen=True):
    """What to go back to after a pause or another aside."""

    moment: Moment
    turn: int


class SessionState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the screen, the review and a resumed session need to know."""

    opened: SessionOpened
    plan: tuple[Stage, ...]
    position: int = 0
    phase: Phase = Phase.PROMPT
    moment: Moment = Moment("", "")
    prompt: int = 0
    turn: int = 0
    mic_open: bool = False
    turns: tuple[TurnRecord, ...] = ()
    attempt: int = 0
    retried: bool = False
    interlude: str = ""
    reminder: str = ""  # said before the next prompt: the rule that was just forgotten
    held: Held | None = None
    answers: tuple[Answer, ...] = ()
    draft: Agreement | None = None
    agreements: tuple[Agreement, ...] = ()
    kept: tuple[Answer, ...] = ()  # answers worth keeping: what helped, what makes it worth it, gestures, ...
    followups: tuple[FollowUp, ...] = ()
    hurt: int = -1  # whose hurt is looked after, once that is settled
    line: int = 0  # which line of a calm step is being said
    notes: tuple[tuple[int, str], ...] = ()
    offered: str = ""  # a prompt that waits for the facilitator
    is_chosen: bool = False  # the next prompt is the facilitator's own, and does not wait
    is_auto: bool = False  # prompts do not wait for the facilitator
    has_hard_limits: bool = False
    marks: tuple[Mark, ...] = ()
    heard_from: float = 0.0  # what was said over the prompt since then belongs to the turn it opens
    pace: float = 1.0
    is_warned: bool = False
    is_told: bool = False
    last_at: float = 0.0
    return_at: float = 0.0
    reason: str = ""
    faults: tuple[str, ...] = ()

    @property
    def stage(self) -> Stage:
        return self.plan[min(self.position, len(self.plan) - 1)]

    @property
    def record(self) -> TurnRecord | None:
        """The turn that is, or was last, listened to."""
        return self.turn_record(self.turn)

    def turn_record(self, turn: int) -> TurnRecord | None:
        return next((record for record in reversed(self.turns) if record.turn == turn), None)

    @property
    def floor(self) -> int:
        """The partner who has the floor, -1 when nobody or anybody has."""
        return self.moment.partner if self.phase in (Phase.LISTEN, Phase.FLUSH) else -1

    @property
    def is_paused(self) -> bool:
        return self.held is not None and self.moment.name in ("paused", "comfort", "asleep")

    @property
    def is_asleep(self) -> bool:
        """Whether only the words that wake are listened for; what else is said is forgotten at once."""
        return self.held is not None and self.moment.name == "asleep"

    @property
    def is_guided(self) -> bool:
        """Whether a facilitator guides."""
        return bool(self.opened.facilitator)

    @property
    def is_over(self) -> bool:
        return self.phase in (Phase.ENDED, Phase.BREAK)

    def name(self, partner: int) -> str:
        """A partner's name; "You two" (or "Everyone") for -1."""
        partners = self.opened.partners
        if 0 <= partner < len(partners):
            return partners[partner].name
        return language.sentence(self.opened.protocol.language, "Both of you" if len(partners) == 2 else "Everyone")

    def answer(self, step: str, partner: int) -> str:
        """The last stored answer of that step and partner, or an empty string."""
        found = (answer.value for answer in reversed(self.answers) if answer.step == step and answer.partner == partner)
        return next(found, "")

    def last_answers(self, step: str, partner: int) -> tuple[str, ...]:
        """The last stored answers of that step: of one partner, or of each who gave one (for partner -1)."""
        given = {answer.partner: answer.value for answer in self.answers if answer.step == step}
        if partner < 0:
            return tuple(given.values())
        return tuple(value for who, value in given.items() if who in (partner, -1))
