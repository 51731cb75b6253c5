"""The contract of `Loudspeaker`, over the real one and the fake; earcons; what the loudspeaker really plays."""

import itertools
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.fixtures.pulse import Pulse
from voicerepair.adapters import playback
from voicerepair.adapters.playback import SoundDeviceLoudspeaker
from voicerepair.adapters.silent_voice import SilentLoudspeaker
from voicerepair.errors import DeviceError
from voicerepair.ports import Clip, Loudspeaker

RATE = 22_050


def tone(seconds: float, hertz: float = 440.0) -> Clip:
    t = np.arange(int(seconds * RATE)) / RATE
    return Clip(RATE, (0.3 * np.sin(2 * np.pi * hertz * t) * 32767).astype("<i2").tobytes())


@pytest.fixture(params=["real", "silent"])
def loudspeaker(request: pytest.FixtureRequest) -> Loudspeaker:
    if request.param == "silent":
        return SilentLoudspeaker()
    request.getfixturevalue("pulse")
    return SoundDeviceLoudspeaker()


def test_play_returns_when_the_last_sample_was_heard(loudspeaker: Loudspeaker) -> None:
    started: list[float] = []
    asked_at = time.time()
    ended_at = loudspeaker.play(tone(0.5), threading.Event(), started.append)
    assert len(started) == 1
    assert started[0] >= asked_at
    assert ended_at - started[0] == pytest.approx(0.5, abs=0.1)
    assert ended_at <= time.time()


def test_silence_ends_it_at_once(loudspeaker: Loudspeaker) -> None:
    silence = threading.Event()
    silenced_at: list[float] = []

    def hush() -> None:
        silenced_at.append(time.time())
        silence.set()

    timer = threading.Timer(0.4, hush)
    timer.start()
    ended_at = loudspeaker.play(tone(20), silence, lambda at: None)
    timer.join()
    assert 0 <= ended_at - silenced_at[0] < 0.1


def test_silence_asked_for_before_means_nothing_is_played(loudspeaker: Loudspeaker) -> None:
    silence = threading.Event()
    silence.set()
    started: list[float] = []
    loudspeaker.play(tone(20), silence, started.append)
    assert started == []


def test_an_empty_clip_is_over_at_once(loudspeaker: Loudspeaker) -> None:
    assert loudspeaker.play(Clip(RATE, b""), threading.Event(), lambda at: None) <= time.time()


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 48_000])
def test_any_usual_rate_plays(pulse: Pulse, rate: int) -> None:
    clip = Clip(rate, bytes(2 * rate // 5))
    started: list[float] = []
    ended_at = SoundDeviceLoudspeaker().play(clip, threading.Event(), started.append)
    assert ended_at - started[0] == pytest.approx(0.2, abs=0.1)


def test_no_sound_server_is_a_device_error_and_its_return_is_noticed(
    pulse: Pulse, monkeypatch: pytest.MonkeyPatch
) -> None:
    loudspeaker = SoundDeviceLoudspeaker()
    with monkeypatch.context() as patch:
        patch.setenv("PULSE_SERVER", "unix:/nonexistent")
        with pytest.raises(DeviceError) as caught:
            loudspeaker.play(tone(0.2), threading.Event(), lambda at: None)
        assert caught.value.hint
    started: list[float] = []
    loudspeaker.play(tone(0.2), threading.Event(), started.append)
    assert started


@pytest.mark.parametrize("fault", [Pulse.kill, Pulse.freeze], ids=["killed", "frozen"])
def test_a_sound_server_lost_mid_clip_is_a_device_error(pulse: Pulse, fault: Callable[[Pulse], None]) -> None:
    begun_at: list[float] = []
    with pytest.raises(DeviceError, match="went away"):
        SoundDeviceLoudspeaker().play(tone(60), threading.Event(), lambda at: (begun_at.append(at), fault(pulse))[0])
    assert time.time() - begun_at[0] < 5


def test_an_unknown_device_is_a_device_error(pulse: Pulse) -> None:
    with pytest.raises(DeviceError):
        SoundDeviceLoudspeaker("no such device").play(tone(0.1), threading.Event(), lambda at: None)


def test_a_missing_audio_library_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise OSError("PortAudio library not found")

    monkeypatch.setattr(playback.importlib, "import_module", refuse)
    with pytest.raises(DeviceError) as caught:
        SoundDeviceLoudspeaker().play(tone(0.1), threading.Event(), lambda at: None)
    assert "libportaudio2" in caught.value.hint


# ---- earcons and recordings ----

EARCONS = ("mic_open", "mic_closed", "turn_ending")


@pytest.mark.parametrize("name", EARCONS)
def test_an_earcon_is_short_soft_and_without_clicks(name: str) -> None:
    clip = playback.earcon(name)
    samples = np.frombuffer(clip.pcm, "<i2").astype(float) / 32768
    assert 0.1 < clip.seconds < 0.8
    assert 0.05 < np.abs(samples).max() < 0.2
    assert max(abs(samples[0]), abs(samples[-1])) < 0.002
    assert np.abs(np.diff(samples)).max() < 0.05
    assert playback.earcon(name) == clip


def test_earcons_differ_by_melody_or_rhythm() -> None:
    def melody(name: str) -> list[int]:
        samples = np.frombuffer(playback.earcon(name).pcm, "<i2").astype(float)
        ends = samples[:1400], samples[-1600:]
        return [int(np.argmax(np.abs(np.fft.rfft(part, 22_050)))) for part in ends]

    opened, closed, ending = (melody(name) for name in EARCONS)
    assert opened[0] < opened[1]
    assert closed[0] > closed[1]
    assert abs(ending[0] - ending[1]) < 15
    assert all(playback.earcon(a) != playback.earcon(b) for a, b in itertools.combinations(EARCONS, 2))


def test_an_unknown_earcon_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        playback.earcon("trumpet")


def test_a_recording_is_loaded_as_one_channel_at_its_volume(tmp_path: Path) -> None:
    stereo = np.stack([np.full(1600, 0.5), np.full(1600, 0.3)], axis=1)
    soundfile.write(tmp_path / "a.flac", stereo, 16_000)
    clip = playback.load(str(tmp_path / "a.flac"), 0.5)
    assert clip.rate == 16_000
    assert np.allclose(np.frombuffer(clip.pcm, "<i2") / 32768, 0.2, atol=0.001)


@pytest.mark.parametrize("content", [None, b"", b"not sound"])
def test_a_recording_that_cannot_be_read_is_a_device_error(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.flac"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DeviceError, match=r"a\.flac"):
        playback.load(str(path))
