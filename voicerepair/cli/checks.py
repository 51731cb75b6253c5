"""What `doctor` checks, one function a part."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from voicerepair.cli.wiring import BETTER, Wiring
from voicerepair.config import load, paths
from voicerepair.core.reflection import ReflectionRequest
from voicerepair.errors import VoiceRepairError
from voicerepair.translate import t

Check = dict[str, Any]


def _result(name: str, message: str, remedy: str = "", *, ok: bool = True, warning: bool = False) -> Check:
    return {"name": name, "ok": ok, "message": message, "remedy": remedy, "warning": warning}


def run(is_quick: bool) -> list[Check]:
    """All checks, in the order in which one needs the other."""
    wiring = Wiring(load(), paths())
    parts: list[tuple[str, Callable[[], Check]]] = [
        ("microphone", lambda: microphone(wiring)),
        ("recogniser", lambda: recogniser(wiring)),
        ("voice", voice),
        ("loudspeaker", loudspeaker),
        ("storage", lambda: storage(wiring)),
    ]
    if wiring.settings.local_model_url:
        parts.append((t("local model"), lambda: local_model(wiring)))
    if not is_quick:
        parts.insert(1, ("level", lambda: level(wiring)))
        parts.append(("echo", lambda: echo(wiring)))
    checks = []
    for name, check in parts:
        try:
            checks.append(check())
        except VoiceRepairError as error:
            checks.append(_result(name, error.message, error.hint, ok=False))
    return checks


def microphone(wiring: Wiring) -> Check:
    from voicerepair.adapters.microphone import NO_MICROPHONE, list_devices

    devices = list_devices()
    if not devices:
        return _result("microphone", t("There is none."), NO_MICROPHONE, ok=False)
    chosen = next((device.name for device in devices if device.is_default), devices[0].name)
    return _result(
        "microphone", t("{what}, one of {devices}.", what=wiring.settings.input_device or chosen, devices=len(devices))
    )


def level(wiring: Wiring) -> Check:
    """Listen to the room for a second."""
    from voicerepair.adapters.microphone import Microphone
    from voicerepair.runtime.listener import dbfs

    source = Microphone(wiring.settings.input_device)
    levels: list[float] = []
    try:
        source.start("")
        until = time.monotonic() + 1.0
        while time.monotonic() < until:
            block = source.read(0.2)
            if block is not None:
                levels.append(dbfs(block.pcm))
    finally:
        source.close()
    if not levels or max(levels) <= -96:
        return _result("level", t("Only silence comes in."), t("Is the microphone muted?"), warning=True)
    room = sorted(levels)[len(levels) // 2]
    if room > -35:
        return _result(
            "level", t("The room is loud ({room} dBFS).", room=f"{room:.0f}"), t("Find a quieter place."), warning=True
        )
    return _result("level", t("The room is at {room} dBFS.", room=f"{room:.0f}"))


def recogniser(wiring: Wiring) -> Check:
    from voicerepair.adapters import model_store

    model = wiring.model()
    if model is None:
        return _result("recogniser", t("pocketsphinx (embedded): good for short answers, not for free speech."), BETTER,
                       warning=True)  # fmt: skip
    return _result(
        "recogniser",
        t("Vosk, {name}: {model} files, all as they should be.", name=model.name, model=model_store.check(model)),
    )


def voice() -> Check:
    from voicerepair.adapters.pyttsx3_voice import Pyttsx3Voice
    from voicerepair.ports import VoiceSettings

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "doctor.wav"
        began = time.monotonic()
        Pyttsx3Voice().synthesise(t("This is the voice."), str(path), VoiceSettings())
        took = time.monotonic() - began
        return _result("voice", t("pyttsx3 speaks; a short prompt took {took} ms.", took=f"{took * 1000:.0f}"))


def echo(wiring: Wiring) -> Check:
    """Play, listen, and keep how commands are heard over prompts with these devices."""
    from voicerepair.adapters import echoes
    from voicerepair.cli.echo_test import described

    chosen = wiring.settings
    if not chosen.spoken or chosen.barge_in == "off":
        return _result("echo", t("Not tested: by your settings, only keys silence a prompt."))
    result = wiring.echo_test()
    echoes.save(wiring.paths.data, chosen.input_device, chosen.output_device, result)
    if result.mode == "cancel":
        return _result("echo", described(result))
    remedy = t("Move the microphone away from the loudspeaker, lower the volume, or use headphones; then test again.")
    return _result("echo", described(result), remedy, warning=True)


def loudspeaker() -> Check:
    from voicerepair.adapters.microphone import load_sounddevice

    sounddevice = load_sounddevice()
    found = [device for device in sounddevice.query_devices() if device["max_output_channels"] > 0]
    if not found:
        return _result(
            "loudspeaker", t("There is none; prompts are shown."), t("Connect one, or read along."), ok=False
        )
    return _result("loudspeaker", t("{found} found.", found=len(found)))


def local_model(wiring: Wiring) -> Check:
    """Let it draft one sentence."""
    model = wiring.local_model()
    request = ReflectionRequest(speaker="Ana", partner="Ben", text="i feel hurt when you come home late")
    if model is None or model.draft(request) is None:
        remedy = t("Start its server, or remove local_model_url from the settings; the rules draft meanwhile.")
        return _result(
            t("local model"),
            t("{local_model_url} does not answer.", local_model_url=wiring.settings.local_model_url),
            remedy,
            warning=True,
        )
    return _result(t("local model"), t("{local_model_url} answers.", local_model_url=wiring.settings.local_model_url))


def storage(wiring: Wiring) -> Check:
    from sqlcipher3 import dbapi2 as sqlcipher

    version = sqlcipher.connect(":memory:").execute("pragma cipher_version").fetchone()
    if not version:
        return _result("storage", t("SQLite here cannot encrypt."), t("Install voicerepair again."), ok=False)
    store = wiring.paths.store
    folder = next(parent for parent in (store.parent, *store.parents) if parent.exists())
    if not os.access(folder, os.W_OK):
        return _result(
            "storage", t("{folder} cannot be written to.", folder=folder), t("Mend its permissions."), ok=False
        )
    if store.exists() and store.stat().st_mode & 0o077:
        return _result("storage", t("Others can read {store}.", store=store), f"chmod 600 {store}", ok=False)
    there = "there" if store.exists() else t("made with the first session")
    return _result(
        "storage", t("Encrypted by SQLCipher {version}; the store is {there}.", version=version[0], there=there)
    )
