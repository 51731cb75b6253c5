"""voicerepair replay"""

import click

from voicerepair.translate import t


@click.command()
@click.argument("session")
@click.option("--json", "as_json", is_flag=True, help=t("Each event as a line of JSON."))
def replay(session: str, as_json: bool) -> None:
    """Show SESSION again, from its journal. Needs its words to have been kept, or the session to be open."""
    from voicerepair.cli.plain_screen import PlainScreen, show_review
    from voicerepair.cli.stores import open_store, review_of
    from voicerepair.core import events as ev
    from voicerepair.core import session as sessions
    from voicerepair.core.state import SessionState
    from voicerepair.errors import StorageError

    with open_store() as store:
        if store is None:
            raise StorageError(t("No session has been kept yet."), t("Start one: voicerepair session"))
        screen = PlainScreen()
        state: SessionState | None = None
        for event in store.open(session).events():
            if as_json:
                click.echo(ev.encode(event).decode())
                continue
            if isinstance(event, ev.SessionOpened):
                state = sessions.begin(event).state
            elif state is not None:
                state = sessions.step(state, event).state
            if state is not None:
                screen.render(state)
        if not as_json:
            if state is None:
                click.echo(t("The words of this session were not kept; this is its review."))
            show_review(review_of(store, session))
