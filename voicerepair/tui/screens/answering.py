"""How a session is answered and looked at: keys, buttons, phrase cards, two-key choosing, layouts."""

from collections.abc import Sequence
from typing import ClassVar

from msgspec.structs import replace as with_changes
from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from voicerepair.core.profiles import Person
from voicerepair.core.state import Phase, SessionState
from voicerepair.ports import Noticed
from voicerepair.runtime.driver import Driver
from voicerepair.translate import t
from voicerepair.tui import look
from voicerepair.tui.screens.note import NoteScreen
from voicerepair.tui.screens.phrases import PhrasesScreen
from voicerepair.tui.screens.profile import ProfileScreen
from voicerepair.tui.screens.transcript import TranscriptScreen
from voicerepair.tui.services import People
from voicerepair.tui.widgets.answer import AnswerInput
from voicerepair.tui.widgets.cards import PromptCard
from voicerepair.tui.widgets.scan import ScanBar
from voicerepair.wording import describe
from voicerepair.wording.cards import cards

NOTICE_SECONDS = 12.0


def _key(keys: str, action: str, label: str, name: str, show: bool = False) -> Binding:
    shown_key = t("space") if keys == "space" else None
    return Binding(keys, action, label, show=show, key_display=shown_key, id=f"session.{name}")


