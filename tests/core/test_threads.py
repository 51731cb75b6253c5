import pytest
from msgspec.structs import replace

from tests.core.library import Answering, protocol
from tests.core.simulate import ANA, BEN
from voicerepair.core import threads
from voicerepair.core.review import AgreementReview, FollowUpReview, Review, review

NAMES = ("Ana", "Ben")
PROMISE = AgreementReview(text="i will call", owner="Ben", due="", confirmed_by=NAMES)


def session(number: int, *, thread: str = "", **changes: object) -> Review:
    outcome = review(Answering({}, protocol("repair"), (ANA, BEN)).state)
    given = {
        "session": f"s{number}",
        "thread": thread,
        "state": "completed",
        "started_at": float(number),
        "starter": "",
    }
    return replace(outcome, **(given | changes))


def followed(outcome: str, is_open: bool) -> FollowUpReview:
    return FollowUpReview(text="i will call", owner="Ben", outcome=outcome, is_open=is_open)


def test_the_first_session_begins_a_thread() -> None:
    assert threads.current((), NAMES) == ()


def test_an_open_agreement_keeps_the_thread_going() -> None:
    first = session(1, agreements=(PROMISE,))
    assert threads.current((first,), NAMES) == (first,)
    assert threads.thread_id(first) == "s1"


def test_a_thread_ends_when_nothing_in_it_is_open() -> None:
    first = session(1, agreements=(PROMISE,))
    second = session(2, thread="s1", followups=(followed("kept", is_open=False),))
    assert threads.current((second, first), NAMES) == ()


@pytest.mark.parametrize("state", ["stopped", "break", "open"])
def test_an_unfinished_session_keeps_its_thread_open(state: str) -> None:
    first = replace(session(1), state=state)
    assert threads.current((first,), NAMES) == (first,)


def test_other_threads_do_not_count() -> None:
    old = session(1, agreements=(PROMISE,))
    new = replace(session(2), state="stopped")
    assert threads.current((new, old), NAMES) == (new,)


def test_three_sessions_without_movement_suggest_a_therapist_once() -> None:
    stuck = tuple(session(n, thread="s1", followups=(followed("not_yet", is_open=True),)) for n in (4, 3, 2))
    first = session(1, agreements=(PROMISE,))
    assert not threads.suggests_therapist((*stuck[1:], first))
    assert threads.suggests_therapist((*stuck, first))
    told = (session(5, thread="s1", suggested_therapist=True), *stuck, first)
    assert not threads.suggests_therapist(told)


@pytest.mark.parametrize("moved", [{"agreements": (PROMISE,)}, {"followups": (followed("partly", is_open=True),)}])
def test_a_small_step_is_movement(moved: dict[str, object]) -> None:
    assert not threads.suggests_therapist((session(3), session(2, **moved), session(1)))


def test_who_starts_alternates_whoever_is_named_first() -> None:
    assert threads.next_starter((), NAMES) == 0
    began_with_ana = session(1, starter="Ana")
    assert threads.next_starter((began_with_ana,), ("Ana", "Ben")) == 1
    assert threads.next_starter((began_with_ana,), ("Ben", "Ana")) == 0


def last_prompt(suggests_therapist: bool) -> str:
    simulation = Answering({}, protocol("repair"), (ANA, BEN), suggests_therapist=suggests_therapist)
    state = simulation.to_the_end()
    assert state.reason == "completed"
    assert review(state).suggested_therapist is suggests_therapist
    return state.moment.text


def test_the_suggestion_is_spoken_at_the_end_only_where_it_is_due() -> None:
    assert "therapist may" not in last_prompt(False)
    due = last_prompt(True)
    assert due.startswith("You have talked about this three times")
    assert due.endswith("Goodbye.")
