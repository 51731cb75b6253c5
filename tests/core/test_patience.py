"""Patience learnt from pauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicerepair.core.patience import ENOUGH, KEPT, MOST_SECONDS, learnt, pauses, remembered


def test_pauses_are_the_silences_between_voiced_spans() -> None:
    assert pauses([(5.0, 6.0), (0.0, 1.0), (1.2, 3.0)]) == pytest.approx((2.0,))
    assert pauses([]) == pauses([(0.0, 1.0)]) == ()


def test_a_few_pauses_teach_nothing() -> None:
    assert learnt([6.0] * (ENOUGH - 1), 2.5) == 2.5


def test_who_pauses_long_is_waited_for() -> None:
    assert learnt([0.5] * 20 + [4.0] * 4, 2.5) == 5.0


def test_who_pauses_briefly_is_never_hurried() -> None:
    assert learnt([0.4] * 30, 2.5) == 2.5


def test_waiting_for_ever_stays_so() -> None:
    assert learnt([4.0] * 30, 0.0) == 0.0


def test_only_the_last_pauses_count() -> None:
    known = remembered([9.0] * KEPT, [1.0] * KEPT)
    assert known == (1.0,) * KEPT


@given(st.lists(st.floats(0.3, 1000)), st.floats(0.1, 20))
def test_patience_is_neither_less_than_chosen_nor_endless(known: list[float], chosen: float) -> None:
    assert chosen <= learnt(known, chosen) <= MOST_SECONDS
