"""Word error rate, speed, load time and memory of every installed recogniser over a folder of clips: one table.

    python scripts/bench_asr.py CLIPS [--models FOLDER ...] [--only NAME ...] [--subset NAME ...] [--limit N]

CLIPS holds manifest.jsonl, a JSON object a line with `file` and `transcript` (null: not scored), optionally `subset`.
Each recogniser runs in a child process of its own, so that one that crashes or hangs costs one row.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

ROOT = Path(__file__).parents[1]
RATE = 16_000
DOMAIN = ROOT / "voicerepair/data/pocketsphinx"
HOURS = 2  # after so long a child is taken to hang

Transcribe = Callable[[bytes], str]


def read_pcm(path: Path) -> bytes:
    """A clip as 16-bit mono PCM at 16 kHz (linear interpolation where its rate differs)."""
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    mono = samples.mean(axis=1)
    if rate != RATE:
        positions = np.arange(0, len(mono), rate / RATE)
        mono = np.interp(positions, np.arange(len(mono)), mono)
    return bytes(np.clip(np.round(mono * 32768), -32768, 32767).astype("<i2").tobytes())


def load_vosk(model: str) -> Transcribe:
    """Vosk with the model in that folder."""
    import vosk

    vosk.SetLogLevel(-1)
    loaded = vosk.Model(model)

    def transcribe(pcm: bytes) -> str:
        recognizer = vosk.KaldiRecognizer(loaded, RATE)
        texts = []
        for start in range(0, len(pcm), 6400):
            if recognizer.AcceptWaveform(pcm[start : start + 6400]):
                texts.append(json.loads(recognizer.Result())["text"])
        texts.append(json.loads(recognizer.FinalResult())["text"])
        return " ".join(text for text in texts if text)

    return transcribe


def load_pocketsphinx(variant: str) -> Transcribe:
    """pocketsphinx with the `general` model of its wheel, our `domain` model, or `both`, as the app has it."""
    if variant == "both":
        from voicerepair.adapters.pocketsphinx_recognizer import PocketsphinxRecognizer

        recognizer = PocketsphinxRecognizer()

        def hear(pcm: bytes) -> str:
            recognizer.start()
            for start in range(0, len(pcm), 6400):
                recognizer.accept(pcm[start : start + 6400])
            return recognizer.finish().text

        return hear
    import pocketsphinx

    own = {"lm": str(DOMAIN / "domain.lm.bin"), "dict": str(DOMAIN / "domain.dict")}
    decoder = pocketsphinx.Decoder(samprate=float(RATE), loglevel="FATAL", **(own if variant == "domain" else {}))

    def transcribe(pcm: bytes) -> str:
        decoder.start_utt()
        for start in range(0, len(pcm), 6400):
            decoder.process_raw(pcm[start : start + 6400])
        decoder.end_utt()
        found = decoder.hyp()
        return found.hypstr if found is not None else ""

    return transcribe


def candidates(folders: list[Path]) -> list[str]:
    """Every recogniser that is here, as `engine:what`."""
    found = ["pocketsphinx:general"]
    if DOMAIN.is_dir():
        found += ["pocketsphinx:domain", "pocketsphinx:both"]
    for folder in folders:
        models = sorted(path.parents[1] for path in folder.glob("*/am/final.mdl"))
        found += [f"vosk:{model.resolve()}" for model in models]
    return found


def child(recogniser: str, clips: Path, rows: list[dict[str, Any]]) -> None:
    """Decode all clips; print one JSON object."""
    engine, _, what = recogniser.partition(":")
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    transcribe = load_vosk(what) if engine == "vosk" else load_pocketsphinx(what)
    loaded = time.monotonic() - began
    took = seconds = 0.0
    texts = []
    for row in rows:
        pcm = read_pcm(clips / row["file"])
        began = time.monotonic()
        texts.append(transcribe(pcm))
        took += time.monotonic() - began
        seconds += len(pcm) / 2 / RATE
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(json.dumps({"load": loaded, "rtf": took / seconds, "memory": memory, "texts": texts}))


def main() -> None:
    """Run the children, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", type=Path)
    parser.add_argument("--models", type=Path, nargs="*", default=[ROOT / "models"], help="folders of Vosk models")
    parser.add_argument("--only", nargs="*", help="recognisers whose name contains one of these")
    parser.add_argument("--subset", nargs="*", help="only these subsets of the manifest")
    parser.add_argument("--limit", type=int, help="at most so many clips of each subset")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    given = parser.parse_args()
    rows: list[dict[str, Any]] = []
    taken: dict[str, int] = {}
    for line in (given.clips / "manifest.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        subset = row.setdefault("subset", "all")
        if row["transcript"] and (not given.subset or subset in given.subset):
            taken[subset] = taken.get(subset, 0) + 1
            if not given.limit or taken[subset] <= given.limit:
                rows.append(row)
    if not rows:
        parser.error("no clip has a transcript")
    if given.child:
        child(given.child, given.clips, rows)
        return

    import jiwer

    subsets = sorted({row["subset"] for row in rows})
    print(f"{len(rows)} clips; word error rate in all and by subset")
    print(
        f"{'recogniser':44} {'load s':>7} {'rtf':>6} {'MB':>5} {'all':>7} " + " ".join(f"{s[:14]:>14}" for s in subsets)
    )
    for name in candidates(given.models):
        if given.only and not any(part in name for part in given.only):
            continue
        try:
            done = subprocess.run([sys.executable, __file__, *sys.argv[1:], "--child", name], capture_output=True,
                                  text=True, timeout=HOURS * 3600, check=True)  # fmt: skip
        except subprocess.SubprocessError as error:
            print(f"{name[-44:]:44} failed: {error}")
            continue
        result = json.loads(done.stdout.splitlines()[-1])
        rates = []
        for subset in (None, *subsets):
            pairs = [(row["transcript"], text) for row, text in zip(rows, result["texts"], strict=True)
                     if subset in (None, row["subset"])]  # fmt: skip
            rates.append(jiwer.wer([truth for truth, _ in pairs], [text for _, text in pairs]))
        shown = name
        for folder in given.models:
            shown = shown.replace(f"{folder.resolve()}/", "")
        print(f"{shown[-44:]:44} {result['load']:7.2f} {result['rtf']:6.3f} {result['memory']:5.0f} {rates[0]:7.1%} "
              + " ".join(f"{rate:14.1%}" for rate in rates[1:]), flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
