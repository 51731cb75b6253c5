"""The session's own sentences in the protocol's language, and short answers understood in it.

English is the language of the code; another one is a table beside this file. What has no translation stays English.
"""

import re
from collections.abc import Callable, Mapping, Sequence

import msgspec


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """A second language.

    `sentences`: what the session says by itself, from English. `answers`: whole utterances, to English. `numbers`
    and `units` of times: words, to English. `lead`: words before an answer that do not count.
    """

    sentences: Mapping[str, str]
    answers: Mapping[str, str]
    numbers: Mapping[str, str]
    unfinished: frozenset[str]
    lead: frozenset[str]
    conjunctions: tuple[str, str]
    blames: str
    apology_but: str
    danger: Mapping[str, str]


Say = Callable[..., str]
"""Gives a text of the interface in its language, with its fields filled in: `translate.t`, or `english`."""


def in_english(text: str, /, **fields: object) -> str:
    """The text as it is written in the code, with its fields filled in."""
    return text.format(**fields) if fields else text


def of(code: str) -> Language | None:
    """The table for that language code; None for English, and for what there is no table for."""
    if code.split("-")[0] == "es":
        from voicerepair.core.spanish import SPANISH  # not loaded for the sessions that do not need it

        return SPANISH
    return None


def sentence(code: str, text: str) -> str:
    """A sentence of the session's own in that language; names in braces stay."""
    table = of(code)
    return table.sentences.get(text, text) if table else text


def has_paraphrase(code: str) -> bool:
    """Whether what was said can be put into other words; in other languages it is repeated."""
    return code.split("-")[0] == "en"


def plain(text: str) -> str:
    """Lower case, no punctuation, single spaces."""
    return " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split())


def english(code: str, text: str) -> str:
    """A short answer or a command in English; anything else stays as it is."""
    table = of(code)
    if table is None:
        return text
    words = plain(text).split()
    while len(words) > 1 and words[0] in table.lead:
        words = words[1:]
    said = " ".join(words)
    if said in table.answers:
        return table.answers[said]
    if len(words) <= 6:
        spoken = said
        for word, number in table.numbers.items():
            spoken = re.sub(rf"\b{word}\b", number, spoken)
        if spoken != said:
            return spoken
    for length in (3, 2, 1):
        opening = table.answers.get(" ".join(words[:length]), "")
        if opening in ("yes", "no", "partly") and words[length:]:
            return " ".join((opening, *words[length:]))
    return text


def joined(code: str, names: Sequence[str], conjunction: str = "and") -> str:
    """ "Ana", "Ana and Ben", "Ana, Ben and Cleo"; with "or" likewise."""
    table = of(code)
    if table:
        conjunction = table.conjunctions[conjunction == "or"]
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}" if len(names) > 1 else "".join(names)


def is_unfinished(code: str, text: str) -> bool:
    """Whether the words plainly lead on."""
    table, words = of(code), plain(text).split()
    return bool(table and words and words[-1] in table.unfinished)


def danger(text: str) -> str:
    """The kind of danger (`violence`, `self_harm`) that a text in a second language tells of; empty for none."""
    from voicerepair.core.spanish import SPANISH

    said = plain(text)
    return next((kind for kind, pattern in SPANISH.danger.items() if re.search(pattern, said)), "")
