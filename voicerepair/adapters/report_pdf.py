"""A report as PDF, by fpdf2. Letters beyond Western European ones need a font of the system's."""

import datetime
from pathlib import Path
from typing import Any

from voicerepair.adapters.report_text import clean
from voicerepair.core.report import Report, Section, clock
from voicerepair.translate import t

FONTS = tuple(
    (Path(folder) / f"{name}.ttf", Path(folder) / f"{bold}.ttf")
    for folder, name, bold in (
        ("/usr/share/fonts/truetype/dejavu", "DejaVuSans", "DejaVuSans-Bold"),
        ("/usr/share/fonts/truetype/liberation", "LiberationSans-Regular", "LiberationSans-Bold"),
        ("/usr/share/fonts/TTF", "DejaVuSans", "DejaVuSans-Bold"),
        ("/Library/Fonts", "Arial", "Arial Bold"),
        ("/System/Library/Fonts/Supplemental", "Arial", "Arial Bold"),
    )
)
COLOURS = ((11, 79, 168), (154, 52, 18), (15, 107, 79), (107, 33, 168))
MISSING = t("Some letters could not be printed; with the fonts “DejaVu Sans” on this machine they can.")
LANE = 8.0
"""Millimetres."""
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "✓": "*"})


class _Paper:
    """The pages being written."""

    def __init__(self, document: Report, language: str) -> None:
        from fpdf import FPDF

        self.pdf: Any = FPDF(format="A4")
        self._document = document
        self.is_reduced = False
        self.family = "helvetica"
        for regular, bold in FONTS:
            if regular.is_file() and bold.is_file():
                self.pdf.add_font("own", "", str(regular))
                self.pdf.add_font("own", "B", str(bold))
                self.family = "own"
                break
        self.pdf.set_margins(20, 18)
        self.pdf.set_auto_page_break(True, 18)
        self.pdf.set_lang(language)
        self.pdf.set_title(self.fit(document.title))
        self.pdf.set_creator("voicerepair")
        began = datetime.datetime.fromtimestamp(document.shown.started_at, datetime.UTC)
        self.pdf.set_creation_date(began)  # the same report is the same file
        self.pdf.add_page()

    def fit(self, text: str) -> str:
        """The text in letters that there are."""
        said = clean(text)
        if self.family == "own":
            return said
        plain = said.translate(_PLAIN)
        reduced = plain.encode("latin-1", "replace").decode("latin-1")
        self.is_reduced = self.is_reduced or reduced != plain
        return reduced

    def write(self, text: str, size: float = 11, *, bold: bool = False, grey: bool = False) -> None:
        """A paragraph."""
        self.pdf.set_font(self.family, "B" if bold else "", size)
        self.pdf.set_text_color(*((70, 70, 70) if grey else (0, 0, 0)))
        self.pdf.multi_cell(0, size * 0.5, self.fit(text), align="L", new_x="LMARGIN", new_y="NEXT")

    def heading(self, text: str) -> None:
        if self.pdf.get_y() > self.pdf.h - 45:
            self.pdf.add_page()
        self.pdf.ln(4)
        self.pdf.start_section(self.fit(text))
        self.write(text, 13, bold=True)
        self.pdf.ln(1)

    def bar(self, label: str, part: float, figure: str, place: int) -> None:
        self.write(f"{label}: {figure}")
        self.pdf.set_fill_color(*COLOURS[place % len(COLOURS)])
        self.pdf.rect(self.pdf.l_margin, self.pdf.get_y() + 0.8, max(0.8, part * self.pdf.epw), 2.6, style="F")
        self.pdf.ln(5.5)

    def timeline(self) -> None:
        """A lane for each partner; the table says the same."""
        document, pdf = self._document, self.pdf
        partners, whole = document.shown.partners, max(1.0, document.shown.seconds)
        if pdf.get_y() + LANE * len(partners) + 8 > pdf.page_break_trigger:
            pdf.add_page()
        top, left, room = pdf.get_y() + 1, pdf.l_margin + 30, pdf.epw - 30
        pdf.set_draw_color(120, 120, 120)
        pdf.set_font(self.family, "", 9)
        pdf.set_text_color(0, 0, 0)
        for place, name in enumerate(partners):
            middle = top + place * LANE + LANE / 2
            pdf.line(left, middle, left + room, middle)
            pdf.text(pdf.l_margin, middle + 1.2, self.fit(name)[:16])
        for stretch in document.stretches:
            x = left + min(1.0, stretch.start / whole) * room
            pdf.set_fill_color(*COLOURS[stretch.partner % len(COLOURS)])
            pdf.rect(
                x, top + stretch.partner * LANE + 1.5, max(0.6, stretch.seconds / whole * room), LANE - 3, style="F"
            )
        foot = top + LANE * len(partners) + 4
        pdf.text(left, foot, "0:00")
        pdf.text(left + room - pdf.get_string_width(clock(whole)), foot, clock(whole))
        pdf.set_y(foot + 4)

    def table(self, section: Section) -> None:
        if section.table is None:
            return
        self.pdf.set_font(self.family, "", 9)
        self.pdf.set_text_color(0, 0, 0)
        self.pdf.set_fill_color(255, 255, 255)
        layout = {"text_align": "LEFT", "v_align": "T", "borders_layout": "HORIZONTAL_LINES", "line_height": 5.5}
        with self.pdf.table(col_widths=(14, 30, 50, 20, 56), **layout) as table:
            for cells in (section.table.head, *section.table.rows):
                row = table.row()
                for cell in cells:
                    row.cell(self.fit(cell))


def pdf(document: Report, language: str = "en") -> bytes:
    """The whole report as PDF."""
    paper = _Paper(document, language)
    paper.write(document.title, 18, bold=True)
    paper.write(document.lead, grey=True)
    for section in document.sections:
        paper.heading(section.heading)
        for line in section.lines:
            paper.write(f"•  {line}" if paper.family == "own" else f"-  {line}")
        for place, bar in enumerate(section.bars):
            paper.bar(bar.label, bar.part, bar.figure, place)
        if section.has_timeline:
            paper.timeline()
        paper.table(section)
        if section.note:
            paper.write(section.note, grey=True)
    if paper.is_reduced:
        paper.pdf.ln(4)
        paper.write(MISSING, 9, grey=True)
    return bytes(paper.pdf.output())
