"""What the kinds of step, conditions, rounds, offers, roles and variants of a protocol do, by example."""

from typing import get_args

import msgspec
import pytest

from tests.core.library import PEOPLE, Answering, protocol
from voicerepair.core import effects as ef
from voicerepair.core import events as ev
from voicerepair.core.followups import outcome, still_open
from voicerepair.core.nudges import minimises
from voicerepair.core.people import Partner
from voicerepair.core.picking import named
from voicerepair.core.plan import holds, plan
from voicerepair.core.protocol import KeptAs, Option, Protocol
from voicerepair.core.protocol_text import parse
from voicerepair.core.review import HEADINGS, decode, encode, followup_line, kept_lines, review
from voicerepair.core.state import Phase

TWO = PEOPLE[:2]


def exercise(*steps: str, partners: str = "[2, 2]") -> Protocol:
    body = "".join(f'[[step]]\ntitle = "t"\n{step}\n' for step in steps)
    return parse(f'id = "x"\ntitle = "t"\nsummary = "s"\npartners = {partners}\n{body}', "x.toml")


SAY = 'id = "end"\nkind = "say"\nsay = "The end."'


def heard(simulation: Answering) -> str:
    return " | ".join(simulation.spoken)


# ---- conditions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("upset >= 7", True), ("upset > 8", False), ("upset < 4", True), ("upset <= 3", True), ("upset is 8", True),
        ("own upset >= 7", False), ("own upset <= 3", True), ("issue is a betrayal", True), ("issue is not a betrayal",
        False), ("unasked >= 1", False), ("unasked is not yes", True), ("upset >= many", False),
    ],
)  # fmt: skip
def test_conditions_look_at_answers(condition: str, expected: bool) -> None:
    given = {"upset": {0: "8", 1: "3"}, "issue": {-1: "a betrayal"}}

    def answers(step: str, partner: int) -> list[str]:
        return [value for who, value in given.get(step, {}).items() if partner in (who, -1)]

    assert holds(condition, answers, (1,)) is expected


@pytest.mark.parametrize(("rating", "is_said"), [("eight", True), ("two", False)])
def test_a_step_runs_only_when_its_condition_is_met(rating: str, is_said: bool) -> None:
    rate = 'id = "upset"\nkind = "rating"\nsay = "How upset?"\nthreshold = 11'
    calm = 'id = "c"\nkind = "say"\nsay = "Breathe."\nonly_if = "upset >= 7"'
    simulation = Answering({"upset/all/ask": [rating]}, exercise(rate, calm, SAY), TWO)
    assert simulation.to_the_end().reason == "completed"
    assert ("Breathe." in simulation.spoken) is is_said


def test_back_steps_over_what_did_not_apply() -> None:
    rate = 'id = "upset"\nkind = "rating"\nsay = "How upset?"\nthreshold = 11'
    calm = 'id = "c"\nkind = "say"\nsay = "Breathe."\nonly_if = "upset >= 7"'
    ask = 'id = "w"\nkind = "helped"\nsay = "What helped?"'
    simulation = Answering({}, exercise(rate, calm, ask), TWO)
    simulation.run(until="w/ask")
    simulation.send(ev.CommandGiven(at=simulation.now, turn=simulation.state.turn, command="back"))
    assert simulation.state.stage.step.id == "upset"


# ---- offers, rounds, breaks ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "is_said"), [("yes", True), ("no", False), ("pass", False)])
def test_an_optional_step_is_offered_first(answer: str, is_said: bool) -> None:
    step = 'id = "w"\nkind = "helped"\nwho = "each"\noffer = "{partner}, would you like to?"\nsay = "What was good?"'
    simulation = Answering({"w/0/offer": [answer], "w/1/offer": ["no"]}, exercise(step, SAY), TWO)
    assert simulation.to_the_end().reason == "completed"
    assert ("What was good?" in simulation.spoken) is is_said
    assert "Ben, would you like to?" in simulation.spoken


def test_a_declined_offer_leaves_out_the_rest_of_its_part_for_that_speaker() -> None:
    first = (
        'id = "a"\nkind = "turn"\npart = "p"\nwho = "speaker"\noffer = "{speaker}, would you?"\nsay = "{speaker} one."'
    )
    second = 'id = "b"\nkind = "turn"\npart = "p"\nwho = "speaker"\nsay = "{speaker} two."'
    simulation = Answering({"a/0/offer": ["no"]}, exercise(first, second, SAY), TWO)
    simulation.to_the_end()
    assert [text for text in simulation.spoken if text.endswith((" one.", " two."))] == ["Ben one.", "Ben two."]


