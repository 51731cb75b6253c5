"""A rupture over sessions: which thread a new session belongs to, and whether that thread has stalled."""

from collections.abc import Sequence

from voicerepair.core.followups import still_open
from voicerepair.core.review import Review

STALLED_SESSIONS = 3
"""So many sessions of a thread without movement, and a therapist is suggested, once."""


def thread_id(review: Review) -> str:
    """A thread is named after its first session."""
    return review.thread or review.session


def current(reviews: Sequence[Review], names: Sequence[str]) -> tuple[Review, ...]:
    """The latest thread of these people, newest first, if something in it is still open; else nothing.

    `reviews`: of their earlier sessions, newest first. Open is an agreement, or a session that was not completed.
    """
    if not reviews:
        return ()
    thread = tuple(review for review in reviews if thread_id(review) == thread_id(reviews[0]))
    is_open = thread[0].state in ("open", "break", "stopped") or bool(still_open(thread, names))
    return thread if is_open else ()


def has_moved(review: Review) -> bool:
    """Whether something came of the session: a new agreement, or an earlier one at least partly kept."""
    return bool(review.agreements) or any(entry.outcome in ("kept", "partly") for entry in review.followups)


def suggests_therapist(thread: Sequence[Review]) -> bool:
    """Whether the thread (newest first) has stalled and nobody has been told yet."""
    if any(review.suggested_therapist for review in thread):
        return False
    latest = thread[:STALLED_SESSIONS]
    return len(latest) == STALLED_SESSIONS and not any(has_moved(review) for review in latest)


def next_starter(reviews: Sequence[Review], names: Sequence[str]) -> int:
    """Who starts: the one named after the starter of the last session, so that it alternates."""
    last = reviews[0].starter if reviews else ""
    return (names.index(last) + 1) % len(names) if last in names else len(reviews) % len(names)
