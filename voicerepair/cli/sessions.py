"""voicerepair session, voicerepair plain"""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from voicerepair.core.state import SessionState
from voicerepair.translate import t

OPTIONS = [
    click.option(
        "--partner", "-p", "partners", multiple=True, metavar="NAME", help=t("A partner's name; once for each.")
    ),
    click.option("--by-voice", is_flag=True, help=t("Ask by voice first who is here and what each needs.")),
    click.option("--protocol", default="repair", show_default=True, help=t("Which exercise: an id or a .toml file.")),
    click.option("--language", help=t("Of what is said, heard and shown: en, es.")),
    click.option("--resume", is_flag=True, help=t("Go on with the last session that was not finished.")),
    click.option("--keep", type=click.Choice(["nothing", "agreements"]), help=t("nothing: memory only, no store.")),
    click.option("--model", metavar="NAME|PATH", help=t("The Vosk model that listens.")),
    click.option(
        "--recognizer", type=click.Choice(["auto", "vosk", "pocketsphinx"]), help=t("Which recogniser listens.")
    ),
    click.option("--no-voice", is_flag=True, help=t("Show prompts, do not speak them.")),
    click.option("--no-mic", is_flag=True, help=t("Do not listen: type, or pick by key.")),
    click.option("--rate", type=int, help=t("How fast the voice speaks, words a minute.")),
    click.option("--voice", help=t("Which voice speaks.")),
    click.option("--patience", "patience_seconds", type=float, help=t("Silence that ends a turn, seconds; 0: never.")),
    click.option("--time", "turn_scale", type=float, help=t("Every time limit times this; 0: no limits.")),
    click.option(
        "--for",
        "needs",
        multiple=True,
        metavar="NAME=NEED",
        help=t("What a partner needs: no-touch, blind, deaf, far-apart, plain, no-reminders, nudges. Once for each."),
    ),
    click.option(
        "--new-thread", is_flag=True, help=t("This is about something new; what is open is asked about all the same.")
    ),
    click.option(
        "--facilitator",
        metavar="NAME",
        help=t("Who guides the session; everyone is asked first, and nothing is said that they do not choose."),
    ),
    click.option(
        "--agenda", multiple=True, metavar="POINT", help=t("A point of the facilitator's own; once for each.")
    ),
    click.option("--no-touch", is_flag=True, help=t("No prompts about touching or looking.")),
]


def options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def wiring_for(chosen: dict[str, Any]) -> Any:
    """The wiring for these flags."""
    from voicerepair.cli.logs import start_logging
    from voicerepair.cli.wiring import Wiring
    from voicerepair.config import load, paths

    names = ("keep", "model", "recognizer", "rate", "voice", "patience_seconds", "turn_scale", "language")
    flags = {key: chosen.get(key) for key in names}
    flags["spoken"] = False if chosen["no_voice"] else None
    flags["touch"] = False if chosen["no_touch"] else None
    settings = load(flags)
    return Wiring(settings, paths(), start_logging(), needs=_needs(chosen.get("needs", ())),
                  language=settings.language or "en", is_new_thread=bool(chosen.get("new_thread")),
                  facilitator=(chosen.get("facilitator") or "").strip(), agenda=_agenda(chosen))  # fmt: skip


def _agenda(chosen: dict[str, Any]) -> tuple[str, ...]:
    from voicerepair.errors import UsageError

    points = tuple(" ".join(point.split())[:200] for point in chosen.get("agenda") or () if point.strip())
    if points and not chosen.get("facilitator"):
        raise UsageError(t("--agenda is for a facilitator."), t("Add --facilitator NAME."))
    return points


def _needs(given: Iterable[str]) -> dict[str, list[str]]:
    """ "Ben=deaf" and the like, by name in lower case. Raises `UsageError` naming the nearest need."""
    import difflib

    from voicerepair.core.variants import NEEDS
    from voicerepair.errors import UsageError

    found: dict[str, list[str]] = {}
    for one in given:
        name, _, words = one.partition("=")
        for need in words.split(","):
            if need.strip() not in NEEDS:
                near = difflib.get_close_matches(need.strip(), NEEDS, 1)
                hint = (
                    t("Did you mean {name}={near}?", name=name, near=near[0])
                    if near
                    else t("Write NAME=NEED, of {NEEDS}.", NEEDS=", ".join(NEEDS))
                )
                raise UsageError(t("--for {one}: “{strip}” is not known.", one=one, strip=need.strip()), hint)
            found.setdefault(name.strip().lower(), []).append(need.strip())
    return found


