"""One pyttsx3 job in a process of its own: wait for it on stdin, answer on stdout, be gone.

Run as a script by `pyttsx3_voice`, never imported. It imports as little as it can: its start is what a
person waits for before a prompt that was not foreseen. pyttsx3 prints to stdout, so stdout is kept for the
answer and everything else goes nowhere.
"""

import json
import os
import sys
import threading
from typing import Any

FINISH_SECONDS = 60.0
"""Give up on an engine that never reports its end; the parent's own limit is always shorter."""


def _speak(engine: Any, job: dict[str, Any]) -> str:
    """Carry out the job and return what went wrong, or nothing."""
    finished = threading.Event()
    faults: list[str] = []
    engine.connect("finished-utterance", lambda **_: finished.set())
    engine.connect("error", lambda exception=None, **_: faults.append(str(exception)))
    if job["voice"]:
        engine.setProperty("voice", job["voice"])
    engine.setProperty("rate", job["rate"])
    engine.setProperty("volume", job["volume"])
    if job["pitch"] != 50:  # only some engines have it
        engine.setProperty("pitch", job["pitch"])
    engine.save_to_file(job["text"], job["path"])
    engine.runAndWait()  # returns before the file is whole
    if not finished.wait(FINISH_SECONDS):
        faults.append("the engine never finished")
    return "; ".join(faults)


def main() -> None:
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    engine = None
    reply: dict[str, Any] = {}
    try:
        import pyttsx3

        engine = pyttsx3.init(sys.argv[1] or None)
    except Exception as error:
        # The engine is foreign code that may be absent in any way; the parent wraps what it says.
        reply = {"missing": f"{type(error).__name__}: {error}"}
    line = sys.stdin.readline()
    if not line:
        os._exit(0)
    job = json.loads(line)
    if engine is not None:
        try:
            if job.get("list"):
                reply = {"voices": [str(voice.id) for voice in engine.getProperty("voices")]}
            else:
                reply = {"fault": _speak(engine, job)}
        except Exception as error:
            reply = {"fault": f"{type(error).__name__}: {error}"}
    answer.write(json.dumps(reply) + "\n")
    answer.flush()
    os._exit(0)  # no interpreter teardown: the driver's thread may still be inside the engine


main()
