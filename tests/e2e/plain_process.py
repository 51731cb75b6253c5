"""`voicerepair plain` as a process, and the people who answer it by playing speech into its microphone."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from importlib import resources
from pathlib import Path

import numpy as np

from tests.fixtures.pulse import Pulse
from voicerepair.adapters import recordings

ROOT = Path(__file__).parents[2]
PROTOCOL = Path(__file__).with_name("short.toml")
MIC_OPEN = "The microphone is open."
HEARD = re.compile(r"(Ana|Ben|Heard): (.*)")
LONGEST = 150.0
"""Seconds. Nothing here takes half as long; a session that hangs is ended and its output shown."""


class Plain:
    """A running `voicerepair plain`. Lines are read as they come, each with the time it came."""

    def __init__(self, home: Path, *arguments: str) -> None:
        environ = {**os.environ, "VOICEREPAIR_HOME": str(home), "VOICEREPAIR_PASSPHRASE": "a kettle and a lamp"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "voicerepair", "plain", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT, env=environ,
        )  # fmt: skip
        self.lines: list[tuple[float, str]] = []
        self._taken = 0
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._changed:
                self.lines.append((time.time(), line.rstrip("\n")))
                self._changed.notify_all()

    def next_line(self) -> str | None:
        """The next line, or None when the session is over."""
        deadline = time.monotonic() + LONGEST
        with self._changed:
            while self._taken == len(self.lines):
                if not self._reader.is_alive():
                    return None
                assert time.monotonic() < deadline, self.text
                self._changed.wait(0.2)
            self._taken += 1
            return self.lines[self._taken - 1][1]

    @property
    def text(self) -> str:
        return "\n".join(line for _, line in self.lines)

    @property
    def heard(self) -> list[str]:
        return [found[2] for _, line in self.lines if (found := HEARD.fullmatch(line))]

    def kill_child(self, module: str) -> None:
        """kill -9 the ear or the voice."""
        for children in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            for pid in children.read_text().split():
                if module in Path(f"/proc/{pid}/cmdline").read_text():
                    os.kill(int(pid), signal.SIGKILL)
                    return
        raise AssertionError(f"no {module} is running")

    def wait_for(self, start: str) -> str:
        """The next line that begins with `start`."""
        while (line := self.next_line()) is not None:
            if line.startswith(start):
                return line
        raise AssertionError(f"the session ended without “{start}”:\n{self.text}")

    def kill(self) -> None:
        """End it as a crash would."""
        self.process.kill()
        self.process.wait(5)
        self._reader.join(5)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


class People:
    """Ana and Ben: they know what to say to each prompt, and say it when the microphone opens."""

    def __init__(self, pulse: Pulse, answers: tuple[tuple[str, str], ...]) -> None:
        self._pulse = pulse
        self._answers = answers
        self._clips = {(clip["cue"]): clip for clip in json.loads(_demo("script.json").read_text())}
        self.said: list[str] = []

    def answer(self, prompt: str) -> None:
        """Say what fits the prompt. Fails the test when nobody knows what to say."""
        cue = next((cue for part, cue in self._answers if part in prompt), None)
        assert cue is not None, f"nobody can answer “{prompt}”"
        clip = self._clips[cue]
        with resources.as_file(_demo(clip["file"])) as path:
            samples = recordings.load(path)
        quiet = np.zeros(3200, np.float32)
        pcm = (np.concatenate([quiet, samples, quiet]) * 32767).astype("<i2").tobytes()
        self._pulse.play(pcm)
        self.said.append(clip["text"])

    def take_part(self, plain: Plain, until: str = "") -> None:
        """Answer everything until a line begins with `until`, or the session is over."""
        prompt = ""
        while (line := plain.next_line()) is not None:
            if until and line.startswith(until):
                return
            if line.startswith("Voice: "):
                prompt = line
            elif line == MIC_OPEN:
                self.answer(prompt)


def _demo(name: str) -> "resources.abc.Traversable":
    return resources.files("voicerepair") / "data" / "demo" / name
