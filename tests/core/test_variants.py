"""The wording of a step for partners who need another."""

import pytest

from tests.core.library import NAMES, PEOPLE, Answering, everyone, protocol
from voicerepair.core import effects as ef
from voicerepair.core.people import Partner
from voicerepair.core.protocol import Step

TWO = PEOPLE[:2]


ANA = Partner(name="Ana")


def opening(name: str, step: str, *partners: Partner) -> list[str]:
    simulation = Answering({}, protocol(name), partners)
    simulation.to_the_end()
    spoken = (effect.text for effect in simulation.effects if isinstance(effect, ef.Speak))
    return [text for text in spoken if step in text]


@pytest.mark.parametrize(
    ("profile", "listener"),
    [
        ({}, "look at each other, or hold hands. Say ready when you can listen."),
        ({"touch": False}, "take one slow breath. Say ready when you can listen."),
        ({"sight": False}, "turn towards each other, or hold hands. Say ready"),
        ({"apart": True}, "look into the camera for a moment"),
        ({"hearing": False}, "Type ready, or press its key, when you can begin."),
        ({"plain_language": True}, "now Ana talks. You only listen. Breathe slowly."),
        ({"hearing": False, "plain_language": True}, "Type ready, or press its key"),
        ({"touch": False, "apart": True}, "look into the camera"),
    ],
)
def test_a_partner_hears_the_wording_they_need(profile: dict[str, bool], listener: str) -> None:
    said = opening("repair", "own part", ANA, Partner(name="Ben", **profile))
    said += opening("repair", "now Ana talks", ANA, Partner(name="Ben", **profile))
    assert any(text.startswith("Ben,") and listener in text for text in said), said


def test_touch_and_distance_change_prompts_for_both_but_plain_language_only_for_one() -> None:
    far = opening("repair", "camera", ANA, Partner(name="Ben", apart=True))
    assert {text.split(",")[0] for text in far} == {"Ana", "Ben"}
    assert opening("repair", "hold hands", ANA, Partner(name="Ben", touch=False)) == []
    plain = opening("repair", "Your task is only to listen", ANA, Partner(name="Ben", plain_language=True))
    assert {text.split(",")[0] for text in plain} == {"Ana"}


@pytest.mark.parametrize("profile", [{"touch": False}, {"sight": False}, {"hearing": False}, {"apart": True}])
@pytest.mark.parametrize("name", NAMES)
def test_no_prompt_asks_for_what_somebody_cannot_or_does_not_want(name: str, profile: dict[str, bool]) -> None:
    words = {
        "touch": ("hold hands", " hug", "each other's hand"),
        "sight": ("look at", "look into", "camera", "you can see"),
        "hearing": ("listen for", "sounds", "music"),
        "apart": ("hold hands", " hug", "in the same room"),
    }[next(iter(profile))]
    partners = tuple(Partner(name=partner.name, **profile) for partner in everyone(name)[0])
    simulation = Answering({"upset/0/ask": ["six"]}, protocol(name), partners)
    simulation.to_the_end()
    for text in simulation.spoken:
        assert not any(word in text.lower() for word in words), text


def test_variants_are_for_steps_that_have_them() -> None:
    plain = [name for name in NAMES if any("plain" in step.variants for step in protocol(name).step)]
    assert len(plain) >= 6
    for profile in ("deaf", "blind", "distance", "no_touch", "plain"):
        assert any(profile in step.variants for name in NAMES for step in protocol(name).step), profile


def test_a_step_is_a_value_of_its_own() -> None:
    assert Step(id="a", kind="say", title="t", say="s").variants == {}
