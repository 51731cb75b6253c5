"""The parts of the voice's child, in this process."""

import threading
import wave
from pathlib import Path

import msgspec
import pytest

from voicerepair.adapters.silent_voice import SilentParts
from voicerepair.errors import VoiceError
from voicerepair.ports import VoiceSettings
from voicerepair.runtime import _voice_child as child

PLAIN = VoiceSettings()


@pytest.mark.parametrize(
    "order",
    [
        child.Say(3, "Hello.", VoiceSettings(rate=120, voice="x")),
        child.Prepare("Hello.", PLAIN),
        child.Chime("mic_open"),
        child.PlayFile("/a.flac", 0.5),
        child.Silence(),
    ],
)
def test_orders_survive_the_socket(order: child.Order) -> None:
    assert child.ORDERS.decode(msgspec.msgpack.encode(order)) == order


@pytest.mark.parametrize("report", [child.Ready(), child.Started(1, 2.5, 3.5), child.Ended(1, 2.5, True, "a", "b")])
def test_reports_survive_the_socket(report: child.Report) -> None:
    assert child.REPORTS.decode(msgspec.msgpack.encode(report)) == report


class Parts(SilentParts):
    def __init__(self, **options: str) -> None:
        super().__init__({"scale": "0.01", **options})


def test_a_text_is_synthesised_once_and_its_file_is_gone(tmp_path: Path) -> None:
    parts = Parts()
    larder = child.Larder(parts, tmp_path)
    first = larder.clip("Hello.", PLAIN).result(5)
    assert larder.clip("Hello.", PLAIN).result(5) is first
    assert larder.clip("Hello.", VoiceSettings(rate=100)).result(5).seconds > first.seconds
    assert parts.voice.said == ["Hello.", "Hello."]
    assert list(tmp_path.iterdir()) == []


def test_the_larder_stays_small_and_keeps_what_was_used_last(tmp_path: Path) -> None:
    parts = Parts()
    larder = child.Larder(parts, tmp_path)
    for number in range(child.Larder.LIMIT):
        larder.clip(f"Text {number}.", PLAIN).result(5)
    larder.clip("Text 0.", PLAIN).result(5)
    larder.clip("One more.", PLAIN).result(5)
    said = len(parts.voice.said)
    larder.clip("Text 0.", PLAIN).result(5)
    assert len(parts.voice.said) == said
    larder.clip("Text 1.", PLAIN).result(5)
    assert len(parts.voice.said) == said + 1


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    parts = Parts(voice_fault="No engine.")
    larder = child.Larder(parts, tmp_path)
    with pytest.raises(VoiceError):
        larder.clip("Hello.", PLAIN).result(5)
    parts.voice._fault = ""
    assert larder.clip("Hello.", PLAIN).result(5).seconds > 0


class Broken(Parts):
    def clip(self, path: str) -> child.Clip:
        raise wave.Error("secret words of a prompt")


def test_a_bug_fails_its_prompt_alone_and_logs_no_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = Broken()
    ended: list[child.Report] = []
    over = threading.Event()

    def report(message: child.Report) -> None:
        ended.append(message)
        over.set()

    player = child.Player(parts.loudspeaker, report)
    player.add(7, child.Larder(parts, tmp_path).clip("secret words of a prompt", PLAIN))
    assert over.wait(5)
    assert isinstance(ended[0], child.Ended)
    assert ended[0].fault
    assert "secret" not in capsys.readouterr().err + str(ended)
