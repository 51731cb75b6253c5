"""The session as plain lines: one fact a line, in order, nothing repainted. For screen readers and braille."""

import datetime
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import click

from voicerepair.cli import plain_guide
from voicerepair.cli.plain_steps import Steps
from voicerepair.core import review as reviews
from voicerepair.core.floor import TurnRecord
from voicerepair.core.language import sentence
from voicerepair.core.state import Phase, SessionState
from voicerepair.ports import EarconShown, Noticed, Signal
from voicerepair.runtime.driver import Driver
from voicerepair.translate import joined, t, weekday
from voicerepair.wording import describe, texts
from voicerepair.wording.private_check import PrivateCheck

ANSWER_LETTERS = {"n": 1, "y": 2, "x": 3, "1": 1, "2": 2, "3": 3, "s": 2}
"""Letters for `texts.SAFETY_ANSWERS`, counted from 1."""


class PlainScreen:
    """Prints what is new since the last state."""

    def __init__(self, echo: Callable[[str], None] = click.echo) -> None:
        self._echo = echo
        self._prompt = (0, "")
        self._floor = (0, 0)
        self._listening = 0
        self._lines: dict[int, int] = {}
        self._step = ""
        self._phase = Phase.PROMPT
        self._agreements = self._marks = 0
        self._offered: tuple[str, ...] = ()
        self.state: SessionState | None = None

    def render(self, state: SessionState) -> None:
        self.state = state
        step = state.stage.step
        if state.is_guided and not self._step:
            self._echo(
                t(
                    "Guided by {facilitator}. A slash and Enter shows what a facilitator can type.",
                    facilitator=state.opened.facilitator,
                )
            )
        if step.id != self._step:
            self._step = step.id
            self._echo(
                t(
                    "Step {position} of {plan}: {title}",
                    position=state.position + 1,
                    plan=len(state.plan),
                    title=step.title,
                )
            )
        if len(state.agreements) > self._agreements:
            self._agreements = len(state.agreements)
            agreement = state.agreements[-1]
            self._echo(
                t(
                    "Agreed: {owner}, “{text}”, {due}.",
                    owner=state.name(agreement.owner),
                    text=agreement.text,
                    due=agreement.due,
                )
            )
        if len(state.marks) > self._marks:
            self._marks = len(state.marks)
            self._echo(t("Marked at {minutes}.", minutes=describe.minutes(state.marks[-1].at - state.opened.at)))
        self._show_prompt(state)
        for record in state.turns:
            self._show_lines(state, record)
        if state.phase is Phase.LISTEN and self._floor != (state.turn, state.prompt):
            self._floor = (state.turn, state.prompt)
            name = state.name(state.moment.partner)
            self._show_choices(state)
            are_both = state.moment.partner < 0 and len(state.opened.partners) == 2
            self._echo(t("{name} have the floor.", name=name) if are_both else t("{name} has the floor.", name=name))
        if state.mic_open and self._listening != state.turn:
            self._listening = state.turn
            self._echo(t("The microphone is open."))
        if state.phase is not self._phase:
            self._phase = state.phase
            self._show_phase(state)

    def _show_prompt(self, state: SessionState) -> None:
        """What waits for the facilitator, then what everybody may know."""
        if (state.prompt, state.offered) == self._prompt:
            return
        self._prompt = (state.prompt, state.offered)
        if state.offered:
            self._echo(
                t("Waits for {facilitator}: {offered}", facilitator=state.opened.facilitator, offered=state.offered)
            )
        else:
            self._echo(t("Voice: {text}", text=state.interlude or state.moment.text))

    def _show_lines(self, state: SessionState, record: TurnRecord) -> None:
        shown = self._lines.get(record.turn, 0)
        for line in record.lines[shown:]:
            who = state.name(record.partner) if record.partner >= 0 else t("Heard")
            self._echo(f"{who}: {describe.as_read(line)}")
        if len(record.lines) > shown and record.lines:
            last = record.words[-len(record.lines[-1].split()) :]
            doubtful = [describe.as_read(word.text) for word in last if word.confidence < describe.DOUBTFUL]
            if doubtful and not record.typed:
                self._echo(t("Not sure of: {doubtful}.", doubtful=", ".join(doubtful)))
        self._lines[record.turn] = len(record.lines)

    def _show_choices(self, state: SessionState) -> None:
        """The answers that have a number, once for each question."""
        choices = describe.choices(state)
        offered = tuple(choice.label for choice in choices)
        if all(offered) and offered and offered != self._offered:
            self._echo(
                t("Choices: {choices}.", choices=", ".join(f"{choice.key} {choice.label}" for choice in choices))
            )
        self._offered = offered

    def _show_phase(self, state: SessionState) -> None:
        if state.phase is Phase.HELP:
            for line in (texts.PAUSED_HERE, *texts.HELP_LINES, "Type end to leave it for today, or go on."):
                self._echo(sentence(state.opened.protocol.language, line))
        elif state.phase is Phase.BREAK:
            back = datetime.datetime.fromtimestamp(state.return_at)
            when = f"{weekday(back)} {back:%H:%M}"
            self._echo(t("A break until {when}. Come back with: voicerepair plain --resume", when=when))
        elif state.phase is Phase.ENDED and state.reason == "not_today":
            for line in texts.NOT_TODAY:
                self._echo(sentence(state.opened.protocol.language, line))

    def signal(self, signal: Signal) -> None:
        if isinstance(signal, Noticed):
            self._echo(t("Notice: {text}", text=f"{signal.message} {signal.hint}".rstrip()))
        elif isinstance(signal, EarconShown) and signal.earcon == "turn_ending":
            self._echo(t("About thirty seconds of this turn are left."))
        elif isinstance(signal, EarconShown) and signal.earcon == "turn_closing":
            self._echo(t("The turn is about to end. Speak on to keep it."))


