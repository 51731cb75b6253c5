"""Every rule of a session, by example, without hardware."""

import pytest

from tests.core.simulate import WHOLE, Simulation
from voicerepair.core import effects as ef
from voicerepair.core import events as ev
from voicerepair.core import session
from voicerepair.core.machine import CUE_SECONDS
from voicerepair.core.people import Partner
from voicerepair.core.review import review
from voicerepair.core.state import Phase
from voicerepair.core.words import Word


def test_two_people_get_from_welcome_to_agreements_by_voice() -> None:
    simulation = Simulation(WHOLE)
    state = simulation.run()
    assert state.reason == "completed"
    outcome = review(state)
    assert [(a.owner, a.text, a.due, a.confirmed_by) for a in outcome.agreements] == [
        ("Ana", "i will knock before i come in", "every day", ("Ana", "Ben")),
        ("Ben", "i will call when i am late", "from tomorrow", ("Ben", "Ana")),
    ]
    assert outcome.helped == ("that you listened", "slowing down")
    assert outcome.worth == ("we laugh together", "she is my best friend")
    assert outcome.heard["heard"] == 6  # my part, feel and the guess, of each
    assert {turn.partner for turn in outcome.turns} == {"Ana", "Ben"}
    assert sum(outcome.talk_share.values()) == pytest.approx(1, abs=0.01)


def test_the_state_is_a_fold_of_the_journal() -> None:
    simulation = Simulation(WHOLE)
    state = simulation.run()
    assert session.fold([ev.decode(ev.encode(event)) for event in simulation.journal]) == state


def test_the_most_careful_keep_counts() -> None:
    simulation = Simulation({**WHOLE, "keep/0/ask": ["words too"], "keep/1/ask": ["nothing"]})
    state = simulation.run()
    assert [effect.keep for effect in simulation.pending if isinstance(effect, ef.ApplyKeep)] == ["nothing"]
    assert state.reason == "completed"


def test_the_microphone_opens_only_after_the_prompt_and_the_hold_off() -> None:
    simulation = Simulation(WHOLE)
    simulation.run()
    spoken = 0
    for effect, following in zip(simulation.effects, simulation.effects[1:], strict=False):
        if isinstance(effect, ef.Speak):
            spoken += 1
            assert not isinstance(following, ef.OpenMic)
    assert spoken > 30
    openings = {e.turn: e.after for e in simulation.effects if isinstance(e, ef.OpenMic)}
    played = [e.at for e in simulation.journal if isinstance(e, ev.PromptPlayed)]
    for after in openings.values():
        assert min(after - at for at in played if at <= after) > 0.349


def test_a_late_utterance_is_credited_to_its_own_turn() -> None:
    simulation = Simulation(WHOLE)
    state = simulation.run(until="feel/when")
    mine = next(r for r in state.turns if r.step == "my_part" and r.partner == 0)
    late = ev.UtteranceHeard(at=simulation.now, turn=mine.turn, words=(ev.Word("really"),))
    after = session.step(state, late).state
    assert after.turn_record(mine.turn).text.endswith("sorry really")
    assert after.record == state.record


def test_talk_time_ends_with_the_last_voiced_frame() -> None:
    simulation = Simulation(WHOLE)
    simulation.run(until="my_part/ask")
    turn = simulation.state.turn
    simulation.say("i shouted", turn, seconds=3.0)
    record = simulation.state.turn_record(turn)
    assert record is not None
    assert record.talk_seconds() == pytest.approx(3.0)


def test_patience_is_longer_while_the_sentence_leads_on() -> None:
    simulation = Simulation(WHOLE)
    simulation.run(until="my_part/ask")
    for text, patience in (("i shouted", 2.5), ("because", 5.0)):
        turn, now = simulation.state.turn, simulation.now
        events = (
            ev.SpeechStarted(at=now, turn=turn),
            ev.SpeechEnded(at=now + 1, turn=turn),
            ev.UtteranceHeard(at=now + 1.7, turn=turn, words=(ev.Word(text),)),
        )
        state, due = simulation.state, 0.0
        for event in events:
            transition = session.step(state, event)
            state = transition.state
            for effect in transition.effects:
                due = effect.due if isinstance(effect, ef.SetTimer) and effect.timer == "patience" else due
        assert due == pytest.approx(now + 1 + patience)


