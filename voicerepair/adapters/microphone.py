"""The microphone by sounddevice: callback mode, a watchdog on the callback's age, `abort()` and never `stop()`."""

import contextlib
import queue
import time
from typing import Any

import msgspec

from voicerepair.errors import DeviceError
from voicerepair.ports import SAMPLE_RATE, AudioBlock

FROZEN_SECONDS = 1.0
"""A callback that has not come for so long will not come again: unplugged, suspended or a dead server."""
BLOCK_SAMPLES = 480
NO_MICROPHONE = "Connect a microphone, or type your answers. To check: voicerepair doctor"


class InputDevice(msgspec.Struct, frozen=True):
    """A device that sound can come from."""

    number: int
    name: str
    is_default: bool


def load_sounddevice() -> Any:
    try:
        import sounddevice
    except OSError as error:  # PortAudio itself is missing
        raise DeviceError("PortAudio is not installed.", "On Debian: apt install libportaudio2") from error
    return sounddevice


def list_devices() -> list[InputDevice]:
    """The input devices there are now. Raises `DeviceError` when PortAudio is missing."""
    sounddevice = load_sounddevice()
    _look_again(sounddevice)
    try:
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
    """The real `AudioSource`. The stream stays open between turns; what nobody asked for is thrown away."""

    def __init__(self, device: str = "") -> None:
        self._device: int | str | None = int(device) if device.isdecimal() else device or None
        self._stream: Any = None
        self._blocks: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._offset: float | None = None
        self._last = 0.0
        self.overflows = 0

    def start(self, cue: str) -> None:
        """Open the device, if it is not open. Raises `DeviceError`."""
        del cue
        if self._stream is None:
            self._open()
        with contextlib.suppress(queue.Empty):
            while True:
                self._blocks.get_nowait()

    def _open(self) -> None:
        sounddevice = load_sounddevice()
        try:
            _look_again(sounddevice)
            self._stream = sounddevice.RawInputStream(
                samplerate=SAMPLE_RATE,
                blocksize=BLOCK_SAMPLES,
                device=self._device,
                channels=1,
                dtype="int16",
                latency="low",
                callback=self._take,
            )
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            self.close()
            raise DeviceError("There is no microphone that can be used.", NO_MICROPHONE) from error
        self._last = time.monotonic()
        self._offset = None

    def _take(self, data: Any, frames: int, times: Any, status: Any) -> None:
        """On PortAudio's thread: no logging, no locks."""
        if status.input_overflow:
            self.overflows += 1
        self._last = time.monotonic()
        if self._offset is None:  # once, so that times are steady: sample time to seconds since the epoch
            self._offset = time.time() - (times.currentTime or times.inputBufferAdcTime)
        self._blocks.put((times.inputBufferAdcTime + self._offset, bytes(data)))

    def read(self, timeout: float) -> AudioBlock | None:
        """The next block. Raises `DeviceError` when the device is gone."""
        if self._stream is None:
            self._open()
        try:
            at, pcm = self._blocks.get(timeout=timeout)
        except queue.Empty:
            if time.monotonic() - self._last > FROZEN_SECONDS or not self._stream.active:
                self.close()
                raise DeviceError("The microphone stopped delivering sound.", NO_MICROPHONE) from None
            return None
        return AudioBlock(at, pcm)

    def stop(self) -> None:
        """Nothing to do: the stream stays open, and its blocks are thrown away."""

    def close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            with contextlib.suppress(load_sounddevice().PortAudioError):
                stream.abort(ignore_errors=True)
                stream.close(ignore_errors=True)
