"""voicerepair protocols"""

import asyncio
import functools
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from voicerepair.core.variants import NEEDS
from voicerepair.translate import chosen, t

language_option = click.option("--language", default=chosen(), show_default=True, help=t("Prefer protocols in it."))


@click.group()
def protocols() -> None:
    """List, read, check and write the exercises."""


def _folder() -> Path:
    from voicerepair.config import paths

    return paths().config / "protocols"


@protocols.command("list")
@click.option("--json", "as_json", is_flag=True, help=t("As JSON."))
@language_option
def list_(as_json: bool, language: str) -> None:
    """The protocols that a session can use."""
    from voicerepair.adapters import protocol_files
    from voicerepair.errors import ProtocolError

    languages: dict[str, list[str]] = {}
    for name, spoken in protocol_files.every(_folder()):
        languages.setdefault(name, []).append(spoken)
    rows: list[dict[str, Any]] = []
    for name, path in protocol_files.available(_folder(), language).items():
        row: dict[str, Any] = {"id": name, "file": str(path), "languages": sorted(languages[name])}
        try:
            found = protocol_files.read(path)
            row |= {"title": found.title, "summary": found.summary, "minutes": found.minutes,
                    "partners": list(found.partners), "language": found.language}  # fmt: skip
        except ProtocolError as error:
            row["broken"] = str(error)
        rows.append(row)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        if "broken" in row:
            click.echo(t("{row}: broken. {row2}", row=row["id"], row2=row["broken"]))
            continue
        others = [one for one in row["languages"] if one != row["language"]]
        also = t(" Also in: {others}.", others=", ".join(others)) if others else ""
        click.echo(f"{row['id']}: {row['title']}. {row['summary']}")
        click.echo(
            t(
                "    {people}, about {row} minutes.{also}",
                people=_people(row["partners"]),
                row=row["minutes"],
                also=also,
            )
        )


def _people(partners: Sequence[int]) -> str:
    fewest, most = partners
    return (
        t("For {fewest} people", fewest=fewest)
        if fewest == most
        else t("For {fewest} to {most} people", fewest=fewest, most=most)
    )


@protocols.command()
@click.argument("name")
@language_option
def show(name: str, language: str) -> None:
    """Every step of the protocol NAME (an id or a .toml file), with all that is said."""
    from voicerepair.adapters import protocol_files

    protocol = protocol_files.load(name, _folder(), language)
    click.echo(f"{protocol.title}\n{protocol.summary}")
    click.echo(
        t(
            "{partners}, about {minutes} minutes, in {language}.",
            partners=_people(protocol.partners),
            minutes=protocol.minutes,
            language=protocol.language,
        )
    )
    for number, step in enumerate(protocol.step, 1):
        details = [step.kind, t("for {who}", who=step.who), *([t("part {part}", part=step.part)] if step.part else ())]
        details += [t("{rounds} rounds", rounds=step.rounds)] if step.rounds > 1 else []
        details += [t("only if {only_if}", only_if=step.only_if)] if step.only_if else []
        click.echo(f"\n{number}. {step.title} ({', '.join(details)})")
        for key, text in step.prompts().items():
            click.echo(f"   {key}: {text}")
        for option in step.options:
            click.echo(t("   option: {label}", label=option.label))


@protocols.command()
@click.argument("name", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help=t("As JSON."))
def check(name: tuple[str, ...], as_json: bool) -> None:
    """Check protocols, named by id or .toml file, or all there are: are they safe, fair and good to hear?

    Each finding has a rule, a place and a remedy. The exit code is 1 where there are findings.
    """
    from voicerepair.adapters import protocol_files
    from voicerepair.core import lint
    from voicerepair.core.problems import printable

    paths = (
        [protocol_files.locate(one, _folder()) for one in name] if name else [*protocol_files.every(_folder()).values()]
    )
    found = {printable(str(path), 200): lint.check(protocol_files.text(path), path.stem) for path in paths}
    if as_json:
        import msgspec

        rows = [{"file": file, **msgspec.to_builtins(one)} for file, problems in found.items() for one in problems]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for file, problems in found.items():
            for problem in problems:
                place = f"{problem.place}: " if problem.place else ""
                click.echo(f"{file}, {place}{problem.message} {problem.remedy} [{problem.rule}]")
            if not problems:
                click.echo(t("{file}: nothing to find fault with.", file=file))
    sys.exit(1 if any(found.values()) else 0)


