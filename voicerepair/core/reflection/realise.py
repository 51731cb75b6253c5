"""Chosen clauses -> one to three speakable sentences with a check question."""

import re

from voicerepair.core.reflection.compose import Choice
from voicerepair.core.reflection.person import Cast
from voicerepair.core.reflection.segment import Clause
from voicerepair.core.reflection.tokens import among

MOST_WORDS = 45
MOST_SENTENCES = 4
CHECKS = ("Is that right?", "Did I get that right?", "Is that what you're saying?", "Have I got that right?")
_AGAIN = re.compile(r"(?<!\byou miss )(?<!\byou love )(?<!\byou want )\bthe two of you")
_LONG_SENTENCE = 25
_NO_FRAME = (
    "it sounds",
    "that's",
    "this is",
    "next time ",
    "the moment ",
    "when ",
    "whenever ",
    "if ",
    "after ",
    "since ",
    "every time ",
    "you're asking",
    "like ",
)


_LEADING = ("when ", "whenever ", "if ", "every time ", "after ", "while ")


def realise(chosen: list[Choice], said: dict[int, str], cast: Cast, seed: int) -> str:
    """The draft. `seed` varies the frame and the check question, the same for the same words."""
    sentences = _sentences(chosen, said, cast)
    body = [_capital(s) + "." for s in sentences]
    if not body:
        return ""
    body[0] = _frame(body[0], cast, seed, sum(len(s.split()) for s in body))
    text = _once_together(" ".join(body))
    check = CHECKS[seed % len(CHECKS)]
    for option in (check, CHECKS[0]):
        if len(text.split()) + len(option.split()) <= MOST_WORDS and len(body) < MOST_SENTENCES:
            return f"{text} {option}"
    return text


def _once_together(text: str) -> str:
    """After "the two of you", later ones are "you both"."""
    head, found, rest = text.partition("the two of you")
    return head + found + _AGAIN.sub("you both", rest) if found else text


def _frame(sentence: str, cast: Cast, seed: int, count: int) -> str:
    name = f"{cast.speaker}, " if cast.speaker else ""
    lower = sentence if _keeps_capital(sentence, cast) else sentence[:1].lower() + sentence[1:]
    plain = not lower.startswith(_NO_FRAME)
    if plain and count <= 32 and seed % 3 != 2:
        return f"{name}I hear that {lower}" if name else f"I hear that {lower}"
    return f"{name}{lower}" if name else sentence


def _keeps_capital(sentence: str, cast: Cast) -> bool:
    first = sentence.split(" ", 1)[0].removesuffix("'s").strip(",.")
    return first in set(cast.names.values()) | {cast.partner, "TV"} or first in among(
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Christmas"
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentences(chosen: list[Choice], said: dict[int, str], cast: Cast) -> list[str]:
    out: list[str] = []
    for number, choice in enumerate(chosen):
        unit_text = _unit(choice, said)
        first = min(choice.clauses, key=lambda i: i)
        clause = next(c for c in choice.unit.clauses if c.index == first)
        link = _link(clause)
        left = len(chosen) - number
        fits = bool(out) and len(out[-1].split()) + len(unit_text.split()) <= _LONG_SENTENCE
        if out and out[-1].startswith(_LEADING) and "," not in out[-1]:
            out[-1] = f"{out[-1]}, {unit_text}"  # "when that happened" is no sentence of its own
            continue
        adjacent = number > 0 and clause.index - max(chosen[number - 1].clauses) <= 1
        if out and (
            (link in ("and", "but", "so", "or", "and then", "then") and adjacent and fits and not _asks(unit_text))
            or (len(out) >= MOST_SENTENCES - 1)
        ):
            joint = link if link and adjacent else "and"
            joint = "and then" if joint == "then" else joint
            if (
                _same_doer(chosen[number - 1], choice)
                and unit_text.startswith(f"{cast.other} ")
                and not choice.unit.lead
            ):
                out[-1] = f"{out[-1]} {joint} {unit_text.removeprefix(cast.other).strip()}"
                continue
            out[-1] = f"{out[-1]}, {joint} {unit_text}"
        elif out and link == "but" and adjacent:
            out.append(f"but {unit_text}")
        elif out and link == "so" and adjacent and left:
            out.append(f"so {unit_text}")
        else:
            out.append(unit_text)
    return out


def _same_doer(before: Choice, after: Choice) -> bool:
    """Whether both main clauses tell what the partner does, so that the second may leave the name out."""
    first, second = before.unit.main, after.unit.main
    plain = len(before.clauses) == 1 + sum(c.index in before.clauses for c in before.unit.lead)
    return plain and all(
        c.subject >= 0
        and c.tokens[c.subject].w == "you"
        and not c.labels & {"generic", "question", "request", "imperative"}
        for c in (first, second)
    )


def _asks(text: str) -> bool:
    return text.startswith(("you're asking", "you'd like"))


def _link(clause: Clause) -> str:
    words = [w for w in clause.link if w in among("and but so or then")]
    if not words:
        return ""
    if words[0] == "and" and words[-1] == "then":
        return "and then"
    return words[-1] if words[-1] in ("but", "so") else words[0]


def _unit(choice: Choice, said: dict[int, str]) -> str:
    """One unit: what leads, comma, the main clause, what trails."""
    parts = []
    unit = choice.unit
    leads = [c for c in unit.lead if c.index in choice.clauses]
    for k, clause in enumerate(leads):
        opener = _opener(clause) if clause.sub else "and" if k else ""
        parts.append(f"{opener} {said[clause.index]}".strip())
    lead = " ".join(parts)
    opener = _opener(unit.main) if unit.main.sub else ""
    text = f"{lead}, {said[unit.main.index]}" if lead else f"{opener} {said[unit.main.index]}".strip()
    for clause in unit.trail:
        if clause.index in choice.clauses:
            short = len(text.split()) < 3
            comma = (
                ""
                if short
                else ""
                if clause.sub == "since" and " been " in f" {text} "
                else ","
                if clause.sub in among("because although though unless while since") or len(text.split()) > 14
                else ""
            )
            opener = _opener(clause, trailing=True)
            text = f"{text}{comma} {opener} {said[clause.index]}"
    return text


def _opener(clause: Clause, *, trailing: bool = False) -> str:
    words = list(clause.link)
    if not trailing:
        while words and words[0] in among("and but so then or like"):
            words.pop(0)
    elif words and words[0] in ("then",):
        words.pop(0)
    return " ".join(words)
