"""Speech models on this machine and in the catalogue: find, fetch, check, remove."""

import difflib
import hashlib
import json
import os
import shutil
import stat
import tempfile
import tomllib
import zipfile
from collections.abc import Callable
from importlib import resources
from pathlib import Path, PurePosixPath

import msgspec

from voicerepair.adapters.vosk_recognizer import MANIFEST, verify
from voicerepair.errors import ModelError
from voicerepair.translate import t

TINY = "voicerepair-tiny-en-us"
LARGEST_BYTES, MOST_FILES, LARGEST_RATIO = 6_000_000_000, 5_000, 200
"""Bounds of an archive that is still a model: unpacked size, files, and compression (a zip bomb has more)."""
TRIES = 3
OFFLINE = t("The model could not be fetched: {reason}.")


class CatalogueModel(msgspec.Struct, frozen=True, kw_only=True):
    """A model that can be fetched. `bytes` 0 and `sha256` empty where the publisher tells none."""

    name: str
    language: str
    bytes: int
    sha256: str
    licence: str
    error_rate: str = ""
    about: str = ""


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """data/models.toml."""

    base_url: str
    checksums: str
    model: tuple[CatalogueModel, ...]


def catalogue() -> Catalogue:
    """What can be fetched."""
    text = resources.files("voicerepair").joinpath("data/models.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Catalogue)


def folders(models: Path) -> list[Path]:
    """Where models are looked for: the user's folder, then the project's own `models/`."""
    return [models, Path(__file__).parents[2] / "models"]


def installed(models: Path) -> list[Path]:
    """Every model folder there is, by name."""
    found: dict[str, Path] = {}
    for folder in reversed(folders(models)):
        if folder.is_dir():
            found.update({path.name: path for path in folder.iterdir() if (path / "am" / "final.mdl").is_file()})
    return [found[name] for name in sorted(found)]


def locate(name: str, models: Path) -> Path | None:
    """The installed model of that name."""
    return next((path for path in installed(models) if path.name == name), None)


def find(name: str, models: Path) -> Path:
    """The model of that name, or in that folder. Raises `ModelError` naming the nearest one."""
    path = Path(name).expanduser()
    if path.is_dir():
        return path.resolve()
    found = locate(name, models)
    if found:
        return found
    names = [path.name for path in installed(models)]
    known = [model.name for model in catalogue().model]
    if name in known:
        raise ModelError(
            t("The model {name} is not installed.", name=name), t("Fetch it: voicerepair models pull {name}", name=name)
        )
    near = difflib.get_close_matches(name, [*names, *known], 1, 0.4)
    hint = t("Did you mean {near}?", near=near[0]) if near else t("See: voicerepair models list")
    raise ModelError(t("There is no model “{name}”.", name=name), hint)


def best_installed(models: Path, language: str = "en") -> Path | None:
    """The installed model of that language that hears people best.

    The project's own is for tests and known voices only. A model that is not in the catalogue counts as English.
    """
    order = {model.name: number for number, model in enumerate(catalogue().model)}
    spoken = {model.name: model.language.split("-")[0] for model in catalogue().model}
    found = [
        path
        for path in installed(models)
        if path.name != TINY and (path / MANIFEST).is_file() and spoken.get(path.name, "en") == language.split("-")[0]
    ]
    return max(found, key=lambda path: (order.get(path.name, -1), path.name), default=None)


def check(path: Path) -> int:
    """Check every file of the model against its manifest; how many there are. Raises `ModelError`."""
    verify(path)
    files = json.loads((path / MANIFEST).read_text("utf-8"))["files"]
    there = {str(file.relative_to(path)) for file in path.rglob("*") if file.is_file()} - {MANIFEST}
    extra = sorted(there - set(files))
    if extra:
        raise ModelError(
            t("The model {name} holds a file that is not its own: {extra}.", name=path.name, extra=extra[0]),
            t("Remove the file."),
        )
    return len(files)


def write_manifest(path: Path) -> None:
    """Note the SHA-256 of every file: this is what is checked before each load."""
    files = {
        str(file.relative_to(path)): _sha256(file)
        for file in sorted(path.rglob("*"))
        if file.is_file() and file.name != MANIFEST
    }
    text = json.dumps({"name": path.name, "files": files}, indent=1)
    (path / MANIFEST).write_text(text + "\n", "utf-8")


def remove(name: str, models: Path) -> Path:
    """Delete an installed model of the user's. Raises `ModelError`."""
    path = models / name
    if "/" in name or not path.is_dir():
        raise ModelError(
            t("There is no model “{name}” in {models}.", name=name, models=models), t("See: voicerepair models list")
        )
    shutil.rmtree(path)
    return path


def pull(
    name: str, models: Path, *, base_url: str = "", progress: bool = True, say: Callable[[str], None] = print
) -> Path:
    """Fetch, check and unpack a model of the catalogue; where it is now.

    A cut connection is tried again. Raises `ModelError`; nothing half-done is left behind.
    """
    known = {model.name: model for model in catalogue().model}
    if name not in known:
        near = difflib.get_close_matches(name, known, 1, 0.3)
        hint = t("Did you mean {near}?", near=near[0]) if near else t("See: voicerepair models list")
        raise ModelError(t("“{name}” is not in the catalogue.", name=name), hint)
    target = models / name
    if target.is_dir():
        check(target)
        return target
    model = known[name]
    try:
        models.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".pull-", dir=models) as work:
            archive = _fetch(model, Path(work), base_url, progress, say)
            say(t("Unpacking."))
            unpacked = _unpack(archive, Path(work) / "unpacked", name)
            write_manifest(unpacked)
            unpacked.rename(target)
    except OSError as error:
        raise ModelError(
            t("The model could not be kept: {what}.", what=error.strerror or error),
            t("Is there room in {models}?", models=models),
        ) from error
    return target


