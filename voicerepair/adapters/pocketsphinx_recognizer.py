"""pocketsphinx with the US-English model in its wheel: the embedded recogniser, so that everything runs at once.

Its language model is not fit for dictation by people, so every utterance is also decoded with ours, which knows what is
said in a session, and the likelier reading is taken (docs/adr/0012-own-vosk-model.md). Short answers are decoded again
against the answers that are likely, and all else that could be said in so few words.
"""

import math
import re
from collections.abc import Sequence
from importlib import resources
from typing import Any

import pocketsphinx

from voicerepair.core import commands
from voicerepair.core.words import Hypothesis, Word
from voicerepair.errors import ModelError
from voicerepair.ports import SAMPLE_RATE
from voicerepair.translate import t

FRAME_SECONDS = 0.01
ANSWER_SECONDS, ANSWER_WORDS = 3.4, 5
"""Only utterances no longer than this, silence around them included, are tried against the likely answers."""
ANSWER_SCORE = -1.5
"""What an answer's score a frame may fall short of free phones: lets 98 of 100 answers pass."""
DOMAIN_GAIN = 10.0
"""Nats a word by which our reading must be likelier than the general one: less lets the domain's words into free
speech, up to 20 nothing is lost."""
SCORE_UNIT = 1024  # pocketsphinx keeps scores shifted by ten bits (SENSCR_SHIFT)
COMMAND_CONFIDENCE = 0.25
"""A command is taken from free speech only when it is surer: below it lie the commands made of ordinary speech."""
UNSURE = 0.5
"""A short utterance is read a second time when it was understood with less confidence."""
PARTIAL_SECONDS = 0.2
_PHONES = "phones"
_NOT_WORDS = re.compile(r"^[<\[+].*|^\s*$")


