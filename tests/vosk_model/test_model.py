"""The committed model, decoded by the real vosk, in a child process under a timeout."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from corpus import DATA, Blocked

from tests.vosk_model.kaldi_reader import read_model
from voicerepair.adapters.vosk_recognizer import verify
from voicerepair.errors import ModelError

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "models/voicerepair-tiny-en-us"
CLIPS = ROOT / "tests/fixtures/clips"
ROWS = {row["file"].removesuffix(".flac"): row
        for row in map(json.loads, (CLIPS / "manifest.jsonl").read_text().splitlines())}  # fmt: skip
SPOKEN = [name for name in ROWS if not name.startswith("timed")]
TIMED = [name for name in ROWS if name.startswith("timed")]
COMMANDS = ["yes", "no", "pause", "resume", "repeat", "done", "not finished", "i am not finished", "help", "stop"]
EVERY_FILE = sorted(str(path.relative_to(MODEL)) for path in MODEL.rglob("*") if path.is_file())

Step = dict[str, Any]


def vosk(*steps: Step, model: Path = MODEL) -> list[Any]:
    """What the real vosk answers to the steps."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "vosk_child.py"), str(model)],
        input=json.dumps(steps), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    answers: list[Any] = json.loads(done.stdout)
    return answers


def clip(name: str) -> dict[str, str]:
    return {"clip": str(CLIPS / f"{name}.flac")}


def seconds(name: str) -> float:
    return float(soundfile.info(CLIPS / f"{name}.flac").duration)


QUIET = {"silence": 0.5}


@pytest.mark.parametrize("name", SPOKEN)
def test_it_hears_what_is_said(name: str) -> None:
    _, final = vosk({"new": {}}, {"feed": [clip(name), QUIET]}, {"final": True})
    assert final["text"] == ROWS[name]["transcript"]


def test_the_same_clip_gives_the_same_answer() -> None:
    steps: list[Step] = [{"new": {}}, {"feed": [clip("feel_slt"), QUIET]}, {"final": True}]
    first, second, again = vosk(*steps)[1], vosk(*steps)[1], vosk(*steps, *steps)[3]
    assert first == second == again


def test_partials_come_while_the_partner_speaks() -> None:
    feed, _ = vosk({"new": {}}, {"feed": [clip("feel_slt"), QUIET]}, {"final": True})
    first = next(number for number, text in enumerate(feed["partials"]) if text)
    assert (first + 1) * 0.1 < 0.3 + 1.2  # 0.3 s of silence, then speech
    words = [len(text.split()) for text in feed["partials"]]
    assert max(words) >= len(ROWS["feel_slt"]["transcript"].split()) - 1
    assert feed["partials"][int(seconds("feel_slt") / 0.1 / 2)].startswith("i feel")


@pytest.mark.parametrize("name", TIMED)
def test_word_times_are_within_60_ms(name: str) -> None:
    _, final = vosk({"new": {}}, {"feed": [clip(name), QUIET]}, {"final": True})
    truth = ROWS[name]["words"]
    assert [word["word"] for word in final["result"]] == [word for word, _, _ in truth]
    errors = [found[edge] - known
              for found, (_, start, end) in zip(final["result"], truth, strict=True)
              for edge, known in (("start", start), ("end", end))]  # fmt: skip
    assert max(map(abs, errors)) <= 0.060
    assert np.mean(np.abs(errors)) <= 0.030


@pytest.mark.parametrize("name", SPOKEN)
def test_words_follow_each_other_with_confidences(name: str) -> None:
    _, final = vosk({"new": {}}, {"feed": [clip(name), QUIET]}, {"final": True})
    edges = [edge for word in final["result"] for edge in (word["start"], word["end"])]
    assert edges == sorted(edges)
    assert 0 <= edges[0] < edges[-1] <= seconds(name) + 0.1
    confidences = [word["conf"] for word in final["result"]]
    assert all(0 < confidence <= 1.001 for confidence in confidences)
    assert np.mean(confidences) > 0.7


def test_nothing_of_an_utterance_is_left_after_its_final_result() -> None:
    answers = vosk(
        {"new": {}}, {"feed": [clip("sorry_rms")]}, {"final": True},
        {"feed": [{"silence": 2.0}]}, {"final": True},
        {"feed": [clip("pause_rms"), QUIET]}, {"final": True},
    )  # fmt: skip
    texts = [answer["text"] for answer in answers if "text" in answer]
    assert texts == [ROWS["sorry_rms"]["transcript"], "", "pause"]


def test_times_run_on_over_utterances() -> None:
    answers = vosk({"new": {}}, {"feed": [clip("yes_espeak")]}, {"final": True},
                   {"feed": [clip("pause_rms"), QUIET]}, {"final": True})  # fmt: skip
    (second,) = answers[3]["result"]
    assert second["start"] > seconds("yes_espeak")


def test_a_reset_drops_what_was_decoded() -> None:
    *_, final = vosk({"new": {}}, {"feed": [clip("feel_slt")]}, {"reset": True}, {"feed": [{"silence": 2.0}]},
                     {"final": True})  # fmt: skip
    assert len(final["text"].split()) <= 2  # up to half a second of audio waits in the network and survives