def test_rounds_go_round_the_whole_circle() -> None:
    step = 'id = "a"\nkind = "turn"\npart = "p"\nrounds = 2\nwho = "speaker"\nsay = "{speaker}?"'
    stages = plan(exercise(step, partners="[3, 8]"), PEOPLE[:4], starter=1)
    assert [stage.speaker for stage in stages] == [1, 2, 3, 0, 1, 2, 3, 0]


def test_in_a_circle_the_next_one_mirrors_and_the_others_answer_together() -> None:
    stages = plan(protocol("circle"), PEOPLE[:5], starter=0)
    telling = [stage for stage in stages if stage.step.id == "listen"]
    assert [(stage.speaker, stage.listener) for stage in telling] == [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)]
    assert [len(stage.addressed) for stage in telling] == [4] * 5
    simulation = Answering({}, protocol("circle"), PEOPLE[:5])
    simulation.to_the_end()
    assert "Cleo, in your own words, what did you hear?" in simulation.spoken
    assert sum("do you agree to that" in text.lower() for text in simulation.spoken) == 5


def test_each_keeps_to_their_own_offer_but_all_confirm_what_is_everyones() -> None:
    simulation = Answering({}, protocol("circle"), PEOPLE[:3])
    state = simulation.to_the_end()
    assert [(a.owner, a.confirmed_by) for a in state.agreements] == [
        (0, (0,)), (1, (1,)), (2, (2,)), (-1, (0, 1, 2)),
    ]  # fmt: skip
    outcome_ = review(state)
    assert [agreement.owner for agreement in outcome_.agreements] == ["Ana", "Ben", "Cleo", "everyone"]


def test_a_booked_return_goes_on_with_the_step_after_it() -> None:
    book = 'id = "r"\nkind = "break"\nsay = "When shall we come back?"'
    simulation = Answering({"r/all/ask": ["what", "five minutes"]}, exercise(book, SAY), TWO)
    state = simulation.run()
    assert (state.phase, state.reason) == (Phase.BREAK, "break")
    assert state.return_at == pytest.approx(simulation.now + 20 * 60, abs=60)
    simulation.send(ev.SessionResumed(at=state.return_at))
    assert simulation.state.stage.step.id == "end"
    assert simulation.run().reason == "completed"


@pytest.mark.parametrize("answer", ["no break", "no", "pass", "skip"])
def test_nobody_has_to_take_a_break(answer: str) -> None:
    book = 'id = "r"\nkind = "break"\nsay = "When shall we come back?"'
    simulation = Answering({"r/all/ask": [answer]}, exercise(book, SAY), TWO)
    assert simulation.run().reason == "completed"


# ---- calm ---------------------------------------------------------------------------------------------------

CALM = """id = "c"
kind = "calm"
say = "Let us breathe."
lines = ["In.", "Out."]
gap_seconds = 6
check = "Shall we go on?"
"""


@pytest.mark.parametrize(("answers", "times"), [(["go on"], 1), (["once more", "yes"], 2), (["no", "resume"], 2)])
def test_calm_says_its_lines_with_silence_between(answers: list[str], times: int) -> None:
    simulation = Answering({"c/all/more": answers}, exercise(CALM, SAY), TWO)
    assert simulation.to_the_end().reason == "completed"
    assert simulation.spoken.count("In.") == simulation.spoken.count("Out.") == times
    played = [event.at for event in simulation.journal if isinstance(event, ev.PromptPlayed)]
    assert played[2] - played[1] >= 6


def test_a_pause_inside_calm_goes_back_to_its_line() -> None:
    simulation = Answering({"c/all/paused": ["resume"]}, exercise(CALM, SAY), TWO)
    while simulation.spoken[-1:] != ["In."]:
        simulation._carry_out(simulation.pending.popleft(), "")
    simulation.send(ev.CommandGiven(at=simulation.now, turn=0, command="pause"))
    assert simulation.state.is_paused
    assert any(effect == ef.CancelTimer("gap") for effect in simulation.pending)
    assert simulation.run().reason == "completed"
    assert simulation.spoken.count("In.") == 2


# ---- roles --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "hurt"),
    [
        ({"roles/0/ask": ["yes"]}, 0),
        ({"roles/0/ask": ["no"], "roles/1/check": ["yes"]}, 1),
        ({"roles/0/ask": ["no", "yes"], "roles/1/check": ["no"]}, 0),
        ({"roles/0/ask": ["banana", "no"], "roles/1/check": ["banana", "yes"]}, 1),
        ({"roles/0/ask": ["pass"]}, 0),
    ],
)
def test_roles_are_settled_by_asking_each_about_their_own_hurt(answers: dict[str, list[str]], hurt: int) -> None:
    simulation = Answering(answers, protocol("hurt"), TWO)
    state = simulation.to_the_end()
    assert state.hurt == hurt
    speakers = {record.step: record.partner for record in state.turns if record.moment == "ask" and not record.dropped}
    assert speakers["impact"] == speakers["reassurance"] == speakers["security"] == hurt
    assert speakers["own_part"] == speakers["empathy"] == speakers["consistency"] == 1 - hurt
    assert speakers["impact_ready"] == 1 - hurt


