"""The contract of `Voice`, over the real one and the fake; and the faults of the real one."""

import os
import stat
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from voicerepair.adapters import pyttsx3_voice
from voicerepair.adapters.pyttsx3_voice import Pyttsx3Voice, speakable, wav_fault
from voicerepair.adapters.silent_voice import SilentVoice
from voicerepair.errors import VoiceError
from voicerepair.ports import Voice, VoiceSettings

PLAIN = VoiceSettings()
SENTENCE = "Ana, please say what happened, and how it landed with you."


@pytest.fixture(params=["pyttsx3", "silent"])
def voice(request: pytest.FixtureRequest) -> Iterator[Voice]:
    if request.param == "silent":
        yield SilentVoice()
        return
    real = Pyttsx3Voice()
    yield real
    real.close()


@pytest.fixture
def real() -> Iterator[Pyttsx3Voice]:
    voice = Pyttsx3Voice()
    yield voice
    voice.close()


def seconds(path: Path) -> float:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return file.getnframes() / file.getframerate()


def test_every_prompt_becomes_a_wav_of_its_length(voice: Voice, tmp_path: Path) -> None:
    for number, text in enumerate([SENTENCE, "Ready?", SENTENCE]):
        path = tmp_path / f"{number}.wav"
        voice.synthesise(text, str(path), PLAIN)
        assert 0.02 * len(text) < seconds(path) < 0.15 * len(text)
    assert (tmp_path / "0.wav").stat().st_size == (tmp_path / "2.wav").stat().st_size


