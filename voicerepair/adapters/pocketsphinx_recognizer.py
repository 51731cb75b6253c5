"""pocketsphinx with the US-English model in its wheel: the embedded recogniser, so that everything runs at once.

Not fit for dictation by people (docs/adr): short answers are decoded a second time against the answers expected.
"""

import re
from collections.abc import Sequence
from typing import Any

import pocketsphinx

from voicerepair.core.words import Hypothesis, Word
from voicerepair.errors import ModelError
from voicerepair.ports import SAMPLE_RATE

FRAME_SECONDS = 0.01
ANSWER_SECONDS, ANSWER_WORDS = 2.6, 4
"""Only utterances no longer than this are tried against the expected answers; a longer one is free speech."""
_NOT_WORDS = re.compile(r"^[<\[+].*|^\s*$")


class PocketsphinxRecognizer:
    """The embedded `Recognizer`. Raises `ModelError` when its model cannot be loaded."""

    name = "pocketsphinx (embedded)"

    def __init__(self) -> None:
        try:
            self._decoder: Any = pocketsphinx.Decoder(samprate=float(SAMPLE_RATE), loglevel="FATAL")
        except RuntimeError as error:
            raise ModelError("The embedded recogniser cannot be loaded.", "Install voicerepair again.") from error
        self._general = self._decoder.current_search()
        self._grammars: dict[tuple[str, ...], str] = {}
        self._phrases: tuple[str, ...] = ()
        self._pcm: list[bytes] = []
        self._is_open = False

    def start(self, phrases: Sequence[str] = ()) -> None:
        """Begin an utterance; one still open is thrown away."""
        if self._is_open:
            self._decoder.end_utt()
        self._phrases = tuple(phrases)
        self._pcm = []
        self._decoder.activate_search(self._general)
        self._decoder.start_utt()
        self._is_open = True

    def accept(self, pcm: bytes) -> str:
        self._decoder.process_raw(pcm)
        self._pcm.append(pcm)
        hypothesis = self._decoder.hyp()
        return _clean(hypothesis.hypstr) if hypothesis is not None else ""

    def finish(self) -> Hypothesis:
        if not self._is_open:
            return Hypothesis()
        self._decoder.end_utt()
        self._is_open = False
        heard = self._words()
        seconds = sum(map(len, self._pcm)) / 2 / SAMPLE_RATE
        if self._phrases and seconds <= ANSWER_SECONDS and len(heard) <= ANSWER_WORDS:
            answer = self._answer()
            heard = answer or heard
        self._pcm = []
        return Hypothesis(heard)

    def _answer(self) -> tuple[Word, ...]:
        self._decoder.activate_search(self._grammar(self._phrases))
        self._decoder.start_utt()
        self._decoder.process_raw(b"".join(self._pcm), full_utt=True)
        self._decoder.end_utt()
        return self._words()

    def _grammar(self, phrases: tuple[str, ...]) -> str:
        """The name of a search that knows only these phrases."""
        if phrases not in self._grammars:
            name = f"answers{len(self._grammars)}"
            known = [phrase for phrase in phrases if self._knows(phrase)]
            self._decoder.add_jsgf_string(
                name, f"#JSGF V1.0;\ngrammar {name};\npublic <answer> = {' | '.join(known) or 'yes | no'};\n"
            )
            self._grammars[phrases] = name
        return self._grammars[phrases]

    def _knows(self, phrase: str) -> bool:
        return bool(phrase) and all(self._decoder.lookup_word(word) for word in phrase.split())

    def _words(self) -> tuple[Word, ...]:
        logmath = self._decoder.get_logmath()
        words = []
        for segment in self._decoder.seg():
            text = _clean(segment.word)
            if text:
                start, end = segment.start_frame * FRAME_SECONDS, (segment.end_frame + 1) * FRAME_SECONDS
                words.append(Word(text, start, end, min(1.0, max(0.0, logmath.exp(segment.prob)))))
        return tuple(words)


def _clean(text: str) -> str:
    words = (re.sub(r"\(\d+\)$", "", word) for word in text.split())
    return " ".join(word for word in words if not _NOT_WORDS.match(word))
