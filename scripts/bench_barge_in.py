"""Are "stop", "pause", "repeat" and "slower" heard over a prompt, and never where nobody spoke?

    python -m scripts.bench_barge_in [MODEL]

In a modelled room, through the classes of the ear: each prompt comes back into the microphone 0 to 400 ms later and
0 to 40 dB softer, with echoes and noise, dated wrongly by up to 15 ms, through a loudspeaker that distorts a little.
A hundred prompts without speech, then a hundred with a command by voices of espeak-ng and flite, loud and soft, at a
random time after the first second. Latency is from the word's end to the report. MODEL is a Vosk model's folder; the
embedded recogniser spots alone without one. Needs espeak-ng and flite.
"""

import itertools
import subprocess
import sys
import tempfile
from typing import NamedTuple

import numpy as np
import soundfile
from numpy.typing import NDArray

from scripts.bench_own_voice import prompts, room
from tests.fixtures.pulse import speech
from voicerepair.adapters.command_spotter import spotter_for
from voicerepair.adapters.echo_canceller import KalmanCanceller
from voicerepair.adapters.no_recognizer import NoRecognizer
from voicerepair.adapters.resampling import Resampler
from voicerepair.adapters.vad import SileroVad
from voicerepair.ports import SAMPLE_RATE, AudioBlock, CommandSpotter
from voicerepair.runtime.over_prompt import OverPrompt

Samples = NDArray[np.float64]
PROMPTS = 100
DELAYS_MS = (0, 100, 400)
LEVELS_DB = (0, -10, -20, -40)
NEAR_DB = (-6, -16)
"""Peaks of the voice that speaks over the prompt."""
WORDS = ("stop", "pause", "stop", "repeat", "stop", "slower")
VOICES = ("flite:slt", "espeak:en-us", "flite:rms", "espeak:en-gb", "flite:awb", "espeak:en-us+f3", "flite:kal16",
          "espeak:en-us+m3")  # fmt: skip
JITTER_SECONDS = 0.015
NOISE = 0.0005
BLOCK = 480


class Condition(NamedTuple):
    delay_ms: int
    level_db: int
    near_db: int


def voice(text: str, name: str) -> Samples:
    """The word by that voice, without silence around it, peaks at full scale."""
    engine, _, which = name.partition(":")
    if engine == "espeak":
        samples = np.frombuffer(speech(text, voice=which), "<i2").astype(float)
    else:
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            subprocess.run(["flite", "-voice", which, "-t", text, "-o", file.name], check=True, timeout=20)
            found, rate = soundfile.read(file.name, dtype="float32")
        resampler = Resampler(rate)
        samples = np.concatenate([resampler.push(found), resampler.flush()]).astype(float)
    loud = np.flatnonzero(np.abs(samples) > 0.02 * np.abs(samples).max())
    samples = samples[loud[0] : loud[-1] + 1]
    return np.asarray(samples / np.abs(samples).max())


def scene(
    text: str, word: Samples | None, where: Condition, rng: np.random.Generator
) -> tuple[Samples, Samples, float]:
    """What is played, what is heard, and when the word is over (seconds)."""
    played = np.frombuffer(speech(text), "<i2").astype(float)
    played *= 0.9 / np.abs(played).max()
    heard = rng.normal(0, NOISE, len(played) + SAMPLE_RATE)
    same_room = np.random.default_rng(7)
    echo = room(np.tanh(1.2 * played) / 1.2, same_room) * 10 ** (where.level_db / 20)
    first = round(where.delay_ms / 1000 * SAMPLE_RATE)
    echo = echo[: len(heard) - first]
    heard[first : first + len(echo)] += echo
    over = 0.0
    if word is not None:
        said = room(word, same_room)
        said *= 10 ** (where.near_db / 20) / np.abs(said).max()
        begin = int(rng.uniform(SAMPLE_RATE, max(SAMPLE_RATE + 1, len(played) - len(word))))
        said = said[: len(heard) - begin]
        heard[begin : begin + len(said)] += said
        over = (begin + len(word)) / SAMPLE_RATE
    return played, heard.clip(-1, 1), over


class Room:
    """One pair of devices: what the canceller and the gate have learnt stays from prompt to prompt."""

    def __init__(self, spotter: CommandSpotter, where: Condition) -> None:
        self.where = where
        self._over = OverPrompt(KalmanCanceller(), SileroVad(), spotter)
        self._now = 1000.0
        self.opened_early = 0
        """How often a turn would have been opened before the prompt was over."""

    def hear(self, text: str, word: Samples | None, rng: np.random.Generator) -> tuple[list[tuple[str, float]], float]:
        """What was reported (the command, and when), and when the word was over."""
        played, heard, over = scene(text, word, self.where, rng)
        began = self._now
        due = began + rng.uniform(-JITTER_SECONDS, JITTER_SECONDS)
        self._over.play(due, (played * 32767).astype("<i2").tobytes(), is_prompt=True)
        pcm = (heard[: len(heard) // BLOCK * BLOCK] * 32767).astype("<i2")
        reports = []
        for start in range(0, len(pcm), BLOCK):
            _, spotted = self._over.push(AudioBlock(self._now, pcm[start : start + BLOCK].tobytes()))
            self._now = began + (start + BLOCK) / SAMPLE_RATE
            reports += [(found.command, self._now - began) for found in spotted]
            is_end = (
                0 <= self._now - began - len(played) / SAMPLE_RATE - self.where.delay_ms / 1000 < BLOCK / SAMPLE_RATE
            )
            self.opened_early += is_end and self._over.speaking_since > 0
        return reports, over


def main() -> None:
    spotter = spotter_for(NoRecognizer(), sys.argv[1] if len(sys.argv) > 1 else "")
    rng = np.random.default_rng(3)
    texts = [text for text in prompts() if len(text) > 30]
    each = -(-PROMPTS // len(DELAYS_MS) // len(LEVELS_DB))
    silent_stops, early, stops, all_found, all_said, late = 0, 0, [0, 0], 0, 0, []
    print(f"{type(spotter).__name__}\ndelay  echo dB  voice dB  prompts  false  said  found  as said")
    following = itertools.cycle(texts)
    said = itertools.cycle(itertools.product(VOICES, WORDS))
    for number, (delay, level) in enumerate(itertools.product(DELAYS_MS, LEVELS_DB)):
        where = Condition(delay, level, NEAR_DB[number % 2])
        there = Room(spotter, where)
        false = sum(bool(there.hear(next(following), None, rng)[0]) for _ in range(each))
        early += there.opened_early
        found = right = 0
        for _ in range(each):
            name, word = next(said)
            reports, over = there.hear(next(following), voice(word, name), rng)
            command, at = reports[0] if reports else ("", 0.0)
            found, right = found + bool(command), right + (command == word)
            stops = [stops[0] + (word == "stop" and bool(command)), stops[1] + (word == "stop")]
            late += [at - over] if command else []
        print(
            f"{delay:5}  {level:7}  {where.near_db:8}  {each:7}  {false:5}  {each:4}  {found:5}  {right:7}", flush=True
        )
        silent_stops, all_found, all_said = silent_stops + false, all_found + found, all_said + each
    p50, p95 = np.percentile(late, (50, 95)) * 1000
    print(f"false stops {silent_stops} and turns opened {early} in {all_said} prompts")
    print(f"commands found {all_found} of {all_said}, “stop” {stops[0]} of {stops[1]}; ", end="")
    print(f"from the word's end {p50:.0f} ms, p95 {p95:.0f}")


if __name__ == "__main__":
    main()
