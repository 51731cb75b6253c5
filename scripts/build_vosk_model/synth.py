"""Text -> speech: one 16 kHz WAV a line, by the free synthesisers of Debian, voice and manner drawn from a seed.

Needs espeak-ng, flite and festival (festvox-kallpc16k, festvox-kdlpc16k, festvox-us-slt-hts). Reads <work>/text,
writes <work>/wavs and <work>/clips.jsonl. Festival's `ked_diphone` reads no training text: it stands for a voice that
the model does not know.
"""

import argparse
import json
import math
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.signal import resample_poly

RATE = 16_000
UNSEEN = ("festival", "ked_diphone")
COMMAND_READINGS = 12
COMMAND_RUNS = 900
_ACCENTS = ("en-us", "en-us", "en-us", "en-gb", "en-gb-x-rp", "en-gb-scotland", "en-gb-x-gbclan", "en-029")
_SPEAKERS = """m1 m2 m3 m4 m5 m6 m7 m8 f1 f2 f3 f4 f5 Andy Annie steph steph2 steph3 linda max benjamin boris caleb
 edward edward2 john klatt klatt2 klatt3 klatt4 antonio belinda quincy rob robert victor Alicia Michael Alex Lee Mike
 adam anika announcer aunty grandma grandpa paul pedro sandro zac david travis shelby norbert gustave""".split()

_KNOWN = (
    ("espeak", "", 0.32, ()),
    ("flite", "slt", 0.12, (150, 170, 190, 210)),
    ("flite", "awb", 0.12, (95, 110, 125, 140)),
    ("flite", "rms", 0.12, (80, 90, 105, 120)),
    ("flite", "kal16", 0.12, (85, 100, 120, 140)),
    ("festival", "kal_diphone", 0.12, ()),
    ("festival", "cmu_us_slt_arctic_hts", 0.08, ()),
)
"""Engine, voice, share of the readings, and the pitches (Hz) tried beside its own."""


@dataclass(frozen=True)
class Reading:
    """One clip to make. `rate`: words a minute for espeak, a stretch factor for the others.

    `pitch` 0: the voice's own.
    """

    clip: str
    split: str
    text: str
    engine: str
    voice: str
    rate: float
    pitch: int


def _manner(rng: random.Random, *, unseen: bool) -> tuple[str, str, float, int]:
    """Engine, voice, rate and pitch of a reading."""
    if unseen:
        return (*UNSEEN, round(rng.uniform(0.9, 1.15), 2), 0)
    engine, voice = rng.choices(_KNOWN, [weight for _, _, weight, _ in _KNOWN])[0][:2]
    if engine == "espeak":
        speaker = rng.choice(["", *(f"+{name}" for name in _SPEAKERS)])
        return engine, rng.choice(_ACCENTS) + speaker, rng.randint(120, 195), rng.randint(25, 75)
    pitches = next(pitches for e, v, _, pitches in _KNOWN if (e, v) == (engine, voice))
    if engine == "flite":
        return engine, voice, round(rng.uniform(0.8, 1.35), 2), rng.choice([0, 0, *pitches])
    return engine, voice, round(rng.uniform(0.85, 1.3), 2), 0


def readings(text: Path, held_out: Path) -> Iterator[Reading]:
    """Every clip of the corpus. Splits: train; and template, free, command, each with `_seen` and `_unseen` voices."""
    rng = random.Random(11)

    def lines(path: Path) -> list[str]:
        return [line.strip() for line in path.read_text().splitlines() if line.strip()]

    sentences, fillers = lines(text / "sentences.txt"), lines(text / "filler.txt")
    commands = lines(text / "commands.txt")
    plan = [("train", line) for line in [*sentences, *fillers, *fillers[::2], *commands * COMMAND_READINGS]]
    plan += [("train", " ".join(rng.sample(commands, rng.randint(2, 4)))) for _ in range(COMMAND_RUNS)]
    for name, tests in (
        ("template", lines(text / "template_test.txt")),
        ("free", lines(held_out)),
        ("command", commands),
    ):
        plan += [(f"{name}_{voice}", line) for voice in ("seen", "unseen") for line in tests]
    for number, (split, line) in enumerate(plan):
        yield Reading(f"{number:05d}", split, line, *_manner(rng, unseen=split.endswith("_unseen")))


def _command(reading: Reading, path: str) -> tuple[list[str], bytes]:
    """The program to run, and what it reads on standard input."""
    if reading.engine == "espeak":
        return ["espeak-ng", "-v", reading.voice, "-s", str(int(reading.rate)), "-p", str(reading.pitch), "-w", path,
                reading.text], b""  # fmt: skip
    if reading.engine == "flite":
        pitch = ["--setf", f"int_f0_target_mean={reading.pitch}"] if reading.pitch else []
        return ["flite", "-voice", reading.voice, "--setf", f"duration_stretch={reading.rate}", *pitch,
                "-t", reading.text, "-o", path], b""  # fmt: skip
    scheme = f"(begin (voice_{reading.voice}) (Parameter.set 'Duration_Stretch {reading.rate}))"
    return ["text2wave", "-eval", scheme, "-o", path], reading.text.encode()


def read_mono(path: str | os.PathLike[str]) -> NDArray[np.float32]:
    """The samples of a sound file at 16 kHz, full scale 1."""
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    mono = samples.mean(axis=1)
    if rate != RATE:
        divisor = math.gcd(rate, RATE)
        mono = resample_poly(mono, RATE // divisor, rate // divisor)
    return np.asarray(mono, np.float32)


def speak(reading: Reading) -> NDArray[np.float32]:
    """The reading as samples whose peak is 0.5."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        path = f"{folder}/speech.wav"
        command, given = _command(reading, path)
        subprocess.run(command, input=given, check=True, capture_output=True, timeout=60)
        samples = read_mono(path)
    return samples / max(1e-3, float(np.abs(samples).max())) * 0.5


def _make(task: tuple[Reading, Path]) -> Reading | None:
    reading, path = task
    if path.exists():
        return reading
    try:
        samples = speak(reading)
    except (subprocess.SubprocessError, soundfile.LibsndfileError) as error:
        print(f"{reading.clip} {reading.engine} {reading.voice}: {error}", file=sys.stderr)
        return None
    partial = path.with_suffix(".part")
    soundfile.write(partial, samples, RATE, subtype="PCM_16", format="WAV")
    partial.rename(path)
    return reading


def build(work: Path, *, processes: int = 2) -> None:
    """Make the clips that are not there yet."""
    wavs = work / "wavs"
    wavs.mkdir(parents=True, exist_ok=True)
    tasks = [
        (one, wavs / f"{one.clip}.wav") for one in readings(work / "text", Path(__file__).parent / "data/held_out.txt")
    ]
    random.Random(1).shuffle(tasks)  # so that slow engines are spread over the processes
    with Pool(processes) as pool:
        made = [one for one in pool.imap_unordered(_make, tasks, chunksize=8) if one]
    if len(made) < 0.99 * len(tasks):
        raise SystemExit(f"only {len(made)} of {len(tasks)} clips could be made")
    made.sort(key=lambda one: one.clip)
    (work / "clips.jsonl").write_text("".join(json.dumps(asdict(one)) + "\n" for one in made))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    build(parser.parse_args().work)
