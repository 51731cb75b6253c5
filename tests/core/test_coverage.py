"""Every ask of good practice is answered by a step, and docs/coverage.md says by which."""

import importlib.util
from pathlib import Path
from types import ModuleType

import click
import pytest

from tests.core.library import NAMES, protocol
from voicerepair.cli.main import cli
from voicerepair.core.commands import Command
from voicerepair.core.lint.shape import ROWS

SCRIPT = Path(__file__).parents[2] / "scripts" / "write_coverage.py"


@pytest.fixture(scope="module")
def coverage() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_coverage", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_row_is_answered_by_a_step(coverage: ModuleType) -> None:
    answered = coverage.steps()
    assert set(coverage.ASKS) == ROWS
    assert len(ROWS) == 37
    assert set(answered) == ROWS
    for row, by_protocol in answered.items():
        for name, ids in by_protocol.items():
            assert set(ids) <= {step.id for step in protocol(name).step}, row


def test_every_step_says_what_it_answers() -> None:
    assert [f"{name}/{step.id}" for name in NAMES for step in protocol(name).step if not step.rows] == []


def test_its_words_and_commands_exist(coverage: ModuleType) -> None:
    known = {command.value for command in Command}
    for words in coverage.WORDS.values():
        assert set(words) <= known
    for commands in coverage.COMMANDS.values():
        for line in commands:
            command: click.Command = cli
            for part in line.split():
                if isinstance(command, click.Group):
                    found = command.get_command(click.Context(command), part)
                    assert found is not None, line
                    command = found
                elif part.startswith("--"):
                    assert any(part in option.opts for option in command.params), line


def test_the_table_in_the_docs_is_current(coverage: ModuleType) -> None:
    assert coverage.TARGET.read_text("utf-8") == coverage.document(), "run scripts/write_coverage.py"
