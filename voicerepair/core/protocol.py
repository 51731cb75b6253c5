"""Protocol > Step > Prompt: what an exercise is made of, and the check it must pass before anyone hears it."""

import difflib
import re
import string
import tomllib
from typing import Literal, get_args

import msgspec

from voicerepair.core.people import Partner
from voicerepair.errors import ProtocolError

StepKind = Literal[
    "say",  # read aloud, nothing to answer
    "safety",  # each partner alone, by key, in silence
    "consent",  # yes or no; a confirmed no ends the session kindly
    "rating",  # 0 to 10; from `threshold` on a break is offered
    "choice",  # one of `options`, or free words where `free`
    "ready",  # waits for the word "ready"
    "turn",  # hold the floor and speak
    "slots",  # "I feel ... when you ... because ...", asked one by one
    "guess",  # the listener guesses the speaker's feeling, the speaker corrects
    "request",  # the speaker asks, the listener answers yes, no or with another offer
    "agreement",  # what, by when; everyone confirms
    "helped",  # an answer worth keeping: what helped, what makes it worth it
    "keep",  # what is to be kept of this session
]
Who = Literal["all", "each", "speaker", "listener"]
FIELDS = frozenset({"speaker", "listener", "partner", "everyone", "issue", "helped"})
"""Names a prompt may use in braces. `partner` is the person addressed."""


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer to a choice: what is stored, what is shown, and other words that mean it."""

    value: str
    label: str
    words: tuple[str, ...] = ()


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One move. `say` and the other prompts are read aloud; `{speaker}` and the like are filled in.

    `part`: consecutive steps of one part are repeated, once with each partner as the speaker. `seconds` is
    talk time. `retry` is the one gentle second asking (blame, an apology with a "but"). `rows` names the asks
    of good practice that the step answers.
    """

    id: str
    kind: StepKind
    title: str
    say: str
    who: Who = "all"
    part: str = ""
    rows: tuple[str, ...] = ()
    rephrase: str = ""
    examples: str = ""
    retry: str = ""
    retry_on: Literal["none", "blame", "but"] = "none"
    when: str = ""
    because: str = ""
    check: str = ""
    refuse: str = ""
    more: str = ""
    options: tuple[Option, ...] = ()
    free: bool = False
    reflect: Literal["app", "listener", "none"] = "none"
    seconds: int = 120
    limit: Literal["soft", "hard", "none"] = "soft"
    threshold: int = 7
    touch: str = ""  # said after `say` unless a partner switched touch prompts off

    def prompts(self) -> dict[str, str]:
        """Every text of the step that is read aloud, by key."""
        named = {key: getattr(self, key) for key in _PROMPT_KEYS}
        return {key: text for key, text in named.items() if text}


