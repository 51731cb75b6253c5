"""What stays known of a person between sessions: how to be called, what they need, how they like to be shown things."""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from voicerepair.core.people import Modality, Partner

Layout = Literal["usual", "one", "big"]
MOST_PHRASES, LONGEST_PHRASE = 9, 120
LONGEST_PATIENCE = 60.0
LONGEST_STEP = 60.0
SLOWEST, FASTEST = 60, 400


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One profile. `called`: the name used in sessions, if it is another.

    `patience_seconds` None and `rate` 0 (words a minute) leave it to the settings; a patience of 0 waits for ever.
    `layout`: usual, one thing at a time, or big letters. `step_seconds`: while scanning, how long each choice is
    offered to somebody with one switch; 0 steps by a second key. `phrases`: sentences of one's own, given by one key.
    """

    name: str
    called: str = ""
    pronouns: str = ""
    modality: Modality = "voice"
    captions: bool = True
    patience_seconds: float | None = None
    rate: int = 0
    plain_language: bool = False
    touch: bool = True
    reminders: bool = True
    sight: bool = True
    hearing: bool = True
    layout: Layout = "usual"
    timers: bool = True
    scanning: bool = False
    step_seconds: float = 0.0
    phrases: tuple[str, ...] = ()

    @property
    def shown_name(self) -> str:
        return self.called or self.name


def find(people: Iterable[Person], name: str) -> Person | None:
    """The profile of that name, or of whoever is called so."""
    wanted = name.strip().casefold()
    if not wanted:
        return None
    return next((person for person in people if wanted in (person.name.casefold(), person.called.casefold())), None)


def put(people: Sequence[Person], person: Person) -> tuple[Person, ...]:
    """The profiles with that one new or changed."""
    rest = [other for other in people if other.name.casefold() != person.name.casefold()]
    return (*rest, checked(person))


def checked(person: Person) -> Person:
    """The profile with every value in its limits."""
    patience = person.patience_seconds
    phrases = tuple(" ".join(phrase.split())[:LONGEST_PHRASE] for phrase in person.phrases if phrase.strip())
    return msgspec.structs.replace(
        person,
        name=" ".join(person.name.split())[:40],
        called=" ".join(person.called.split())[:40].rstrip(),
        pronouns=" ".join(person.pronouns.split())[:40],
        patience_seconds=None if patience is None else min(max(patience, 0.0), LONGEST_PATIENCE),
        rate=min(max(person.rate, SLOWEST), FASTEST) if person.rate else 0,
        step_seconds=min(max(person.step_seconds, 0.0), LONGEST_STEP),
        phrases=phrases[:MOST_PHRASES],
    )


def partner(person: Person, patience_seconds: float, touch: bool = True) -> Partner:
    """Them as a partner of a session; `patience_seconds` and `touch` are what the settings say."""
    patience = patience_seconds if person.patience_seconds is None else person.patience_seconds
    return Partner(
        name=person.shown_name,
        pronouns=person.pronouns,
        modality=person.modality,
        patience_seconds=patience,
        touch=person.touch and touch,
        plain_language=person.plain_language,
        reminders=person.reminders,
        sight=person.sight,
        hearing=person.hearing,
    )


def slowest_rate(people: Iterable[Person]) -> int:
    """Words a minute that suit everybody who has a wish; 0 when nobody has."""
    return min((person.rate for person in people if person.rate), default=0)


def encode(people: Sequence[Person]) -> bytes:
    return msgspec.json.encode(people)


def decode(data: bytes | None) -> tuple[Person, ...]:
    """The profiles written by `encode`; none for None, or for what another version wrote."""
    if not data:
        return ()
    try:
        return msgspec.json.decode(data, type=tuple[Person, ...])
    except (msgspec.ValidationError, msgspec.DecodeError):
        return ()
