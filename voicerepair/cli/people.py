"""voicerepair people: profiles line by line."""

from typing import Any, get_args

import click

from voicerepair.core.people import Modality
from voicerepair.core.profiles import FASTEST, LONGEST_PATIENCE, SLOWEST, Layout
from voicerepair.translate import t


@click.group()
def people() -> None:
    """Show and change what is known of each person: how to be called, how they answer, what they need.

    Kept encrypted in the store. The full-screen app changes the same profiles.
    """


@people.command("list")
def show() -> None:
    """One fact a line."""
    from voicerepair.cli.stores import open_store
    from voicerepair.cli.wiring import PROFILES
    from voicerepair.core import profiles

    with open_store() as store:
        known = profiles.decode(store.value(PROFILES)) if store is not None else ()
    for person in known:
        for line in facts(person):
            click.echo(line)
    if not known:
        click.echo(t("Nobody is known yet. To begin: voicerepair people set NAME"))


def facts(person: Any) -> list[str]:
    """A person's profile as sentences."""
    name = person.name
    patience = person.patience_seconds
    waits = (
        t("as the settings say")
        if patience is None
        else "never"
        if patience == 0
        else t("after {patience} seconds", patience=f"{patience:g}")
    )
    found = [
        t("{name} is called {shown_name}.", name=name, shown_name=person.shown_name),
        t("{name} answers by {modality}.", name=name, modality=person.modality),
        t("A silence ends {name}'s turn {waits}.", name=name, waits=waits),
    ]
    if person.pronouns:
        found.append(t("{name}'s pronouns are {pronouns}.", name=name, pronouns=person.pronouns))
    if person.rate:
        found.append(t("For {name} the voice speaks {rate} words a minute.", name=name, rate=person.rate))
    if person.layout != "usual":
        found.append(
            t(
                "{name} likes the screen {what}.",
                name=name,
                what=t("very large") if person.layout == "big" else t("one thing at a time"),
            )
        )
    wishes = {
        t("plain language"): person.plain_language, t("no prompts about touching"): not person.touch,
        t("no reminders"): not person.reminders, t("no captions"): not person.captions,
        t("no clocks"): not person.timers,
        t("two-key choosing"): person.scanning,
    }  # fmt: skip
    found += [t("{name} wants {wish}.", name=name, wish=wish) for wish, is_wanted in wishes.items() if is_wanted]
    return [
        *found,
        *(
            t("{name}'s phrase card {number}: {words}", name=name, number=number, words=words)
            for number, words in enumerate(person.phrases, 1)
        ),
    ]


@people.command("set")
@click.argument("name")
@click.option("--called", help=t("The name used in sessions."))
@click.option("--pronouns", help=t("As you like them; empty for none."))
@click.option("--modality", type=click.Choice(get_args(Modality)), help=t("How they answer."))
@click.option(
    "--patience", "patience_seconds", type=click.FloatRange(0, LONGEST_PATIENCE), help=t("Seconds; 0: never.")
)
@click.option("--rate", type=click.IntRange(SLOWEST, FASTEST), help=t("How fast the voice speaks, words a minute."))
@click.option("--layout", type=click.Choice(get_args(Layout)), help=t("Everything, one thing at a time, or big."))
@click.option("--plain-language/--usual-language", default=None, help=t("The plain wording of prompts."))
@click.option("--touch/--no-touch", default=None, help=t("Prompts about touching and looking."))
@click.option("--reminders/--no-reminders", default=None, help=t("Reminders of the rules."))
@click.option("--captions/--no-captions", default=None, help=t("Captions of what was said."))
@click.option("--timers/--no-timers", default=None, help=t("Clocks."))
@click.option("--scanning/--no-scanning", default=None, help=t("Two-key choosing."))
@click.option(
    "--step-seconds", type=click.FloatRange(0, 60), help=t("One switch: choices step by themselves; 0: by a key.")
)
@click.option("--phrase", "phrases", multiple=True, help=t("A phrase card; once for each. Replaces those there are."))
def change(name: str, phrases: tuple[str, ...], **given: Any) -> None:
    """Change NAME's profile, or make it. What is not given stays."""
    from msgspec.structs import replace

    from voicerepair.cli.wiring import PROFILES, Wiring
    from voicerepair.config import load, paths
    from voicerepair.core import profiles

    store = Wiring(load(), paths()).store()
    try:
        known = profiles.decode(store.value(PROFILES))
        person = profiles.find(known, name) or profiles.Person(name=name)
        changes = {key: value for key, value in given.items() if value is not None}
        person = profiles.checked(replace(person, **changes, **({"phrases": phrases} if phrases else {})))
        store.set_value(PROFILES, profiles.encode(profiles.put(known, person)))
    finally:
        store.close()
    for line in facts(person):
        click.echo(line)


@people.command("forget")
@click.argument("name")
def forget(name: str) -> None:
    """Remove NAME's profile."""
    from voicerepair.cli.stores import open_store
    from voicerepair.cli.wiring import PROFILES
    from voicerepair.core import profiles
    from voicerepair.errors import UsageError

    with open_store() as store:
        known = profiles.decode(store.value(PROFILES)) if store is not None else ()
        person = profiles.find(known, name)
        if store is None or person is None:
            raise UsageError(t("Nobody is known as “{name}”.", name=name), t("See: voicerepair people list"))
        store.set_value(PROFILES, profiles.encode([other for other in known if other is not person]))
    click.echo(t("Nothing is known of {name} any more.", name=person.name))
