"""voicerepair start: what scripts/run.sh runs"""

import sys

import click

from voicerepair.translate import t


@click.command()
@click.option(
    "--autostart/--no-autostart", default=None, help=t("Start with the desktop from now on, by voice, or no longer.")
)
@click.option("--yes", is_flag=True, help=t("Do not ask."))
@click.pass_context
def start(context: click.Context, autostart: bool | None, yes: bool) -> None:
    """A session where there are a terminal and a microphone, otherwise the demo. Never fails for want of sound."""
    if autostart is not None:
        _with_the_desktop(autostart, yes)
        return
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


def _with_the_desktop(wanted: bool, yes: bool) -> None:
    from voicerepair.adapters import autostart

    path = autostart.place()
    if not wanted:
        gone = autostart.remove()
        click.echo(t("It no longer starts with the desktop.") if gone else t("It does not start with the desktop."))
        return
    question = t("Write {path}, so that a session by voice starts with the desktop?", path=path)
    if yes or click.confirm(question):
        autostart.put()
        click.echo(t("It starts with the desktop. To undo it: voicerepair start --no-autostart"))
