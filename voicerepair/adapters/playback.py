"""The loudspeaker, through sounddevice: exact ends, instant silence; and the earcons.

Callback mode and `abort()` only: `stop()` waits for buffers that a dead device never plays, for seconds.
"""

import contextlib
import importlib
import math
import threading
import time
import wave
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from voicerepair.adapters.resampling import Resampler, to_pcm
from voicerepair.errors import DeviceError
from voicerepair.ports import Clip
from voicerepair.translate import t

_NO_SPEAKER = t("Prompts are shown instead. Check that a loudspeaker is connected and the sound server runs.")
_NO_LIBRARY = t(
    "Prompts are shown instead. Install the audio library: sudo apt-get install libportaudio2 libasound2-plugins"
)

LATENCY_SECONDS = 0.1
"""Output buffer asked for. Shorter ones run dry on a busy machine; the first sample is heard as soon either way."""
FROZEN_SECONDS = 1.0
"""A callback that has not come for this long means that the device is gone."""
CLOSE_SECONDS = 0.5
"""Longest wait for a stream to end; a healthy one takes 0.01 s."""
_LOOK_SECONDS = 0.1


class SoundDeviceLoudspeaker:
    """The real `Loudspeaker`. `device`: a sounddevice name or number, or nothing for the system's default."""

    def __init__(self, device: str | int | None = None) -> None:
        self._device = device
        self._sd: Any = None
        self._closing: threading.Thread | None = None

    def warm(self) -> None:
        """Load the audio library now, rather than while somebody waits. Raises `DeviceError`."""
        if self._sd is None:
            try:
                self._sd = importlib.import_module("sounddevice")
            except OSError as error:  # how sounddevice says that PortAudio is missing
                raise DeviceError(t("The audio library PortAudio was not found."), _NO_LIBRARY) from error

    def play(self, clip: Clip, silence: threading.Event, started: Callable[[float], None]) -> float:
        """See `ports.Loudspeaker.play`."""
        self.warm()
        if not clip.pcm or silence.is_set():
            return time.time()
        if self._closing is not None:
            self._closing.join(CLOSE_SECONDS)
            if self._closing.is_alive():
                raise DeviceError(t("The loudspeaker does not answer."), _NO_SPEAKER)
        playing = _Playing(clip)
        stream = self._open(clip, playing)
        try:
            return _wait(playing, silence, started)
        finally:
            self._end(stream)

    def close(self) -> None:
        """Nothing is held between clips."""

    def _end(self, stream: Any) -> None:
        """End the stream, on a thread of its own: with a frozen sound server this takes a minute (measured)."""

        def end() -> None:
            with contextlib.suppress(self._sd.PortAudioError):  # a dead device has nothing left to end
                stream.abort()
            with contextlib.suppress(self._sd.PortAudioError):
                stream.close()

        self._closing = threading.Thread(target=end, name="loudspeaker-end", daemon=True)
        self._closing.start()
        self._closing.join(CLOSE_SECONDS)

    def _open(self, clip: Clip, playing: "_Playing") -> Any:
        """A started stream. PortAudio's list of devices is frozen at its start, so look again once."""
        fault: Exception | None = None
        for attempt in range(2):
            if attempt:
                self._sd._terminate()
                self._sd._initialize()
            try:
                stream = self._sd.RawOutputStream(
                    samplerate=clip.rate,
                    channels=1,
                    dtype="int16",
                    device=self._device,
                    latency=LATENCY_SECONDS,
                    callback=playing.fill,
                    finished_callback=playing.gone.set,
                )
                stream.start()
            except (self._sd.PortAudioError, ValueError) as error:
                fault = error
            else:
                return stream
        raise DeviceError(t("The loudspeaker cannot be used."), _NO_SPEAKER) from fault


