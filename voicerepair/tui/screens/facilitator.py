"""The facilitator's screen: what waits to be said, the steps, the people, marks and notes. Everything by key."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from voicerepair.core.events import FacilitatorAction
from voicerepair.core.state import Phase, SessionState
from voicerepair.ports import Noticed
from voicerepair.translate import t
from voicerepair.tui.screens.answering import NOTICE_SECONDS
from voicerepair.tui.screens.line import LineScreen
from voicerepair.tui.screens.session import SessionScreen
from voicerepair.tui.widgets.answer import AnswerInput
from voicerepair.tui.widgets.big import BigPanel
from voicerepair.tui.widgets.cards import Captions, Card, NoticeLine, ReflectionCard
from voicerepair.tui.widgets.floor import Floor
from voicerepair.tui.widgets.scan import ScanBar
from voicerepair.tui.widgets.steady import Steady
from voicerepair.wording import describe, guiding

SYMBOLS = {"done": "✓", "now": "▸", "next": " "}


def _key(keys: str, action: str, label: str, name: str, show: bool = False) -> Binding:
    return Binding(keys, action, label, show=show, id=f"guide.{name}")


class OfferCard(Card):
    """What would be said next, is being said, or was asked last."""

    TITLE = t("One moment")

    def show(self, state: SessionState) -> None:
        heading, text = guiding.offer(state)
        self.set_class(bool(state.offered), "-waiting")
        if self.write(Content(text), heading):
            self.scroller.scroll_home(animate=False)


class PeopleCard(Card):
    """How ready, how upset, how long each has spoken; the number gives them the floor."""

    TITLE = t("A number gives the floor")

    def show(self, state: SessionState, now: float) -> None:
        self.write(Content("\n".join(guiding.people(state, now))))


class GuideCard(Card):
    """The facilitator's own points, marks, notes and switches."""

    TITLE = t("Your own")

    def show(self, state: SessionState) -> None:
        points = [f"{'✓' if is_opened else '·'} {point}" for point, is_opened in guiding.points(state)]
        self.write(Content("\n".join([*points, *guiding.record(state)])))


