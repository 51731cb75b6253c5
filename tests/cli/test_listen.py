"""voicerepair listen, on recordings made here."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner, Result

from tests.fixtures.pulse import speech
from voicerepair.cli.listen import listen
from voicerepair.errors import DeviceError, UsageError

RATE = 16_000


def run(*arguments: str) -> Result:
    return CliRunner().invoke(listen, arguments)


@pytest.fixture(scope="module")
def spoken() -> np.ndarray:
    """Speech of a known place: from 1.0 s on, with 1.0 s of silence after it."""
    samples = np.frombuffer(speech("I would like to talk about the kitchen", silence=1.0), "<i2") / 32768
    return samples.astype(np.float64)


def truth(samples: np.ndarray) -> tuple[float, float]:
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    return loud[0] / RATE, loud[-1] / RATE


@pytest.fixture
def folder(tmp_path: Path, spoken: np.ndarray) -> Path:
    soundfile.write(tmp_path / "mono.flac", np.concatenate([spoken, spoken]), RATE)
    both = np.zeros((2 * len(spoken), 2))
    both[: len(spoken), 0] = both[len(spoken) :, 1] = spoken
    soundfile.write(tmp_path / "stereo.wav", both, RATE)
    fine = np.interp(np.arange(0, len(spoken), RATE / 44_100), np.arange(len(spoken)), spoken)
    soundfile.write(tmp_path / "fine.ogg", fine, 44_100)
    soundfile.write(tmp_path / "silence.wav", np.zeros(3 * RATE), RATE)
    return tmp_path


def test_turns_speech_and_words_of_a_recording(folder: Path, spoken: np.ndarray) -> None:
    result = run("--json", str(folder / "mono.flac"))
    found = json.loads(result.stdout)
    start, end = truth(spoken)
    first, second = found["turns"]

    assert found["duration"] == pytest.approx(2 * len(spoken) / RATE, abs=0.01)
    assert (first["start"], first["end"]) == pytest.approx((start, end), abs=0.15)
    assert second["start"] - first["start"] == pytest.approx(len(spoken) / RATE, abs=0.1)
    assert first["speech_seconds"] == pytest.approx(sum(e - s for s, e in first["speech"]), abs=0.01)
    assert found["talk_seconds"] == pytest.approx(first["speech_seconds"] + second["speech_seconds"], abs=0.01)
    assert first["text"]
    assert "speaker" not in first
    assert "mono.flac" in result.stderr  # progress, away from the JSON


def test_each_channel_is_a_speaker(folder: Path) -> None:
    found = json.loads(run("--json", "--no-words", str(folder / "stereo.wav")).stdout)
    assert [turn["speaker"] for turn in found["turns"]] == ["A", "B"]
    assert [turn["text"] for turn in found["turns"]] == ["", ""]


def test_microphones_that_hear_both_give_each_their_own(folder: Path, spoken: np.ndarray) -> None:
    alone = np.zeros((2 * len(spoken), 2))
    alone[: len(spoken), 0] = alone[len(spoken) :, 1] = spoken
    room = np.random.default_rng(2).normal(0, 0.0005, alone.shape)
    soundfile.write(folder / "both.wav", alone + 0.25 * alone[:, ::-1] + room, RATE)
    found = json.loads(run("--json", "--no-words", str(folder / "both.wav")).stdout)
    assert [turn["speaker"] for turn in found["turns"]] == ["A", "B"]
    assert found["together"] == {"overlap_seconds": 0.0, "interruptions": {"A": 0, "B": 0}}
    assert "0.0 s at once" in run("--no-words", str(folder / "both.wav")).stdout


def test_one_microphone_in_both_channels_is_one(folder: Path, spoken: np.ndarray) -> None:
    soundfile.write(folder / "twice.wav", np.stack([spoken, spoken], axis=1), RATE)
    found = json.loads(run("--json", "--no-words", str(folder / "twice.wav")).stdout)
    assert len(found["turns"]) == 1
    assert "speaker" not in found["turns"][0]
    assert "together" not in found


def test_another_rate_and_format_give_the_same_times(folder: Path, spoken: np.ndarray) -> None:
    found = json.loads(run("--json", "--no-words", str(folder / "fine.ogg")).stdout)
    assert (found["turns"][0]["start"], found["turns"][-1]["end"]) == pytest.approx(truth(spoken), abs=0.2)


def test_a_longer_gap_joins_turns(folder: Path) -> None:
    found = json.loads(run("--json", "--no-words", "--turn-gap", "5", str(folder / "mono.flac")).stdout)
    assert len(found["turns"]) == 1


def test_known_floors_give_each_speaker_a_turn(folder: Path, spoken: np.ndarray) -> None:
    half = len(spoken) / RATE
    floors = [{"speaker": "Ana", "start": 0, "end": half}, {"speaker": "Ben", "start": half, "end": 2 * half}]
    (folder / "floors.json").write_text(json.dumps(floors))
    result = run("--json", "--no-words", "--floors", str(folder / "floors.json"), str(folder / "mono.flac"))
    assert [turn["speaker"] for turn in json.loads(result.stdout)["turns"]] == ["Ana", "Ben"]


def test_silence_has_no_turns(folder: Path) -> None:
    assert json.loads(run("--json", "--no-words", str(folder / "silence.wav")).stdout)["turns"] == []


def test_several_recordings_give_a_list_and_lines_for_people(folder: Path) -> None:
    paths = [str(folder / "mono.flac"), str(folder / "silence.wav")]
    assert [one["file"] for one in json.loads(run("--json", "--no-words", *paths).stdout)] == [
        "mono.flac",
        "silence.wav",
    ]
    lines = run("--no-words", *paths).stdout
    assert "2 turns" in lines
    assert "0 turns" in lines


def test_what_cannot_be_read_is_said_in_a_sentence(folder: Path) -> None:
    (folder / "broken.wav").write_bytes(b"no sound")
    (folder / "floors.json").write_text("{}")
    assert isinstance(run(str(folder / "broken.wav")).exception, DeviceError)
    assert isinstance(run(str(folder / "missing.wav")).exception, DeviceError)
    wrong = run("--floors", str(folder / "floors.json"), str(folder / "mono.flac")).exception
    assert isinstance(wrong, UsageError)
    assert "floors.json" in wrong.message