class AnsweringScreen(Screen[SessionState | None]):
    """Everything that keys do; `SessionScreen` runs and shows the session."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("space", "done", t("Done"), "done", show=True),
        _key("p", "pause", t("Pause"), "pause", show=True),
        _key("r", "say('repeat')", t("Repeat"), "repeat", show=True),
        _key("t", "type", t("Type"), "type", show=True),
        _key("n", "note", t("Note"), "note", show=True),
        _key("f", "say('not finished')", t("Not finished"), "not_finished"),
        _key("l", "say('slower')", t("Slower"), "slower"),
        _key("m", "say('more time')", t("More time"), "more_time"),
        _key("x", "say('pass')", t("Pass"), "pass"),
        _key("b", "say('back')", t("Back"), "back"),
        _key("k", "say('skip')", t("Skip"), "skip"),
        _key("g", "say('trigger')", t("Breathe"), "trigger"),
        _key("o", "say('time out')", t("Break"), "time_out"),
        _key("i", "say('go to sleep')", t("Sleep"), "sleep"),
        _key("h", "say('help')", t("Words"), "words"),
        _key("z", "layout", t("Layout"), "layout"),
        _key("c", "look('timers')", t("Clocks on or off"), "timers"),
        _key("s", "look('captions')", t("Captions on or off"), "captions"),
        _key("y", "look('scanning')", t("Two-key choosing"), "scanning"),
        _key("w", "phrases", t("Phrase cards"), "phrases"),
        _key("j", "transcript", t("All that was heard"), "transcript"),
        _key("v", "second_screen", t("A link to the second screen"), "second_screen"),
        _key("f7", "profile(0)", t("First partner's needs"), "first"),
        _key("f8", "profile(1)", t("Second partner's needs"), "second"),
        Binding("tab", "scan_step", t("Next choice"), show=False, priority=True, id="session.scan_step"),
        Binding("enter", "scan_take", t("Take it"), show=False, priority=True, id="session.scan_take"),
        _key("up", "scroll_prompt(-1)", t("Prompt up"), "prompt_up"),
        _key("down", "scroll_prompt(1)", t("Prompt down"), "prompt_down"),
        *(
            _key("plus" if key == "+" else key, f"pick('{key}')", t("Answer {key}", key=key), f"answer_{place}")
            for place, key in enumerate("0123456789+")
        ),
    ]

    def __init__(self, people: Sequence[Person], keeper: People | None) -> None:
        super().__init__()
        self._people = list(people)
        self._keeper = keeper
        self.look_now = look.shared(people)
        self.driver: Driver | None = None
        self._steps: Timer | None = None
        self.state: SessionState | None = None

    def draw(self, state: SessionState) -> None:
        """Show the state."""
        raise NotImplementedError

    def tell(self, notice: Noticed, seconds: float) -> None:
        """Show a notice for so long."""
        raise NotImplementedError

    def ask_to_stop(self) -> None:
        """Ask whether to stop here."""
        raise NotImplementedError

    def any_key(self) -> None:
        """Any key silences the voice."""
        if self.driver is not None and self.state is not None and self.state.phase is Phase.PROMPT:
            self.driver.hush()

    def on_key(self) -> None:
        self.any_key()

    @property
    def _live(self) -> Driver | None:
        driver = self.driver
        return driver if driver is not None and driver.has_begun and not driver.state.is_over else None

    def action_say(self, command: str) -> None:
        if self._live:
            self._live.command(command)

    def action_done(self) -> None:
        """While the voice speaks this only silences it (`any_key` has)."""
        if self.state is not None and self.state.phase is not Phase.PROMPT:
            self.action_say("done")

    def action_pause(self) -> None:
        if self.state is not None:
            self.action_say("resume" if self.state.is_paused else "pause")

    def action_type(self) -> None:
        self.query_one(AnswerInput).focus()

    def action_pick(self, key: str) -> None:
        if self.state is None or self._live is None:
            return
        chosen = next((choice for choice in describe.choices(self.state) if choice.key == key), None)
        if chosen is not None:
            self._live.type(chosen.text)

    def action_scroll_prompt(self, direction: int) -> None:
        self.query_one(PromptCard).scroller.scroll_relative(y=direction, animate=False)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        event.input.clear()
        if text and self._live:
            self._live.type(text)

    # ---- how it looks, and ways to answer ---------------------------------------------------------------

    def take_look(self) -> None:
        now = self.look_now
        classes = {"-one": now.layout == "one", "-big": now.layout == "big", "-no-timers": not now.timers,
                   "-no-captions": not now.captions, "-scanning": now.scanning}  # fmt: skip
        for name, is_on in classes.items():
            self.set_class(is_on, name)
        if self._steps is not None:
            self._steps.stop()
        self._steps = self.set_interval(now.step_seconds, self.action_scan_step) if self.steps_alone else None
        self.query_one(AnswerInput).can_focus = not now.scanning
        if now.scanning:
            self.set_focus(None)
        self.refresh_bindings()
        if self.state is not None:
            self.call_after_refresh(self.draw, self.state)

    def action_layout(self) -> None:
        self.look_now = self.look_now.next_layout()
        self.take_look()
        self.tell(Noticed(message=t("Layout: {name}.", name=look.LAYOUT_NAMES[self.look_now.layout])), NOTICE_SECONDS)

    def action_look(self, part: str) -> None:
        self.look_now = self.look_now.toggled(part)
        self.take_look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not action.startswith("scan_") or self.look_now.scanning

    @property
    def steps_alone(self) -> bool:
        """Whether choices step by themselves: one switch takes them."""
        return self.look_now.scanning and self.look_now.step_seconds > 0

    def action_scan_step(self) -> None:
        self.query_one(ScanBar).step()

    def action_scan_take(self) -> None:
        chosen, driver = self.query_one(ScanBar).chosen, self._live
        if self._steps is not None:
            self._steps.reset()
        if chosen is None or driver is None or self.state is None:
            return
        if chosen.kind != "command":
            driver.type(chosen.value, aloud=chosen.kind == "sentence")
        elif chosen.value == "done" and self.state.phase is Phase.PROMPT:
            driver.hush()
        elif chosen.value == "stop":
            self.ask_to_stop()
        else:
            driver.command(chosen.value)

    def own_phrases(self, state: SessionState) -> tuple[str, ...]:
        name = state.name(state.moment.partner)
        return next((person.phrases for person in self._people if person.shown_name == name), ())

    def action_phrases(self) -> None:
        if self.state is None:
            return
        sentences = cards(self.state, self.own_phrases(self.state))
        if not sentences:
            self.tell(Noticed(message=t("Phrase cards are for turns of your own words.")), NOTICE_SECONDS)
            return

        def say(sentence: str | None) -> None:
            if sentence and self._live:
                self._live.type(sentence, aloud=True)

        self.app.push_screen(PhrasesScreen(sentences), say)

    def action_transcript(self) -> None:
        if self.state is not None:
            self.app.push_screen(TranscriptScreen(self.state))

    def action_profile(self, place: int) -> None:
        """Change what a partner needs, from this moment on."""
        keeper, state = self._keeper, self.state
        if keeper is None or state is None or place >= len(state.opened.partners):
            return
        name = state.opened.partners[place].name
        known = next((person for person in self._people if person.shown_name == name), None)

        def kept(person: Person | None) -> None:
            if person is not None and self._live:
                others = [other for other in self._people if other.shown_name != name]
                self._people = [*others, with_changes(person, called=name)]
                self._live.change_partner(place, keeper.as_partner(person))
                self.look_now = look.shared(self._people)
                self.take_look()

        self.app.push_screen(ProfileScreen(keeper, known or Person(name=name)), kept)

    def action_note(self) -> None:
        if self.state is None:
            return

        def keep(result: tuple[int, str] | None) -> None:
            if result is not None and self._live:
                self._live.note(*result)
                self.tell(Noticed(message=t("The note is kept, for its writer's eyes only.")), NOTICE_SECONDS)

        self.app.push_screen(NoteScreen([partner.name for partner in self.state.opened.partners]), keep)
