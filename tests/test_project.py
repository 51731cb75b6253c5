"""The house rules that a machine can check."""

import json
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from voicerepair.cli.main import COMMANDS, HIDDEN
from voicerepair.core import effects, events

ROOT = Path(__file__).parents[1]
LONGEST = 400
HEAVY = ("textual", "vosk", "sounddevice", "pyttsx3", "pocketsphinx", "numpy", "sqlcipher3", "keyring", "requests")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["session", "--help"], ["demo", "--help"]])
def test_asking_for_help_or_version_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import json, sys\nfrom voicerepair.cli.main import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write(json.dumps(sorted(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout
    assert not {name.split(".")[0] for name in json.loads(done.stderr)} & set(HEAVY)


def test_no_file_is_too_long_to_read_at_a_sitting() -> None:
    files = [path for folder in ("voicerepair", "scripts", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert len(files) > 100
    long = {
        str(path.relative_to(ROOT)): n for path in files if (n := len(path.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_nothing_is_left_undone_without_an_owner() -> None:
    for folder in ("voicerepair", "scripts"):
        for path in (ROOT / folder).rglob("*.py"):
            assert not re.search(r"\b(TODO|FIXME|XXX|NotImplementedError\(\))\b", path.read_text("utf-8")), path


def test_the_lock_pins_by_hash_and_names_no_host() -> None:
    lock = read("requirements.lock")
    assert "://" not in lock
    pinned = re.findall(r"^([a-z0-9][a-z0-9._-]*)==", lock, re.M)
    assert {"textual", "vosk", "pocketsphinx", "pytest"} <= set(pinned)
    assert lock.count("--hash=sha256:") >= len(pinned)


def names(module: object, base: type) -> set[str]:
    found = {name: kind for name, kind in vars(module).items() if isinstance(kind, type)}
    return {name for name, kind in found.items() if issubclass(kind, base) and kind is not base}


def test_the_architecture_names_every_event_and_effect() -> None:
    text = read("docs/architecture.md")
    for name in names(events, events.Event) | names(effects, effects.Effect):
        assert f"`{name}`" in text, name


def test_the_glossary_has_the_words_of_the_house() -> None:
    text = read("docs/glossary.md").lower()
    words = """partner speaker listener floor turn utterance frame hypothesis protocol step prompt reflection agreement
    review journal barge-in overlap"""
    assert [word for word in words.split() if word not in text] == []


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in HIDDEN])
def test_the_readme_knows_every_command(command: str) -> None:
    assert f"`{command}`" in read("README.md")


def test_the_readme_shows_a_picture_and_two_set_up_commands_on_its_first_screen() -> None:
    first = "\n".join(read("README.md").splitlines()[:25])
    picture = re.search(r"!\[[^\]]{10,}\]\((docs/images/[^)]+\.png)\)", first)
    assert picture
    assert (ROOT / picture[1]).stat().st_size > 10_000
    assert "scripts/run.sh" in first
    assert "scripts/test.sh" in first


def test_links_in_the_documents_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "models").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name} -> {target}"


def test_what_the_package_ships_is_there() -> None:
    package = resources.files("voicerepair")
    for name in ("data/protocols/repair.toml", "data/models.toml", "data/demo/script.json", "py.typed"):
        assert package.joinpath(name).is_file(), name


def test_ci_runs_the_test_script_and_nothing_more_clever() -> None:
    assert read(".ci/run").splitlines()[-1].strip() == "exec bash scripts/test.sh"
