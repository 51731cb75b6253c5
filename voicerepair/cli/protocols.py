"""voicerepair protocols"""

from pathlib import Path

import click


@click.group()
def protocols() -> None:
    """List, show and check the exercises."""


def _folder() -> Path:
    from voicerepair.config import paths

    return paths().config / "protocols"


@protocols.command("list")
def list_() -> None:
    """The protocols that a session can use."""
    from voicerepair.adapters import protocol_files
    from voicerepair.errors import ProtocolError

    for name, path in protocol_files.available(_folder()).items():
        try:
            protocol = protocol_files.read(path)
        except ProtocolError as error:
            click.echo(f"{name}: broken. {error}")
            continue
        click.echo(f"{name}: {protocol.title}. {protocol.summary} About {protocol.minutes} minutes.")


@protocols.command()
@click.argument("name")
def show(name: str) -> None:
    """Every step of the protocol NAME (an id or a .toml file), with all that is said."""
    from voicerepair.adapters import protocol_files

    protocol = protocol_files.load(name, _folder())
    click.echo(f"{protocol.title}\n{protocol.summary}\nAbout {protocol.minutes} minutes, in {protocol.language}.")
    for number, step in enumerate(protocol.step, 1):
        click.echo(f"\n{number}. {step.title} ({step.kind}, {step.who})")
        for key, text in step.prompts().items():
            click.echo(f"   {key}: {text}")


@protocols.command()
@click.argument("name", nargs=-1, required=True)
def check(name: tuple[str, ...]) -> None:
    """Check protocols, named by id or file."""
    from voicerepair.adapters import protocol_files

    for one in name:
        protocol = protocol_files.load(one, _folder())
        click.echo(f"{one}: {len(protocol.step)} steps, nothing wrong.")