class Protocol(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise for `partners` (fewest, most) people, about `minutes` long."""

    id: str
    title: str
    summary: str
    step: tuple[Step, ...]
    format: int = 1
    language: str = "en"
    minutes: int = 45
    partners: tuple[int, int] = (2, 2)


class Stage(msgspec.Struct, frozen=True):
    """A step with its roles settled: `speaker` and `addressed` are indexes of partners."""

    step: Step
    speaker: int
    addressed: tuple[int, ...]

    @property
    def listener(self) -> int:
        return 1 - self.speaker if self.speaker < 2 else 0


_PROMPT_KEYS = ("say", "touch", "when", "because", "check", "rephrase", "examples", "retry", "refuse", "more")
_NEEDED: dict[str, tuple[str, ...]] = {
    "slots": ("when", "because"),
    "guess": ("check",),
    "request": ("check",),
    "agreement": ("when",),
    "consent": ("refuse",),
    "choice": ("options",),
    "keep": ("options",),
}


def plan(protocol: Protocol, partners: tuple[Partner, ...], starter: int) -> tuple[Stage, ...]:
    """The protocol as it will be run: parts repeated for each speaker, `each` opened out.

    The starter speaks first in every other part, so that neither always has the last word.
    """
    order = tuple((starter + offset) % len(partners) for offset in range(len(partners)))
    stages: list[Stage] = []
    steps = protocol.step
    position = parts = 0
    while position < len(steps):
        end = position + 1
        part = steps[position].part
        speakers = order
        if part:
            while end < len(steps) and steps[end].part == part:
                end += 1
            if parts % 2:
                speakers = order[1:] + order[:1]
            parts += 1
        for speaker in speakers if part else order[:1]:
            for step in steps[position:end]:
                stages.extend(_stages(step, speaker, order))
        position = end
    return tuple(stages)


def _stages(step: Step, speaker: int, order: tuple[int, ...]) -> list[Stage]:
    others = tuple(index for index in order if index != speaker)
    match step.who:
        case "each":
            return [Stage(step, index, (index,)) for index in order]
        case "speaker":
            return [Stage(step, speaker, (speaker,))]
        case "listener":
            return [Stage(step, speaker, (index,)) for index in others]
        case _:
            return [Stage(step, speaker, order)]


def parse(text: str, source: str) -> Protocol:
    """The protocol written in TOML `text`. `source` names it in errors.

    Raises `ProtocolError` naming the file, the line or key, and the nearest valid word.
    """
    if len(text) > 1_000_000:
        raise ProtocolError(f"{source} is far too large for a protocol.", "A protocol is a few pages of text.")
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ProtocolError(
            f"{source} is not valid TOML: {error}.", "Check quotes and brackets on that line."
        ) from error
    _check_keys(raw, text, source)
    try:
        protocol = msgspec.convert(raw, Protocol)
    except (msgspec.ValidationError, RecursionError) as error:
        raise ProtocolError(f"{source}{_place(str(error), text)}: {_reason(str(error), raw)}") from error
    _check_steps(protocol, text, source)
    return protocol


def _check_keys(raw: dict[str, object], text: str, source: str) -> None:
    tables: list[tuple[str, object, type[msgspec.Struct]]] = [("", raw, Protocol)]
    steps = raw.get("step")
    if isinstance(steps, list):
        for number, step in enumerate(steps):
            tables.append((f"step[{number}]", step, Step))
            options = step.get("options") if isinstance(step, dict) else None
            for option in options if isinstance(options, list) else ():
                tables.append((f"step[{number}]", option, Option))
    for place, table, kind in tables:
        known = kind.__struct_fields__
        for key in table if isinstance(table, dict) else ():
            if key not in known:
                near = difflib.get_close_matches(key, known, 1, 0.5)
                meant = f"Did you mean “{near[0]}”?" if near else f"Known keys: {', '.join(sorted(known))}."
                raise ProtocolError(f"{source}{_line(place, text, key)}: unknown key “{_plain(key)}”.", meant)


def _check_steps(protocol: Protocol, text: str, source: str) -> None:
    def fail(number: int, message: str, hint: str = "", key: str = "id") -> None:
        raise ProtocolError(f"{source}{_line(f'step[{number}]', text, key)}: {message}", hint)

    if not protocol.step:
        raise ProtocolError(f"{source}: there are no steps.", "Add at least one [[step]].")
    if protocol.format != 1:
        raise ProtocolError(f"{source}: format {protocol.format} is not known.", "This version reads format = 1.")
    fewest, most = protocol.partners
    if not 2 <= fewest <= most <= 8:
        raise ProtocolError(f"{source}: partners = [{fewest}, {most}] cannot be.", "Use two numbers from 2 to 8.")
    seen: set[str] = set()
    for number, step in enumerate(protocol.step):
        if step.id in seen:
            fail(number, f"the step id “{_plain(step.id)}” is used twice.", "Give each step its own id.")
        seen.add(step.id)
        if not re.fullmatch(r"[a-z][a-z0-9_]*", step.id):
            fail(number, f"the step id “{_plain(step.id)}” must be lower-case letters, digits and _.")
        if not 10 <= step.seconds <= 3600:
            fail(number, f"seconds = {step.seconds} in “{step.id}”.", "Use 10 to 3600.", "seconds")
        for key in _NEEDED.get(step.kind, ()):
            if not getattr(step, key):
                fail(number, f"“{step.id}” is a {step.kind} step and needs “{key}”.", key="kind")
        if step.who in ("speaker", "listener") and not step.part:
            fail(
                number,
                f"“{step.id}” is for the {step.who} but belongs to no part.",
                'Add part = "...".',
                "who",
            )
        for key, prompt in step.prompts().items():
            if any(ord(character) < 32 and character != "\n" for character in prompt):
                fail(number, f"“{key}” of “{step.id}” holds control characters.", key=key)
            try:
                fields = {name for _, name, _, _ in string.Formatter().parse(prompt) if name is not None}
            except ValueError:
                fail(number, f"a brace is not closed in “{key}” of “{step.id}”.", key=key)
            for field in sorted(fields - FIELDS):
                near = difflib.get_close_matches(field, FIELDS, 1)
                meant = f"Did you mean {{{near[0]}}}?" if near else f"Known: {', '.join(sorted(FIELDS))}."
                fail(number, f"{{{_plain(field)}}} in “{key}” of “{step.id}” is not known.", meant, key)


def _plain(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)[:60]


def _place(error: str, text: str) -> str:
    found = re.search(r"\$\.(?:step\[(\d+)\])?\.?(\w+)?", error)
    if not found:
        return ""
    place = f"step[{found[1]}]" if found[1] else ""
    return _line(place, text, found[2] or "")


def _line(place: str, text: str, key: str) -> str:
    """ ", line N" of `key` in that table, as well as plain text tells."""
    lines = text.splitlines()
    start = 0
    if place:
        headers = [index for index, line in enumerate(lines) if re.match(r"\s*\[\[\s*step\s*\]\]", line)]
        number = int(place[5:-1])
        if number >= len(headers):
            return f", step {number + 1}"
        start = headers[number]
    for index in range(start, len(lines)):
        if key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", lines[index]):
            return f", line {index + 1}"
        if place and index > start and lines[index].lstrip().startswith("[["):
            break
    return f", line {start + 1}" if place else ""


def _reason(error: str, raw: dict[str, object]) -> str:
    """msgspec's sentence, with the nearest valid word where a word was wrong."""
    found = re.search(r"Invalid enum value '(.*?)' - at `\$\.step\[\d+\]\.(\w+)`", error, re.DOTALL)
    if not found:
        return error.replace("$.", "").replace("`", "“", 1).replace("`", "”", 1) + "."
    word, key = found[1], found[2]
    known = {"kind": get_args(StepKind), "who": get_args(Who), "limit": ("soft", "hard", "none"),
             "reflect": ("app", "listener", "none"), "retry_on": ("none", "blame", "but")}.get(key, ())  # fmt: skip
    near = difflib.get_close_matches(word, known, 1, 0.4)
    meant = f" Did you mean “{near[0]}”?" if near else f" Known: {', '.join(known)}."
    return f"{key} = “{_plain(word)}” is not known.{meant}"
