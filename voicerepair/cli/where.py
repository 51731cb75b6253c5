"""voicerepair where"""

import json

import click

from voicerepair.translate import t

NAMES = {
    "settings": t("settings"), "own protocols": t("own protocols"), "models": t("models"),
    "sessions (encrypted)": t("sessions (encrypted)"), "log (no words)": t("log (no words)"),
}  # fmt: skip


@click.command()
@click.option("--json", "as_json", is_flag=True, help=t("As JSON."))
def where(as_json: bool) -> None:
    """Show where everything is kept, and every setting in force."""
    import msgspec

    from voicerepair.config import load, paths

    found = paths()
    places = {
        "settings": found.config_file,
        "own protocols": found.config / "protocols",
        "sessions (encrypted)": found.store,
        "models": found.models,
        "log (no words)": found.log,
    }
    settings = msgspec.to_builtins(load())
    if as_json:
        click.echo(json.dumps({"places": {k: str(v) for k, v in places.items()}, "settings": settings}, indent=2))
        return
    for name, path in places.items():
        click.echo(f"{NAMES[name]}: {path}{'' if path.exists() else t(' (not there yet)')}")
    for name, value in settings.items():
        click.echo(t("setting {name} = {value}", name=name, value=value))
