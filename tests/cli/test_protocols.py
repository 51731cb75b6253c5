"""voicerepair protocols"""

import asyncio
import json
import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.core.library import NAMES, text
from voicerepair.adapters import protocol_files
from voicerepair.adapters.silent_voice import SilentMouth
from voicerepair.cli.protocols import protocols, read_aloud
from voicerepair.core.preview import NAMES as PEOPLE
from voicerepair.core.protocol_text import schema
from voicerepair.errors import ProtocolError, UsageError
from voicerepair.ports import Noticed


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder of protocols; not there yet."""
    monkeypatch.setenv("VOICEREPAIR_HOME", str(tmp_path))
    return tmp_path / "config" / "protocols"


def run(*arguments: str, code: int = 0, answer: str | None = None) -> Result:
    result = CliRunner().invoke(protocols, arguments, input=answer)
    assert result.exit_code == code, result.output
    return result


def put(folder: Path, name: str, content: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(content, "utf-8")
    return path


# ---- list, show, preview ------------------------------------------------------------------------------------


def test_list_names_every_protocol_and_says_which_is_broken(folder: Path) -> None:
    put(folder, "mine.toml", "id = ")
    put(folder, "Not a name.toml", "id = ")
    said = run("list").output
    for name in NAMES:
        assert f"{name}: " in said
    assert "mine: broken. mine.toml, line 1: this is not valid TOML" in said
    assert "Not a name" not in said
    rows = json.loads(run("list", "--json").output)
    assert [row["id"] for row in rows] == [*NAMES, "mine"]
    assert rows[4]["partners"] == [3, 8]
    assert "broken" in rows[-1]


def test_ones_own_comes_before_what_is_shipped(folder: Path) -> None:
    put(folder, "repair.toml", text("celebrate").replace('id = "celebrate"', 'id = "repair"'))
    assert protocol_files.load("repair", folder).title == "Celebrate, and plan a date"


def test_a_file_for_another_language_is_taken_where_it_is_wanted(folder: Path) -> None:
    put(folder, "calm.fr.toml", text("calm").replace("format = 1", 'format = 1\nlanguage = "fr"'))
    assert protocol_files.load("calm", folder, "fr").language == "fr"
    assert protocol_files.load("calm", folder, "fr-ca").language == "fr"
    assert protocol_files.load("calm", folder).language == "en"
    assert protocol_files.load("repair", folder, "fr").language == "en"
    said = run("list").output
    assert said.count("calm:") == 1
    assert "Also in: fr." in said


def test_show_says_everything_that_is_said(folder: Path) -> None:
    said = run("show", "circle").output
    assert "For 3 to 8 people" in said
    assert "2 rounds" in said
    assert "only if upset >= 6" in said
    assert "variants.deaf.say" in said
    assert "option: clear agreements" in said


@pytest.mark.parametrize("name", NAMES)
def test_preview_goes_through_it_with_people(folder: Path, name: str) -> None:
    said = run("preview", name).output
    assert "Ana" in said
    assert "{" not in said
    assert " minutes, " in said.splitlines()[0]
    assert "oodbye." in said.splitlines()[-1]


def test_preview_for_those_who_need_other_words_and_for_more_people(folder: Path) -> None:
    assert "hold hands" in run("preview", "repair").output
    assert "hold hands" not in run("preview", "repair", "--for", "no-touch").output
    assert "which is warm" in run("preview", "calm", "--for", "blind", "--people", "4").output
    assert PEOPLE[7] in run("preview", "circle", "--people", "8").output
    result = CliRunner().invoke(protocols, ["preview", "repair", "--people", "5"])
    assert isinstance(result.exception, UsageError)


def test_preview_aloud_says_one_after_the_other() -> None:
    shown: list[str] = []

    async def aloud() -> None:
        def make(sink):
            sink(Noticed(message="The loudspeaker is far away.", hint="Come closer."))
            return SilentMouth(sink, lambda: 0.0)

        await asyncio.wait_for(read_aloud(make, ["First.", "Second."], shown.append), 20)

    asyncio.run(aloud())
    assert shown == ["\nVoice: First.", "Notice: The loudspeaker is far away. Come closer.", "\nVoice: Second."]


def test_the_schema_can_be_printed() -> None:
    assert run("schema").output == schema()


# ---- check --------------------------------------------------------------------------------------------------


def test_check_finds_nothing_in_ours_and_everything_in_all(folder: Path) -> None:
    assert run("check").output.count("nothing to find fault with") == len(NAMES) + 1  # one is there twice
    assert json.loads(run("check", "--json").output) == []


def test_check_says_where_what_and_what_to_do(folder: Path) -> None:
    path = put(folder, "mine.toml", text("calm").replace("Shall we go on, or", "You must go on! Shall we go on, or"))
    said = run("check", "mine", code=1).output
    line = next(n for n, line in enumerate(path.read_text().splitlines(), 1) if "You must" in line)
    assert f"line {line} (breathe.check): “You must” tells people what they must do. Offer it" in said
    assert "[pressure]" in said
    assert "[exclamation]" in said
    assert "[file-name]" in said
    rows = json.loads(run("check", str(path), "--json", code=1).output)
    assert {row["rule"] for row in rows} == {"pressure", "exclamation", "file-name"}
    assert all(row["remedy"] for row in rows)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("x" * 2_000_000, "far too large"),
        (b"\xff\xfe\x00", "not UTF-8 text"),
        (None, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(folder: Path, content: str | bytes | None, reason: str) -> None:
    path = put(folder, "bad.toml", "")
    if content is None:
        path.unlink()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content)
    for command in ("check", "show", "preview"):
        result = CliRunner().invoke(protocols, [command, str(path)])
        assert isinstance(result.exception, ProtocolError)
        assert reason in str(result.exception)


def test_a_name_cannot_send_escapes_to_the_terminal(folder: Path) -> None:
    path = put(folder, "red\x1b[31m.toml", "id = ")
    found = run("check", str(path), code=1)
    assert "\x1b" not in found.output
    result = CliRunner().invoke(protocols, ["show", str(path)])
    assert "\x1b" not in str(result.exception)
    result = CliRunner().invoke(protocols, ["show", "re\x1bpair"])
    assert "\x1b" not in str(result.exception)
    assert "Did you mean “repair”?" in str(result.exception)


def test_files_with_windows_line_ends_and_a_mark_are_read(folder: Path) -> None:
    path = put(folder, "calm.toml", "")
    path.write_bytes(b"\xef\xbb\xbf" + text("calm").replace("\n", "\r\n").encode())
    run("check", str(path))


# ---- new ----------------------------------------------------------------------------------------------------


def test_new_writes_a_copy_that_is_the_users_own(folder: Path) -> None:
    said = run("new", "sunday-talk", "--from", "checkin").output
    made = folder / "sunday-talk.toml"
    assert str(made) in said
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert protocol_files.load("sunday-talk", folder).id == "sunday-talk"
    assert os.listdir(folder) == ["sunday-talk.toml"]
    run("check", "sunday-talk")


def test_new_never_replaces_without_being_told(folder: Path) -> None:
    made = put(folder, "mine.toml", "mine")
    result = CliRunner().invoke(protocols, ["new", "mine"])
    assert isinstance(result.exception, UsageError)
    assert "--force" in str(result.exception)
    assert made.read_text() == "mine"
    run("new", "mine", "--force")
    assert "[[step]]" in made.read_text()


@pytest.mark.parametrize("name", ["../out", "Mine", "a b", "mine.toml", "x\x1b[0m", "", "-x", "a.es"])
def test_new_takes_only_plain_names(folder: Path, name: str) -> None:
    result = CliRunner().invoke(protocols, ["new", "--", name])
    assert isinstance(result.exception, UsageError)
    assert "\x1b" not in str(result.exception)
    assert not folder.exists()


def test_new_copies_nothing_broken_and_leaves_nothing_half_written(folder: Path) -> None:
    broken = put(folder, "broken.toml", "id = ")
    result = CliRunner().invoke(protocols, ["new", "mine", "--from", str(broken)])
    assert isinstance(result.exception, ProtocolError)
    assert os.listdir(folder) == ["broken.toml"]


def test_new_in_a_place_where_nothing_can_be_written(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("a file where the folder should be")
    with pytest.raises(Exception, match="cannot be made") as caught:
        protocol_files.copy(protocol_files.locate("calm", folder), "mine", folder)
    assert caught.type.__name__ == "StorageError"
