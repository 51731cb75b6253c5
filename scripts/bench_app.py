"""Measure the whole app as people use it: key to paint, idle and while the recogniser decodes; memory of all processes.

Run: python -m scripts.bench_app [KEYS]. Needs pulseaudio and espeak-ng. The app runs in a pseudo-terminal of its own
with a virtual microphone; a typed letter is painted when its bytes come out of the terminal again.
"""

import os
import pty
import re
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
from fcntl import ioctl
from pathlib import Path

from tests.fixtures.pulse import Pulse, speech

LETTERS = "zqxjwv"
"""Letters that nothing else on the screen paints alone."""
ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b.")
PROTOCOL = """
id = "bench"
title = "Bench"
summary = "One long turn."
[[step]]
id = "turn"
kind = "turn"
title = "Turn"
part = "turn"
who = "speaker"
seconds = 3600
say = "{speaker}, please speak."
"""


class App:
    """`voicerepair session` in a pseudo-terminal."""

    def __init__(self, home: Path) -> None:
        protocol = home / "bench.toml"
        protocol.write_text(PROTOCOL, "utf-8")
        environ = {
            **os.environ,
            "VOICEREPAIR_HOME": str(home),
            "VOICEREPAIR_PASSPHRASE": "bench",
            "TERM": "xterm-256color",
        }
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            arguments = ["session", "-p", "Ana", "-p", "Ben", "--protocol", str(protocol), "--patience", "0",
                         "--recognizer", "pocketsphinx"]  # fmt: skip
            os.execve(sys.executable, [sys.executable, "-m", "voicerepair", *arguments], environ)
        ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.output = b""

    def read(self, seconds: float) -> bytes:
        """What is painted within that time, as soon as there is any."""
        ready, _, _ = select.select([self.terminal], [], [], seconds)
        data = os.read(self.terminal, 65536) if ready else b""
        self.output += data
        return data

    def wait_for(self, text: bytes, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while text not in self.output:
            if time.monotonic() > deadline:
                raise SystemExit(f"never seen on the screen: {text.decode()}")
            self.read(0.5)

    def drain(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.read(left)

    def key_to_paint(self, letter: str) -> float:
        """Milliseconds until that letter is on the screen."""
        began = time.perf_counter()
        os.write(self.terminal, letter.encode())
        seen = b""
        while letter.encode() not in ESCAPES.sub(b"", seen):
            seen += self.read(2.0)
            if time.perf_counter() - began > 5:
                raise SystemExit("a letter was never painted")
        return 1000 * (time.perf_counter() - began)

    def key(self, key: bytes) -> None:
        os.write(self.terminal, key)


def family(pid: int) -> list[int]:
    """That process and all its descendants."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            found += family(int(child))
    return found


def memory_mb(pid: int) -> tuple[float, float]:
    """Resident and proportional (shared pages divided) megabytes of a process."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    return tuple(int(re.search(rf"^{name}:\s+(\d+)", rollup, re.M)[1]) / 1024 for name in ("Rss", "Pss"))  # type: ignore[index,return-value]


def measure(app: App, keys: int) -> list[float]:
    found: list[float] = []
    while len(found) < keys:
        for letter in LETTERS:
            found.append(app.key_to_paint(letter))
            app.drain(0.15)
        for _ in LETTERS:
            app.key(b"\x7f")
        app.drain(0.3)
    return found


def report(name: str, values: list[float]) -> float:
    p95 = statistics.quantiles(values, n=20)[-1]
    print(f"{name:<28}p50 {statistics.median(values):5.0f} ms   p95 {p95:5.0f} ms   ({len(values)} keys)")
    return p95


def main() -> None:
    keys = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory(prefix="vr-bench-") as root:
        pulse = Pulse(Path(root))
        pulse.start()
        os.environ.update(pulse.env)
        app = App(Path(root))
        try:
            app.wait_for(b"please speak")
            app.drain(6)
            app.key(b"t")
            app.drain(1)
            idle = report("key to paint, idle", measure(app, keys))
            talk = speech("I feel hurt when you come home late and do not call because it matters to me. " * 40)
            player = pulse.play(talk)
            app.drain(3)
            busy = report("key to paint, decoding", measure(app, keys))
            assert player.poll() is None, "the speech was too short"
            print(f"{'ratio of the p95s':<28}{busy / idle:.2f} (allowed 2)")
            processes = [(pid, *memory_mb(pid)) for pid in family(app.pid)]
            for pid, resident, proportional in processes:
                name = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                title = next((part for part in name[1:] if b"voicerepair" in part), name[0]).decode()
                print(f"{'memory of ' + title[-30:]:<42}{resident:6.0f} MB resident, {proportional:6.0f} MB of its own")
            print(f"{'memory of the app':<42}{sum(p[1] for p in processes):6.0f} MB resident, "
                  f"{sum(p[2] for p in processes):6.0f} MB counted once (allowed 400)")  # fmt: skip
        finally:
            os.kill(app.pid, 15)
            pulse.close()


if __name__ == "__main__":
    main()
