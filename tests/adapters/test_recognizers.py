"""One contract over every recogniser, and what is special to each."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.fixtures.pulse import speech
from voicerepair.adapters.ear_parts import recognizer as choose
from voicerepair.adapters.no_recognizer import NoRecognizer
from voicerepair.adapters.pocketsphinx_recognizer import PocketsphinxRecognizer
from voicerepair.adapters.vosk_recognizer import MANIFEST, VoskRecognizer, verify
from voicerepair.core.words import Hypothesis
from voicerepair.errors import ModelError
from voicerepair.ports import Recognizer

TINY = Path(__file__).parents[2] / "models" / "voicerepair-tiny-en-us"
FRAME = 1024
ANSWERS = ("yes", "no", "partly", "in my words")


def vosk() -> Recognizer:
    if not TINY.is_dir():
        pytest.skip(f"{TINY.name} has not been built")
    return VoskRecognizer(TINY)


@pytest.fixture(scope="module", params=[PocketsphinxRecognizer, vosk, NoRecognizer])
def recognizer(request: pytest.FixtureRequest) -> Recognizer:
    make: Callable[[], Recognizer] = request.param
    return make()


def hear(recognizer: Recognizer, pcm: bytes, phrases: tuple[str, ...] = ()) -> tuple[Hypothesis, list[str]]:
    recognizer.start(phrases)
    partials = [recognizer.accept(pcm[i : i + FRAME]) for i in range(0, len(pcm), FRAME)]
    return recognizer.finish(), partials


def quietly(pcm: bytes) -> bytes:
    """In a room: half a second of faint noise on both sides."""
    noise = np.random.default_rng(0).normal(0, 20, len(pcm) // 2 + 16_000)
    noise[8_000 : 8_000 + len(pcm) // 2] += np.frombuffer(pcm, "<i2")
    return noise.clip(-32768, 32767).astype("<i2").tobytes()


# ---- the contract ----


def test_words_lie_in_order_within_the_utterance(recognizer: Recognizer) -> None:
    pcm = quietly(speech("I need to talk about the kitchen"))
    heard, _ = hear(recognizer, pcm)
    times = [time for word in heard.words for time in (word.start, word.end)]
    assert times == sorted(times)
    assert all(0 <= time <= len(pcm) / 32_000 + 0.1 for time in times)
    assert all(0 <= word.confidence <= 1 for word in heard.words)
    assert all(word.text == word.text.strip().lower() and "<" not in word.text for word in heard.words)


def test_one_utterance_does_not_leak_into_the_next(recognizer: Recognizer) -> None:
    pcm = quietly(speech("sorry that I was late"))
    first, _ = hear(recognizer, pcm)
    again, _ = hear(recognizer, pcm)
    assert [word.text for word in again.words] == [word.text for word in first.words]
    assert [word.start for word in again.words] == pytest.approx([word.start for word in first.words], abs=0.05)


def test_an_utterance_can_be_begun_again_before_it_is_finished(recognizer: Recognizer) -> None:
    recognizer.start()
    recognizer.accept(speech("this is thrown away"))
    heard, _ = hear(recognizer, quietly(speech("yes")), ANSWERS)
    assert "thrown" not in heard.text


def test_an_utterance_without_sound_has_no_words(recognizer: Recognizer) -> None:
    recognizer.start(ANSWERS)
    assert recognizer.finish() == Hypothesis()
    assert recognizer.finish() == Hypothesis()


def test_it_has_a_name_to_show(recognizer: Recognizer) -> None:
    assert recognizer.name


# ---- recognisers that understand ----


@pytest.fixture(scope="module", params=[PocketsphinxRecognizer, vosk])
def real(request: pytest.FixtureRequest) -> Recognizer:
    make: Callable[[], Recognizer] = request.param
    return make()


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_likely_answer_is_understood(real: Recognizer, answer: str) -> None:
    heard, _ = hear(real, quietly(speech(answer)), ANSWERS)
    assert heard.text == answer


def test_partials_come_while_somebody_speaks(real: Recognizer) -> None:
    _, partials = hear(real, quietly(speech("I feel hurt when you come home late")))
    assert any(partials)


def test_a_sentence_is_not_pressed_into_an_answer(real: Recognizer) -> None:
    pcm = quietly(speech("I feel hurt when you come home late and do not call me"))
    heard, _ = hear(real, pcm, ANSWERS)
    assert heard.text not in ANSWERS


def test_phrases_with_unknown_words_do_no_harm(real: Recognizer) -> None:
    heard, _ = hear(real, quietly(speech("yes")), ("yes", "xqzzt", ""))
    assert heard.text == "yes"


# ---- the embedded one ----


def test_noise_is_no_answer() -> None:
    noise = np.random.default_rng(2).normal(0, 1500, 24_000).astype("<i2").tobytes()
    heard, _ = hear(PocketsphinxRecognizer(), noise, ANSWERS)
    assert heard.text not in ANSWERS


# ---- Vosk's model folder ----


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A folder whose files match its manifest, though no recogniser can be made of them."""
    (tmp_path / "am").mkdir()
    (tmp_path / "am" / "final.mdl").write_bytes(b"weights")
    files = {"am/final.mdl": hashlib.sha256(b"weights").hexdigest()}
    (tmp_path / MANIFEST).write_text(json.dumps({"name": "test", "files": files}))
    return tmp_path


def test_a_whole_model_is_accepted(model: Path) -> None:
    verify(model)


def damage(model: Path) -> None:
    (model / "am" / "final.mdl").write_bytes(b"weighTs")


def truncate(model: Path) -> None:
    (model / "am" / "final.mdl").write_bytes(b"")


def lose(model: Path) -> None:
    (model / "am" / "final.mdl").unlink()


def lose_manifest(model: Path) -> None:
    (model / MANIFEST).unlink()


def spoil_manifest(model: Path) -> None:
    (model / MANIFEST).write_text("[]")


def point_outside(model: Path) -> None:
    (model / MANIFEST).write_text(json.dumps({"files": {"../secret": "0"}}))


@pytest.mark.parametrize("harm", [damage, truncate, lose, lose_manifest, spoil_manifest, point_outside])
def test_a_harmed_model_is_refused_before_it_is_loaded(model: Path, harm: Callable[[Path], None]) -> None:
    harm(model)
    with pytest.raises(ModelError) as caught:
        VoskRecognizer(model)
    assert model.name in caught.value.message
    assert caught.value.hint


def test_a_model_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model"):
        VoskRecognizer(tmp_path / "nothing")


def test_a_model_that_cannot_be_loaded_is_said_so(model: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        VoskRecognizer(model)


def test_without_a_usable_model_the_embedded_recogniser_is_used_and_that_is_said(model: Path) -> None:
    damage(model)
    found, notices = choose(str(model))
    assert isinstance(found, PocketsphinxRecognizer)
    assert "embedded recogniser is used instead" in notices[0][0]
    assert choose("")[1] == ()
