"""The interface in other languages: nothing missing, nothing mixed, nothing stale."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import texts
from tests.cli.plain_run import PlainRun
from voicerepair import translate
from voicerepair.translate import joined, n, named, t


@pytest.fixture
def spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translate, "_chosen", "es")


@pytest.mark.parametrize("language", texts.languages())
def test_every_text_is_translated(language: str) -> None:
    assert texts.missing(language) == []


@pytest.mark.parametrize("language", texts.languages())
def test_the_compiled_catalogue_is_that_of_the_source(language: str) -> None:
    compiled = texts.path_of(language).with_suffix(".mo").read_bytes()
    assert compiled == texts.compiled(language), "run: python -m scripts.texts compile"


@pytest.mark.parametrize("language", texts.languages())
def test_nothing_is_kept_that_nobody_says_any_more(language: str) -> None:
    said = {str(message.id) for message in texts.gathered()}
    assert [str(message.id) for message in texts.read(language) if message.id and str(message.id) not in said] == []


@pytest.mark.parametrize("language", texts.languages())
def test_translations_keep_their_fields(language: str) -> None:
    for message in texts.read(language):
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        found = message.string if isinstance(message.string, tuple) else (message.string,)
        fields = {field for source in sources for field in re.findall(r"\{\w+\}", source)}
        for string in found:
            assert set(re.findall(r"\{\w+\}", string)) <= fields, message.id
            assert len(sources) > 1 or set(re.findall(r"\{\w+\}", string)) == fields, message.id


def test_texts_come_in_the_chosen_language(spanish: None) -> None:
    assert t("Stop here") == "Parar aquí"
    assert t("{name} speaks", name="Ana") == "Ana habla"
    assert n("{count} turn", "{count} turns", 1) == "1 turno"
    assert n("{count} turn", "{count} turns", 3) == "3 turnos"
    assert joined(["Ana", "Ben", "Cleo"]) == "Ana, Ben y Cleo"
    assert t("Nobody ever wrote this.") == "Nobody ever wrote this."


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "es_ES.UTF-8"}, "es"), ({"LANG": "C.UTF-8"}, "en"), ({"LANG": "es_ES", "LC_ALL": "en_GB"}, "en"),
        ({"LANG": "fr_FR"}, "en"), ({"VOICEREPAIR_LANGUAGE": "es-mx", "LC_ALL": "en_US"}, "es"), ({}, "en"),
    ],
)  # fmt: skip
def test_the_environment_says_which(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VOICEREPAIR_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert translate.chosen() == expected


def test_a_command_line_says_so_before_it_is_understood() -> None:
    assert named(["plain", "--language", "es"]) == "es"
    assert named(["plain", "--language=es", "-p", "Ana"]) == "es"
    assert named(["plain", "--language"]) == ""


def told(*arguments: str, home: Path, **environment: str) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "VOICEREPAIR"))}
    done = subprocess.run(
        [sys.executable, "-m", "voicerepair", *arguments], capture_output=True, text=True,
        env={**clean, "LANG": "C.UTF-8", "VOICEREPAIR_HOME": str(home), **environment},
    )  # fmt: skip
    return done.stdout + done.stderr


def test_help_and_errors_and_settings_follow(tmp_path: Path) -> None:
    assert "Empieza una sesión a pantalla completa." in told("--help", home=tmp_path, LANG="es_ES.UTF-8")
    assert "no existe" in told("listen", "nada.wav", home=tmp_path, VOICEREPAIR_LANGUAGE="es")
    where = re.search(r"settings: (.*config\.toml)", told("where", home=tmp_path))
    assert where is not None
    Path(where[1]).parent.mkdir(parents=True, exist_ok=True)
    Path(where[1]).write_text('language = "es"\n', "utf-8")
    assert "Todavía no se ha guardado ninguna sesión" in told("history", home=tmp_path)


ANSWERS = {
    "de cero, en calma": "tres", "valga la pena": "nos reímos", "un solo tema": "palabras que hieren",
    "tu propia parte": "levanté la voz y lo siento", "en tres partes": "me siento triste",
    "Cuándo pasa": "cuando llegas tarde",
    "importe tanto": "porque me hace pensar que no importo", "más te ha ayudado": "que escucharas", "Di listo": "listo",
    "no guardar nada": "acuerdos", "añadir otro": "no", "Para cuándo": "cada día",
    "a partir de ahora": "llamaré si llego tarde",
    "una necesidad": "respeto", "Qué le pides": "que me llames", "ahora {speaker} habla": "listo",
}  # fmt: skip


def test_a_whole_plain_session_in_spanish_says_nothing_in_english(tmp_path: Path) -> None:
    session = PlainRun(tmp_path, "-p", "Ana", "-p", "Ben", "--language", "es")
    try:
        prompt = ""
        for _ in range(600):
            line = session.next_line()
            if line is None:
                break
            if line.startswith("Voz: "):
                prompt = line
            elif "Escribe s" in line:
                session.type("n")
            elif line.endswith(("tiene la palabra.", "tenéis la palabra.")):
                session.type(next((said for words, said in ANSWERS.items() if words in prompt), "sí"))
    finally:
        session.close()
    text = "\n".join(session.lines)
    assert "Completa." in text, text[-1500:]
    assert english_in(text) == [], text


def english_in(text: str) -> list[str]:
    """Texts of ours that are there as they were written, and words that only English has."""
    ours = {message.id for message in texts.gathered() if isinstance(message.id, str) and " " in message.id.strip()}
    left = [source for source in ours if "{" not in source and len(source) > 8 and source in text]
    return left + re.findall(
        r"\b(?:the|you|your|and|with|floor|microphone|[A-Z]?greed|Voice|Step|Heard|Notice)\b", text
    )


def test_every_screen_in_spanish_says_nothing_in_english() -> None:
    walked = subprocess.run(
        [sys.executable, "-m", "tests.tui.spanish_walk"], capture_output=True, text=True, check=True, timeout=120,
        cwd=Path(__file__).parents[1],
    )  # fmt: skip
    pages = walked.stdout.splitlines()
    assert len(pages) == 18
    for known in ("Sesiones anteriores", "Buscar una orden", "Tarjetas de frases", "Solo para tus ojos", "^p menú"):
        assert known in walked.stdout
    for page in pages:
        assert english_in(page) == [], page


def test_the_page_in_spanish_says_nothing_in_english() -> None:
    code = "from voicerepair.web.page import View, document\nprint(document(View(), 0.0))"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env={**os.environ, translate.VARIABLE: "es"}).stdout  # fmt: skip
    assert '<html lang="es">' in made
    assert "Palabras que valen siempre" in made
    said = re.findall(r'aria-label="([^"]+)"', made) + re.findall(r">([^<]+)<", made)
    assert len(said) > 30
    assert english_in(" ".join(said)) == []


def test_texts_inside_f_strings_are_gathered_too() -> None:
    lines = io.BytesIO(b'x = f\'{t("inside")} {n("one", "more", count)}\' + t(name)')
    assert [(name, said) for _, name, said, _ in texts.in_python(lines, texts.KEYWORDS, [], {})] == [
        ("t", "inside"), ("n", ("one", "more", None)),
    ]  # fmt: skip


@pytest.mark.parametrize("language", texts.languages())
def test_the_words_that_help_names_are_the_words_that_work(language: str, tmp_path: Path) -> None:
    code = (
        "from voicerepair.core import commands, language\nfrom voicerepair.wording import texts\n"
        "words = [word for row in texts.KEYS_AND_WORDS for word in row[0].split(', ')]\n"
        f"print([word for word in words if commands.parse(language.english('{language}', word)) is None], len(words))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env={**os.environ, translate.VARIABLE: language})  # fmt: skip
    assert done.stdout.startswith("[] 2")
