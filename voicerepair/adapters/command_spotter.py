"""The few words that silence the voice, heard in a short sound: by a Vosk grammar, or by the embedded pocketsphinx."""

import json
from collections import Counter
from typing import Any

import numpy as np

from voicerepair.errors import ModelError
from voicerepair.ports import SAMPLE_RATE

WORDS = ("stop", "pause", "repeat", "slower", "done")
OTHERS = ("yes", "no", "okay", "yeah", "so", "well", "right", "sorry", "what", "why", "but", "and", "oh")
"""Short words that are said over a prompt as well; more of them take too many of the commands."""
PRONOUNCED = (
    ("stop(2)", "S T AO P"),
    ("pause(2)", "P AO S"),
    ("pause(3)", "P AA Z"),
    ("slower(2)", "S L OW AH"),
    ("slower(3)", "S L OW W ER"),
)
CONFIDENCE = 0.6
MARGIN_SECONDS = 0.1


class PocketsphinxSpotter:
    """The `CommandSpotter` that is always there. Raises `ModelError` when its model cannot be loaded.

    The sound is decoded three times, with more and with less of the silence around it, its level known beforehand or
    not: one reading alone misses every fifth word. A word counts when any of them finds it.
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
            raise ModelError("The embedded recogniser cannot be loaded.", "Install voicerepair again.") from error
        self._decoder.activate_search("words")
        self._usual = self._decoder.get_cmn()

    def spot(self, pcm: bytes) -> str:
        """See `ports.CommandSpotter.spot`."""
        margin = 2 * round(MARGIN_SECONDS * SAMPLE_RATE)
        inner = pcm[margin:-margin] or pcm
        found = [self._decode(pcm, whole=True), self._decode(inner, whole=True), self._decode(inner, whole=False)]
        words = Counter(word for word in found if word in WORDS)
        return words.most_common(1)[0][0] if words else ""

    def _decode(self, pcm: bytes, *, whole: bool) -> str:
        if not pcm:
            return ""
        if not whole:
            self._decoder.set_cmn(self._usual)
        self._decoder.start_utt()
        if whole:
            self._decoder.process_raw(pcm, full_utt=True)
        else:
            for start in range(0, len(pcm), 960):
                self._decoder.process_raw(pcm[start : start + 960])
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return str(found.hypstr) if found is not None else ""


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
        quiet = (np.random.default_rng(0).normal(0, 8, SAMPLE_RATE // 8)).astype("<i2").tobytes()
        recognizer.AcceptWaveform(pcm + quiet)
        words = json.loads(recognizer.FinalResult()).get("result", [])
        is_one = len(words) == 1 and words[0]["word"] in WORDS and words[0].get("conf", 1.0) >= CONFIDENCE
        return str(words[0]["word"]) if is_one else ""


def spotter_of(recognizer: object) -> "VoskSpotter | None":
    """A spotter over the recogniser's own model, where that can build grammars."""
    from voicerepair.adapters.vosk_recognizer import VoskRecognizer

    is_able = isinstance(recognizer, VoskRecognizer) and recognizer.has_grammars
    return VoskSpotter(*recognizer.engine) if is_able and isinstance(recognizer, VoskRecognizer) else None
