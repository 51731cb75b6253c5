"""A home of its own for each test, commands run in this process, and a session that is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.core.library import Answering, protocol
from tests.core.simulate import ANA, BEN
from voicerepair.adapters.journal_store import SqlcipherStore
from voicerepair.cli import main as command_line
from voicerepair.config import paths
from voicerepair.core import review as reviews

PASSPHRASE = "a lamp and a kettle"
SECRET = "i shouted"


class Done(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VOICEREPAIR_HOME", str(tmp_path))
    monkeypatch.setenv("VOICEREPAIR_PASSPHRASE", PASSPHRASE)
    return tmp_path


@pytest.fixture
def run(home: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    def running(*arguments: str) -> Done:
        with pytest.raises(SystemExit) as caught:
            command_line.main(arguments)
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Done(int(caught.value.code or 0), out, err)

    return running


@pytest.fixture
def kept(home: Path) -> str:
    """A whole session whose words are kept."""
    store = SqlcipherStore(paths().store, PASSPHRASE)
    simulation = Answering({}, protocol("repair"), (ANA, BEN))
    state = simulation.to_the_end()
    journal = store.create("s1")
    for event in simulation.journal:
        journal.append(event)
    store.set_outcome("s1", reviews.encode(reviews.review(state)))
    store.close()
    return "s1"
