"""A model damaged behind a forged manifest: Vosk may crash on it, and then only the ear's child dies."""

import hashlib
import json
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import pytest

from tests.runtime.ear_sink import Sink, replay
from voicerepair.adapters.vosk_recognizer import verify
from voicerepair.core.events import MicClosed, UtteranceHeard
from voicerepair.runtime.ear import EarProxy

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "models/voicerepair-tiny-en-us"
CLIP = ROOT / "tests/fixtures/clips/pause_rms.flac"
BEGAN_AT = 1000.0
Damage = Callable[[Path], None]


def noise(path: Path) -> None:
    """The second half becomes noise."""
    data = path.read_bytes()
    random = np.random.default_rng(0).integers(0, 256, len(data) - len(data) // 2, dtype=np.uint8)
    path.write_bytes(data[: len(data) // 2] + random.tobytes())


def half(path: Path) -> None:
    """Only the first half is left."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def gone(path: Path) -> None:
    path.unlink()


def no_silence(path: Path) -> None:
    """Kaldi asserts that it knows which phones are silence, at the first sound."""
    lines = [line for line in path.read_text().splitlines() if "silence-phones" not in line]
    path.write_text("\n".join(lines) + "\n")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    copy = tmp_path / MODEL.name
    shutil.copytree(MODEL, copy)
    return copy


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
async def ear(tmp_path: Path, model: Path, sink: Sink) -> AsyncIterator[EarProxy]:
    folder = tmp_path / "recordings"
    folder.mkdir()
    shutil.copy(CLIP, folder / CLIP.name)
    lines = [{"cue": "pause", "file": CLIP.name, "delay": 0.5} for _ in range(5)]
    (folder / "script.json").write_text(json.dumps(lines))
    proxy = EarProxy(replay(folder, model=str(model), pace="fast", began_at=str(BEGAN_AT)), sink)
    yield proxy
    await proxy.stop()


def forge(model: Path) -> None:
    """Make the manifest agree with the damage."""
    names = [
        str(path.relative_to(model)) for path in model.rglob("*") if path.is_file() and path.name != "manifest.json"
    ]
    files = {name: hashlib.sha256((model / name).read_bytes()).hexdigest() for name in sorted(names)}
    (model / "manifest.json").write_text(json.dumps({"name": model.name, "files": files}))
    verify(model)


async def listen(ear: EarProxy, sink: Sink, turn: int) -> str:
    """What is heard of the recording, if need be by the embedded recogniser."""
    before = len(sink.all(UtteranceHeard))
    ear.open_mic(turn, "dictation", BEGAN_AT, "pause", ())

    def is_heard() -> bool:
        ear.release()
        return len(sink.all(UtteranceHeard)) > before or "ear_lost" in sink.faults()

    await sink.until(is_heard, 25)
    ear.close_mic(turn)
    await sink.until(lambda: turn in [closed.turn for closed in sink.all(MicClosed)])
    return sink.all(UtteranceHeard)[-1].text if len(sink.all(UtteranceHeard)) > before else ""


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("am/final.mdl", half),
        ("am/final.mdl", noise),
        ("graph/HCLr.fst", half),
        ("graph/Gr.fst", half),
        ("graph/disambig_tid.int", noise),
        ("graph/phones/word_boundary.int", half),
        ("conf/mfcc.conf", noise),
        ("conf/model.conf", no_silence),
        ("conf/model.conf", gone),
    ],
)
async def test_a_model_that_kills_the_ear_is_replaced_and_the_turn_goes_on(
    name: str, damage: Damage, model: Path, ear: EarProxy, sink: Sink
) -> None:
    damage(model / name)
    forge(model)
    await ear.start()
    assert await listen(ear, sink, 1) == "pause"
    assert ear.recognizer == "pocketsphinx (embedded)"
    assert "The embedded recogniser is used instead." in sink.notices()
    assert "ear_lost" not in sink.faults()


@pytest.mark.parametrize(("name", "damage"), [("graph/Gr.fst", noise), ("graph/words.txt", half)])
async def test_a_model_that_talks_nonsense_kills_nothing(
    name: str, damage: Damage, model: Path, ear: EarProxy, sink: Sink
) -> None:
    damage(model / name)
    forge(model)
    await ear.start()
    await listen(ear, sink, 1)
    await listen(ear, sink, 2)
    assert "ear_lost" not in sink.faults()
