"""What is wrong with a protocol, where, and what to do about it."""

import difflib
import re
from collections.abc import Iterable

import msgspec

_BIDI = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Characters that turn the writing direction, and can make a text look like another."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong with a protocol. `line` counts from 1, 0 where the text does not tell."""

    rule: str
    message: str
    remedy: str = ""
    line: int = 0
    step: str = ""
    key: str = ""

    @property
    def place(self) -> str:
        """ "line 12 (welcome.say)", as far as it is known."""
        inside = ".".join(part for part in (self.step, self.key) if part)
        line = f"line {self.line}" if self.line else ""
        return f"{line} ({inside})" if line and inside else line or inside


class Text:
    """Where things are in the TOML text, as well as plain text tells."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self._steps = [n for n, line in enumerate(self.lines) if re.match(r"\s*\[\[\s*step\s*\]\]", line)]

    def line(self, step: int = -1, key: str = "") -> int:
        """The line of `key` ("say", "variants.deaf.say") in that step (-1: at the top), or of the step."""
        start = 0
        if step >= 0:
            if step >= len(self._steps):
                return 0
            start = self._steps[step]
        following = [n for n in self._steps if n > start or step < 0]
        end = following[0] if following else len(self.lines)
        at = start
        for part in key.split("[")[0].split("."):
            at = self._find(part, at, end) if part else -1
            if at < 0:
                return start + 1 if step >= 0 else 0
        return at + 1

    def _find(self, key: str, start: int, end: int) -> int:
        """Where `key` is given between those lines, its own line rather than one that only mentions it."""
        for pattern in (rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", rf".*\b{re.escape(key)}[\"']?\s*[.=\]]"):
            found = next((n for n in range(start, end) if re.match(pattern, self.lines[n])), -1)
            if found >= 0:
                return found
        return -1


def meant(word: str, known: Iterable[str], braces: bool = False) -> str:
    """ "Did you mean ...?", or what there is."""
    names = sorted(name for name in known if name)
    near = difflib.get_close_matches(word[:60], names, 1, 0.5)
    if near:
        return f"Did you mean {{{near[0]}}}?" if braces else f"Did you mean “{near[0]}”?"
    return f"Known: {', '.join(names)}."


def is_plain(text: str) -> bool:
    """Whether a text may be shown in a terminal: no escapes, no control or direction characters."""
    return not any(
        (ord(character) < 32 and character != "\n") or 127 <= ord(character) < 160 or character in _BIDI
        for character in text
    )


def printable(text: str, most: int = 60) -> str:
    """The text with what could harm a terminal replaced, cut to `most` characters."""
    return "".join(
        character if character.isprintable() and character not in _BIDI else "?" for character in text[:most]
    )
