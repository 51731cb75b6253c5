"""Words in large block letters, to be read from across a room."""

import unicodedata

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from voicerepair.core.state import Phase, SessionState
from voicerepair.tui.widgets.steady import Steady
from voicerepair.wording import describe

ROWS = 5
FONT = {
    letter: tuple(int(row, 8) for row in rows)
    for letter, rows in (pair.split("=") for pair in (
        "A=25755 B=65656 C=34443 D=65556 E=74647 F=74644 G=34553 H=55755 I=72227 J=11152 K=55655 L=44447 M=57755"
        " N=65555 O=25552 P=65644 Q=25531 R=65655 S=34216 T=72222 U=55557 V=55552 W=55775 X=55255 Y=55222 Z=71247"
        " 0=75557 1=26227 2=71747 3=71717 4=55711 5=74717 6=74757 7=71111 8=75757 9=75717"
        " :=02020 .=00002 ,=00024 ?=61202 !=22202 '=22000 -=00700 …=00005"
    ).split())
}  # fmt: skip
"""Five rows of three dots each; a digit is a row's bits."""
DOTS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def is_drawable(text: str) -> bool:
    """Whether there is a letter for everything in it."""
    return all(letter in FONT or letter == " " for letter in plain(text))


def plain(text: str) -> str:
    """Capitals without accents."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).upper()


def block(text: str, width: int, *, is_large: bool) -> list[str]:
    """Lines of the terminal that show the text, no wider than `width`; words are not divided where they fit.

    Large letters take 8 by 5 cells, the others 4 by 3.
    """
    cells = 8 if is_large else 4
    lines: list[str] = []
    for row in _wrapped(plain(text), max(1, (width + cells // 4) // cells)):
        dots = [
            "0".join(f"{FONT[letter][place]:03b}" if letter in FONT else "000" for letter in row)
            for place in range(ROWS)
        ]
        if is_large:
            lines += ["".join("██" if dot == "1" else "  " for dot in line).rstrip() for line in dots]
        else:
            dots.append("0" * len(dots[0]))
            for upper, lower in zip(dots[::2], dots[1::2], strict=True):
                lines.append("".join(DOTS[a == "1", b == "1"] for a, b in zip(upper, lower, strict=True)).rstrip())
        lines.append("")
    return lines[:-1]


def _wrapped(text: str, letters: int) -> list[str]:
    rows: list[str] = []
    for word in text.split():
        while word:
            if rows and len(rows[-1]) + 1 + len(word) <= letters:
                rows[-1] += f" {word}"
                word = ""
            else:
                rows.append(word[:letters])
                word = word[letters:]
    return rows


class Big(Steady):
    """Shows the end of the text where there is no room for all of it."""

    def show(self, text: str, style: str = "$foreground", *, is_large: bool = False, rows: int = 0) -> None:
        """`rows`: at most so many lines of the terminal, 0 for as many as it takes."""
        width = self.size.width or self.app.size.width
        if not is_drawable(text):
            self.put(Content.styled(text, f"bold {style}"))
            return
        lines = block(text, width, is_large=is_large)
        step = (ROWS if is_large else 3) + 1
        if rows and len(lines) > rows:
            whole = max(1, (rows + 1) // step)
            lines = lines[-(whole * step - 1) :]
        self.put(Content.styled("\n".join(lines), style))


class BigPanel(Container):
    """Who has the floor, how long they have spoken, and the last words, readable from across a room."""

    def compose(self) -> ComposeResult:
        yield Big(id="big-name")
        yield Big(id="big-clock")
        yield Big(id="big-words")

    def show(self, state: SessionState, now: float, partial: str, *, has_clock: bool) -> None:
        main, _ = describe.headline(state)
        is_listening = state.phase in (Phase.LISTEN, Phase.FLUSH)
        partner = state.floor
        colour = f"$partner-{partner % 2}" if partner >= 0 else "$foreground"
        name = state.name(partner) if partner >= 0 else main
        height = self.size.height
        is_large = height >= 16 and len(name) * 8 <= self.size.width
        self.query_one("#big-name", Big).show(name, colour, is_large=is_large, rows=7)
        clock = describe.clock(state, now)[0].split(" ")[0] if has_clock and is_listening else ""
        clock_place = self.query_one("#big-clock", Big)
        clock_place.display = clock[:1].isdigit() and height >= 10
        if clock_place.display:
            clock_place.show(clock, "$foreground", is_large=is_large)
        record = state.record
        said = " ".join((*(record.lines if record is not None else ()), partial)) if is_listening else ""
        words = said.strip() or describe.prompt(state)
        used = (6 if is_large else 4) * (2 if clock_place.display else 1)
        self.query_one("#big-words", Big).show(words, "$foreground", rows=max(3, height - used))
