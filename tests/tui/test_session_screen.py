"""The session on the screen: real core, real driver, keys and words."""

import time

import pytest

from tests.tui.fake import DANGER, FakeServices
from tests.tui.pilot import SIZES, answer, app_for, begin, go_to, here, shown, state, until
from voicerepair.core import events as ev
from voicerepair.core.state import Phase
from voicerepair.ports import EarconShown, LevelMeasured, Noticed, PartialHeard
from voicerepair.tui.screens.farewell import FarewellScreen
from voicerepair.tui.screens.home import HomeScreen
from voicerepair.tui.screens.review import ReviewScreen
from voicerepair.tui.screens.safety import HelpOfferScreen
from voicerepair.tui.screens.session import SessionScreen
from voicerepair.tui.widgets.answer import AnswerInput


@pytest.mark.parametrize(("size", "by"), [((40, 12), "keys"), ((80, 24), "voice")])
async def test_a_whole_session_ends_in_its_review(size: tuple[int, int], by: str) -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=size) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, by=by)
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await until(pilot, lambda: "I will call when I am late" in shown(app))
        assert state(services).reason == "completed"
        assert len(state(services).agreements) == 2
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.parametrize("size", SIZES)
async def test_a_turn_shows_floor_clock_microphone_and_captions(size: tuple[int, int]) -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=size) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "feel/because")
        assert services.ear is not None
        services.ear.hear("because it makes me think", seconds=42.0, doubtful="think")
        services.ear.partly("i do not matter")
        await until(pilot, lambda: "… I do not matter …" in shown(app) or "I do not" in shown(app))
        await until(pilot, lambda: "0:42 of 2:00" in shown(app))
        text = shown(app)
        assert "BEN SPEAKS Ana listens" in text or "ANA SPEAKS Ben listens" in text
        assert "open" in text
        assert "think?" in text
        assert "Step 17 of 35" in text
        assert "What makes it matter so much?" in text or size == (40, 12)


async def test_the_cards_show_the_reflection_and_the_agreements() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(120, 40)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "my_part/verdict")
        await until(pilot, lambda: "waiting for Ana: yes, partly, or no?" in shown(app))
        await until(pilot, lambda: "1 yes 2 partly 3 no 4 in my words" in shown(app))
        await go_to(pilot, services, "agreement/confirm")
        assert "(0 of 2 said yes)" in shown(app)
        await go_to(pilot, services, "agreement/more")
        assert "✓ Ana: “I will call when I am late”" in shown(app)


async def test_any_key_silences_the_voice_and_space_means_done() -> None:
    services = FakeServices()
    services.waits = True
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: services.mouth is not None and services.mouth.playing)
        assert services.mouth is not None
        await until(pilot, lambda: "The voice says" in shown(app))
        await pilot.press("z")
        await until(pilot, lambda: services.mouth.hushed == 1)
        services.mouth.waits = False
        services.mouth.finish("played")
        await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")
        assert services.ear is not None
        services.ear.hear("i raised my voice")
        await until(pilot, lambda: state(services).record.lines)  # type: ignore[union-attr]
        await pilot.press("space")
        await until(pilot, lambda: here(services) == "my_part/verdict")


async def test_typing_into_the_line_silences_the_voice_too() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")
        assert services.mouth is not None
        services.mouth.waits = True
        await pilot.press("r", "t")
        await until(pilot, lambda: isinstance(app.focused, AnswerInput))
        await until(pilot, lambda: state(services).phase is Phase.LISTEN)
        await pilot.press(*"repeat", "enter")
        await until(pilot, lambda: services.mouth.playing and state(services).phase is Phase.PROMPT)
        await until(pilot, lambda: app.session.state is state(services))  # type: ignore[union-attr]
        await pilot.press("x")
        await until(pilot, lambda: state(services).phase is Phase.LISTEN)
        assert app.screen.query_one(AnswerInput).value == "x"


async def test_keys_give_the_same_commands_as_words() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")
        for key, command in {"l": "slower", "m": "more time", "h": "help", "r": "repeat", "f": "not finished"}.items():
            await pilot.press(key)
            await until(pilot, lambda command=command: services.journal.written[-1] and command in given(services))  # type: ignore[misc]
            await until(pilot, lambda: state(services).phase is Phase.LISTEN)
        await pilot.press("p")
        await until(pilot, lambda: state(services).is_paused and state(services).phase is Phase.LISTEN)
        await until(pilot, lambda: "PAUSED" in shown(app))
        await pilot.press("p")
        await until(pilot, lambda: not state(services).is_paused)
        await until(pilot, lambda: state(services).phase is Phase.LISTEN)
        position = state(services).position
        await pilot.press("x")
        await until(pilot, lambda: state(services).position > position)


def given(services: FakeServices) -> set[str]:
    return {event.command for event in services.journal.written if isinstance(event, ev.CommandGiven)}


async def test_the_private_check_shows_no_answer_and_declines_without_a_name() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services, check="")
        await until(pilot, lambda: "Ana, please take the keyboard. Ben, please look away." in shown(app))
        await pilot.press("enter", "2")
        after_yes = shown(app)
        await pilot.press("b", "1")
        assert shown(app) == after_yes
        await pilot.press("1", "3")
        assert "Ben, please take the keyboard. Ana, please look away." in shown(app)
        await pilot.press("1", "2", "enter", "1", "1", "1")
        await until(pilot, lambda: isinstance(app.screen, FarewellScreen))
        await until(pilot, lambda: "Not today is a good answer" in shown(app))
        text = shown(app)
        assert "help lines" in text
        assert "Ana" not in text
        assert "Ben" not in text
        kinds = {type(event) for event in services.journal.written}
        assert ev.SafetyDeclined in kinds
        assert not kinds & {ev.TextTyped, ev.CommandGiven}