@protocols.command()
@click.argument("name")
@click.option("--from", "template", default="repair", show_default=True, help=t("What to begin with: an id or a file."))
@click.option("--force", is_flag=True, help=t("Replace a protocol of that name without asking."))
@language_option
def new(name: str, template: str, force: bool, language: str) -> None:
    """Copy a protocol into your own folder as NAME, to change it there."""
    from voicerepair.adapters import protocol_files

    goal = protocol_files.target(name, _folder())
    if goal.exists() and not force and sys.stdin.isatty():
        force = click.confirm(t("{goal} is there already. Replace it?", goal=goal), default=False)
    made = protocol_files.copy(protocol_files.locate(template, _folder(), language), name, _folder(), force)
    click.echo(t("Written: {path}", path=made))
    click.echo(t("Change it in any editor, then: voicerepair protocols check {name}", name=name))
    click.echo(t("Hear it: voicerepair protocols preview {name} --aloud", name=name))


@protocols.command()
@click.argument("name")
@click.option("--people", type=click.IntRange(2, 8), help=t("With how many; the fewest it is for by default."))
@click.option(
    "--for", "needs", multiple=True, type=click.Choice(sorted(NEEDS)), help=t("For a partner who needs this.")
)
@click.option("--aloud", is_flag=True, help=t("Read it aloud, as in a session."))
@language_option
def preview(name: str, people: int | None, needs: tuple[str, ...], aloud: bool, language: str) -> None:
    """What the protocol NAME would say, in order, and about how long it takes."""
    from voicerepair.adapters import protocol_files
    from voicerepair.core.estimate import estimate
    from voicerepair.core.people import Partner
    from voicerepair.core.preview import NAMES, rehearse
    from voicerepair.core.variants import adapted
    from voicerepair.errors import UsageError

    protocol = protocol_files.load(name, _folder(), language)
    count = people or protocol.partners[0]
    if not protocol.partners[0] <= count <= protocol.partners[1]:
        raise UsageError(
            t("“{title}” is not for {count}.", title=protocol.title, count=count), f"{_people(protocol.partners)}."
        )
    partners = tuple(adapted(Partner(name=one), needs) for one in NAMES[:count])
    passages = rehearse(protocol, partners)
    length = estimate(protocol, count)
    low, high = round(length.shortest / 60), round(length.longest / 60)
    click.echo(
        t(
            "{title}, with {count} people: about {low} to {high} minutes, {stages} prompts.",
            title=protocol.title,
            count=count,
            low=low,
            high=high,
            stages=length.stages,
        )
    )
    if aloud:
        mouth = functools.partial(_mouth, language=protocol.language)
        asyncio.run(read_aloud(mouth, [passage.text for passage in passages]))
        return
    for number, passage in enumerate(passages, 1):
        click.echo(f"\n{number}. {passage.title}{f' ({passage.note})' if passage.note else ''}")
        click.echo(f"   Voice: {passage.text}")
        if passage.then:
            click.echo(f"   Then: {passage.then}")


def _mouth(sink: Callable[[Any], None], language: str = "en") -> Any:
    """The voice of the settings."""
    from voicerepair.cli.logs import start_logging
    from voicerepair.cli.wiring import Wiring
    from voicerepair.config import load, paths
    from voicerepair.runtime.voice import VoiceProxy

    wiring = Wiring(load({}), paths(), start_logging(), language=language)
    return VoiceProxy(wiring.voice_spec(), sink, settings=wiring.voice_settings(), log=wiring.log)


async def read_aloud(
    make: Callable[[Callable[[Any], None]], Any], texts: Sequence[str], echo: Callable[[str], None] = click.echo
) -> None:
    """Say the texts one after the other, each shown as it is said. `make` builds the mouth for a sink."""
    from voicerepair.core.events import PromptPlayed
    from voicerepair.ports import Noticed

    reports: asyncio.Queue[Any] = asyncio.Queue()
    mouth = make(reports.put_nowait)
    await mouth.start()
    try:
        for number, text in enumerate(texts, 1):
            echo(f"\nVoice: {text}")
            mouth.speak(number, text)
            if number < len(texts):
                mouth.prefetch(texts[number])
            while True:
                report = await reports.get()
                if isinstance(report, Noticed):
                    echo(t("Notice: {text}", text=f"{report.message} {report.hint}".rstrip()))
                elif isinstance(report, PromptPlayed) and report.prompt == number:
                    break
    finally:
        await mouth.stop()


@protocols.command()
def schema() -> None:
    """The JSON Schema of a protocol file, for editors that complete and check as you type."""
    from voicerepair.core.protocol_text import schema

    click.echo(schema(), nl=False)
