"""voicerepair completion"""

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for SHELL.

    For example: voicerepair completion bash >> ~/.bashrc
    """
    from voicerepair.cli.main import cli

    found = get_completion_class(shell)
    if found is not None:
        click.echo(found(cli, {}, "voicerepair", "_VOICEREPAIR_COMPLETE").source())