@pytest.mark.parametrize(
    "text",
    ["", " ", "?!", "\x00\x07\x1b[2J", "😀", "\ud800 hi", "<speak>hi</speak>", "[[h@l'oU]]", "日本 é ü", "word " * 400],
    ids=["empty", "blank", "marks", "control", "emoji", "surrogate", "markup", "phonemes", "scripts", "2000"],
)
def test_odd_text_still_gives_a_wav(voice: Voice, tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.wav"
    voice.synthesise(text, str(path), PLAIN)
    assert seconds(path) > 0.05


def test_slower_takes_longer(voice: Voice, tmp_path: Path) -> None:
    slow, quick = tmp_path / "slow.wav", tmp_path / "quick.wav"
    voice.synthesise(SENTENCE, str(slow), VoiceSettings(rate=110))
    voice.synthesise(SENTENCE, str(quick), VoiceSettings(rate=220))
    assert seconds(slow) > 1.4 * seconds(quick)


def test_every_listed_voice_id_can_be_chosen(voice: Voice, tmp_path: Path) -> None:
    known = voice.voices()
    assert known
    voice.synthesise("Ready?", str(tmp_path / "a.wav"), VoiceSettings(voice=known[0]))
    assert seconds(tmp_path / "a.wav") > 0.05


def test_an_unknown_voice_is_named(voice: Voice, tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="'nobody'") as caught:
        voice.synthesise(SENTENCE, str(tmp_path / "a.wav"), VoiceSettings(voice="nobody"))
    assert caught.value.hint


def test_the_nearest_voice_is_offered(real: Pyttsx3Voice, tmp_path: Path) -> None:
    with pytest.raises(VoiceError) as caught:
        real.synthesise(SENTENCE, str(tmp_path / "a.wav"), VoiceSettings(voice="gmw/en-uss"))
    assert "'gmw/en-us'" in caught.value.hint


def test_volume_and_pitch_are_heard(real: Pyttsx3Voice, tmp_path: Path) -> None:
    sounds = []
    for settings in (PLAIN, VoiceSettings(volume=0.2), VoiceSettings(pitch=90), VoiceSettings(volume=0.0)):
        real.synthesise("Ready?", str(tmp_path / "a.wav"), settings)
        sounds.append((tmp_path / "a.wav").read_bytes())
    assert len(set(sounds)) == 4


@pytest.mark.parametrize("rate", [-5, 0, 10**6])
def test_an_impossible_rate_is_held_within_limits(real: Pyttsx3Voice, tmp_path: Path, rate: int) -> None:
    real.synthesise(SENTENCE, str(tmp_path / "a.wav"), VoiceSettings(rate=rate))
    assert seconds(tmp_path / "a.wav") > 0.3


def test_only_the_owner_can_read_the_wav_and_nothing_is_printed(
    real: Pyttsx3Voice, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    real.synthesise(SENTENCE, str(tmp_path / "a.wav"), PLAIN)
    assert stat.S_IMODE((tmp_path / "a.wav").stat().st_mode) == 0o600
    assert capfd.readouterr() == ("", "")


def test_a_warm_worker_is_used_once(real: Pyttsx3Voice, tmp_path: Path) -> None:
    real.warm()
    first = real._warm
    assert first is not None
    real.synthesise("Ready?", str(tmp_path / "a.wav"), PLAIN)
    assert first.poll() is not None
    real.warm()
    assert real._warm is not first


def test_a_warm_worker_that_died_is_replaced(real: Pyttsx3Voice, tmp_path: Path) -> None:
    real.warm()
    assert real._warm is not None
    real._warm.kill()
    real._warm.wait()
    real.synthesise("Ready?", str(tmp_path / "a.wav"), PLAIN)
    assert seconds(tmp_path / "a.wav") > 0.05


def test_without_an_engine_the_package_to_install_is_named(tmp_path: Path) -> None:
    voice = Pyttsx3Voice(driver="nonesuch")
    with pytest.raises(VoiceError) as caught:
        voice.synthesise(SENTENCE, str(tmp_path / "a.wav"), PLAIN)
    assert "libespeak-ng1" in caught.value.hint
    with pytest.raises(VoiceError):
        voice.voices()


def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> Path:
    """Stand in for the worker process: a script that gets the job as `job` and a mark file as `mark`."""
    script, mark = tmp_path / "worker.py", tmp_path / "mark"
    lines = f"import json, os, sys, time, wave\nmark = {str(mark)!r}\njob = json.loads(sys.stdin.readline())\n{body}\n"
    script.write_text(lines)
    monkeypatch.setattr(pyttsx3_voice, "_WORKER", script)
    return mark


GOOD_WAV = """
with wave.open(job["path"], "wb") as file:
    file.setnchannels(1); file.setsampwidth(2); file.setframerate(22050)
    file.writeframes(b"\\x01\\x10" * (22050 * 3))
print(json.dumps({"fault": ""}))
"""


def test_an_empty_wav_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = f"first = not os.path.exists(mark)\nopen(mark, 'a').write('x')\nif first: sys.exit()\n{GOOD_WAV}"
    mark = worker(tmp_path, monkeypatch, body)
    Pyttsx3Voice().synthesise(SENTENCE, str(tmp_path / "a.wav"), PLAIN)
    assert mark.read_text() == "xx"
    assert seconds(tmp_path / "a.wav") == 3


def test_an_engine_that_hangs_is_ended_with_its_helpers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = worker(tmp_path, monkeypatch, "open(mark, 'a').write(f'{os.getpid()} ')\nos.fork()\ntime.sleep(60)")
    monkeypatch.setattr(pyttsx3_voice, "START_SECONDS", 0.5)
    with pytest.raises(VoiceError, match="nothing within"):
        Pyttsx3Voice().synthesise(SENTENCE, str(tmp_path / "a.wav"), PLAIN)
    pids = [int(pid) for pid in mark.read_text().split()]
    assert len(pids) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.parametrize(
    ("content", "fault"), [(b"", "not a WAV"), (b"RIFF" + bytes(40), "not a WAV"), (b"x" * 5000, "not a WAV")]
)
def test_what_is_no_wav_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "bad.wav"
    path.write_bytes(content)
    assert fault in wav_fault(str(path), "hello", PLAIN)


@pytest.mark.parametrize(
    ("frames", "fault"), [(b"", "only 0.00 s"), (b"\x01\x10" * 3000, "only 0.14 s"), (bytes(2 * 22050), "silent")]
)
def test_a_wav_too_short_or_silent_is_refused(tmp_path: Path, frames: bytes, fault: str) -> None:
    path = tmp_path / "bad.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(frames)
    assert fault in wav_fault(str(path), SENTENCE, PLAIN)


def test_speakable_keeps_words_and_drops_what_has_no_sound() -> None:
    assert speakable("I’m  here\n—\tsay 😀 “yes”\x07") == "I’m here — say “yes”"
