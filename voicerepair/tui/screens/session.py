"""The session: shows each state the driver comes to, and hands keys and typed words to it."""

import asyncio
import logging
import traceback
from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import ModalScreen
from textual.widgets import Footer
from textual.worker import Worker

from voicerepair.core.events import SessionOpened
from voicerepair.core.profiles import Person
from voicerepair.core.state import Phase, SessionState
from voicerepair.errors import VoiceRepairError
from voicerepair.ports import EarconShown, LevelMeasured, Noticed, PartialHeard, Signal
from voicerepair.ports import Screen as DriverScreen
from voicerepair.runtime.driver import Driver
from voicerepair.translate import t
from voicerepair.tui.messages import Signalled, StateChanged
from voicerepair.tui.screens.answering import NOTICE_SECONDS, AnsweringScreen
from voicerepair.tui.screens.confirm import ConfirmScreen
from voicerepair.tui.screens.link import LinkScreen
from voicerepair.tui.screens.safety import HelpOfferScreen, SafetyScreen
from voicerepair.tui.services import People, SecondScreen
from voicerepair.tui.widgets.answer import AnswerInput
from voicerepair.tui.widgets.big import BigPanel
from voicerepair.tui.widgets.cards import (
    AgreementsCard,
    Captions,
    Choices,
    NoticeLine,
    PromptCard,
    ReflectionCard,
    TalkCard,
)
from voicerepair.tui.widgets.floor import Floor
from voicerepair.tui.widgets.scan import ScanBar
from voicerepair.tui.widgets.steady import Steady
from voicerepair.wording import describe, texts

log = logging.getLogger(__name__)

Make = Callable[[DriverScreen], tuple[Driver, SessionOpened | None]]

CLOCK_SECONDS = 0.25
EARCON_SECONDS = 3.0
STOP_SECONDS = 4.0
"""The ear has two seconds to hand over its last words."""


class Outlook:
    """The driver's end of the screen (`ports.Screen`): posts messages, never draws."""

    def __init__(self, screen: "SessionScreen") -> None:
        self._screen = screen

    def render(self, state: SessionState) -> None:
        self._screen.post_message(StateChanged(state))

    def signal(self, signal: Signal) -> None:
        self._screen.post_message(Signalled(signal))


