"""The input level as a bar and as a word."""

from textual.content import Content
from textual.widgets import Static

from voicerepair.translate import t
from voicerepair.tui.widgets.chart import bar
from voicerepair.wording import describe

FLOOR_DBFS = -72.0
ADVICE = {
    t("silent"): t("silent: is the microphone muted?"),
    t("quiet"): t("quiet: come closer, or speak up"),
    t("good"): t("good"),
    t("too loud"): t("too loud: move back a little"),
}


class Meter(Static):
    """Shows the last level given; `show` may be called as often as levels come."""

    def on_mount(self) -> None:
        self.update(t("waiting for the microphone"))

    def show(self, dbfs: float, is_speech: bool) -> None:
        word = describe.level(dbfs)
        cells = max(4, min(32, self.size.width - 46))
        style = "$success" if word == t("good") else "$warning"
        speech = t("  ◆ speech") if is_speech else t("  ◇ no speech")
        self.update(Content.assemble((bar(1 - dbfs / FLOOR_DBFS, cells), style), f"  {ADVICE[word]}", (speech, "bold")))
