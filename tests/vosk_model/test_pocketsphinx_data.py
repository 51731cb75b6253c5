"""The domain language model for pocketsphinx: it loads, it knows the domain, and each of its words can be said."""

import json
from pathlib import Path
from typing import Any

import pocketsphinx
import pytest
import soundfile
from corpus import DATA, Blocked

ROOT = Path(__file__).parents[2]
FILES = ROOT / "voicerepair/data/pocketsphinx"
CLIPS = ROOT / "tests/fixtures/clips"
ROWS = [json.loads(line) for line in (CLIPS / "manifest.jsonl").read_text().splitlines()]
SPOKEN = [row for row in ROWS if row["words"] is None]


@pytest.fixture(scope="module")
def decoder() -> Any:
    return pocketsphinx.Decoder(
        samprate=16_000.0, loglevel="FATAL", lm=str(FILES / "domain.lm.bin"), dict=str(FILES / "domain.dict")
    )


def hear(decoder: Any, clip: str) -> str:
    samples, rate = soundfile.read(CLIPS / clip, dtype="int16")
    assert rate == 16_000
    decoder.start_utt()
    decoder.process_raw(samples.tobytes(), full_utt=True)
    decoder.end_utt()
    found = decoder.hyp()
    return found.hypstr if found is not None else ""


def test_it_hears_most_of_the_domain(decoder: Any) -> None:
    right = [row["file"] for row in SPOKEN if hear(decoder, row["file"]) == row["transcript"]]
    assert len(right) >= len(SPOKEN) - 2


def test_it_prefers_what_people_say_here(decoder: Any) -> None:
    model = decoder.get_lm(decoder.current_search())
    assert model.prob(["hurt", "feel", "i"]) > model.prob(["market", "feel", "i"])
    assert model.prob(["finished", "not"]) > model.prob(["finished", "the"])


def test_every_word_can_be_said_and_none_is_blocked() -> None:
    words = {line.split()[0].split("(")[0] for line in (FILES / "domain.dict").read_text().splitlines()}
    listed = (ROOT / "models/voicerepair-tiny-en-us/graph/words.txt").read_text().split()[::2]
    assert words == set(listed) - {"<eps>", "<s>", "</s>", "#0", "[unk]"}
    blocked = Blocked((DATA / "blocked.txt").read_text().splitlines())
    assert [word for word in words if word in blocked] == []


def test_it_is_small() -> None:
    assert sum(path.stat().st_size for path in FILES.iterdir()) <= 2_000_000
