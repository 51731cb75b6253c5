"""Fixtures that several rooms share."""

from tests.fixtures.pulse import pulse

__all__ = ["pulse"]
