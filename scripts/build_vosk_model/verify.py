"""Measure a model folder with the unmodified vosk on clips it has not learned from: one table, and JSON.

Runs in its own process, with vosk, numpy and soundfile only. Word error rates on held-out sentences of the corpus's own
templates, on free sentences that share no template with it, and on single commands: dictated, by grammar, and together
(the grammar where what was dictated is no command, as the app does it). For voices of the training and for the one that
it has never heard; word times against isolated words with known gaps; speed.
"""

import argparse
import json
import resource
import subprocess
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import vosk
from numpy.typing import NDArray

RATE = 16_000
TIMED_WORDS = (
    "yes no pause resume repeat next skip hello seven three five exactly almost ready sorry maybe later".split()
)
TIMED_VOICES = (("flite", "slt"), ("flite", "awb"), ("flite", "rms"), ("espeak", "en-us"), ("espeak", "en-gb+f3"))


def pcm(samples: NDArray[np.floating[Any]], silence: float = 0.4) -> bytes:
    """16-bit PCM with silence on both sides and a little noise throughout, as a real converter has it."""
    edge = np.zeros(int(silence * RATE))
    quiet = np.random.default_rng(0).normal(size=len(samples) + 2 * len(edge)) * 3
    whole = np.concatenate([edge, samples, edge]) * 32768 + quiet
    return np.clip(np.round(whole), -32768, 32767).astype("<i2").tobytes()


def decode(model: Any, audio: bytes, grammar: list[str] | None = None) -> dict[str, Any]:
    """Vosk's final result for the audio."""
    arguments = [json.dumps(grammar)] if grammar else []
    recognizer = vosk.KaldiRecognizer(model, RATE, *arguments)
    recognizer.SetWords(True)
    for start in range(0, len(audio), 6400):
        recognizer.AcceptWaveform(audio[start : start + 6400])
    result: dict[str, Any] = json.loads(recognizer.FinalResult())
    return result


def errors(reference: list[str], found: list[str]) -> int:
    """Substitutions, insertions and deletions."""
    row = list(range(len(found) + 1))
    for i, word in enumerate(reference, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(found, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (word != other))
    return row[-1]


def accuracy(model: Any, work: Path) -> dict[str, Any]:
    """Word error rate and share of wrong clips of each split."""
    clips = [json.loads(line) for line in (work / "clips.jsonl").read_text().splitlines()]
    commands = (work / "text/commands.txt").read_text().splitlines()
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0] * 6)
    for clip in clips:
        if clip["split"] == "train":
            continue
        samples = soundfile.read(work / "wavs" / f"{clip['clip']}.wav", dtype="float32")[0]
        audio = pcm(samples)
        words = clip["text"].split()
        ways: list[tuple[str, list[str] | None]] = [(clip["split"], None)]
        if clip["split"].startswith("command"):
            ways += [(clip["split"] + "_grammar", [*commands, "[unk]"]), (clip["split"] + "_together", commands)]
        elif clip["split"].startswith("free"):
            ways.append((clip["split"] + "_falsely_command", [*commands, "[unk]"]))
        for name, grammar in ways:
            began = time.monotonic()
            is_together = name.endswith("_together")
            result = decode(model, audio, None if is_together else grammar)
            if is_together and result["text"] not in commands:
                result = decode(model, audio, [*commands, "[unk]"])
            wrong = errors(words, result["text"].split())
            accepted = grammar is not None and result["text"] in commands
            took, seconds = time.monotonic() - began, len(audio) / 2 / RATE
            values = [float(wrong), len(words), wrong > 0, accepted, took, seconds]
            totals[name] = [a + b for a, b in zip(totals[name], values, strict=True)]
            totals[name + "#"][0] += 1
    report = {}
    for name, (word_errors, words_total, wrong_clips, accepted_clips, decoding, spoken) in totals.items():
        if not name.endswith("#"):
            count = totals[name + "#"][0]
            report[name] = {"clips": int(count), "wer": word_errors / words_total, "wrong": wrong_clips / count,
                            "accepted": accepted_clips / count, "rtf": decoding / spoken}  # fmt: skip
    return report


def _isolated(word: str, engine: str, voice: str) -> NDArray[np.float32]:
    """A word without the silence around it, and so with known edges."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/word.wav"
        command = (["flite", "-voice", voice, "-t", word, "-o", path] if engine == "flite"
                   else ["espeak-ng", "-v", voice, "-s", "150", "-w", path, word])  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        samples, rate = soundfile.read(path, dtype="float32")
    if rate != RATE:
        positions = np.arange(0, len(samples), rate / RATE)
        samples = np.interp(positions, np.arange(len(samples)), samples).astype(np.float32)
    power = np.sqrt(np.mean(samples[: len(samples) // 80 * 80].reshape(-1, 80) ** 2, axis=1))
    loud = np.flatnonzero(power > 0.03 * power.max())
    samples = samples[loud[0] * 80 : (loud[-1] + 1) * 80]
    return np.asarray(samples / np.abs(samples).max() * 0.4, np.float32)


def word_times(model: Any) -> dict[str, Any]:
    """Errors in seconds of the starts and ends of words that were found."""
    starts, ends, asked = [], [], 0
    for engine, voice in TIMED_VOICES:
        for gap in (0.25, 0.6):
            parts, truth, at = [np.zeros(RATE // 2, np.float32)], [], 0.5
            for word in TIMED_WORDS:
                samples = _isolated(word, engine, voice)
                truth.append((word, at, at + len(samples) / RATE))
                parts += [samples, np.zeros(int(gap * RATE), np.float32)]
                at += len(samples) / RATE + gap
            found = decode(model, pcm(np.concatenate(parts), 0.0)).get("result", [])
            for word, start, end in truth:
                asked += 1
                near = [one for one in found if one["word"] == word and abs(one["start"] - start) < 0.4]
                if near:
                    starts.append(near[0]["start"] - start)
                    ends.append(near[0]["end"] - end)
    every = np.abs(np.concatenate([starts, ends]))
    return {"found": len(starts) / asked, "start_bias": float(np.mean(starts)), "end_bias": float(np.mean(ends)),
            "mean": float(every.mean()), "p90": float(np.percentile(every, 90))}  # fmt: skip


def main() -> None:
    """Print the report; leave the figures in the file named by `--json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    vosk.SetLogLevel(-1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    model = vosk.Model(str(given.model.resolve()))
    report: dict[str, Any] = {"load_seconds": time.monotonic() - began, "splits": accuracy(model, given.work)}
    report["word_times"] = word_times(model)
    report["memory_mb"] = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    for name, row in sorted(report["splits"].items()):
        print(f"{name:30} {row['clips']:4} clips  WER {row['wer']:6.1%}  wrong {row['wrong']:6.1%}"
              f"  accepted {row['accepted']:6.1%}  real-time factor {row['rtf']:.3f}")  # fmt: skip
    print("word times", {name: round(value, 3) for name, value in report["word_times"].items()})
    print(f"load {report['load_seconds']:.2f} s, memory {report['memory_mb']:.0f} MB")
    if given.json:
        given.json.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
