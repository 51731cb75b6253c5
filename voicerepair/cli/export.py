"""voicerepair export"""

import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicerepair.translate import chosen, t

if TYPE_CHECKING:
    from voicerepair.core.report import Audience
    from voicerepair.core.review import Review

FORMATS = ("md", "html", "pdf", "json", "csv", "ics")


@click.command()
@click.argument("session")
@click.option(
    "--format", "-f", "kind", type=click.Choice(FORMATS), help=t("Without it: as the file's ending says, or md.")
)
@click.option(
    "--for",
    "audience",
    type=click.Choice(["us", "facilitator", "anonymised"]),
    default="us",
    show_default=True,
    help=t(
        "us: what you share. facilitator: also marks and the facilitator's notes. anonymised: no names, words or day."
    ),
)
@click.option("--output", "-o", type=click.Path(dir_okay=False), help=t("Where to; - for standard output."))
@click.option("--force", is_flag=True, help=t("Replace a file that is there."))
@click.option(
    "--with-words", is_flag=True, help=t("In a calendar: what was agreed, and not only that something is due.")
)
def export(
    session: str, kind: str | None, audience: "Audience", output: str | None, force: bool, with_words: bool
) -> None:
    """Write a report of SESSION (“last” for the newest), or its due agreements as a calendar (ics).

    The file is for your eyes only (mode 0600). What you do with it then is yours: it is not encrypted.
    """
    from voicerepair.cli.stores import open_store, review_of
    from voicerepair.errors import StorageError, UsageError

    ending = Path(output).suffix[1:].lower() if output else ""
    kind = kind or (ending if ending in FORMATS else "md")
    if kind == "ics" and audience == "anonymised":
        raise UsageError(t("A calendar cannot be anonymised."), t("Leave out --for."))
    with open_store() as store:
        found = next(iter(store.sessions()), None) if store is not None and session == "last" else None
        if store is None or (session == "last" and found is None):
            raise StorageError(t("No session has been kept yet."), t("Start one: voicerepair session"))
        name = found.session if found else session
        outcome = review_of(store, name)
    data = _made(outcome, kind, audience, with_words)
    if output == "-":
        if kind == "pdf" and sys.stdout.isatty():
            raise UsageError(t("A PDF is not for a terminal."), t("Name a file: -o report.pdf"))
        _print(data)
        return
    label = f"anonymised-{secrets.token_hex(2)}" if audience == "anonymised" else name
    path = Path(output) if output else Path(f"voicerepair-{label}.{kind}")
    _write(path, data, force)
    click.echo(t("Written: {path}", path=path))


def _made(outcome: "Review", kind: str, audience: "Audience", with_words: bool) -> bytes:
    """The report in that format; only what the format needs is imported."""
    from voicerepair.adapters import protocol_files
    from voicerepair.core.report import report

    if kind == "ics":
        from voicerepair.adapters.calendar_file import calendar

        data, count = calendar(outcome, with_words)
        left = len(outcome.agreements) + bool(outcome.return_at) - count
        if left:
            click.echo(
                t("{left} without a day that could be understood; see the report for them.", left=left), err=True
            )
        return data
    steps = {*outcome.steps, *(turn.step for turn in outcome.turns), *(mark.step for mark in outcome.marks)}
    is_known = protocol_files.is_shipped(outcome.protocol, outcome.title, steps)
    document = report(outcome, audience, (outcome.protocol,) if is_known else (), t)
    if kind == "html":
        from voicerepair.adapters.report_html import html

        return html(document, chosen())
    if kind == "pdf":
        from voicerepair.adapters.report_pdf import pdf

        return pdf(document, chosen())
    from voicerepair.adapters import report_text

    return {"md": report_text.markdown, "json": report_text.as_json, "csv": report_text.as_csv}[kind](document)


def _print(data: bytes) -> None:
    """To standard output. Raises `StorageError` where that is full."""
    from voicerepair.errors import StorageError

    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        hint = t("Check the folder, the disk and its permissions.")
        what = t("{path} cannot be written: {strerror}.", path="-", strerror=error.strerror)
        raise StorageError(what, hint) from error


def _write(path: Path, data: bytes, force: bool) -> None:
    """Write the file, asking before one is replaced where somebody can answer."""
    from voicerepair.adapters import whole_files
    from voicerepair.errors import UsageError

    try:
        whole_files.write(path, data, force)
    except FileExistsError as error:
        if not sys.stdin.isatty():
            raise UsageError(t("There is a file at {path} already.", path=path), t("To replace it: --force")) from error
        click.confirm(t("There is a file at {path} already. Replace it?", path=path), abort=True, err=True)
        whole_files.write(path, data, force=True)