class PocketsphinxRecognizer:
    """The embedded `Recognizer`. Raises `ModelError` when its model cannot be loaded."""

    name = t("pocketsphinx (embedded)")

    def __init__(self) -> None:
        ours = resources.files("voicerepair") / "data" / "pocketsphinx"
        own = {"lm": str(ours / "domain.lm.bin"), "dict": str(ours / "domain.dict")}
        try:
            self._decoder: Any = pocketsphinx.Decoder(samprate=float(SAMPLE_RATE), loglevel="FATAL")
            self._general = self._decoder.current_search()
            self._decoder.add_allphone_file(_PHONES, pocketsphinx.get_model_path("en-us/en-us-phone.lm.bin"))
            self._domain: Any = pocketsphinx.Decoder(samprate=float(SAMPLE_RATE), loglevel="FATAL", **own)
        except RuntimeError as error:
            raise ModelError(t("The embedded recogniser cannot be loaded."), t("Install voicerepair again.")) from error
        self._spoken = tuple(phrase for phrase in commands.spoken() if self._knows(phrase))
        self._grammars: dict[tuple[str, ...], str] = {}
        self._phrases: tuple[str, ...] = ()
        self._pcm = bytearray()
        self._partial = ""
        self._partial_bytes = 0
        self._is_open = False

    def start(self, phrases: Sequence[str] = ()) -> None:
        """Begin an utterance; one still open is thrown away."""
        if self._is_open:
            self._decoder.end_utt()
            self._domain.end_utt()
        self._phrases = tuple(phrase for phrase in phrases if self._knows(phrase))
        self._pcm.clear()
        self._partial = ""
        self._partial_bytes = 0
        self._decoder.activate_search(self._general)
        self._decoder.start_utt()
        self._domain.start_utt()
        self._is_open = True

    def accept(self, pcm: bytes) -> str:
        """The partial is renewed five times a second: looking for it takes longer the longer somebody speaks."""
        self._decoder.process_raw(pcm)
        self._domain.process_raw(pcm)
        if len(self._pcm) <= 2 * SAMPLE_RATE * ANSWER_SECONDS:
            self._pcm += pcm
        self._partial_bytes += len(pcm)
        if self._partial_bytes >= 2 * SAMPLE_RATE * PARTIAL_SECONDS:
            self._partial_bytes = 0
            hypothesis = self._likelier().hyp()
            self._partial = _clean(hypothesis.hypstr) if hypothesis is not None else ""
        return self._partial

    def finish(self) -> Hypothesis:
        """The words, with their posterior probabilities; nothing when no utterance was begun."""
        if not self._is_open:
            return Hypothesis()
        self._decoder.end_utt()
        self._domain.end_utt()
        self._is_open = False
        heard = Hypothesis(_words(self._likelier()))
        is_short = len(self._pcm) / 2 / SAMPLE_RATE <= ANSWER_SECONDS and len(heard.words) <= ANSWER_WORDS
        if is_short and self._pcm:
            if heard.confidence < UNSURE:
                heard = self._as_a_whole()
            answer = self._answer() if self._phrases else ()
            heard = Hypothesis(answer) if answer else _gated(heard)
        else:
            heard = _gated(heard)
        self._pcm.clear()
        return heard

    def _as_a_whole(self) -> Hypothesis:
        """The utterance read again, its level and colour known from its beginning on: that gets more words right."""
        self._decoder.activate_search(self._general)
        for decoder in (self._decoder, self._domain):
            decoder.start_utt()
            decoder.process_raw(bytes(self._pcm), full_utt=True)
            decoder.end_utt()
        return Hypothesis(_words(self._likelier()))

    def _likelier(self) -> Any:
        """The decoder whose reading of the utterance so far is to be believed."""
        general, ours = self._decoder.hyp(), self._domain.hyp()
        if ours is None or not ours.hypstr:
            return self._decoder
        gain = _nats(ours) - _nats(general)
        return self._domain if gain >= DOMAIN_GAIN * len(ours.hypstr.split()) else self._decoder

    def _answer(self) -> tuple[Word, ...]:
        """The likely answer that was said, or nothing: any grammar finds something in any sound.

        All that could be said is tried too: among the answers alone, half of ordinary short speech becomes one of them.
        """
        self._decode(self._grammar(tuple(dict.fromkeys((*self._phrases, *self._spoken)))))
        if not commands.is_among(Hypothesis(_words(self._decoder)).text, self._phrases):
            return ()
        score = self._decode(self._grammar(self._phrases))
        answer = _words(self._decoder)
        frames = sum(round((word.end - word.start) / FRAME_SECONDS) for word in answer)
        if not answer or not score:
            return ()
        free = self._decode(_PHONES)
        if not free or 1000 * (math.log(score) - math.log(free)) / frames < ANSWER_SCORE:
            return ()
        return answer

    def _decode(self, search: str) -> float:
        self._decoder.activate_search(search)
        self._decoder.start_utt()
        self._decoder.process_raw(bytes(self._pcm), full_utt=True)
        self._decoder.end_utt()
        hypothesis = self._decoder.hyp()
        return float(hypothesis.best_score) if hypothesis is not None else 0.0

    def _grammar(self, phrases: tuple[str, ...]) -> str:
        """The name of a search that knows only these phrases."""
        if phrases not in self._grammars:
            name = t("answers{grammars}", grammars=len(self._grammars))
            self._decoder.add_jsgf_string(
                name, f"#JSGF V1.0;\ngrammar {name};\npublic <answer> = {' | '.join(phrases)};\n"
            )
            self._grammars[phrases] = name
        return self._grammars[phrases]

    def _knows(self, phrase: str) -> bool:
        words = phrase.split()
        return bool(words) and all(self._decoder.lookup_word(word) for word in words)


def _gated(heard: Hypothesis) -> Hypothesis:
    """Nothing instead of a command that may be made of ordinary speech."""
    is_doubtful = commands.parse(heard.text) is not None and heard.confidence < COMMAND_CONFIDENCE
    return Hypothesis() if is_doubtful else heard


def _nats(hypothesis: Any) -> float:
    """The log likelihood of a reading, minus infinity of none."""
    has_score = hypothesis is not None and hypothesis.best_score > 0
    return SCORE_UNIT * math.log(hypothesis.best_score) if has_score else -math.inf


def _words(decoder: Any) -> tuple[Word, ...]:
    words = []
    for segment in decoder.seg() or ():
        text = _clean(segment.word)
        if text:
            start, end = segment.start_frame * FRAME_SECONDS, (segment.end_frame + 1) * FRAME_SECONDS
            words.append(Word(text, start, end, min(1.0, max(0.0, segment.prob))))
    return tuple(words)


def _clean(text: str) -> str:
    words = (re.sub(r"\(\d+\)$", "", word) for word in text.split())
    return " ".join(word for word in words if not _NOT_WORDS.match(word))
