"""Models: fetched from a real server on this machine, unpacked, checked, found, removed."""

import io
import stat
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.adapters.model_server import FILES, NAME, Publisher, archive, publisher, sha256
from voicerepair.adapters import model_store
from voicerepair.adapters.model_store import Catalogue, CatalogueModel
from voicerepair.errors import ModelError

Pull = Callable[[], Path]


@pytest.fixture
def server() -> Iterator[Publisher]:
    with publisher(archive()) as serving:
        yield serving


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def pull(server: Publisher, models: Path, said: list[str], monkeypatch: pytest.MonkeyPatch) -> Pull:
    """Pulls the server's model, whose SHA-256 the catalogue knows."""
    catalogued(monkeypatch, sha256(server.body))
    return lambda: model_store.pull(NAME, models, base_url=server.url, progress=False, say=said.append)


def catalogued(monkeypatch: pytest.MonkeyPatch, digest: str, checksums: str = "") -> None:
    entry = CatalogueModel(name=NAME, language="en-us", bytes=9, sha256=digest, licence="Apache-2.0")
    known = Catalogue(base_url="http://127.0.0.1:9/models/", checksums=checksums, model=(entry,))
    monkeypatch.setattr(model_store, "catalogue", lambda: known)


def left_behind(models: Path) -> list[str]:
    return sorted(path.name for path in models.iterdir()) if models.exists() else []


def hostile(*entries: zipfile.ZipInfo | str, data: bytes = b"x") -> bytes:
    """An archive of a whole model and of these entries."""
    made = io.BytesIO(archive())
    with zipfile.ZipFile(made, "a") as opened, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a name twice is what one of them is about
        for entry in entries:
            opened.writestr(entry, data)
    return made.getvalue()


def special(path: str, kind: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path)
    entry.external_attr = (kind | 0o777) << 16
    return entry


def test_a_pulled_model_is_whole_checked_and_found(pull: Pull, models: Path) -> None:
    path = pull()
    assert path == models / NAME
    assert {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()} | {
        "manifest.json": b""
    } == FILES | {"manifest.json": b""}
    assert model_store.check(path) == len(FILES)
    assert model_store.find(NAME, models) == path
    assert model_store.best_installed(models) == path
    assert left_behind(models) == [NAME]


def test_a_second_pull_asks_nobody(pull: Pull, server: Publisher) -> None:
    pull()
    asked = len(server.asked)
    pull()
    assert len(server.asked) == asked


