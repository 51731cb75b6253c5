"""voicerepair history"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicerepair.translate import joined, t, weekday

if TYPE_CHECKING:
    from voicerepair.adapters.journal_store import SqlcipherStore
    from voicerepair.core.summary import Row

NONE_YET = t("No session has been kept yet. Start one: voicerepair session")


@click.command()
@click.argument("session", required=False)
@click.option("--summary", is_flag=True, help=t("All sessions in figures, without anybody's words or names."))
@click.option(
    "--export", "path", type=click.Path(dir_okay=False), help=t("Those figures, a row a session: .csv or .jsonl.")
)
@click.option("--force", is_flag=True, help=t("Replace a file that is there."))
@click.option("--json", "as_json", is_flag=True, help=t("As JSON."))
def history(session: str | None, summary: bool, path: str | None, force: bool, as_json: bool) -> None:
    """List the sessions on this machine, show the review of SESSION, or sum them all up."""
    import msgspec

    from voicerepair.cli.plain_screen import show_review
    from voicerepair.cli.stores import open_store, review_of
    from voicerepair.errors import UsageError

    if session and (summary or path):
        raise UsageError(t("--summary and --export are about all sessions."), t("Leave out SESSION."))
    with open_store() as store:
        if store is None:
            click.echo("[]" if as_json else NONE_YET)
        elif path:
            _export(store, Path(path), force)
        elif summary:
            _sum_up(store, as_json)
        elif session:
            outcome = review_of(store, session)
            if as_json:
                click.echo(json.dumps(msgspec.to_builtins(outcome), ensure_ascii=False, indent=2))
            else:
                show_review(outcome)
        else:
            _list(store, as_json)


def _list(store: "SqlcipherStore", as_json: bool) -> None:
    import datetime

    import msgspec

    rows = list(store.sessions())
    if as_json:
        click.echo(json.dumps([msgspec.to_builtins(row) for row in rows], ensure_ascii=False, indent=2))
        return
    for row in rows:
        when = datetime.datetime.fromtimestamp(row.started_at).strftime("%Y-%m-%d %H:%M")
        back = ""
        if row.state == "break":
            return_at = datetime.datetime.fromtimestamp(row.return_at)
            back = t(", back on {day} {time}", day=weekday(return_at), time=f"{return_at:%H:%M}")
        click.echo(f"{row.session}  {when}  {joined(row.partners)}, {row.protocol}, {row.state}{back}")
    if not rows:
        click.echo(NONE_YET)


def _rows(store: "SqlcipherStore") -> Iterator["Row | None"]:
    """The figures of each session, newest first; None for one that has no outcome yet."""
    from voicerepair.adapters import protocol_files
    from voicerepair.core.summary import row

    shipped = protocol_files.shipped()
    for info in store.sessions():
        outcome = store.outcome(info.session)
        yield row(outcome, shipped) if outcome else None


def _sum_up(store: "SqlcipherStore", as_json: bool) -> None:
    import msgspec

    from voicerepair.core.summary import Summary

    whole = Summary()
    for one in _rows(store):
        if one is None:
            whole.unfinished += 1
        else:
            whole.add(one)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(whole), indent=2))
        return
    for line in whole.lines(t):
        click.echo(line)


def _export(store: "SqlcipherStore", path: Path, force: bool) -> None:
    """Piece by piece, so that ten thousand sessions need no more room than one."""
    from voicerepair.adapters import whole_files
    from voicerepair.errors import UsageError

    kinds = {".csv": _as_csv, ".jsonl": _as_lines}
    if path.suffix not in kinds:
        raise UsageError(
            t("{name} is neither .csv nor .jsonl.", name=path.name), t("Name it so: --export sessions.csv")
        )
    try:
        whole_files.write(path, kinds[path.suffix](store), force)
    except FileExistsError as error:
        if not sys.stdin.isatty():
            raise UsageError(t("There is a file at {path} already.", path=path), t("To replace it: --force")) from error
        click.confirm(t("There is a file at {path} already. Replace it?", path=path), abort=True, err=True)
        whole_files.write(path, kinds[path.suffix](store), force=True)
    click.echo(t("Written: {path}", path=path))


def _as_csv(store: "SqlcipherStore") -> Iterator[bytes]:
    from voicerepair.core.summary import Row

    yield (",".join(Row.__struct_fields__) + "\n").encode()
    for one in _rows(store):
        if one is not None:  # figures and fixed words only, so nothing needs quoting
            yield (",".join(str(getattr(one, name)) for name in Row.__struct_fields__) + "\n").encode()


def _as_lines(store: "SqlcipherStore") -> Iterator[bytes]:
    import msgspec

    for one in _rows(store):
        if one is not None:
            yield msgspec.json.encode(one) + b"\n"
