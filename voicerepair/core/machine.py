"""The session's hands: speaking, listening, timers and records, used by every transition."""

import re
import string
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from voicerepair.core import commands, language, patience, variants
from voicerepair.core.commands import Command
from voicerepair.core.effects import (
    CancelTimer,
    CloseMic,
    Earcon,
    Effect,
    EndSession,
    Hush,
    OpenMic,
    PlayEarcon,
    Prefetch,
    SetPace,
    SetTimer,
    Speak,
)
from voicerepair.core.floor import TurnRecord, budget_seconds
from voicerepair.core.plan import Stage
from voicerepair.core.state import Held, Moment, Phase, SessionState

WARNING_SECONDS = 30.0
"""A turn's end is announced this long before (W3C's natural-language-interface requirements ask for a warning)."""
ANSWER_PATIENCE = 0.8
"""Silence that ends a short answer, seconds."""
CUE_SECONDS = 0.9
"""So long before silence ends a turn, a soft cue says so: whoever speaks on keeps the floor."""
UNFINISHED_FACTOR = 2.0
"""A sentence that plainly leads on gets this times the patience."""
NO_INPUT_SECONDS = {"answer": 12.0, "dictation": 20.0}
KEYS_HINT = "You can also press a key or type your answer. Press question mark to see the words that work. I will wait."
TIMERS = ("patience", "cue", "no_input", "warning", "limit", "tell")


def quoted(text: str) -> str:
    """Somebody's own words, only written properly."""
    written = re.sub(r"\bi\b(?=$|[\s'’])", "I", text.strip())
    return written[:1].upper() + written[1:]


