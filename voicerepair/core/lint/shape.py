"""What a protocol as a whole owes its partners: safety, consent, fairness, timing, a way through every step."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from voicerepair.core.commands import Command, parse, plain
from voicerepair.core.estimate import estimate
from voicerepair.core.plan import CONDITION
from voicerepair.core.problems import Problem, Text, meant
from voicerepair.core.protocol import ANSWERED, Protocol, Step

LONGEST_TURN, SHORTEST_TURN = 180, 30
"""Seconds. Longer turns cannot be held in mind by whoever listens, shorter ones cannot be finished."""
MOST_SPOKEN_OPTIONS, LONGEST_TITLE, LONGEST_SESSION = 7, 40, 90
ROWS = frozenset([f"a{number}" for number in range(1, 17)] + [f"b{number}" for number in range(1, 22)])
"""The asks of good practice that docs/coverage.md lists."""

RULES = {
    "missing-notice": "What deals with a hurt says that it is not therapy.",
    "missing-safety": "What deals with a hurt begins with the safety check.",
    "missing-consent": "Everyone is asked whether they want this.",
    "late-safety": "The safety check comes before anybody is asked to speak.",
    "late-consent": "Consent comes before anybody is asked about the hurt.",
    "safety-for-all": "The safety check is for everybody.",
    "consent-for-each": "The first consent is asked of each.",
    "no-keep": "Everyone decides what is kept.",
    "no-closing": "The last step is said to all, and takes leave.",
    "no-rephrase": "A step that wants an answer can be asked in other words.",
    "no-examples": "A step that wants an answer has examples.",
    "retry-missing": "A second asking that is wanted has words.",
    "retry-unused": "A second asking that has words is wanted for something.",
    "unused-key": "A key stands only where the kind of step uses it.",
    "long-turn": f"A turn has at most {LONGEST_TURN} seconds.",
    "short-turn": f"A turn has at least {SHORTEST_TURN} seconds.",
    "hard-limit": "The floor is not torn away; only a facilitator chooses that.",
    "minutes-off": "The minutes promised are about those needed.",
    "long-session": f"A session takes at most {LONGEST_SESSION} minutes.",
    "many-options": f"At most {MOST_SPOKEN_OPTIONS} options: more cannot be remembered.",
    "ambiguous-option": "No word means two options.",
    "command-word": "No option is called like a word that works at any time.",
    "never-true": "A condition can come true.",
    "unaddressed": "A step for one person names them.",
    "partner-for-all": "{partner} is one person.",
    "field-out-of-place": "A name in braces stands where it has a meaning.",
    "unreflected": "What is said in slots is reflected.",
    "unconfirmed": "Between two, both confirm an agreement.",
    "long-title": f"A title has at most {LONGEST_TITLE} characters.",
    "unknown-row": "Rows name asks of good practice.",
    "file-name": "A file is called after the protocol's id.",
}
USED: dict[str, frozenset[str]] = {
    "when": frozenset({"slots", "agreement"}),
    "because": frozenset({"slots", "followup"}),
    "check": frozenset({"guess", "request", "followup", "calm", "roles"}),
    "refuse": frozenset({"consent"}),
    "more": frozenset({"agreement", "pick"}),
    "options": frozenset({"choice", "pick", "keep"}),
    "lines": frozenset({"calm"}),
    "retry": frozenset({"turn", "slots"}),
    "rephrase": ANSWERED | {"ready"},
    "examples": ANSWERED | {"ready"},
    "reflect": frozenset({"turn", "slots", "guess"}),
    "free": frozenset({"choice", "pick"}),
    "kept_as": frozenset({"helped", "choice", "pick"}),
}
"""The kinds that use a key, where not all do."""
_NEVER_TAKEN = frozenset(
    {Command.STOP, Command.PAUSE, Command.PASS, Command.HELP, Command.TRIGGER, Command.TIME_OUT, Command.BACK,
     Command.PRIVATE_NOTE, Command.SKIP, Command.DONE, Command.NOT_FINISHED}
)  # fmt: skip
"""Words that protect somebody, or end a turn; an answer must not stand in their way."""
_ABOUT_IT = frozenset({"turn", "slots", "guess", "request", "agreement", "roles"})
_PERSONAL = frozenset({"each", "speaker", "listener", "hurt", "repairing"})
_FIELD = re.compile(r"\{(\w+)\}")
At = Callable[..., Problem]


def findings(protocol: Protocol, where: Text, stem: str) -> Iterator[Problem]:
    """What is missing, unfair or badly timed."""

    def top(rule: str, message: str, remedy: str, key: str = "") -> Problem:
        return Problem(rule=rule, message=message, remedy=remedy, line=where.line(-1, key) or 1, key=key)

    yield from _promises(protocol, top)
    yield from _timing(protocol, top)
    if stem and stem.split(".")[0] != protocol.id:
        message = f"The file is called “{stem}”, and the protocol “{protocol.id}”."
        yield top("file-name", message, f"Call the file {protocol.id}.toml.", "id")
    for number, step in enumerate(protocol.step):

        def at(
            rule: str, message: str, remedy: str, key: str = "id", number: int = number, step: Step = step
        ) -> Problem:
            line = where.line(number, key)
            return Problem(rule=rule, message=message, remedy=remedy, line=line, step=step.id, key=key)

        yield from _step(protocol, number, at)


def _promises(protocol: Protocol, top: At) -> Iterator[Problem]:
    kinds = [step.kind for step in protocol.step]
    if not kinds:
        return
    if "consent" not in kinds:
        yield top("missing-consent", "Nobody is asked whether they want this.", "Add a consent step for each.")
    elif next(step for step in protocol.step if step.kind == "consent").who != "each":
        yield top("consent-for-each", "The first consent is not asked of each.", 'Give it who = "each".')
    if protocol.about_hurt:
        opening = " ".join(step.say for step in protocol.step[:3]).lower()
        if protocol.language.startswith("en") and "not therapy" not in opening:
            remedy = "Say in the welcome: this is not therapy, and it cannot replace it."
            yield top("missing-notice", "Nothing says that this is not therapy.", remedy)
        if "safety" not in kinds:
            remedy = "Add a step of kind safety first, or about_hurt = false where no hurt is dealt with."
            yield top("missing-safety", "There is no safety check.", remedy)
        elif any(kind in ANSWERED for kind in kinds[: kinds.index("safety")]):
            yield top("late-safety", "Somebody is asked before the safety check.", "Move the safety step forward.")
    if "consent" in kinds and any(kind in _ABOUT_IT for kind in kinds[: kinds.index("consent")]):
        yield top("late-consent", "Somebody speaks before everyone has consented.", "Move the consent step forward.")
    if "keep" not in kinds:
        yield top("no-keep", "Nobody is asked what is to be kept.", "Add a step of kind keep near the end.")
    if protocol.step[-1].kind != "say":
        yield top("no-closing", "It ends without a goodbye.", "Add a last step of kind say.")


def _timing(protocol: Protocol, top: At) -> Iterator[Problem]:
    if protocol.minutes > LONGEST_SESSION:
        remedy = "Make it two protocols; attention does not last longer."
        yield top("long-session", f"It takes {protocol.minutes} minutes.", remedy, "minutes")
    fewest, most = protocol.partners
    if not (2 <= fewest <= most <= 8):
        return
    shortest, longest = estimate(protocol, fewest).shortest / 60, estimate(protocol, most).longest / 60
    if not 0.8 * shortest <= protocol.minutes <= 1.25 * longest:
        message = f"It says {protocol.minutes} minutes and takes about {shortest:.0f} to {longest:.0f}."
        yield top("minutes-off", message, "Set minutes to something in between.", "minutes")


def _step(protocol: Protocol, number: int, at: At) -> Iterator[Problem]:
    step = protocol.step[number]
    if step.kind in ANSWERED | {"ready"}:
        for key in ("rephrase", "examples"):
            if not getattr(step, key):
                yield at(f"no-{key}", f"There is no {key}.", f"Add {key}, for when nothing comes.", "say")
    if step.retry_on != "none" and not step.retry:
        yield at("retry-missing", f"{step.retry_on} is to be asked again, without words.", "Add retry.", "retry_on")
    if step.retry and step.retry_on == "none":
        yield at("retry-unused", "The second asking never comes.", 'Add retry_on = "blame" or "but".', "retry")
    for key, kinds in USED.items():
        if getattr(step, key) not in ("", (), False, "none") and step.kind not in kinds:
            yield at("unused-key", f"A {step.kind} step does not use {key}.", f"Leave {key} out.", key)
    if step.kind in ("turn", "slots") and step.seconds > LONGEST_TURN:
        yield at("long-turn", f"{step.seconds} seconds is long to listen.", f"At most {LONGEST_TURN}.", "seconds")
    if step.kind in ("turn", "slots") and step.seconds < SHORTEST_TURN:
        yield at("short-turn", f"{step.seconds} seconds is short to speak.", f"At least {SHORTEST_TURN}.", "seconds")
    if step.limit == "hard":
        yield at("hard-limit", "The floor is torn away.", 'Use limit = "soft".', "limit")
    if step.kind == "slots" and step.reflect == "none":
        yield at("unreflected", "What is said here is not reflected.", 'Add reflect = "app" or "listener".', "kind")
    if step.kind == "agreement" and step.confirm == "owner" and protocol.partners[1] == 2:
        yield at("unconfirmed", "Only one of two confirms.", "Leave confirm out.", "confirm")
    if step.kind == "safety" and step.who != "all":
        yield at("safety-for-all", f"It is only for {step.who}.", "Leave who out.", "who")
    if len(step.title) > LONGEST_TITLE:
        yield at("long-title", f"It has {len(step.title)} characters.", f"At most {LONGEST_TITLE}.", "title")
    for row in step.rows:
        if row not in ROWS:
            yield at("unknown-row", f"There is no row “{row}”.", meant(row, ROWS)[:80], "rows")
    yield from _options(step, at)
    yield from _condition(protocol, number, at)
    yield from _fields(protocol, number, at)


def _options(step: Step, at: At) -> Iterator[Problem]:
    if len(step.options) > MOST_SPOKEN_OPTIONS:
        yield at(
            "many-options", f"There are {len(step.options)} options.", f"At most {MOST_SPOKEN_OPTIONS}.", "options"
        )
    words = Counter(
        word
        for option in step.options
        for word in {plain(text) for text in (option.value, option.label, *option.words)}
    )
    taken = sorted(word for word in words if parse(word) in _NEVER_TAKEN)
    if taken:
        message = f"“{taken[0]}” is a word that works at any time."
        yield at("command-word", message, "Call the option by another word.", "options")
    twice = sorted(word for word, count in words.items() if count > 1)
    if twice:
        yield at("ambiguous-option", f"“{twice[0]}” means two options.", "Give it to one of them.", "options")


def _condition(protocol: Protocol, number: int, at: At) -> Iterator[Problem]:
    step = protocol.step[number]
    found = CONDITION.fullmatch(step.only_if) if step.only_if else None
    asked = next((one for one in protocol.step[:number] if found and one.id == found[2]), None)
    if found is None or asked is None:
        return
    operator, wanted = found[3], found[4]
    if asked.kind == "rating":
        lowest = int(wanted) + (operator == ">") if wanted.isdecimal() else 11
        if lowest > 10 and operator in (">=", ">", "is"):
            yield at("never-true", f"No rating {operator} {wanted}.", "Ratings go from 0 to 10.", "only_if")
    elif asked.kind in ("choice", "pick") and not asked.free and operator.startswith("is"):
        values = [option.value for option in asked.options]
        if wanted not in values:
            yield at("never-true", f"“{wanted}” is no answer of {asked.id}.", meant(wanted, values), "only_if")


def _fields(protocol: Protocol, number: int, at: At) -> Iterator[Problem]:
    step = protocol.step[number]
    for key, text in step.prompts().items():
        names = set(_FIELD.findall(text))
        if step.kind in ("roles", "followup"):
            names -= {"owner", "agreement", "due", "partner", "listener", "speaker"}
        if "partner" in names and step.who in ("all", "others"):
            message = "{partner} is one person, and this is for several."
            yield at("partner-for-all", message, "Use {everyone}, or who.", key)
        wrong = names & {"owner", "agreement", "due"}
        if not step.part and step.who in ("all", "each"):
            wrong |= names & {"speaker", "listener", "others"}
        if "issue" in names and not any(one.id == "issue" for one in protocol.step[:number]):
            wrong |= {"issue"}
        for name in sorted(wrong):
            remedy = "Use {partner} or {everyone}, or settle it in an earlier step."
            yield at("field-out-of-place", f"{{{name}}} has no meaning here.", remedy, key)
    own = {"speaker": "{speaker}", "listener": "{listener}"}.get(step.who, "{partner}")
    if step.who in _PERSONAL and step.kind not in ("say", "safety", "calm", "followup"):
        for key, text in step.prompts().items():
            if key.rsplit(".", 1)[-1] == "say" and own not in text and "{partner}" not in text:
                yield at("unaddressed", "It does not name the person it is for.", f"Begin with {own}.", key)
