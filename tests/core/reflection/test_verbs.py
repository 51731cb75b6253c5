"""The verb table."""

import pytest

from voicerepair.core.reflection import verbs


@pytest.mark.parametrize(
    ("base", "third", "past", "participle", "ing"),
    [
        ("go", "goes", "went", "gone", "going"),
        ("try", "tries", "tried", "tried", "trying"),
        ("stop", "stops", "stopped", "stopped", "stopping"),
        ("lie", "lies", "lied", "lied", "lying"),
        ("make", "makes", "made", "made", "making"),
        ("play", "plays", "played", "played", "playing"),
        ("forget", "forgets", "forgot", "forgotten", "forgetting"),
        ("have", "has", "had", "had", "having"),
        ("agree", "agrees", "agreed", "agreed", "agreeing"),
    ],
)
def test_forms(base: str, third: str, past: str, participle: str, ing: str) -> None:
    assert (verbs.third(base), verbs.past(base), verbs.participle(base), verbs.ing(base)) == (
        third,
        past,
        participle,
        ing,
    )


def test_every_form_leads_back_to_a_base() -> None:
    kinds = (str, verbs.third, verbs.past, verbs.participle, verbs.ing)
    lost = {form for base in verbs.BASES for kind in kinds if verbs.lookup(form := kind(base)) is None}
    assert lost == {"building"}  # in talk about a home it is a noun


@pytest.mark.parametrize(
    ("word", "agreed"),
    [
        ("are", "is"),
        ("were", "was"),
        ("have", "has"),
        ("do", "does"),
        ("come", "comes"),
        ("came", "came"),
        ("could", "could"),
    ],
)
def test_agreement(word: str, agreed: str) -> None:
    assert verbs.agree(word) == agreed
