import random

import pytest
from corpus import DATA, Blocked, Templates, listed, turn_persons

from voicerepair.core import commands

SOURCE = (DATA / "templates.toml").read_text()


def test_the_same_seed_gives_the_same_sentences() -> None:
    first, second = (Templates(SOURCE, seed=5) for _ in range(2))
    assert [first.sentence() for _ in range(50)] == [second.sentence() for _ in range(50)]
    assert Templates(SOURCE, seed=6).sentence() != Templates(SOURCE, seed=7).sentence()


def test_sentences_are_plain_words_that_the_templates_know() -> None:
    templates = Templates(SOURCE, seed=1)
    known = templates.words()
    for _ in range(2000):
        assert set(templates.sentence().split()) <= known


def test_a_slot_used_twice_differs() -> None:
    templates = Templates('[slots]\nx = "a|b"\n[[template]]\nweight = 1\ntext = ["{x} and {x}"]\n[commands]\n'
                          'phrases = "yes"\n[words]\nextra = ""', seed=1)  # fmt: skip
    assert {templates.sentence() for _ in range(20)} == {"a and b", "b and a"}


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ("you ignore me", "i ignore you"),
        ("i miss you", "you miss me"),
        ("you are late for dinner", "i am late for dinner"),
        ("my mother did the same", "your mother did the same"),
    ],
)
def test_persons_are_turned(said: str, turned: str) -> None:
    assert turn_persons(said) == turned


def test_a_list_may_wrap_anywhere() -> None:
    assert listed("one two|three\n  four|\nfive") == ["one two", "three four", "five"]


def test_blocked_words_and_stems() -> None:
    blocked = Blocked(["# a note", "gun", "kill*", ""])
    assert [word in blocked for word in ("gun", "gunwale", "killing", "skill", "# a note")] == [
        True, False, True, False, False,
    ]  # fmt: skip


def test_no_template_can_say_a_blocked_word() -> None:
    blocked = Blocked((DATA / "blocked.txt").read_text().splitlines())
    assert [word for word in Templates(SOURCE, seed=1).words() if word in blocked] == []


def test_the_held_out_sentences_are_not_what_the_templates_say() -> None:
    held_out = (DATA / "held_out.txt").read_text().splitlines()
    assert len(held_out) == len(set(held_out)) == 100
    templates = Templates(SOURCE, seed=random.Random(3).randrange(1000))
    assert not set(held_out) & ({templates.sentence() for _ in range(20_000)} | set(templates.commands))


def test_the_corpus_knows_the_commands_of_the_app() -> None:
    spoken = {commands.parse(phrase) for phrase in Templates(SOURCE, seed=1).commands}
    assert set(commands.Command) <= spoken
