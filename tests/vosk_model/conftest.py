"""The build scripts are run as files of one folder and import each other by name; so do their tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts" / "build_vosk_model"))
