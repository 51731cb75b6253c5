"""Measure `voicerepair history --summary` and `--export` over many sessions in a real encrypted store.

Run: python -m scripts.bench_summary [SESSIONS]. Two hundred reviews of simulated sessions, words kept, are written
again under other names, by the store's own methods. Allowed for 10,000: 10 s and 150 MB each.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from msgspec.structs import replace

from tests.core.simulate import WHOLE, Simulation
from voicerepair.adapters.journal_store import SqlcipherStore
from voicerepair.core import review as reviews

PASSPHRASE = "a lamp and a kettle"
DIFFERENT = 200


def fill(path: Path, count: int) -> int:
    """Write so many sessions; the size of the store in bytes."""
    chance = random.Random(5)
    made = []
    for number in range(DIFFERENT):
        simulation = Simulation(WHOLE)
        state = simulation.run()
        outcome = reviews.review(state)
        talked = {name: chance.randint(60_000, 900_000) for name in outcome.partners}
        started = 1.7e9 + number * 86_400
        made.append((simulation.journal[0], replace(outcome, talk_ms=talked, started_at=started,
                                                    seconds=chance.uniform(600, 7200))))  # fmt: skip
    store = SqlcipherStore(path, PASSPHRASE)
    for number in range(count):
        opened, outcome = made[number % DIFFERENT]
        name = f"s{number:06d}"
        journal = store.create(name)
        journal.append(replace(opened, session=name, at=1.7e9 + number * 3600.0))
        store.set_outcome(name, reviews.encode(replace(outcome, session=name)))
    store.close()
    return path.stat().st_size


def run(home: Path, *arguments: str) -> tuple[float, float, str]:
    """Seconds, megabytes resident at most, and the last line of output of a command."""
    environment = {**os.environ, "VOICEREPAIR_HOME": str(home), "VOICEREPAIR_PASSPHRASE": PASSPHRASE}
    began = time.perf_counter()
    code = (
        "import resource, sys\nfrom voicerepair.__main__ import main\ntry:\n    main()\n"
        "finally:\n    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True,
                          check=True)  # fmt: skip
    return time.perf_counter() - began, int(done.stderr.split()[-1]) / 1024, done.stdout.splitlines()[0]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        probe = subprocess.run([sys.executable, "-c", "from voicerepair.config import paths; print(paths().store)"],
                               env={**os.environ, "VOICEREPAIR_HOME": str(home)}, capture_output=True, text=True,
                               check=True)  # fmt: skip
        size = fill(Path(probe.stdout.strip()), count)
        print(f"{count} sessions, a store of {size / 1e6:.0f} MB")
        for name, arguments in (
            ("history --summary", ("history", "--summary")),
            ("history --export .csv", ("history", "--export", f"{folder}/all.csv")),
            ("history --export .jsonl", ("history", "--export", f"{folder}/all.jsonl")),
        ):
            seconds, megabytes, said = run(home, *arguments)
            print(f"{name:26} {seconds:6.2f} s  {megabytes:6.0f} MB   {said}")


if __name__ == "__main__":
    main()
