"""The verifier refuses what must not be spoken."""

import pytest

from voicerepair.core.reflection.person import Cast
from voicerepair.core.reflection.verify import problems

CAST = Cast("Ana", "Ben", "", {"ana": "Ana", "ben": "Ben"})
SOURCE = set("i feel sad when you come home late and my sister laughs".split())


def test_a_faithful_draft_passes() -> None:
    assert problems("Ana, you feel sad when Ben comes home late. Is that right?", SOURCE, CAST) == []


@pytest.mark.parametrize(
    ("draft", "problem"),
    [
        ("Ana, you feel furious when Ben comes home late.", "invented"),
        ("Ana, I feel sad when Ben comes home late.", "first person"),
        ("Ana, you feel sad when Ben comes home late and he laughs.", "gender"),
        ("Ana, you was sad.", "agreement"),
        ("Ana, you feel sad when.", "dangling"),
        ("Ana, you feel sad sad.", "doubled"),
        ("you feel sad", "form"),
        ("Ana, " + "you feel sad and " * 20 + "you feel sad.", "length"),
    ],
)
def test_what_is_refused(draft: str, problem: str) -> None:
    assert any(found.startswith(problem) for found in problems(draft, SOURCE, CAST))
