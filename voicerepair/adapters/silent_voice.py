"""A voice that makes no sound: for tests, for replays, and for `--fast`."""

import asyncio
import threading
import time
import wave
from collections.abc import Callable, Mapping, Sequence

from voicerepair.core.events import PromptPlayed
from voicerepair.errors import DeviceError, VoiceError
from voicerepair.ports import Clip, EarReport, VoiceSettings
from voicerepair.translate import t

_RATE = 22_050
SECONDS_A_CHARACTER = 0.06
"""About what a voice at 165 words a minute takes."""


class SilentVoice:
    """A fake `Voice`: writes as much silence as the text would take to say, and remembers the text."""

    name = "silent"

    def __init__(self, known: Sequence[str] = ("silent",), fault: str = "") -> None:
        self.said: list[str] = []
        self._known = tuple(known)
        self._fault = fault

    def synthesise(self, text: str, path: str, settings: VoiceSettings) -> None:
        """Write the WAV. Raises `VoiceError` for an unknown voice, or always if made with a `fault`."""
        if self._fault:
            raise VoiceError(self._fault, t("Install one."))
        if settings.voice and settings.voice not in self._known:
            raise VoiceError(t("There is no voice called {voice}.", voice=f"{settings.voice!r}"), t("Choose another."))
        self.said.append(text)
        seconds = max(0.1, len(text) * SECONDS_A_CHARACTER * 165 / max(settings.rate, 1))
        with wave.open(path, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(_RATE)
            file.writeframes(bytes(2 * int(seconds * _RATE)))

    def voices(self) -> Sequence[str]:
        return self._known


class SilentLoudspeaker:
    """A fake `Loudspeaker`: takes as long as the sound would, times `scale`."""

    def __init__(self, scale: float = 1.0, fault: str = "") -> None:
        self._scale = scale
        self._fault = fault

    def play(self, clip: Clip, silence: threading.Event, started: Callable[[float], None]) -> float:
        if self._fault:
            raise DeviceError(self._fault, t("Connect one."))
        if not silence.is_set():
            started(time.time())
            silence.wait(clip.seconds * self._scale)
        return time.time()

    def close(self) -> None:
        """Nothing to let go."""


class SilentParts:
    """Parts for the voice child that need no sound hardware.

    `options`: `scale` (how long playing takes, 1: real time), `voice_fault`, `device_fault` (always fail so).
    """

    def __init__(self, options: Mapping[str, str]) -> None:
        self.voice = SilentVoice(fault=options.get("voice_fault", ""))
        self.loudspeaker = SilentLoudspeaker(float(options.get("scale", "1")), options.get("device_fault", ""))

    def earcon(self, name: str) -> Clip:
        return Clip(_RATE, bytes(2 * _RATE // 10))

    def recording(self, path: str, volume: float) -> Clip:
        return Clip(_RATE, bytes(2 * _RATE))

    def clip(self, path: str) -> Clip:
        with wave.open(path, "rb") as file:
            return Clip(file.getframerate(), file.readframes(file.getnframes()))


def build(options: Mapping[str, str]) -> SilentParts:
    """The parts for a `runtime.link.ChildSpec`."""
    return SilentParts(options)


class SilentMouth:
    """A `Mouth` that shows every prompt and goes straight on; what it was asked to do is in `calls`."""

    def __init__(self, sink: Callable[[EarReport], None], now: Callable[[], float] = time.time) -> None:
        self._sink = sink
        self._now = now
        self.calls: list[tuple[str, str]] = []

    async def start(self) -> None:
        """Nothing to start."""

    def speak(self, prompt: int, text: str) -> None:
        self.calls.append(("speak", text))
        asyncio.get_running_loop().call_soon(self._shown, prompt)

    def prefetch(self, text: str) -> None:
        self.calls.append(("prefetch", text))

    def hush(self) -> None:
        self.calls.append(("hush", ""))

    def earcon(self, name: str) -> None:
        self.calls.append(("earcon", name))

    def play_file(self, path: str, volume: float = 1.0) -> None:
        self.calls.append(("play_file", path))

    def set_pace(self, pace: float) -> None:
        self.calls.append(("set_pace", str(pace)))

    async def stop(self) -> None:
        """Nothing to stop."""

    def _shown(self, prompt: int) -> None:
        self._sink(PromptPlayed(at=self._now(), prompt=prompt, how="shown"))