class SessionScreen(AnsweringScreen):
    """Dismissed with the last state, or None when there was no session after all.

    `make` builds the driver (with its first event, or None to resume); `listening` says which recogniser is used;
    `people` are the profiles of its partners, kept by `keeper`; `page` gives links to the second screen.
    """

    def __init__(
        self,
        make: Make,
        listening: str = "",
        people: Sequence[Person] = (),
        keeper: People | None = None,
        page: SecondScreen | None = None,
    ) -> None:
        super().__init__(people, keeper)
        self._page = page
        self._make = make
        self._listening = listening
        self._session: Worker[None] | None = None
        self._outlook = Outlook(self)
        self._partial = ""
        self._partial_turn = 0
        self._level = ""
        self._notice_until = self._clear_at = 0.0
        self._over = asyncio.Event()
        self._private: ModalScreen[object] | None = None

    def compose(self) -> ComposeResult:
        yield Steady(t("Getting ready …"), id="step")
        yield Floor()
        with Container(id="body"):
            with Container(id="main"):
                yield PromptCard()
                yield Captions()
            with Container(id="side"):
                yield ReflectionCard()
                yield AgreementsCard()
                yield TalkCard()
        yield BigPanel(id="big")
        yield NoticeLine()
        yield Choices()
        yield ScanBar()
        yield AnswerInput()
        yield Footer()

    def on_resize(self, event: events.Resize) -> None:
        hints = t("t: type here"), t("an answer, or a word such as pause"), t("Enter sends"), t("Esc leaves")
        self.query_one(AnswerInput).placeholder = " · ".join(hints) if event.size.width >= 80 else hints[0]
        if self.state is not None:
            self.call_after_refresh(self.draw, self.state)

    # ---- running ----------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.take_look()
        self._session = self.run_worker(self._run(), name="session", exit_on_error=False)
        self.set_interval(CLOCK_SECONDS, self._tick)

    async def _run(self) -> None:
        trouble: tuple[str, str] | None = None
        try:
            self.driver, opened = self._make(self._outlook)
            if self._listening:
                self._outlook.signal(Noticed(message=t("Listening: {name}", name=self._listening)))
            self.action_second_screen()
            await self.driver.run(opened)
        except VoiceRepairError as error:
            trouble = (error.message, error.hint)
        except Exception as error:  # a person must get a sentence, and their way back
            log.error("session failed: %s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
            trouble = (texts.UNEXPECTED.format(name=type(error).__name__), t("Go on with it from the first page."))
        finally:
            self._over.set()
        self._leave(trouble)

    def _leave(self, trouble: tuple[str, str] | None = None) -> None:
        while self.app.screen is not self and self in self.app.screen_stack:
            self.app.pop_screen()
        if trouble is not None:
            self.app.notify(f"{trouble[0]} {trouble[1]}".strip(), title=t("Sorry"), severity="error", timeout=30)
        if self.app.screen is self:
            state = self.driver.state if self.driver is not None and self.driver.has_begun else None
            self.dismiss(state)

    async def stop(self) -> None:
        """End the session the way "stop" and "yes" do; if nothing answers any more, without them."""
        if self.driver is not None and self.driver.has_begun:
            self.driver.command("stop")
            self.driver.type("yes")
            try:
                await asyncio.wait_for(self._over.wait(), STOP_SECONDS)
                return
            except TimeoutError:
                log.error("session did not stop in time")
        if self._session is not None:
            self._session.cancel()
        self._leave()

    # ---- showing ----------------------------------------------------------------------------------------

    def on_state_changed(self, message: StateChanged) -> None:
        before, state = self.state, message.state
        self.state = state
        if before is None or before.turns != state.turns or before.phase is not state.phase:
            record = state.record
            said = record.lines if record else ()
            earlier = before.record.lines if before and before.record else ()
            if state.turn != self._partial_turn or said != earlier or state.phase not in (Phase.LISTEN, Phase.FLUSH):
                self._partial = ""
        self.draw(state)
        self._follow(state, before)

    def draw(self, state: SessionState) -> None:
        self.query_one("#step", Steady).put(describe.step_line(state))
        self.query_one(PromptCard).show(state)
        self.query_one(ReflectionCard).show(state)
        self.query_one(AgreementsCard).show(state)
        self.query_one(Choices).show(state)
        self.query_one(Captions).show(state, self._partial)
        self.query_one(ScanBar).show(state, self.own_phrases(state))
        self.set_class(self.look_now.layout == "one" and state.phase is Phase.PROMPT, "-prompting")
        self._draw_clock(state)

    def _draw_clock(self, state: SessionState) -> None:
        now = self.driver.clock.now() if self.driver is not None else 0.0
        has_clock = self.look_now.timers
        self.query_one(Floor).show(state, now, self._level, has_clock=has_clock)
        if self.look_now.layout == "big":
            self.query_one(BigPanel).show(state, now, self._partial, has_clock=has_clock)
        talk = self.query_one(TalkCard)
        if talk.display:
            talk.show(state, now)

    def _follow(self, state: SessionState, before: SessionState | None) -> None:
        """Put up, or take down, the private pages; give the line to somebody who types."""
        if self._private is not None and state.phase not in (Phase.PRIVATE, Phase.HELP):
            page, self._private = self._private, None
            if self.app.screen is page:
                page.dismiss()
        if state.phase is Phase.PRIVATE and self._private is None:
            names = [partner.name for partner in state.opened.partners]
            self._private = SafetyScreen(names, state.opened.protocol.language, self._alone)
            self.app.push_screen(self._private, self._checked)
        elif state.phase is Phase.HELP and self._private is None:
            self._private = HelpOfferScreen(state.opened.protocol.language, self._alone)
            self.app.push_screen(self._private, self._helped)
        is_new = before is None or before.turn != state.turn
        partner = state.moment.partner
        is_typist = partner >= 0 and state.opened.partners[partner].modality == "typing"
        if state.phase is Phase.LISTEN and is_new and is_typist and not self.look_now.scanning:
            self.query_one(AnswerInput).focus()

    @property
    def _alone(self) -> float:
        """Seconds after which a choice steps by itself, 0 for never."""
        return self.look_now.step_seconds if self.steps_alone else 0.0

    def _checked(self, result: object) -> None:
        self._private = None
        if self.driver is not None and isinstance(result, bool):
            self.driver.safety(result)

    def _helped(self, result: object) -> None:
        self._private = None
        if isinstance(result, str):
            self.action_say(result)

    def on_signalled(self, message: Signalled) -> None:
        match message.signal:
            case PartialHeard(turn=turn, text=text):
                if self.state is not None and turn == self.state.turn and self.state.phase is Phase.LISTEN:
                    self._partial, self._partial_turn = text, turn
                    self.query_one(Captions).show(self.state, text)
                    if self.look_now.layout == "big":
                        self._draw_clock(self.state)
            case LevelMeasured(dbfs=dbfs):
                self._level = describe.level(dbfs)
            case Noticed() as notice:
                self.tell(notice, NOTICE_SECONDS)
            case EarconShown(earcon=earcon):
                self.tell(Noticed(message=describe.EARCONS.get(earcon, earcon)), EARCON_SECONDS)
            case _:
                pass

    def tell(self, notice: Noticed, seconds: float) -> None:
        """A notice stays readable; an earcon's twin never pushes it away."""
        now = asyncio.get_running_loop().time()
        if seconds == EARCON_SECONDS and now < self._notice_until:
            return
        if seconds == NOTICE_SECONDS:
            self._notice_until = now + NOTICE_SECONDS
        self.query_one(NoticeLine).notice(notice)
        self._clear_at = now + seconds

    def _tick(self) -> None:
        if self._clear_at and asyncio.get_running_loop().time() > self._clear_at:
            self._clear_at = 0.0
            self.query_one(NoticeLine).clear()
        if self.state is not None:
            self._draw_clock(self.state)

    def action_second_screen(self) -> None:
        """Show a new link to the page, where there is one."""
        if self._page is not None and (link := self._page.page_link()):
            self.app.push_screen(LinkScreen(texts.SECOND_SCREEN, link))

    def ask_to_stop(self) -> None:
        """Ctrl+C: one question, and a second Ctrl+C is a yes."""

        def answered(is_yes: bool | None) -> None:
            if is_yes:
                self.run_worker(self.stop(), name="stop", exit_on_error=False)

        self.app.push_screen(ConfirmScreen(texts.STOP_HERE, t("Stop here"), t("Go on")), answered)
