"""A whole session in Spanish: what the session says by itself, what it understands, and what it does not attempt."""

import re
from pathlib import Path

import pytest

from tests.core.library import PEOPLE, Answering
from voicerepair.core import effects as ef
from voicerepair.core import events as ev
from voicerepair.core import language
from voicerepair.core.protocol_text import parse
from voicerepair.core.spanish import SPANISH

TWO = PEOPLE[:2]
SPANISH_REPAIR = parse(Path("voicerepair/data/protocols/repair.es.toml").read_text("utf-8"), "repair.es.toml")
ENGLISH = re.compile(
    r"\b(?:the|you|your|please|what|and|with|this|will|would|take|when|is|do|or|of|yes)\b", re.IGNORECASE
)
OPEN = (ev.OpenAgreement(text="voy a llamar", owner=1, due="cada día"), ev.OpenAgreement(text="hablar", owner=-1))
SAID = {
    "consent": "sí", "upset": "cuatro", "recall": "nos reímos juntos", "issue": "palabras que hieren",
    "rules": "sí, claro", "my_part_listen": "listo", "my_part": "levanté la voz", "feel_listen": "lista",
    "clarify": "necesitaba una llamada", "empathy": "imagino que sentiste soledad", "needs": "respeto",
    "request": "llámame cuando llegues tarde", "agreement": "voy a llamar", "helped": "que me escuchaste",
    "keep": "los acuerdos", "feel": "siento tristeza", "followup": "cumplido",
}  # fmt: skip
BY_MOMENT = {
    "when": "cada día", "because": "porque me importa", "verdict": "sí", "check": "sí", "confirm": "de acuerdo",
    "more": "no", "stay": "queda", "settle": "vale", "leave": "no", "flooded": "no",
}  # fmt: skip


class Hispanic(Answering):
    def _answer(self, cue: str) -> str:
        if self.answers[cue]:
            return self.answers[cue].popleft()
        step, moment = self.state.stage.step.id, self.state.moment.name
        return BY_MOMENT.get(moment) or SAID[step]


def session(**answers: list[str]) -> Hispanic:
    return Hispanic({key.replace("__", "/"): said for key, said in answers.items()}, SPANISH_REPAIR, TWO,
                    open_agreements=OPEN, helped_before=("la pausa",))  # fmt: skip


def english_in(texts: list[str]) -> list[str]:
    return [text for text in texts if ENGLISH.search(text)]


def test_two_people_get_from_welcome_to_agreements_in_spanish() -> None:
    simulation = session()
    state = simulation.to_the_end()
    assert state.reason == "completed"
    assert english_in(simulation.spoken) == []
    assert [agreement.text for agreement in state.agreements] == ["voy a llamar", "voy a llamar"]
    assert [entry.outcome for entry in state.followups] == ["kept", "kept"]
    assert state.answer("needs", 0) == "respeto"
    assert [effect.keep for effect in simulation.pending if isinstance(effect, ef.ApplyKeep)] == ["agreements"]
    assert any("Ana y Ben" in text for text in simulation.spoken)


def test_what_was_said_is_repeated_not_paraphrased_and_the_welcome_says_so() -> None:
    simulation = session(my_part__0__verdict=["en parte, fue el martes", "sí"])
    simulation.to_the_end()
    assert not any(isinstance(effect, ef.DraftReflection) for effect in simulation.effects)
    assert "repito vuestras palabras, sin resumirlas" in simulation.spoken[0]
    assert "Ana, te oigo decir: “Levanté la voz”. ¿Es eso lo que dices?" in simulation.spoken
    assert any("“Fue el martes”" in text for text in simulation.spoken)


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("pausa", "En pausa."), ("ayuda", "En todo momento: pausa"), ("repite", "¿Cuál fue tu parte?"),
        ("más tiempo", "Un minuto más."), ("me supera", "Para un momento."), ("acuerdos", "Aún no hay acuerdos."),
        ("necesito un descanso", "¿Cuándo volvemos?"), ("dónde estamos", "Estamos en el paso"),
        ("cuánto queda", "La sesión lleva"), ("qué he dicho", "he oído:"), ("parar", "¿Lo dejamos aquí?"),
        ("nota privada", "Para escribir una nota privada"),
    ],
)  # fmt: skip
def test_the_words_that_work_at_any_time_work_in_spanish(said: str, spoken: str) -> None:
    simulation = session(my_part__0__ask=["levanté la voz"], my_part__all__paused=["seguir"],
                         my_part__all__comfort=["otra vez", "seguir"], my_part__all__return=["media hora"],
                         my_part__all__stop=["no"])  # fmt: skip
    simulation.run(until="my_part/ask")
    before = len(simulation.spoken)
    simulation.say(said, simulation.state.turn)
    assert simulation.to_the_end().reason == "completed"
    assert english_in(simulation.spoken[before:]) == []
    assert any(spoken in text for text in simulation.spoken[before:])


