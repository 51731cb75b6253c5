"""voicerepair doctor"""

import json
from typing import Any

import click

from voicerepair.translate import t


@click.command()
@click.option("--json", "as_json", is_flag=True, help=t("As JSON; exit code 1 when something is broken."))
@click.option("--quick", is_flag=True, help=t("Do not record or speak."))
def doctor(as_json: bool, quick: bool) -> None:
    """Check microphone, level, recogniser and model, voice, and storage; each line says how to mend it."""
    from voicerepair.cli.checks import run

    checks = run(is_quick=quick)
    if as_json:
        click.echo(json.dumps({"checks": checks}, ensure_ascii=False, indent=2))
    else:
        for check in checks:
            mark = {True: "well", False: "broken"}[check["ok"]] if not check.get("warning") else "note"
            click.echo(f"{check['name']}: {mark}. {check['message']}{_remedy(check)}")
    if not all(check["ok"] for check in checks):
        raise click.exceptions.Exit(1)


def _remedy(check: dict[str, Any]) -> str:
    return t(" To mend it: {check}", check=check["remedy"]) if check.get("remedy") else ""
