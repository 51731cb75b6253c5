"""Getting to know people by voice alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicerepair.core.introduction import Introduction, begin, heard, letters_in, name_in


def told(*answers: str) -> Introduction:
    state = begin()
    for answer in answers:
        state = heard(state, answer)
    return state


def test_two_people_are_known_after_a_few_words() -> None:
    state = told(
        "my name is anna", "yes", "nothing", "ben", "yes", "plain words", "a slower voice", "that is all", "begin"
    )
    assert state.is_over
    anna, ben = state.people
    assert (anna.name, anna.plain_language, anna.rate) == ("Anna", False, 0)
    assert (ben.name, ben.plain_language, ben.rate) == ("Ben", True, 130)


def test_a_name_that_is_misheard_is_said_again_and_then_spelled() -> None:
    state = told("manna", "no")
    assert state.stage == "name"
    state = heard(heard(state, "hannah"), "no")
    assert state.stage == "spell"
    assert "alpha" in state.phrases
    state = heard(state, "alpha november november alpha")
    assert "I heard Anna" in state.prompt
    assert heard(state, "yes").people[0].name == "Anna"


@pytest.mark.parametrize(
    ("spelled", "name"),
    [
        ("a n n a", "Anna"), ("a double n a", "Anna"), ("bravo echo november", "Ben"), ("bee ee en", "Ben"),
        ("b as in baker e as in easy n as in nan", "Ben"), ("s for sugar u for uncle e for egg", "Sue"),
        ("x ray india", "Xi"), ("double you ay double l", "Wall"), ("nothing here", ""),
    ],
)  # fmt: skip
def test_letters_in_every_usual_way(spelled: str, name: str) -> None:
    assert letters_in(spelled) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [("i am ben", "Ben"), ("um it is cleo", "Cleo"), ("call me anna maria", "Anna Maria"), ("yes", "Yes"), ("12", "")],
)
def test_the_name_in_what_is_said(said: str, name: str) -> None:
    assert name_in(said) == name


def test_the_same_name_twice_is_asked_about_and_more_than_two_can_come() -> None:
    state = told("anna", "yes", "nothing", "anna")
    assert "already" in state.prompt
    state = heard(heard(heard(state, "ben"), "yes"), "no")
    assert state.stage == "more"
    state = heard(state, "one more please")
    for answer in ("cleo", "yes", "typing", "nothing", "begin"):
        state = heard(state, answer)
    assert [person.name for person in state.people] == ["Anna", "Ben", "Cleo"]
    assert state.people[2].modality == "typing"


def test_silence_and_repeat_ask_the_same_again() -> None:
    state = told("anna")
    assert heard(state, "") == state
    assert heard(state, "repeat") == state


@given(st.lists(st.text(max_size=40), max_size=30))
def test_whatever_is_said_it_goes_on_and_never_fails(answers: list[str]) -> None:
    state = told(*answers)
    assert state.prompt
    assert len(state.people) <= 8


@given(
    st.lists(st.sampled_from(["yes", "no", "anna", "b e n", "nothing", "begin", "spell it", "more", ""]), max_size=40)
)
def test_it_always_can_be_brought_to_its_end(answers: list[str]) -> None:
    state = told(*answers)
    for name in ("uma", "vic", "wim", "xam", "yul", "zoe"):
        for answer in (name, "yes", "nothing", "begin", "a b c", "yes", "nothing", "begin"):
            if not state.is_over:
                state = heard(state, answer)
    assert state.is_over
    assert len(state.people) >= 2
