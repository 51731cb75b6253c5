"""The parts of the session screen. Each shows a piece of the state; none decides anything."""

from rich.markup import escape
from textual.widgets import Static

from voicerepair.core.floor import TurnRecord
from voicerepair.core.state import Phase, SessionState

LOW_CONFIDENCE = 0.5
"""Words below this are marked with a question mark: the recogniser guessed."""
CAPTION_LINES = 6


def clock(seconds: float) -> str:
    """1:05"""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


class FloorBar(Static):
    """Who has the floor, whether the microphone is open, and the turn clock."""

    def show(self, state: SessionState, now: float, budget: float, is_ending: bool) -> None:
        self.set_class(state.mic_open and state.phase is Phase.LISTEN, "-open")
        self.update(f"{self._who(state)}    {self._clock(state, now, budget, is_ending)}")

    def _who(self, state: SessionState) -> str:
        match state.phase:
            case Phase.PROMPT:
                return "◇ The voice speaks. The microphone is closed."
            case Phase.LISTEN if state.is_paused:
                return "‖ Paused. Say or press resume."
            case Phase.LISTEN:
                name = escape(state.name(state.moment.partner))
                verb = "has" if state.moment.partner >= 0 else "have"
                mic = "● microphone open" if state.mic_open else "○ microphone closed: type or pick"
                return f"[b]{name}[/b] {verb} the floor    {mic}"
            case Phase.FLUSH | Phase.THINK:
                return "… Taking in what was said. The microphone is closed."
            case _:
                return "○ The microphone is closed."

    def _clock(self, state: SessionState, now: float, budget: float, is_ending: bool) -> str:
        record = state.record
        if record is None or state.phase is not Phase.LISTEN or state.moment.listening != "dictation":
            return ""
        spoken = clock(record.talk_seconds(now))
        ending = "  ◔ about thirty seconds left" if is_ending else ""
        return f"{spoken} of {clock(budget)} spoken{ending}" if budget else f"{spoken} spoken{ending}"


class PromptCard(Static):
    """What the voice says, and the answers that are likely."""

    def show(self, state: SessionState) -> None:
        text = state.interlude or state.moment.text
        choices = "   ".join(f"[b]{n}[/b] {escape(p)}" for n, p in enumerate(state.moment.phrases[:9], 1))
        self.border_title = f"Step {state.position + 1} of {len(state.plan)}: {state.stage.step.title}"
        self.update(escape(text) + (f"\n\n{choices}" if choices and state.phase is Phase.LISTEN else ""))


class Captions(Static):
    """What was understood of the present turn; a partial hypothesis is in italics, ended by dots."""

    def show(self, state: SessionState, partial: str) -> None:
        record = state.record
        lines = self._lines(record) if record is not None and not record.dropped else []
        if partial and state.phase is Phase.LISTEN:
            lines.append(f"[i]{escape(partial)} …[/i]")
        self.border_title = f"Heard: {state.name(record.partner)}" if record is not None else "Heard"
        self.update("\n".join(lines[-CAPTION_LINES:]) or "[dim]Nothing yet.[/dim]")

    def _lines(self, record: TurnRecord) -> list[str]:
        if record.typed or not record.words:
            return [escape(line) for line in record.lines]
        marked = (
            escape(word.text) if word.confidence >= LOW_CONFIDENCE else f"[u]{escape(word.text)}[/u]?"
            for word in record.words
        )
        return [" ".join(marked)]


class SidePanel(Static):
    """Reflections confirmed so far and the agreements."""

    def show(self, state: SessionState) -> None:
        parts = ["[b]Agreements[/b]"]
        for agreement in state.agreements:
            name, text, due = state.name(agreement.owner), agreement.text, agreement.due
            parts.append(f"✓ {escape(name)}: “{escape(text)}”, {escape(due)}")
        if not state.agreements:
            parts.append("[dim]None yet.[/dim]")
        heard = sum(record.verdict in ("heard", "corrected") for record in state.turns)
        parts.append(f"\n[b]Heard[/b]\n{heard} {'turn' if heard == 1 else 'turns'} confirmed")
        for index, partner in enumerate(state.opened.partners):
            mine = (r for r in state.turns if r.partner == index and not r.dropped)
            parts.append(f"{escape(partner.name)}: {clock(sum(r.talk_seconds() for r in mine))} spoken")
        self.update("\n".join(parts))


class Meter(Static):
    """Input level as a bar and a word."""

    def show(self, dbfs: float, is_speech: bool) -> None:
        filled = round(max(0.0, min(1.0, (dbfs + 70) / 60)) * 20)
        word = "silent" if dbfs < -60 else "quiet" if dbfs < -40 else "good" if dbfs < -6 else "too loud"
        heard = ", speech" if is_speech else ""
        self.update(f"Level {'█' * filled}{'·' * (20 - filled)} {word}{heard}")


def bars(shares: dict[str, float], talk_ms: dict[str, int], width: int = 30) -> str:
    """Talk time as bars that can be read as words too."""
    longest = max((len(name) for name in shares), default=0)
    lines = []
    for name, share in shares.items():
        bar = "█" * round(share * width)
        lines.append(f"{escape(name):<{longest}}  {bar:<{width}}  {clock(talk_ms[name] / 1000)}  ({share:.0%})")
    return "\n".join(lines)