@pytest.mark.parametrize("name", ["pause_rms", "yes_espeak", "not_finished_slt"])
def test_a_grammar_hears_its_commands(name: str) -> None:
    _, final = vosk({"new": {"grammar": [*COMMANDS, "[unk]"]}}, {"feed": [clip(name), QUIET]}, {"final": True})
    assert final["text"] == ROWS[name]["transcript"]


@pytest.mark.parametrize("name", ["feel_slt", "will_awb", "request_gb", "sorry_rms"])
def test_ordinary_speech_is_no_command_to_a_grammar_with_unk(name: str) -> None:
    _, final = vosk({"new": {"grammar": [*COMMANDS, "[unk]"]}}, {"feed": [clip(name), QUIET]}, {"final": True})
    assert final["text"] not in COMMANDS


def test_other_speech_is_unk_to_a_grammar() -> None:
    _, final = vosk({"new": {"grammar": [*COMMANDS, "[unk]"]}}, {"feed": [clip("feel_slt"), QUIET]}, {"final": True})
    assert "[unk]" in final["text"].split()


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_any_usual_sample_rate_will_do(rate: int) -> None:
    feed, final = vosk({"new": {"rate": rate}}, {"feed": [clip("sorry_rms"), QUIET]}, {"final": True})
    assert final["text"] == ROWS["sorry_rms"]["transcript"]
    assert final["result"][-1]["end"] == pytest.approx(seconds("sorry_rms") - 0.3, abs=0.2)
    assert feed["endpoints"] == 0


def test_silence_holds_no_words() -> None:
    feed, final = vosk({"new": {}}, {"feed": [{"silence": 20.0}]}, {"final": True})
    assert final["text"] == ""
    assert feed["endpoints"] == 0
    assert set(feed["partials"]) == {""}


@pytest.mark.parametrize("dbfs", [-70, -50, -35])
def test_noise_holds_no_words(dbfs: int) -> None:
    _, final = vosk({"new": {}}, {"feed": [{"noise": 6.0, "dbfs": dbfs}]}, {"final": True})
    assert final["text"] == ""


def test_long_speech_with_pauses_is_never_cut() -> None:
    pieces = [clip(name) for name in ("feel_slt", "will_awb", "sorry_rms", "request_gb")] * 6
    feed, final = vosk({"new": {}}, {"feed": [*pieces, {"silence": 8.0}, clip("pause_rms"), QUIET]}, {"final": True})
    assert sum(seconds(name) for name in ("feel_slt", "will_awb", "sorry_rms", "request_gb")) * 6 > 45
    assert feed["endpoints"] == 0
    assert final["text"].split()[:5] == ROWS["feel_slt"]["transcript"].split()[:5]
    assert final["text"].endswith("pause")
    assert final["text"].count("raised my voice") >= 5


def test_the_manifest_names_every_file() -> None:
    manifest = json.loads((MODEL / "manifest.json").read_text())
    assert manifest["name"] == MODEL.name
    assert sorted([*manifest["files"], "manifest.json"]) == EVERY_FILE
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((MODEL / name).read_bytes()).hexdigest() == digest
    verify(MODEL)


@pytest.mark.parametrize("name", [name for name in EVERY_FILE if name != "manifest.json"])
@pytest.mark.parametrize("damage", ["a bit", "the end", "all"])
def test_damage_in_any_file_is_found_before_vosk_sees_it(name: str, damage: str, tmp_path: Path) -> None:
    copy = tmp_path / MODEL.name
    shutil.copytree(MODEL, copy)
    data = bytearray((copy / name).read_bytes())
    if damage == "all":
        (copy / name).unlink()
    else:
        if damage == "a bit":
            data[len(data) // 2] ^= 0x10
        else:
            del data[-1]
        (copy / name).write_bytes(data)
    with pytest.raises(ModelError, match=r"damaged|lacks"):
        verify(copy)


def test_it_is_small_and_says_what_it_is_for() -> None:
    assert sum((MODEL / name).stat().st_size for name in EVERY_FILE) <= 2_000_000
    card = (MODEL / "MODEL_CARD.md").read_text()
    for words in ("synthetic voices", "not for dictation by people", "Apache-2.0"):
        assert words in card


def test_its_network_is_sound() -> None:
    model = read_model((MODEL / "am/final.mdl").read_bytes())
    assert model.priors.sum() == pytest.approx(1, abs=1e-4)
    assert model.priors.min() > 0
    scores = model.scores(np.zeros((50, 40), np.float32))
    assert np.isfinite(scores).all()
    assert np.exp(scores).sum(1) == pytest.approx(np.ones(len(scores)), abs=1e-3)


def test_no_blocked_word_is_in_its_vocabulary() -> None:
    blocked = Blocked((DATA / "blocked.txt").read_text().splitlines())
    words = [line.split()[0] for line in (MODEL / "graph/words.txt").read_text().splitlines()]
    assert len(words) > 2500
    assert [word for word in words if word in blocked] == []
    assert {"pause", "finished", "hurt", "agreement", "priya", "[unk]"} <= set(words)
