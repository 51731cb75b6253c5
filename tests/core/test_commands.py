"""Words to meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.simulate import repair
from voicerepair.core import commands
from voicerepair.core.commands import Command


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("done", Command.DONE), ("That's all.", Command.DONE), ("um pause please", Command.PAUSE),
        ("I'm not finished", Command.NOT_FINISHED), ("not yet", Command.PASS),
        ("say that again please", Command.REPEAT),
        ("Stop!", Command.STOP), ("time out", Command.TIME_OUT), ("i am triggered", Command.TRIGGER),
        ("we should stop shouting", None), ("i paused", None), ("", None), ("help me understand you", None),
        ("i am not done with the dishes", None),
    ],
)  # fmt: skip
def test_a_command_is_the_whole_utterance(said: str, meant: Command | None) -> None:
    assert commands.parse(said) is meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [("yes", True), ("yeah sure", True), ("Okay.", True), ("no", False), ("no not really", False), ("yes but no", None),
     ("perhaps", None), ("not really", False), ("", None), ("yes that's right", True)],
)  # fmt: skip
def test_yes_and_no_are_only_what_is_certain(said: str, meant: bool | None) -> None:
    assert commands.yes_no(said) is meant


@pytest.mark.parametrize(
    ("said", "rated"),
    [("seven", 7), ("about a six", 6), ("7", 7), ("ten out of ten", 10), ("between six and seven", 7), ("eleven", None),
     ("very", None), ("zero", 0), ("twenty five", None)],
)  # fmt: skip
def test_ratings(said: str, rated: int | None) -> None:
    assert commands.rating(said) == rated


@pytest.mark.parametrize(
    ("said", "length"),
    [("half an hour", 30), ("twenty minutes", 20), ("two hours", 120), ("an hour", 60), ("an hour and a half", 90),
     ("tomorrow", 1440), ("forty five", 45), ("whenever", None)],
)  # fmt: skip
def test_lengths_of_time(said: str, length: int | None) -> None:
    assert commands.minutes(said) == length


@pytest.mark.parametrize(
    ("said", "value"),
    [("hurtful words", "hurtful words"), ("it was a broken agreement", "a broken agreement"),
     ("five", "distance between us"),
     ("the second one", "hurtful words"), ("we had a fight", "an argument"), ("a cheese", None), ("", None)],
)  # fmt: skip
def test_choices(said: str, value: str | None) -> None:
    options = next(step for step in repair().step if step.id == "issue").options
    found = commands.choose(said, options)
    assert (found.value if found else None) == value


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    commands.parse(text)
    commands.yes_no(text)
    commands.rating(text)
    commands.minutes(text)
    commands.is_unfinished(text)
    commands.choose(text, repair().step[5].options)


@pytest.mark.parametrize("text", ["i feel", "because", "i wanted to call and", "it was the"])
def test_sentences_that_lead_on(text: str) -> None:
    assert commands.is_unfinished(text)


@pytest.mark.parametrize("text", ["i feel sad", "that is how it was", "i came home late"])
def test_sentences_that_are_whole(text: str) -> None:
    assert not commands.is_unfinished(text)
