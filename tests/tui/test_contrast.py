"""Every colour that text is painted in reaches 7:1 on what it is painted on: measured on the screens themselves."""

import pytest
from textual.color import Color

from tests.tui.fake import FakeServices, info
from tests.tui.pilot import app_for, begin, go_to, until
from tests.tui.test_themes import luminance
from voicerepair.core.profiles import Person
from voicerepair.ports import Noticed
from voicerepair.tui.app import RepairApp
from voicerepair.tui.themes import THEMES


def faint(app: RepairApp) -> set[tuple[str, str, str]]:
    """(text, foreground, background) of everything on the screen under 7:1, ornaments left out."""
    found = set()
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            style, text = segment.style, segment.text.strip(" \xa0▌▐│╭╮╰╯─▏▎▍▊▉█▁▔▂▃▄▅▆▇·▼▀")
            if not text or style is None or style.color is None or style.bgcolor is None:
                continue
            pair = [style.color.get_truecolor(), style.bgcolor.get_truecolor()]
            if style.reverse:
                pair.reverse()
            low, high = sorted(luminance(Color(*colour)) for colour in pair)
            if (high + 0.05) / (low + 0.05) < 7.0:
                found.add((text, f"{pair[0]}", f"{pair[1]}"))
    return found


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_every_page_in_every_theme(theme: str) -> None:
    services = FakeServices()
    services.names = ("Ana", "Ben")
    services.past = [info("break"), info("completed", session="s0")]
    app = RepairApp(services, theme)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await until(pilot, lambda: app.focused is not None)
        await pilot.pause()
        assert faint(app) == set(), "home"
        for key, name in (("u", "setup"), ("e", "history"), ("question_mark", "help"), ("1", "profile")):
            await pilot.press("escape", key)
            await pilot.pause(0.1)
            assert faint(app) == set(), name
            await pilot.press("tab", "tab")
            await pilot.pause()
            assert faint(app) == set(), f"{name}, with another focus"
            await pilot.press("escape", "escape")
        app.notify("A notice.", title="Sorry", severity="error")
        app.notify("A warning.", severity="warning")
        await pilot.pause(0.1)
        assert faint(app) == set(), "notifications"
        await pilot.press("ctrl+p")
        await pilot.pause(0.2)
        assert faint(app) == set(), "palette"


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_the_session_in_every_theme(theme: str) -> None:
    services = FakeServices()
    app = app_for(services, Person(name="Ben", phrases=("Wait.",)))
    app.theme = theme
    async with app.run_test(size=(120, 40)) as pilot:
        await begin(pilot, services, check="")
        await pilot.press("enter", "tab")
        await pilot.pause()
        assert faint(app) == set(), "private check"
        await pilot.press("1", "1", "1", "enter", "1", "1", "1")
        await go_to(pilot, services, "my_part/ask")
        assert services.ear is not None
        services.ear.hear("i raised my voice", doubtful="voice")
        services.ear.partly("and then")
        assert app.session is not None
        for level in ("info", "warning", "error"):
            app.session.tell(Noticed(message=f"A {level}.", level=level), 12.0)  # type: ignore[arg-type]
            await pilot.pause(0.1)
            assert faint(app) == set(), level
        for keys in (
            ("y",),
            ("y", "z"),
            ("z",),
            ("z", "t"),
            ("escape", "w"),
            ("escape", "n"),
            ("1",),
            ("escape", "ctrl+c"),
        ):
            await pilot.press(*keys)
            await pilot.pause(0.1)
            assert faint(app) == set(), keys
