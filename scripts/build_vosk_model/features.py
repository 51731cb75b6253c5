"""Clips -> 40 Kaldi MFCCs every 10 ms: each once clean and twice as a room, a microphone and noise would have it.

Reads <work>/clips.jsonl and wavs; writes <work>/features.npy (copy, frame, 40; float16) and features.json (clip names
and their lengths in frames). All copies of a clip share one speed, so that one alignment serves them all.
"""

import argparse
import json
from functools import cache
from multiprocessing import Pool
from pathlib import Path

import kaldi_native_fbank
import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy import fft
from scipy.signal import butter, fftconvolve, lfilter, resample_poly

Samples = NDArray[np.float32]

RATE = 16_000
COEFFICIENTS = 40
COPIES = 3
NOISE_CLIPS = 200
BABBLERS = 600
FRONT_END = {"low-freq": 60.0, "high-freq": -400.0, "num-mel-bins": COEFFICIENTS, "num-ceps": COEFFICIENTS}


def mfcc(samples: Samples) -> Samples:
    """The features that Kaldi computes with conf/mfcc.conf (see kaldi_format.MFCC_CONF), of full scale 32768."""
    options = kaldi_native_fbank.MfccOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.dither = 0
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = options.num_ceps = COEFFICIENTS
    options.mel_opts.low_freq = FRONT_END["low-freq"]
    options.mel_opts.high_freq = FRONT_END["high-freq"]
    options.use_energy = False
    computer = kaldi_native_fbank.OnlineMfcc(options)
    computer.accept_waveform(RATE, np.ascontiguousarray(samples, np.float32))
    computer.input_finished()
    return np.array([computer.get_frame(i) for i in range(computer.num_frames_ready)], np.float32)


def noise(length: int, rng: np.random.Generator) -> Samples:
    """White, pink, brown or nearly white noise of unit power, now and then with mains hum."""
    padded = fft.next_fast_len(length + 8)  # a prime length takes a hundred times longer
    samples = rng.standard_normal(padded, dtype=np.float32)
    if tilt := rng.choice([0.0, 0.25, 0.5, 1.0]):
        spectrum = fft.rfft(samples)
        samples = fft.irfft(spectrum / np.arange(1, len(spectrum) + 1) ** tilt, padded)
    samples = samples[:length]
    if rng.random() < 0.2:
        time = np.arange(length) / RATE
        mains = rng.choice([50, 60])
        hum = sum(rng.uniform(0, 1) * np.sin(2 * np.pi * harmonic * mains * time) for harmonic in (1, 2, 3, 4))
        samples = samples / (samples.std() + 1e-9) + hum
    return np.asarray(samples / (samples.std() + 1e-9), np.float32)


def room(rng: np.random.Generator) -> Samples:
    """An exponentially decaying noise tail behind the direct sound: 0.1 to 0.6 s of reverberation."""
    seconds = rng.uniform(0.1, 0.6)
    length = int(RATE * seconds)
    tail = rng.normal(size=length) * 10 ** (-3 * np.arange(length) / RATE / seconds)
    tail *= rng.uniform(0.02, 0.25) * 2 / np.sqrt((tail**2).sum())
    tail[:16] = 0
    tail[0] = 1.0
    return np.asarray(tail, np.float32)


def microphone(samples: Samples, rng: np.random.Generator) -> Samples:
    """A cheap microphone: less low end, less high end, a spectral tilt."""
    if rng.random() < 0.5:
        samples = lfilter(*butter(1, rng.uniform(60, 350) / 8000, "high"), samples)
    if rng.random() < 0.4:
        samples = lfilter(*butter(int(rng.integers(1, 4)), rng.uniform(3000, 7500) / 8000), samples)
    if rng.random() < 0.5:
        samples = lfilter([1, rng.uniform(-0.6, 0.6)], [1], samples)
    return samples


def level(samples: Samples, dbfs: float) -> Samples:
    """The samples at that RMS level."""
    return np.asarray(samples * (10 ** (dbfs / 20) / (np.sqrt((samples**2).mean()) + 1e-9)), np.float32)


