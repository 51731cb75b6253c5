"""A report as Markdown, JSON or CSV. Nothing in it can harm a terminal, a page or a spreadsheet."""

import csv
import io
import json
import re
import unicodedata
from typing import Any

import msgspec

from voicerepair.core.report import Report, clock
from voicerepair.translate import t

_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~])")
_JOINERS = "\u200c\u200d"
"""Letters of some scripts, and some emoji, hold together by them."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("kind", "at", "partner", "step", "talk_seconds", "outcome", "text")


def clean(text: str) -> str:
    """Without control characters, terminal escapes and marks that turn text round; line ends become spaces."""
    return "".join(
        " " if character in "\n\r\t" else character
        for character in text
        if character in "\n\r\t"
        or character in _JOINERS
        or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")
    )


def cleaned(value: Any) -> Any:
    """Every text in nested data, cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(str(key)): cleaned(inner) for key, inner in value.items()}
    return [cleaned(inner) for inner in value] if isinstance(value, list | tuple) else value


def markdown(document: Report) -> bytes:
    """The whole report, for reading as it is or through any Markdown reader."""

    def escaped(text: str) -> str:
        return _MARKED.sub(r"\\\1", clean(text))

    out = [f"# {escaped(document.title)}", "", escaped(document.lead)]
    for section in document.sections:
        out += ["", f"## {escaped(section.heading)}", ""]
        out += [f"- {escaped(line)}" for line in section.lines]
        out += [f"- {escaped(bar.label)}: {escaped(bar.figure)}" for bar in section.bars]
        if section.table is not None:
            out += ["| " + " | ".join(map(escaped, section.table.head)) + " |"]
            out += ["|" + " --- |" * len(section.table.head)]
            out += ["| " + " | ".join(map(escaped, row)) + " |" for row in section.table.rows]
        if section.note:
            out += [*([""] if out[-1] else []), escaped(section.note)]
    return ("\n".join(out) + "\n").encode()


def as_json(document: Report) -> bytes:
    """Everything that the audience may see, as data: the fields of `core.review.Review`."""
    return (json.dumps(cleaned(msgspec.to_builtins(document.shown)), ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(document: Report) -> bytes:
    """One row for each turn, agreement, follow-up and kept answer, with a byte-order mark, as spreadsheets like it."""
    seen = document.shown
    start = min(seen.started_at, *(turn.at for turn in seen.turns)) if seen.turns and seen.session else 0.0
    rows: list[tuple[object, ...]] = [COLUMNS]
    rows += [
        (
            "turn",
            clock(turn.at - start),
            turn.partner,
            turn.step,
            f"{turn.talk_ms / 1000:.1f}",
            turn.verdict,
            turn.words,
        )
        for turn in seen.turns
    ]
    rows += [
        (
            "agreement",
            "",
            item.owner,
            "",
            "",
            t("confirmed by {count}", count=len(item.confirmed_by)),
            _with_due(item.text, item.due),
        )
        for item in seen.agreements
    ]
    rows += [("follow-up", "", item.owner, "", "", item.outcome, item.text) for item in seen.followups]
    rows += [("kept", "", item.partner, item.heading, "", "", item.text) for item in seen.kept]
    rows += [("mark", clock(mark.at - start), "", mark.step, "", "", mark.text) for mark in seen.marks]
    rows += [("note", "", seen.facilitator, "", "", "", text) for text in seen.facilitator_notes]
    sink = io.StringIO()
    csv.writer(sink).writerows([_harmless(clean(str(cell))) for cell in row] for row in rows)
    return sink.getvalue().encode("utf-8-sig")


def _with_due(text: str, due: str) -> str:
    return f"{text}, {due}" if due else text


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
