"""The microphone by sounddevice: callback mode, a watchdog on the callback's age, `abort()` and never `stop()`."""

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from voicerepair.adapters.pulse_routes import RouteWatch
from voicerepair.adapters.resampling import Resampler, to_pcm
from voicerepair.errors import DeviceError
from voicerepair.ports import SAMPLE_RATE, AudioBlock
from voicerepair.translate import t

FROZEN_SECONDS = 1.0
"""A callback that has not come for so long will not come again: unplugged, suspended or a dead server."""
ANSWER_SECONDS = 1.5
"""Opening and closing take milliseconds; after this the sound server hangs."""
BLOCK_SECONDS = 0.03
LATENCY_SECONDS = 0.1
"""Input buffer asked for: the embedded recogniser keeps the callback waiting for tens of milliseconds."""
NO_MICROPHONE = t("Connect a microphone, or type your answers. To check: voicerepair doctor")
NO_LIBRARY = t("Install the audio library: sudo apt-get install libportaudio2 libasound2-plugins")


class InputDevice(msgspec.Struct, frozen=True):
    """A device that sound can come from."""

    number: int
    name: str
    is_default: bool


def load_sounddevice() -> Any:
    """The module. Raises `DeviceError` when PortAudio is missing."""
    try:
        import sounddevice
    except OSError as error:  # how sounddevice says that PortAudio is missing
        raise DeviceError(t("The audio library PortAudio was not found."), NO_LIBRARY) from error
    return sounddevice


def list_devices() -> list[InputDevice]:
    """The input devices there are now. Raises `DeviceError` when PortAudio is missing."""
    sounddevice = load_sounddevice()
    try:
        _look_again(sounddevice)
        default = sounddevice.default.device[0]
        found = sounddevice.query_devices()
    except sounddevice.PortAudioError:
        return []
    return [
        InputDevice(number, str(device["name"]), number == default)
        for number, device in enumerate(found)
        if device["max_input_channels"] > 0
    ]


def _look_again(sounddevice: Any) -> None:
    """PortAudio's device list is frozen when it starts; start it again."""
    sounddevice._terminate()
    sounddevice._initialize()


class Microphone:
    """The real `AudioSource`. `device`: a sounddevice name or number, or nothing for the system's default.

    The stream stays open between turns; what nobody asked for is thrown away.
    """

    def __init__(self, device: str = "") -> None:
        self._device: int | str | None = int(device) if device.isdecimal() else device or None
        self._stream: Any = None
        self._watch: RouteWatch | None = None
        self._resampler: Resampler | None = None
        self._blocks: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._channels = 1
        self._offset: float | None = None
        self._called_at = 0.0
        self._worker: threading.Thread | None = None
        self._faults: list[DeviceError] = []
        self.overflows = 0

    def start(self, cue: str, after: float = 0.0) -> None:
        """Open the device, if it is not open, and forget what it has heard. Raises `DeviceError`."""
        del cue, after
        if self._stream is None:
            self._in_time(self._open)
        with contextlib.suppress(queue.Empty):
            while True:
                self._blocks.get_nowait()

    def read(self, timeout: float) -> AudioBlock | None:
        """The next block. Raises `DeviceError` when the device is gone."""
        if self._stream is None:
            self._in_time(self._open)
        try:
            at, pcm = self._blocks.get(timeout=timeout) if timeout else self._blocks.get_nowait()
        except queue.Empty:
            if self._stream is None or not self._stream.active or time.monotonic() - self._called_at > FROZEN_SECONDS:
                self.close()
                raise DeviceError(t("The microphone stopped delivering sound."), NO_MICROPHONE) from None
            return None
        if self._watch is not None and self._watch.has_moved:
            self.close()
            raise DeviceError(t("The microphone was unplugged."), NO_MICROPHONE)
        return self._converted(at, pcm)

    def stop(self) -> None:
        """The stream stays open; the next `start` forgets what it heard meanwhile."""

    def close(self) -> None:
        """Let the device go, without waiting for a dead one."""
        with contextlib.suppress(DeviceError):
            self._in_time(self._end)

    def _end(self) -> None:
        stream, self._stream = self._stream, None
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.close()
        if stream is not None:
            stream.abort(ignore_errors=True)
            stream.close(ignore_errors=True)

    def _in_time(self, work: Callable[[], None]) -> None:
        """Do `work` on a thread that may be left behind: a server that hangs lets no call return."""
        if self._worker is None or not self._worker.is_alive():
            self._faults.clear()
            self._worker = threading.Thread(target=self._do, args=(work,), name="device", daemon=True)
            self._worker.start()
            self._worker.join(ANSWER_SECONDS)
        if self._worker.is_alive():
            raise DeviceError(t("The sound system does not answer."), NO_MICROPHONE)
        if self._faults:
            raise self._faults.pop()

    def _do(self, work: Callable[[], None]) -> None:
        try:
            work()
        except DeviceError as error:
            self._faults.append(error)

    def _open(self) -> None:
        sounddevice = load_sounddevice()
        try:
            _look_again(sounddevice)
            device = sounddevice.query_devices(self._device, "input")
        except (sounddevice.PortAudioError, ValueError) as error:
            raise DeviceError(t("There is no microphone."), NO_MICROPHONE) from error
        rates = (SAMPLE_RATE, int(device["default_samplerate"]))
        fault: Exception | None = None
        for rate, channels in ((rate, channels) for rate in rates for channels in (1, 2)):
            try:
                self._open_as(sounddevice, rate, channels)
            except (sounddevice.PortAudioError, ValueError) as error:  # not every device can do all of these
                fault = fault or error
                self._end()
            else:
                return
        raise DeviceError(t("The microphone cannot be used."), NO_MICROPHONE) from fault

    def _open_as(self, sounddevice: Any, rate: int, channels: int) -> None:
        self._offset = None
        self._channels = channels
        self._resampler = Resampler(rate) if rate != SAMPLE_RATE else None
        self._called_at = time.monotonic()
        self._stream = sounddevice.RawInputStream(
            samplerate=rate,
            blocksize=round(rate * BLOCK_SECONDS),
            device=self._device,
            channels=channels,
            dtype="int16",
            latency=LATENCY_SECONDS,
            callback=self._take,
        )
        self._stream.start()
        self._watch = RouteWatch()

    def _take(self, data: Any, frames: int, times: Any, status: Any) -> None:
        """On PortAudio's thread: no logging, no locks."""
        if status.input_overflow:
            self.overflows += 1
        self._called_at = time.monotonic()
        if self._offset is None:  # once, so that times are steady: stream time to seconds since the epoch
            self._offset = time.time() - (times.currentTime or times.inputBufferAdcTime)
        self._blocks.put((times.inputBufferAdcTime + self._offset, bytes(data)))

    def _converted(self, at: float, pcm: bytes) -> AudioBlock:
        if self._resampler is None and self._channels == 1:
            return AudioBlock(at, pcm)
        samples = np.frombuffer(pcm, "<i2").reshape(-1, self._channels).mean(axis=1, dtype=np.float32) / 32768
        if self._resampler is None:
            return AudioBlock(at, to_pcm(samples))
        return AudioBlock(at - self._resampler.delay_seconds, to_pcm(self._resampler.push(samples)))