def test_impact_comes_before_explanation_and_explanation_only_when_it_is_wanted() -> None:
    ids = [step.id for step in protocol("hurt").step]
    assert ids.index("impact") < ids.index("own_part") < ids.index("reason")
    simulation = Answering({"want_reason/0/ask": ["no"]}, protocol("hurt"), TWO)
    simulation.to_the_end()
    assert "would like to understand" not in heard(simulation)


def test_an_apology_that_is_not_enough_goes_on() -> None:
    simulation = Answering({"answer/0/ask": ["i still need something"]}, protocol("apology"), TWO)
    simulation.to_the_end()
    assert "what do you still need to hear" in heard(simulation)
    enough = Answering({}, protocol("apology"), TWO)
    enough.to_the_end()
    assert "what do you still need to hear" not in heard(enough)


# ---- picks --------------------------------------------------------------------------------------------------

OPTIONS = (
    Option(value="a walk", label="a walk", words=("walk",)),
    Option(value="a hug", label="a hug", words=("hug", "cuddle")),
    Option(value="tea", label="tea brought to me", words=("coffee",)),
)


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("a walk and some coffee", ["a walk", "tea"]), ("two", ["a hug"]), ("one and three", ["a walk", "tea"]),
        ("nothing at all", []), ("the seventh", []), ("walking", []), ("", []),
    ],
)  # fmt: skip
def test_several_options_can_be_named_at_once(said: str, values: list[str]) -> None:
    assert [option.value for option in named(said, OPTIONS)] == values


def test_an_option_that_is_also_a_command_is_an_answer_where_it_is_one() -> None:
    choice = """id = "c"
kind = "choice"
free = true
say = "What do you need?"
options = [{ value = "help", label = "help" }, { value = "time", label = "time" }]"""
    state = Answering({"c/all/ask": ["help"]}, exercise(choice, SAY), TWO).to_the_end()
    assert state.answer("c", -1) == "help"


def test_picks_are_gathered_until_nothing_more_comes_and_kept_under_their_heading() -> None:
    answers = {
        "gestures/0/ask": ["a kind note and a walk"],
        "gestures/0/more": ["yes", "breakfast for the dog", "a walk", "that is all"],
        "gestures/1/offer": ["no"],
    }
    state = Answering(answers, protocol("checkin"), TWO).to_the_end()
    kept = [(entry.partner, entry.text) for entry in review(state).kept if entry.heading == "gestures"]
    assert kept == [("Ana", "a kind note"), ("Ana", "a walk together"), ("Ana", "breakfast for the dog")]


# ---- follow-ups ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("kept", "kept"), ("we kept it", "kept"), ("yes", "kept"), ("partly", "partly"), ("sometimes", "partly"),
        ("not yet", "not_yet"), ("i forgot", "not_yet"), ("not really", "not_yet"), ("no", "not_yet"), ("maybe", ""),
        ("well it is a long story that goes on for ever and ever", ""),
    ],
)  # fmt: skip
def test_how_an_agreement_went(said: str, found: str) -> None:
    assert outcome(said) == found


OPEN = (
    ev.OpenAgreement(text="i will knock", owner=1, due="every day"),
    ev.OpenAgreement(text="we will talk before we decide", owner=-1),
    ev.OpenAgreement(text="i will call", owner=0),
)


def test_open_agreements_come_first_and_are_asked_one_by_one() -> None:
    answers = {
        "followup/1/ask": ["banana", "not yet"],
        "followup/1/because": ["i was in a hurry"],
        "followup/1/stay": ["let it go"],
        "followup/all/ask": ["kept"],
        "followup/0/ask": ["pass"],
    }
    simulation = Answering(answers, protocol("repair"), TWO, open_agreements=OPEN)
    state = simulation.to_the_end()
    assert [(entry.text, entry.outcome, entry.obstacle, entry.is_open) for entry in state.followups] == [
        ("i will knock", "not_yet", "i was in a hurry", False),
        ("we will talk before we decide", "kept", "", False),
        ("i will call", "passed", "", True),
    ]
    assert "Ben agreed last time: “I will knock”. When: “Every day”." in heard(simulation)
    again = decode(encode(review(state)))
    assert [entry.owner for entry in again.followups] == ["Ben", "everyone", "Ana"]


