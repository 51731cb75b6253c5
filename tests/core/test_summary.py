"""Many sessions in figures."""

import pytest
from msgspec.structs import replace

from tests.core.simulate import WHOLE, Simulation
from voicerepair.core import review as reviews
from voicerepair.core.review import FollowUpReview, Review
from voicerepair.core.summary import Summary, row

SHIPPED = frozenset({"repair"})


@pytest.fixture(scope="module")
def outcome() -> Review:
    simulation = Simulation(WHOLE)
    followups = tuple(
        FollowUpReview(text="knock", owner=who, outcome=how) for who, how in (("Ana", "kept"), ("Ben", "partly"))
    )
    return replace(reviews.review(simulation.run()), followups=followups)


def test_a_row_has_figures_and_no_words(outcome: Review) -> None:
    one = row(reviews.encode(outcome), SHIPPED)
    assert (one.protocol, one.state, one.people, one.month) == ("repair", "completed", 2, "1970-01")
    assert (one.heard_at_once, one.agreements, one.confirmed_by_everyone) == (6, 2, 2)
    assert (one.kept, one.partly_kept, one.not_yet_kept) == (1, 1, 0)
    assert 0.5 <= one.largest_share < 0.7
    assert row(reviews.encode(replace(outcome, protocol="the-smiths")), SHIPPED).protocol == "own"
    with pytest.raises(ValueError, match="missing required field"):
        row(b"{}", SHIPPED)


def test_silent_and_empty_sessions_are_counted_too(outcome: Review) -> None:
    silent = replace(outcome, talk_ms={"Ana": 0, "Ben": 0}, agreements=(), followups=(), heard={}, state="stopped")
    whole = Summary()
    whole.add(row(reviews.encode(silent), SHIPPED))
    assert next(whole.lines()).endswith("1 session, 1970-01 to 1970-01: 1 stopped.")
    assert not any("Turns" in line or "Room" in line or "Agreements" in line for line in whole.lines())
    assert list(Summary().lines()) == ["No session has been kept yet."]
    assert list(Summary(unfinished=2).lines()) == ["2 sessions: 2 still open."]


def test_sums_and_rates(outcome: Review) -> None:
    whole = Summary(unfinished=1)
    for length, month in ((600.0, 1.7e9), (1200.0, 1.71e9), (3600.0, 1.72e9)):
        whole.add(row(reviews.encode(replace(outcome, seconds=length, started_at=month)), SHIPPED))
    text = "\n".join(whole.lines())
    assert text.startswith("4 sessions, 2023-11 to 2024-07: 3 to the end, 1 still open.")
    assert "Exercises: repair 3." in text
    assert "Length: 30 minutes on average, 10 to 60." in text
    assert "Turns: 18; 100% heard at once" in text
    assert "Agreements: 6, 2.0 a session; 100% confirmed by everyone." in text
    assert "Looked at again: 6; 50% kept, 50% partly, 0% not yet." in text
    assert "whoever spoke most had" in text
