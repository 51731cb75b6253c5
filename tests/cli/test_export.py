"""Reports and calendars, as files for their owner's eyes only."""

import csv
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.cli.conftest import SECRET, Run
from tests.fixtures.chromium import PROGRAM, Browser, chromium
from voicerepair.adapters import protocol_files


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("kind", ["md", "html", "pdf", "json", "csv", "ics"])
def test_each_format_is_written_for_the_owner_only(run: Run, kept: str, here: Path, kind: str) -> None:
    done = run("export", kept, "--format", kind)
    path = here / f"voicerepair-{kept}.{kind}"
    assert done.out == f"Written: {path.name}\n"
    assert path.stat().st_mode & 0o777 == 0o600
    data = path.read_bytes()
    if kind == "pdf":
        assert data.startswith(b"%PDF-")
    else:
        assert (b"i will call" in data.lower()) == (kind != "ics")
        assert (SECRET.encode() in data.lower()) == (kind != "ics")


def test_the_ending_tells_the_format_and_last_is_the_newest(run: Run, kept: str, here: Path) -> None:
    run("export", "last", "-o", "ours.json")
    assert json.loads((here / "ours.json").read_text("utf-8"))["partners"] == ["Ana", "Ben"]
    run("export", kept, "-o", "ours.csv", "--for", "anonymised")
    rows = list(csv.DictReader((here / "ours.csv").read_text("utf-8-sig").splitlines()))
    assert {row["partner"] for row in rows if row["kind"] == "turn"} == {"Partner A", "Partner B"}
    assert all(row["text"] == "" for row in rows)
    assert run("export", kept, "-o", "-").out.startswith("# Repair after a rupture: Ana and Ben\n")


def test_an_anonymised_file_has_no_telling_name(run: Run, kept: str, here: Path) -> None:
    run("export", kept, "--for", "anonymised")
    assert next(path.name for path in here.iterdir()).startswith("voicerepair-anonymised-")
    assert kept not in next(here.iterdir()).name


def test_a_file_that_is_there_is_kept(run: Run, kept: str, here: Path) -> None:
    path = here / "report.md"
    path.write_text("mine")
    done = run("export", kept, "-o", "report.md")
    assert (done.code, path.read_text()) == (2, "mine")
    assert "already" in done.err
    assert "--force" in done.err
    assert run("export", kept, "-o", "report.md", "--force").code == 0
    assert path.read_text("utf-8").startswith("# Repair")
    assert [one.name for one in here.iterdir()] == ["report.md"], "nothing half-written is left"


@pytest.mark.parametrize("where", ["nowhere/report.md", "/proc/report.md"])
def test_a_place_that_cannot_be_written_is_named(run: Run, kept: str, here: Path, where: str) -> None:
    done = run("export", kept, "-o", where)
    assert done.code != 0
    assert f"{where} cannot be written" in done.err
    assert list(here.iterdir()) == []


def test_a_full_disk_leaves_nothing(run: Run, kept: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    done = run("export", kept, "-o", "report.html")
    assert "No space left on device" in done.err
    assert list(here.iterdir()) == []


def test_a_memory_stick_without_links_is_fine(run: Run, kept: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def linkless(source: str, goal: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", linkless)
    assert run("export", kept, "-o", "report.md").code == 0
    assert (here / "report.md").read_text("utf-8").startswith("# Repair")
    assert run("export", kept, "-o", "report.md").code == 2
    assert [one.name for one in here.iterdir()] == ["report.md"]


def test_a_device_is_never_replaced(run: Run, kept: str, here: Path) -> None:
    done = run("export", kept, "-o", "/dev/full", "--force")
    assert done.code != 0
    assert "/dev/full cannot be written" in done.err
    assert Path("/dev/full").is_char_device()


def test_an_exercise_of_ones_own_under_a_known_id_is_not_told() -> None:
    repair = protocol_files.load("repair", Path("none"))
    assert protocol_files.is_shipped("repair", repair.title, {step.id for step in repair.step})
    assert not protocol_files.is_shipped("repair", "The Smiths", ())
    assert not protocol_files.is_shipped("repair", repair.title, {"about_aunt_mary"})


def test_what_cannot_be_is_said(run: Run, kept: str, here: Path) -> None:
    assert "cannot be anonymised" in run("export", kept, "-f", "ics", "--for", "anonymised").err
    assert run("export", "nobody").code != 0
    assert "1 without a day" in run("export", kept, "-f", "ics").err or (here / f"voicerepair-{kept}.ics").exists()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as one:
        yield one


@pytest.mark.skipif(PROGRAM is None, reason="needs Chromium")
async def test_the_page_passes_axe_in_light_dark_and_narrow(run: Run, kept: str, here: Path, browser: Browser) -> None:
    run("export", kept, "-o", "us.html")
    run("export", kept, "-o", "them.html", "--for", "anonymised")
    for name, scheme, width in (("us", "light", 1000), ("us", "dark", 375), ("them", "dark", 1000)):
        page = await browser.page(width, 900)
        await page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        await page.open(f"file://{here / name}.html")
        assert await page.axe() == [], (name, scheme, width)
        wide = await page.run("document.documentElement.scrollWidth <= innerWidth")
        assert wide, "nothing is wider than the page"
        roles = {role for role, _ in await page.tree()}
        assert {"heading", "table", "image", "region"} <= roles