@cache
def _babbler(path: Path) -> Samples:
    return np.asarray(soundfile.read(path, dtype="float32")[0], np.float32)


def _babble(length: int, voices: list[Path], rng: np.random.Generator) -> Samples:
    mixed = np.zeros(length, np.float32)
    for _ in range(int(rng.integers(2, 5))):
        mixed += np.resize(_babbler(voices[int(rng.integers(len(voices)))]), length)
    return np.asarray(mixed / (mixed.std() + 1e-9), np.float32)


def distort(samples: Samples, voices: list[Path], rng: np.random.Generator) -> Samples:
    """The clip through a room and a microphone, with noise or other voices 5 to 30 dB below it."""
    heard = samples
    if rng.random() < 0.8:
        heard = microphone(heard, rng)
    if rng.random() < 0.5:
        heard = fftconvolve(heard, room(rng))[: len(samples)]
    around = _babble(len(heard), voices, rng) if rng.random() < 0.25 else noise(len(heard), rng)
    loudness = np.sqrt((heard**2).mean()) * 10 ** (-rng.uniform(5, 30) / 20)
    return np.asarray(heard + around * loudness, np.float32)


def _quantised(samples: Samples, dbfs: float, rng: np.random.Generator) -> NDArray[np.float16]:
    """Features of the samples as a 16-bit recording at that level, with a little converter noise."""
    recorded = level(samples, dbfs) + noise(len(samples), rng) * rng.uniform(0.5, 8) / 32768
    return mfcc(np.clip(np.round(recorded * 32768), -32768, 32767)).astype(np.float16)


def _features(task: tuple[str, Path, list[Path], int]) -> tuple[str, list[NDArray[np.float16]]]:
    clip, path, voices, seed = task
    rng = np.random.default_rng(seed)
    samples = np.asarray(soundfile.read(path, dtype="float32")[0], np.float32)
    if rng.random() < 0.65:
        samples = resample_poly(samples, 20, int(rng.integers(16, 25)))  # 0.83 to 1.25 times as fast and as high
    before, after = (np.zeros(int(rng.uniform(0.05, 0.65) * RATE), np.float32) for _ in range(2))
    samples = np.concatenate([before, samples, after]).astype(np.float32)
    copies = [samples, *(distort(samples, voices, rng) for _ in range(COPIES - 1))]
    return clip, [_quantised(copy, rng.uniform(-36, -12), rng) for copy in copies]


def _noise_features(seed: int) -> tuple[str, list[NDArray[np.float16]]]:
    rng = np.random.default_rng([5, seed])
    length = int(rng.uniform(2, 5) * RATE)
    copies = [microphone(noise(length, rng), rng) for _ in range(COPIES)]
    return f"noise{seed:05d}", [_quantised(copy, rng.uniform(-75, -25), rng) for copy in copies]


def build(work: Path, *, processes: int = 2) -> None:
    """Write the features of all training clips and of clips that hold only noise."""
    clips = [json.loads(line) for line in (work / "clips.jsonl").read_text().splitlines()]
    train = [clip["clip"] for clip in clips if clip["split"] == "train"]
    paths = {clip: work / "wavs" / f"{clip}.wav" for clip in train}
    voices = [paths[clip] for clip in train[::17][:BABBLERS]]
    found: dict[str, list[NDArray[np.float16]]] = {}
    with Pool(processes) as pool:
        tasks = [(clip, paths[clip], voices, 1000 + number) for number, clip in enumerate(train)]
        found.update(pool.imap_unordered(_features, tasks, chunksize=16))
        found.update(pool.imap_unordered(_noise_features, range(NOISE_CLIPS), chunksize=16))
    names = sorted(found)
    lengths = [len(found[name][0]) for name in names]
    stacked = np.stack([np.concatenate([found[name][copy] for name in names]) for copy in range(COPIES)])
    np.save(work / "features.npy", stacked)
    (work / "features.json").write_text(json.dumps({"clips": names, "lengths": lengths}))
    print(f"{stacked.shape[1] / 360_000:.1f} hours, {COPIES} copies each")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    build(parser.parse_args().work)
