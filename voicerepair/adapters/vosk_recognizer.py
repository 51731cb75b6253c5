"""Vosk, the primary recogniser. A damaged model can crash it, so the manifest is checked before each load."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from voicerepair.core import commands
from voicerepair.core.words import Hypothesis, Word
from voicerepair.errors import ModelError
from voicerepair.ports import SAMPLE_RATE
from voicerepair.translate import t

MANIFEST = "manifest.json"
AGAIN = t("Fetch it again: voicerepair models pull")
UNKNOWN = "[unk]"
LEAST_CONFIDENCE = 0.3
"""Vosk invents words in noise; on average over an utterance they are surer than this where somebody spoke."""
ANSWER_CONFIDENCE = 0.6
"""An utterance that the likely answers explain no better than this is decoded as free speech."""
ANSWER_SECONDS = 3.4
COMMAND_CONFIDENCE = 0.8
"""A command is taken from free speech only when it is surer: below it lie the commands made of ordinary speech."""
DRAWN_OUT = 0.115
"""Seconds a letter, two more counted for its ends: a command of one word that lasts longer is other words (the slowest
known voices stay below 0.11)."""


def verify(model: Path) -> None:
    """Check every file of the model against our manifest.

    Raises `ModelError` naming the first file that is missing or changed.
    """
    if not model.is_dir():
        raise ModelError(t("There is no model at {model}.", model=model), t("See: voicerepair models list"))
    try:
        files: dict[str, str] = json.loads((model / MANIFEST).read_text("utf-8"))["files"]
        pairs = sorted(files.items())
    except FileNotFoundError as error:
        hint = t("Make one for a model you trust: voicerepair models check --write {model}", model=model)
        raise ModelError(t("The model {name} has no {MANIFEST}.", name=model.name, MANIFEST=MANIFEST), hint) from error
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise ModelError(
            t("The {MANIFEST} of {name} cannot be read.", MANIFEST=MANIFEST, name=model.name), AGAIN
        ) from error
    for name, expected in pairs:
        path = model / name
        if not path.resolve().is_relative_to(model.resolve()) or not path.is_file():
            raise ModelError(t("The model {name} lacks {name2}.", name=model.name, name2=name), AGAIN)
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                raise ModelError(t("{name} of the model {name2} is damaged.", name=name, name2=model.name), AGAIN)


class VoskRecognizer:
    """The `Recognizer` over one checked model folder. Used from one thread only: Vosk aborts otherwise."""

    def __init__(self, model: Path) -> None:
        verify(model)
        import vosk

        vosk.SetLogLevel(-1)
        try:
            self._model: Any = vosk.Model(str(model.resolve()))
        except Exception as error:  # vosk raises bare Exception
            raise ModelError(t("The model {name} cannot be loaded.", name=model.name), AGAIN) from error
        self._make = vosk.KaldiRecognizer
        self._has_grammars = (model / "graph" / "HCLr.fst").is_file()
        self._recognizer: Any = None
        self._words: list[Word] = []
        self._pcm = bytearray()
        self._phrases: tuple[str, ...] = ()
        self._spoken = tuple(phrase for phrase in commands.spoken() if self._knows(phrase))
        self.name = f"Vosk, {model.name}"

    @property
    def has_grammars(self) -> bool:
        """Whether the model can build grammars."""
        return self._has_grammars

    @property
    def engine(self) -> tuple[Any, Any]:
        """The loaded model and Vosk's recogniser class, for others on this thread."""
        return self._model, self._make

    def start(self, phrases: Sequence[str] = ()) -> None:
        """Begin an utterance with a fresh recogniser: `Reset` would leak half a second of the last one.

        Short utterances are tried against `phrases` where the model can build a grammar.
        """
        self._recognizer = self._fresh()
        self._words = []
        self._pcm.clear()
        self._phrases = tuple(phrases) if self._has_grammars else ()

    def accept(self, pcm: bytes) -> str:
        """The partial hypothesis. Vosk's own endpoints only divide the utterance; ours ends it."""
        if len(self._pcm) <= 2 * SAMPLE_RATE * ANSWER_SECONDS:
            self._pcm += pcm
        if self._recognizer.AcceptWaveform(pcm):
            self._words += _words(self._recognizer.Result())
            return _text(self._words)
        partial = json.loads(self._recognizer.PartialResult()).get("partial", "")
        return f"{_text(self._words)} {partial}".strip()

    def finish(self) -> Hypothesis:
        """The words, or none where Vosk itself does not believe in them.

        Short ones are also tried against a grammar, which finds answers.
        """
        if self._recognizer is None:
            return Hypothesis()
        heard = Hypothesis((*self._words, *_words(self._recognizer.FinalResult())))
        self._recognizer = None
        is_short = self._pcm and len(self._pcm) <= 2 * SAMPLE_RATE * ANSWER_SECONDS
        answer = self._answer() if self._phrases and is_short else Hypothesis()
        if answer.words:
            heard = answer
        elif _is_doubtful(heard):
            heard = Hypothesis()
        self._pcm.clear()
        return heard if heard.confidence >= LEAST_CONFIDENCE else Hypothesis()

    def _answer(self) -> Hypothesis:
        """The likely answer that a short utterance is, or nothing."""
        answers = self._fresh(json.dumps([*dict.fromkeys((*self._phrases, *self._spoken)), UNKNOWN]))
        answers.AcceptWaveform(bytes(self._pcm))
        result = answers.FinalResult()
        answer = Hypothesis(tuple(_words(result)))
        is_alone = UNKNOWN not in json.loads(result).get("text", "").split()
        is_answer = is_alone and commands.is_among(answer.text, self._phrases)
        return answer if is_answer and answer.confidence >= ANSWER_CONFIDENCE else Hypothesis()

    def _knows(self, phrase: str) -> bool:
        return all(self._model.vosk_model_find_word(word) >= 0 for word in phrase.split())

    def _fresh(self, *grammar: str) -> Any:
        recognizer = self._make(self._model, SAMPLE_RATE, *grammar)
        recognizer.SetWords(True)
        recognizer.SetPartialWords(False)  # with them, partials come a second late
        return recognizer


def _is_doubtful(heard: Hypothesis) -> bool:
    """Whether it is a command, but may well be made of ordinary speech."""
    if commands.parse(heard.text) is None:
        return False
    seconds = heard.words[-1].end - heard.words[0].start
    is_drawn_out = len(heard.words) == 1 and seconds > DRAWN_OUT * (len(heard.text) + 2)
    return is_drawn_out or heard.confidence < COMMAND_CONFIDENCE


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _words(result: str) -> list[Word]:
    found = json.loads(result).get("result", [])
    return [
        Word(word["word"], word["start"], word["end"], word.get("conf", 1.0))
        for word in found
        if word["word"] not in (UNKNOWN, "<unk>")
    ]
