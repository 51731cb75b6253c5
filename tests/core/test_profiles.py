"""Profiles: kept whole, in their limits, and what they make of a partner."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.simulate import WHOLE, Simulation
from voicerepair.core import events as ev
from voicerepair.core import profiles
from voicerepair.core.people import Partner
from voicerepair.core.profiles import Person

ANA = Person(
    name="Ana", called="Annie", pronouns="she/her", patience_seconds=8.0, rate=130, touch=False, phrases=("Wait.",)
)


def test_they_are_kept_whole() -> None:
    assert profiles.decode(profiles.encode((ANA, Person(name="Ben")))) == (ANA, Person(name="Ben"))
    assert profiles.decode(None) == ()
    assert profiles.decode(b"nothing of ours") == ()


@pytest.mark.parametrize("name", ["Ana", " ana ", "ANNIE"])
def test_one_is_found_by_either_name(name: str) -> None:
    assert profiles.find((Person(name="Ben"), ANA), name) is ANA


def test_an_empty_name_finds_nobody() -> None:
    assert profiles.find((Person(name="Ben"),), "") is None


def test_a_changed_one_takes_the_place_of_the_old() -> None:
    people = profiles.put((ANA,), Person(name="ana", pronouns="they"))
    assert [person.pronouns for person in people] == ["they"]


def test_what_they_need_reaches_the_session() -> None:
    partner = profiles.partner(ANA, 2.5)
    assert partner == Partner(name="Annie", pronouns="she/her", patience_seconds=8.0, touch=False)
    assert profiles.partner(Person(name="Ben"), 4.0).patience_seconds == 4.0
    assert not profiles.partner(Person(name="Ben"), 4.0, touch=False).touch


def test_the_voice_goes_as_slowly_as_the_slowest_asks() -> None:
    assert profiles.slowest_rate([ANA, Person(name="Ben", rate=210), Person(name="Cem")]) == 130
    assert profiles.slowest_rate([Person(name="Ben")]) == 0


@given(st.floats(allow_nan=False), st.integers(), st.lists(st.text(), max_size=20), st.text())
def test_every_value_comes_into_its_limits(patience: float, rate: int, phrases: list[str], called: str) -> None:
    person = profiles.checked(
        Person(name="Ana", patience_seconds=patience, rate=rate, phrases=tuple(phrases), called=called)
    )
    assert 0 <= (person.patience_seconds or 0.0) <= profiles.LONGEST_PATIENCE
    assert person.rate == 0 or profiles.SLOWEST <= person.rate <= profiles.FASTEST
    assert len(person.phrases) <= profiles.MOST_PHRASES
    assert len(person.called) <= 40
    assert profiles.checked(person) == person


def test_needs_can_change_in_the_middle_of_a_turn_and_nothing_is_lost() -> None:
    simulation = Simulation(WHOLE)
    simulation.run(until="my_part/ask")
    before = simulation.state
    needs = Partner(name="somebody else", patience_seconds=6.0, touch=False)
    simulation.send(ev.PartnerChanged(at=simulation.now, partner=0, needs=needs))
    after = simulation.state.opened.partners[0]
    assert after == msgspec.structs.replace(needs, name="Ana"), "the name of a session's partner stays"
    assert simulation.state.turn == before.turn
    assert simulation.state.turns == before.turns
    simulation.send(ev.PartnerChanged(at=simulation.now, partner=9, needs=needs))
    assert len(simulation.state.opened.partners) == 2
    simulation.say("i raised my voice and i am sorry", before.turn)
    assert simulation.run().reason == "completed"
