"""Ways to answer and ways to look: two keys for everything, phrase cards, large letters, one thing, no clocks."""

import pytest

from tests.tui.fake import FakeServices
from tests.tui.pilot import app_for, begin, go_to, is_drawn, shown, state, until
from voicerepair.core import events as ev
from voicerepair.core.people import Partner
from voicerepair.core.profiles import Person
from voicerepair.core.state import Phase
from voicerepair.tui import look
from voicerepair.tui.app import RepairApp
from voicerepair.tui.screens.profile import ProfileScreen
from voicerepair.tui.screens.review import ReviewScreen
from voicerepair.tui.screens.safety import SafetyScreen
from voicerepair.tui.screens.session import SessionScreen
from voicerepair.tui.screens.transcript import TranscriptScreen
from voicerepair.tui.widgets.big import Big, BigPanel, block, is_drawable
from voicerepair.tui.widgets.scan import ScanBar

WISHES = {"needs": "respect", "upset": "3", "keep": "agreements"}


async def test_a_whole_session_with_two_keys_alone() -> None:
    """Tab and Enter, as two switches send them; nothing else is pressed from the first page to the review."""
    services = FakeServices()
    services.names = ("Ana", "Ben")
    services.known = (Person(name="Ana", scanning=True),)
    app = RepairApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused is not None and app.focused.id == "first")
        while app.focused is None or app.focused.id != "start":
            await pilot.press("tab")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SafetyScreen))
        for _ in range(2):
            await pilot.press("enter", *("tab", "enter") * 3)
        await until(pilot, lambda: services.driver is not None and state(services).phase is Phase.LISTEN)
        for _ in range(150):
            await until(pilot, lambda: state(services).is_over or state(services).phase is Phase.LISTEN)
            if state(services).is_over:
                break
            await until(pilot, lambda: is_drawn(pilot, services))
            now = state(services)
            bar = app.screen.query_one(ScanBar)
            wish = WISHES.get(now.stage.step.id)
            if now.moment.name == "more":
                wish = "no"
            for _ in range(12):
                assert bar.chosen is not None
                if wish is None or bar.chosen.value == wish or wish not in (*now.moment.phrases, "3"):
                    break
                before = bar.chosen
                app.simulate_key("tab")
                await until(pilot, lambda: bar.chosen is not before)  # noqa: B023
            app.simulate_key("enter")
            await until(pilot, lambda: state(services) is not now)  # noqa: B023
            await until(pilot, lambda: state(services).phase in (Phase.LISTEN, Phase.ENDED))
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        assert state(services).reason == "completed"
        assert state(services).agreements
        await until(pilot, lambda: "I will listen before I answer" in shown(app))


