"""Turns of a recording, by silence and by floor."""

import msgspec

from voicerepair.core.turns import Floor, by_floor, by_silence, together
from voicerepair.core.words import Word

SPANS = [(0.0, 1.0), (1.5, 2.0), (4.0, 5.0)]
WORDS = [Word("one", 0.1, 0.5), Word("two", 1.5, 1.9), Word("three", 4.1, 4.5)]


def test_silence_separates_turns() -> None:
    first, second = by_silence(SPANS, WORDS, gap=0.8)
    assert (first.start, first.end, first.speech_seconds, first.text) == (0.0, 2.0, 1.5, "one two")
    assert (second.speech, second.text) == ([(4.0, 5.0)], "three")
    assert first.speaker is msgspec.UNSET


def test_nothing_said_is_no_turn() -> None:
    assert by_silence([], [], gap=1.0) == []
    assert by_floor([], [], [Floor("Ana", 0, 10)]) == []


def test_the_floor_decides_whose_a_word_is() -> None:
    ana, ben = by_floor(SPANS, WORDS, [Floor("Ana", 0, 1.2), Floor("Ben", 1.2, 6)])
    assert (ana.speaker, ana.text, ana.speech_seconds) == ("Ana", "one", 1.0)
    assert (ben.speaker, ben.text, ben.speech_seconds) == ("Ben", "two three", 1.5)


def test_speech_over_a_change_of_floor_is_divided() -> None:
    ana, ben = by_floor([(0.0, 4.0)], [], [Floor("Ana", 0, 3), Floor("Ben", 3, 6)])
    assert (ana.end, ben.start) == (3.0, 3.0)


def test_speaking_at_once_is_measured_and_a_short_yes_interrupts_nobody() -> None:
    ana = by_silence([(0.0, 4.0), (6.0, 9.0)], [], 0.8, "Ana")
    ben = by_silence([(1.0, 1.5), (3.0, 5.0), (8.5, 10.0)], [], 0.8, "Ben")
    found = together([*ana, *ben])
    assert found.overlap_seconds == 0.5 + 1.0 + 0.5
    assert found.interruptions == {"Ana": 0, "Ben": 2}


def test_without_speakers_nothing_is_together() -> None:
    assert together(by_silence(SPANS, [], 0.8)).interruptions == {}
