"""Fixtures that several rooms share."""

import os

for _name in ("LC_ALL", "LC_MESSAGES", "VOICEREPAIR_LANGUAGE"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"  # what screens say is checked in English, wherever the tests run

from tests.fixtures.pulse import pulse  # noqa: E402

__all__ = ["pulse"]
