"""Gather, check and compile the interface's texts in other languages.

Run: python -m scripts.texts update   after changing texts: puts new ones into the catalogues, drops those that are gone
     python -m scripts.texts compile  after translating: writes the .mo files that the app reads
     python -m scripts.texts check    says what is missing (the tests do this too)
"""

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from voicerepair.adapters import model_store
from voicerepair.core import anonymise, report, review, summary
from voicerepair.translate import DOMAIN

PACKAGE = Path(__file__).parents[1] / "voicerepair"
LOCALE = PACKAGE / "locale"
HEADER = {
    "project": DOMAIN, "version": "1", "copyright_holder": "the voicerepair authors", "last_translator": "voicerepair",
    "language_team": "voicerepair", "msgid_bugs_address": "voicerepair",
}  # fmt: skip
KEYWORDS = {"t": None, "n": (1, 2)}
TRANSLATED_CORE = ("core/report.py", "core/review.py", "core/summary.py")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
MONTHS = "January February March April May June July August September October November December"


def from_tables() -> Iterator[str]:
    """Texts of the core that are translated where they are shown: it knows no language itself but the session's."""
    for table in (review.HEARD, review.HEADINGS, review.OUTCOMES, report.ENDINGS, summary.ENDINGS):
        yield from table.values()
    yield from (report.NOT_A_SCORE, anonymise.FACILITATOR, anonymise.OWN_EXERCISE, "everyone", "still open")
    yield from (model.about for model in model_store.catalogue().model)
    yield from (*DAYS.split(), *MONTHS.split())


def from_help() -> Iterator[str]:
    """What --help says of each command."""
    main = importlib.import_module("voicerepair.cli.main")
    yield inspect.cleandoc(main.cli.help or "")
    for place, _ in main.COMMANDS.values():
        module, name = place.split(":")
        command = getattr(importlib.import_module(f"voicerepair.cli.{module}"), name)
        for one in (command, *getattr(command, "commands", {}).values()):
            yield inspect.cleandoc(one.help or "")


def in_python(file: IO[bytes], keywords: Any, _tags: Any, options: Any) -> Iterator[tuple[int, str, object, list[str]]]:
    """An extraction method for babel. Its own reads tokens, and until Python 3.12 an f-string is one."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in keywords and node.args:
            said = [one.value if isinstance(one, ast.Constant) else None for one in node.args]
            if isinstance(said[0], str):
                yield node.lineno, node.func.id, said[0] if node.func.id == "t" else tuple(said), []


def gathered() -> Catalog:
    """Every text of the interface."""
    catalogue = Catalog(domain=DOMAIN, fuzzy=False)
    methods = [("**.py", in_python)]
    for file, _, message, _, _ in extract_from_dir(PACKAGE, methods, keywords=KEYWORDS):  # type: ignore[arg-type]
        if (
            not file.startswith("core/") or file in TRANSLATED_CORE
        ):  # the rest of the core speaks the session's language
            catalogue.add(message)
    for text in (*from_tables(), *from_help()):
        if text:
            catalogue.add(text)
    return catalogue


def languages() -> list[str]:
    return sorted(path.name for path in LOCALE.iterdir() if path.is_dir())


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def update() -> None:
    fresh = gathered()
    for language in languages():
        catalogue = read(language) if path_of(language).exists() else Catalog(locale=language, domain=DOMAIN, **HEADER)
        catalogue.update(fresh, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
        catalogue.obsolete.clear()
        catalogue.fuzzy = False
        with path_of(language).open("wb") as file:
            write_po(file, catalogue, width=120, no_location=True, sort_output=True, omit_header=False)


def compiled(language: str) -> bytes:
    import io

    sink = io.BytesIO()
    write_mo(sink, read(language))
    return sink.getvalue()


def compile_all() -> None:
    for language in languages():
        path_of(language).with_suffix(".mo").write_bytes(compiled(language))


def missing(language: str) -> list[str]:
    """Texts without a translation."""
    known = {str(message.id): message for message in read(language) if message.id}
    found = []
    for message in gathered():
        if not message.id:
            continue
        there = known.get(str(message.id))
        strings = there.string if there is not None and isinstance(there.string, tuple) else (there and there.string,)
        if not all(strings):
            found.append(str(message.id))
    return found


def main() -> None:
    match sys.argv[1:]:
        case ["update"]:
            update()
        case ["compile"]:
            compile_all()
        case ["check"]:
            for language in languages():
                for text in missing(language):
                    print(f"{language}: {text!r}")
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