async def test_the_marked_choice_is_shown_by_arrows_and_counted() -> None:
    services = FakeServices()
    app = app_for(services, Person(name="Ana", scanning=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "consent/ask")
        await until(pilot, lambda: "▶ yes ◀ 1 of 11 then: no; Done; Say it again" in shown(app))
        await pilot.press("tab")
        await until(pilot, lambda: "▶ no ◀ 2 of 11" in shown(app))
        await pilot.press("y")
        await until(pilot, lambda: "▶" not in shown(app) and "t: type here" in shown(app))


async def test_a_phrase_card_is_said_aloud_and_the_floor_stays() -> None:
    services = FakeServices()
    services.waits = False
    app = app_for(services, Person(name="Ana", phrases=("My chest is tight.",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")
        turn = state(services).turn
        services.mouth.waits = True  # type: ignore[union-attr]
        await pilot.press("w")
        await until(pilot, lambda: "1 My chest is tight." in shown(app))
        await pilot.press("1")
        await until(pilot, lambda: state(services).interlude == "My chest is tight.")
        services.mouth.waits = False  # type: ignore[union-attr]
        services.mouth.finish("played")  # type: ignore[union-attr]
        await until(pilot, lambda: state(services).phase is Phase.LISTEN)
        assert state(services).turn == turn
        assert state(services).record.text == "My chest is tight."  # type: ignore[union-attr]
        await pilot.press("space")
        await until(pilot, lambda: state(services).moment.name == "verdict")


async def test_phrase_cards_are_not_for_short_answers() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "consent/ask")
        await pilot.press("w")
        await until(pilot, lambda: "Phrase cards are for turns of your own words." in shown(app))


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (120, 40), (200, 60)])
async def test_very_large_letters_show_name_clock_and_words(size: tuple[int, int]) -> None:
    services = FakeServices()
    app = app_for(services, Person(name="Ben", layout="big"))
    async with app.run_test(size=size) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")
        assert services.ear is not None
        services.ear.hear("i was late", seconds=42.0)
        await until(pilot, lambda: state(services).record is not None and bool(state(services).record.lines))  # type: ignore[union-attr]
        await until(pilot, lambda: is_drawn(pilot, services))
        panel = app.screen.query_one(BigPanel)
        assert panel.display
        await until(pilot, lambda: "█" in shown(app))
        name = app.screen.query_one("#big-name", Big)
        is_large = panel.size.height >= 16
        drawn = " ".join(block("Ana", size[0], is_large=is_large)[0].split())
        assert drawn in shown(app)
        assert name.region.bottom <= size[1]
        words = app.screen.query_one("#big-words", Big)
        assert words.region.bottom <= panel.region.bottom + 1


def test_block_letters_cover_names_and_fit() -> None:
    assert is_drawable("José Ångström-O’Neil, 12:30?")
    assert not is_drawable("あ")
    for width in (20, 40, 80):
        lines = block("I feel lonely when you close the door because I want to talk", width, is_large=False)
        assert max(map(len, lines)) <= width
    assert block("I", 80, is_large=True) == ["██████", "  ██", "  ██", "  ██", "██████"]


async def test_layout_clocks_and_captions_change_by_key_in_the_middle_of_a_turn() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")
        turn = state(services).turn
        await until(pilot, lambda: "0:00 of 2:00 spoken" in shown(app))
        await pilot.press("c")
        await until(pilot, lambda: "spoken" not in shown(app))
        await pilot.press("c", "s")
        await until(pilot, lambda: "0:00 of 2:00" in shown(app) and "Heard" not in shown(app))
        await pilot.press("s", "z")
        await until(pilot, lambda: "Agreements" not in shown(app) and "What was your part?" in shown(app))
        await pilot.press("z")
        await until(pilot, lambda: screen.has_class("-big"))
        await pilot.press("z")
        await until(pilot, lambda: "Agreements" in shown(app))
        assert state(services).turn == turn


async def test_all_that_was_heard_can_be_scrolled() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "feel/ask")
        await pilot.press("j")
        await until(pilot, lambda: isinstance(app.screen, TranscriptScreen) and "I raised my voice" in shown(app))
        await pilot.press("home")
        await until(pilot, lambda: "Do you want this? Ana: yes Ben: yes" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))


async def test_needs_change_in_the_middle_of_a_turn_by_key() -> None:
    services = FakeServices()
    app = app_for(services, Person(name="Ben", called="Benno"))
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, ProfileScreen) and "For Benno" in shown(app))
        app.screen.query_one("#patience").value = "8"  # type: ignore[attr-defined]
        app.screen.query_one("#layout").value = "one"  # type: ignore[attr-defined]
        await pilot.press("f10")
        await until(pilot, lambda: state(services).opened.partners[1].patience_seconds == 8.0)
        assert state(services).opened.partners[1] == Partner(name="Benno", patience_seconds=8.0)
        await until(pilot, lambda: isinstance(app.screen, SessionScreen) and app.screen.has_class("-one"))
        assert services.known[0].patience_seconds == 8.0


def test_one_screen_serves_what_any_of_them_needs() -> None:
    assert look.shared([]) == look.Look()
    both = look.shared([Person(name="A", layout="big", timers=False), Person(name="B", captions=False, scanning=True)])
    assert both == look.Look("big", timers=False, captions=True, scanning=True)
    assert look.Look().next_layout().next_layout().next_layout() == look.Look()
    assert look.Look().toggled("timers") == look.Look(timers=False)


async def test_with_one_switch_choices_step_by_themselves() -> None:
    """Enter alone is left to press; the steps come by themselves, in the private check too."""
    services = FakeServices()
    app = app_for(services, Person(name="Ana", scanning=True, step_seconds=0.05))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SafetyScreen))
        app.simulate_key("enter")
        seen: set[str] = set()

        def marked_lines() -> int:
            seen.update(line.strip() for line in shown(app).split("  ") if "▶" in line)
            return len(seen)

        await until(pilot, lambda: marked_lines() > 2)
        assert services.driver is not None
        services.driver.safety(True)
        await until(pilot, lambda: isinstance(app.screen, SessionScreen) and state(services).phase is Phase.LISTEN)
        bar = app.screen.query_one(ScanBar)
        offered: set[object] = set()

        def offers() -> int:
            offered.add(bar.chosen)
            return len(offered - {None})

        await until(pilot, lambda: offers() >= 4)
        written = len(services.journal.written)
        app.simulate_key("enter")

        def taken() -> list[object]:
            fresh = services.journal.written[written:]
            return [event for event in fresh if isinstance(event, ev.TextTyped | ev.CommandGiven)]

        await until(pilot, taken)