def unfinished(store: Any) -> str:
    """The last session that can be resumed. Raises `StorageError`."""
    from voicerepair.errors import StorageError

    for info in store.sessions():
        if info.state in ("open", "break", "stopped"):
            session: str = info.session
            return session
    raise StorageError(t("There is no unfinished session."), t("Start a new one: voicerepair session"))


@click.command()
@options
@click.option(
    "--page", is_flag=True, help=t("Also as a page on this machine, for a second screen; the link works once.")
)
def session(**chosen: Any) -> None:
    """Start a session in the full-screen app."""
    from voicerepair.cli.fullscreen import run_session

    run_session(wiring_for(chosen), chosen)


@click.command()
@options
def plain(**chosen: Any) -> None:
    """Start a session line by line: voice and typing, nothing repainted.

    For screen readers, braille and simple terminals. Type an answer and press Enter; an empty line silences the
    voice, or ends a turn. A number gives the choice of that number. With two keys alone: Space and Enter reads the next
    choice, Enter takes it. The words pause, repeat, slower, help, back, skip, pass, where are we, time, what did I say,
    agreements and stop work at any time.
    """
    wiring = wiring_for(chosen)
    store = wiring.store(keep_nothing=wiring.settings.keep == "nothing")
    try:
        asyncio.run(run_plain(wiring, store, chosen))
    finally:
        store.close()


async def run_plain(wiring: Any, store: Any, chosen: dict[str, Any]) -> SessionState:
    """One plain session, until it ends or the input does."""
    from voicerepair.cli.plain_screen import LineReader, PlainScreen, PlainTalk, no_echo, show_review
    from voicerepair.cli.wiring import new_session_id, silent_parts
    from voicerepair.core.review import review
    from voicerepair.runtime.clock import WallClock

    loop = asyncio.get_running_loop()
    clock = WallClock()
    resumed = unfinished(store) if chosen["resume"] else ""
    names = list(chosen["partners"])
    lines: list[Callable[[str | None], object]] = [lambda line: None]
    reader = LineReader(lambda line: loop.call_soon_threadsafe(lambda: lines[0](line)))
    if not resumed and not names and chosen.get("by_voice"):
        from voicerepair.cli.introduce import introduced

        reader.start()
        names = await introduced(wiring, store, clock, lambda take: lines.__setitem__(0, lambda line: take(line or "")))
    elif not resumed and not names:
        names = [click.prompt(t("Name of partner {n}", n=n), default=name) for n, name in ((1, "Ana"), (2, "Ben"))]
    click.echo(t("voicerepair. This is not therapy. Everything stays on this machine."))
    if not chosen["no_mic"]:
        click.echo(t("Recogniser: {name}", name=wiring.recognizer_line()))
    identifier = resumed or new_session_id()

    with no_echo(sys.stdin) as hide:

        class Plain(PlainScreen):
            talk: PlainTalk | None = None

            def render(self, state: SessionState) -> None:
                super().render(state)
                if self.talk is not None:
                    self.talk.follow(state)

        screen = Plain()

        def parts(relay: Any, clock: Any) -> Any:
            if chosen["no_mic"] and not wiring.settings.spoken:
                return silent_parts(relay, clock)  # nothing is said or heard: everybody reads at their own pace
            return wiring.ear(relay, not chosen["no_mic"], clock), wiring.mouth(relay)

        opened = None if resumed else wiring.opened(identifier, names, chosen["protocol"], store, clock.now())
        driver = wiring.driver(store, identifier, screen, is_new=not resumed, clock=clock, parts=parts)
        talk = screen.talk = PlainTalk(driver, hide)
        lines[0] = talk.take
        with on_interrupt(loop, talk.leave):
            if not reader.is_running:
                reader.start()
            state: SessionState = await driver.run(opened)
    click.echo("")
    show_review(review(state))
    if wiring.settings.keep != "nothing":
        click.echo(t("To keep this as a page or in a calendar: voicerepair export last --help"))
    if state.reason in ("stopped", "break"):
        click.echo(t("To go on: voicerepair plain --resume"))
    return state


@contextmanager
def on_interrupt(loop: asyncio.AbstractEventLoop, leave: Callable[[], None]) -> Iterator[None]:
    """Ctrl+C leaves politely; a second one at once."""

    def interrupted() -> None:
        loop.remove_signal_handler(signal.SIGINT)
        click.echo(t("Stopping. Everything is kept."))
        leave()

    try:
        loop.add_signal_handler(signal.SIGINT, interrupted)
    except (NotImplementedError, RuntimeError):  # not the main thread: whoever runs this has its own way out
        yield
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)
