"""Applies `step()`: journals each event, carries out the effects, shows the state."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from voicerepair.core import effects as ef
from voicerepair.core import events as ev
from voicerepair.core import session
from voicerepair.core.people import Partner
from voicerepair.core.reflection import Reflection, ReflectionRequest
from voicerepair.core.state import SessionState
from voicerepair.errors import StorageError
from voicerepair.ports import (
    Clock,
    Ear,
    EarconShown,
    EarReport,
    Journal,
    Mouth,
    Noticed,
    PartialHeard,
    Screen,
    Signal,
    TimePassed,
)
from voicerepair.translate import t

log = logging.getLogger(__name__)

Reflect = Callable[[ReflectionRequest], Awaitable[Reflection]]
ScreenText = Callable[[str], str]
OnEnd = Callable[[SessionState, str], None]


class Driver:
    """One running session. All methods are called on the event loop.

    `reflect` drafts, `screen_text` finds disclosures ("none" or a safety flag), `on_end(state, keep)` files the
    outcome once the session is over (`keep` is empty unless everyone has chosen).
    """

    def __init__(
        self,
        *,
        journal: Journal,
        ear: Ear,
        mouth: Mouth,
        clock: Clock,
        screen: Screen,
        reflect: Reflect,
        screen_text: ScreenText,
        on_end: OnEnd | None = None,
    ) -> None:
        self.journal = journal
        self.ear = ear
        self.mouth = mouth
        self.clock = clock
        self.screen = screen
        self._reflect = reflect
        self._screen_text = screen_text
        self._on_end = on_end
        self._queue: asyncio.Queue[EarReport] = asyncio.Queue()
        self._state: SessionState | None = None
        self._unwritten: list[ev.SessionEvent] = []
        self._drafts: set[asyncio.Task[None]] = set()
        self._keep = ""
        self._ended = ""
        self._is_release_due = False

    @property
    def state(self) -> SessionState:
        """The present state. Raises `RuntimeError` before `run`."""
        if self._state is None:
            raise RuntimeError("the session has not begun")
        return self._state

    @property
    def has_begun(self) -> bool:
        return self._state is not None

    # ---- what screens may ask for -----------------------------------------------------------------------

    def post(self, report: EarReport) -> None:
        """Take in an event or a signal."""
        self._queue.put_nowait(report)

    def command(self, command: str) -> None:
        """A command by key or button."""
        self.post(ev.CommandGiven(at=self.clock.now(), turn=self.state.turn, command=command))

    def type(self, text: str, aloud: bool = False) -> None:
        """Typed words, or a choice picked by key. `aloud`: the voice says them, and the turn goes on."""
        self.post(ev.TextTyped(at=self.clock.now(), turn=self.state.turn, text=text, aloud=aloud))

    def change_partner(self, partner: int, needs: Partner) -> None:
        """What a partner needs has changed."""
        self.post(ev.PartnerChanged(at=self.clock.now(), partner=partner, needs=needs))

    def hush(self) -> None:
        """Silence the voice; the session goes on as if the prompt had been heard."""
        self.mouth.hush()

    def note(self, partner: int, text: str) -> None:
        """A private note."""
        self.post(ev.PrivateNoteAdded(at=self.clock.now(), partner=partner, text=text))

    def guide(self, action: ev.FacilitatorAction, value: int = 0, text: str = "") -> None:
        """What the facilitator chose: see `FacilitatorActed`."""
        self.post(ev.FacilitatorActed(at=self.clock.now(), action=action, value=value, text=text))

    def mark(self, text: str = "", at: float = 0.0) -> None:
        """The facilitator marks this moment, or that of `at`."""
        self.post(ev.MomentMarked(at=at or self.clock.now(), text=text))

    def safety(self, cleared: bool) -> None:
        """The outcome of the private check; who answered what never gets here."""
        event = ev.SafetyCleared if cleared else ev.SafetyDeclined
        self.post(event(at=self.clock.now()))

    # ---- running ----------------------------------------------------------------------------------------

    async def run(self, opened: ev.SessionOpened | None) -> SessionState:
        """Run a new session, or resume the journal's when `opened` is None. Returns when it ends or breaks.

        Raises `StorageError` when there is nothing to resume.
        """
        if opened is None:
            self._state = session.fold(list(self.journal.events()))
            if self._state is None:
                raise StorageError(t("There is no session to resume here."), t("Start a new one: voicerepair session"))
        await self.mouth.start()
        await self.ear.start()
        try:
            if opened is not None:
                await self._write(opened)
                await self._adopt(session.begin(opened))
            else:
                await self._take(ev.SessionResumed(at=self.clock.now()))
            while not self._ended:
                await self._next()
            await self._finish()
        finally:
            for draft in self._drafts:
                draft.cancel()
            await asyncio.gather(self.ear.stop(), self.mouth.stop(), return_exceptions=True)
        return self.state

    async def _next(self) -> None:
        if self._is_release_due and self._queue.empty() and not self._drafts:
            self._is_release_due = False
            self.ear.release()
        report = await self._queue.get()
        if self._state is not None and not isinstance(report, Signal) and session.is_forgotten(self.state, report):
            return
        if isinstance(report, TimePassed):
            self.clock.advance(report.at)
            self._is_release_due = True
        elif isinstance(report, PartialHeard):
            if not self.state.is_asleep and self._screen_text(self._said(report.turn, report.text)) == "none":
                self.screen.signal(report)
        elif isinstance(report, Signal):
            self.screen.signal(report)
        else:
            await self._take(report)

    async def _take(self, event: ev.SessionEvent) -> None:
        event = self._screened(event)
        await self._write(event)
        await self._adopt(session.step(self.state, event))

    def _screened(self, event: ev.SessionEvent) -> ev.SessionEvent:
        """A disclosure becomes an event without its words before anything is written or shown."""
        if isinstance(event, ev.UtteranceHeard | ev.TextTyped):
            flag = self._screen_text(self._said(event.turn, event.text))
            if flag != "none":
                kind = "self_harm" if flag == "safety_self_harm" else "violence"
                return ev.DisclosureFound(at=event.at, turn=event.turn, kind=kind)  # type: ignore[arg-type]
        return event

    def _said(self, turn: int, text: str) -> str:
        record = self.state.turn_record(turn)
        return f"{record.text} {text}" if record and record.lines else text

    async def _write(self, event: ev.SessionEvent) -> None:
        """Journal the event; on a full disk the session goes on and the writing is tried again each time."""
        self._unwritten.append(event)
        try:
            while self._unwritten:
                await asyncio.to_thread(self.journal.append, self._unwritten[0])
                self._unwritten.pop(0)
        except StorageError as error:
            log.error("journal: %s not written, %d waiting", type(event).__name__, len(self._unwritten))
            if len(self._unwritten) == 1:
                self.screen.signal(Noticed(message=error.message, hint=error.hint, level="error"))

    async def _adopt(self, transition: session.Transition) -> None:
        self._state = transition.state
        self.screen.render(transition.state)
        for effect in transition.effects:
            self._carry_out(effect)

    def _carry_out(self, effect: ef.Effect) -> None:
        match effect:
            case ef.Speak():
                self.mouth.speak(effect.prompt, effect.text)
            case ef.Prefetch():
                self.mouth.prefetch(effect.text)
            case ef.Hush():
                self.mouth.hush()
            case ef.SetPace():
                self.mouth.set_pace(effect.pace)
            case ef.OpenMic():
                self.ear.open_mic(effect.turn, effect.listening, effect.after, effect.cue, effect.phrases)
            case ef.CloseMic():
                self.ear.close_mic(effect.turn)
            case ef.PlayEarcon():
                self.mouth.earcon(effect.earcon)
                self.screen.signal(EarconShown(earcon=effect.earcon))
            case ef.SetTimer():
                fired = ev.TimerFired(at=effect.due, turn=effect.turn, timer=effect.timer)
                self.clock.set_timer(effect.timer, effect.due, lambda: self.post(fired))
            case ef.CancelTimer():
                self.clock.cancel_timer(effect.timer)
            case ef.DraftReflection():
                draft = asyncio.create_task(self._draft(effect))
                self._drafts.add(draft)
                draft.add_done_callback(self._drafts.discard)
            case ef.ApplyKeep():
                self._keep = effect.keep
            case ef.EndSession():
                self._ended = effect.reason
            case _:
                raise AssertionError(f"no hands for {type(effect).__name__}")

    async def _draft(self, effect: ef.DraftReflection) -> None:
        try:
            reflection = await self._reflect(effect.request)
        except Exception as error:  # whatever a reflector does, the session goes on by asking
            log.error("reflection of turn %d failed: %s", effect.turn, type(error).__name__)
            reflection = Reflection(text="", flag="unclear", basis="ask")
        details: dict[str, Any] = {"at": self.clock.now(), "turn": effect.turn}
        if reflection.flag.startswith("safety"):
            kind = "self_harm" if reflection.flag == "safety_self_harm" else "violence"
            self.post(ev.DisclosureFound(kind=kind, **details))  # type: ignore[arg-type]
        else:
            drafted = ev.ReflectionDrafted(
                text=reflection.text, basis=reflection.basis, source=reflection.source, **details
            )
            self.post(drafted)

    async def _finish(self) -> None:
        state = self.state
        closed = ev.SessionClosed(at=self.clock.now(), reason=self._ended, return_at=state.return_at)
        await self._write(closed)
        if self._on_end is not None:
            await asyncio.to_thread(self._on_end, state, self._keep)
