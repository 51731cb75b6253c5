"""Make the pictures of the app: `make_screenshots.py` remakes docs/images/session.png; `--all DIR` shows every screen.

Needs Chromium, which draws what Textual exports as SVG. The app is real, its ear and voice are the tests' own.
"""

import argparse
import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from textual.pilot import Pilot  # noqa: E402

from tests.core.simulate import WHOLE, Simulation  # noqa: E402
from tests.tui.fake import FakeServices, info  # noqa: E402
from tests.tui.pilot import answer, begin, go_to, here, is_waiting, state, until  # noqa: E402
from voicerepair.cli.wiring import draft  # noqa: E402
from voicerepair.core import review as reviews  # noqa: E402
from voicerepair.ports import LevelMeasured, Noticed  # noqa: E402
from voicerepair.tui.app import RepairApp  # noqa: E402
from voicerepair.tui.screens.safety import SafetyScreen  # noqa: E402

SIZES = ((80, 24), (40, 12), (120, 40))
CELL = (12.2, 24.4)
"""Pixels of one terminal cell in the exported SVG."""
Walk = Callable[[Pilot[None], FakeServices], Awaitable[None]]


def draw(svg: str, target: Path, scale: float = 1.0) -> None:
    """Draw an exported SVG with Chromium and the machine's own monospace font."""
    width, height = (float(value) for value in svg.split('viewBox="0 0 ', 1)[1].split('"', 1)[0].split())
    svg = svg.replace("Fira Code", "DejaVu Sans Mono").replace("@font-face", "@ignored")
    page = f"<!doctype html><meta charset=utf-8><style>body{{margin:0}}svg{{width:{width}px}}</style>{svg}"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "picture.html"
        source.write_text(page, encoding="utf-8")
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
        command = [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}",
            f"--force-device-scale-factor={scale}", f"--window-size={round(width)},{round(height)}",
            f"--screenshot={target}", source.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)


async def shoot(
    name: str, walk: Walk, size: tuple[int, int], folder: Path, theme: str = "", scale: float = 1.0
) -> None:
    """Walk to a screen and draw it."""
    services = FakeServices()
    services.names = ("Ben", "Ana")
    services.past = [info("break"), info("completed", session="s0"), info("not_today", session="s2")]
    services.reviews["s0"] = reviews.review(Simulation(WHOLE).run())
    if name.startswith("session") or name in ("safety", "help", "note", "confirm", "review"):
        services.autostart = "new"
    app = RepairApp(services, theme)
    async with app.run_test(size=size, notifications=True) as pilot:
        await walk(pilot, services)
        await pilot.pause()
        svg = app.export_screenshot(title="voicerepair")
    draw(svg, folder / f"{name}.png", scale)


SAID = {
    "upset/ask": "four", "issue/ask": "hurtful words",
    "recall/ask/0": "we still laugh together", "recall/ask/1": "he is my best friend",
    "my_part/ask/1": "i raised my voice and i am sorry",
    "my_part/ask/0": "i came home late and i did not call and i am sorry",
    "feel/ask": "i feel hurt", "feel/when": "when you come home late",
    "feel/because": "because it makes me think i do not matter",
}  # fmt: skip
"""What the couple on the picture says; "yes" to everything else."""


async def mid_turn(pilot: Pilot[None], services: FakeServices) -> None:
    """Ana has said what she feels and corrects the reflection."""
    services.reflect = draft
    await begin(pilot, services)
    for _ in range(80):
        await until(pilot, lambda: is_waiting(services))
        now = state(services)
        if here(services) == "feel/verdict":
            break
        said = SAID.get(f"{here(services)}/{now.moment.partner}") or SAID.get(here(services), "yes")
        await answer(pilot, services, said, "voice")
        await until(pilot, lambda: state(services).turn != now.turn)  # noqa: B023
    await answer(pilot, services, "partly", "voice")
    await until(pilot, lambda: here(services) != "feel/verdict" and is_waiting(services))
    assert services.ear is not None
    services.ear.hear("i feel hurt and a little ashamed", seconds=9.0, doubtful="ashamed")
    services.ear.partly("when you come home late and everyone has gone")
    services.ear.sink(LevelMeasured(dbfs=-24.0, speech=True))
    for _ in range(4):
        await pilot.pause(0.2)


def looking(*keys: str) -> Walk:
    """Ana in the middle of a sentence, then these keys."""

    async def walk(pilot: Pilot[None], services: FakeServices) -> None:
        await mid_turn(pilot, services)
        await pilot.press(*keys)
        await pilot.pause(0.3)

    return walk


async def until_safety(pilot: Pilot[None], services: FakeServices) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, SafetyScreen))
    await pilot.press("enter")


def at(where: str, *keys: str) -> Walk:
    """In a session at that moment, then these keys."""

    async def walk(pilot: Pilot[None], services: FakeServices) -> None:
        await begin(pilot, services)
        await go_to(pilot, services, where)
        await pilot.press(*keys)
        await pilot.pause(0.1)

    return walk


def home(*keys: str) -> Walk:
    async def walk(pilot: Pilot[None], services: FakeServices) -> None:
        await pilot.pause(0.3)
        await pilot.press("escape", *keys)
        await pilot.pause(0.3)
        if services.ear is not None:
            services.ear.sink(LevelMeasured(dbfs=-30.0, speech=True))
            services.ear.hear("i feel hurt when you come home late", doubtful="late")
            services.ear.sink(Noticed(message="The microphone is in use elsewhere.", hint="Trying again."))
        await pilot.pause(0.3)

    return walk


WALKS: dict[str, Walk] = {
    "session": mid_turn,
    "session-verdict": at("my_part/verdict"),
    "session-agreement": at("agreement/confirm"),
    "session-paused": at("feel/ask", "p"),
    "session-big": looking("z", "z"),
    "session-one": looking("z"),
    "session-two-keys": looking("y", "tab"),
    "session-phrases": looking("w"),
    "session-transcript": looking("j"),
    "safety": until_safety,
    "help": at("feel/ask", "question_mark"),
    "note": at("feel/ask", "n", "1"),
    "confirm": at("feel/ask", "ctrl+c"),
    "review": at(""),
    "home": home(),
    "setup": home("u"),
    "profile": home("1"),
    "history": home("e"),
    "palette": home("ctrl+p"),
}


async def every(folder: Path, only: list[str], theme: str) -> None:
    for columns, rows in SIZES:
        for name, walk in WALKS.items():
            if not only or name in only:
                place = folder / f"{columns}x{rows}{'-light' if 'light' in theme else ''}"
                place.mkdir(parents=True, exist_ok=True)
                await shoot(name, walk, (columns, rows), place, theme)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="DIR", help="every screen in every size instead")
    parser.add_argument("--theme", default="", help="the theme's name; the dark one by default")
    parser.add_argument("only", nargs="*", help="with --all: only these screens")
    chosen = parser.parse_args()
    if chosen.all:
        asyncio.run(every(chosen.all, chosen.only, chosen.theme))
    else:
        images = ROOT / "docs" / "images"
        images.mkdir(exist_ok=True)
        asyncio.run(shoot("session", mid_turn, (100, 28), images, chosen.theme))


if __name__ == "__main__":
    main()
