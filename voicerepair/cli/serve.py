"""voicerepair serve"""

import asyncio
from collections.abc import Callable
from typing import Any

import click

from voicerepair.cli.sessions import on_interrupt, options, unfinished, wiring_for
from voicerepair.errors import UsageError
from voicerepair.translate import t


@click.command()
@options
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help=t("Where to listen on 127.0.0.1; 0: any free one.")
)
def serve(port: int, **chosen: Any) -> None:
    """Start a session that is shown and answered in a browser on this machine.

    It listens on 127.0.0.1 only. The link that is printed works once; press Enter for a new one, which shuts the
    old page out. The microphone and the voice are this machine's, as in every session.
    """
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise UsageError(
            t("The browser view is not installed."), t("Install it: pip install 'voicerepair[serve]'")
        ) from error
    wiring = wiring_for(chosen)
    names = list(chosen["partners"])
    if not chosen["resume"] and not names:
        names = [click.prompt(t("Name of partner {n}", n=n), default=name) for n, name in ((1, "Ana"), (2, "Ben"))]
    store = wiring.store(keep_nothing=wiring.settings.keep == "nothing")
    try:
        asyncio.run(run_served(wiring, store, chosen, names, port))
    finally:
        store.close()


async def run_served(wiring: Any, store: Any, chosen: dict[str, Any], names: list[str], port: int) -> None:
    """Serve until the session is over and the page was left, or Ctrl+C."""
    from voicerepair.cli.plain_screen import LineReader
    from voicerepair.cli.wiring import new_session_id, silent_parts
    from voicerepair.runtime.clock import WallClock
    from voicerepair.web.access import Gate
    from voicerepair.web.app import WebApp
    from voicerepair.web.screen import WebScreen
    from voicerepair.web.server import listen, server

    clock = WallClock()
    resumed = unfinished(store) if chosen["resume"] else ""
    identifier = resumed or new_session_id()
    screen = WebScreen(clock.now)

    def parts(relay: Any, clock: Any) -> Any:
        if chosen["no_mic"] and not wiring.settings.spoken:
            return silent_parts(relay, clock)
        return wiring.ear(relay, not chosen["no_mic"], clock), wiring.mouth(relay)

    opened = None if resumed else wiring.opened(identifier, names, chosen["protocol"], store, clock.now())
    driver = wiring.driver(store, identifier, screen, is_new=not resumed, clock=clock, parts=parts)
    screen.hands = driver
    listening = listen(port)
    gate = Gate(listening.getsockname()[1])
    app = WebApp(gate, screen)
    serving = server(app)
    leaving = asyncio.Event()

    def leave() -> None:
        leaving.set()
        if driver.has_begun and not driver.state.is_over:
            driver.command("stop")
            driver.type("yes")

    def line(text: str | None) -> None:
        if text is not None:
            show_link(gate.renew())
            app.close()

    loop = asyncio.get_running_loop()
    running = asyncio.create_task(serving.serve(sockets=[listening]))
    try:
        with on_interrupt(loop, leave):
            show_link(gate.link)
            LineReader(lambda text: loop.call_soon_threadsafe(line, text)).start()
            await first(app.entered, leaving)
            if not leaving.is_set():
                await driver.run(opened)
            if not leaving.is_set():
                await first(app.left, leaving)
    finally:
        app.close()
        serving.should_exit = True
        await running
    click.echo(t("Closed. Everything is kept as you chose."))


async def first(*events: asyncio.Event) -> None:
    """Wait until one of them is set."""
    tasks = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def show_link(link: str, echo: Callable[[str], None] = click.echo) -> None:
    echo(t("Open this in a browser on this machine. It works once: {link}", link=link))
    echo(t("Press Enter for a new link, Ctrl+C to stop."))