def _fetch(model: CatalogueModel, work: Path, base_url: str, progress: bool, say: Callable[[str], None]) -> Path:
    import pooch
    import requests

    pooch.get_logger().setLevel("WARNING")
    published = catalogue()
    url = (base_url or published.base_url).rstrip("/") + f"/{model.name}.zip"
    known = f"sha256:{model.sha256}" if model.sha256 else _published_md5(model.name, base_url, say)
    downloader = pooch.HTTPDownloader(progressbar=progress, timeout=30)
    reason = ""
    for attempt in range(1, TRIES + 1):
        try:
            return Path(pooch.retrieve(url, known_hash=known, fname="model.zip", path=work, downloader=downloader))
        except ValueError as error:
            raise ModelError(
                t("What came for {name} is not the published model (its checksum differs).", name=model.name),
                t("Nothing was installed. Try again later, or from another network."),
            ) from error
        except requests.HTTPError as error:
            code = error.response.status_code if error.response is not None else t("with an error")
            reason = t("the server answered {code}", code=code)
            break
        except requests.ConnectionError as error:
            reason = t("there is no connection to the publisher")
            if "broken" not in str(error).lower() and "reset" not in str(error).lower():
                break
        except (requests.RequestException, OSError):
            reason = t("the connection was cut")
        if attempt < TRIES:
            say(t("The connection was cut; trying again ({attempt} of {TRIES}).", attempt=attempt + 1, TRIES=TRIES))
    hint = t(
        "Connect to the internet once, or copy the unpacked model into {parent} and use --model.", parent=work.parent
    )
    raise ModelError(OFFLINE.format(reason=reason), hint)


def _published_md5(name: str, base_url: str, say: Callable[[str], None]) -> str:
    import requests

    url = base_url.rstrip("/") + "/model-list.json" if base_url else catalogue().checksums
    try:
        rows = requests.get(url, timeout=30).json()
        found = next(row["md5"] for row in rows if row.get("name") == name)
    except (requests.RequestException, ValueError, StopIteration, KeyError, TypeError) as error:
        raise ModelError(
            t("The publisher's checksum of {name} could not be fetched.", name=name), t("Try again later.")
        ) from error
    say(t("No SHA-256 of this model is known to us: it is checked against the publisher's MD5."))
    return f"md5:{found}"


def _unpack(archive: Path, target: Path, name: str) -> Path:
    """Unpack a zip that has one top folder `name`, refusing whatever could escape or burst."""

    def refuse(reason: str) -> ModelError:
        return ModelError(
            t("The archive of {name} is not safe to unpack: {reason}.", name=name, reason=reason),
            t("Nothing was installed."),
        )

    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
            whole = sum(entry.file_size for entry in entries)
            packed = sum(entry.compress_size for entry in entries) or 1
            if len(entries) > MOST_FILES or whole > LARGEST_BYTES or whole / packed > LARGEST_RATIO:
                raise refuse(t("it is far larger than a model"))
            for entry in entries:
                path = PurePosixPath(entry.filename.replace("\\", "/"))
                kind = stat.S_IFMT(entry.external_attr >> 16)
                if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
                    raise refuse(t("a path leads outside"))
                if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                    raise refuse(t("it holds something that is not a file"))
                if path.parts[0] != name:
                    raise refuse(t("it is not one folder of that name"))
                place = target / Path(*path.parts)
                if entry.is_dir():
                    place.mkdir(parents=True, exist_ok=True)
                    continue
                place.parent.mkdir(parents=True, exist_ok=True)
                with opened.open(entry) as source, place.open("xb") as sink:
                    shutil.copyfileobj(source, sink, 1 << 20)
    except (zipfile.BadZipFile, EOFError, FileExistsError, IndexError) as error:
        raise refuse(t("it is damaged")) from error
    unpacked = target / name
    if not (unpacked / "am" / "final.mdl").is_file():
        raise ModelError(t("The archive of {name} holds no model.", name=name), t("Nothing was installed."))
    return unpacked


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def url_override() -> str:
    """VOICEREPAIR_MODELS_URL: a mirror of the publisher's folder."""
    return os.environ.get("VOICEREPAIR_MODELS_URL", "")