async def test_a_question_of_the_check_is_asked_whatever_was_answered_before() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services, check="")
        for name, other in (("Ana", "Ben"), ("Ben", "Ana")):
            await until(pilot, lambda name=name: f"{name}, please take the keyboard" in shown(app))  # type: ignore[misc]
            await pilot.press("enter")
            for key, question in (("2", f"afraid of {other}"), ("3", f"Has {other} hurt you"), ("1", "unsafe")):
                assert question in shown(app)
                await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, FarewellScreen))


async def test_a_disclosure_brings_help_and_its_words_are_nowhere() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")
        await answer(pilot, services, f"when {DANGER} i hide", "type")
        await until(pilot, lambda: isinstance(app.screen, HelpOfferScreen))
        await until(pilot, lambda: "good moment" in shown(app))
        assert "This is a good moment to pause. 1 How to find help 2 Leave it for today 3 Go on" in shown(app)
        await pilot.press("1")
        await until(pilot, lambda: "local emergency number" in shown(app))
        await pilot.press("3")
        await until(pilot, lambda: here(services) == "my_part/ask" and state(services).phase is Phase.LISTEN)
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert "hide" not in shown(app)
        await answer(pilot, services, DANGER, "type")
        await until(pilot, lambda: isinstance(app.screen, HelpOfferScreen))
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, FarewellScreen))
        assert DANGER not in b"".join(map(ev.encode, services.journal.written)).decode()


async def test_a_break_is_booked_and_said() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "upset/ask")
        await pilot.press("plus")
        await until(pilot, lambda: here(services) == "upset/flooded" and state(services).phase is Phase.LISTEN)
        await until(pilot, lambda: "like a break first?" in shown(app))
        await pilot.press("1")
        await until(pilot, lambda: here(services) == "upset/return" and state(services).phase is Phase.LISTEN)
        await until(pilot, lambda: "2 one hour" in shown(app))
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, FarewellScreen))
        await until(pilot, lambda: "A break. We go on" in shown(app))
        assert 3500 < state(services).return_at - time.time() < 3700


async def test_a_private_note_is_hidden_while_written_and_kept_for_its_writer() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")
        await pilot.press("n")
        await until(pilot, lambda: "Whose is it? 1 Ana 2 Ben" in shown(app))
        await pilot.press("2", *"secret")
        assert "secret" not in shown(app)
        await pilot.press("f2")
        await until(pilot, lambda: "secret" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: state(services).notes == ((1, "secret"),))
        assert "secret" not in shown(app)
        await pilot.press("n", "escape")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert len(state(services).notes) == 1


async def test_faults_earcons_and_levels_are_shown_in_words() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")
        outlook = services.driver.screen  # type: ignore[union-attr]
        outlook.signal(LevelMeasured(dbfs=-20.0))
        await until(pilot, lambda: "level good" in shown(app))
        screen._notice_until = 0.0
        outlook.signal(EarconShown(earcon="turn_ending"))
        await until(pilot, lambda: "◔ About thirty seconds" in shown(app))
        outlook.signal(Noticed(message="The ear was restarted.", hint="Nothing is lost.", level="warning"))
        await until(pilot, lambda: "! The ear was restarted. Nothing is lost." in shown(app))
        outlook.signal(EarconShown(earcon="mic_open"))
        await pilot.pause(0.05)
        assert "! The ear was restarted." in shown(app)


async def test_a_partial_of_another_turn_is_not_shown() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")
        outlook = services.driver.screen  # type: ignore[union-attr]
        outlook.signal(PartialHeard(turn=state(services).turn - 1, text="late words"))
        outlook.signal(PartialHeard(turn=state(services).turn, text="words now"))
        await until(pilot, lambda: "… words now …" in shown(app))
        assert "late words" not in shown(app)


async def test_a_flood_of_partials_is_drawn_once() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")
        drawn: list[str] = []
        handle = screen.on_signalled
        screen.on_signalled = lambda message: (drawn.append("x"), handle(message))  # type: ignore[method-assign,func-returns-value,assignment]
        outlook = services.driver.screen  # type: ignore[union-attr]
        for number in range(500):
            outlook.signal(PartialHeard(turn=state(services).turn, text=f"word {number}"))
        await until(pilot, lambda: "… word 499 …" in shown(app))
        assert len(drawn) < 5


async def test_resizing_to_a_tiny_terminal_and_back_keeps_what_matters_in_sight() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(120, 40)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "my_part/verdict")
        await pilot.resize_terminal(40, 12)
        await until(pilot, lambda: "mic open" in shown(app))
        text = shown(app)
        assert "ANA ANSWERS" in text
        assert "1 yes" in text
        assert "I hear that" in text
        assert "t: type here" in text
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: "Room to speak so far" in shown(app))


async def test_somebody_who_types_finds_the_line_ready() -> None:
    services = FakeServices()
    services.modality = "typing"
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await until(pilot, lambda: isinstance(app.focused, AnswerInput))
        await pilot.press(*"yes", "enter")
        await until(pilot, lambda: state(services).answer("consent", 0) == "yes")
        await until(pilot, lambda: "not listening: type or pick" in shown(app))