class FacilitatorScreen(SessionScreen, inherit_bindings=False):
    """A session that somebody guides. The partners' own screen, if there is one, is the browser's page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("enter", "guide('say')", t("Say it"), "say", show=True),
        _key("u", "guide('show')", t("Only show"), "show", show=True),
        _key("e", "other_words", t("Other words"), "other_words", show=True),
        _key("h", "hold", t("Hold"), "hold", show=True),
        _key("space", "say('done')", t("Turn over"), "done", show=True),
        _key("m", "mark", t("Mark"), "mark"),
        _key("n", "note", t("Note"), "note"),
        _key("i", "own_words", t("Own words"), "own_words"),
        _key("s", "silence", t("Silence"), "silence"),
        _key("x", "guide('extend')", t("One minute more"), "extend"),
        _key("l", "switch('limits')", t("Hard limits"), "limits"),
        _key("a", "switch('auto')", t("Without waiting"), "auto"),
        _key("k", "say('skip')", t("One step on"), "skip"),
        _key("b", "say('back')", t("One step back"), "back"),
        _key("g", "steps", t("The steps"), "steps"),
        _key("o", "point", t("Next point"), "point"),
        _key("M", "mark_with_words", t("Mark with words"), "mark_with_words"),
        _key("r", "say('repeat')", t("Ask again"), "repeat"),
        _key("t", "type", t("Type"), "type"),
        _key("v", "second_screen", t("A link to the partners' screen"), "second_screen"),
        _key("j", "transcript", t("All that was heard"), "transcript"),
        _key("escape", "leave_field", t("Leave the steps"), "leave"),
        *(_key(str(place), f"guide('floor', {place - 1})", t('Floor to {place}', place=place), f"floor_{place}")
          for place in range(1, 9)),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        yield Steady(t("Getting ready …"), id="step")
        yield Floor()
        with Container(id="body"):
            with Container(id="main"):
                yield OfferCard()
                yield Captions()
                yield ReflectionCard()
            with Container(id="side"):
                yield Static(t("The steps"), classes="title")
                yield OptionList(id="steps")
                yield PeopleCard()
                yield GuideCard()
        yield BigPanel(id="big")
        yield NoticeLine()
        yield ScanBar()
        yield AnswerInput()
        yield Footer()

    # ---- showing ----------------------------------------------------------------------------------------

    def draw(self, state: SessionState) -> None:
        self.query_one("#step", Steady).put(describe.step_line(state))
        self.query_one(OfferCard).show(state)
        self.query_one(ReflectionCard).show(state)
        self.query_one(Captions).show(state, self._partial)
        self.query_one(GuideCard).show(state)
        self._draw_steps(state)
        self._draw_clock(state)

    def _draw_clock(self, state: SessionState) -> None:
        now = self.driver.clock.now() if self.driver is not None else 0.0
        self.query_one(Floor).show(state, now, self._level)
        self.query_one(PeopleCard).show(state, now)

    def _draw_steps(self, state: SessionState) -> None:
        steps, lines = self.query_one("#steps", OptionList), guiding.plan(state)
        shown = [Content.assemble(f"{SYMBOLS[line.state]} ", (line.text, "bold" if line.state == "now" else ""))
                 for line in lines]  # fmt: skip
        if [option.prompt for option in steps.options] == shown:
            return
        steps.clear_options()
        steps.add_options([Option(content, id=f"step-{line.position}")
                           for content, line in zip(shown, lines, strict=True)])  # fmt: skip
        steps.highlighted = state.position
        self.call_after_refresh(steps.scroll_to_highlight)  # it knows its height only then

    # ---- guiding ----------------------------------------------------------------------------------------

    def any_key(self) -> None:
        """Nothing: the facilitator's keys go on while the voice speaks; `s` silences it."""

    def action_guide(self, action: FacilitatorAction, value: int = 0) -> None:
        if self._live:
            self._live.guide(action, value)

    def action_hold(self) -> None:
        if self.state is not None:
            self.action_guide("release" if self.state.moment.name == "held" else "hold")

    def action_silence(self) -> None:
        if self._live and self.state is not None and self.state.phase is Phase.PROMPT and not self.state.offered:
            self._live.hush()

    def action_switch(self, name: FacilitatorAction) -> None:
        if self.state is not None:
            is_on = self.state.has_hard_limits if name == "limits" else self.state.is_auto
            self.action_guide(name, int(not is_on))

    def action_point(self) -> None:
        if self.state is None:
            return
        place = guiding.next_point(self.state)
        if place < 0:
            self.tell(Noticed(message=t("There is no point left on your agenda.")), NOTICE_SECONDS)
        else:
            self.action_guide("point", place)

    def action_mark(self) -> None:
        if self._live:
            self._live.mark()
            self.tell(Noticed(message=t("Marked.")), NOTICE_SECONDS)

    def action_mark_with_words(self) -> None:
        if self._live is None:
            return
        at = self._live.clock.now()
        self._write(
            t("A mark of this moment. A word on it, for your eyes only:"), lambda live, text: live.mark(text, at)
        )

    def action_note(self) -> None:
        self._write(t("A note, for your eyes only:"), lambda live, text: live.note(-1, text))

    def action_other_words(self) -> None:
        if self.state is not None and self.state.offered:
            self._write(t("In your words:"), lambda live, text: live.guide("say", text=text), self.state.offered)

    def action_own_words(self) -> None:
        self._write(t("Said to everyone:"), lambda live, text: live.guide("announce", text=text))

    def _write(self, question: str, then: Any, value: str = "") -> None:
        def written(text: str | None) -> None:
            if text and self._live:
                then(self._live, text)

        self.app.push_screen(LineScreen(question, value), written)

    def action_steps(self) -> None:
        self.query_one("#steps").focus()

    def action_leave_field(self) -> None:
        self.set_focus(None)

    @on(OptionList.OptionSelected, "#steps")
    def _step_chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_guide("go", event.option_index)
        self.set_focus(None)

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        self.set_focus(None)
