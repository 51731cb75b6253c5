"""The demonstration as a newcomer runs it: a whole session from recorded speech, nothing replaced but the devices."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from voicerepair.cli.demo import spoken_lines
from voicerepair.cli.parts import demo_line, demo_model
from voicerepair.cli.wiring import Wiring
from voicerepair.config import Settings, paths


@pytest.fixture(scope="module", params=["auto", "pocketsphinx"])
def outcome(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("home")
    environ = {**os.environ, "VOICEREPAIR_HOME": str(home), "PULSE_SERVER": "unix:/nonexistent"}
    command = [sys.executable, "-m", "voicerepair", "demo", "--json", "--recognizer", request.param]
    done = subprocess.run(command, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert not [path for path in home.rglob("*") if path.suffix in (".db", ".wav")]
    review: dict[str, Any] = json.loads(done.stdout)
    expected = {"auto": "Vosk, voicerepair-tiny-en-us", "pocketsphinx": "pocketsphinx (embedded)"}
    assert review["recognizer"] == expected[request.param]
    return review


def test_it_is_a_whole_session(outcome: dict[str, Any]) -> None:
    assert outcome["state"] == "completed"
    assert outcome["partners"] == ["Ana", "Ben"]
    assert outcome["recognizer"]
    assert outcome["steps"][0] == "welcome"
    assert outcome["steps"][-1] == "goodbye"
    assert {"consent", "upset", "my_part", "feel", "empathy", "needs", "request", "helped", "keep"} <= {
        *outcome["steps"]
    }


def test_both_speak_and_are_heard(outcome: dict[str, Any]) -> None:
    assert {turn["partner"] for turn in outcome["turns"]} == {"Ana", "Ben"}
    assert all(turn["talk_ms"] > 300 for turn in outcome["turns"])
    assert sum(outcome["talk_share"].values()) == pytest.approx(1, abs=0.01)
    reflected = [turn for turn in outcome["turns"] if turn["reflection"]]
    assert len(reflected) >= 4
    assert all(turn["verdict"] in ("heard", "corrected") for turn in reflected if turn["step"] in ("my_part", "feel"))
    steps = ("my_part", "feel", "clarify")
    heard = Counter(word for turn in outcome["turns"] if turn["step"] in steps for word in turn["words"].split())
    asked = [(cue.split("/"), text) for cue, text in spoken_lines().items()]
    said = Counter(
        word
        for (step, _, moment), text in asked
        if step in steps and moment in ("ask", "when", "because")
        for word in text.split()
    )
    assert (said & heard).total() > 0.8 * said.total()
    assert heard.total() < 1.2 * said.total()


def test_it_reaches_agreements_that_both_confirmed(outcome: dict[str, Any]) -> None:
    assert [agreement["owner"] for agreement in outcome["agreements"]] == ["Ana", "Ben"]
    for agreement in outcome["agreements"]:
        assert sorted(agreement["confirmed_by"]) == ["Ana", "Ben"]
        assert agreement["text"]
        assert agreement["due"]


def test_it_says_what_hears_it_and_why(tmp_path: Path) -> None:
    wiring = Wiring(Settings(), paths({"VOICEREPAIR_HOME": str(tmp_path)}))
    own = demo_model(wiring)
    assert own is not None
    assert "has learned these two voices" in demo_line(wiring, own)
    assert "pocketsphinx (embedded), since voicerepair-tiny-en-us" in demo_line(wiring, None)
    asked = Wiring(Settings(recognizer="pocketsphinx"), wiring.paths)
    assert demo_model(asked) is None
    assert demo_line(asked, None) == "Recogniser: pocketsphinx (embedded), as you asked."


def test_its_recordings_are_in_the_package() -> None:
    folder = Path(__file__).parents[2] / "voicerepair" / "data" / "demo"
    script = json.loads((folder / "script.json").read_text("utf-8"))
    assert all((folder / line["file"]).stat().st_size > 1000 for line in script)
