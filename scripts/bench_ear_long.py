"""The ear over many hours, replayed as fast as it goes: does it grow, does it drift?

    scripts/bench_ear_long.py FOLDER [HOURS]

FOLDER holds name.flac and name.json as for scripts/bench_turns.py; they are played round after round into one
opening of the microphone, without words. For each hour: memory, load, and talk time against the first hour.
"""

import json
import resource
import sys
import time
from itertools import cycle
from pathlib import Path

from voicerepair.adapters.no_recognizer import NoRecognizer
from voicerepair.adapters.recordings import load
from voicerepair.adapters.resampling import to_pcm
from voicerepair.adapters.vad import SileroVad
from voicerepair.core.endpointing import Endpointer
from voicerepair.ports import SAMPLE_RATE
from voicerepair.runtime.ear_messages import Ended, Open, Report, Started
from voicerepair.runtime.listener import Listener

BLOCK = 2 * SAMPLE_RATE // 10


def memory_mb() -> float:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


class TalkTime:
    """What the reports come to."""

    def __init__(self) -> None:
        self.seconds = self.began_at = 0.0

    def __call__(self, report: Report) -> None:
        if isinstance(report, Started):
            self.began_at = report.at
        elif isinstance(report, Ended):
            self.seconds += report.at - self.began_at


def main() -> None:
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    hours = float(sys.argv[2]) if len(sys.argv) == 3 else 4.0
    paths = sorted(Path(sys.argv[1]).glob("*.flac"))
    recordings = [(to_pcm(load(path)), json.loads(path.with_suffix(".json").read_text("utf-8"))) for path in paths]
    talk = TalkTime()
    listener = Listener(Open(1, "dictation", 0.0, ""), SileroVad(), NoRecognizer(), Endpointer(), talk)
    at = true = 0.0
    row = 1
    print("hour  memory MB  load %  talk s  true s  error %")
    cpu, last = time.process_time(), (0.0, 0.0, 0.0)
    for pcm, truth in cycle(recordings):
        for start in range(0, len(pcm), BLOCK):
            block = pcm[start : start + BLOCK]
            listener.push(at, block)
            at += len(block) / 2 / SAMPLE_RATE
        spoken = [(start, end) for turn in truth["turns"] for start, end in turn["speech"]]
        spoken += [(one["start"], one["end"]) for one in truth.get("backchannels", [])]
        true += union_seconds(spoken)
        if at >= 3600 * row or at >= 3600 * hours:
            used, talked, told = time.process_time() - cpu, talk.seconds - last[1], true - last[2]
            load_percent = 100 * used / (at - last[0])
            error = 100 * (talked - told) / told
            print(
                f"{at / 3600:4.1f}  {memory_mb():9.1f}  {load_percent:6.2f}  {talked:6.0f}  {told:6.0f}  {error:7.2f}"
            )
            sys.stdout.flush()
            cpu, last, row = time.process_time(), (at, talk.seconds, true), row + 1
        if at >= 3600 * hours:
            break
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} MB")


def union_seconds(spans: list[tuple[float, float]]) -> float:
    """The time in which anybody speaks."""
    total = reached = 0.0
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total


if __name__ == "__main__":
    main()
