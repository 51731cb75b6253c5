"""Text to speech with pyttsx3: one job for each fresh process, its WAV checked before anybody hears it.

pyttsx3 2.99 cannot be trusted with a second utterance in one process, cannot be stopped, and now and then
writes an empty file; a process that is warm, does one job and is gone has none of these faults.
"""

import contextlib
import difflib
import json
import os
import signal
import subprocess
import sys
import threading
import unicodedata
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from voicerepair.errors import VoiceError
from voicerepair.ports import VoiceSettings
from voicerepair.translate import t

_WORKER = Path(__file__).with_name("_pyttsx3_once.py")
_INSTALL = t(
    "Prompts are shown instead. To hear them install eSpeak NG: sudo apt-get install libespeak-ng1 espeak-ng-data"
)
_ATTEMPTS = 2

START_SECONDS = 4.0
"""Longest wait for a short text; a warm worker needs 0.02 s, a cold one on a busy machine under 1 s."""
SECONDS_A_CHARACTER = 0.005
"""Added to the limit for long texts; eSpeak NG needs about 0.0002 s."""

MIN_SECONDS = 0.05
"""A WAV shorter than this holds no speech."""
QUICKEST_CHARACTER = 0.006
"""Seconds at 165 words a minute under which a letter cannot have been spoken (typical: 0.06)."""


def speakable(text: str) -> str:
    """`text` without what has no sound: control characters, emoji, marks of a broken encoding."""
    kept = (
        char if unicodedata.category(char) not in {"So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn"} else " "
        for char in unicodedata.normalize("NFC", text)
    )
    return " ".join("".join(kept).split())


class Pyttsx3Voice:
    """The real `Voice`. `driver`: a pyttsx3 driver name, or nothing for the system's own."""

    name = "pyttsx3"

    def __init__(self, driver: str = "") -> None:
        self._driver = driver
        self._lock = threading.Lock()
        self._warm: subprocess.Popen[str] | None = None
        self._closed = False

    def warm(self) -> None:
        """Have a worker ready for the next job, so that it costs no process start."""
        with self._lock:
            if not self._closed and self._warm is None:
                self._warm = self._spawn()

    def synthesise(self, text: str, path: str, settings: VoiceSettings) -> None:
        """Write `text` to a mono 16-bit WAV at `path` (mode 0600). Raises `VoiceError`.

        A text with nothing to say becomes a tenth of a second of silence.
        """
        said = speakable(text)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        if not any(char.isalnum() for char in said):
            _write_silence(path)
            return
        job = {
            "text": said,
            "path": path,
            "rate": _rate(settings),
            "volume": min(1.0, max(0.0, settings.volume)),
            "pitch": min(100, max(0, settings.pitch)),
            "voice": settings.voice,
        }
        fault = ""
        for _ in range(_ATTEMPTS):
            reply = self._run(job, START_SECONDS + SECONDS_A_CHARACTER * len(said))
            fault = reply.get("fault", "")
            if "SetVoiceByName" in fault:
                raise self._unknown_voice(settings.voice)
            fault = fault or wav_fault(path, said, settings)
            if not fault:
                return
        raise VoiceError(t("Text to speech gave no usable sound ({fault}).", fault=fault), _INSTALL)

    def voices(self) -> Sequence[str]:
        """The ids that `VoiceSettings.voice` can take. Raises `VoiceError`."""
        reply = self._run({"list": True}, START_SECONDS)
        if reply.get("fault"):
            raise VoiceError(t("The voices cannot be listed ({reply}).", reply=reply["fault"]), _INSTALL)
        return tuple(reply.get("voices", ()))

    def close(self) -> None:
        """Let the waiting worker go."""
        with self._lock:
            self._closed = True
            worker, self._warm = self._warm, None
        if worker is not None:
            _kill(worker)

    def _spawn(self) -> subprocess.Popen[str]:
        try:
            return subprocess.Popen(  # noqa: S603 - our own script, arguments not from outside
                [sys.executable, "-P", str(_WORKER), self._driver],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                start_new_session=True,  # so that a hung engine and its helpers die as one group
            )
        except OSError as error:
            raise VoiceError(
                t("Text to speech could not be started ({strerror}).", strerror=error.strerror), _INSTALL
            ) from error

    def _run(self, job: dict[str, Any], limit: float) -> dict[str, Any]:
        with self._lock:
            worker, self._warm = self._warm, None
        if worker is not None and worker.poll() is not None:
            _kill(worker)
            worker = None
        worker = worker or self._spawn()
        try:
            out, _ = worker.communicate(json.dumps(job) + "\n", timeout=limit)
        except subprocess.TimeoutExpired:
            return {"fault": t("nothing within {limit} s", limit=f"{limit:.0f}")}
        finally:
            _kill(worker)
        try:
            reply: dict[str, Any] = json.loads(out)
        except ValueError:
            return {"fault": t("the engine crashed, status {returncode}", returncode=worker.returncode)}
        if "missing" in reply:
            raise VoiceError(t("No text-to-speech engine was found."), _INSTALL)
        return reply

    def _unknown_voice(self, voice: str) -> VoiceError:
        near = difflib.get_close_matches(voice, self.voices(), n=1, cutoff=0.5)
        hint = (
            t("Did you mean {near}?", near=f"{near[0]!r}") if near else t("Leave it empty for the system's own voice.")
        )
        return VoiceError(t("There is no voice called {voice}.", voice=f"{voice!r}"), hint)


def wav_fault(path: str, text: str, settings: VoiceSettings) -> str:
    """Why the WAV at `path` cannot be `text` as spoken, or nothing if it can."""
    try:
        with wave.open(path, "rb") as file:
            if file.getnchannels() != 1 or file.getsampwidth() != 2 or file.getframerate() < 8000:
                return t("not 16-bit mono")
            frames = file.readframes(file.getnframes())
            seconds = len(frames) / 2 / file.getframerate()
    except (OSError, EOFError, wave.Error) as error:
        return t("not a WAV file: {error}", error=error)
    letters = sum(char.isalnum() for char in text)
    if seconds < max(MIN_SECONDS, letters * QUICKEST_CHARACTER * 165 / _rate(settings)):
        return t("only {seconds} s for {letters} letters", seconds=f"{seconds:.2f}", letters=letters)
    if settings.volume > 0 and not frames.strip(b"\0"):
        return "silent"
    return ""


def _rate(settings: VoiceSettings) -> int:
    """Words a minute within what eSpeak NG can say (its documented limits)."""
    return min(450, max(80, settings.rate))


def _write_silence(path: str) -> None:
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(bytes(2 * 2_205))


def _kill(worker: subprocess.Popen[str]) -> None:
    """End the worker and whatever it started, and leave no zombie."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # already gone
        os.killpg(worker.pid, signal.SIGKILL)
    for pipe in (worker.stdin, worker.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # a job half written to a dead worker
                pipe.close()
    worker.wait()
