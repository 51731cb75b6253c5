"""What must hold before a protocol can be run at all. How it sounds is `lint`'s business."""

import re
import string
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from voicerepair.core.plan import CONDITION
from voicerepair.core.problems import Problem, Text, is_plain, meant, printable
from voicerepair.core.protocol import FIELDS, Protocol, Step

At = Callable[..., Problem]
"""Makes a problem at its place."""

NEEDED: dict[str, tuple[str, ...]] = {
    "slots": ("when", "because"),
    "guess": ("check",),
    "request": ("check",),
    "agreement": ("when",),
    "followup": ("because", "check"),
    "consent": ("refuse",),
    "roles": ("check",),
    "choice": ("options",),
    "pick": ("options", "more"),
    "calm": ("lines", "check"),
    "keep": ("options",),
}
"""What a step of that kind cannot do without."""
MOST_STEPS, MOST_OPTIONS, MOST_LINES, LONGEST_TEXT = 200, 30, 30, 2_000


def structure(protocol: Protocol, where: Text) -> Iterator[Problem]:
    """Everything for which the protocol would be refused."""
    at = partial(_top, where)
    if not protocol.step:
        yield at("no-steps", "there are no steps.", "Add at least one [[step]].", "step")
    if len(protocol.step) > MOST_STEPS:
        yield at("too-many", f"there are {len(protocol.step)} steps.", f"Use at most {MOST_STEPS}.", "step")
        return
    if protocol.format != 1:
        yield at("format", f"format {protocol.format} is not known.", "This version reads format = 1.", "format")
    fewest, most = protocol.partners
    if not 2 <= fewest <= most <= 8:
        message = f"partners = [{fewest}, {most}] cannot be."
        yield at("partners-range", message, "Use two numbers from 2 to 8, the smaller first.", "partners")
    if not 1 <= protocol.minutes <= 600:
        yield at("minutes-range", f"minutes = {protocol.minutes} cannot be.", "Use 1 to 600.", "minutes")
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z]{2})?", protocol.language):
        message = f"language = “{printable(protocol.language)}” is no language code."
        yield at("bad-language", message, "Use a code such as en, es or pt-br.", "language")
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,40}", protocol.id):
        message = f"the id “{printable(protocol.id)}” must be lower-case letters, digits, _ and -."
        yield at("bad-id", message, "Choose a short plain name.", "id")
    for key in ("title", "summary"):
        yield from _text_problems(getattr(protocol, key), partial(_top, where), key)
    seen: set[str] = set()
    parts: list[str] = []
    for number, step in enumerate(protocol.step):
        yield from _step_problems(protocol, number, where, seen, parts)
        seen.add(step.id)
        if step.part and step.part not in parts[-1:]:
            parts.append(step.part)
        elif not step.part:
            parts.append("")


def _top(where: Text, rule: str, message: str, remedy: str = "", key: str = "") -> Problem:
    return Problem(rule=rule, message=message, remedy=remedy, line=where.line(-1, key), key=key)


def _step_problems(protocol: Protocol, number: int, where: Text, seen: set[str], parts: list[str]) -> Iterator[Problem]:
    step = protocol.step[number]
    name = f"“{printable(step.id)}”"

    def at(rule: str, message: str, remedy: str = "", key: str = "id") -> Problem:
        line = where.line(number, key.rsplit(".", 1)[-1].split("[")[0])
        return Problem(rule=rule, message=message, remedy=remedy, line=line, step=printable(step.id), key=key)

    if step.id in seen:
        yield at("duplicate-id", f"the step id {name} is used twice.", "Give each step its own id.")
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", step.id):
        message = f"the step id {name} must be lower-case letters, digits and _."
        yield at("bad-id", message, "Choose a short plain name.")
    for key, value, low, high in (
        ("seconds", step.seconds, 10, 3600),
        ("rounds", step.rounds, 1, 10),
        ("gap_seconds", step.gap_seconds, 1, 60),
        ("threshold", step.threshold, 1, 11),
    ):
        if not low <= value <= high:
            yield at(f"{key.replace('_', '-')}-range", f"{key} = {value} in {name}.", f"Use {low} to {high}.", key)
    for key in NEEDED.get(step.kind, ()):
        if not getattr(step, key):
            message = f"{name} is a {step.kind} step and needs “{key}”."
            yield at("needs-key", message, f"Add {key}; docs/protocols.md shows one.", "kind")
    if not step.say:
        yield at("needs-key", f"{name} says nothing.", "Add say.", "say")
    yield from _role_problems(protocol, number, at)
    if step.part and step.part in parts and parts[-1] != step.part:
        message = f"the part “{printable(step.part)}” is begun, left, and begun again."
        yield at("split-part", message, "Put its steps next to each other, or rename one.", "part")
    if step.only_if:
        yield from _condition_problems(step, seen, at)
    for most, key in ((MOST_OPTIONS, "options"), (MOST_LINES, "lines")):
        if len(getattr(step, key)) > most:
            yield at("too-many", f"{name} has more than {most} {key}.", f"Use at most {most}.", key)
    values = [option.value for option in step.options]
    if len(set(values)) < len(values):
        yield at("duplicate-option", f"two options of {name} have the same value.", "Make them different.", "options")
    if step.kind == "keep":
        wrong = [value for value in values if value not in ("nothing", "agreements", "words")]
        if wrong or "nothing" not in values:
            message = f"the options of {name} cannot be kept."
            yield at("keep-options", message, "Offer nothing, agreements, words, or some of these.", "options")
    for option in step.options:
        for text in (option.value, option.label, *option.words):
            yield from _text_problems(text, at, "options")
    for key, text in {"title": step.title, "part": step.part, **step.prompts()}.items():
        yield from _text_problems(text, at, key)
    for key, text in step.prompts().items():
        yield from _field_problems(step, key, text, at)


