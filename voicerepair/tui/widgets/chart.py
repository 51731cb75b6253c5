"""Bars that can be read as words too: every bar has its name and its figure beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from voicerepair.tui.widgets.steady import Steady

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(part: float, cells: int) -> str:
    """`part` (0 to 1) of `cells` filled, to an eighth of a cell; the rest as light dots."""
    part = min(1.0, max(0.0, part))
    whole, eighth = divmod(round(part * cells * 8), 8)
    drawn = "█" * whole + (_EIGHTHS[eighth] if eighth else "")
    return drawn + "·" * (cells - len(drawn))


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: `part` of the whole width, `figure` in words."""

    label: str
    part: float
    figure: str


class Chart(Steady):
    """Rows of label, bar and figure, as wide as there is room."""

    def __init__(self, rows: Sequence[Bar], **options: str) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.rows = tuple(rows)

    def on_resize(self) -> None:
        self.draw()

    def show(self, rows: Sequence[Bar]) -> None:
        self.rows = tuple(rows)
        self.draw()

    def draw(self) -> None:
        if not self.rows:
            self.put("")
            return
        labels = min(24, max(len(row.label) for row in self.rows))
        figures = max(len(row.figure) for row in self.rows)
        cells = min(48, max(4, self.size.width - labels - figures - 4))
        lines = [
            Content.assemble(
                (row.label[:labels].ljust(labels), "bold"),
                "  ",
                (bar(row.part, cells), f"$partner-{place % 2}"),
                f"  {row.figure.rjust(figures)}",
            )
            for place, row in enumerate(self.rows)
        ]
        self.put(Content("\n").join(lines))
