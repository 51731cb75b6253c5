"""Whether somebody speaks over a prompt, on levels alone."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from voicerepair.core.overhearing import FRAME_SECONDS, Heard, Overhearing

PROMPT_DB, ROOM_DB = -15.0, -65.0
WORD = [-25.0] * 12
SILENT = -96.0


def hear(overhearing: Overhearing, left: Iterable[float], far: float = PROMPT_DB) -> list[Heard]:
    return [heard for db in left if (heard := overhearing.push(db, far)) is not None]


def learnt(left_db: float = -50.0) -> Overhearing:
    """One that has followed ten seconds of prompts of which so much is left."""
    overhearing = Overhearing()
    for _ in range(40):
        overhearing.rest(ROOM_DB)
    assert hear(overhearing, [left_db + index % 5 for index in range(300)]) == []
    return overhearing


def test_a_short_voice_over_a_prompt_is_heard() -> None:
    found = hear(learnt(), [*[-50.0] * 10, *WORD, *[-50.0] * 8])
    assert [(heard.kind, heard.ended - heard.began) for heard in found] == [("short", len(WORD))]


def test_it_is_told_soon_after_the_word() -> None:
    overhearing = learnt()
    hear(overhearing, [*[-50.0] * 10, *WORD])
    frames = next(frame for frame in range(1, 20) if hear(overhearing, [-50.0]))
    assert frames * FRAME_SECONDS < 0.2


def test_longer_speech_is_no_command_and_neither_is_its_last_word() -> None:
    found = hear(learnt(), [*[-50.0] * 10, *[-25.0] * 60, *[-50.0] * 5, *WORD, *[-50.0] * 8])
    assert [heard.kind for heard in found] == ["speech"]


def test_a_click_is_no_command() -> None:
    assert hear(learnt(), [*[-50.0] * 10, -10.0, -20.0, *[-50.0] * 8]) == []


def test_nothing_is_believed_where_the_echo_stays() -> None:
    assert hear(learnt(left_db=-25.0), [*[-25.0] * 10, *[-5.0] * 12, *[-25.0] * 8]) == []


def test_nothing_is_believed_before_the_echo_is_known() -> None:
    assert hear(Overhearing(), [*[-50.0] * 5, *WORD, *[-50.0] * 8]) == []


def test_in_a_gap_only_the_room_is_in_the_way() -> None:
    overhearing = Overhearing()
    for _ in range(40):
        overhearing.rest(ROOM_DB)
    found = hear(overhearing, [*[ROOM_DB] * 8, *[-45.0] * 10, *[ROOM_DB] * 8], far=SILENT)
    assert [heard.kind for heard in found] == ["short"]


@given(st.lists(st.floats(-60.0, -48.0), min_size=50, max_size=300))
def test_what_is_left_of_a_prompt_is_never_a_voice(left: list[float]) -> None:
    assert hear(learnt(), left) == []
