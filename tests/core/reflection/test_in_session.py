"""Drafts and verdicts as a session carries them: the real rules answer each request to draft."""

from tests.core.simulate import Simulation
from voicerepair.core import effects as ef
from voicerepair.core import events as ev
from voicerepair.core.protocol import Protocol
from voicerepair.core.protocol_text import parse
from voicerepair.core.reflection import reflect
from voicerepair.core.state import SessionState

TOLD = "i felt hurt on monday when you came home late and you did not call"


class Drafting(Simulation):
    def _carry_out(self, effect: ef.Effect, until: str) -> None:
        if not isinstance(effect, ef.DraftReflection):
            super()._carry_out(effect, until)
            return
        self.effects.append(effect)
        found = reflect(effect.request)
        self.send(ev.ReflectionDrafted(at=self.now, turn=effect.turn, text=found.text, basis=found.basis))


def protocol(who: str) -> Protocol:
    return parse(
        f"""id = "x"
title = "t"
summary = "s"
partners = [2, 2]
[[step]]
id = "tell"
title = "t"
kind = "turn"
part = "p"
who = "speaker"
reflect = "{who}"
say = "{{speaker}}, what happened?"
[[step]]
id = "end"
title = "t"
kind = "say"
say = "The end."
""",
        "x.toml",
    )


def drafts(simulation: Simulation) -> list[str]:
    return [text for text in simulation.spoken if text.endswith("?") and "what happened" not in text]


def told(state: SessionState) -> list[str]:
    return [record.verdict for record in state.turns if record.partner == 0 and record.verdict]


def test_a_corrected_fact_is_in_the_next_draft_and_the_wrong_one_is_gone() -> None:
    simulation = Drafting({"tell/0/ask": [TOLD], "tell/0/verdict": ["partly it was tuesday", "yes"]}, protocol("app"))
    state = simulation.run()
    first, second = drafts(simulation)[:2]
    assert "Monday" in first
    assert "Tuesday" in second
    assert "Monday" not in second
    assert told(state) == ["corrected"]


def test_after_the_second_try_the_speakers_own_words_stand() -> None:
    answers = {"tell/0/ask": [TOLD], "tell/0/verdict": ["no it was not monday", "no"]}
    simulation = Drafting(answers, protocol("app"))
    assert told(simulation.run()) == ["own_words"]
    assert "Then your own words stand, just as you said them." in simulation.spoken


def test_the_listener_says_first_what_they_heard_and_the_app_names_what_was_left_out() -> None:
    answers = {"tell/0/ask": [TOLD], "tell/1/mirror": ["you felt hurt because i came home late"]}
    simulation = Drafting(answers, protocol("listener"))
    state = simulation.run()
    assert "Ben, in your own words, what did you hear?" in simulation.spoken
    filled = next(text for text in simulation.spoken if "also mentioned" in text)
    assert filled.startswith("Ben, Ana also mentioned that ")
    assert "call" in filled
    assert "hurt" not in filled
    assert filled.endswith("Ana, is that what you meant?")
    assert told(state) == ["heard"]


def test_a_listener_who_left_nothing_out_is_thanked() -> None:
    mirror = "you felt hurt on monday when i came home late and i did not call"
    simulation = Drafting({"tell/0/ask": [TOLD], "tell/1/mirror": [mirror]}, protocol("listener"))
    state = simulation.run()
    assert "Thank you, Ben. Ana, is that what you meant?" in simulation.spoken
    assert told(state) == ["heard"]


def test_the_verdict_after_a_mirror_is_the_speakers() -> None:
    answers = {
        "tell/0/ask": [TOLD],
        "tell/1/mirror": ["you were angry"],
        "tell/0/verdict": ["no"],
        "tell/0/again": ["i was hurt because you did not call"],
    }
    simulation = Drafting(answers, protocol("listener"))
    state = simulation.run()
    assert told(state)[-1] == "corrected"
    cues = [e.cue for e in simulation.effects if isinstance(e, ef.OpenMic)]
    assert [cue for cue in cues if cue.endswith("0/verdict")] == ["tell/0/verdict", "tell/0/verdict"]
