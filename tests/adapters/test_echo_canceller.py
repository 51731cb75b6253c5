"""The echo canceller, on sounds whose echo is known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from voicerepair.adapters.echo_canceller import BLOCK, KalmanCanceller
from voicerepair.ports import AudioBlock, CancelledBlock

RATE = 16_000
Samples = NDArray[np.float64]


def played(seconds: float = 3.0, seed: int = 1) -> Samples:
    """Noise that comes and goes four times a second, as syllables do."""
    count = int(seconds * RATE)
    rng = np.random.default_rng(seed)
    return np.asarray(rng.normal(0, 0.1, count) * (0.55 + 0.45 * np.sin(2 * np.pi * 4 * np.arange(count) / RATE)))


def heard(sound: Samples, delay: float) -> Samples:
    response = np.random.default_rng(5).normal(0, 0.1, 2000) * np.exp(-np.arange(2000) / 300)
    response[0] = 1.0
    echo = np.fft.irfft(np.fft.rfft(sound, 1 << 17) * np.fft.rfft(response, 1 << 17))[: len(sound)]
    late = round(delay * RATE)
    noise = np.random.default_rng(6).normal(0, 0.0003, len(sound) + RATE)
    noise[late : late + len(echo)] += 0.5 * echo
    return noise


def pcm(samples: Samples) -> bytes:
    return bytes((samples.clip(-1, 1) * 32767).astype("<i2").tobytes())


def through(canceller: KalmanCanceller, samples: Samples, at: float) -> list[CancelledBlock]:
    blocks = []
    for start in range(0, len(samples) - 479, 480):
        blocks += canceller.push(AudioBlock(at + start / RATE, pcm(samples[start : start + 480])))
    return blocks


def level(blocks: list[CancelledBlock], first: float, last: float) -> float:
    sound = b"".join(block.pcm for block in blocks if first <= block.at < last)
    return float(10 * np.log10(np.mean((np.frombuffer(sound, "<i2") / 32768) ** 2) + 1e-12))


@pytest.mark.parametrize("delay", [0.0, 0.1, 0.4])
def test_the_echo_goes_and_its_delay_is_found(delay: float) -> None:
    canceller = KalmanCanceller()
    sound = played()
    canceller.play(100.0, pcm(sound))
    blocks = through(canceller, heard(sound, delay), 100.0)
    before = 10 * np.log10(np.mean(heard(sound, delay)[2 * RATE : 3 * RATE] ** 2))
    assert canceller.delay_seconds == pytest.approx(delay, abs=0.002)
    assert before - level(blocks, 102.0, 103.0) > 17
    assert all(len(block.pcm) == 2 * BLOCK for block in blocks)
    assert np.allclose(np.diff([block.at for block in blocks]), BLOCK / RATE)


def test_a_sound_dated_otherwise_than_the_last_is_found_again() -> None:
    canceller = KalmanCanceller()
    for number, error in enumerate((0.0, 0.015, -0.02)):
        began = 100.0 + 5 * number
        sound = played(seed=number)
        canceller.play(began + error, pcm(sound))
        blocks = through(canceller, heard(sound, 0.1), began)
    before = 10 * np.log10(np.mean(heard(sound, 0.1)[RATE : 3 * RATE] ** 2))
    assert before - level(blocks, 111.0, 113.0) > 20


def test_a_voice_over_the_prompt_stays_as_it_was() -> None:
    canceller = KalmanCanceller()
    for began in (100.0, 105.0):
        sound = played(seed=int(began))
        mixed = heard(sound, 0.05)
        voice = 0.1 * np.sin(2 * np.pi * 440 * np.arange(RATE // 2) / RATE)
        if began > 100:
            mixed[2 * RATE : 2 * RATE + len(voice)] += voice
        canceller.play(began, pcm(sound))
        blocks = through(canceller, mixed, began)
    wanted = 10 * np.log10(np.mean(voice**2))
    assert level(blocks, 107.05, 107.45) == pytest.approx(wanted, abs=1.5)


def test_without_a_prompt_nothing_is_changed() -> None:
    voice = played(1.0)
    blocks = through(KalmanCanceller(), voice, 50.0)
    out = b"".join(block.pcm for block in blocks)
    assert out == pcm(voice)[: len(out)]
    assert {block.far_db for block in blocks} == {-96.0}


def test_what_was_silenced_holds_nothing_back() -> None:
    canceller = KalmanCanceller()
    canceller.play(100.0, pcm(played()))
    canceller.silence(100.1)
    assert through(canceller, np.zeros(RATE), 100.0)[-1].at > 100.9