class Machine:
    """One `step` in progress: a state being replaced, effects being collected. Never outlives the step."""

    def __init__(self, state: SessionState, now: float) -> None:
        self.state = state
        self.now = now
        self.effects: list[Effect] = []

    def set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)

    def do(self, effect: Effect) -> None:
        self.effects.append(effect)

    # ---- languages ----------------------------------------------------------------------------------------

    @property
    def language(self) -> str:
        """The code of the session's language."""
        return self.state.opened.protocol.language

    def t(self, text: str, /, **fields: str) -> str:
        """A sentence of the session's own, in its language and with its fields filled in."""
        found = language.sentence(self.language, text)
        return string.Formatter().vformat(found, (), fields) if fields else found

    def english(self, text: str) -> str:
        """A short answer in the session's language, in English."""
        return language.english(self.language, text)

    def parse(self, text: str) -> Command | None:
        """The command that the whole of the text is, in the session's language."""
        return commands.parse(self.english(text))

    def joined(self, words: Sequence[str], conjunction: str = "and") -> str:
        return language.joined(self.language, words, conjunction)

    # ---- words ------------------------------------------------------------------------------------------

    def fill(self, text: str, stage: Stage | None = None) -> str:
        """The prompt with names put in."""
        state, stage = self.state, stage or self.state.stage
        addressed = stage.addressed[0] if len(stage.addressed) == 1 else -1
        names = [partner.name for partner in state.opened.partners]
        fields = {
            "speaker": state.name(stage.speaker),
            "listener": state.name(stage.listener),
            "partner": state.name(addressed),
            "everyone": self.joined(names),
            "facilitator": state.opened.facilitator,
            "issue": next((a.value for a in reversed(state.answers) if a.step == "issue"), "")
            or self.t("what happened"),
            "helped": self.joined([f"“{quoted(text)}”" for text in state.opened.helped_before[:3]]),
            "others": self.joined([name for index, name in enumerate(names) if index != stage.speaker]),
            **self._roles(),
            **self._item(stage),
        }
        return string.Formatter().vformat(text, (), fields)

    def _roles(self) -> dict[str, str]:
        hurt = self.state.hurt if self.state.hurt >= 0 else self.state.opened.starter
        return {"hurt": self.state.name(hurt), "repairing": self.state.name(1 - hurt)}

    def _item(self, stage: Stage) -> dict[str, str]:
        agreements = self.state.opened.open_agreements
        if stage.step.kind != "followup" or stage.item >= len(agreements):
            return {"owner": "", "agreement": "", "due": ""}
        item = agreements[stage.item]
        owner = self.t("everyone") if item.owner < 0 else self.state.name(item.owner)
        return {"owner": owner, "agreement": quoted(item.text), "due": quoted(item.due)}

    def wording(self, key: str, partner: int = -1) -> str:
        """The step's prompt of that key as these partners need it, filled in; empty where there is none."""
        stage, partners = self.state.stage, self.state.opened.partners
        addressed = (partner,) if 0 <= partner < len(partners) else stage.addressed
        return self.fill(variants.text(stage.step, key, variants.in_force(partners, addressed)))

    def lines(self) -> tuple[str, ...]:
        """The lines of a calm step."""
        stage = self.state.stage
        return variants.lines(stage.step, variants.in_force(self.state.opened.partners, stage.addressed))

    def opening(self, stage: Stage) -> str:
        """What is said when that stage begins."""
        return self.fill(
            variants.opening(stage.step, variants.in_force(self.state.opened.partners, stage.addressed)), stage
        )

    # ---- speaking ---------------------------------------------------------------------------------------

    def begin(self, moment: Moment) -> None:
        """Ask something new: read it aloud, then listen if it wants an answer."""
        self.silence()
        text = self.t(moment.text)
        if self.state.reminder:
            text = f"{self.t(self.state.reminder)} {text}"
        moment = replace(moment, text=text, phrases=tuple(self.t(phrase) for phrase in moment.phrases))
        self.set(moment=moment, interlude="", reminder="", is_warned=False, is_told=False)
        self.say(moment.text)

    def say(self, text: str) -> None:
        """Read aloud; where a facilitator guides, wait for their key, unless it is of their own choosing."""
        state = self.state
        waits = state.is_guided and not state.is_auto and not state.is_chosen
        self.set(prompt=state.prompt + 1, phase=Phase.PROMPT, is_chosen=False, offered=text if waits else "",
                 heard_from=0.0)  # fmt: skip
        if not waits:
            self.do(Speak(self.state.prompt, text))

    def aside(self, text: str) -> None:
        """Say something in between, then go on listening to the same turn."""
        text = self.t(text)
        if self.state.phase is Phase.LISTEN:
            self.set(interlude=text)
            self.close()
        elif self.state.phase is Phase.PROMPT:
            self.do(Hush())
            listening = self.state.moment.listening
            self.set(interlude=text if listening or text != self.state.moment.text else "")
            self.say(text)

    def slower(self) -> None:
        self.set(pace=max(0.5, self.state.pace * 0.8))
        self.do(SetPace(self.state.pace))
        self.aside(self.state.moment.text)

    def earcon(self, name: Earcon) -> None:
        self.do(PlayEarcon(name))

    # ---- listening --------------------------------------------------------------------------------------

    def listen(self) -> None:
        """Give the floor for a new turn."""
        state = self.state
        turn = max((record.turn for record in state.turns), default=0) + 1
        record = TurnRecord(
            turn=turn,
            stage=state.position,
            step=state.stage.step.id,
            moment=state.moment.name,
            partner=state.moment.partner,
            listening=state.moment.listening,
            opened_at=self.now,
        )
        self.set(turn=turn, turns=(*state.turns, record))
        self._open()

    def reopen(self) -> None:
        """Listen to the same turn again, or ask again if nobody had begun to answer."""
        record = self.state.record
        if record is not None and record.stage == self.state.position and record.moment == self.state.moment.name:
            self._open()
        elif self.state.moment.listening:
            self.listen()
        else:
            self.say(self.state.moment.text)

    def _open(self) -> None:
        state = self.state
        moment = state.moment
        self.set(phase=Phase.LISTEN, offered="", heard_from=0.0)
        if not 0 <= moment.partner < len(state.opened.partners) or (
            state.opened.partners[moment.partner].modality == "voice"
        ):
            listening = "answer" if moment.listening == "answer" else "dictation"
            who = "all" if moment.partner < 0 else str(moment.partner)
            after = state.heard_from or self.now + state.opened.holdoff_ms / 1000
            if not state.heard_from and not (state.is_paused and moment.tries):
                self.earcon("mic_open")  # over before `after`, so that it is not heard
            cue = f"{state.stage.step.id}/{who}/{moment.name}"
            self.do(OpenMic(state.turn, listening, after, cue, moment.phrases))  # type: ignore[arg-type]
        if state.position + 1 < len(state.plan):
            self.do(Prefetch(self.opening(state.plan[state.position + 1])))

    def mic_opened(self) -> None:
        self.set(mic_open=True)
        moment = self.state.moment
        if self.state.is_guided:
            return  # who waits, and how long, is the facilitator's to see
        if moment.tries < 4 and self.state.opened.turn_scale > 0 and not self.state.is_paused:
            self.timer("no_input", self.now + NO_INPUT_SECONDS[moment.listening] * self.state.opened.turn_scale)

    def close(self) -> None:
        """Take what was said: close the microphone, wait for the last words."""
        self.cancel(*TIMERS)
        self.set(phase=Phase.FLUSH)
        self.do(CloseMic(self.state.turn))

    def silence(self) -> None:
        """Stop whatever is playing or listening."""
        if self.state.phase is Phase.PROMPT:
            self.do(Hush())
            self.set(offered="")
            if self.state.moment.name == "line":
                self.cancel("gap")
        if self.state.phase is Phase.LISTEN:
            self.cancel(*TIMERS)
            self.do(CloseMic(self.state.turn))

    def patience(self) -> float:
        """Seconds of silence that end this turn; 0 for never."""
        moment = self.state.moment
        if moment.listening == "answer":
            return ANSWER_PATIENCE + (0.7 if moment.name == "verdict" else 0.0)
        partners = self.state.opened.partners
        if not 0 <= moment.partner < len(partners):
            return 2.5
        known: tuple[float, ...] = ()
        for record in self.state.turns:
            if record.partner == moment.partner and record.listening == "dictation":
                known = patience.remembered(known, patience.pauses(record.spans))
        return patience.learnt(known, partners[moment.partner].patience_seconds)

    def wait_patiently(self, silent_since: float) -> None:
        """End the turn after the speaker's own patience; longer while the sentence is plainly unfinished."""
        wait, record = self.patience(), self.state.record
        if wait and record is not None:
            leads_on = commands.is_unfinished(record.text) or language.is_unfinished(self.language, record.text)
            if self.state.moment.listening == "dictation" and leads_on:
                wait *= UNFINISHED_FACTOR
            self.timer("patience", silent_since + wait)
            if self.state.moment.listening == "dictation" and wait >= 2 * CUE_SECONDS:
                self.timer("cue", silent_since + wait - CUE_SECONDS)

    def budget(self) -> float:
        moment = self.state.moment
        if moment.listening != "dictation" or not moment.budget:
            return 0.0
        return budget_seconds(int(moment.budget), self.state.stage.step.limit, self.state.opened.turn_scale, 0.0)

    def limit_times(self, since: float) -> None:
        """Set the timers of the turn's limit, for somebody who has spoken without a stop since then."""
        state, whole, record = self.state, self.budget(), self.state.record
        left = whole - (record.talk_seconds() if record else 0.0)
        if whole >= 2 * WARNING_SECONDS and not state.is_warned:
            self.timer("warning", since + max(0.0, left - WARNING_SECONDS))
        if whole and (state.stage.step.limit == "hard" or state.has_hard_limits):
            self.timer("limit", since + max(0.0, left))

    def escalate(self, was_heard: bool) -> None:
        """Nothing came, or nothing that was understood: rephrase, examples, keys, then wait. Never close."""
        moment = self.state.moment
        tries = moment.tries + 1
        if moment.name == "floor":
            self.go_back()
            return
        if self.state.is_paused:
            self.set(moment=replace(moment, tries=9))
            self.reopen()
            return
        sorry = self.t("I heard you, but I did not understand. ") if was_heard else ""
        wordings = {
            1: sorry + ((moment.name == "ask" and self.wording("rephrase", moment.partner)) or moment.text),
            2: sorry + ((moment.name == "ask" and self.wording("examples", moment.partner)) or self._likely()),
            3: self.t(KEYS_HINT),
        }
        self.drop_turn()
        self.set(moment=replace(moment, tries=tries))
        if tries in wordings:
            self.say(wordings[tries])
        else:
            self.listen()

    def _likely(self) -> str:
        phrases = self.state.moment.phrases
        if not phrases:
            return self.state.moment.text
        return self.t("You could say {phrases}.", phrases=self.joined(phrases[:4], "or"))

    def drop_turn(self) -> None:
        """What was said last does not count (not understood, or taken back)."""
        self.silence()
        record = self.state.record
        if record is not None and record.stage == self.state.position and not record.verdict:
            self.put(replace(record, dropped=True, closed_at=record.closed_at or self.now))

    def put(self, record: TurnRecord) -> None:
        """Write a turn's record back."""
        self.set(turns=tuple(record if other.turn == record.turn else other for other in self.state.turns))

    # ---- timers and asides ------------------------------------------------------------------------------

    def timer(self, name: str, due: float) -> None:
        self.do(SetTimer(name, self.state.turn, due))

    def cancel(self, *names: str) -> None:
        for name in names:
            self.do(CancelTimer(name))

    def hold(self, moment: Moment) -> None:
        """Leave the present moment for an aside such as a pause, remembering the way back."""
        held = self.state.held or Held(self.state.moment, self.state.turn)
        self.begin(moment)
        self.set(held=held)

    def go_back(self) -> None:
        """The aside is over: go on where we were, with what was already said."""
        held = self.state.held
        if held is None:
            return
        self.silence()
        self.set(held=None, moment=held.moment, turn=held.turn, interlude="")
        record = self.state.record
        was_answering = record is not None and record.moment == held.moment.name and record.stage == self.state.position
        if was_answering and record is not None and record.text and not record.dropped:
            self.set(interlude=self.t("Please go on."))
            self.say(self.state.interlude)
        else:
            self.say(held.moment.text)

    def end(self, reason: str) -> None:
        self.silence()
        self.set(phase=Phase.BREAK if reason == "break" else Phase.ENDED, reason=reason, mic_open=False)
        self.do(EndSession(reason))
