"""What the speaker makes of a draft."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicerepair.core.reflection.verdict import parse_verdict


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "yeah thats right",
        "Exactly!",
        "um yes",
        "thats it",
        "right",
        "you got it",
        "that's what i meant",
        "pretty much",
    ],
)
def test_yes(text: str) -> None:
    assert parse_verdict(text).kind == "yes"


@pytest.mark.parametrize(
    ("text", "kind", "correction"),
    [
        ("partly it was tuesday", "partly", "it was tuesday"),
        ("partly", "partly", ""),
        ("not quite", "partly", ""),
        ("yes but it was on monday", "partly", "it was on monday"),
        ("sort of but it wasnt dinner it was lunch", "partly", "it wasnt dinner it was lunch"),
        ("no", "no", ""),
        ("no it was my sister", "no", "it was my sister"),
        ("thats not right", "no", ""),
        ("in my own words", "own_words", ""),
        ("let me say it in my own words i was scared", "own_words", "i was scared"),
        ("hello", "unknown", ""),
        ("", "unknown", ""),
    ],
)
def test_verdict_and_correction(text: str, kind: str, correction: str) -> None:
    found = parse_verdict(text)
    assert (found.kind, found.correction) == (kind, correction)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_taken(text: str) -> None:
    assert parse_verdict(text).kind in ("yes", "partly", "no", "own_words", "unknown")