def test_done_alone_ends_a_turn_and_is_not_talk_time() -> None:
    simulation = Simulation(WHOLE)
    simulation.run(until="my_part/ask")
    turn, now = simulation.state.turn, simulation.now
    for at, said in ((now, "i shouted"), (now + 3, "done")):
        simulation.send(ev.SpeechStarted(at=at, turn=turn))
        simulation.send(ev.SpeechEnded(at=at + 1, turn=turn))
        words = tuple(ev.Word(word) for word in said.split())
        simulation.send(ev.UtteranceHeard(at=at + 1.5, turn=turn, words=words))
    record = simulation.state.turn_record(turn)
    assert simulation.state.phase is Phase.FLUSH
    assert record is not None
    assert (record.text, record.talk_seconds()) == ("i shouted", pytest.approx(1.0))


def test_pause_inside_a_sentence_is_a_word() -> None:
    simulation = Simulation(WHOLE)
    simulation.run(until="my_part/ask")
    turn = simulation.state.turn
    simulation.say("i should pause before i speak", turn)
    assert simulation.state.held is None
    assert "pause" in simulation.state.turn_record(turn).text


def test_pause_keeps_what_was_said_and_resume_goes_on_in_the_same_turn() -> None:
    simulation = Simulation({**WHOLE, "my_part/all/paused": ["resume"]})
    simulation.run(until="my_part/ask")
    turn, now = simulation.state.turn, simulation.now
    simulation.send(ev.SpeechStarted(at=now, turn=turn))
    simulation.send(ev.SpeechEnded(at=now + 1, turn=turn))
    simulation.send(ev.UtteranceHeard(at=now + 1, turn=turn, words=(ev.Word("shouting"),)))
    simulation.send(ev.CommandGiven(at=now + 2, turn=turn, command="pause"))
    simulation.answers["my_part/0/ask"].clear()
    simulation.answers["my_part/0/ask"].append("was wrong")
    simulation.run(until="my_part/verdict")
    assert simulation.state.turn_record(turn).text == "shouting was wrong"
    assert "Please go on." in simulation.spoken


def test_a_second_try_and_never_a_third() -> None:
    answers = {**WHOLE, "my_part/0/verdict": ["no", "no"], "my_part/0/again": ["i meant that i was unkind"]}
    simulation = Simulation(answers)
    state = simulation.run(until="feel/ask")
    own = [r for r in state.turns if r.step == "my_part" and r.partner == 0 and r.listening == "dictation"]
    assert [record.verdict for record in own] == ["", "own_words"]
    assert sum("Is that what you're saying?" in text for text in simulation.spoken if "Ana, I hear" in text) == 2


def test_partly_with_a_correction_is_drafted_again() -> None:
    simulation = Simulation({**WHOLE, "my_part/0/verdict": ["partly it was tuesday", "yes"]})
    state = simulation.run(until="feel/ask")
    requests = [e.request for e in simulation.effects if isinstance(e, ef.DraftReflection)]
    assert requests[1].correction
    assert requests[1].earlier.startswith("Ana, I hear")
    own = next(r for r in state.turns if r.step == "my_part" and r.partner == 0 and r.verdict)
    assert own.verdict == "corrected"


def test_silence_is_met_with_patience_and_never_ends_the_session() -> None:
    simulation = Simulation(WHOLE)
    simulation.run(until="consent/ask")
    for _ in range(5):
        assert simulation.state.stage.step.id == "consent"
        simulation.fire("no_input")
        while simulation.pending:
            effect = simulation.pending.popleft()
            if isinstance(effect, ef.OpenMic):
                simulation.send(ev.MicOpened(at=simulation.now, turn=effect.turn))
            else:
                simulation._carry_out(effect, "consent/ask")
    said = " ".join(simulation.spoken)
    assert "are you willing to try this today" in said
    assert "A no needs no reason" in said
    assert "press a key or type" in said
    assert simulation.state.phase is Phase.LISTEN
    assert "no_input" not in simulation.timers


def test_refusing_is_confirmed_and_needs_no_reason() -> None:
    simulation = Simulation({"consent/0/ask": ["no"]})
    state = simulation.run()
    assert state.reason == "not_today"
    assert "Not today is a good answer" in simulation.spoken[-1]


def test_a_flooded_partner_is_offered_a_break_and_the_return_is_booked() -> None:
    answers = {"upset/0/ask": ["eight"], "upset/all/return": ["half an hour"]}
    simulation = Simulation(answers)
    state = simulation.run()
    assert (state.phase, state.reason) == (Phase.BREAK, "break")
    assert state.return_at == pytest.approx(simulation.now + 30 * 60, abs=60)
    simulation.send(ev.SessionResumed(at=simulation.now + 1800))
    assert simulation.state.stage.step.id == "upset"
    assert simulation.state.phase is Phase.PROMPT


