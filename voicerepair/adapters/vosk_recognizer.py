"""Vosk, the primary recogniser. A damaged model can crash it, so the manifest is checked before each load."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from voicerepair.core.words import Hypothesis, Word
from voicerepair.errors import ModelError
from voicerepair.ports import SAMPLE_RATE

MANIFEST = "manifest.json"
AGAIN = "Fetch it again: voicerepair models pull"


def verify(model: Path) -> None:
    """Check every file of the model against our manifest.

    Raises `ModelError` naming the first file that is missing or changed.
    """
    if not model.is_dir():
        raise ModelError(f"There is no model at {model}.", "See: voicerepair models list")
    try:
        files: dict[str, str] = json.loads((model / MANIFEST).read_text("utf-8"))["files"]
        pairs = sorted(files.items())
    except FileNotFoundError as error:
        hint = f"Make one for a model you trust: voicerepair models check --write {model}"
        raise ModelError(f"The model {model.name} has no {MANIFEST}.", hint) from error
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ModelError(f"The {MANIFEST} of {model.name} cannot be read.", AGAIN) from error
    for name, expected in pairs:
        path = model / name
        if not path.resolve().is_relative_to(model.resolve()) or not path.is_file():
            raise ModelError(f"The model {model.name} lacks {name}.", AGAIN)
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                raise ModelError(f"{name} of the model {model.name} is damaged.", AGAIN)


class VoskRecognizer:
    """The `Recognizer` over one checked model folder. Used from one thread only: Vosk aborts otherwise."""

    def __init__(self, model: Path) -> None:
        verify(model)
        import vosk

        vosk.SetLogLevel(-1)
        try:
            self._model: Any = vosk.Model(str(model.resolve()))
        except Exception as error:  # vosk raises bare Exception
            raise ModelError(f"The model {model.name} cannot be loaded.", AGAIN) from error
        self._make = vosk.KaldiRecognizer
        self._recognizer: Any = None
        self.name = f"Vosk, {model.name}"

    def start(self, phrases: Sequence[str] = ()) -> None:
        """Begin an utterance with a fresh recogniser: `Reset` would leak half a second of the last one."""
        self._recognizer = self._make(self._model, SAMPLE_RATE)
        self._recognizer.SetWords(True)
        self._recognizer.SetPartialWords(False)
        self._parts: list[Word] = []

    def accept(self, pcm: bytes) -> str:
        if self._recognizer.AcceptWaveform(pcm):  # Vosk's own endpoint: ours decides, so only gather the words
            self._parts.extend(_words(self._recognizer.Result()))
            return " ".join(word.text for word in self._parts)
        partial = json.loads(self._recognizer.PartialResult()).get("partial", "")
        return " ".join([*(word.text for word in self._parts), partial]).strip()

    def finish(self) -> Hypothesis:
        if self._recognizer is None:
            return Hypothesis()
        self._parts.extend(_words(self._recognizer.FinalResult()))
        self._recognizer = None
        return Hypothesis(tuple(self._parts))


def _words(result: str) -> list[Word]:
    found = json.loads(result).get("result", [])
    return [
        Word(word["word"], word["start"], word["end"], word.get("conf", 1.0))
        for word in found
        if word["word"] not in ("[unk]", "<unk>")
    ]
