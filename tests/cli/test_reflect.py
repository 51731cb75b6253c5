"""voicerepair reflect"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from voicerepair.cli.reflect import reflect
from voicerepair.errors import UsageError

ITEM = {"id": "a1", "speaker": "Ana", "partner": "Ben", "text": "i feel sad when you leave", "conf": [0.9] * 6}


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_one_line_in_one_line_out() -> None:
    result = CliRunner().invoke(
        reflect, ["-"], input=json.dumps(ITEM) + "\n\n" + json.dumps({"id": 2, "text": ""}) + "\n"
    )
    assert result.exit_code == 0
    first, second = lines(result.output)
    assert first["id"] == "a1"
    assert "you feel sad when Ben leaves" in str(first["reflection"])
    assert first["flag"] == "none"
    assert float(str(first["latency_ms"])) > 0
    assert second["flag"] == "empty"


def test_into_a_file(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps(ITEM) + "\n", encoding="utf-8")
    result = CliRunner().invoke(reflect, [str(source), "--output", str(target)])
    assert result.exit_code == 0
    assert [line["id"] for line in lines(target.read_text(encoding="utf-8"))] == ["a1"]


def test_danger_is_never_paraphrased() -> None:
    item = {
        "id": 1,
        "speaker": "Ana",
        "partner": "Ben",
        "text": "last night you hit me in the face and i am scared of you",
    }
    (out,) = lines(CliRunner().invoke(reflect, ["-"], input=json.dumps(item)).output)
    assert out["flag"] == "safety_violence"
    assert "hit" not in str(out["reflection"])


@pytest.mark.parametrize("line", ["not json", "[1]", '{"text": 5}'])
def test_a_broken_line_is_named(line: str) -> None:
    result = CliRunner().invoke(reflect, ["-"], input=line)
    assert isinstance(result.exception, UsageError)
    assert "Line 1" in result.exception.message
