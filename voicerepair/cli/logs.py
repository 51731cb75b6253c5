"""The log: what happened, in ids and lengths, never in anybody's words."""

import logging
import os
from pathlib import Path

from voicerepair.config import ensure, paths


def log_path() -> Path:
    """The log file, made for its owner's eyes only."""
    path = ensure(paths().log) / "voicerepair.log"
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    return path


def start_logging() -> Path:
    """Send the app's own messages to the log file."""
    path = log_path()
    if path.stat().st_size > 1_000_000:
        path.replace(path.with_suffix(".old"))
        path = log_path()
    logging.basicConfig(filename=path, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    return path