def _role_problems(protocol: Protocol, number: int, at: At) -> Iterator[Problem]:
    step = protocol.step[number]
    name = f"“{printable(step.id)}”"
    if step.who in ("speaker", "listener", "others") and not step.part:
        message = f"{name} is for the {step.who} but belongs to no part."
        yield at("needs-part", message, 'Add part = "...".', "who")
    is_role = step.who in ("hurt", "repairing") or any(f"{{{role}}}" in text for role in ("hurt", "repairing")
                                                       for text in step.prompts().values())  # fmt: skip
    if is_role and not any(earlier.kind == "roles" for earlier in protocol.step[:number]):
        message = f"{name} uses the roles hurt and repairing before they are settled."
        yield at("needs-roles", message, 'Put a step of kind = "roles" before it.', "who")
    if is_role and step.part:
        yield at("role-in-part", f"{name} is for a role, and roles do not take turns.", "Leave out part.", "part")
    if step.kind == "roles" and protocol.partners != (2, 2):
        yield at("roles-for-two", "roles are for two people.", "Use partners = [2, 2].", "kind")
    together = [other for other in protocol.step if other.part == step.part]
    if step.part and any(other.rounds != together[0].rounds for other in together):
        yield at("rounds-differ", f"the steps of part “{printable(step.part)}” disagree about rounds.",
                 "Give them all the same rounds.", "rounds")  # fmt: skip
    if step.rounds > 1 and not step.part:
        yield at("rounds-alone", f"{name} has rounds but belongs to no part.", 'Add part = "...".', "rounds")
    if step.kind == "break" and number == len(protocol.step) - 1:
        yield at("break-last", f"{name} books a return, and nothing comes after it.", "Add a step to come back to.",
                 "kind")  # fmt: skip


def _condition_problems(step: Step, seen: Iterable[str], at: At) -> Iterator[Problem]:
    found = CONDITION.fullmatch(step.only_if)
    if found is None:
        message = f"“{printable(step.only_if)}” is no condition."
        yield at("condition", message, "Write it as: upset >= 7, own upset >= 7, issue is distance.", "only_if")
    elif found[2] not in seen:
        message = f"no earlier step is called “{printable(found[2])}”."
        yield at("condition", message, meant(found[2], seen), "only_if")
    elif found[3] in (">=", "<=", ">", "<") and not found[4].isdecimal():
        yield at("condition", f"“{printable(found[4])}” is not a number.", "Compare with a whole number.", "only_if")


def _text_problems(text: str, at: At, key: str) -> Iterator[Problem]:
    if not is_plain(text):
        yield at("control-character", f"“{key}” holds control characters.", "Type it again as plain text.", key)
    if len(text) > LONGEST_TEXT:
        yield at("too-many", f"“{key}” has {len(text)} characters.", f"Use at most {LONGEST_TEXT}.", key)


def _field_problems(step: Step, key: str, text: str, at: At) -> Iterator[Problem]:
    try:
        fields = [part for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError:
        yield at("open-brace", f"a brace is not closed in “{key}” of “{printable(step.id)}”.", "Write {partner}.", key)
        return
    for _, name, form, conversion in fields:
        if name not in FIELDS:
            message = f"{{{printable(name or '')}}} in “{key}” of “{printable(step.id)}” is not known."
            yield at("unknown-field", message, meant(name or "", FIELDS, braces=True), key)
        elif form or conversion:
            message = f"{{{name}}} in “{key}” of “{printable(step.id)}” carries a format."
            yield at("field-format", message, f"Write {{{name}}} alone.", key)
