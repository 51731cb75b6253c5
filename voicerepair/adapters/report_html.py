"""A report as one HTML file: nothing from anywhere, no scripts, charts as inline SVG, light and dark, fit to print."""

from collections.abc import Sequence
from html import escape

from voicerepair.adapters.report_text import clean
from voicerepair.core.report import Bar, Report, Section, Stretch, Table, clock
from voicerepair.translate import t

WIDTH = 1000
"""Of the charts, in their own units; they are drawn as wide as there is room."""
COLOURS = 4
STYLE = """
:root { color-scheme: light dark; --text: #14171c; --soft: #3d4450; --page: #ffffff; --card: #f3f5f8; --line: #5b6472;
  --p0: #0b4fa8; --p1: #9a3412; --p2: #0f6b4f; --p3: #6b21a8; }
@media (prefers-color-scheme: dark) { :root { --text: #f1f3f6; --soft: #c6ccd6; --page: #14171c; --card: #1f242c;
  --line: #98a2b3; --p0: #8ab8ff; --p1: #ffb38a; --p2: #7fe0bb; --p3: #d6b3ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1.125rem/1.55 system-ui, sans-serif; }
main { max-width: 50rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 2px solid var(--line); padding-bottom: .2rem; }
p { margin: .5rem 0; } .soft { color: var(--soft); }
ul { padding-left: 1.3rem; margin: .5rem 0; } li { margin: .3rem 0; }
svg { width: 100%; display: block; background: var(--card); border-radius: .25rem; }
svg line { stroke: var(--line); }
.bar { margin: .75rem 0; } .bar p { display: flex; justify-content: space-between; gap: 1rem; margin: 0 0 .2rem; }
.lane { display: grid; grid-template-columns: minmax(4rem, 7rem) 1fr; gap: .75rem; align-items: center; }
.lane { margin: .4rem 0; }
.lane p { margin: 0; overflow-wrap: anywhere; }
.marks { display: flex; justify-content: space-between; color: var(--soft); font-size: .9rem; }
.p0 { fill: var(--p0); } .p1 { fill: var(--p1); } .p2 { fill: var(--p2); } .p3 { fill: var(--p3); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 1rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); } td:first-child { font-variant-numeric: tabular-nums; }
footer { margin-top: 2.5rem; color: var(--soft); font-size: 1rem; }
@media print { :root { --text: #000; --soft: #222; --page: #fff; --card: #fff; --line: #555; --p0: #0b4fa8;
  --p1: #9a3412; --p2: #0f6b4f; --p3: #6b21a8; } body { font-size: 11pt; } main { max-width: none; padding: 0; }
  section, svg, tr { break-inside: avoid; } .scroll { overflow: visible; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def text(words: str) -> str:
    return escape(clean(words), quote=True)


def html(document: Report, language: str = "en") -> bytes:
    """The whole report as a page."""
    foot = t("Made by voicerepair on this machine. It is not therapy, and it keeps no score.")
    sections = "\n".join(_section(document, section, number) for number, section in enumerate(document.sections))
    return f"""<!doctype html>
<html lang="{text(language)}"><head><meta charset="utf-8"><title>{text(document.title)}</title>
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<style>{STYLE}</style></head>
<body><main><h1>{text(document.title)}</h1><p class="soft">{text(document.lead)}</p>
{sections}
<footer>{text(foot)}</footer></main></body></html>
""".encode()


def _section(document: Report, section: Section, number: int) -> str:
    parts = [f'<section aria-labelledby="s{number}"><h2 id="s{number}">{text(section.heading)}</h2>']
    if section.lines:
        parts.append("<ul>" + "".join(f"<li>{text(line)}</li>" for line in section.lines) + "</ul>")
    if section.bars:
        parts.append(_bars(section.bars))
    if section.has_timeline:
        parts.append(_timeline(document))
    if section.table is not None:
        parts.append(_table(section.heading, section.table))
    if section.note:
        parts.append(f'<p class="soft">{text(section.note)}</p>')
    return "".join(parts) + "</section>"


def _bars(bars: Sequence[Bar]) -> str:
    """Words in HTML, so that they keep their size on a narrow page; only the bar itself is drawn."""
    rows = []
    for place, bar in enumerate(bars):
        width = max(4.0, bar.part * WIDTH)
        drawn = f'<rect class="p{place % COLOURS}" width="{width:.0f}" height="10"/>'
        said = f"{bar.label}: {bar.figure}"
        rows.append(
            f'<div class="bar"><p><span>{text(bar.label)}</span> <span>{text(bar.figure)}</span></p>'
            f"{_svg(said, 10, drawn)}</div>"
        )
    return "".join(rows)


def _timeline(document: Report) -> str:
    """A lane for each partner; when and how long each spoke. The table under it says the same."""
    partners, whole = document.shown.partners, max(1.0, document.shown.seconds)
    lanes = []
    for place, name in enumerate(partners):
        own = [stretch for stretch in document.stretches if stretch.partner == place]
        drawn = '<line x2="1000" y1="10" y2="10"/>' + "".join(_block(stretch, whole) for stretch in own)
        said = t("When {name} spoke: {count} times in {time} minutes; the table below has each.", name=name,
                 count=len(own), time=clock(whole))  # fmt: skip
        lanes.append(f'<div class="lane"><p>{text(name)}</p>{_svg(said, 20, drawn)}</div>')
    marks = "".join(f"<span>{clock(whole * part / 4)}</span>" for part in range(5))
    return f'{"".join(lanes)}<div class="lane" aria-hidden="true"><p></p><p class="marks">{marks}</p></div>'


def _block(stretch: Stretch, whole: float) -> str:
    x = min(1.0, stretch.start / whole) * WIDTH
    width = max(3.0, stretch.seconds / whole * WIDTH)
    said = f"{clock(stretch.start)}, {stretch.what}, {clock(stretch.seconds)}"
    colour = f"p{stretch.partner % COLOURS}"
    return f'<rect class="{colour}" x="{x:.0f}" width="{width:.0f}" height="20"><title>{text(said)}</title></rect>'


def _svg(said: str, height: int, drawn: str) -> str:
    return (
        f'<svg role="img" aria-label="{text(said)}" viewBox="0 0 {WIDTH} {height}" preserveAspectRatio="none"'
        f' height="{height}">{drawn}</svg>'
    )


def _table(caption: str, table: Table) -> str:
    label = text(t("{caption}, as a table", caption=caption))
    head = "".join(f'<th scope="col">{text(cell)}</th>' for cell in table.head)
    rows = "".join("<tr>" + "".join(f"<td>{text(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    return (
        f'<div class="scroll" role="region" aria-label="{label}" tabindex="0">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