def test_progress_is_shown(
    server: Publisher, models: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    catalogued(monkeypatch, sha256(server.body))
    model_store.pull(NAME, models, base_url=server.url, progress=True, say=lambda line: None)
    assert "100%" in capfd.readouterr().err


def test_a_cut_connection_is_tried_again(pull: Pull, server: Publisher, said: list[str]) -> None:
    server.cuts = 1
    assert model_store.check(pull()) == len(FILES)
    assert any("trying again (2 of 3)" in line for line in said)


def test_a_connection_that_is_always_cut_ends_in_one_sentence(pull: Pull, server: Publisher, models: Path) -> None:
    server.cuts = 99
    with pytest.raises(ModelError, match="the connection was cut"):
        pull()
    assert len(server.asked) == model_store.TRIES
    assert left_behind(models) == []


def test_what_is_not_the_published_model_is_not_installed(
    server: Publisher, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogued(monkeypatch, sha256(b"something else"))
    with pytest.raises(ModelError, match="checksum differs") as caught:
        model_store.pull(NAME, models, base_url=server.url, progress=False, say=lambda line: None)
    assert "Nothing was installed" in caught.value.hint
    assert left_behind(models) == []


def test_without_a_sha256_the_publishers_list_is_asked(
    server: Publisher, models: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    catalogued(monkeypatch, "")
    path = model_store.pull(NAME, models, base_url=server.url, progress=False, say=said.append)
    assert model_store.check(path) == len(FILES)
    assert any("MD5" in line for line in said)


@pytest.mark.parametrize("status", [404, 500, 403])
def test_a_server_that_refuses(pull: Pull, server: Publisher, models: Path, status: int) -> None:
    server.status = status
    with pytest.raises(ModelError, match=f"the server answered {status}"):
        pull()
    assert left_behind(models) == []


def test_without_a_network_one_sentence_says_what_to_do(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogued(monkeypatch, sha256(b""))
    with pytest.raises(ModelError, match="there is no connection to the publisher") as caught:
        model_store.pull(NAME, models, progress=False, say=lambda line: None)
    assert "--model" in caught.value.hint
    assert "\n" not in str(caught.value)
    assert left_behind(models) == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (hostile("../escaped"), "leads outside"),
        (hostile(f"{NAME}/../../escaped"), "leads outside"),
        (hostile("/etc/escaped"), "leads outside"),
        (hostile("..\\escaped"), "leads outside"),
        (hostile("C:/escaped"), "leads outside"),
        (hostile(special(f"{NAME}/link", stat.S_IFLNK), data=b"/etc/passwd"), "not a file"),
        (hostile(special(f"{NAME}/device", stat.S_IFCHR)), "not a file"),
        (hostile("another/file"), "not one folder"),
        (archive(top="another-model"), "not one folder"),
        (hostile(f"{NAME}/am/final.mdl"), "damaged"),
        (archive()[:-30], "damaged"),
        (b"<html>Sign in to the hotel's network</html>", "damaged"),
        (archive({"README": b"nothing to hear"}), "holds no model"),
    ],
)
def test_a_hostile_archive_writes_nothing(
    body: bytes, reason: str, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with publisher(body) as server:
        catalogued(monkeypatch, sha256(body))
        with pytest.raises(ModelError, match=reason):
            model_store.pull(NAME, models, base_url=server.url, progress=False, say=lambda line: None)
    assert left_behind(models) == []
    assert not list(models.parent.rglob("escaped"))


def test_an_archive_that_would_burst_is_refused(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(f"{NAME}/am/final.mdl", b"\0" * 30_000_000)
    with publisher(made.getvalue()) as server:
        catalogued(monkeypatch, sha256(made.getvalue()))
        with pytest.raises(ModelError, match="far larger"):
            model_store.pull(NAME, models, base_url=server.url, progress=False, say=lambda line: None)
    assert left_behind(models) == []


@pytest.mark.parametrize("damage", [b"", b"another network", None])
def test_check_finds_damage_in_every_file(pull: Pull, damage: bytes | None) -> None:
    path = pull()
    for name in FILES:
        kept = (path / name).read_bytes()
        if damage is None:
            (path / name).unlink()
        else:
            (path / name).write_bytes(damage)
        with pytest.raises(ModelError):
            model_store.check(path)
        (path / name).write_bytes(kept)
    assert model_store.check(path) == len(FILES)


def test_check_finds_what_does_not_belong(pull: Pull) -> None:
    path = pull()
    (path / "graph" / "extra.so").write_bytes(b"x")
    with pytest.raises(ModelError, match=r"extra\.so"):
        model_store.check(path)


def test_remove_takes_only_the_users_own(pull: Pull, models: Path) -> None:
    path = pull()
    model_store.remove(NAME, models)
    assert not path.exists()
    for name in (NAME, "../models", model_store.TINY):
        with pytest.raises(ModelError):
            model_store.remove(name, models)


def test_names_and_paths(pull: Pull, models: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not installed") as caught:
        model_store.find(NAME, models)
    assert f"models pull {NAME}" in caught.value.hint
    path = pull()
    assert model_store.find(str(path), tmp_path / "elsewhere") == path
    with pytest.raises(ModelError) as caught:
        model_store.find("vosk-model-tset-0.1", models)
    assert NAME in caught.value.hint


def test_the_projects_own_model_is_found_by_name_but_not_taken_for_people(models: Path) -> None:
    path = model_store.find(model_store.TINY, models)
    assert model_store.check(path) > 5
    assert model_store.best_installed(models) is None


def test_the_catalogue_has_small_and_large_models_with_what_people_need_to_know() -> None:
    known = {model.name: model for model in model_store.catalogue().model}
    small, large = known["vosk-model-small-en-us-0.15"], known["vosk-model-en-us-0.22-lgraph"]
    assert small.bytes < large.bytes
    for model in (small, large):
        assert len(model.sha256) == 64
        assert model.licence
        assert model.about
