"""A store of our own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.journals import PASSPHRASE
from voicerepair.adapters.journal_store import SqlcipherStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "sessions.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqlcipherStore]:
    made = SqlcipherStore(path, PASSPHRASE, busy_seconds=0.05)
    yield made
    made.close()