@pytest.mark.parametrize(("asked", "minutes"), [("five minutes", 20), ("three days", 1440), ("tomorrow", 1440)])
def test_breaks_are_between_twenty_minutes_and_a_day(asked: str, minutes: int) -> None:
    simulation = Simulation({"upset/0/ask": ["nine"], "upset/all/return": [asked]})
    state = simulation.run()
    assert state.return_at - simulation.now == pytest.approx(60 * minutes, abs=60)


def test_an_apology_with_a_but_is_asked_again_once() -> None:
    answers = {**WHOLE, "my_part/0/ask": ["i am sorry but you started it", "i am sorry but you did"]}
    simulation = Simulation(answers)
    simulation.run(until="my_part/verdict")
    assert sum("without the but" in text for text in simulation.spoken) == 1


def test_a_disclosure_stops_everything_and_says_nothing() -> None:
    simulation = Simulation(WHOLE)
    simulation.run(until="my_part/ask")
    spoken = len(simulation.spoken)
    simulation.send(ev.DisclosureFound(at=simulation.now, turn=simulation.state.turn, kind="violence"))
    assert simulation.state.phase is Phase.HELP
    assert not any(isinstance(effect, ef.Speak) for effect in simulation.pending)
    assert len(simulation.spoken) == spoken
    assert simulation.state.record.dropped
    simulation.send(ev.CommandGiven(at=simulation.now, turn=simulation.state.turn, command="stop"))
    assert simulation.state.reason == "not_today"


def test_not_finished_reopens_the_turn_and_merges() -> None:
    simulation = Simulation(WHOLE)
    simulation.run(until="my_part/verdict")
    first = next(r for r in simulation.state.turns if r.step == "my_part" and r.lines)
    simulation.answers["my_part/0/ask"].append("and i am ashamed of it")
    simulation.send(ev.CommandGiven(at=simulation.now, turn=simulation.state.turn, command="not finished"))
    simulation.send(ev.MicClosed(at=simulation.now, turn=simulation.state.turn + 1))
    simulation.run(until="my_part/verdict")
    merged = simulation.state.turn_record(first.turn).text
    assert merged == "i raised my voice and i am sorry and i am ashamed of it"


def test_typing_works_where_speech_does() -> None:
    typist = Partner(name="Ben", modality="typing")
    simulation = Simulation(WHOLE, partners=(Partner(name="Ana"), typist))
    simulation.run(until="consent/ask")
    simulation.say("yes", simulation.state.turn)
    while simulation.state.moment.partner != 1 or simulation.state.phase is not Phase.LISTEN:
        simulation._carry_out(simulation.pending.popleft(), "")
    assert not any(isinstance(effect, ef.OpenMic) for effect in simulation.pending)
    simulation.send(ev.TextTyped(at=simulation.now, turn=simulation.state.turn, text="yes"))
    simulation.run(until="upset/ask")
    assert simulation.state.answer("consent", 1) == "yes"


def test_resume_after_a_crash_keeps_what_was_said() -> None:
    simulation = Simulation(WHOLE)
    simulation.run(until="my_part/ask")
    turn, now = simulation.state.turn, simulation.now
    simulation.send(ev.SpeechStarted(at=now, turn=turn))
    simulation.send(ev.SpeechEnded(at=now + 1, turn=turn))
    simulation.send(ev.UtteranceHeard(at=now + 1, turn=turn, words=(ev.Word("shouting"),)))
    simulation.send(ev.SpeechStarted(at=now + 2, turn=turn))
    folded = session.fold(simulation.journal)
    assert folded == simulation.state
    resumed = session.step(folded, ev.SessionResumed(at=now + 500))
    assert resumed.state.stage.step.id == "my_part"
    assert resumed.state.turn_record(turn).text == "shouting"
    assert resumed.state.turn_record(turn).talk_seconds() < 2
    assert any(isinstance(effect, ef.Speak) and "Welcome back" in effect.text for effect in resumed.effects)


@pytest.mark.parametrize(
    "command", ["back", "skip", "pass", "repeat", "slower", "help", "trigger", "more time", "private note"]
)
def test_every_word_at_any_time_keeps_the_session_going(command: str) -> None:
    simulation = Simulation({**WHOLE, "my_part/all/comfort": ["resume"]})
    simulation.run(until="my_part/ask")
    simulation.send(ev.CommandGiven(at=simulation.now, turn=simulation.state.turn, command=command))
    simulation.answers["my_part/0/ask"].append("i shouted")
    assert simulation.run().reason == "completed"


