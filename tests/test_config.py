import stat
from pathlib import Path

import pytest

from voicerepair import config
from voicerepair.errors import ConfigError, StorageError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "config.toml"


def written(file: Path, text: str) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_flags_go_over_variables_over_the_file_over_defaults(file: Path) -> None:
    written(file, 'rate = 100\npitch = 10\nvoice = "filed"\n')
    environment = {"VOICEREPAIR_RATE": "120", "VOICEREPAIR_PITCH": "20", "HOME": "/nowhere"}
    settings = config.load({"rate": 140, "voice": None}, environment, file)
    assert (settings.rate, settings.pitch, settings.voice, settings.volume) == (140, 20, "filed", 1.0)


def test_without_a_file_the_defaults_are_in_force(file: Path) -> None:
    assert config.load({}, {}, file) == config.Settings()
    assert not file.parent.exists()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("rate = ", "not valid TOML"),
        ("patience = 2", "line 1"),
        ('\nrecognizer = "vosc"', "line 2"),
        ("rate = 5000", "outside 60 to 400"),
        ('rate = "fast"', "rate = “fast” cannot be used"),
        ("spoken = 7", "spoken = “7”"),
        ("a" * 20 + " = 1", "is not a setting"),
        ("x = " + "[" * 3000, "not valid TOML"),
    ],
)
def test_a_broken_file_says_where_and_what(file: Path, text: str, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem) as caught:
        config.load({}, {}, written(file, text))
    assert str(file) in str(caught.value)
    assert caught.value.hint


def test_the_nearest_word_is_named(file: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        config.load({}, {"VOICEREPAIR_RECOGNIZER": "voks"}, file)
    assert "vosk" in caught.value.hint
    with pytest.raises(ConfigError, match="VOICEREPAIR_RATTE") as caught:
        config.load({}, {"VOICEREPAIR_RATTE": "1"}, file)
    assert "rate" in caught.value.hint


@pytest.mark.parametrize("data", [b"\xff\xfe", b"rate = 1\xff"])
def test_what_is_not_text_is_a_sentence(file: Path, data: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(data)
    with pytest.raises(ConfigError, match="UTF-8"):
        config.load({}, {}, file)


def test_saving_keeps_comments_and_is_private(file: Path) -> None:
    written(file, "# ours\nrate = 100 # slow\npitch = 40\n")
    config.save({"rate": 120, "pitch": None, "theme": "dark"}, file)
    text = file.read_text("utf-8")
    assert "# ours" in text
    assert "# slow" in text
    assert "pitch" not in text
    assert config.load({}, {}, file).rate == 120
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["config.toml"]


def test_a_wrong_value_is_not_saved(file: Path) -> None:
    written(file, "rate = 100\n")
    with pytest.raises(ConfigError):
        config.save({"rate": 9}, file)
    assert file.read_text("utf-8") == "rate = 100\n"


def test_everything_can_be_put_in_one_place(tmp_path: Path) -> None:
    found = config.paths({"VOICEREPAIR_HOME": str(tmp_path / "all")})
    for path in (found.config, found.data, found.models, found.log, found.store, found.config_file):
        assert path.is_relative_to(tmp_path / "all")
    assert not (tmp_path / "all").exists()


def test_folders_are_for_their_owner(tmp_path: Path) -> None:
    made = config.ensure(tmp_path / "a" / "b")
    assert stat.S_IMODE(made.stat().st_mode) == stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be made"):
        config.ensure(tmp_path / "file" / "below")
