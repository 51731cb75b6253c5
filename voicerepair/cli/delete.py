"""voicerepair delete"""

import click


@click.command()
@click.argument("session", required=False)
@click.option("--all", "everything", is_flag=True, help="Every session.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(session: str | None, everything: bool, yes: bool) -> None:
    """Delete SESSION, or all of them, for good: overwritten, not only unlinked."""
    from voicerepair.cli.stores import open_store
    from voicerepair.errors import UsageError

    if bool(session) == everything:
        raise UsageError("Name one session, or use --all.", "See: voicerepair history")
    with open_store() as store:
        if store is None:
            click.echo("There is nothing to delete.")
            return
        found = [info.session for info in store.sessions()] if everything else [store.open(session or "").session]
        what = f"all {len(found)} sessions" if everything else f"session {session}"
        if not yes:
            click.confirm(f"Delete {what}? This cannot be undone.", abort=True, err=True)
        for one in found:
            store.delete(one)
    click.echo(f"Deleted {what}.")
