"""A small pattern language over tokens, in which the concepts of the safety grammar are written.

A rule is one line of elements, matched one after the other:

- `hit|hits` one of these words; `in_front_of` a phrase; `{person}` a concept (a named list of words); mixed freely
- `<3>` at most three words of any kind, as few as possible, within one sentence
- `word?` may be missing; `!word` must not come next (and is not consumed); `$` the end of a sentence, alone or among words
- `+ing` any word that ends in -ing
- `@name` one of the lines of a named group: the rule stands once for each of them
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from voicerepair.core.safety.text import STOP


class _Element(NamedTuple):
    words: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    endings: tuple[str, ...]
    gap: int
    is_optional: bool
    is_refused: bool
    is_end: bool


class Hit(NamedTuple):
    """Where a rule matched: tokens `start` to `end`, end excluded."""

    start: int
    end: int


class Rules:
    """Rules compiled from lines, indexed by their first word. Raises ValueError on a line that cannot be understood."""

    def __init__(
        self, lines: str, concepts: Mapping[str, Iterable[str]], groups: Mapping[str, str] | None = None
    ) -> None:
        self._by_first: dict[str, list[tuple[_Element, ...]]] = {}
        cache: dict[str, _Element] = {}
        for line in _lines(lines):
            for written in _expanded(line, groups or {}):
                rule = []
                for part in written.split():
                    if part not in cache:
                        cache[part] = _element(part, concepts)
                    rule.append(cache[part])
                self._add(tuple(rule), written)

    def _add(self, rule: tuple[_Element, ...], written: str) -> None:
        first = rule[0]
        if first.gap or first.is_optional or first.is_refused or first.is_end or first.endings:
            raise ValueError(f"A rule starts with a word: {written}")
        for word in {*first.words, *(phrase[0] for phrase in first.phrases)}:
            self._by_first.setdefault(word, []).append(rule)

    def find(self, words: list[str]) -> Iterator[Hit]:
        """Every match, by start. Time grows with the length of the text and the rules its words can start."""
        for start, word in enumerate(words):
            for rule in self._by_first.get(word, ()):
                end = _match(words, start, rule, 0)
                if end is not None:
                    yield Hit(start, end)


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        bare = line.partition("#")[0].strip()
        if bare:
            yield bare


def _expanded(line: str, groups: Mapping[str, str]) -> list[str]:
    head, at, rest = line.partition("@")
    if not at:
        return [line]
    name, _, tail = rest.partition(" ")
    return [done for way in _lines(groups[name]) for done in _expanded(f"{head}{way} {tail}", groups)]


def _element(part: str, concepts: Mapping[str, Iterable[str]]) -> _Element:
    if part.startswith("<"):
        return _Element(frozenset(), (), (), int(part.strip("<>")), False, False, False)
    is_optional, is_refused = part.endswith("?"), part.startswith("!")
    words: set[str] = set()
    phrases: set[tuple[str, ...]] = set()
    endings: list[str] = []
    is_end = False
    for option in part.removesuffix("?").removeprefix("!").split("|"):
        if option.startswith("+"):
            endings.append(option[1:])
            continue
        if option == "$":
            is_end = True
            continue
        for word in concepts[option[1:-1]] if option.startswith("{") else (option,):
            phrase = tuple(word.replace("_", " ").split())
            if len(phrase) > 1:
                phrases.add(phrase)
            else:
                words.add(word)
    return _Element(
        frozenset(words),
        tuple(sorted(phrases, key=len, reverse=True)),
        tuple(endings),
        0,
        is_optional,
        is_refused,
        is_end,
    )


def _ends(words: list[str], i: int, element: _Element) -> Iterator[int]:
    if element.is_end and (i >= len(words) or words[i] == STOP):
        yield i
    for phrase in element.phrases:
        if tuple(words[i : i + len(phrase)]) == phrase:
            yield i + len(phrase)
    if i < len(words) and (
        words[i] in element.words or (element.endings and len(words[i]) > 4 and words[i].endswith(element.endings))
    ):
        yield i + 1


def _match(words: list[str], i: int, rule: tuple[_Element, ...], k: int) -> int | None:
    """The end of a match of rule[k:] that starts at token i, or None."""
    if k == len(rule):
        return i
    element = rule[k]
    if element.is_refused:
        return None if any(True for _ in _ends(words, i, element)) else _match(words, i, rule, k + 1)
    if element.gap:
        for skip in range(element.gap + 1):
            end = _match(words, i + skip, rule, k + 1)
            if end is not None:
                return end
            if i + skip >= len(words) or words[i + skip] == STOP:
                return None
        return None
    for after in _ends(words, i, element):
        end = _match(words, after, rule, k + 1)
        if end is not None:
            return end
    return _match(words, i, rule, k + 1) if element.is_optional else None
