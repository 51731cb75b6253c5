"""A session without hardware: scripted answers drive the real `step()` on a made-up clock."""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from importlib import resources

from voicerepair.core import effects as ef
from voicerepair.core import events as ev
from voicerepair.core import session
from voicerepair.core.people import Partner
from voicerepair.core.protocol import Protocol
from voicerepair.core.protocol_text import parse
from voicerepair.core.state import Phase, SessionState
from voicerepair.core.words import Word

ANA, BEN = Partner(name="Ana", pronouns="she"), Partner(name="Ben")


def repair() -> Protocol:
    text = resources.files("voicerepair").joinpath("data/protocols/repair.toml").read_text("utf-8")
    return parse(text, "repair.toml")


class Simulation:
    """`answers` by cue ("step/partner/moment", or "*/moment" for any); each cue's are used up in order."""

    def __init__(
        self,
        answers: Mapping[str, Sequence[str]],
        protocol: Protocol | None = None,
        partners: tuple[Partner, ...] = (ANA, BEN),
        default: str = "yes",
        open_agreements: tuple[ev.OpenAgreement, ...] = (),
        starter: int = 0,
        suggests_therapist: bool = False,
        helped_before: tuple[str, ...] = (),
        facilitator: str = "",
        agenda: tuple[str, ...] = (),
    ) -> None:
        self.answers = defaultdict(deque, {cue: deque(lines) for cue, lines in answers.items()})
        self.default = default
        self.now = 1000.0
        self.spoken: list[str] = []
        self.effects: list[ef.Effect] = []
        self.kept = ""
        self.timers: dict[str, ev.TimerFired] = {}
        opened = ev.SessionOpened(
            at=self.now,
            session="s",
            protocol=protocol or repair(),
            partners=partners,
            starter=starter,
            open_agreements=open_agreements,
            suggests_therapist=suggests_therapist,
            helped_before=helped_before,
            facilitator=facilitator,
            agenda=agenda,
        )
        self.journal: list[ev.SessionEvent] = [opened]
        first = session.begin(opened)
        self.state: SessionState = first.state
        self.pending: deque[ef.Effect] = deque(first.effects)

    def send(self, event: ev.SessionEvent) -> None:
        self.journal.append(event)
        transition = session.step(self.state, event)
        self.state = transition.state
        self.pending.extend(transition.effects)

    def run(self, until: str = "", steps: int = 5000) -> SessionState:
        """Until the session ends, or a moment "step/moment" is listened to."""
        for _ in range(steps):
            if self.state.is_over:
                return self.state
            if until and self.state.phase is Phase.LISTEN and until == self.here and not self.pending:
                return self.state
            if not self.pending:
                if self.state.phase is Phase.PROMPT and "gap" in self.timers:
                    self.fire("gap")
                    continue
                if self.state.phase is Phase.PRIVATE:
                    self.send(ev.SafetyCleared(at=self.now))
                    continue
                raise AssertionError(f"nothing moves in {self.state.phase} at {self.here}")
            self._carry_out(self.pending.popleft(), until)
        raise AssertionError(f"no end after {steps} effects, at {self.here}")

    @property
    def here(self) -> str:
        return f"{self.state.stage.step.id}/{self.state.moment.name}"

    def _carry_out(self, effect: ef.Effect, until: str) -> None:
        self.effects.append(effect)
        match effect:
            case ef.Speak():
                self.spoken.append(effect.text)
                self.now += 1
                self.send(ev.PromptPlayed(at=self.now, prompt=effect.prompt))
            case ef.OpenMic():
                self.now = effect.after
                self.send(ev.MicOpened(at=self.now, turn=effect.turn))
                if until != self.here:
                    self.say(self._answer(effect.cue), effect.turn)
            case ef.CloseMic():
                self.send(ev.MicClosed(at=self.now, turn=effect.turn))
            case ef.SetTimer():
                self.timers[effect.timer] = ev.TimerFired(at=effect.due, turn=effect.turn, timer=effect.timer)
            case ef.CancelTimer():
                self.timers.pop(effect.timer, None)
            case ef.DraftReflection():
                text = f"{effect.request.speaker}, I hear: {effect.request.text}. Is that what you're saying?"
                self.send(ev.ReflectionDrafted(at=self.now, turn=effect.turn, text=text))
            case ef.ApplyKeep():
                self.kept = effect.keep

    def _answer(self, cue: str) -> str:
        for key in (cue, "*/" + cue.rsplit("/", 1)[1]):
            if self.answers[key]:
                return self.answers[key].popleft()
        return self.default

    def say(self, text: str, turn: int, seconds: float = 2.0) -> None:
        """Speak `text` into the open microphone, then fall silent until the patience is over."""
        self.send(ev.SpeechStarted(at=self.now, turn=turn))
        start, self.now = self.now, self.now + seconds
        self.send(ev.SpeechEnded(at=self.now, turn=turn))
        words = tuple(Word(word, start, self.now, 0.9) for word in text.split())
        self.send(ev.UtteranceHeard(at=self.now, turn=turn, words=words))
        while self.pending and not isinstance(self.pending[0], ef.Speak | ef.OpenMic | ef.CloseMic):
            self._carry_out(self.pending.popleft(), "")
        self.fire("patience")

    def fire(self, timer: str) -> None:
        """Let a timer come due, if it is set."""
        fired = self.timers.pop(timer, None)
        if fired is not None and (self.state.phase is Phase.LISTEN or timer == "gap"):
            self.now = max(self.now, fired.at)
            self.send(fired)


WHOLE = {
    "upset/0/ask": ["four"], "upset/1/ask": ["three"],
    "recall/0/ask": ["we laugh together"], "recall/1/ask": ["she is my best friend"],
    "issue/all/ask": ["hurtful words"],
    "my_part/0/ask": ["i raised my voice and i am sorry"], "my_part/1/ask": ["i came home late and did not call"],
    "feel/0/ask": ["i feel hurt"], "feel/0/when": ["when you come home late"],
    "feel/0/because": ["because it makes me think i do not matter"],
    "feel/1/ask": ["i feel lonely when you shut the door because i want to talk"],
    "clarify/0/ask": ["i needed a call"], "clarify/1/ask": ["i needed to be heard"],
    "empathy/0/ask": ["i imagine you felt alone"], "empathy/1/ask": ["i imagine you felt scared"],
    "needs/0/ask": ["to be heard"], "needs/1/ask": ["respect"],
    "request/0/ask": ["please call me when you are late"], "request/1/ask": ["please knock"],
    "agreement/0/ask": ["i will knock before i come in"], "agreement/0/when": ["every day"],
    "agreement/1/ask": ["i will call when i am late"], "agreement/1/when": ["from tomorrow"],
    "agreement/all/more": ["no", "no"],
    "helped/0/ask": ["that you listened"], "helped/1/ask": ["slowing down"],
    "keep/0/ask": ["words too"], "keep/1/ask": ["agreements"],
}  # fmt: skip
"""Answers for a whole session of "Repair after a rupture"."""
