"""`voicerepair serve` as a process: the link, the page, a new link by Enter, and a polite end."""

import http.client
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

LINK = re.compile(r"http://127\.0\.0\.1:(\d+)(/enter/\S+)")


class Serving:
    """The process and its lines."""

    def __init__(self, home: Path) -> None:
        command = [sys.executable, "-m", "voicerepair", "serve", "--no-mic", "--no-voice", "--keep", "nothing",
                   "-p", "Ana", "-p", "Ben"]  # fmt: skip
        environment = {**os.environ, "VOICEREPAIR_HOME": str(home), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self.text = ""

    def wait_for(self, pattern: str, start: int = 0, seconds: float = 20.0) -> "re.Match[str]":
        assert self.process.stdout is not None
        deadline = time.monotonic() + seconds
        while not (found := re.compile(pattern).search(self.text, start)):
            left = deadline - time.monotonic()
            assert left > 0, self.text
            if select.select([self.process.stdout], [], [], left)[0]:
                read = os.read(self.process.stdout.fileno(), 65536)
                assert read, self.text
                self.text += read.decode()
        return found

    def close(self) -> None:
        self.process.kill()
        self.process.wait(10)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    one = Serving(tmp_path)
    yield one
    one.close()


def get(port: str, path: str, cookie: str = "") -> tuple[int, dict[str, str], str]:
    link = http.client.HTTPConnection("127.0.0.1", int(port), timeout=10)
    try:
        link.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = link.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        link.close()


def test_link_page_new_link_and_end(serving: Serving) -> None:
    port, path = serving.wait_for(LINK.pattern).groups()
    assert serving.process.stdin is not None
    status, headers, _ = get(port, path)
    assert status == 303
    cookie = headers["set-cookie"].split(";")[0]
    status, _, page = get(port, headers["location"], cookie)
    assert status == 200
    assert "not therapy" in page

    seen = len(serving.text)
    serving.process.stdin.write(b"\n")
    serving.process.stdin.flush()
    _, fresh = serving.wait_for(LINK.pattern, seen).groups()
    assert fresh != path
    assert get(port, headers["location"], cookie)[0] == 403
    assert get(port, path)[0] == 403

    serving.process.send_signal(signal.SIGINT)
    serving.wait_for("Stopping. Everything is kept.")
    assert serving.process.wait(10) == 0
