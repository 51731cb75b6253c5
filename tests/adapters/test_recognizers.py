"""One contract over every recogniser, and what is special to each."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import jiwer
import numpy as np
import pytest
import soundfile

from tests.fixtures.pulse import speech
from voicerepair.adapters.ear_parts import recognizer as choose
from voicerepair.adapters.no_recognizer import NoRecognizer
from voicerepair.adapters.pocketsphinx_recognizer import PocketsphinxRecognizer
from voicerepair.adapters.vad import SileroVad
from voicerepair.adapters.vosk_recognizer import MANIFEST, VoskRecognizer, verify
from voicerepair.core import commands
from voicerepair.core.commands import Command
from voicerepair.core.endpointing import Endpointer, EndpointSettings
from voicerepair.core.words import Hypothesis
from voicerepair.errors import ModelError
from voicerepair.ports import Recognizer
from voicerepair.runtime.ear_messages import Open, Utterance
from voicerepair.runtime.listener import Listener

TINY = Path(__file__).parents[2] / "models" / "voicerepair-tiny-en-us"
CLIPS = Path(__file__).parents[1] / "fixtures" / "clips"
ROWS = {row["file"].removesuffix(".flac"): row
        for row in map(json.loads, (CLIPS / "manifest.jsonl").read_text().splitlines())}  # fmt: skip
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


def floats(name: str, edges: bool = True) -> np.ndarray:
    """A clip; without `edges` only what is loud of it."""
    samples, rate = soundfile.read(CLIPS / f"{name}.flac", dtype="float64")
    assert rate == 16_000
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    return np.asarray(samples if edges else samples[loud[0] : loud[-1]])


def pcm_of(name: str, edges: bool = True) -> bytes:
    return bytes((floats(name, edges) * 32767).astype("<i2").tobytes()) + bytes(16_000 if edges else 0)


def listen(recognizer: Recognizer, samples: np.ndarray) -> list[str]:
    """What is heard in a turn, through the real detector and endpointing: an empty text is no words."""
    reports: list[object] = []
    order = Open(1, "dictation", 0.0, "", ())
    ear = Listener(order, SileroVad(), recognizer, Endpointer(EndpointSettings()), reports.append)
    room = samples + np.random.default_rng(5).normal(0, 0.0003, len(samples))
    pcm = (room.clip(-1, 1) * 32767).astype("<i2").tobytes()
    for start in range(0, len(pcm), 3200):
        ear.push(start / 32_000, pcm[start : start + 3200])
    ear.close()
    texts = [" ".join(word.text for word in one.words) for one in reports if isinstance(one, Utterance)]
    return [text for text in texts if text]


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


def test_the_clips_are_understood(real: Recognizer) -> None:
    told = [row["transcript"] for row in ROWS.values()]
    heard = [hear(real, pcm_of(name))[0].text for name in ROWS]
    assert jiwer.wer(told, heard) <= 0.15
    assert sum(a == b for a, b in zip(told, heard, strict=True)) >= 6


def test_words_are_where_they_were_said(real: Recognizer) -> None:
    heard, _ = hear(real, pcm_of("timed_slt"))
    known = ROWS["timed_slt"]["words"]
    assert [word.text for word in heard.words] == [text for text, _, _ in known]
    within = 0.06 if isinstance(real, VoskRecognizer) else 0.1  # seconds
    for word, (_, start, end) in zip(heard.words, known, strict=True):
        assert word.start == pytest.approx(start, abs=within)
        assert word.end == pytest.approx(end, abs=within)


def test_partials_grow_into_the_text(real: Recognizer) -> None:
    heard, partials = hear(real, pcm_of("sorry_rms"))
    assert heard.text == ROWS["sorry_rms"]["transcript"]
    assert partials[-1].split()[:4] == heard.text.split()[:4]
    lengths = [len(partial.split()) for partial in partials]
    assert lengths[0] == 0
    assert len(set(lengths)) >= 4


@pytest.mark.parametrize("loudness", [-90, -60, -40, -25])
def test_a_room_without_speech_has_no_words(real: Recognizer, loudness: int) -> None:
    noise = np.random.default_rng(3).normal(0, 10 ** (loudness / 20), 10 * 16_000)
    assert listen(real, noise) == []


@pytest.mark.parametrize("kind", ["hum", "knocks"])
def test_hum_and_knocks_have_no_words(real: Recognizer, kind: str) -> None:
    time = np.arange(8 * 16_000) / 16_000
    hum = 0.02 * np.sin(2 * np.pi * 100 * time) + 0.01 * np.sin(2 * np.pi * 300 * time)
    knocks = np.where(time % 1 < 0.015, np.random.default_rng(4).normal(0, 0.3, len(time)), 0)
    assert listen(real, {"hum": hum, "knocks": knocks}[kind]) == []


def test_speech_without_a_pause_is_heard_to_its_end(real: Recognizer) -> None:
    names = ("feel_slt", "will_awb", "sorry_rms", "not_finished_slt")
    joined = b"".join(pcm_of(name, edges=False) for name in (*names, *names, *names))
    assert len(joined) > 20 * 32_000
    heard, _ = hear(real, joined)
    assert heard.words[-1].end > len(joined) / 32_000 - 0.5
    assert heard.text.split()[-2:] == ["not", "finished"]
    assert jiwer.wer(" ".join(ROWS[name]["transcript"] for name in names * 3), heard.text) < 0.35


# ---- commands ----


def test_a_command_alone_acts_and_inside_a_sentence_does_not(real: Recognizer) -> None:
    """Dictation and commands side by side in one turn, through the listener and its gates."""
    quiet = np.zeros(24_000)
    sentence = floats("will_awb")
    inside = np.concatenate([floats("feel_slt", edges=False), floats("pause_rms", edges=False)])
    heard = listen(real, np.concatenate([quiet, sentence, quiet, floats("pause_rms"), quiet, inside, quiet]))
    assert len(heard) == 3
    assert [commands.parse(text) for text in heard] == [None, Command.PAUSE, None]
    assert heard[0] == ROWS["will_awb"]["transcript"]
    assert len(heard[2].split()) > 5


def test_a_command_is_not_taken_for_one_of_the_answers(real: Recognizer) -> None:
    heard, _ = hear(real, quietly(pcm_of("pause_rms")), ANSWERS)
    assert heard.text not in ANSWERS
    assert commands.yes_no(heard.text) is None


def test_ordinary_words_are_no_commands(real: Recognizer) -> None:
    for sentence in ("the kitchen", "on saturday", "it was my mother", "we were at the party", "some flowers"):
        heard, _ = hear(real, quietly(speech(sentence)))
        assert commands.parse(heard.text) is None, (sentence, heard.text)


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
