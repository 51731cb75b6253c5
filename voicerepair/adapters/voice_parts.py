"""What the voice child is built of, named to it by an import string so that `runtime` imports no adapter."""

import tempfile
from collections.abc import Mapping

from voicerepair import plugins
from voicerepair.adapters import playback
from voicerepair.adapters.pyttsx3_voice import Pyttsx3Voice
from voicerepair.ports import Clip, Voice, VoiceSettings


class VoiceParts:
    """The real parts.

    `options`: `driver` (pyttsx3's, or "plugin:NAME"), `device` (sounddevice's name or number), `reference` ("1":
    clips carry one for an echo canceller).
    """

    def __init__(self, options: Mapping[str, str]) -> None:
        device = options.get("device", "")
        driver = options.get("driver", "")
        plugged = plugins.named(driver)
        self.voice: Voice = plugins.make("voices", plugged) if plugged else Pyttsx3Voice(driver)
        self.loudspeaker = playback.SoundDeviceLoudspeaker(int(device) if device.isdecimal() else device or None)

        self._wants_reference = options.get("reference") == "1"

    def earcon(self, name: str) -> Clip:
        return self._referenced(playback.earcon(name))

    def recording(self, path: str, volume: float) -> Clip:
        return self._referenced(playback.load(path, volume))

    def clip(self, path: str) -> Clip:
        return self._referenced(playback.read_wav(path))

    def said(self, text: str, settings: VoiceSettings) -> Clip:
        """The text as a clip. Raises `VoiceError`."""
        with tempfile.TemporaryDirectory() as folder:  # 0700
            path = f"{folder}/said.wav"
            self.voice.synthesise(text, path, settings)
            return self.clip(path)

    def _referenced(self, clip: Clip) -> Clip:
        return playback.with_reference(clip) if self._wants_reference else clip


def build(options: Mapping[str, str]) -> VoiceParts:
    """The parts for a `runtime.link.ChildSpec`."""
    return VoiceParts(options)
