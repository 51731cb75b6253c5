"""Measure how long `voicerepair --version` takes, against an interpreter that does nothing.

Run: python -m scripts.bench_start [ROUNDS]. Both are started in turns; the ratio is of the medians.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path


def seconds(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    bare, ours = [], []
    for _ in range(rounds):
        bare.append(seconds("-c", "pass"))
        ours.append(seconds(str(Path(sys.executable).with_name("voicerepair")), "--version"))
    first, second = statistics.median(bare), statistics.median(ours)
    print(f"python -c pass          {first * 1000:6.0f} ms")
    print(f"voicerepair --version   {second * 1000:6.0f} ms   {second / first:.1f} times as long (allowed 3)")


if __name__ == "__main__":
    main()
