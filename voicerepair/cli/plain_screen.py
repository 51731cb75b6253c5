"""The session as plain lines: one fact a line, in order, nothing repainted. For screen readers and braille."""

import sys
import termios
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import click

from voicerepair.core import review as reviews
from voicerepair.core.floor import TurnRecord
from voicerepair.core.state import Phase, SessionState
from voicerepair.ports import EarconShown, LevelMeasured, Noticed, Signal

SAFETY_QUESTIONS = (
    "Are you afraid of the other person here?",
    "Has anyone here hurt you, or said that they would?",
    "Would it be unsafe for you to say openly what you feel?",
)
HELP_LINES = (
    "This is a good moment to pause.",
    "If you or someone else is in danger, call your local emergency number.",
    "Help lines for violence at home and for people in crisis exist almost everywhere, and are confidential:"
    " search for “domestic violence help line” or “crisis line” and your country, on a device that only you use.",
)
NOT_TODAY = "Not today is a good answer. This session ends here, and nothing about why is stored."


class PlainScreen:
    """Prints what is new since the last state."""

    def __init__(self, echo: Callable[[str], None] = click.echo, show_levels: bool = False) -> None:
        self._echo = echo
        self._prompt = 0
        self._floor = 0
        self._listening = 0
        self._lines: dict[int, int] = {}
        self._step = ""
        self._phase = Phase.PROMPT
        self._agreements = 0
        self.state: SessionState | None = None

    def render(self, state: SessionState) -> None:
        self.state = state
        step = state.stage.step
        if step.id != self._step:
            self._step = step.id
            self._echo(f"Step {state.position + 1} of {len(state.plan)}: {step.title}")
        if state.prompt != self._prompt:
            self._prompt = state.prompt
            self._echo(f"Voice: {state.interlude or state.moment.text}")
        for record in state.turns:
            self._show_lines(state, record)
        if state.phase is Phase.LISTEN and self._floor != state.turn:
            self._floor = state.turn
            name = state.name(state.moment.partner)
            self._echo(f"{name} {'has' if state.moment.partner >= 0 else 'have'} the floor.")
        if state.mic_open and self._listening != state.turn:
            self._listening = state.turn
            self._echo("The microphone is open.")
        if len(state.agreements) > self._agreements:
            self._agreements = len(state.agreements)
            agreement = state.agreements[-1]
            self._echo(f"Agreed: {state.name(agreement.owner)}, “{agreement.text}”, {agreement.due}.")
        if state.phase is not self._phase:
            self._phase = state.phase
            self._show_phase(state)

    def _show_lines(self, state: SessionState, record: TurnRecord) -> None:
        shown = self._lines.get(record.turn, 0)
        for line in record.lines[shown:]:
            who = state.name(record.partner) if record.partner >= 0 else "Heard"
            self._echo(f"{who}: {line}")
        self._lines[record.turn] = len(record.lines)

    def _show_phase(self, state: SessionState) -> None:
        if state.phase is Phase.HELP:
            for line in HELP_LINES:
                self._echo(line)
            self._echo("Type end to leave it for today, or go on.")
        elif state.phase is Phase.BREAK:
            import datetime

            when = datetime.datetime.fromtimestamp(state.return_at).strftime("%A %H:%M")
            self._echo(f"A break until {when}. Come back with: voicerepair plain --resume")
        elif state.phase is Phase.ENDED and state.reason == "not_today":
            self._echo(NOT_TODAY)

    def signal(self, signal: Signal) -> None:
        if isinstance(signal, Noticed):
            self._echo(f"Notice: {signal.message} {signal.hint}".rstrip())
        elif isinstance(signal, EarconShown) and signal.earcon == "turn_ending":
            self._echo("About thirty seconds of this turn are left.")
        elif isinstance(signal, LevelMeasured):
            return


def show_review(outcome: reviews.Review, echo: Callable[[str], None] = click.echo) -> None:
    """The review as lines."""
    echo(f"{outcome.title}, {outcome.seconds / 60:.0f} minutes. {outcome.state.capitalize()}.")
    for name in outcome.partners:
        seconds, share = outcome.talk_ms[name] / 1000, outcome.talk_share[name]
        echo(f"{name} spoke for {seconds:.0f} seconds, {share:.0%} of the talking.")
    heard = ", ".join(f"{count} {reviews.HEARD[key]}" for key, count in outcome.heard.items() if count)
    echo(f"Turns: {heard or 'none yet'}.")
    for agreement in outcome.agreements:
        confirmed = " and ".join(agreement.confirmed_by)
        echo(f"Agreement of {agreement.owner}: “{agreement.text}”, {agreement.due}. Confirmed by {confirmed}.")
    if not outcome.agreements:
        echo("No agreement this time.")
    for text in outcome.helped:
        echo(f"What helped: “{text}”.")


class LineReader:
    """Reads typed lines in a daemon thread and hands them to the event loop."""

    def __init__(self, deliver: Callable[[str | None], object], stream: TextIO | None = None) -> None:
        self._deliver = deliver
        self._stream = stream or sys.stdin
        self._thread = threading.Thread(target=self._read, name="lines", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _read(self) -> None:
        for line in self._stream:
            self._deliver(line.rstrip("\n"))
        self._deliver(None)


class SafetyCheck:
    """The private check, one line at a time: answers are not echoed, not stored, and never told apart."""

    def __init__(self, names: list[str], echo: Callable[[str], None] = click.echo) -> None:
        self._echo = echo
        self._names = names
        self._asked = [(name, question) for name in names for question in SAFETY_QUESTIONS]
        self._place = 0
        self._is_clear = True

    def ask(self) -> None:
        name, question = self._asked[self._place]
        if self._place % len(SAFETY_QUESTIONS) == 0:
            others = " and ".join(other for other in self._names if other != name)
            self._echo(f"{name} alone at the keys, please; {others}, look away. What you type is not shown.")
        self._echo(f"{question} Type y or n.")

    def answer(self, line: str) -> bool | None:
        """None while questions are left; then whether every answer allows to go on."""
        if line.strip().lower()[:1] not in ("y", "n"):
            self._echo("Please type y or n.")
            return None
        self._is_clear = self._is_clear and line.strip().lower().startswith("n")
        self._place += 1
        if self._place < len(self._asked):
            self.ask()
            return None
        return self._is_clear


@contextmanager
def no_echo(stream: TextIO) -> Iterator[Callable[[bool], None]]:
    """Gives a switch for the terminal's echo; always switched on again. Does nothing without a terminal."""
    try:
        descriptor = stream.fileno()
        before = termios.tcgetattr(descriptor)
    except (OSError, ValueError, termios.error):
        yield lambda hidden: None
        return

    def switch(hidden: bool) -> None:
        now = termios.tcgetattr(descriptor)
        now[3] = now[3] & ~termios.ECHO if hidden else now[3] | termios.ECHO
        termios.tcsetattr(descriptor, termios.TCSADRAIN, now)

    try:
        yield switch
    finally:
        with suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
