"""Protocols are checked before anyone hears them, and errors say where and what instead."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.simulate import ANA, BEN, repair
from voicerepair.core.plan import plan
from voicerepair.core.protocol_text import parse
from voicerepair.errors import ProtocolError

HEAD = 'id = "a"\ntitle = "b"\nsummary = "c"\n'
STEP = HEAD + '[[step]]\nid = "x"\nkind = "turn"\ntitle = "t"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("= 3", "line 1"),
        (HEAD + 'titel = "b"\n', "line 4: unknown key “titel”. Did you mean “title”?"),
        (HEAD, "step"),
        (HEAD + '[[step]]\nid = "x"\nkind = "trun"\ntitle = "t"\nsay = "s"\n',
         "line 6: kind = “trun” is not known. Did you mean “turn”?"),
        (STEP + 'say = "{speeker}"\n', "line 8: {speeker} in “say” of “x” is not known. Did you mean {speaker}?"),
        (STEP + 'say = "{speaker"\n', "a brace is not closed"),
        (STEP + 'say = "s"\nseconds = 3\n', "line 9: seconds = 3"),
        (STEP + 'say = "s"\nseconds = "long"\n', "line 9: Expected"),
        (STEP + 'say = "s"\nwho = "speaker"\n', "belongs to no part"),
        (STEP + 'say = "\\u001b[31m"\n', "control characters"),
        (STEP + 'say = "s"\n[[step]]\nid = "x"\nkind = "say"\ntitle = "t"\nsay = "s"\n',
         "line 10: the step id “x” is used twice"),
        (HEAD + "format = 9\n" + STEP[len(HEAD):] + 'say = "s"\n', "format 9"),
        (HEAD + "partners = [1, 9]\n" + STEP[len(HEAD):] + 'say = "s"\n', "partners"),
        (HEAD + '[[step]]\nid = "x"\nkind = "slots"\ntitle = "t"\nsay = "s"\n', "needs “when”"),
        ("a" * 2_000_000, "far too large"),
    ],
)  # fmt: skip
def test_errors_name_the_place_and_the_nearest_word(text: str, message: str) -> None:
    with pytest.raises(ProtocolError) as caught:
        parse(text, "mine.toml")
    assert str(caught.value).startswith("mine.toml")
    assert message in str(caught.value)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_gets_past_or_breaks_it(text: str) -> None:
    with pytest.raises(ProtocolError):
        parse(text, "mine.toml")


def test_each_partner_gets_every_turn_and_the_first_word_alternates() -> None:
    stages = plan(repair(), (ANA, BEN), 1)
    for step in repair().step:
        if step.who in ("each", "speaker", "listener"):
            assert {stage.addressed for stage in stages if stage.step.id == step.id} == {(0,), (1,)}
    first = [
        next(stage.speaker for stage in stages if stage.step.part == part) for part in ("my_part", "hearing", "needs")
    ]
    assert first == [1, 0, 1]


def test_our_prompts_are_good_to_hear() -> None:
    for step in repair().step:
        for key, text in step.prompts().items():
            sentences = [
                s for s in text.replace("?", "?|").replace(".", ".|").replace("!", "!|").split("|") if s.strip()
            ]
            assert max(len(sentence.split()) for sentence in sentences) <= 24, (step.id, key)
            assert text.count("?") <= 1, (step.id, key)
            if "?" in text and key == "say":
                assert text.rstrip().endswith("?"), (step.id, key)
