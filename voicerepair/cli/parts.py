"""Ear and voice for replays: recordings in place of a microphone, in real time or as fast as they can be heard."""

from collections.abc import Callable
from pathlib import Path

from voicerepair.adapters.silent_voice import SilentMouth
from voicerepair.cli.wiring import EAR_PARTS, Relay, Wiring
from voicerepair.ports import Clock, Ear, Mouth
from voicerepair.runtime.ear import EarProxy
from voicerepair.runtime.link import ChildSpec


def demo_model(wiring: Wiring) -> Path | None:
    """The model that hears the demo: the one asked for, else the embedded recogniser, for which it was recorded."""
    return wiring.model() if wiring.settings.model or wiring.settings.recognizer == "vosk" else None


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
