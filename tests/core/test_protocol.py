"""Protocols are checked before anyone hears them, and errors say where and what instead."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.simulate import ANA, BEN, repair
from voicerepair.core.lint import check
from voicerepair.core.plan import plan
from voicerepair.core.protocol_text import examine, parse, schema
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


HOSTILE = {
    "deep nesting": HEAD + "a = " + "[" * 20_000,
    "deep tables": HEAD + "[" + ".".join("a" * 3000) + "]\nx = 1",
    "deep inline": HEAD + "x = " + "{a=" * 5_000,
    "ten megabytes": "#" * 10_000_000,
    "a huge number": HEAD + "minutes = " + "9" * 10_000,
    "a large number": STEP + 'say = "s"\nseconds = 99999999999999999999999999',
    "not a number": HEAD + "minutes = nan",
    "a date": HEAD + "minutes = 2026-01-01",
    "steps that are none": HEAD + "step = 3",
    "a step that is none": HEAD + "step = [3]",
    "one table of steps": HEAD + "[step]\nid = 1",
    "options that are none": STEP + 'say = "s"\noptions = 7',
    "variants that are none": STEP + 'say = "s"\nvariants = ["plain"]',
    "a variant that is none": STEP + 'say = "s"\nvariants.plain = "say"',
    "an unknown profile": STEP + 'say = "s"\n[step.variants.rude]\nsay = "s"',
    "an unknown key of a variant": STEP + 'say = "s"\n[step.variants.plain]\nsey = "s"',
    "an escape in a title": HEAD.replace('"b"', '"b\\u001b[2J"') + STEP[len(HEAD) :] + 'say = "s"',
    "an escape in an id": STEP.replace('"x"', '"x\\u001b]0;owned\\u0007"') + 'say = "s"',
    "an escape in a key": HEAD + '"\\u001b[31m" = 1',
    "an escape in a label": STEP.replace("turn", "choice")
    + 'say = "s"\noptions = [{ value = "a", label = "\\u009b31m" }]',
    "an escape as a kind": STEP.replace('"turn"', '"\\u001b[31mred"') + 'say = "s"',
    "an escape in a part": STEP + 'say = "s"\npart = "\\u001b[31m"',
    "text turned round": STEP + 'say = "abc\\u202edef"',
    "a null character": STEP + 'say = "a\\u0000b"',
    "a raw escape": STEP + 'say = "\x1b[31m"',
    "a format that fills the memory": STEP + 'say = "{partner:>9999999999}"',
    "an attribute": STEP + 'say = "{partner.__class__}"',
    "a conversion": STEP + 'say = "{partner!r}"',
    "a number in braces": STEP + 'say = "{0}"',
    "a thousand steps": HEAD + '[[step]]\nid = "x"\nkind = "say"\ntitle = "t"\nsay = "s"\n' * 1000,
    "rounds without end": STEP + 'say = "s"\npart = "p"\nrounds = 1000000000',
    "a language that is a path": HEAD + 'language = "../../etc"\n' + STEP[len(HEAD) :] + 'say = "s"',
    "an id that is a path": STEP.replace('id = "a"', 'id = "../a"') + 'say = "s"',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_text_is_refused_in_a_plain_sentence(text: str) -> None:
    with pytest.raises(ProtocolError) as caught:
        parse(text, "mine.toml")
    said = str(caught.value)
    assert said.startswith("mine.toml")
    assert said.isprintable()
    assert len(said) < 700
    problems = examine(text)[1]
    assert problems
    assert check(text)


def test_the_schema_in_the_docs_is_made_from_the_types() -> None:
    assert Path("docs/protocol.schema.json").read_text("utf-8") == schema()
