"""When an agreement is due, from how it was said: a day, or again and again."""

import datetime
import re
from typing import Literal

import msgspec

from voicerepair.core import commands

Every = Literal["", "daily", "weekly", "monthly"]
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b")


class Due(msgspec.Struct, frozen=True):
    """`day`: the first day that it is due. `every`: how it comes again, if it does."""

    day: datetime.date
    every: Every = ""


def due(said: str, made: datetime.date) -> Due | None:
    """The day meant by "by friday", "tomorrow", "every day", "in two weeks", "the fifth of june"; None where unclear.

    Counted from the day on which it was agreed; a weekday is the next one of that name.
    """
    words = commands.plain(said)
    if not words:
        return None
    every = _every(words)
    weekday = next((place for place, name in enumerate(DAYS) if re.search(rf"\b{name}s?\b", words)), None)
    if weekday is not None:
        ahead = (weekday - made.weekday()) % 7 or 7
        if re.search(rf"\bnext {DAYS[weekday]}\b", words) and ahead < 3:
            ahead += 7  # said on a saturday, "next monday" is not the day after tomorrow
        return Due(made + datetime.timedelta(ahead), every)
    if every:
        return Due(made + datetime.timedelta(1), every)
    day = _day(words, made)
    return Due(day) if day else None


def _every(words: str) -> Every:
    if re.search(r"\b(every (single )?(day|morning|evening|night)|each (day|evening)|daily)\b", words):
        return "daily"
    if re.search(
        rf"\b(every (week|weekend|{'|'.join(DAYS)})|each week|weekly|once a week|on ({'|'.join(DAYS)})s)\b", words
    ):
        return "weekly"
    return "monthly" if re.search(r"\b(every month|each month|monthly|once a month)\b", words) else ""


def _day(words: str, made: datetime.date) -> datetime.date | None:
    if re.search(r"\b(today|tonight|this (morning|afternoon|evening)|right away|now)\b", words):
        return made
    if re.search(r"\bday after tomorrow\b", words):
        return made + datetime.timedelta(2)
    if "tomorrow" in words.split():
        return made + datetime.timedelta(1)
    if re.search(r"\b(end of (the|this) week|this week)\b", words):
        return made + datetime.timedelta((6 - made.weekday()) % 7)
    if re.search(r"\b(this|the|at the) weekend\b", words):
        return made + datetime.timedelta((5 - made.weekday()) % 7)
    if re.search(r"\bnext weekend\b", words):
        return made + datetime.timedelta((5 - made.weekday()) % 7 + 7)
    if re.search(r"\bend of (the|this) month\b", words):
        return _next_month(made) - datetime.timedelta(1)
    if re.search(r"\bnext month\b", words):
        return _next_month(made)
    return _counted(words, made) or _dated(words, made)


def _counted(words: str, made: datetime.date) -> datetime.date | None:
    """ "in two weeks", "within a month", "next week"."""
    found = re.search(r"\b(?:in|within|for)( about)? ((?:\w+ ){0,2}?)(day|week|fortnight|month)s?\b", words)
    if found is None:
        return made + datetime.timedelta(7) if re.search(r"\bnext week\b", words) else None
    count = (commands.numbers(found[2]) or [1])[0]
    days = {"day": 1, "week": 7, "fortnight": 14, "month": 30}[found[3]] * count
    return made + datetime.timedelta(days) if 0 < days <= 400 else None


def _dated(words: str, made: datetime.date) -> datetime.date | None:
    """ "the fifth of june", "june 5", "on the 20th"."""
    number = _ORDINAL.search(words)
    spoken = [place for word in words.split() for place, name in enumerate(_ORDINALS, 1) if word == name]
    day = int(number[1]) if number else spoken[0] if spoken else 0
    month = next((place for place, name in enumerate(MONTHS, 1) if re.search(rf"\b{name}\b", words)), 0)
    if not day or (not month and " the " not in f" {words} "):
        return None
    for ahead in range(13):
        year, index = divmod(made.month - 1 + ahead, 12)
        try:
            found = datetime.date(made.year + year, index + 1, day)
        except ValueError:
            continue
        if found > made and month in (0, found.month):
            return found
    return None


def _next_month(made: datetime.date) -> datetime.date:
    year, index = divmod(made.month, 12)
    return datetime.date(made.year + year, index + 1, 1)


_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
