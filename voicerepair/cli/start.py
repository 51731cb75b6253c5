"""voicerepair start: what scripts/run.sh runs"""

import sys

import click

from voicerepair.translate import t


@click.command()
@click.pass_context
def start(context: click.Context) -> None:
    """A session where there are a terminal and a microphone, otherwise the demo. Never fails for want of sound."""
    from voicerepair.adapters import microphone
    from voicerepair.cli.demo import demo
    from voicerepair.cli.sessions import session
    from voicerepair.errors import DeviceError

    try:
        has_microphone = bool(microphone.list_devices())
    except DeviceError:
        has_microphone = False
    if sys.stdin.isatty() and sys.stdout.isatty():
        if has_microphone:
            context.invoke(session, **{parameter.name: parameter.get_default(context) for parameter in session.params})
            return
        click.echo(t("There is no microphone here, so this is the demonstration. With one: voicerepair session"))
        context.invoke(demo, plain=True)
        return
    click.echo(t("This is no terminal with a microphone, so this is the demonstration."))
    context.invoke(demo, fast=True)
