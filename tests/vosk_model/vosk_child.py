"""Runs a list of steps on the real vosk and prints what it answered: in a process of its own, because it may crash.

    python vosk_child.py MODEL < steps.json

Steps: {"new": {"rate", "grammar", "partial_words"}}, {"feed": [{"clip" | "silence" | "noise", ...}]}, {"final"},
{"reset"}. The answer is a list: the final results, and of each feed its partials and Vosk's own endpoints.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import vosk
from numpy.typing import NDArray

BLOCK_SECONDS = 0.1


def sound(piece: dict[str, Any]) -> NDArray[np.float32]:
    """A piece of audio at 16 kHz: a clip, `silence` seconds of nothing, or `noise` seconds of white noise at `dbfs`."""
    if "clip" in piece:
        samples, rate = soundfile.read(piece["clip"], dtype="float32")
        assert rate == 16_000
        return np.asarray(samples)
    if "silence" in piece:
        return np.zeros(int(piece["silence"] * 16_000), np.float32)
    length = int(piece["noise"] * 16_000)
    noise = np.random.default_rng(7).normal(size=length) * 10 ** (piece["dbfs"] / 20)
    return np.asarray(noise, np.float32)


def at_rate(samples: NDArray[np.float32], rate: int) -> bytes:
    """16-bit PCM at that rate, interpolated."""
    if rate != 16_000:
        positions = np.arange(0, len(samples), 16_000 / rate)
        samples = np.interp(positions, np.arange(len(samples)), samples).astype(np.float32)
    return np.clip(np.round(samples * 32768), -32768, 32767).astype("<i2").tobytes()


def main() -> None:
    vosk.SetLogLevel(-1)
    model = vosk.Model(str(Path(sys.argv[1]).resolve()))
    recognizer: Any = None
    rate = 16_000
    answers: list[Any] = []
    for step in json.load(sys.stdin):
        if "new" in step:
            rate = step["new"].get("rate", 16_000)
            grammar = step["new"].get("grammar")
            more = [json.dumps(grammar)] if grammar else []
            recognizer = vosk.KaldiRecognizer(model, rate, *more)
            recognizer.SetWords(True)
            recognizer.SetPartialWords(step["new"].get("partial_words", False))
        elif "feed" in step:
            pcm = at_rate(np.concatenate([sound(piece) for piece in step["feed"]]), rate)
            block = 2 * int(BLOCK_SECONDS * rate)
            partials, endpoints = [], 0
            for start in range(0, len(pcm), block):
                endpoints += bool(recognizer.AcceptWaveform(pcm[start : start + block]))
                partials.append(json.loads(recognizer.PartialResult())["partial"])
            answers.append({"partials": partials, "endpoints": endpoints})
        elif "final" in step:
            answers.append(json.loads(recognizer.FinalResult()))
        else:
            recognizer.Reset()
    print(json.dumps(answers))


main()