class _Playing:
    """What the callback and the waiting thread share. The callback takes no lock and writes no log."""

    def __init__(self, clip: Clip) -> None:
        self._pcm = clip.pcm
        self._rate = clip.rate
        self._next = 0
        self.first_at = 0.0
        self.last_at = math.inf
        self.called_at = time.monotonic()
        self.gone = threading.Event()

    def fill(self, out: Any, frames: int, times: Any, status: Any) -> None:
        self.called_at = time.monotonic()
        chunk = self._pcm[self._next : self._next + 2 * frames]
        if chunk:
            # When the first frame of this buffer will be heard, on the wall clock.
            heard_at = time.time() + max(0.0, times.outputBufferDacTime - times.currentTime)
            if not self._next:
                self.first_at = heard_at
            self._next += len(chunk)
            if self._next >= len(self._pcm):
                self.last_at = heard_at + len(chunk) / 2 / self._rate
        out[: len(chunk)] = chunk
        out[len(chunk) :] = bytes(len(out) - len(chunk))


def _wait(playing: _Playing, silence: threading.Event, started: Callable[[float], None]) -> float:
    """Wait for the last sample, for silence, or for the device to fail."""
    told = False
    while True:
        left = playing.last_at - time.time()
        if left <= 0:
            return playing.last_at
        if silence.wait(min(left, _LOOK_SECONDS if told else 0.005)):
            return time.time()
        if not told and playing.first_at:
            told = True
            started(playing.first_at)
        if playing.gone.is_set() or time.monotonic() - playing.called_at > FROZEN_SECONDS:
            raise DeviceError(t("The loudspeaker went away."), _NO_SPEAKER)


def load(path: str, volume: float = 1.0) -> Clip:
    """Any recording libsndfile can read, as a clip; several channels become one. Raises `DeviceError`."""
    try:
        soundfile = importlib.import_module("soundfile")
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (OSError, RuntimeError) as error:
        raise DeviceError(t("The recording {path} cannot be played.", path=path), t("Check the file.")) from error
    mono = np.clip(samples.mean(axis=1) * volume, -1.0, 1.0)
    return Clip(int(rate), (mono * 32767).astype("<i2").tobytes())


def read_wav(path: str) -> Clip:
    """The clip in a mono 16-bit WAV that a `Voice` wrote, without the silence after its last word.

    eSpeak NG adds a third of a second of it, for which the microphone would have to stay shut.
    """
    with wave.open(path, "rb") as file:
        rate, pcm = file.getframerate(), file.readframes(file.getnframes())
    audible = np.flatnonzero(np.abs(np.frombuffer(pcm, "<i2").astype(np.int32)) > _AUDIBLE)
    end = int(audible[-1]) + int(_TAIL_SECONDS * rate) if audible.size else len(pcm)
    return Clip(rate, pcm[: 2 * end])


def with_reference(clip: Clip) -> Clip:
    """The clip with its sound at 16 kHz, for an echo canceller."""
    resampler = Resampler(clip.rate)
    samples = (np.frombuffer(clip.pcm, "<i2") / 32768).astype(np.float32)
    reference = np.concatenate([resampler.push(samples), resampler.flush()])
    return Clip(clip.rate, clip.pcm, to_pcm(reference))


_AUDIBLE = 30  # -61 dBFS
_TAIL_SECONDS = 0.05

_EARCON_RATE = 22_050
_EARCON_PEAK = 0.12  # about -18 dBFS: soft beside speech
_EARCONS: dict[str, tuple[tuple[float, float], ...]] = {
    # (Hz, seconds): told apart by direction and rhythm alone, so also by people who hear pitch badly
    "mic_open": ((523.25, 0.07), (783.99, 0.09)),
    "mic_closed": ((783.99, 0.07), (523.25, 0.09)),
    "turn_ending": ((440.0, 0.12), (0.0, 0.10), (440.0, 0.12), (0.0, 0.10), (440.0, 0.20)),
    "turn_closing": ((659.25, 0.06), (0.0, 0.08), (659.25, 0.06)),
}


@cache
def earcon(name: str) -> Clip:
    """The sound of that name (`effects.Earcon`). Raises `KeyError` for another."""
    parts = []
    for pitch, seconds in _EARCONS[name]:
        t = np.arange(int(seconds * _EARCON_RATE)) / _EARCON_RATE
        ramp = np.clip(np.minimum(t, seconds - t) / 0.02, 0.0, 1.0)
        parts.append(_EARCON_PEAK * np.sin(2 * np.pi * pitch * t) * (0.5 - 0.5 * np.cos(np.pi * ramp)))
    return Clip(_EARCON_RATE, (np.concatenate(parts) * 32767).astype("<i2").tobytes())
