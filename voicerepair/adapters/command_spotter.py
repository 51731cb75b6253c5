"""The few words that silence the voice, heard in a short sound: by a Vosk grammar, or by the embedded pocketsphinx."""

import contextlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from voicerepair.errors import ModelError
from voicerepair.ports import SAMPLE_RATE, CommandSpotter, Recognizer
from voicerepair.translate import t

WORDS = ("stop", "pause", "repeat", "slower", "done")
OTHERS = ("yes", "no", "okay", "yeah", "well", "right", "what", "why", "and")
"""Short words that are said over a prompt as well. "so" is none of them: every second "stop" would be one."""
PRONOUNCED = (("stop(2)", "S T AO P"), ("pause(2)", "P AO S"), ("pause(3)", "P AA Z"))
CONFIDENCE = 0.6
NOISE = 16.0
"""Of 16-bit samples: -66 dBFS."""
LEAD_SECONDS = 0.1
"""Of the silence before the word: pocketsphinx wants less."""


class PocketsphinxSpotter:
    """The `CommandSpotter` that is always there. Raises `ModelError` when its model cannot be loaded.

    It notices nineteen of twenty words, and tells which it was for seven of eight; of short utterances that are none of
    them it takes one in four for one.
    """

    def __init__(self) -> None:
        import pocketsphinx

        grammar = f"#JSGF V1.0;\ngrammar words;\npublic <word> = {' | '.join((*WORDS, *OTHERS))};\n"
        try:
            self._decoder: Any = pocketsphinx.Decoder(samprate=float(SAMPLE_RATE), loglevel="FATAL", lm=None)
            for number, (word, phones) in enumerate(PRONOUNCED, 1):
                self._decoder.add_word(word, phones, number == len(PRONOUNCED))
            self._decoder.add_jsgf_string("words", grammar)
        except RuntimeError as error:
            raise ModelError(t("The embedded recogniser cannot be loaded."), t("Install voicerepair again.")) from error
        self._decoder.activate_search("words")

    def spot(self, pcm: bytes) -> str:
        """See `ports.CommandSpotter.spot`."""
        pcm = pcm[2 * round(LEAD_SECONDS * SAMPLE_RATE) :]
        if not pcm:
            return ""
        self._decoder.start_utt()
        self._decoder.process_raw(_with_noise(pcm), full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return str(found.hypstr) if found is not None and found.hypstr in WORDS else ""


class VoskSpotter:
    """The `CommandSpotter` over a loaded Vosk model that can build a grammar."""

    def __init__(self, model: Any, make: Any) -> None:
        known = [word for word in (*WORDS, *OTHERS) if model.vosk_model_find_word(word) >= 0]
        self._model, self._make = model, make
        self._grammar = json.dumps([*known, "[unk]"])

    def spot(self, pcm: bytes) -> str:
        """See `ports.CommandSpotter.spot`."""
        recognizer = self._make(self._model, SAMPLE_RATE, self._grammar)
        recognizer.SetWords(True)
        recognizer.AcceptWaveform(pcm + _with_noise(bytes(SAMPLE_RATE // 4)))
        words = json.loads(recognizer.FinalResult()).get("result", [])
        is_one = len(words) == 1 and words[0]["word"] in WORDS and words[0].get("conf", 1.0) >= CONFIDENCE
        return str(words[0]["word"]) if is_one else ""


def _with_noise(pcm: bytes) -> bytes:
    """Perfect silence around a word, as a canceller or a virtual microphone gives it, confuses recognisers."""
    samples = np.frombuffer(pcm, "<i2")
    noise = np.random.default_rng(0).normal(0, NOISE, len(samples))
    return bytes(np.clip(samples + noise, -32768, 32767).astype("<i2").tobytes())


class EitherSpotter:
    """The first spotter that finds a word: two that were made from different voices miss different ones."""

    def __init__(self, *spotters: CommandSpotter) -> None:
        self._spotters = spotters

    def spot(self, pcm: bytes) -> str:
        """See `ports.CommandSpotter.spot`."""
        return next((word for spotter in self._spotters if (word := spotter.spot(pcm))), "")


def spotter_for(recognizer: Recognizer, model: str = "") -> CommandSpotter:
    """What spots words beside that recogniser.

    A Vosk model that can build grammars hears most of them: the recogniser's own, or the one in the folder `model`.
    The embedded one helps it out. Raises `ModelError`.
    """
    from voicerepair.adapters.vosk_recognizer import VoskRecognizer

    own = recognizer if isinstance(recognizer, VoskRecognizer) and recognizer.has_grammars else None
    if own is None and model:
        with contextlib.suppress(ModelError):  # the embedded one still spots
            own = VoskRecognizer(Path(model))
    return EitherSpotter(VoskSpotter(*own.engine), PocketsphinxSpotter()) if own else PocketsphinxSpotter()
