"""What can be asked for at any time, by word, and answered without losing one's place."""

import pytest

from tests.core.simulate import WHOLE, Simulation
from voicerepair.core import asked, commands
from voicerepair.core import events as ev
from voicerepair.core.commands import Command
from voicerepair.core.state import Phase
from voicerepair.core.words import Word


def at(where: str) -> Simulation:
    simulation = Simulation(WHOLE)
    simulation.run(until=where)
    return simulation


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("Where are we?", Command.WHERE), ("time", Command.TIME), ("how much time is left", Command.TIME),
        ("What did I say?", Command.SAID), ("what are our agreements", Command.AGREEMENTS),
    ],
)  # fmt: skip
def test_the_words(said: str, command: Command) -> None:
    assert commands.parse(said) is command


@pytest.mark.parametrize("words", ["where are we", "time", "what did i say", "agreements"])
def test_an_answer_is_spoken_and_the_turn_goes_on_with_all_that_was_said(words: str) -> None:
    simulation = at("my_part/ask")
    turn = simulation.state.turn
    simulation.send(ev.SpeechStarted(at=simulation.now, turn=turn))
    simulation.send(ev.SpeechEnded(at=simulation.now + 4, turn=turn))
    heard = commands.plain("i raised my voice").split()
    simulation.send(
        ev.UtteranceHeard(at=simulation.now + 4, turn=turn, words=tuple(Word(word, 0.0, 0.0, 0.9) for word in heard))
    )
    simulation.send(ev.TextTyped(at=simulation.now + 5, turn=turn, text=words))
    simulation.run(until="my_part/ask")
    assert simulation.state.phase is Phase.LISTEN
    assert simulation.state.turn == turn
    record = simulation.state.record
    assert record is not None
    assert record.text == "i raised my voice"


def test_where_says_step_and_turn() -> None:
    state = at("my_part/ask").state
    assert asked.where(state) == (
        f"We are at step {state.position + 1} of {len(state.plan)}: My part. It is Ana's turn."
    )


def test_time_says_the_turn_against_its_budget_and_the_session() -> None:
    assert "Ana has spoken for no time of 2 minutes." in asked.time(at("my_part/ask").state)
    assert asked.time(at("consent/ask").state).startswith("The session has taken ")


def test_said_and_agreements_name_their_owners() -> None:
    assert asked.said(at("consent/ask").state) == "I have not heard anything yet."
    assert asked.agreements(at("consent/ask").state) == "There are no agreements yet."
    state = Simulation(WHOLE).run()
    assert asked.said(state).startswith("I heard from ")
    assert asked.agreements(state).startswith("2 agreements. Ana: i will knock before i come in, every day.")


def test_at_the_choice_of_what_to_keep_the_word_agreements_is_an_answer() -> None:
    simulation = at("keep/ask")
    simulation.send(ev.TextTyped(at=simulation.now, turn=simulation.state.turn, text="agreements"))
    assert simulation.state.record is not None
    assert simulation.state.record.lines == ("agreements",)
