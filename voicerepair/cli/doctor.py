"""voicerepair doctor"""

import json
from typing import Any

import click

from voicerepair.translate import t

NAMES = {
    "microphone": t("microphone"), "level": t("level"), "recogniser": t("recogniser"), "voice": t("voice"),
    "loudspeaker": t("loudspeaker"), "storage": t("storage"), "echo": t("echo"),
}  # fmt: skip


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
            mark = t("note") if check.get("warning") else t("well") if check["ok"] else t("broken")
            click.echo(f"{NAMES.get(check['name'], check['name'])}: {mark}. {check['message']}{_remedy(check)}")
    if not all(check["ok"] for check in checks):
        raise click.exceptions.Exit(1)


def _remedy(check: dict[str, Any]) -> str:
    return t(" To mend it: {check}", check=check["remedy"]) if check.get("remedy") else ""
