"""Somebody is asked who they are, and answers by voice alone: own process, real ear, voice and sound system."""

import re
import time
from pathlib import Path

import pytest

from tests.e2e.plain_process import Plain
from tests.fixtures.pulse import Pulse, speech

ANSWERS = ((r"Who is here", "ben"), (r"I heard", "yes"), (r"Do you need anything", "nothing"))
"""What the question holds, and what is said to it. A name that is misheard is typed."""
TYPED = {"ben": "Ben"}


@pytest.mark.usefixtures("pulse")
def test_somebody_introduces_themselves_by_voice(pulse: Pulse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.e2e.plain_process.LONGEST", 40.0)
    session = Plain(tmp_path, "--by-voice", "--keep", "nothing", "--rate", "350")
    names: list[str] = []
    question, expected = "", ""
    try:
        while (line := session.next_line()) is not None and "And the other one" not in line:
            if line == "The microphone is open.":
                heard = re.search(r"I heard (\w+)", question)
                if heard is not None and heard[1].casefold() != expected:
                    session.process.stdin.write(f"{TYPED[expected]}\n")  # type: ignore[union-attr]
                    session.process.stdin.flush()  # type: ignore[union-attr]
                    continue
                said = next((said for pattern, said in ANSWERS if re.search(pattern, question)), "yes")
                if said in TYPED:
                    expected = said
                time.sleep(0.5)  # a person takes breath; the microphone counts only after the hold-off
                pulse.play(speech(said, silence=0.2, speed=130)).wait(20)
            elif "?" in line or "I heard" in line or "Say begin" in line:
                question = line
                names += re.findall(r"Welcome, (\w+)\.", line)
        assert [name.casefold() for name in names] == ["ben"], session.text
    finally:
        session.kill()
