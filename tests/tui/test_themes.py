"""Every text colour on every background it can stand on reaches WCAG's 7:1."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from tests.tui.fake import FakeServices
from voicerepair import tui
from voicerepair.tui.app import RepairApp
from voicerepair.tui.themes import DARK, LIGHT, MUTED, THEMES


def luminance(colour: Color) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_contrast(theme: Theme) -> None:
    texts = [theme.foreground, theme.primary, theme.secondary, theme.accent, theme.success, theme.warning, theme.error,
             MUTED[theme.name]]  # fmt: skip
    for text in texts:
        for ground in (theme.background, theme.surface, theme.panel):
            assert contrast(str(text), str(ground)) >= 7.0, (theme.name, text, ground)


def test_the_contrast_formula_knows_black_on_white() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0


async def test_d_changes_between_light_and_dark_and_is_kept() -> None:
    services = FakeServices()
    app = RepairApp(services)
    async with app.run_test() as pilot:
        assert app.theme == DARK.name
        await pilot.press("escape", "d")
        assert app.theme == LIGHT.name
        assert services.theme == LIGHT.name
        await pilot.press("d")
        assert app.theme == DARK.name


async def test_a_theme_can_be_asked_for_and_an_unknown_one_is_the_dark_one() -> None:
    for asked, got in ((LIGHT.name, LIGHT.name), ("no-such-theme", DARK.name)):
        app = RepairApp(FakeServices(), asked)
        async with app.run_test():
            assert app.theme == got


def test_animations_can_be_switched_off_as_textual_does() -> None:
    script = (
        "from tests.tui.fake import FakeServices; from voicerepair.tui.app import RepairApp;"
        "print(RepairApp(FakeServices()).animation_level)"
    )
    environment = {**os.environ, "TEXTUAL_ANIMATIONS": "none"}
    ran = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "none"


def test_nothing_of_ours_moves_by_itself() -> None:
    """No animation, transition or blinking is asked for anywhere; what scrolls jumps."""
    for file in Path(tui.__file__).parent.rglob("*.*"):
        if file.suffix in (".py", ".tcss"):
            text = file.read_text("utf-8")
            assert not re.search(r"\btransition\s*:|\.animate\(|\bblink\b(?!=False)", text), file
            for call in re.findall(r"scroll_(?:relative|home|end|visible)\([^)]*\)", text):
                assert "animate=False" in call or call.endswith("visible)"), (file, call)
