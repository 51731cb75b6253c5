"""`voicerepair plain` from top to bottom, as a screen reader or a braille line gets it."""

import re
import signal
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.plain_run import PlainRun

NAMES = ("-p", "Ana", "-p", "Ben")


@pytest.fixture
def run(tmp_path: Path) -> Iterator["type[PlainRun]"]:
    started: list[PlainRun] = []

    class Run(PlainRun):
        def __init__(self, *options: str, extra: dict[str, str] | None = None, keep: str = "nothing") -> None:
            super().__init__(tmp_path, *options, extra=extra, keep=keep)
            started.append(self)

    yield Run  # type: ignore[misc]
    for one in started:
        one.close()


def test_a_whole_session_reads_from_top_to_bottom(run: "type[PlainRun]") -> None:
    asked = {
        "What was your part": "where are we", "What do you feel": "time", "When does that happen": "what did I say",
        "add another": "agreements",
    }  # fmt: skip
    session = run(*NAMES, extra=asked)
    lines = session.go()
    text = "\n".join(lines)

    assert "\x1b" not in text, "nothing moves the cursor or changes colours"
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u2500-\u259f\u2800-\u28ff]", text), "no boxes, bars or controls"
    assert "\r" not in session.raw.decode()
    session_lines = lines[: lines.index("")]
    for before, after in pairwise(session_lines):
        assert before != after, f"said twice: {before}"
    assert lines.count("") == 1, "one empty line, before the review"

    steps = [int(line.split()[1]) for line in lines if line.startswith("Step ")]
    assert steps == sorted(set(steps)), "each step is announced once, in order"
    order = [
        "Voice: Ana, please speak about your own part", "Ana has the floor.", "Voice: We are at step 13 of 35",
        "Ana has the floor.", "Ana: I raised my voice", "Choices: 1 yes, 2 partly, 3 no, 4 in my words.",
    ]  # fmt: skip
    place = 0
    for start in order:
        place = next(number for number in range(place, len(lines)) if lines[number].startswith(start)) + 1

    assert "Voice: We are at step 13 of 35: My part. It is Ana's turn." in lines
    assert any(line.startswith("Voice: Ben has spoken for no time of 2 minutes.") for line in lines)
    assert "Voice: I heard from Ben: I feel hurt." in lines
    assert "Voice: 1 agreement. Ana: I will call when I am late, every day." in lines
    assert lines.count("Agreed: Ana, “I will call when I am late”, every day.") == 1
    assert "Repair after a rupture, 0 minutes. Completed." in lines
    assert "What helped: “that you listened” (Ana)." in lines
    assert session.close() == 0


def test_the_private_check_shows_no_answer(run: "type[PlainRun]") -> None:
    session = run(*NAMES)
    session.go(until="Type y for yes")
    session.type("maybe")
    session.type("y")
    lines = session.go()
    assert "Please type y, n or x." in lines
    counts = Counter(lines)
    assert counts["1 of 3. Are you afraid of Ana? Type y for yes, n for no, or x if you would rather not say."] == 1
    assert "Not today is a good answer." in lines
    assert not {"y", "maybe"} & set(lines)


def test_ctrl_c_stops_politely_and_the_session_goes_on_later(run: "type[PlainRun]") -> None:
    first = run(*NAMES, keep="agreements")
    first.go(until="Voice: Ana, how upset")
    first.process.send_signal(signal.SIGINT)
    lines = first.go()
    assert "Stopping. Everything is kept." in lines
    assert "To go on: voicerepair plain --resume" in lines
    assert first.close() == 0
    second = run("--resume", keep="agreements")
    lines = second.go(until="Ana has the floor.")
    assert "Voice: Ana, how upset are you right now, from zero, calm, to ten, overwhelmed?" in lines


def test_the_end_of_the_input_stops_politely(run: "type[PlainRun]") -> None:
    session = run(*NAMES)
    assert session.process.stdin is not None
    session.process.stdin.close()
    session.process.stdin = None
    assert "Repair after a rupture, 0 minutes. Stopped." in "\n".join(session.go()).replace("Not_today", "Stopped")
    assert session.close() == 0


def test_a_facilitator_guides_line_by_line(run: "type[PlainRun]") -> None:
    session = run(*NAMES, "--facilitator", "Cleo", "--agenda", "the holidays")
    session.guide = ["/show", "/say Ana, may I guide you today?"]
    lines = session.go(until="Ana has the floor.")
    assert any(line.startswith("Guided by Cleo.") for line in lines)
    assert sum(line.startswith("Waits for Cleo: ") for line in lines) == 2
    assert "Voice: Ana, may I guide you today?" in lines
    for typed, told in (
        ("/people", "1 Ana: 0:00 spoken, speaks now"), ("/points", "1. the holidays"),
        ("/steps", "2. Guided, Ana (now)"),
        ("/what", "/hold, /release: everything rests, and goes on."),
    ):  # fmt: skip
        session.type(typed)
        assert session.go(until=told)[-1] == told
    session.type("/note ask about her mother")
    session.type("/mark her voice")
    session.go(until="Marked at 0:0")
    session.type("/people")
    session.go(until="1 note of yours.")
    assert session.lines[-1].startswith("1 mark, the last at 0:0")
    session.guide = ["/auto on"]
    session.type("yes")
    lines = session.go()
    assert "Repair after a rupture" in lines[lines.index("") + 1]
    assert not any("her mother" in line or "her voice" in line for line in lines), "notes stay with their writer"
    assert session.close() == 0
