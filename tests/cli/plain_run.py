"""A whole `voicerepair plain` in a process of its own: lines in, lines out, no sound."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

FLOOR = ("has the floor.", "have the floor.")
ANSWERS = {
    "how upset": "3", "how ready": "7", "worth repairing": "we laugh together", "What kind was it": "hurtful words",
    "What was your part": "I raised my voice and I am sorry", "What do you feel": "I feel hurt",
    "When does that happen": "when you come home late", "helped you most": "that you listened",
    "What makes it matter": "because it makes me think I do not matter", "By when": "every day",
    "do you need": "respect", "ay ready": "ready", "What shall I keep": "agreements", "add another": "no",
    "one thing you want to do": "I will call when I am late",
}  # fmt: skip
"""What is typed when the last prompt holds these words; "yes" to everything else."""


class PlainRun:
    """`extra`: lines typed before the answer, once each, when the prompt holds the key."""

    def __init__(
        self, home: Path, *options: str, extra: Mapping[str, str] | None = None, keep: str = "nothing"
    ) -> None:
        environment = {
            **os.environ, "VOICEREPAIR_HOME": str(home), "TERM": "dumb", "NO_COLOR": "1", "PYTHONUNBUFFERED": "1",
            "VOICEREPAIR_PASSPHRASE": "two calm words",
        }  # fmt: skip
        command = [sys.executable, "-m", "voicerepair", "plain", "--no-mic", "--no-voice", "--keep", keep, *options]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        )
        self.lines: list[str] = []
        self.raw = b""
        self._extra = dict(extra or {})
        self.guide: list[str] = []
        self._rest = b""
        self._is_aside = False

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def next_line(self, seconds: float = 30.0) -> str | None:
        """The next line of output, or None at its end. Fails after `seconds`."""
        assert self.process.stdout is not None
        deadline = time.monotonic() + seconds
        while b"\n" not in self._rest:
            left = deadline - time.monotonic()
            assert left > 0, "\n".join(["nothing more after:", *self.lines[-12:]])
            if select.select([self.process.stdout], [], [], left)[0]:
                read = os.read(self.process.stdout.fileno(), 65536)
                if not read:
                    return None
                self.raw += read
                self._rest += read
        line, self._rest = self._rest.split(b"\n", 1)
        self.lines.append(line.decode("utf-8"))
        assert len(self.lines) < 600, "it never ends"
        return self.lines[-1]

    def go(self, until: str = "") -> list[str]:
        """Answer everything, until a line holds `until`, or to the end."""
        prompt = ""
        while (line := self.next_line()) is not None:
            if until and until in line:
                return self.lines
            if line.startswith("Waits for "):
                self.type(self.guide.pop(0) if self.guide else "")
            if line.startswith("Voice: "):
                prompt, self._is_aside = prompt if self._is_aside else line, False
            if "Type y for yes" in line:
                self.type("n")
            elif line.endswith(FLOOR):
                self._reply(prompt)
        return self.lines

    def _reply(self, prompt: str) -> None:
        for words in [words for words in self._extra if words in prompt]:
            self.type(self._extra[words])
            del self._extra[words]
            self._is_aside = True  # what comes next answers that, and the question stands
            return
        self.type(next((answer for words, answer in ANSWERS.items() if words in prompt), "yes"))

    def close(self) -> int:
        """Let it end; its exit code."""
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()
        try:
            return self.process.wait(10)
        finally:
            self.process.kill()
            self.process.wait(10)
