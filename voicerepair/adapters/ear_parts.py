"""What the ear child is built of, named to it by an import string so that `runtime` imports no adapter."""

from collections.abc import Mapping
from pathlib import Path

from voicerepair.adapters.microphone import Microphone
from voicerepair.adapters.replay import ReplaySource
from voicerepair.adapters.vad import SileroVad
from voicerepair.core.endpointing import EndpointSettings
from voicerepair.errors import ModelError
from voicerepair.ports import AudioSource, Recognizer


class EarParts:
    """The real parts.

    `options`: source (microphone, replay), device, folder, pace (real, fast), began_at, model (a Vosk model's
    folder, or empty for the embedded recogniser), end_silence_ms.
    """

    def __init__(self, options: Mapping[str, str]) -> None:
        self.is_paced = options.get("pace") == "fast"
        self.source: AudioSource
        if options.get("source") == "replay":
            self.source = ReplaySource(Path(options["folder"]), self.is_paced, float(options.get("began_at", 0)))
        else:
            self.source = Microphone(options.get("device", ""))
        self.detector = SileroVad()
        self.endpointing = EndpointSettings(end_silence_ms=float(options.get("end_silence_ms", 700)))
        self.notices: tuple[tuple[str, str], ...] = ()
        self.recognizer = self._recognizer(options.get("model", ""))

    def _recognizer(self, model: str) -> Recognizer:
        if model:
            from voicerepair.adapters.vosk_recognizer import VoskRecognizer

            try:
                return VoskRecognizer(Path(model))
            except ModelError as error:
                self.notices = ((f"{error.message} The embedded recogniser is used instead.", error.hint),)
        from voicerepair.adapters.pocketsphinx_recognizer import PocketsphinxRecognizer

        return PocketsphinxRecognizer()


def build(options: Mapping[str, str]) -> EarParts:
    """The parts for a `runtime.ear.EarSpec`."""
    return EarParts(options)
