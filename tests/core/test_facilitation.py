"""A guided session: consented to, and nothing said that the facilitator did not choose."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.core.library import NAMES, Answering, everyone, protocol
from tests.core.simulate import WHOLE, Simulation, repair
from voicerepair.core import effects as ef
from voicerepair.core import events as ev
from voicerepair.core import session
from voicerepair.core.facilitation import guided, reachable
from voicerepair.core.people import Partner
from voicerepair.core.plan import plan
from voicerepair.core.review import review
from voicerepair.core.state import Phase, SessionState

ANSWERS = {**WHOLE, "readiness/0/ask": ["seven"], "readiness/1/ask": ["five"]}


class Guided:
    """A simulation whose facilitator presses keys."""

    def __init__(self, answers: dict[str, list[str]] = ANSWERS, agenda: Sequence[str] = ()) -> None:
        self.simulation = Simulation(
            answers, protocol=guided(repair()), facilitator="Cleo", agenda=tuple(agenda), default="yes"
        )

    @property
    def state(self) -> SessionState:
        return self.simulation.state

    def act(self, action: Any, value: int = 0, text: str = "") -> None:
        event = ev.FacilitatorActed(at=self.simulation.now, action=action, value=value, text=text)
        self.simulation.send(event)
        self.settle()

    def settle(self) -> None:
        """Let everything happen that needs no facilitator and no partner."""
        simulation = self.simulation
        while simulation.pending:
            effect = simulation.pending.popleft()
            simulation._carry_out(effect, simulation.here)

    def answer(self, text: str) -> None:
        assert self.state.phase is Phase.LISTEN
        self.simulation.say(text, self.state.turn)
        self.settle()

    def to(self, step: str) -> None:
        """Jump there through the consents, saying everything."""
        wanted = next(index for index, stage in enumerate(self.state.plan) if stage.step.id == step)
        for _ in range(60):
            if self.state.position == wanted:
                return
            if self.state.phase is Phase.PRIVATE:
                self.simulation.send(ev.SafetyCleared(at=self.simulation.now))
            elif self.state.offered:
                self.act("show")
            elif self.state.stage.step.kind == "consent":
                self.answer("yes")
            else:
                self.act("go", wanted)
            self.settle()
        raise AssertionError(f"not there: {self.simulation.here}")


def test_everyone_consents_and_says_how_ready_they_are_after_the_welcome() -> None:
    protocol = guided(repair())
    stages = plan(protocol, (Partner(name="Ana"), Partner(name="Ben")), 0)
    kinds = [stage.step.id for stage in stages]
    first = kinds.index("guided")
    assert kinds[first : first + 4] == ["guided", "guided", "readiness", "readiness"]
    assert all(stage.step.kind == "say" for stage in stages[:first])
    assert guided(protocol) == protocol, "twice is once"


def test_a_no_to_the_facilitator_ends_the_session_kindly() -> None:
    run = Guided()
    run.act("show")
    assert run.simulation.here == "guided/ask"
    run.act("show")
    run.answer("no")
    run.act("show")
    run.answer("yes")
    assert "Then we do not do it this way today" in run.state.offered
    run.act("say")
    assert run.state.reason == "not_today"


def test_nothing_is_spoken_until_the_facilitator_chooses() -> None:
    run = Guided()
    run.settle()
    assert run.simulation.spoken == []
    offered = run.state.offered
    assert offered
    run.act("say")
    assert run.simulation.spoken == [offered]
    assert run.state.offered, "the next one waits"


def test_a_whole_session_says_exactly_what_was_chosen_and_comes_to_its_agreements() -> None:
    run = Guided()
    said = 0
    simulation = run.simulation
    for _ in range(2000):
        if run.state.is_over:
            break
        if run.state.offered:
            said += 1
            run.simulation.send(ev.FacilitatorActed(at=simulation.now, action="say"))
        elif run.state.phase is Phase.PRIVATE:
            simulation.send(ev.SafetyCleared(at=simulation.now))
        elif simulation.pending:
            simulation._carry_out(simulation.pending.popleft(), "")
        else:
            raise AssertionError(simulation.here)
    assert run.state.reason == "completed"
    assert len(run.state.agreements) == 2
    assert len(simulation.spoken) == said
    assert run.state.answer("readiness", 0) == "7"
    assert session.fold([ev.decode(ev.encode(event)) for event in simulation.journal]) == run.state


def test_a_prompt_can_be_shown_only_or_said_in_other_words() -> None:
    run = Guided()
    run.act("show")
    run.act("say", text="Ana, may I guide you today?")
    assert run.simulation.spoken == ["Ana, may I guide you today?"]
    assert run.state.moment.text == "Ana, may I guide you today?"
    assert run.state.phase is Phase.LISTEN


def test_hold_rests_in_silence_and_release_goes_on_with_the_same_turn() -> None:
    run = Guided()
    run.to("my_part")
    run.act("show")
    turn = run.state.turn
    run.simulation.send(ev.SpeechStarted(at=run.simulation.now, turn=turn))
    run.act("hold")
    assert run.state.moment.name == "held"
    assert "Cleo" in run.state.moment.text
    assert run.simulation.spoken == []
    run.simulation.send(ev.CommandGiven(at=run.simulation.now, turn=turn, command="resume"))
    run.simulation.fire("patience")
    assert run.state.moment.name == "held"
    run.act("release")
    assert (run.state.phase, run.state.turn) == (Phase.LISTEN, turn)


def test_hold_before_a_prompt_offers_it_again() -> None:
    run = Guided()
    run.settle()
    offered = run.state.offered
    run.act("hold")
    assert run.state.offered == ""
    run.act("release")
    assert run.state.offered == offered


def test_extend_gives_a_running_turn_more_time_and_hard_limits_end_it() -> None:
    run = Guided()
    run.to("my_part")
    run.act("show")
    simulation = run.simulation
    simulation.send(ev.SpeechStarted(at=simulation.now, turn=run.state.turn))
    run.settle()
    budget = run.state.moment.budget
    assert "limit" not in simulation.timers, "soft until the facilitator says otherwise"
    run.act("limits", 1)
    started = simulation.now
    assert simulation.timers["limit"].at == pytest.approx(started + budget)
    run.act("extend", 90)
    assert simulation.timers["limit"].at == pytest.approx(started + budget + 90)
    simulation.fire("limit")
    run.settle()
    assert run.state.phase is not Phase.LISTEN


def test_the_floor_can_be_given_out_of_turn() -> None:
    run = Guided()
    run.to("my_part")
    run.act("show")
    turn, moment = run.state.turn, run.state.moment
    run.act("floor", 1)
    assert run.state.offered == "Ben, you have the floor."
    run.act("say")
    assert (run.state.phase, run.state.floor) == (Phase.LISTEN, 1)
    run.answer("i would like to add something")
    record = next(record for record in run.state.turns if record.moment == "floor")
    assert (record.partner, record.text) == (1, "i would like to add something")
    assert (run.state.moment, run.state.turn) == (moment, turn)
    run.act("floor", 1)
    run.act("show")
    run.simulation.send(ev.CommandGiven(at=run.simulation.now, turn=run.state.turn, command="done"))
    run.settle()
    assert run.state.moment == moment, "nothing said is nothing lost"


def test_going_on_never_passes_over_a_consent_or_the_private_check() -> None:
    run = Guided()
    run.settle()
    last = len(run.state.plan) - 1
    run.act("go", last)
    assert run.state.stage.step.id == "guided"
    run.act("show")
    run.answer("yes")
    run.act("go", last)
    assert run.state.stage.step.id == "guided"
    assert reachable(run.state, 0) == 0
    run.to("my_part")
    before = run.state.position
    run.act("go", 2)
    run.act("go", before)
    assert run.state.position == before, "once agreed to, the way is free"


def test_points_of_the_facilitators_own_become_the_issue() -> None:
    run = Guided(agenda=("the holidays", "money"))
    run.settle()
    run.act("point", 1)
    assert run.simulation.spoken == ["Our next point: money."]
    assert run.state.answer("issue", -1) == "money"
    run.act("point", 7)
    assert run.simulation.spoken == ["Our next point: money."]


def test_marks_and_own_words_and_automatic_prompts() -> None:
    run = Guided()
    run.settle()
    run.simulation.send(ev.MomentMarked(at=1234.0, text="her voice changed"))
    assert [(mark.at, mark.text) for mark in run.state.marks] == [(1234.0, "her voice changed")]
    run.act("announce", text="Welcome, both of you.")
    assert run.simulation.spoken == ["Welcome, both of you."]
    assert run.state.offered, "afterwards the prompt waits again"
    run.act("auto", 1)
    assert len(run.simulation.spoken) > 1
    assert not run.state.offered


def test_silence_in_a_guided_session_is_nobodys_fault() -> None:
    run = Guided()
    run.to("my_part")
    run.act("show")
    assert "no_input" not in run.simulation.timers
    assert not [effect for effect in run.simulation.effects if isinstance(effect, ef.SetTimer)
                and effect.timer == "no_input"]  # fmt: skip


def test_without_a_facilitator_nobody_can_act_as_one() -> None:
    simulation = Simulation(WHOLE)
    simulation.run("my_part/ask")
    before = simulation.state
    for action in ("say", "show", "hold", "go", "floor", "auto"):
        simulation.send(ev.FacilitatorActed(at=simulation.now, action=action, value=1))  # type: ignore[arg-type]
        simulation.send(ev.MomentMarked(at=simulation.now))
    assert simulation.state == before


def test_notes_and_marks_are_in_the_review_only_while_words_are_kept() -> None:
    run = Guided()
    run.settle()
    run.simulation.send(ev.PrivateNoteAdded(at=1.0, partner=-1, text="ask about her mother"))
    run.simulation.send(ev.PrivateNoteAdded(at=1.0, partner=0, text="ana's own"))
    run.simulation.send(ev.MomentMarked(at=1234.0, text="her voice changed"))
    whole, bare = review(run.state), review(run.state, with_words=False)
    assert (whole.facilitator, whole.facilitator_notes) == ("Cleo", ("ask about her mother",))
    assert [(mark.at, mark.text) for mark in whole.marks] == [(1234.0, "her voice changed")]
    assert bare.facilitator_notes == ()
    assert [(mark.at, mark.text) for mark in bare.marks] == [(1234.0, "")]


@pytest.mark.parametrize("name", NAMES)
def test_every_protocol_of_ours_can_be_guided_whatever_the_number_of_people(name: str) -> None:
    for people in everyone(name):
        simulation = Answering({}, guided(protocol(name)), people, facilitator="Noor")
        simulation.send(ev.FacilitatorActed(at=simulation.now, action="auto", value=1))
        state = simulation.to_the_end()
        assert state.reason == "completed"
        for place in range(len(people)):
            assert state.answer("guided", place) == "yes"
            assert state.answer("readiness", place) == "4"
