"""A plain session with two keys alone: Space and Enter."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.plain_run import FLOOR, PlainRun


@pytest.fixture
def session(tmp_path: Path) -> Iterator[PlainRun]:
    run = PlainRun(tmp_path, "-p", "Ana", "-p", "Ben")
    yield run
    run.close()


def step_to(session: PlainRun, label: str) -> None:
    """Press Space and Enter until that choice is read, then Enter."""
    for _ in range(30):
        session.type(" ")
        while not (line := session.next_line() or "").endswith("Enter takes it."):
            pass
        if label in line:
            session.type("")
            return
    raise AssertionError(f"{label} is never offered")


def test_choices_are_stepped_through_and_taken(session: PlainRun) -> None:
    session.go(until="Type y for yes")
    for _ in range(5):
        session.type(" ")
        session.type("")
        session.go(until="Type y for yes")
    session.type(" ")
    session.type("")
    while not (line := session.next_line() or "").endswith(FLOOR):
        assert "Please type" not in line
    assert not any("Enter takes it" in line for line in session.lines), "the private check reads no answer"
    step_to(session, "yes")
    while (session.next_line() or "") != "Ana: yes":
        pass
    step_to(session, "Stop")
    while "top" not in (session.next_line() or "x"):
        pass


def test_the_private_check_hides_which_answer_was_stepped_to(session: PlainRun) -> None:
    session.go(until="Type y for yes")
    for line in ("", *[" "] * 4, "", " ", " ", ""):
        session.type(line)
    text = "\n".join(session.go(until="2 of 3."))
    assert text.count("Please type y, n or x.") == 2, "no space, and four, are no answers"
    assert "Enter takes it" not in text
    session.type("n")
    assert "Not today is a good answer." in "\n".join(session.go())
