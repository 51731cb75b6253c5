"""Starting with the desktop: asked first, written where desktops look, undone by one command."""

import configparser
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.conftest import Run
from voicerepair.adapters import autostart
from voicerepair.cli.start import start


@pytest.fixture
def desktop(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "desktop"))
    return home / "desktop" / "autostart" / "voicerepair.desktop"


def read(text: str) -> dict[str, str]:
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    return dict(parser["Desktop Entry"])


def test_it_starts_with_the_desktop_and_no_longer(desktop: Path, run: Run) -> None:
    done = run("start", "--autostart", "--yes")
    assert done.code == 0
    assert "--no-autostart" in done.out
    found = read(desktop.read_text(encoding="utf-8"))
    assert found["Type"] == "Application"
    assert found["Terminal"] == "true"
    assert shlex.split(found["Exec"])[-2:] == ["session", "--by-voice"]
    assert Path(shlex.split(found["Exec"])[0]).is_absolute()
    assert run("start", "--autostart", "--yes").code == 0, "once more is no fault"
    assert "no longer" in run("start", "--no-autostart").out
    assert not desktop.exists()
    assert "does not start" in run("start", "--no-autostart").out


@pytest.mark.parametrize(("answer", "written"), [("y", True), ("n", False), ("", False)])
def test_it_asks_first(desktop: Path, answer: str, written: bool) -> None:
    asked = CliRunner().invoke(start, ["--autostart"], input=f"{answer}\n")
    assert str(desktop) in asked.output
    assert desktop.exists() is written


def test_a_folder_that_cannot_be_made_is_said(desktop: Path, run: Run) -> None:
    desktop.parent.parent.write_text("a file", encoding="utf-8")
    done = run("start", "--autostart", "--yes")
    assert done.code != 0
    assert "Check the folder" in done.err


def test_a_path_is_quoted_twice_over() -> None:
    assert 'Exec="/a b/50%% \\\\$\\\\\\\\x" "session"\n' in autostart.entry(["/a b/50% $\\x", "session"])
