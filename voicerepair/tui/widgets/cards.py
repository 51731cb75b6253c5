"""The panels of the session: what the voice says, what was heard, the reflection, agreements, notices."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from voicerepair.core.state import Phase, SessionState
from voicerepair.ports import Noticed
from voicerepair.translate import t
from voicerepair.tui.widgets.chart import Bar, Chart
from voicerepair.tui.widgets.floor import NARROW
from voicerepair.tui.widgets.steady import Steady
from voicerepair.wording import describe

STYLES = {"name": "bold $muted", "word": "$foreground", "doubtful": "underline $warning", "partial": "italic $muted",
          "note": "$muted"}  # fmt: skip
FIXED = "\N{NO-BREAK SPACE}"
"""Keeps a key and its answer on one line."""
SYMBOLS = {"info": "i", "warning": "!", "error": "✗"}


class Card(Vertical):
    """A titled panel whose text scrolls when it is longer than its room."""

    TITLE = ""

    def compose(self) -> ComposeResult:
        yield Steady(self.TITLE, classes="title")
        with VerticalScroll(can_focus=False):
            yield Steady(classes="body")

    @property
    def scroller(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    def write(self, content: Content, title: str = "") -> bool:
        """Whether the text is different from before."""
        if title:
            self.query_one(".title", Steady).put(title)
        return self.query_one(".body", Steady).put(content)


class PromptCard(Card):
    """The words being said, so that nobody needs to hear them."""

    TITLE = t("The voice")

    def show(self, state: SessionState) -> None:
        text = describe.prompt(state)
        if self.write(Content(text), t("The voice says") if state.phase is Phase.PROMPT else t("The voice asked")):
            self.scroller.scroll_home(animate=False)


def styled(pieces: Sequence[describe.Piece]) -> Content:
    """One line of captions."""
    return Content(" ").join(Content.styled(piece.text, STYLES[piece.kind]) for piece in pieces)


class Captions(Card):
    """What was heard; a partial stands between dots, a doubtful word carries a question mark."""

    TITLE = t("Heard")

    def show(self, state: SessionState, partial: str) -> None:
        lines = [styled(pieces) for pieces in describe.captions(state, partial, max(4, self.app.size.height // 3))]
        if self.write(Content("\n").join(lines) if lines else Content.styled(t("Nothing yet."), "$muted")):
            self.call_after_refresh(self.scroller.scroll_end, animate=False)  # the new line has its place only then


class ReflectionCard(Card):
    """What the app says it heard, and what the speaker makes of it."""

    TITLE = t("Reflection")

    def show(self, state: SessionState) -> None:
        text, verdict = describe.reflection(state)
        is_read_out = text == state.moment.text and not self.screen.has_class("-wide")
        if text:
            self.write(Content.assemble((f"{verdict}\n", "bold $muted"), "" if is_read_out else text))
        else:
            self.write(Content.styled(t("Comes after a turn."), "$muted"))


class AgreementsCard(Card):
    """Agreements so far, in their owners' words."""

    TITLE = t("Agreements")

    def show(self, state: SessionState) -> None:
        lines = describe.agreements(state)
        self.write(Content("\n".join(lines)) if lines else Content.styled(t("None yet."), "$muted"))


class TalkCard(Card):
    """Talk time so far, as room that each has had; for large terminals."""

    TITLE = t("Room to speak so far")

    def compose(self) -> ComposeResult:
        yield Static(self.TITLE, classes="title")
        yield Chart(())

    def show(self, state: SessionState, now: float) -> None:
        talked = describe.talk(state, now)
        most = max((seconds for _, seconds in talked), default=0.0) or 1.0
        rows = [Bar(name, seconds / most, describe.minutes(seconds)) for name, seconds in talked]
        self.query_one(Chart).show(rows)


class NoticeLine(Static):
    """One line: the last notice, or the visible twin of an earcon."""

    def on_mount(self) -> None:
        self.display = False

    def notice(self, notice: Noticed) -> None:
        style = {"info": "$foreground", "warning": "$warning", "error": "bold $error"}[notice.level]
        text = f"{SYMBOLS[notice.level]} {notice.message} {notice.hint}".rstrip()
        self.update(Content.styled(text, style))
        self.display = True

    def clear(self) -> None:
        self.display = False


class Choices(Steady):
    """Answers with the key that gives each; a click gives it too."""

    def show(self, state: SessionState) -> None:
        parts = []
        gap = "" if self.app.size.width < NARROW else FIXED
        for choice in describe.choices(state):
            link = f"bold reverse @click=screen.pick('{choice.key}')"
            label = f"{FIXED}{choice.label.replace(' ', FIXED)}" if choice.label else ""
            parts.append(Content.assemble((f"{gap}{choice.key}{gap}", link), label))
        if self.put(Content("  " if gap else " ").join(parts) if parts else ""):
            self.display = bool(parts)
