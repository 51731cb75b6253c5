"""Every protocol can be gone through in every one of seven ways alone, on simulated speech, keys, lines and posts."""

import asyncio
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.matrix.people import WAYS, Session, Way
from tests.web.served import until
from voicerepair.adapters import protocol_files
from voicerepair.core.state import Phase

PROTOCOLS = sorted(name for name in protocol_files.available(Path("/nowhere")) if "." not in name)


def test_there_are_protocols() -> None:
    assert "repair" in PROTOCOLS
    assert len(PROTOCOLS) >= 8


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PROTOCOLS)
async def test_to_the_end(name: str, way: Way) -> None:
    protocol = protocol_files.load(name, Path("/nowhere"))
    session = Session(protocol, way)
    state = await session.run()
    assert state.reason in ("completed", "break"), session.stuck()
    if any(stage.step.kind == "agreement" for stage in state.plan):
        assert state.agreements
    heard = {record.typed for record in state.turns if record.lines}
    assert heard <= ({False} if way == "voice" else {True}), "nothing else was used"


async def test_ways_change_three_times_in_one_turn_and_nothing_is_lost() -> None:
    """Spoken, said by the voice, spoken, typed: one turn, all of it in order."""
    session = Session(protocol_files.load("repair", Path("/nowhere")), "voice")
    running = asyncio.create_task(session.run(until="my_part/ask"))
    state = await asyncio.wait_for(running, 10)
    assert state is not None
    turn, driver = state.turn, session.driver

    def text() -> str:
        record = driver.state.turn_record(turn)
        return record.text if record is not None else ""

    patient = replace(state.opened.partners[state.moment.partner], patience_seconds=0.0)
    driver.change_partner(state.moment.partner, patient)
    await until(lambda: driver.state.mic_open)
    session.ear.hear("i came home late")
    await until(lambda: text() == "i came home late")
    driver.type("I am sorry for that", aloud=True)
    await until(lambda: driver.state.mic_open and driver.state.phase is Phase.LISTEN and "sorry" in text())
    session.ear.hear("and i did not call")
    await until(lambda: "call" in text())
    driver.type("That is all from me")
    await until(lambda: driver.state.moment.name == "verdict")
    assert text() == "i came home late I am sorry for that and i did not call That is all from me"
    assert text() in driver.state.moment.text
    await session.stop()
