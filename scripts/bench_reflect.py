"""How long a reflection takes, and what its first use costs.

Run: python scripts/bench_reflect.py. Prints the median and 95th percentile in milliseconds for turns of 20, 60, 200
and 400 words, made of this project's own test utterances, and what the import and the first reflection cost.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from voicerepair.core.reflection import ReflectionRequest, reflect

UTTERANCES = Path(__file__).parents[1] / "tests/core/reflection/utterances_dev.tsv"
ROUNDS = 60


def turns(length: int) -> list[str]:
    """Turns of `length` words, each starting at another utterance."""
    words = " ".join(line.split("|")[4] for line in UTTERANCES.read_text(encoding="utf-8").splitlines()).split()
    return [
        " ".join((words * 2)[start : start + length]) for start in range(0, len(words), max(1, len(words) // ROUNDS))
    ]


def main() -> None:
    code = (
        "import time; s = time.perf_counter(); from voicerepair.core.reflection import ReflectionRequest, reflect; "
        "e = time.perf_counter(); reflect(ReflectionRequest(speaker='Ana', partner='Ben', text='i felt hurt')); "
        "print(e - s, time.perf_counter() - e)"
    )
    costs = []
    for _ in range(5):
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        costs.append([float(figure) * 1000 for figure in out.split()])
    print(
        f"import: {min(c[0] for c in costs):.0f} ms, "
        f"with the first reflection: {min(map(sum, costs)):.0f} ms (best of 5)"
    )
    for length in (20, 60, 200, 400):
        took = []
        for text in turns(length):
            start = time.perf_counter()
            reflect(ReflectionRequest(speaker="Ana", partner="Ben", text=text))
            took.append((time.perf_counter() - start) * 1000)
        took.sort()
        print(
            f"{length} words: median {statistics.median(took):.1f} ms, "
            f"p95 {took[int(0.95 * len(took))]:.1f} ms, {len(took)} turns"
        )


if __name__ == "__main__":
    main()
