"""What every journal store promises: the encrypted one and the one in memory."""

from pathlib import Path

import pytest

from tests.adapters.journals import fill, heard, opened
from voicerepair.adapters.memory_journal import MemoryStore
from voicerepair.core import events as ev
from voicerepair.errors import StorageError
from voicerepair.ports import JournalStore

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlcipher", "memory"])
def any_store(request: pytest.FixtureRequest) -> JournalStore:
    return MemoryStore() if request.param == "memory" else request.getfixturevalue("store")


class TestContract:
    """Both stores."""

    def test_events_come_back_in_order(self, any_store: JournalStore) -> None:
        events = [opened("a"), *(heard(1000.0 + n, f"word {n} ünd “quotes” \x00") for n in range(600))]
        journal = any_store.create("a")
        for event in events:
            journal.append(event)
        assert list(journal.events()) == events
        assert list(any_store.open("a").events()) == events

    def test_reading_and_appending_can_be_mixed(self, any_store: JournalStore) -> None:
        journal = any_store.create("a")
        journal.append(opened("a"))
        reading = journal.events()
        next(reading)
        journal.append(heard(1001.0, "more"))
        any_store.set_outcome("a", b"{}")
        any_store.keep("a", "agreements")
        assert list(journal.events()) == []

    def test_the_history_is_newest_first_and_knows_the_state(self, any_store: JournalStore) -> None:
        for number, session in enumerate(["old", "new", "middle"]):
            any_store.create(session).append(opened(session, at=[1.0, 3.0, 2.0][number], names=("Å\nna", "Ben", "Cy")))
        any_store.open("new").append(ev.SessionClosed(at=50.0, reason="break", return_at=99.0))
        rows = list(any_store.sessions())
        assert [row.session for row in rows] == ["new", "middle", "old"]
        assert rows[0].partners == ("Å\nna", "Ben", "Cy")
        assert (rows[0].state, rows[0].return_at, rows[0].last_at, rows[0].events) == ("break", 99.0, 50.0, 2)
        assert (rows[1].state, rows[1].protocol, rows[1].events) == ("open", "repair", 1)
        any_store.open("new").append(ev.SessionResumed(at=40.0))
        resumed = next(iter(any_store.sessions()))
        assert (resumed.state, resumed.return_at, resumed.last_at) == ("open", 0.0, 50.0)

    def test_a_long_history_streams_completely(self, any_store: JournalStore) -> None:
        for number in range(600):
            any_store.create(f"s{number}").append(opened(f"s{number}", at=float(number // 2)))
        found = [row.session for row in any_store.sessions()]
        assert len(found) == len(set(found)) == 600

    def test_a_session_that_is_not_there_is_an_error(self, any_store: JournalStore) -> None:
        for action in (
            lambda: any_store.open("x"),
            lambda: any_store.set_outcome("x", b""),
            lambda: any_store.keep("x", "agreements"),
            lambda: any_store.create("x").append(heard(1.0, "before the start")),
        ):
            with pytest.raises(StorageError):
                action()
        any_store.delete("x")
        assert any_store.outcome("x") is None
        assert list(any_store.sessions()) == []

    def test_a_session_is_created_once(self, any_store: JournalStore) -> None:
        journal = any_store.create("a")
        journal.append(opened("a"))
        with pytest.raises(StorageError, match="already"):
            any_store.create("a")
        with pytest.raises(StorageError, match="already"):
            journal.append(opened("a"))
        assert list(journal.events()) == [opened("a")]

    def test_keeping_agreements_drops_the_events_and_nothing_else(self, any_store: JournalStore) -> None:
        fill(any_store, "a")
        any_store.keep("a", "words")
        assert len(list(any_store.open("a").events())) == 4
        with pytest.raises(StorageError, match="not kept yet"):
            any_store.keep("a", "agreements")
        assert len(list(any_store.open("a").events())) == 4
        any_store.set_outcome("a", b'{"agreements": ["tea at nine"]}')
        any_store.keep("a", "agreements")
        assert list(any_store.open("a").events()) == []
        assert any_store.outcome("a") == b'{"agreements": ["tea at nine"]}'
        assert [(row.session, row.state, row.events) for row in any_store.sessions()] == [("a", "completed", 0)]

    def test_keeping_nothing_is_deleting(self, any_store: JournalStore) -> None:
        for session in "abc":
            fill(any_store, session)
        any_store.set_outcome("a", b"{}")
        any_store.keep("a", "nothing")
        any_store.delete("b")
        assert [row.session for row in any_store.sessions()] == ["c"]
        assert any_store.outcome("a") is None
        assert len(list(any_store.open("c").events())) == 4
