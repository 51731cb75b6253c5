"""Slots, blame and the parts of an apology."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicerepair.core.reflection.slots import apology_has_but, apology_parts, blames, fill


@pytest.mark.parametrize(
    ("text", "feeling", "when", "because"),
    [
        ("i feel hurt when you come home late because i wait for you", "hurt", True, True),
        ("i feel hurt", "hurt", False, False),
        ("when you leave i feel lonely", "lonely", True, False),
        ("i feel angry and sad when you shout", "angry and sad", True, False),
        ("", "", False, False),
    ],
)
def test_slots_fill_over_what_was_said(text: str, feeling: str, when: bool, because: bool) -> None:
    found = fill(text)
    assert found.feeling == feeling
    assert bool(found.when) is when
    assert bool(found.because) is because


@pytest.mark.parametrize(
    "text",
    [
        "you always leave",
        "you never listen to me",
        "you make me so mad",
        "its your fault",
        "youre so selfish",
        "i feel like you dont care",
    ],
)
def test_blame_is_heard(text: str) -> None:
    assert blames(text)


@pytest.mark.parametrize(
    "text",
    [
        "i feel sad when you leave",
        "i need you to listen",
        "when you come home late i worry",
        "you said you would call",
        "",
    ],
)
def test_how_it_was_for_oneself_is_no_blame(text: str) -> None:
    assert not blames(text)


@pytest.mark.parametrize(
    "text", ["im sorry but you started it", "i apologize however you were late too", "im sorry you feel that way"]
)
def test_an_apology_taken_back(text: str) -> None:
    assert apology_has_but(text)


@pytest.mark.parametrize(
    "text", ["im sorry i was stressed but thats no excuse", "im sorry i hurt you", "i like tea but not coffee"]
)
def test_an_apology_that_stands(text: str) -> None:
    assert not apology_has_but(text)


def test_all_six_parts() -> None:
    text = "im sorry i yelled at you it was my fault next time i will take a walk how can i make it right forgive me"
    assert apology_parts(text) == {"regret", "what_happened", "responsibility", "change", "repair", "asking"}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("i regret it", "regret"),
        ("i forgot your birthday", "what_happened"),
        ("that was on me", "responsibility"),
        ("it wont happen again", "change"),
        ("let me make it up to you", "repair"),
        ("please forgive me", "asking"),
    ],
)
def test_each_part(text: str, part: str) -> None:
    assert part in apology_parts(text)


@given(st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_any_text_is_taken(text: str) -> None:
    fill(text)
    blames(text)
    apology_has_but(text)
    assert apology_parts(text) <= {"regret", "what_happened", "responsibility", "change", "repair", "asking"}
