"""The main job, nothing replaced: the real app in a process of its own, a sound server, people who speak.

The room is a hard one: the loudspeaker is heard by the microphone at full volume.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import jiwer
import numpy as np
import pytest

from tests.e2e.plain_process import MIC_OPEN, PROTOCOL, ROOT, People, Plain
from tests.fixtures.pulse import RATE, Pulse

ANSWERS = (
    ("Ana, do you want to begin", "consent/0/ask"),
    ("Ben, do you want to begin", "consent/1/ask"),
    ("Ana, what was your part", "my_part/0/ask"),
    ("Ben, what was your part", "my_part/1/ask"),
    ("What will you do", "agreement/0/ask"),
    ("By when", "agreement/0/when"),
    ("in your words", "agreement/0/confirm"),
    ("Ben, do you agree", "agreement/1/confirm"),
    ("Another one", "agreement/all/more"),
    ("what shall I keep", "keep/0/ask"),
    ("", "my_part/0/verdict"),  # yes, to every reflection
)
SESSION = (
    "-p",
    "Ana",
    "-p",
    "Ben",
    "--protocol",
    str(PROTOCOL),
    "--recognizer",
    "pocketsphinx",
    "--patience",
    "1.2",
    "--rate",
    "230",
)


class Loudspeaker:
    """What the room hears, recorded all the while."""

    def __init__(self, pulse: Pulse) -> None:
        self._recorder = pulse.record_loudspeaker()
        self._blocks: list[tuple[float, bytes]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._recorder.stdout is not None
        while block := self._recorder.stdout.read(RATE // 10 * 2):
            self._blocks.append((time.time(), block))

    def loud_seconds(self, start: float, end: float) -> float:
        """How long something was to be heard between the two times."""
        count = 0
        for at, block in self._blocks:
            if start <= at < end:
                count += float(np.abs(np.frombuffer(block, "<i2")).max()) > 300
        return count / 10

    def close(self) -> None:
        self._recorder.kill()
        self._recorder.wait(5)
        self._reader.join(5)
        assert self._recorder.stdout is not None
        self._recorder.stdout.close()


@pytest.fixture
def loudspeaker(pulse: Pulse) -> Iterator[Loudspeaker]:
    pulse.pactl("load-module", "module-loopback", "source=spk.monitor", "sink=mic", "latency_msec=60")
    room = Loudspeaker(pulse)
    yield room
    room.close()


def run(home: Path, *arguments: str) -> str:
    environ = {**os.environ, "VOICEREPAIR_HOME": str(home), "VOICEREPAIR_PASSPHRASE": "a kettle and a lamp"}
    command = [sys.executable, "-m", "voicerepair", *arguments]
    done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Plain]]:
    """Starts the app with these arguments; it never outlives the test."""
    started: list[Plain] = []

    def begin(*arguments: str) -> Plain:
        started.append(Plain(tmp_path, *arguments))
        return started[-1]

    yield begin
    for plain in started:
        plain.kill()


def test_two_people_reach_an_agreement_by_voice_alone(
    pulse: Pulse, loudspeaker: Loudspeaker, start: Callable[..., Plain], tmp_path: Path
) -> None:
    people = People(pulse, ANSWERS)
    first = start(*SESSION)
    people.take_part(first, until="Ana: I ")
    people.take_part(first, until="Voice: Ana, ")  # the reflection: her turn has been heard and journalled
    first.kill()

    second = start("--resume", "--recognizer", "pocketsphinx", "--patience", "1.2", "--rate", "230")
    people.take_part(second, until="Voice: Ben, what was your part")
    second.wait_for(MIC_OPEN)
    second.kill_child("_ear_child")
    second.wait_for("Notice: The ear is listening again.")
    people.answer("Ben, what was your part")
    people.take_part(second, until="Voice: What will you do")
    second.kill_child("_voice_child")
    second.wait_for("Notice: The voice stopped and was started again.")
    second.wait_for(MIC_OPEN)
    people.answer("What will you do")
    people.take_part(second)
    assert second.process.wait(10) == 0
    assert "Step 3 of 8: My part" in second.text, second.text
    assert "Agreement of everyone: “" in second.text, second.text
    assert "Confirmed by Ana and Ben." in second.text

    # What was acknowledged before the kill is still there, and nobody was asked for it again.
    assert "do you want to begin" not in second.text
    assert "Ana and Ben, short, completed" in run(tmp_path, "history")

    # Only people were transcribed: what was heard is what was said, though the microphone heard every prompt.
    assert second.heard[: len(first.heard)] == first.heard  # shown again, so that people know where they are
    heard = " ".join(second.heard)
    assert jiwer.wer(" ".join(people.said), heard) < 0.35, (people.said, heard)

    # Prompts were really heard in the room, and the app kept quiet while it listened.
    lines = [*first.lines, *second.lines]
    prompts = [(at, line) for at, line in lines if line.startswith("Voice: ")]
    opened = [at for at, line in lines if line == MIC_OPEN]
    assert len(opened) >= 12
    for at, _ in [prompt for prompt in prompts[:-1] if "What will you do" not in prompt[1]]:  # the voice died of that
        assert loudspeaker.loud_seconds(at, min([o for o in opened if o > at], default=at + 3) + 0.3) > 0.4
    for at in opened:
        silent_until = min([p for p, _ in prompts if p > at], default=at)
        # At most the chime, late on a busy machine; never words.
        assert loudspeaker.loud_seconds(at + 0.3, silent_until - 0.1) < 0.4, second.lines
