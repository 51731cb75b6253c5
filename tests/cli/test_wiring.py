from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.core.library import Answering, protocol
from tests.core.simulate import ANA, BEN
from voicerepair.adapters.memory_journal import MemoryStore
from voicerepair.cli import sessions
from voicerepair.cli.wiring import Wiring
from voicerepair.config import Settings, paths
from voicerepair.core import review as reviews
from voicerepair.core.events import SessionOpened
from voicerepair.errors import UsageError


@pytest.fixture
def wiring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wiring:
    monkeypatch.setenv("VOICEREPAIR_HOME", str(tmp_path))
    return Wiring(Settings(), paths())


def held(store: MemoryStore, name: str, opened: SessionOpened | None = None) -> None:
    """A whole session of Ana and Ben, kept in the store."""
    simulation = Answering({}, protocol("repair"), (ANA, BEN))
    if opened is not None:
        simulation.state = replace(simulation.state, opened=opened)
    state = simulation.to_the_end()
    journal = store.create(name)
    journal.append(replace(opened or state.opened, session=name))
    store.set_outcome(name, reviews.encode(replace(reviews.review(state), session=name)))


def test_what_is_open_comes_first_in_the_next_session(wiring: Wiring) -> None:
    store = MemoryStore()
    first = wiring.opened("s1", ["Ana", "Ben"], "repair", store, 1.0)
    assert (first.thread, first.open_agreements, first.starter) == ("", (), 0)
    held(store, "s1", first)

    second = wiring.opened("s2", ["Ben", "Ana"], "repair", store, 2.0)
    assert second.thread == "s1"
    assert {(agreement.text, agreement.owner) for agreement in second.open_agreements} == {
        ("i will call", 0),
        ("i will call", 1),
    }
    assert second.partners[second.starter].name == "Ben"
    assert second.helped_before == ("that you listened", "that you listened")


def test_a_new_thread_can_be_begun_and_other_people_have_their_own(wiring: Wiring) -> None:
    store = MemoryStore()
    held(store, "s1")
    wiring.is_new_thread = True
    new = wiring.opened("s2", ["Ana", "Ben"], "repair", store, 2.0)
    assert new.thread == ""
    assert new.open_agreements
    others = wiring.opened("s3", ["Ana", "Cleo"], "repair", store, 2.0)
    assert (others.thread, others.open_agreements) == ("", ())


@pytest.mark.parametrize(("names", "problem"), [(["Ana"], "for 2 people"), (["Ana", "ana"], "same name")])
def test_who_takes_part_is_checked(wiring: Wiring, names: list[str], problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        wiring.opened("s1", names, "repair", MemoryStore(), 1.0)


def test_a_facilitator_is_asked_about_first_and_is_nobody_of_the_partners(wiring: Wiring) -> None:
    wiring.facilitator, wiring.agenda = "Cleo", ("money",)
    opened = wiring.opened("s1", ["Ana", "Ben"], "repair", MemoryStore(), 1.0)
    assert (opened.facilitator, opened.agenda) == ("Cleo", ("money",))
    assert [step.id for step in opened.protocol.step if step.id in ("guided", "readiness")] == ["guided", "readiness"]
    wiring.facilitator = "ben"
    with pytest.raises(UsageError, match="cannot be one of the partners"):
        wiring.opened("s2", ["Ana", "Ben"], "repair", MemoryStore(), 1.0)


def test_an_agenda_needs_a_facilitator() -> None:
    chosen = {"agenda": ("  the   holidays ", " ", "money"), "facilitator": "Cleo"}
    assert sessions._agenda(chosen) == ("the holidays", "money")
    with pytest.raises(UsageError, match="for a facilitator"):
        sessions._agenda({**chosen, "facilitator": ""})
