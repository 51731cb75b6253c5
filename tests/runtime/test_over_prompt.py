"""What the ear does while the voice speaks, with parts that do as a test says."""

from array import array
from collections.abc import Sequence

import pytest

from tests.runtime.scripted_ear import LevelDetector
from voicerepair.ports import AudioBlock, CancelledBlock
from voicerepair.runtime.over_prompt import OverPrompt

RATE = 16_000
QUIET, LEFT, VOICE = 12, 30, 3000


class Plain:
    """A canceller to which nothing comes back; it says whether a prompt sounds."""

    delay_seconds = 0.0

    def __init__(self) -> None:
        self._sounds: list[tuple[float, float]] = []

    def play(self, at: float, pcm: bytes) -> None:
        self._sounds.append((at, at + len(pcm) / 2 / RATE))

    def silence(self, at: float) -> None:
        self._sounds = [(began, min(ended, at)) for began, ended in self._sounds]

    def push(self, block: AudioBlock) -> Sequence[CancelledBlock]:
        is_far = any(began <= block.at < ended for began, ended in self._sounds)
        return [CancelledBlock(block.at, block.pcm, -20.0 if is_far else -96.0)]


class Stop:
    """Every sound is the word."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def spot(self, pcm: bytes) -> str:
        self.asked.append(len(pcm))
        return "stop"


def tone(peak: int, seconds: float) -> bytes:
    return array("h", [peak if index % 20 < 10 else -peak for index in range(int(seconds * RATE))]).tobytes()


class Room:
    def __init__(self, mode: str = "cancel") -> None:
        self.spotter = Stop()
        self.over = OverPrompt(Plain(), LevelDetector(), self.spotter, mode)  # type: ignore[arg-type]
        self.now = 1000.0
        self.heard: list[tuple[str, float, float]] = []

    def hear(self, peak: int, seconds: float) -> None:
        pcm = tone(peak, seconds)
        for start in range(0, len(pcm), 960):
            _, spotted = self.over.push(AudioBlock(self.now, pcm[start : start + 960]))
            self.now += len(pcm[start : start + 960]) / 2 / RATE
            self.heard += [(found.command, found.began, found.ended) for found in spotted]

    def prompt(self, seconds: float) -> None:
        self.over.play(self.now, bytes(2 * int(seconds * RATE)), is_prompt=True)


@pytest.fixture
def room() -> Room:
    there = Room()
    there.hear(QUIET, 2)
    there.prompt(8)
    there.hear(LEFT, 3)
    return there


def test_a_word_over_the_prompt_is_told_with_its_times(room: Room) -> None:
    began = room.now
    room.hear(VOICE, 0.4)
    room.hear(LEFT, 0.3)
    assert [command for command, _, _ in room.heard] == ["stop"]
    assert room.heard[0][1:] == pytest.approx((began, began + 0.45), abs=0.07)
    assert room.spotter.asked[0] / 2 / RATE > 0.7  # with what came before it


def test_a_word_without_a_prompt_is_not(room: Room) -> None:
    room.over.silence(room.now)
    room.hear(QUIET, 1)
    room.hear(VOICE, 0.4)
    room.hear(QUIET, 0.5)
    assert room.spotter.asked == []


def test_whoever_still_speaks_when_it_ends_is_heard_from_their_beginning(room: Room) -> None:
    began = room.now
    room.hear(VOICE, 1.5)
    assert room.over.speaking_since == pytest.approx(began, abs=0.07)
    kept = room.over.since(began)
    assert kept is not None
    assert kept.at == pytest.approx(began, abs=0.04)
    assert kept.at + len(kept.pcm) / 2 / RATE == pytest.approx(room.now, abs=0.001)


def test_in_pieces_only_the_gaps_are_listened_to() -> None:
    room = Room("pieces")
    room.hear(QUIET, 2)
    room.prompt(2)
    room.hear(VOICE, 0.4)
    room.hear(QUIET, 1.6)
    assert room.spotter.asked == []
    room.over.gap(room.now, room.now + 3)
    room.hear(QUIET, 0.3)
    room.hear(VOICE, 0.4)
    assert room.over.is_heard
    room.hear(QUIET, 0.3)
    assert [command for command, _, _ in room.heard] == ["stop"]
    assert not room.over.is_heard


def test_a_lost_block_begins_anew(room: Room) -> None:
    room.now += 5
    room.hear(VOICE, 0.4)
    room.hear(LEFT, 0.3)
    assert room.over.since(0.0).at == pytest.approx(room.now - 0.7, abs=0.01)  # type: ignore[union-attr]