def show_review(outcome: reviews.Review, echo: Callable[[str], None] = click.echo) -> None:
    """The review as lines."""
    echo(
        t(
            "{title}, {seconds} minutes. {ending}.",
            title=outcome.title,
            seconds=f"{outcome.seconds / 60:.0f}",
            ending=texts.STATES.get(outcome.state, outcome.state),
        )
    )
    if not any(outcome.talk_ms.values()):
        echo(t("Nobody spoke aloud."))
    for name in outcome.partners if any(outcome.talk_ms.values()) else ():
        seconds, share = outcome.talk_ms[name] / 1000, outcome.talk_share[name]
        echo(
            t(
                "{name} spoke for {seconds} seconds, {share} of the talking.",
                name=name,
                seconds=f"{seconds:.0f}",
                share=f"{share:.0%}",
            )
        )
    heard = ", ".join(f"{count} {t(reviews.HEARD[key])}" for key, count in outcome.heard.items() if count)
    echo(t("Turns: {heard}.", heard=heard or t("none yet")))
    for agreement in outcome.agreements:
        confirmed = joined(agreement.confirmed_by)
        echo(
            t(
                "Agreement of {owner}: “{text}”, {due}. Confirmed by {confirmed}.",
                owner=t(agreement.owner),
                text=agreement.text,
                due=agreement.due,
                confirmed=confirmed,
            )
        )
    if not outcome.agreements:
        echo(t("No agreement this time."))
    for entry in outcome.followups:
        echo(t("From before: {entry}", entry=reviews.followup_line(entry, t)))
    for heading, lines in reviews.kept_lines(outcome).items():
        for line in lines:
            echo(f"{t(heading)}: {line}.")


class LineReader:
    """Reads typed lines in a daemon thread and hands them to the event loop."""

    def __init__(self, deliver: Callable[[str | None], object], stream: TextIO | None = None) -> None:
        self._deliver = deliver
        self._stream = stream or sys.stdin
        self._thread = threading.Thread(target=self._read, name="lines", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def is_running(self) -> bool:
        return self._thread.is_alive()

    def _read(self) -> None:
        for line in self._stream:
            self._deliver(line.rstrip("\n"))
        self._deliver(None)


class PlainTalk:
    """What a typed line does: an answer, a numbered choice, a word, the private check. `hide` switches the echo."""

    def __init__(self, driver: Driver, hide: Callable[[bool], None], echo: Callable[[str], None] = click.echo) -> None:
        self._driver = driver
        self._hide = hide
        self._echo = echo
        self._check: PrivateCheck | None = None
        self._is_leaving = self._has_left = False
        self._steps = Steps(echo)
        self._spaces = 0

    def follow(self, state: SessionState) -> None:
        """Begin the private check when the session has come to it; give the echo back when it is over."""
        if self._is_leaving and not state.is_over and not self._has_left:
            self._has_left = True
            self._driver.command("stop")
            self._driver.type("yes")
        if state.phase is Phase.PRIVATE and self._check is None:
            self._hide(True)
            language = state.opened.protocol.language
            self._check = PrivateCheck([partner.name for partner in state.opened.partners], language)
            self._echo(self._check.say(texts.SAFETY_PROMISE))
            self._ask(self._check)
        elif state.phase is not Phase.PRIVATE and self._check is not None:
            self._hide(False)
            self._check = None

    def take(self, line: str | None) -> None:
        """One line, or None at the end of the input: the session is stopped, and everything kept."""
        driver, said = self._driver, (line or "").strip()
        if line is None:
            self.leave()
        elif not driver.has_begun:
            return
        elif self._check is not None and driver.state.phase is Phase.PRIVATE:
            self._answer(self._check, line)
        elif line and not said:
            self._steps.next(driver.state)
        elif not said and self._steps.take(driver):
            return
        elif driver.state.phase is Phase.HELP:
            driver.command("stop" if said.lower().startswith(("end", "fin")) else "resume")
        elif driver.state.is_guided and plain_guide.take(driver, said, self._echo):
            return
        elif said:
            choices = {choice.key: choice.text for choice in describe.choices(driver.state)}
            driver.type(choices.get(said, said))
        elif driver.state.phase is Phase.PROMPT:
            driver.hush()
        else:
            driver.command("done")

    def leave(self) -> None:
        """Stop politely, as soon as there is something to stop; the session can go on later."""
        self._is_leaving = True
        if self._driver.has_begun:
            self.follow(self._driver.state)

    def _ask(self, check: PrivateCheck) -> None:
        if check.is_waiting:
            self._echo(f"{check.invitation} {check.say('What you type is not shown.')}")
            check.ready()
        keys = check.say("Type y for yes, n for no, or x if you would rather not say.")
        self._echo(f"{check.question} {keys}")

    def _answer(self, check: PrivateCheck, line: str) -> None:
        """By letter, or by as many lines of a space as the answer's number: nothing read aloud tells which."""
        said = line.strip()
        if line and not said:
            self._spaces += 1
            return
        number = ANSWER_LETTERS.get(said.lower()[:1] if said else str(self._spaces))
        self._spaces = 0
        if number is None:
            self._echo(check.say("Please type y, n or x."))
            return
        check.answer(number)
        if check.is_over:
            self._driver.safety(check.is_clear)
        else:
            self._ask(check)


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
