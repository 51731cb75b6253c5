"""voicerepair models"""

from pathlib import Path

import click

from voicerepair.translate import t


@click.group()
def models() -> None:
    """List, fetch, check and remove speech models."""


def _folder() -> Path:
    from voicerepair.config import paths

    return paths().models


@models.command("list")
def list_() -> None:
    """Models on this machine, and those that can be fetched."""
    from voicerepair.adapters import model_store

    there = model_store.installed(_folder())
    click.echo(t("On this machine:"))
    click.echo(t("  pocketsphinx (embedded): always there; for short answers and demonstrations"))
    for path in there:
        click.echo(f"  {path.name}: {path}")
    click.echo(t("Can be fetched (voicerepair models pull NAME):"))
    names = {path.name for path in there}
    for model in model_store.catalogue().model:
        size = t("{bytes} MB", bytes=f"{model.bytes / 1000000.0:.0f}") if model.bytes else t("size unknown")
        rate = t(", word error rate {error_rate} as published", error_rate=model.error_rate) if model.error_rate else ""
        mark = t(" (installed)") if model.name in names else ""
        click.echo(f"  {model.name}{mark}: {t(model.about)}; {model.language}, {size}, {model.licence}{rate}")


@models.command()
@click.argument("name", default="vosk-model-small-en-us-0.15")
@click.option("--url", default="", help=t("A mirror of the publisher's folder."))
@click.option("--quiet", is_flag=True, help=t("No progress bar."))
def pull(name: str, url: str, quiet: bool) -> None:
    """Fetch the model NAME (the small US-English one by default). The only command that uses the network."""
    from voicerepair.adapters import model_store

    click.echo(t("Fetching {name}.", name=name), err=True)
    target = model_store.pull(
        name,
        _folder(),
        base_url=url or model_store.url_override(),
        progress=not quiet,
        say=lambda line: click.echo(line, err=True),
    )
    click.echo(t("Ready: {target}. It is used from the next session on.", target=target))


@models.command()
@click.argument("name", nargs=-1)
@click.option("--write", is_flag=True, help=t("Note the files as they are now, for a model you trust."))
def check(name: tuple[str, ...], write: bool) -> None:
    """Check models, all of them by default, against their manifests."""
    from voicerepair.adapters import model_store
    from voicerepair.errors import ModelError

    found = [model_store.find(one, _folder()) for one in name] or model_store.installed(_folder())
    if not found:
        click.echo(t("No model is installed; the embedded recogniser needs none."))
    broken = 0
    for path in found:
        try:
            if write:
                model_store.write_manifest(path)
            click.echo(t("{name}: {path} files, all as they should be.", name=path.name, path=model_store.check(path)))
        except ModelError as error:
            broken += 1
            click.echo(f"{path.name}: {error}", err=True)
    if broken:
        raise ModelError(t("{broken} of {found} models cannot be used.", broken=broken, found=len(found)), "")


@models.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help=t("Do not ask."))
def remove(name: str, yes: bool) -> None:
    """Delete the model NAME from this machine."""
    from voicerepair.adapters import model_store

    if not yes:
        click.confirm(t("Delete {name}?", name=name), abort=True, err=True)
    click.echo(t("Deleted {name}.", name=model_store.remove(name, _folder())))
