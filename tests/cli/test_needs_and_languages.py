"""What partners need, and in which language: from the command line to the first event and the parts."""

from pathlib import Path

import msgspec
import pytest

from voicerepair.adapters import model_store
from voicerepair.adapters.memory_journal import MemoryStore
from voicerepair.cli.sessions import _needs
from voicerepair.cli.wiring import Wiring, screen_text, silent_parts
from voicerepair.config import Settings, paths
from voicerepair.core.language import sentence
from voicerepair.errors import ModelError, UsageError
from voicerepair.wording import texts
from voicerepair.wording.private_check import PrivateCheck


@pytest.fixture
def wiring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wiring:
    monkeypatch.setenv("VOICEREPAIR_HOME", str(tmp_path))
    return Wiring(Settings(), paths())


def test_needs_reach_the_partner_who_has_them(wiring: Wiring) -> None:
    wiring.needs = _needs(["Ben=deaf,plain", "ana=no-touch", "Ben=nudges"])
    ana, ben = wiring.opened("s", ["Ana", "Ben"], "repair", MemoryStore(), 1.0).partners
    assert (ana.touch, ana.hearing, ana.nudges) == (False, True, False)
    assert (ben.touch, ben.hearing, ben.plain_language, ben.nudges) == (True, False, True, True)


def test_needs_that_are_not_known_are_named_with_the_nearest(wiring: Wiring) -> None:
    for given in ("Ben=deef", "Ben", "=x"):
        with pytest.raises(UsageError, match="is not known"):
            _needs([given])
    wiring.needs = _needs(["Bea=deaf"])
    with pytest.raises(UsageError, match="“bea”, who does not take part"):
        wiring.opened("s", ["Ana", "Ben"], "repair", MemoryStore(), 1.0)


def test_a_spanish_session_has_its_texts_its_voice_and_its_recogniser(wiring: Wiring) -> None:
    wiring.language = "es"
    opened = wiring.opened("s", ["Ana", "Ben"], "repair", MemoryStore(), 1.0)
    assert opened.protocol.language == "es"
    assert wiring.voice_settings().voice == "roa/es"
    with pytest.raises(ModelError) as caught:
        wiring.model()
    assert "voicerepair models pull vosk-model-small-es-0.42" in caught.value.hint
    with pytest.raises(UsageError) as missing:
        wiring.opened("s", ["Ana", "Ben"], "calm", MemoryStore(), 1.0)
    assert missing.value.hint == "There is: en."


def test_a_voice_that_was_chosen_stays_and_english_needs_none(wiring: Wiring) -> None:
    assert wiring.voice_settings().voice == ""
    wiring.language = "es"
    wiring.settings = msgspec.structs.replace(wiring.settings, voice="roa/es-419")
    assert wiring.voice_settings().voice == "roa/es-419"


def test_the_best_model_is_one_of_the_sessions_language(tmp_path: Path) -> None:
    for name in ("vosk-model-small-en-us-0.15", "vosk-model-small-es-0.42", "vosk-model-small-it-0.22", "my-own"):
        folder = tmp_path / name
        (folder / "am").mkdir(parents=True)
        (folder / "am" / "final.mdl").write_bytes(b"x")
        (folder / model_store.MANIFEST).write_text("{}")
    best = {code: model_store.best_installed(tmp_path, code) for code in ("en", "es", "it", "fr")}
    assert {code: path.name if path else None for code, path in best.items()} == {
        "en": "vosk-model-small-en-us-0.15", "es": "vosk-model-small-es-0.42", "it": "vosk-model-small-it-0.22",
        "fr": None,
    }  # fmt: skip


def test_danger_is_screened_in_both_languages() -> None:
    assert screen_text("ayer me pegó") == "safety_violence"
    assert screen_text("me quiero morir") == "safety_self_harm"
    assert screen_text("he hit me in the face last night") == "safety_violence"
    assert screen_text("siento tristeza") == "none"


def test_the_private_check_is_in_the_sessions_language() -> None:
    check = PrivateCheck(["Ana", "Ben"], "es")
    assert check.invitation == "Ana, ponte al teclado, por favor. Ben, mira a otro lado, por favor."
    check.ready()
    assert check.question == "1 de 3. ¿Te da miedo Ben?"
    assert [check.say(answer) for answer in texts.SAFETY_ANSWERS] == ["No", "Sí", "Prefiero no decirlo"]
    for line in (*texts.SAFETY_QUESTIONS, *texts.HELP_LINES, *texts.NOT_TODAY, texts.SAFETY_PROMISE, texts.PAUSED_HERE):
        assert sentence("es", line) != line
        assert sentence("en", line) == line


def test_a_session_that_goes_on_keeps_its_language(wiring: Wiring) -> None:
    store = MemoryStore()
    wiring.language = "es"
    store.create("s").append(wiring.opened("s", ["Ana", "Ben"], "repair", store, 1.0))
    later = Wiring(wiring.settings, wiring.paths)
    later.driver(store, "s", QuietScreen(), is_new=False, parts=lambda relay, clock: silent_parts(relay, clock))
    assert later.language == "es"


class QuietScreen:
    def render(self, state: object) -> None: ...

    def signal(self, signal: object) -> None: ...
