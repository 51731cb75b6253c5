"""voicerepair history"""

import json

import click


@click.command()
@click.argument("session", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def history(session: str | None, as_json: bool) -> None:
    """List the sessions on this machine, or show the review of SESSION."""
    import datetime

    import msgspec

    from voicerepair.cli.plain_screen import show_review
    from voicerepair.cli.stores import open_store, review_of

    with open_store() as store:
        if store is None:
            click.echo("[]" if as_json else "No session has been kept yet. Start one: voicerepair session")
            return
        if session:
            outcome = review_of(store, session)
            if as_json:
                click.echo(json.dumps(msgspec.to_builtins(outcome), ensure_ascii=False, indent=2))
            else:
                show_review(outcome)
            return
        rows = list(store.sessions())
    if as_json:
        click.echo(json.dumps([msgspec.to_builtins(row) for row in rows], ensure_ascii=False, indent=2))
        return
    for row in rows:
        when = datetime.datetime.fromtimestamp(row.started_at).strftime("%Y-%m-%d %H:%M")
        back = ""
        if row.state == "break":
            back = datetime.datetime.fromtimestamp(row.return_at).strftime(", back on %A %H:%M")
        click.echo(f"{row.session}  {when}  {' and '.join(row.partners)}, {row.protocol}, {row.state}{back}")
    if not rows:
        click.echo("No session has been kept yet. Start one: voicerepair session")