def test_stop_is_confirmed_and_can_be_taken_back() -> None:
    simulation = Simulation({**WHOLE, "my_part/all/stop": ["no"]})
    simulation.run(until="my_part/ask")
    simulation.send(ev.CommandGiven(at=simulation.now, turn=simulation.state.turn, command="stop"))
    simulation.answers["my_part/0/ask"].append("i shouted")
    assert simulation.run().reason == "completed"
    again = Simulation({**WHOLE, "my_part/all/stop": ["yes"]})
    again.run(until="my_part/ask")
    again.send(ev.CommandGiven(at=again.now, turn=again.state.turn, command="stop"))
    assert again.run().reason == "stopped"


def test_a_soft_cue_comes_before_silence_ends_a_turn_and_speaking_on_takes_it_back() -> None:
    simulation = Simulation({**WHOLE})
    simulation.run(until="my_part/ask")
    turn, now = simulation.state.turn, simulation.now
    simulation.send(ev.SpeechStarted(at=now, turn=turn))
    simulation.send(ev.SpeechEnded(at=now + 2, turn=turn))
    timers = {effect.timer: effect.due for effect in simulation.pending if isinstance(effect, ef.SetTimer)}
    assert timers["patience"] == now + 2 + 2.5
    assert timers["cue"] == timers["patience"] - CUE_SECONDS
    simulation.send(ev.TimerFired(at=timers["cue"], turn=turn, timer="cue"))
    assert ef.PlayEarcon("turn_closing") in simulation.pending
    assert simulation.state.phase is Phase.LISTEN
    simulation.pending.clear()
    simulation.send(ev.SpeechStarted(at=timers["cue"] + 0.3, turn=turn))
    assert {ef.CancelTimer("patience"), ef.CancelTimer("cue")} <= set(simulation.pending)


def test_somebody_who_pauses_long_is_waited_for_longer() -> None:
    simulation = Simulation({**WHOLE})
    simulation.run(until="my_part/ask")
    turn, at = simulation.state.turn, simulation.now
    for _ in range(10):
        simulation.send(ev.SpeechStarted(at=at, turn=turn))
        simulation.send(ev.SpeechEnded(at=at + 1, turn=turn))
        at += 1 + 2.4
    timers = [
        effect.due for effect in simulation.pending if isinstance(effect, ef.SetTimer) and effect.timer == "patience"
    ]
    assert timers[-1] == pytest.approx(at - 2.4 + 2.4 * 1.25)


def test_asleep_nothing_is_heard_or_kept_but_the_words_that_wake() -> None:
    simulation = Simulation(WHOLE)
    simulation.run("my_part/ask")
    turn, moment = simulation.state.turn, simulation.state.moment
    simulation.send(ev.CommandGiven(at=simulation.now, turn=turn, command="go to sleep"))
    simulation.run("my_part/asleep")
    assert simulation.state.is_asleep
    secret = ev.UtteranceHeard(at=simulation.now, turn=simulation.state.turn, words=(Word("secret", 0.0, 1.0, 0.9),))
    assert session.is_forgotten(simulation.state, secret)
    simulation.send(secret)
    for command in ("repeat", "skip", "done", "agreements"):
        simulation.send(ev.CommandGiven(at=simulation.now, turn=turn, command=command))
    assert simulation.state.is_asleep
    assert not any("secret" in record.text for record in simulation.state.turns)
    words = tuple(Word(word, 0.0, 1.0, 0.9) for word in ("wake", "up"))
    wake = ev.UtteranceHeard(at=simulation.now, turn=simulation.state.turn, words=words)
    assert not session.is_forgotten(simulation.state, wake)
    simulation.send(wake)
    simulation.run("my_part/ask")
    assert (simulation.state.moment.name, simulation.state.moment.partner) == (moment.name, moment.partner)
    assert not session.is_forgotten(simulation.state, secret)


def test_a_key_or_a_typed_word_wakes_too() -> None:
    for wake in (ev.CommandGiven(at=0.0, turn=0, command="resume"), ev.TextTyped(at=0.0, turn=0, text="hello")):
        simulation = Simulation(WHOLE)
        simulation.run("my_part/ask")
        simulation.send(ev.CommandGiven(at=simulation.now, turn=simulation.state.turn, command="go to sleep"))
        simulation.run("my_part/asleep")
        simulation.send(wake)
        assert not simulation.state.is_asleep
        assert simulation.state.held is None
