"""voicerepair where"""

import json

import click

from voicerepair.translate import t


@click.command()
@click.option("--json", "as_json", is_flag=True, help=t("As JSON."))
def where(as_json: bool) -> None:
    """Show where everything is kept, and every setting in force."""
    import msgspec

    from voicerepair.config import load, paths

    found = paths()
    places = {
        "settings": found.config_file,
        t("own protocols"): found.config / "protocols",
        t("sessions (encrypted)"): found.store,
        "models": found.models,
        t("log (no words)"): found.log,
    }
    settings = msgspec.to_builtins(load())
    if as_json:
        click.echo(json.dumps({"places": {k: str(v) for k, v in places.items()}, "settings": settings}, indent=2))
        return
    for name, path in places.items():
        click.echo(f"{name}: {path}{'' if path.exists() else t(' (not there yet)')}")
    for name, value in settings.items():
        click.echo(f"setting {name} = {value}")
