"""What was not understood is asked for again or left out; what was, is not."""

import pytest

from voicerepair.core.reflection import Reflection, ReflectionRequest, reflect
from voicerepair.core.reflection.plausible import clashes
from voicerepair.core.words import Word


def heard(text: str, confidence: float, **unsure: float) -> Reflection:
    words = tuple(Word(w, i * 0.3, i * 0.3 + 0.3, unsure.get(w, confidence)) for i, w in enumerate(text.split()))
    return reflect(ReflectionRequest(speaker="Ana", partner="Ben", text=text, words=words))


@pytest.mark.parametrize(
    "text",
    [
        "the lemon ladder and a quiet of the harbors is there before morning",
        "lantern policies of he we sandwich in and the of cathedral",
    ],
)
def test_word_salad_is_asked_for_again_even_when_half_sure(text: str) -> None:
    assert heard(text, 0.65).basis == "ask"


@pytest.mark.parametrize("confidence", [0.65, 0.9])
def test_what_people_say_to_each_other_is_reflected(confidence: float) -> None:
    assert heard("i feel lonely when you work on sundays and i want us to walk together", confidence).flag == "none"


def test_nothing_is_reflected_below_the_least_confidence() -> None:
    assert heard("i feel lonely when you work on sundays", 0.5).basis == "ask"


def test_typed_text_is_never_odd() -> None:
    text = "the lemon ladder and a quiet harbor annoy my mother"
    assert reflect(ReflectionRequest(speaker="Ana", partner="Ben", text=text)).flag == "none"


def test_a_clause_heard_badly_is_left_out() -> None:
    found = heard("i feel lonely when you work on sundays and i want us to eat together but tables swallow mice", 0.97,
                  tables=0.1, swallow=0.1, mice=0.1, but=0.2)  # fmt: skip
    assert "lonely" in found.text
    assert "mice" not in found.text


def test_a_phrase_without_verb_or_person_is_asked_for_again() -> None:
    text = "the yellow background of the old picture"
    assert reflect(ReflectionRequest(speaker="Ana", partner="Ben", text=text)).flag == "unclear"


def test_half_a_sentence_is_not_read_back() -> None:
    assert heard("when i get scared by the noise", 0.95).basis == "ask"


def test_neighbours_that_cannot_be() -> None:
    assert clashes("the of he we for i".split()) >= 3
    assert clashes("i feel hurt when you come home late".split()) == 0
