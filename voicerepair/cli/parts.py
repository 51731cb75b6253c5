"""Ear and voice for replays: recordings in place of a microphone, in real time or as fast as they can be heard."""

from collections.abc import Callable
from pathlib import Path

from voicerepair.adapters import model_store
from voicerepair.adapters.silent_voice import SilentMouth
from voicerepair.cli.wiring import EAR_PARTS, EMBEDDED, Relay, Wiring
from voicerepair.ports import Clock, Ear, Mouth
from voicerepair.runtime.ear import EarProxy
from voicerepair.runtime.link import ChildSpec
from voicerepair.translate import t

PULL = "voicerepair models pull"


def demo_model(wiring: Wiring) -> Path | None:
    """The model that hears the demo: the one asked for, else ours, which has learned its voices, where it is.

    It is no part of an installed package; the demo was recorded so that the embedded recogniser gets it too.
    """
    chosen = wiring.settings
    if chosen.model or chosen.recognizer == "pocketsphinx":
        return wiring.model()
    own = model_store.locate(model_store.TINY, wiring.paths.models)
    return own or (wiring.model() if chosen.recognizer == "vosk" else None)


def demo_line(wiring: Wiring, model: Path | None) -> str:
    """Which recogniser hears the demo, and why."""
    name = f"Vosk, {model.name}" if model else EMBEDDED
    if wiring.settings.model or wiring.settings.recognizer == "pocketsphinx":
        return t("Recogniser: {name}, as you asked.", name=name)
    if model is not None and model.name == model_store.TINY:
        return t(
            "Recogniser: {name}, a small model that has learned these two voices (not yours: {PULL}).",
            name=name,
            PULL=PULL,
        )
    if model is not None:
        return t("Recogniser: {name}.", name=name)
    return t(
        "Recogniser: {name}, since {TINY}, which has learned these two voices, is not here.",
        name=name,
        TINY=model_store.TINY,
    )


def replay_parts(
    wiring: Wiring, folder: Path, model: Path | None, is_fast: bool
) -> Callable[[Relay, Clock], tuple[Ear, Mouth]]:
    """Parts for `Wiring.driver` that hear the folder's recordings."""

    def build(relay: Relay, clock: Clock) -> tuple[Ear, Mouth]:
        options = {
            "source": "replay",
            "folder": str(folder),
            "pace": "fast" if is_fast else "real",
            "began_at": repr(clock.now()),
            "model": str(model or ""),
        }
        ear = EarProxy(ChildSpec(EAR_PARTS, options), relay, now=clock.now, log=wiring.log)
        return ear, SilentMouth(relay, clock.now) if is_fast else wiring.mouth(relay)

    return build
