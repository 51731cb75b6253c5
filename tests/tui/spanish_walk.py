"""Walks through every screen in Spanish and prints what each shows.

A process of its own, since keys and labels are named as their modules are loaded.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from voicerepair import translate

translate.use("es")

from tests.core.simulate import WHOLE, Simulation  # noqa: E402
from tests.tui import fake  # noqa: E402
from tests.tui.pilot import ANSWERS, begin, go_to, shown, until  # noqa: E402
from voicerepair.adapters import protocol_files  # noqa: E402
from voicerepair.core import review as reviews  # noqa: E402
from voicerepair.core.state import Phase  # noqa: E402
from voicerepair.tui.app import RepairApp  # noqa: E402

KEYS = {
    "p": "p", "z": "z z", "y": "y", "w": "escape", "j": "escape", "question_mark": "escape", "n 1": "escape",
    "ctrl+c": "n", "ctrl+p": "escape",
}  # fmt: skip
"""What is pressed in a session, and what leaves it again."""
SAID = {
    "recall/ask": "nos reímos", "issue/ask": "palabras que hieren", "my_part/ask": "levanté la voz y lo siento",
    "feel/ask": "me siento triste", "feel/when": "cuando llegas tarde", "feel/because": "porque te echo de menos",
}  # fmt: skip
SPANISH = protocol_files.load("repair", Path("/nowhere"), "es")


class Services(fake.FakeServices):
    """Says what the command line would put in, in Spanish."""

    def recognizer_line(self) -> str:
        return "Vosk"

    def exercises(self) -> Sequence[tuple[str, str]]:
        return [("repair", SPANISH.title)]


def services(start: str = "") -> fake.FakeServices:
    found = Services()
    found.names, found.autostart = ("Ana", "Ben"), start
    found.past = [
        fake.info(state, session=f"s{place}") for place, state in enumerate(("break", "completed", "stopped"))
    ]
    found.reviews["s1"] = reviews.review(Simulation(WHOLE).run())
    return found


async def pages(keys: Sequence[str]) -> None:
    """From the first page."""
    app = RepairApp(services())
    async with app.run_test(size=(120, 60)) as pilot:
        await until(pilot, lambda: "Empezar" in shown(app))
        await pilot.press("escape", *keys)
        await pilot.pause()
        await pilot.pause()
        print(shown(app))


async def session() -> None:
    """The session's own screen, and all that its keys open."""
    found = services("new")
    app = RepairApp(found)
    async with app.run_test(size=(120, 60)) as pilot:
        await begin(pilot, found)
        await go_to(pilot, found, "feel/ask")
        for keys, leave in KEYS.items():
            await pilot.press(*keys.split())
            await pilot.pause()
            await pilot.pause()
            print(shown(app))
            await pilot.press(*leave.split())
            await pilot.pause()
        await go_to(pilot, found, "feel/verdict")
        print(shown(app))
        await pilot.press("ctrl+c")
        await until(pilot, lambda: "Parar aquí" in shown(app))
        print(shown(app))
        await pilot.press("y")
        await until(pilot, lambda: found.driver is not None and found.driver.state.phase is Phase.ENDED)


async def main() -> None:
    ANSWERS.update(SAID)
    fake.repair = lambda: SPANISH  # type: ignore[attr-defined]
    for keys in ([], ["u"], ["1"], ["e"], ["e", "down", "enter"], ["ctrl+p"], ["question_mark"]):
        await pages(keys)
    await session()


if __name__ == "__main__":
    asyncio.run(main())
