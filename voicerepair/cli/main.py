"""The command line: one lazy group, so that `--version` and `--help` load nothing heavy."""

import importlib
import inspect
import sys
from collections.abc import Sequence

import click

from voicerepair import __version__
from voicerepair.errors import VoiceRepairError
from voicerepair.translate import t

COMMANDS = {
    "session": ("sessions:session", t("Start a session in the full-screen app.")),
    "plain": ("sessions:plain", t("Start a session line by line, for screen readers, braille and simple terminals.")),
    "serve": ("serve:serve", t("Start a session in a browser on this machine.")),
    "demo": ("demo:demo", t("Watch a whole session of two recorded people, through the real ear and recogniser.")),
    "replay": ("replay:replay", t("Show a session again, event by event, from its journal.")),
    "history": ("history:history", t("List the sessions on this machine.")),
    "export": ("export:export", t("Write a report of a session, or its due agreements as a calendar.")),
    "listen": ("listen:listen", t("Measure who spoke when in a recording, and what was said.")),
    "reflect": ("reflect:reflect", t("Draft reflections for a file of utterances.")),
    "people": ("people:people", t("Show and change what is known of each person.")),
    "doctor": ("doctor:doctor", t("Check microphone, recogniser, voice and storage, and say how to mend them.")),
    "models": ("models:models", t("List, fetch, check and remove speech models.")),
    "protocols": ("protocols:protocols", t("List, show and check the exercises.")),
    "where": ("where:where", t("Show where everything is kept.")),
    "delete": ("delete:delete", t("Delete a session, or all of them, for good.")),
    "completion": ("completion:completion", t("Print the shell completion script.")),
    "start": ("start:start", t("A session where there are a terminal and a microphone, otherwise the demo.")),
}
HIDDEN = ("start",)


class LazyGroup(click.Group):
    """Imports a command's module only when that command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in COMMANDS if name not in HIDDEN]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(f"voicerepair.cli.{module}"), attribute)
        for one in (command, *getattr(command, "commands", {}).values()):
            one.help = t(inspect.cleandoc(one.help or ""))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(t("Commands")):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            meant = t(" Did you mean “{near}”?", near=near[0]) if near else ""
            ctx.fail(t("There is no command “{args}”.{meant}", args=args[0], meant=meant))
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="voicerepair")
def cli() -> None:
    """A spoken, offline, private companion that guides two people through repair after a rupture.

    Everything stays on this machine. It is not therapy, and it is not for relationships where one is afraid
    of the other.
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line. No traceback ever reaches a person."""
    try:
        cli.help = t(inspect.cleandoc(cli.help or ""))
        code = cli.main(args=list(args) if args is not None else None, prog_name="voicerepair", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        code = exit_.exit_code
    except click.Abort:
        click.echo(t("\nStopped. Nothing is lost."), err=True)
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except VoiceRepairError as error:
        click.echo(f"{click.style(t('Sorry:'), bold=True)} {error.message}", err=True)
        if error.hint:
            click.echo(error.hint, err=True)
        code = error.exit_code
    except KeyboardInterrupt:
        click.echo(t("\nStopped. Nothing is lost."), err=True)
        code = 130
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone
        code = 141
    except Exception as error:
        code = _unexpected(error)
    sys.exit(code if isinstance(code, int) else 0)


def _unexpected(error: Exception) -> int:
    """File where it happened, without anybody's words, and say so in one sentence."""
    import traceback

    from voicerepair.cli.logs import log_path

    path = log_path()
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{type(error).__name__}\n")
            file.writelines(traceback.format_tb(error.__traceback__))
        place = t("Where it happened is noted in {path}, without anybody's words.", path=path)
    except OSError:
        place = t("It could not be noted down either.")
    click.echo(
        t(
            "Sorry: something went wrong that should not have ({name__}). {place}",
            name__=type(error).__name__,
            place=place,
        ),
        err=True,
    )
    click.echo(t("Your session up to here is kept: voicerepair session --resume"), err=True)
    return 70