def test_a_flooded_partner_books_a_return_in_spanish() -> None:
    simulation = session(
        upset__0__ask=["ocho"], upset__0__flooded=["sí"], upset__all__return=["cuarenta y cinco minutos"]
    )
    state = simulation.run()
    assert state.reason == "break"
    assert state.return_at - simulation.now == pytest.approx(45 * 60, abs=60)


def test_not_understood_is_asked_again_in_spanish() -> None:
    simulation = session(upset__0__ask=["banana", "banana", "banana", "seis"])
    simulation.to_the_end()
    assert english_in(simulation.spoken) == []
    assert sum(text.startswith("Te he oído, pero no he entendido.") for text in simulation.spoken) == 2


def test_blame_and_but_are_heard_in_spanish() -> None:
    simulation = session(feel__0__ask=["siempre llegas tarde", "siento tristeza"],
                         my_part__0__ask=["lo siento pero tú empezaste", "lo siento"])  # fmt: skip
    simulation.to_the_end()
    assert sum("sin el pero" in text for text in simulation.spoken) == 1
    assert sum("empezando con: siento?" in text for text in simulation.spoken) == 1


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("Sí.", "yes"), ("si", "yes"), ("eh, pues sí", "yes"), ("En parte.", "partly"), ("seis", "six"),
        ("media hora", "half an hour"), ("dos horas", "two hours"), ("ya está", "that is all"), ("paso", "pass"),
        ("todavía no", "not yet"), ("sí, pero el martes", "yes pero el martes"), ("te quiero mucho", "te quiero mucho"),
        ("", ""),
    ],
)  # fmt: skip
def test_short_answers_are_understood(said: str, english: str) -> None:
    assert language.english("es", said) == english
    assert language.english("en", said) == said
    assert language.english("fr", said) == said


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("ayer me pegó otra vez", "violence"), ("tengo miedo de él", "violence"), ("me dio una bofetada", "violence"),
        ("me quiero morir", "self_harm"), ("he pensado en quitarme la vida", "self_harm"), ("me quiero quedar", ""),
        ("tengo miedo de perderte", ""), ("me da rabia", ""), ("i feel hurt", ""),
    ],
)  # fmt: skip
def test_danger_is_noticed_in_spanish(said: str, kind: str) -> None:
    assert language.danger(said) == kind


def test_every_sentence_in_the_code_has_its_translation() -> None:
    wanted: set[str] = set()
    for path in Path("voicerepair/core").glob("*.py"):
        wanted |= set(re.findall(r"\b_t\(state, \"((?:[^\"\\]|\\.)*)\"", path.read_text("utf-8")))
        wanted |= set(re.findall(r"\b(?:m|self)\.t\(\s*\"((?:[^\"\\]|\\.)*)\"", path.read_text("utf-8")))
    assert len(wanted) > 12
    assert sorted(wanted - set(SPANISH.sentences)) == []


def test_translations_keep_their_names_in_braces() -> None:
    for sentence, translated in SPANISH.sentences.items():
        assert set(re.findall(r"\{\w+\}", sentence)) == set(re.findall(r"\{\w+\}", translated)), sentence
