"""What the ear child is built of, named to it by an import string so that `runtime` imports no adapter."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from voicerepair import plugins
from voicerepair.adapters.microphone import Microphone
from voicerepair.adapters.replay import ReplaySource
from voicerepair.adapters.vad import SileroVad
from voicerepair.core.endpointing import EndpointSettings
from voicerepair.errors import ModelError
from voicerepair.ports import AudioSource, OverParts, Recognizer
from voicerepair.translate import t

Notices = tuple[tuple[str, str], ...]


class EarParts:
    """The real parts.

    `options`: source (microphone, replay), device, folder, pace (real, fast), began_at, model (a Vosk model, or
    empty for the embedded recogniser), end_silence_ms, over_prompt (cancel, pieces, or empty: nothing is heard over
    prompts), echo_delay (seconds), spot_model (a Vosk model for those few words). Raises `DeviceError`, `ModelError`.
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
        self.recognizer, self.notices = recognizer(options.get("model", ""))
        self.over = over(options, self.recognizer) if options.get("over_prompt") else None


def over(options: Mapping[str, str], recognizer: Recognizer) -> OverParts:
    """What hears commands over prompts, with the recogniser's own model where it can build grammars."""
    from voicerepair.adapters.command_spotter import spotter_for
    from voicerepair.adapters.echo_canceller import KalmanCanceller

    canceller = KalmanCanceller(float(options.get("echo_delay", 0) or 0))
    mode: Any = options["over_prompt"]
    return OverParts(canceller, SileroVad(), spotter_for(recognizer, options.get("spot_model", "")), mode)


def recognizer(model: str) -> tuple[Recognizer, Notices]:
    """The recogniser for that Vosk model, or the embedded one and why.

    `model` may also name a plug-in ("plugin:NAME"). Raises `ModelError` or `UsageError` if there is none at all.
    """
    from voicerepair.adapters.pocketsphinx_recognizer import PocketsphinxRecognizer

    if not model:
        return PocketsphinxRecognizer(), ()
    if plugins.named(model):
        plugged: Recognizer = plugins.make("recognizers", plugins.named(model))
        return plugged, ()
    from voicerepair.adapters.vosk_recognizer import VoskRecognizer

    try:
        return VoskRecognizer(Path(model)), ()
    except ModelError as error:
        notice = (t("{message} The embedded recogniser is used instead.", message=error.message), error.hint)
        return PocketsphinxRecognizer(), (notice,)


def build(options: Mapping[str, str]) -> EarParts:
    """The parts for a `runtime.link.ChildSpec`."""
    return EarParts(options)
