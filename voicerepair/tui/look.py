"""How the session screen is laid out, from what its partners like; each part can be changed by a key at any time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from voicerepair.core.profiles import Layout, Person
from voicerepair.translate import t

LAYOUTS: tuple[Layout, ...] = ("usual", "one", "big")
LAYOUT_NAMES = {"usual": t("everything"), "one": t("one thing at a time"), "big": t("very large letters")}


@dataclass(frozen=True, slots=True)
class Look:
    """`timers`, `captions`: shown. `scanning`: answers are stepped through with one key and taken with another;
    with `step_seconds` they step by themselves, for one switch."""

    layout: Layout = "usual"
    timers: bool = True
    captions: bool = True
    scanning: bool = False
    step_seconds: float = 0.0

    def toggled(self, part: str) -> "Look":
        """With `timers`, `captions` or `scanning` the other way."""
        return Look(
            self.layout,
            timers=self.timers != (part == "timers"),
            captions=self.captions != (part == "captions"),
            scanning=self.scanning != (part == "scanning"),
            step_seconds=self.step_seconds,
        )

    def next_layout(self) -> "Look":
        return replace(self, layout=LAYOUTS[(LAYOUTS.index(self.layout) + 1) % len(LAYOUTS)])


def shared(people: Iterable[Person]) -> Look:
    """One screen for all: what one of them needs, all have."""
    found = list(people)
    layouts = {person.layout for person in found}
    return Look(
        layout="big" if "big" in layouts else "one" if "one" in layouts else "usual",
        timers=all(person.timers for person in found),
        captions=any(person.captions for person in found) or not found,
        scanning=any(person.scanning for person in found),
        step_seconds=max((person.step_seconds for person in found), default=0.0),
    )
