"""The commands around a session, as people type them."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import SECRET, Run
from voicerepair.cli import main as command_line
from voicerepair.config import paths


def test_history_lists_and_shows(run: Run, kept: str) -> None:
    assert "Ana and Ben, repair" in run("history").out
    shown = run("history", kept)
    assert "Agreement of Ana: “i will call”, every day. Confirmed by Ana and Ben." in shown.out
    assert json.loads(run("history", "--json").out)[0]["session"] == kept
    assert json.loads(run("history", kept, "--json").out)["agreements"][0]["owner"] == "Ana"


def test_replay_shows_the_session_again(run: Run, kept: str) -> None:
    shown = run("replay", kept).out
    assert "Step 1 of " in shown
    assert "Ana: I shouted" in shown
    events = [json.loads(line) for line in run("replay", kept, "--json").out.splitlines()]
    assert events[0]["type"] == "SessionOpened"


def test_delete_asks_and_is_thorough(run: Run, kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    refused = run("delete", kept)  # nobody is there to say yes
    assert refused.code == 130
    assert "Ana and Ben" in run("history").out
    assert run("delete", kept, "--yes").code == 0
    assert "No session has been kept yet" in run("history").out
    assert run("replay", kept).code != 0


@pytest.mark.parametrize("arguments", [("delete",), ("delete", "s1", "--all")])
def test_delete_wants_to_know_what(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert "--all" in done.err


def test_an_unknown_session_and_a_wrong_passphrase_are_sentences(
    run: Run, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run("history", "nonesuch")
    assert (done.code, "There is no session nonesuch" in done.err) != (0, True)
    monkeypatch.setenv("VOICEREPAIR_PASSPHRASE", "something else")
    done = run("history")
    assert done.code != 0
    assert "does not open the store" in done.err
    assert "was not touched" in done.err


def test_nothing_kept_yet_is_no_error(run: Run) -> None:
    assert run("history").out.startswith("No session has been kept yet.")
    assert run("history", "--json").out == "[]\n"
    assert run("delete", "--all", "--yes").out == "There is nothing to delete.\n"
    assert run("replay", "s1").code != 0


def test_where_names_every_place_and_makes_none(run: Run, home: Path) -> None:
    shown = run("where").out
    for name in ("sessions.db", "config.toml", "models", "log"):
        assert name in shown
    assert json.loads(run("where", "--json").out)["settings"]["patience_seconds"] == 2.5
    assert list(home.iterdir()) == []


def test_models_are_listed_with_size_and_licence(run: Run) -> None:
    shown = run("models", "list").out
    assert "vosk-model-small-en-us-0.15" in shown
    assert "41 MB, Apache-2.0" in shown
    assert "voicerepair-tiny-en-us" in shown


def test_without_a_network_pull_is_one_clear_sentence(run: Run) -> None:
    done = run("models", "pull", "vosk-model-small-en-us-0.15", "--quiet", "--url", "http://127.0.0.1:9/models")
    assert done.code != 0
    assert "there is no connection to the publisher" in done.err
    assert run("models", "pull", "vosk-model-smal-en").err.count("Did you mean") == 1
    assert run("models", "remove", "nonesuch", "--yes").code != 0


def test_the_projects_own_model_is_checked(run: Run) -> None:
    assert "all as they should be" in run("models", "check", "voicerepair-tiny-en-us").out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run: Run, shell: str) -> None:
    assert "_VOICEREPAIR_COMPLETE" in run("completion", shell).out


@pytest.mark.parametrize("name", list(command_line.COMMANDS))
def test_every_command_has_help_that_helps(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.code == 0
    assert "Usage: voicerepair" in done.out
    assert len(done.out.splitlines()) > 4


def test_a_mistyped_command_names_the_nearest(run: Run) -> None:
    done = run("sesion")
    assert done.code == 2
    assert "Did you mean “session”?" in done.err


def test_a_broken_settings_file_names_file_and_line(run: Run, home: Path) -> None:
    file = paths().config_file
    file.parent.mkdir()
    file.write_text("rate = 150\npatience = 3\n")
    done = run("where")
    assert done.code != 0
    assert f"{file}, line 2" in done.err
    assert "patience_seconds" in done.err


def test_whatever_happens_is_a_sentence_and_holds_no_words(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*arguments: object, **options: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("voicerepair.config.load", fails)
    done = run("where")
    assert done.code == 70
    assert "RuntimeError" in done.err
    log = (home / "log" / "voicerepair.log").read_text()
    assert "RuntimeError" in log
    assert SECRET not in log + done.err


def test_doctor_says_what_is_broken_and_how_to_mend_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    done = run("doctor", "--quick", "--json")
    checks = {check["name"]: check for check in json.loads(done.out)["checks"]}
    assert checks["storage"]["ok"]
    assert checks["recogniser"]["ok"]
    assert (done.code == 0) == all(check["ok"] for check in checks.values())
    assert all(check["remedy"] for check in checks.values() if not check["ok"] or check["warning"])
    for line in run("doctor", "--quick").out.splitlines():
        assert (": broken." not in line and ": note." not in line) or "To mend it: " in line


def test_a_reader_that_goes_away_is_no_error(home: Path, kept: str) -> None:
    command = f"{sys.executable} -m voicerepair replay {kept} --json | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, timeout=30)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_ctrl_c_ends_politely_and_keeps_the_session(home: Path, run: Run) -> None:
    short = Path(__file__).parents[1] / "e2e" / "short.toml"
    command = [sys.executable, "-m", "voicerepair", "plain", "-p", "Ana", "-p", "Ben", "--protocol", str(short)]
    process = subprocess.Popen(
        [*command, "--no-mic", "--no-voice"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env=dict(os.environ),
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        deadline = time.monotonic() + 30
        while "has the floor" not in process.stdout.readline():
            assert time.monotonic() < deadline
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(30) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert "Stopping. Everything is kept." in rest
    assert "--resume" in rest
    assert "Ana and Ben, short, stopped" in run("history").out
