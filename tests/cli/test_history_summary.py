"""All sessions in figures, from the real store."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import PASSPHRASE, Run
from voicerepair.adapters.journal_store import SqlcipherStore
from voicerepair.config import paths
from voicerepair.core.events import SessionOpened


@pytest.fixture
def two(kept: str) -> str:
    """A finished session and one that is still open."""
    store = SqlcipherStore(paths().store, PASSPHRASE)
    first = next(iter(store.open(kept).events()))
    assert isinstance(first, SessionOpened)
    store.create("s2").append(first)
    store.close()
    return kept


def test_a_summary_has_figures_and_nobodys_words(run: Run, two: str) -> None:
    done = run("history", "--summary")
    assert done.out.startswith("2 sessions, 1970-01 to 1970-01: 1 to the end, 1 still open.\n")
    assert "Agreements: 2, 2.0 a session; 100% confirmed by everyone." in done.out
    for secret in ("Ana", "Ben", "shouted", two):
        assert secret not in done.out
    assert json.loads(run("history", "--summary", "--json").out)["sessions"] == 1


def test_rows_are_exported_for_spreadsheets_and_programs(run: Run, two: str, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    assert run("history", "--export", str(path)).code == 0
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert [(row["protocol"], row["people"], row["agreements"]) for row in rows] == [("repair", "2", "2")]
    assert path.stat().st_mode & 0o777 == 0o600
    lines = tmp_path / "all.jsonl"
    assert run("history", "--export", str(lines)).code == 0
    assert [json.loads(line)["state"] for line in lines.read_text("utf-8").splitlines()] == ["completed"]
    for text in (path.read_text("utf-8"), lines.read_text("utf-8")):
        assert "Ana" not in text
        assert two not in text


def test_what_cannot_be_is_said(run: Run, two: str, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    path.write_text("mine")
    done = run("history", "--export", str(path))
    assert "--force" in done.err
    assert path.read_text() == "mine"
    assert run("history", "--export", str(path), "--force").code == 0
    assert "neither .csv nor .jsonl" in run("history", "--export", str(tmp_path / "all.txt")).err
    assert "Leave out SESSION" in run("history", two, "--summary").err


def test_without_any_session_it_says_so(run: Run) -> None:
    assert "No session has been kept yet" in run("history", "--summary").out
