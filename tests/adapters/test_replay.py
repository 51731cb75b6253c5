"""Recordings: reading any of them, changing their rate, and playing them in place of a microphone."""

import json
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from voicerepair.adapters.recordings import Recording, load
from voicerepair.adapters.replay import BLOCK_SAMPLES, ReplaySource
from voicerepair.adapters.resampling import Resampler
from voicerepair.errors import DeviceError
from voicerepair.ports import SAMPLE_RATE, AudioSource


def tone(seconds: float, rate: int = SAMPLE_RATE, pitch: float = 440.0) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * pitch * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    soundfile.write(tmp_path / "a.flac", tone(0.5), SAMPLE_RATE)
    soundfile.write(tmp_path / "b.wav", tone(0.25, 44_100), 44_100)
    lines = [{"cue": "x", "file": "a.flac", "delay": 0.2}, {"cue": "x", "file": "b.wav", "delay": 0.0}]
    (tmp_path / "script.json").write_text(json.dumps(lines))
    return tmp_path


def hear(source: AudioSource, seconds: float) -> np.ndarray:
    """The samples of that much sound; its blocks must follow each other without a gap."""
    blocks: list[bytes] = []
    expected: float | None = None
    while sum(map(len, blocks)) < 2 * SAMPLE_RATE * seconds:
        block = source.read(0.5)
        assert block is not None
        assert expected is None or block.at == pytest.approx(expected)
        expected = block.at + len(block.pcm) / 2 / SAMPLE_RATE
        blocks.append(block.pcm)
    return np.frombuffer(b"".join(blocks), "<i2") / 32768


def loud_seconds(samples: np.ndarray) -> tuple[float, float]:
    """Where the first and the last loud samples are."""
    loud = np.flatnonzero(np.abs(samples) > 0.1)
    return loud[0] / SAMPLE_RATE, loud[-1] / SAMPLE_RATE


def test_each_cue_plays_its_clips_in_order_then_the_room(folder: Path) -> None:
    source = ReplaySource(folder, is_paced=True, began_at=1000.0)
    source.start("x")
    assert loud_seconds(hear(source, 2)) == pytest.approx((0.2, 0.7), abs=0.01)
    source.stop()
    source.start("x")
    assert loud_seconds(hear(source, 2)) == pytest.approx((0.0, 0.25), abs=0.01)
    source.start("x")
    room = hear(source, 1)
    assert 0 < np.abs(room).max() < 0.01
    source.start("no such cue")
    assert np.abs(hear(source, 1)).max() < 0.01


def test_its_own_clock_begins_when_somebody_listens(folder: Path) -> None:
    source = ReplaySource(folder, is_paced=True, began_at=1000.0)
    source.start("x", after=1005.0)
    first = source.read(0)
    assert first is not None
    assert first.at == 1005.0


def test_nothing_comes_before_the_start_or_after_the_stop(folder: Path) -> None:
    source = ReplaySource(folder, is_paced=True)
    assert source.read(0) is None
    source.start("x")
    assert source.read(0) is not None
    source.stop()
    assert source.read(0) is None


def test_in_real_time_sound_comes_when_it_is_due(folder: Path) -> None:
    source = ReplaySource(folder)
    after = time.time() + 0.1
    source.start("x", after)
    assert source.read(0.0) is None
    block = source.read(1.0)
    assert block is not None
    assert block.at == pytest.approx(after)
    assert time.time() >= after + BLOCK_SAMPLES / SAMPLE_RATE


@pytest.mark.parametrize("script", [None, "no json", '[{"cue": "x"}]', '[{"cue": "x", "file": "gone.flac"}]'])
def test_a_broken_folder_is_refused_with_a_sentence(tmp_path: Path, script: str | None) -> None:
    if script is not None:
        (tmp_path / "script.json").write_text(script)
    with pytest.raises(DeviceError) as caught:
        ReplaySource(tmp_path)
    assert caught.value.hint


@pytest.mark.parametrize("rate", [8000, 11_025, 22_050, 44_100, 48_000, 96_000])
def test_any_rate_becomes_16_khz(tmp_path: Path, rate: int) -> None:
    soundfile.write(tmp_path / "a.wav", tone(1.0, rate), rate)
    samples = load(tmp_path / "a.wav")
    assert len(samples) == pytest.approx(SAMPLE_RATE, abs=20)
    error = samples[200:15_000] - tone(1.0)[200:15_000]
    assert np.sqrt(np.mean(error**2)) < 0.005


def test_blocks_of_any_length_give_the_same_samples() -> None:
    samples = tone(1.0, 44_100)
    whole = Resampler(44_100)
    parts = Resampler(44_100)
    expected = np.concatenate([whole.push(samples), whole.flush()])
    cuts = np.array_split(samples, [1, 7, 300, 301, 5000, 20_000])
    got = np.concatenate([*(parts.push(cut) for cut in cuts), parts.flush()])
    assert got == pytest.approx(expected, abs=1e-4)


def test_what_is_above_hearing_of_the_new_rate_is_removed() -> None:
    resampler = Resampler(48_000)
    alias = resampler.push(tone(1.0, 48_000, pitch=12_000))
    assert np.abs(alias[100:-100]).max() < 0.01


def test_channels_stay_apart(tmp_path: Path) -> None:
    both = np.stack([tone(1.0), np.zeros(SAMPLE_RATE, np.float32)], axis=1)
    soundfile.write(tmp_path / "a.flac", both, SAMPLE_RATE)
    recording = Recording(tmp_path / "a.flac")
    blocks = np.concatenate(list(recording.blocks()))
    recording.close()
    assert (recording.channels, recording.seconds) == (2, 1.0)
    assert np.abs(blocks[:, 0]).max() > 0.4
    assert np.abs(blocks[:, 1]).max() == 0


@pytest.mark.parametrize("content", [None, b"", b"not sound at all", b"RIFF\x00\x00\x00\x00WAVE"])
def test_what_is_no_sound_is_refused_with_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DeviceError, match=r"a\.wav"):
        load(path)
