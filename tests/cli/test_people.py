"""Profiles line by line: made, shown, changed, forgotten; used by the next session."""

import os
import subprocess
import sys
from pathlib import Path

from tests.cli.plain_run import PlainRun


def run(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "VOICEREPAIR_HOME": str(home), "VOICEREPAIR_PASSPHRASE": "two calm words"}
    command = [sys.executable, "-m", "voicerepair", "people", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_profile_from_beginning_to_end(tmp_path: Path) -> None:
    assert "Nobody is known yet" in run(tmp_path, "list").stdout
    made = run(tmp_path, "set", "Ana", "--called", "Annie", "--patience", "0", "--phrase", "Wait.", "--no-touch")
    assert made.returncode == 0, made.stderr
    run(tmp_path, "set", "annie", "--pronouns", "she/her")
    assert run(tmp_path, "list").stdout.splitlines() == [
        "Ana is called Annie.", "Ana answers by voice.", "A silence ends Ana's turn never.",
        "Ana's pronouns are she/her.", "Ana wants no prompts about touching.", "Ana's phrase card 1: Wait.",
    ]  # fmt: skip
    session = PlainRun(tmp_path, "-p", "Ana", "-p", "Ben", keep="agreements")
    try:
        assert "Voice: Welcome, Annie and Ben." in "\n".join(session.go(until="Type y for yes"))
    finally:
        session.close()
    assert "Nothing is known of Ana any more." in run(tmp_path, "forget", "Annie").stdout
    gone = run(tmp_path, "forget", "Ana")
    assert gone.returncode == 2
    assert "Nobody is known as “Ana”." in gone.stderr


def test_limits_are_said(tmp_path: Path) -> None:
    assert "60" in run(tmp_path, "set", "Ana", "--patience", "99").stderr
