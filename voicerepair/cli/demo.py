"""voicerepair demo"""

import asyncio
import json
import time
from importlib import resources
from pathlib import Path
from typing import Any

import click

from voicerepair.translate import t

TITLE = t("A demonstration: Ana and Ben are synthetic voices, heard through the real ear and recogniser.")


@click.command()
@click.option("--plain", is_flag=True, help=t("Lines of text instead of the full-screen app."))
@click.option("--fast", is_flag=True, help=t("Do not wait for real time (implies --plain)."))
@click.option("--json", "as_json", is_flag=True, help=t("Print only the review, as one JSON object (implies --fast)."))
@click.option("--model", metavar="NAME|PATH", help=t("Use this Vosk model."))
@click.option("--recognizer", type=click.Choice(["auto", "vosk", "pocketsphinx"]), help=t("Which recogniser listens."))
def demo(plain: bool, fast: bool, as_json: bool, model: str | None, recognizer: str | None) -> None:
    """A whole session of two recorded people, through the real ear, recogniser, core and journal.

    Nothing of it is kept. It needs neither a microphone nor a loudspeaker.
    """
    from voicerepair.cli.logs import start_logging
    from voicerepair.cli.parts import demo_line, demo_model
    from voicerepair.cli.wiring import Wiring
    from voicerepair.config import load, paths

    settings = load({"model": model, "recognizer": recognizer})
    wiring = Wiring(settings, paths(), start_logging())
    show = (lambda line: None) if as_json else click.echo
    show(TITLE)
    show(demo_line(wiring, demo_model(wiring)))
    if not (plain or fast or as_json):
        from voicerepair.cli.fullscreen import run_demo

        run_demo(wiring, folder())
        return
    outcome = asyncio.run(run_plain(wiring, is_fast=fast or as_json, show=show))
    if as_json:
        click.echo(json.dumps(outcome, ensure_ascii=False, indent=2))


def folder() -> Path:
    """Where the recordings are."""
    return Path(str(resources.files("voicerepair") / "data" / "demo"))


def spoken_lines() -> dict[str, str]:
    """What is said at each cue."""
    script = json.loads((folder() / "script.json").read_text("utf-8"))
    return {line["cue"]: line["text"] for line in reversed(script)}


async def run_plain(wiring: Any, *, is_fast: bool, show: Any) -> dict[str, Any]:
    """Run it line by line; the review as plain data."""
    import msgspec

    from voicerepair.cli.parts import demo_model, replay_parts
    from voicerepair.cli.plain_screen import PlainScreen, show_review
    from voicerepair.cli.wiring import new_session_id
    from voicerepair.core.review import review
    from voicerepair.core.state import Phase, SessionState
    from voicerepair.errors import DeviceError
    from voicerepair.runtime.clock import StreamClock, WallClock

    store = wiring.store(keep_nothing=True)
    session = new_session_id()
    clock = StreamClock(time.time()) if is_fast else WallClock()

    lines = spoken_lines()

    class DemoScreen(PlainScreen):
        def render(self, state: SessionState) -> None:
            super().render(state)
            if "ear_lost" in state.faults:
                raise DeviceError(t("The demonstration's ear keeps failing."), t("To check: voicerepair doctor"))
            moment = state.moment
            if state.phase is Phase.LISTEN and moment.tries >= 2 and state.record and not state.record.typed:
                who = "all" if moment.partner < 0 else moment.partner
                show(t("(Misheard twice, so it is typed, as anybody may.)"))
                driver.type(lines.get(f"{state.stage.step.id}/{who}/{moment.name}", "yes"))
            if state.phase is Phase.PRIVATE:
                show(t("(Both answer the private check: it is safe to go on.)"))
                driver.safety(cleared=True)

    screen = DemoScreen(show)
    parts = replay_parts(wiring, folder(), demo_model(wiring), is_fast)
    driver = wiring.driver(store, session, screen, is_new=True, clock=clock, parts=parts)
    opened = wiring.opened(session, ["Ana", "Ben"], "repair", store, clock.now())
    state = await driver.run(opened)
    outcome = review(state, getattr(driver.ear, "recognizer", ""))
    show("")
    show_review(outcome, show)
    plain: dict[str, Any] = msgspec.to_builtins(outcome)
    return plain
