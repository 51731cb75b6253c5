"""The clips of tests/fixtures/clips: made once, committed, so that no test depends on the synthesisers installed.

Sentences and commands by voices known and unknown to the model, and isolated words laid out at known times.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import soundfile
from synth import RATE, Reading, speak

READINGS = (
    ("feel_slt", "i feel hurt when you come home late", "flite", "slt", 1.0, 0),
    ("will_awb", "i will call you when i am late", "flite", "awb", 1.0, 0),
    ("sorry_rms", "i am sorry that i raised my voice", "flite", "rms", 1.0, 0),
    ("request_gb", "please put your phone away at dinner", "espeak", "en-gb+m3", 150, 45),
    ("pause_rms", "pause", "flite", "rms", 1.1, 0),
    ("yes_espeak", "yes", "espeak", "en-us", 140, 50),
    ("not_finished_slt", "i am not finished", "flite", "slt", 1.1, 0),
)
TIMED = ("yes", "repeat", "seven", "ready", "pause")
TIMED_GAP = 0.4
Times = list[tuple[str, float, float]]


def timed(engine: str, voice: str, rate: float) -> tuple[np.ndarray, Times]:
    """Isolated words without the silence around them, `TIMED_GAP` seconds apart, and when each begins and ends."""
    parts, words, at = [np.zeros(RATE // 2, np.float32)], [], 0.5
    for word in TIMED:
        samples = speak(Reading("", "", word, engine, voice, rate, 50 if engine == "espeak" else 0))
        power = np.sqrt(np.mean(samples[: len(samples) // 80 * 80].reshape(-1, 80) ** 2, axis=1))
        loud = np.flatnonzero(power > 0.03 * power.max())
        samples = samples[loud[0] * 80 : (loud[-1] + 1) * 80]
        words.append((word, round(at, 3), round(at + len(samples) / RATE, 3)))
        parts += [samples, np.zeros(int(TIMED_GAP * RATE), np.float32)]
        at += len(samples) / RATE + TIMED_GAP
    return np.concatenate(parts), words


def build(out: Path) -> None:
    """Write the clips and manifest.jsonl (file, transcript, voice, words with known times or null)."""
    out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(0)
    rows = []
    made: list[tuple[str, str, str, np.ndarray, Times | None]] = []
    for name, text, engine, voice, rate, pitch in READINGS:
        made.append((name, text, voice, speak(Reading(name, "", text, engine, voice, rate, pitch)), None))
    for name, engine, voice, rate in (("timed_slt", "flite", "slt", 1.0), ("timed_espeak", "espeak", "en-us", 150)):
        made.append((name, " ".join(TIMED), voice, *timed(engine, voice, rate)))
    for name, text, voice, samples, words in made:
        edge = np.zeros(0 if words else int(0.3 * RATE), np.float32)
        whole = np.concatenate([edge, samples * 0.25, edge])
        whole = whole + rng.normal(size=len(whole)) / 32768  # the noise of a good converter
        soundfile.write(out / f"{name}.flac", whole, RATE, subtype="PCM_16")
        rows.append({"file": f"{name}.flac", "transcript": text, "voice": voice, "words": words})
    (out / "manifest.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    build(parser.parse_args().out)
