"""A package that is really installed brings a protocol, a recogniser and a voice."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "plugin"
USE = """
import sys
from voicerepair import plugins
from voicerepair.adapters.ear_parts import recognizer
from voicerepair.adapters.voice_parts import VoiceParts
from voicerepair.errors import UsageError
from voicerepair.ports import VoiceSettings

print(plugins.names("protocols"), plugins.names("recognizers"), plugins.names("voices"))
heard, notices = recognizer("plugin:parrot")
heard.start()
print(heard.accept(bytes(32_000)), heard.finish().text, heard.name, notices)
voice = VoiceParts({"driver": "plugin:hum"}).voice
voice.synthesise("hello", sys.argv[1], VoiceSettings())
print(voice.name, list(voice.voices()))
for kind, name in (("recognizers", "broken"), ("recognizers", "parot"), ("protocols", "gone")):
    try:
        plugins.make(kind, name)
    except UsageError as error:
        print(error)
"""


def wheel(folder: Path) -> Path:
    made = folder / "voicerepair_toy-1.0-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as archive:
        files = [path for path in sorted(HERE.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
        for path in files:
            archive.write(path, str(path.relative_to(HERE)))
        record = "".join(f"{path.relative_to(HERE)},,\n" for path in files)
        archive.writestr("voicerepair_toy-1.0.dist-info/RECORD", record + "voicerepair_toy-1.0.dist-info/RECORD,,\n")
    return made


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process that finds the plug-in installed, in a folder of its own."""
    folder = tmp_path_factory.mktemp("plugin")
    made, site = wheel(folder), folder / "site"
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--offline", "--no-deps", "--target", str(site), str(made)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    else:  # a wheel is installed by unpacking it where Python looks (the binary distribution format says so)
        with zipfile.ZipFile(made) as archive:
            archive.extractall(site)
    return {**os.environ, "PYTHONPATH": str(site), "VOICEREPAIR_HOME": str(folder / "home")}


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def test_its_protocol_is_listed_and_can_be_used(installed: dict[str, str]) -> None:
    listed = run(installed, "-m", "voicerepair", "protocols", "list")
    assert "toy: A toy. For two people who try out a plug-in." in listed.stdout
    assert "repair:" in listed.stdout
    preview = run(installed, "-m", "voicerepair", "protocols", "preview", "toy")
    assert "Welcome, Ana and Ben. This came with a plug-in." in preview.stdout
    assert preview.returncode == 0


def test_its_recogniser_and_its_voice_work_where_they_are_chosen(installed: dict[str, str], tmp_path: Path) -> None:
    used = run(installed, "-c", USE, str(tmp_path / "said.wav"))
    lines = used.stdout.splitlines()
    assert lines[:3] == ["['gone', 'toy'] ['broken', 'parrot'] ['hum']", "squawk squawk parrot ()", "hum ['hum']"]
    assert (tmp_path / "said.wav").stat().st_size > 3_200
    assert lines[3].startswith("The plug-in “broken” does not start (RuntimeError).")
    assert lines[4] == "There is no plug-in “parot”. There are: broken, parrot."
    assert lines[5].startswith("The plug-in “gone” cannot be loaded (AttributeError).")
    assert "voicerepair-toy" in lines[5]
    assert used.returncode == 0, used.stderr


def test_without_it_nothing_is_there() -> None:
    from voicerepair import plugins

    assert plugins.names("voices") == []
    assert plugins.named("plugin:hum") == "hum"
    assert plugins.named("hum") == ""
