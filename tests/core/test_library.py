"""Every protocol of our own runs from its welcome to its goodbye, by answers alone and with pass alone."""

import pytest

from tests.core.library import NAMES, Answering, everyone, protocol
from voicerepair.core import effects as ef
from voicerepair.core import session
from voicerepair.core.events import OpenAgreement
from voicerepair.core.review import review

GROUPS = [(name, partners) for name in NAMES for partners in everyone(name)]
IDS = [f"{name}-{len(partners)}" for name, partners in GROUPS]
OPEN = (OpenAgreement(text="i will knock", owner=1, due="every day"),)


@pytest.mark.parametrize(("name", "partners"), GROUPS, ids=IDS)
def test_it_runs_from_welcome_to_goodbye_by_answers_alone(name, partners) -> None:
    simulation = Answering({}, protocol(name), partners, open_agreements=OPEN)
    state = simulation.to_the_end()
    assert state.reason == "completed"
    kinds = {step.kind for step in protocol(name).step}
    if "agreement" in kinds:
        assert state.agreements
    if "followup" in kinds:
        assert [(entry.outcome, entry.is_open) for entry in state.followups] == [("partly", True)]
    assert simulation.spoken[-1].rstrip().endswith("oodbye.")
    assert "not therapy" in simulation.spoken[0]
    assert session.fold(simulation.journal) == state
    outcome = review(state)
    assert {entry.partner for entry in outcome.kept} >= {partner.name for partner in partners}
    assert all(share > 0 for share in outcome.talk_share.values())


@pytest.mark.parametrize(("name", "partners"), GROUPS, ids=IDS)
def test_everything_but_consent_can_be_passed(name, partners) -> None:
    simulation = Answering({}, protocol(name), partners, open_agreements=OPEN)
    simulation.is_passing = True
    state = simulation.to_the_end()
    assert state.reason == "completed"
    assert state.agreements == ()
    assert simulation.spoken[-1].rstrip().endswith("oodbye.")
    assert all(entry.is_open for entry in state.followups)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("command", ["pass", "skip"])
def test_no_pass_and_no_skip_is_taken_for_consent(name: str, command: str) -> None:
    simulation = Answering(
        {"consent/0/ask": [command], "consent/0/leave": [command]}, protocol(name), everyone(name)[0]
    )
    state = simulation.to_the_end()
    assert state.reason == "not_today"
    assert not any(answer.step == "consent" and answer.value == "yes" for answer in state.answers)


@pytest.mark.parametrize("name", NAMES)
def test_no_prompt_leaves_a_brace_or_a_gap(name: str) -> None:
    simulation = Answering({}, protocol(name), everyone(name)[-1], open_agreements=OPEN)
    simulation.to_the_end()
    for text in simulation.spoken:
        assert "{" not in text
        assert "  " not in text
        assert text.strip()
    said = [effect.text for effect in simulation.effects if isinstance(effect, ef.Speak)]
    assert len(said) == len(simulation.spoken)
