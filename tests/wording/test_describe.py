"""A session's state in words."""

import time

import pytest
from msgspec.structs import replace

from tests.core.simulate import ANA, BEN, WHOLE, Simulation
from voicerepair.core import events as ev
from voicerepair.core.floor import TurnRecord
from voicerepair.core.state import Phase, SessionState
from voicerepair.core.words import Word
from voicerepair.tui.screens.farewell import when
from voicerepair.tui.widgets.chart import bar
from voicerepair.wording import describe


def at(where: str) -> SessionState:
    return Simulation(WHOLE).run(until=where)


def test_the_headline_says_who_has_the_floor_and_what_the_other_does() -> None:
    turn = at("my_part/ask")
    assert describe.headline(turn) == ("Ana speaks", "Ben listens")
    assert describe.headline(at("my_part/verdict")) == ("Ana answers", "Ben listens")
    assert describe.headline(at("issue/ask")) == ("Both of you may answer", "")
    assert describe.headline(replace(turn, phase=Phase.PROMPT)) == ("The voice speaks", "then Ana")
    assert describe.headline(replace(turn, phase=Phase.THINK))[0] == "One moment"


def test_the_microphone_is_a_word_and_a_symbol() -> None:
    turn = at("my_part/ask")
    assert describe.microphone(turn) == ("● microphone open", True)
    assert describe.microphone(replace(turn, mic_open=False))[0].startswith("◌ not listening")
    assert describe.microphone(replace(turn, phase=Phase.PROMPT)) == ("○ microphone closed", False)


def test_the_clock_counts_speech_only() -> None:
    turn = at("my_part/ask")
    record = turn.record
    assert record is not None
    spoken = replace(record, spans=((10.0, 30.0), (40.0, 62.4)))
    speaking = replace(spoken, speaking_since=100.0)
    turns = turn.turns[:-1]
    assert describe.clock(replace(turn, turns=(*turns, spoken)), 5000.0) == ("0:42 of 2:00 spoken", 42.4 / 120)
    assert describe.clock(replace(turn, turns=(*turns, speaking)), 110.0)[0] == "0:52 of 2:00 spoken"
    assert describe.clock(replace(turn, turns=(*turns, speaking)), 300.0) == (
        "4:02 of 2:00 spoken, take your time",
        1.0,
    )


def test_without_limits_the_clock_says_so() -> None:
    turn = at("my_part/ask")
    unlimited = replace(turn, opened=replace(turn.opened, turn_scale=0.0))
    assert describe.clock(unlimited, 0.0) == ("0:00 spoken, no limit", 0.0)


def test_doubtful_words_carry_a_question_mark_and_partials_stand_apart() -> None:
    turn = at("my_part/ask")
    record = turn.record
    assert record is not None
    said = replace(record, lines=("i shouted",), words=(Word("i"), Word("shouted", confidence=0.3)))
    pieces = describe.captions(replace(turn, turns=(said,)), "and then")[-1]
    assert [(piece.text, piece.kind) for piece in pieces] == [
        ("Ana:", "name"), ("I", "word"), ("shouted?", "doubtful"), ("… and then …", "partial"),
    ]  # fmt: skip


def test_what_did_not_count_is_marked() -> None:
    turn = at("my_part/ask")
    record = turn.record
    assert record is not None
    dropped = replace(record, lines=("mumble",), words=(Word("mumble"),), dropped=True)
    pieces = describe.captions(replace(turn, turns=(dropped,)))[-1]
    assert pieces[-1] == describe.Piece("(not counted)", "note")


@pytest.mark.parametrize(
    ("dbfs", "word"), [(-96.0, "silent"), (-50.0, "quiet"), (-24.0, "good"), (-2.0, "too loud"), (0.0, "too loud")]
)
def test_levels_in_words(dbfs: float, word: str) -> None:
    assert describe.level(dbfs) == word


def test_a_rating_is_picked_by_its_digit_and_ten_by_plus() -> None:
    keys = {choice.key: choice.text for choice in describe.choices(at("upset/ask"))}
    assert keys == {**{str(number): str(number) for number in range(10)}, "+": "10"}


def test_other_answers_are_numbered() -> None:
    assert [(choice.key, choice.text) for choice in describe.choices(at("my_part/verdict"))] == [
        ("1", "yes"), ("2", "partly"), ("3", "no"), ("4", "in my words"),
    ]  # fmt: skip
    assert describe.choices(at("my_part/ask")) == ()


def test_any_state_of_a_whole_session_can_be_described() -> None:
    simulation = Simulation(WHOLE)
    simulation.run()
    state = None
    from voicerepair.core import session

    seen = set()
    for event in simulation.journal:
        state = session.begin(event).state if isinstance(event, ev.SessionOpened) else session.step(state, event).state  # type: ignore[arg-type]
        headline, _ = describe.headline(state)
        seen.add(headline)
        assert headline
        assert describe.step_line(state).startswith("Step ")
        describe.clock(state, time.time()), describe.captions(state, "partial"), describe.reflection(state)
        describe.agreements(state), describe.choices(state), describe.talk(state, state.last_at)
    assert {"Ana speaks", "Ben speaks", "The voice speaks", "The end"} <= seen


def test_bars_fill_their_cells_exactly() -> None:
    for part in (-1.0, 0.0, 0.01, 0.33, 0.5, 0.999, 1.0, 7.0):
        for cells in range(40):
            assert len(bar(part, cells)) == cells
    assert bar(0.5, 4) == "██··"
    assert bar(0.0, 3) == "···"


def test_times_are_said_the_way_people_do() -> None:
    now = time.mktime((2026, 3, 10, 15, 0, 0, 0, 0, -1))
    assert when(now + 1800, now) == "today at 15:30"
    assert when(now + 86_400, now) == "tomorrow at 15:00"
    assert when(now - 86_400, now) == "yesterday at 15:00"
    assert when(now + 3 * 86_400, now) == "on Friday at 15:00"
    assert when(now + 40 * 86_400, now).startswith("on Sunday 19 April 2026")


def test_talk_time_of_each_partner() -> None:
    state = at("my_part/ask")
    records = (
        TurnRecord(turn=1, stage=0, step="x", moment="ask", partner=0, spans=((0.0, 30.0),)),
        TurnRecord(turn=2, stage=0, step="x", moment="ask", partner=1, spans=((0.0, 10.0),)),
        TurnRecord(turn=3, stage=0, step="x", moment="ask", partner=1, spans=((0.0, 99.0),), dropped=True),
    )
    assert describe.talk(replace(state, turns=records), 0.0) == [(ANA.name, 30.0), (BEN.name, 10.0)]
