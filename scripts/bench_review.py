"""Measure how long it takes to open the review of a long session: from the journal, from its outcome, as a report.

Run: python -m scripts.bench_review. A session of two people with ten rounds of speaking, every turn of 150 words, is
simulated, each cut into utterances of a breath's length, as the ear sends them: an hour and a half of talk, about what
three hours with prompts, reflections and quiet hold. It is written to a real encrypted store, and opened again.
Allowed: 1 s.
"""

import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tests.core.simulate import WHOLE, Simulation, repair
from voicerepair.adapters import report_html, report_pdf
from voicerepair.adapters.journal_store import SqlcipherStore
from voicerepair.cli.stores import review_of
from voicerepair.core import events as ev
from voicerepair.core import review as reviews
from voicerepair.core.report import report

ROUNDS = 10
BREATH_WORDS = 12
WORDS_PER_MINUTE = 150
WORDS = "i feel hurt when you come home late because it makes me think i do not matter and i wait for you " * 8


def simulated() -> Simulation:
    """A session whose parts go round ten times, each turn as long as a long turn is."""
    protocol = repair()
    steps = tuple(replace(step, rounds=ROUNDS) if step.part else step for step in protocol.step)
    long = defaultdict(list, {cue: list(lines) for cue, lines in WHOLE.items()})
    for cue in list(long):
        if cue.endswith(("/ask", "/when", "/because")) and cue.split("/")[0] in (
            "my_part",
            "feel",
            "clarify",
            "empathy",
        ):
            long[cue] = [WORDS.strip()] * (ROUNDS + 1)
    simulation = Simulation(long, protocol=replace(protocol, step=steps))
    for partner in (0, 1):
        simulation.answers[f"request/{partner}/ask"].extend(["please call me"] * ROUNDS)
    simulation.answers["agreement/all/more"].extend(["no"] * ROUNDS)
    simulation.run(steps=100_000)
    return simulation


def in_breaths(journal: Iterable[ev.SessionEvent]) -> list[ev.SessionEvent]:
    """The journal with every long utterance in pieces, each with its start and end of speech."""
    cut: list[ev.SessionEvent] = []
    for event in journal:
        if not isinstance(event, ev.UtteranceHeard) or len(event.words) <= BREATH_WORDS:
            cut.append(event)
            continue
        for place in range(0, len(event.words), BREATH_WORDS):
            cut.append(ev.SpeechStarted(at=event.at, turn=event.turn))
            cut.append(ev.SpeechEnded(at=event.at, turn=event.turn))
            cut.append(replace(event, words=event.words[place : place + BREATH_WORDS]))
    return cut


def main() -> None:
    simulation = simulated()
    events = in_breaths(simulation.journal)
    with tempfile.TemporaryDirectory() as folder:
        store = SqlcipherStore(Path(folder) / "store.db", "a lamp and a kettle")
        journal = store.create("s1")
        for event in events:
            journal.append(replace(event, session="s1") if hasattr(event, "session") else event)
        turns = len(simulation.state.turns)
        words = sum(len(event.words) for event in events if isinstance(event, ev.UtteranceHeard))
        print(f"{len(events)} events, {turns} turns, {words} words: {words / WORDS_PER_MINUTE:.0f} minutes of talk")
        for name in ("from the journal", "from the outcome"):
            began = time.perf_counter()
            outcome = review_of(store, "s1")
            print(f"review {name:18} {time.perf_counter() - began:6.3f} s")
            store.set_outcome("s1", reviews.encode(outcome))
        for name, made in (("html", report_html.html), ("pdf", report_pdf.pdf)):
            began = time.perf_counter()
            size = len(made(report(outcome, "us")))
            print(f"report as {name:15} {time.perf_counter() - began:6.3f} s  {size / 1024:.0f} kB")
        store.close()


if __name__ == "__main__":
    main()
