"""docs/protocols.md tells of every key, kind, rule and name there is, and its example is good."""

import re
from pathlib import Path
from typing import get_args

import pytest

from tests.core.library import PEOPLE, Answering
from voicerepair.core.lint import RULES, check
from voicerepair.core.protocol import FIELDS, KeptAs, Profile, Protocol, Step, StepKind, Variant, Who
from voicerepair.core.protocol_text import parse

PAGE = Path("docs/protocols.md").read_text("utf-8")
EXAMPLE = PAGE.split("```toml\n")[1].split("```")[0]


@pytest.mark.parametrize(
    "words",
    [Protocol.__struct_fields__, Step.__struct_fields__, Variant.__struct_fields__, get_args(StepKind), get_args(Who),
     get_args(Profile), [word for word in get_args(KeptAs) if word], [f"{{{field}}}" for field in FIELDS]],
)  # fmt: skip
def test_every_word_of_the_format_is_explained(words: list[str]) -> None:
    assert [word for word in words if f"`{word}`" not in PAGE and f"{word} = " not in PAGE] == []


def test_every_rule_is_listed_with_what_it_asks_for() -> None:
    listed = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", PAGE[PAGE.index("| rule |") :], re.MULTILINE))
    assert listed == RULES


def test_the_example_is_good_and_runs() -> None:
    assert check(EXAMPLE, "thanks") == []
    state = Answering({}, parse(EXAMPLE, "thanks.toml"), PEOPLE[:2]).to_the_end()
    assert state.reason == "completed"