def test_without_open_agreements_nothing_is_asked() -> None:
    assert not any(stage.step.kind == "followup" for stage in plan(protocol("repair"), TWO, 0))


def test_what_is_still_open_is_told_from_earlier_reviews() -> None:
    first = review(Answering({}, protocol("repair"), TWO).to_the_end())
    assert [(a.text, a.owner) for a in still_open([first], ["Ben", "Ana"])] == [("i will call", 1), ("i will call", 0)]
    open_ = still_open([first], ["Ana", "Ben"])
    answers = {"followup/0/ask": ["kept"], "followup/1/stay": ["stay"], "agreement/0/ask": ["pass"],
               "agreement/1/ask": ["pass"]}  # fmt: skip
    second = review(Answering(answers, protocol("repair"), TWO, open_agreements=open_).to_the_end())
    assert [(a.text, a.owner) for a in still_open([second, first], ["Ana", "Ben"])] == [("i will call", 1)]
    assert len(still_open([first] * 9, ["Ana", "Ben"], most=1)) == 1


def test_what_helped_before_is_offered_again() -> None:
    simulation = Answering({}, protocol("repair"), TWO, helped_before=("you listened to me", "the break"))
    simulation.to_the_end()
    assert "this helped: “You listened to me” and “The break”. It may help again today." in heard(simulation)
    assert not any(stage.step.id == "helped_before" for stage in Answering({}, protocol("repair"), TWO).state.plan)


# ---- reminders and nudges -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("reminders", "is_said"), [(True, True), (False, False)])
def test_a_forgotten_rule_is_named_neutrally_and_can_be_switched_off(reminders: bool, is_said: bool) -> None:
    answers = {"feel/0/ask": ["you are so selfish", "you are so selfish"], "empathy/1/ask": ["but you always shout"]}
    partners = (Partner(name="Ana", reminders=reminders), Partner(name="Ben", reminders=reminders))
    simulation = Answering(answers, protocol("repair"), partners)
    assert simulation.to_the_end().reason == "completed"
    said = heard(simulation)
    assert ("our rule: we speak about ourselves" in said) is is_said
    assert ("our rule: the listener says back" in said) is is_said
    assert "That may be hard to take in." in said


def test_no_rule_is_named_that_was_not_agreed_to() -> None:
    answers = {"impact/0/ask": ["you are so selfish", "you are so selfish"]}
    simulation = Answering(answers, protocol("apology"), TWO)
    simulation.to_the_end()
    assert "our rule" not in heard(simulation)


@pytest.mark.parametrize(("nudges", "times"), [(True, 1), (False, 0)])
def test_making_it_smaller_is_nudged_once_and_only_for_those_who_asked(nudges: bool, times: int) -> None:
    answers = {"my_part/0/ask": ["it was just a joke"] * 3, "feel/0/ask": ["i feel sad it was only a week"]}
    partners = (Partner(name="Ana", nudges=nudges), Partner(name="Ben"))
    simulation = Answering(answers, protocol("repair"), partners)
    assert simulation.to_the_end().reason == "completed"
    assert sum("sound smaller than it was" in text for text in simulation.spoken) == times


@pytest.mark.parametrize(
    ("said", "is_small"),
    [
        ("it was only a joke", True), ("you are too sensitive", True), ("i only wanted to help", True),
        ("it could have been worse", True), ("i forgot your birthday", False), ("i was the only one who knew", False),
        ("the pain is not so bad today", True), ("i shouted at you in front of the children", False),
    ],
)  # fmt: skip
def test_words_that_make_it_smaller(said: str, is_small: bool) -> None:
    assert minimises(said) is is_small


def test_what_is_kept_is_shown_under_its_heading_and_old_reviews_still_are() -> None:
    state = Answering({}, protocol("checkin"), TWO, open_agreements=OPEN).to_the_end()
    outcome_ = review(state)
    assert kept_lines(outcome_) == {
        "What helped": ["“that you listened” (Ana)", "“that you listened” (Ben)"],
        "Thanks": ["“that you listened” (Ana)", "“that you listened” (Ben)"],
        "Small kindnesses": ["“a kind note” (Ana)", "“a kind note” (Ben)"],
    }
    assert followup_line(outcome_.followups[0]) == (
        "Ben: “i will knock”, partly kept. In the way: “because i waited”. It stays open."
    )
    old = msgspec.structs.replace(outcome_, kept=())
    assert kept_lines(old) == {"What helped": ["“that you listened”"] * 2}
    assert set(HEADINGS) == set(get_args(KeptAs)) - {""}
