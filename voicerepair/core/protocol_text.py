"""A protocol as TOML text: read, and everything that is structurally wrong with it, each with its place."""

import re
import tomllib
from collections.abc import Iterable
from typing import Any, get_args

import msgspec

from voicerepair.core.problems import Problem, Text, meant, printable
from voicerepair.core.protocol import (
    KeptAs,
    Limit,
    Option,
    Profile,
    Protocol,
    Reflect,
    RetryOn,
    Step,
    StepKind,
    Variant,
    Who,
)
from voicerepair.core.protocol_rules import structure
from voicerepair.errors import ProtocolError

LARGEST = 1_000_000
"""Characters. A protocol is a few pages of text."""
_WORDS: dict[str, tuple[str, ...]] = {
    "kind": get_args(StepKind), "who": get_args(Who), "limit": get_args(Limit), "reflect": get_args(Reflect),
    "retry_on": get_args(RetryOn), "kept_as": get_args(KeptAs), "confirm": ("everyone", "owner"),
}  # fmt: skip


def parse(text: str, source: str) -> Protocol:
    """The protocol written in TOML `text`. `source` names it in errors.

    Raises `ProtocolError` naming the file, the line or key, and the nearest valid word.
    """
    protocol, problems = examine(text)
    if protocol is None or problems:
        first = problems[0]
        place = f", line {first.line}" if first.line else ""
        raise ProtocolError(f"{source}{place}: {first.message}", first.remedy)
    return protocol


def examine(text: str) -> tuple[Protocol | None, list[Problem]]:
    """The protocol, if it can be read at all, and its structural problems. Raises nothing, whatever the text."""
    if len(text) > LARGEST:
        return None, [_too_large()]
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
        reason = printable(str(error)[: found.start()] if found else str(error))
        line = int(found[1] or len(text.splitlines()) or 1) if found else 0
        message = f"this is not valid TOML: {reason}."
        return None, [Problem(rule="toml", message=message, remedy="Check quotes and brackets there.", line=line)]
    except (RecursionError, ValueError) as error:  # ValueError: a number of thousands of digits
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else "a number is too long"
        remedy = "A protocol needs tables only two or three deep, and small numbers."
        return None, [Problem(rule="toml", message=f"this is not valid TOML: {reason}.", remedy=remedy)]
    where = Text(text)
    problems = list(_unknown_keys(raw, where))
    if problems:
        return None, problems
    try:
        protocol = msgspec.convert(raw, Protocol)
    except msgspec.ValidationError as error:
        return None, [_misfit(str(error), where)]
    except RecursionError:
        return None, [
            Problem(rule="toml", message="this is nested too deeply.", remedy="Use tables two or three deep.")
        ]
    return protocol, list(structure(protocol, where))


def _too_large() -> Problem:
    return Problem(rule="too-large", message="this is far too large for a protocol.", remedy="Keep to a few pages.")


def _unknown_keys(raw: dict[str, Any], where: Text) -> Iterable[Problem]:
    """Every key that does not belong where it stands, with the nearest that does."""
    tables: list[tuple[int, Any, type[msgspec.Struct]]] = [(-1, raw, Protocol)]
    steps = raw.get("step")
    for number, step in enumerate(steps if isinstance(steps, list) else ()):
        tables.append((number, step, Step))
        if not isinstance(step, dict):
            continue
        options, variants = step.get("options"), step.get("variants")
        tables.extend((number, option, Option) for option in (options if isinstance(options, list) else ()))
        if isinstance(variants, dict):
            for profile, variant in variants.items():
                if profile not in get_args(Profile):
                    yield _unknown("profile", profile, get_args(Profile), where.line(number, profile))
                tables.append((number, variant, Variant))
    for number, table, kind in tables:
        for key in table if isinstance(table, dict) else ():
            if key not in kind.__struct_fields__:
                yield _unknown("key", key, kind.__struct_fields__, where.line(number, key))


def _unknown(what: str, word: str, known: Iterable[str], line: int) -> Problem:
    return Problem(rule=f"unknown-{what}", message=f"unknown {what} “{printable(word)}”.", remedy=meant(word, known),
                   line=line, key=printable(word))  # fmt: skip


def _misfit(error: str, where: Text) -> Problem:
    """msgspec's sentence as a problem, with the nearest valid word where a word was wrong."""
    found = re.search(r"\$(?:\.step\[(\d+)\])?(?:\.(\w+))?", error)
    step, key = (int(found[1]) if found[1] else -1, found[2] or "") if found else (-1, "")
    missing = re.search(r"missing required field `(\w+)`", error)
    if missing:
        line = where.line(step) if step >= 0 else 0
        message = f"“{missing[1]}” is missing{f' in step {step + 1}' if step >= 0 else ''}."
        return Problem(rule="missing-key", message=message, remedy=f"Add {missing[1]} = ...", line=line, key=missing[1])
    line = where.line(step, key)
    word = re.search(r"Invalid enum value '(.*?)'", error, re.DOTALL)
    if word and key in _WORDS:
        message = f"{key} = “{printable(word[1])}” is not known."
        return Problem(rule="unknown-word", message=message, remedy=meant(word[1], _WORDS[key]), line=line, key=key)
    reason = re.sub(r"`\$\.?([^`]*)`", lambda m: f"“{m[1]}”" if m[1] else "the top", error)
    message = f"{printable(reason.replace('`', ''), 200)}."
    return Problem(rule="wrong-type", message=message, remedy="See docs/protocols.md for what goes there.",
                   line=line, key=key)  # fmt: skip


def schema() -> str:
    """The JSON Schema of a protocol file, for editors, made from the types."""
    made = msgspec.json.schema(Protocol)
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "voicerepair protocol", **made}
    return msgspec.json.format(msgspec.json.encode(made, order="sorted"), indent=2).decode() + "\n"
