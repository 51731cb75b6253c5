"""The few words over prompts, by each spotter, in synthetic voices."""

from pathlib import Path

import pytest

from tests.fixtures.pulse import speech
from voicerepair.adapters.command_spotter import WORDS, EitherSpotter, PocketsphinxSpotter, spotter_for
from voicerepair.adapters.no_recognizer import NoRecognizer
from voicerepair.ports import CommandSpotter

TINY = Path(__file__).parents[2] / "models" / "voicerepair-tiny-en-us"


@pytest.fixture(scope="module", params=["", str(TINY), "/nonexistent"], ids=["embedded", "tiny", "missing"])
def spotter(request: pytest.FixtureRequest) -> CommandSpotter:
    return spotter_for(NoRecognizer(), request.param)


def test_a_word_is_found(spotter: CommandSpotter) -> None:
    assert spotter.spot(speech("repeat", voice="en-us+f3", silence=0.2)) == "repeat"
    assert spotter.spot(speech("pause", voice="en-us+f3", silence=0.2)) in WORDS


def test_other_words_and_silence_are_not(spotter: CommandSpotter) -> None:
    assert spotter.spot(speech("yes", silence=0.2)) == ""
    assert spotter.spot(bytes(16_000)) == ""
    assert spotter.spot(b"") == ""


def test_the_best_there_is_is_taken() -> None:
    assert isinstance(spotter_for(NoRecognizer(), str(TINY)), EitherSpotter)
    assert isinstance(spotter_for(NoRecognizer(), "/nonexistent"), PocketsphinxSpotter)
