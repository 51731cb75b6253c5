"""Many files at once: in processes, and on a real Dask cluster that loses a worker."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.cli.conftest import Run
from voicerepair.cli.jobs import LOST, TRIES, spread
from voicerepair.errors import UsageError

UTTERANCES = (
    "i feel hurt when you come home late because it makes me think i do not matter to you",
    "you said you would call and then you did not call and i waited",
    "i am sorry that i raised my voice yesterday in front of the children",
)


def doubled(number: int) -> int:
    return 2 * number


def fragile(task: tuple[str, int]) -> int:
    """Takes its process down the first time that it is asked for seven."""
    folder, number = task
    marker = Path(folder) / "died"
    if number == 7 and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def deadly(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_results_come_in_order_whatever_the_number_of_processes() -> None:
    assert list(spread(doubled, range(20), 1)) == list(range(0, 40, 2))
    assert list(spread(doubled, range(20), 2)) == list(range(0, 40, 2))


def test_a_process_that_dies_loses_and_doubles_nothing(tmp_path: Path) -> None:
    tasks = [(str(tmp_path), number) for number in range(12)]
    assert list(spread(fragile, tasks, 2)) == list(range(0, 24, 2))
    assert (tmp_path / "died").exists()


def test_work_that_kills_every_process_is_given_up() -> None:
    with pytest.raises(ChildProcessError, match=str(TRIES)):
        list(spread(deadly, [1, 2], 2))
    assert "%d" in LOST


def utterances(path: Path, count: int) -> Path:
    lines = [{"id": f"{path.stem}-{number}", "speaker": "Ana", "partner": "Ben", "text": UTTERANCES[number % 3]}
             for number in range(count)]  # fmt: skip
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def reflections(text: str) -> list[dict[str, object]]:
    found = [json.loads(line) for line in text.splitlines()]
    for line in found:
        del line["latency_ms"]
    return found


def test_reflect_takes_many_files(run: Run, tmp_path: Path) -> None:
    one, two = utterances(tmp_path / "one.jsonl", 150), utterances(tmp_path / "two.jsonl", 10)
    alone = reflections(run("reflect", str(one), str(two), "--jobs", "1").out)
    both = reflections(run("reflect", str(one), str(two), "--jobs", "2").out)
    assert alone == both
    assert [line["id"] for line in both] == [f"one-{n}" for n in range(150)] + [f"two-{n}" for n in range(10)]
    assert {line["file"] for line in both} == {str(one), str(two)}


def test_listen_goes_on_past_a_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    good, other, bad = tmp_path / "a.wav", tmp_path / "b.wav", tmp_path / "c.wav"
    for path in (good, other):
        soundfile.write(path, np.zeros(16_000, "float32"), 16_000)
    bad.write_text("no sound")
    done = run("listen", str(good), str(bad), str(other), "--no-words", "--json", "--jobs", "2")
    found = json.loads(done.out)
    assert [one["file"] for one in found] == ["a.wav", "c.wav", "b.wav"]
    assert "error" in found[1]
    assert done.code == 1
    assert "1 of 3 recordings could not be read" in done.err


def test_without_a_cluster_there_it_says_so(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicerepair.cli.jobs.ANSWER_SECONDS", 1)
    one = utterances(tmp_path / "one.jsonl", 2)
    for address in ("tcp://127.0.0.1:9", "nonsense://"):
        done = run("reflect", str(one), "--scheduler", address)
        assert (done.code, f"No Dask scheduler answers at {address}" in done.err) == (2, True), done.err


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers on loopback."""
    where = tmp_path / "scheduler.json"
    environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "5"}
    local = ["--host", "127.0.0.1"]

    def started(*command: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-m", *command], env=environment, cwd=tmp_path,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip

    scheduler = started("distributed.cli.dask_scheduler", *local, "--port", "0", "--no-dashboard",
                        "--scheduler-file", str(where))  # fmt: skip
    workers = [
        started("distributed.cli.dask_worker", "--scheduler-file", str(where), *local, "--nthreads", "1", "--no-nanny",
                "--no-dashboard", "--memory-limit", "0", "--local-directory", str(tmp_path / f"worker{number}"))
        for number in range(2)
    ]  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while not where.exists() or not where.read_text():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield json.loads(where.read_text())["address"], workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait(10)


def test_a_cluster_that_loses_a_worker_loses_and_doubles_nothing(
    run: Run, tmp_path: Path, cluster: tuple[str, list["subprocess.Popen[bytes]"]]
) -> None:
    address, workers = cluster
    source = utterances(tmp_path / "many.jsonl", 2000)
    expected = reflections(run("reflect", str(source)).out)
    process = subprocess.Popen([sys.executable, "-m", "voicerepair", "reflect", str(source), "--scheduler", address],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    workers[0].kill()
    rest, errors = process.communicate(timeout=90)
    assert process.returncode == 0, errors.decode()
    assert reflections((first + rest).decode()) == expected
    assert workers[1].poll() is None


def test_where_dask_is_not_installed_it_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="Dask is not installed") as caught:
        list(spread(doubled, [1], 1, "tcp://127.0.0.1:8786"))
    assert "voicerepair[dask]" in caught.value.hint
