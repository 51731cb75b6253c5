"""voicerepair delete"""

import click

from voicerepair.translate import t


@click.command()
@click.argument("session", required=False)
@click.option("--all", "everything", is_flag=True, help=t("Every session."))
@click.option("--yes", is_flag=True, help=t("Do not ask."))
def delete(session: str | None, everything: bool, yes: bool) -> None:
    """Delete SESSION, or all of them, for good: overwritten, not only unlinked."""
    from voicerepair.cli.stores import open_store
    from voicerepair.errors import UsageError

    if bool(session) == everything:
        raise UsageError(t("Name one session, or use --all."), t("See: voicerepair history"))
    with open_store() as store:
        if store is None:
            click.echo(t("There is nothing to delete."))
            return
        found = [info.session for info in store.sessions()] if everything else [store.open(session or "").session]
        what = t("all {found} sessions", found=len(found)) if everything else t("session {session}", session=session)
        if not yes:
            click.confirm(t("Delete {what}? This cannot be undone.", what=what), abort=True, err=True)
        for one in found:
            store.delete(one)
    click.echo(t("Deleted {what}.", what=what))
