"""The listener says what they heard; the app names what was left out, requests and questions too."""

import pytest

from voicerepair.core.reflection import ReflectionRequest, reflect


def filled(text: str, mirror: str) -> str:
    request = ReflectionRequest(speaker="Ana", partner="Ben", text=text, mirrored_by="Ben", mirror=mirror)
    return reflect(request).text


@pytest.mark.parametrize(
    ("text", "mirror", "said"),
    [
        ("i was lonely and could you please sit with me", "you were lonely", "asked you to sit with Ana"),
        ("i was sad why didnt you call me", "you were sad", "asked why you didn't call Ana"),
        ("do you still love me i feel far from you", "you feel far from me", "asked whether you still love Ana"),
        ("i am scared please dont shout at me", "you are scared", "asked you not to shout at Ana"),
        ("stop reading my messages i feel watched", "you feel watched", "asked you to stop reading Ana's"),
        ("i worry at night can we talk about the money", "you worry at night", "suggested that the two of you talk"),
        ("i miss our walks lets go to the lake", "you miss our walks", "suggested that the two of you go to the lake"),
        ("i was rude thank you for the soup", "you were rude", "thanked you for the soup"),
    ],
)  # fmt: skip
def test_what_was_asked_and_not_mirrored_is_filled_in(text: str, mirror: str, said: str) -> None:
    found = filled(text, mirror)
    assert said in found
    assert found.startswith("Ben, Ana also ")
    assert found.endswith("Ana, is that what you meant?")


def test_two_kinds_are_told_in_one_sentence() -> None:
    found = filled("i felt lonely at the party and please stay near me", "no idea")
    assert "mentioned that Ana felt lonely at the party and asked you to stay near Ana" in found


def test_a_request_that_was_mirrored_is_not_repeated() -> None:
    found = filled("i felt lonely and could you stay near me", "you felt lonely and want me to stay near you")
    assert found == "Thank you, Ben. Ana, is that what you meant?"
