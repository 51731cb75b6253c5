"""Due agreements and a booked return as iCalendar: nothing runs in the background, so a calendar has to remind."""

import datetime

from icalendar import Alarm, Calendar, Event

from voicerepair.adapters.report_text import clean
from voicerepair.core.due import due
from voicerepair.core.review import Review
from voicerepair.translate import t

RULES = {"daily": "DAILY", "weekly": "WEEKLY", "monthly": "MONTHLY"}
RETURN_MINUTES = 45
AGREEMENT, COMING_BACK = t("An agreement is due"), t("Our conversation goes on")


def calendar(outcome: Review, with_words: bool = False) -> tuple[bytes, int]:
    """The file, and how many entries are in it. Nobody's words or names unless `with_words`: calendars are shared.

    Agreements without a day that is understood are left out; what is for every day or week comes twelve times.
    """
    made = datetime.datetime.fromtimestamp(outcome.started_at + outcome.seconds).astimezone()
    book = Calendar()
    book.add("prodid", "-//voicerepair//EN")
    book.add("version", "2.0")
    count = 0
    for number, item in enumerate(outcome.agreements):
        when = due(item.due, made.date())
        if when is None:
            continue
        entry = _entry(f"{outcome.session}-agreement-{number}", made)
        entry.add("summary", clean(f"{item.owner}: {item.text}") if with_words else AGREEMENT)
        entry.add("dtstart", when.day)
        entry.add("dtend", when.day + datetime.timedelta(1))
        entry.add("transp", "TRANSPARENT")
        if when.every:
            entry.add("rrule", {"freq": RULES[when.every], "count": 12})
        _remind(entry, datetime.timedelta(hours=9))
        book.add_component(entry)
        count += 1
    if outcome.return_at:
        entry = _entry(f"{outcome.session}-return", made)
        entry.add("summary", f"{COMING_BACK}: {clean(outcome.title)}" if with_words else COMING_BACK)
        start = datetime.datetime.fromtimestamp(outcome.return_at, datetime.UTC)
        entry.add("dtstart", start)
        entry.add("dtend", start + datetime.timedelta(minutes=RETURN_MINUTES))
        entry.add("description", "voicerepair session --resume")
        _remind(entry, datetime.timedelta(minutes=-10))
        book.add_component(entry)
        count += 1
    return book.to_ical(), count


def _entry(name: str, made: datetime.datetime) -> Event:
    """An entry that replaces itself when it is exported again."""
    entry = Event()
    entry.add("uid", f"{name}@voicerepair")
    entry.add("dtstamp", made.astimezone(datetime.UTC))
    entry.add("class", "PRIVATE")
    return entry


def _remind(entry: Event, before: datetime.timedelta) -> None:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry["summary"])
    alarm.add("trigger", before)
    entry.add_component(alarm)
