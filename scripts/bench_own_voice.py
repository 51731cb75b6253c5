"""Does the ear hear the app's own prompts? Half-duplex in a modelled room, without sound hardware.

    python -m scripts.bench_own_voice [HOLD_OFF_MS]

A hundred prompts, each over by the app's clock at a known time, come back into the microphone 0 to 400 ms later
and 0 to 40 dB softer, with the echoes of a room of 0.4 s reverberation and its noise. A turn is opened at the end
of each, as a session does. Needs espeak-ng.
"""

import itertools
import sys
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from tests.fixtures.pulse import speech
from voicerepair.adapters.no_recognizer import NoRecognizer
from voicerepair.adapters.vad import SileroVad
from voicerepair.config import Settings
from voicerepair.core.endpointing import Endpointer
from voicerepair.ports import SAMPLE_RATE
from voicerepair.runtime.ear_messages import Open, Started
from voicerepair.runtime.listener import Listener

PROMPTS = 100
DELAYS_MS = (0, 100, 200, 300, 400)
LEVELS_DB = (0, -10, -20, -30, -40)
AFTERWARDS = 3.0
REVERBERATION = 0.4
NOISE = 0.0005
BLOCK = 2 * SAMPLE_RATE // 50


def prompts() -> list[str]:
    """Sentences of the protocols that come with the app."""
    folder = resources.files("voicerepair") / "data" / "protocols"
    texts = [path.read_text("utf-8") for path in sorted(folder.iterdir(), key=str) if path.name.endswith(".toml")]
    quoted = [part for text in texts for part in text.split('"')[1::2] if part.count(" ") > 4 and "{" not in part]
    return list(dict.fromkeys(quoted))[:PROMPTS]


def room(samples: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """The samples and their echoes, louder together than a real room's would be."""
    length = round(REVERBERATION * SAMPLE_RATE)
    tail = rng.normal(0, 0.03, length) * 10 ** (-3 * np.arange(length) / length)
    tail[0] = 1.0
    size = len(samples) + length
    return np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(tail, size), size)


def turns_opened(text: str, delay_ms: int, level_db: int, hold_off: float, listening: str) -> int:
    rng = np.random.default_rng(1)
    played = np.frombuffer(speech(text, silence=0.0), "<i2").astype(float)
    played /= np.abs(played).max() * 1.05
    loud = np.flatnonzero(np.abs(played) > 0.01)
    played = played[: loud[-1] + 1]  # no silence at the end that would help
    over = len(played) / SAMPLE_RATE
    heard = rng.normal(0, NOISE, round((over + AFTERWARDS) * SAMPLE_RATE))
    echo = room(played, rng) * 10 ** (level_db / 20)
    first = round(delay_ms / 1000 * SAMPLE_RATE)
    echo = echo[: len(heard) - first]
    heard[first : first + len(echo)] += echo
    pcm = (heard.clip(-1, 1) * 32767).astype("<i2").tobytes()
    opened: list[object] = []
    order = Open(1, listening, over + hold_off, "")
    listener = Listener(order, SileroVad(), NoRecognizer(), Endpointer(), opened.append)
    for start in range(0, len(pcm), BLOCK):
        listener.push(start / 2 / SAMPLE_RATE, pcm[start : start + BLOCK])
    listener.close()
    return sum(isinstance(report, Started) for report in opened)


def main() -> None:
    hold_off = float(sys.argv[1]) / 1000 if len(sys.argv) > 1 else Settings().holdoff_ms / 1000
    conditions = list(itertools.product(DELAYS_MS, LEVELS_DB))
    texts = prompts()
    found = {delay: [0, 0] for delay in DELAYS_MS}
    for index, text in enumerate(texts):
        delay, level = conditions[index % len(conditions)]
        listening = ("dictation", "answer")[index // len(conditions) % 2]
        found[delay][0] += 1
        found[delay][1] += turns_opened(text, delay, level, hold_off, listening)
    print(f"hold-off {hold_off * 1000:.0f} ms\ndelay ms  prompts  turns started")
    for delay, (prompted, started) in found.items():
        print(f"{delay:8}  {prompted:7}  {started:13}")


if __name__ == "__main__":
    main()
