"""Danger is found, idioms are left alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicerepair.core.safety import screen

VIOLENCE = """you hit me last week and i cannot forget it
he put his hands around my neck
you shoved me into the kitchen table
she slapped our daughter across the face
when he drinks he gets violent
he said he would kill me if i left
i am afraid of what you might do when you are drunk
you will not let me see my friends
i am not allowed to have my own money
he took my phone so i could not call anyone
you threw a glass at my head
you held a knife to my throat
i am scared to go home when he is there
my father used to beat us with a belt
he forced me to have sex
i said no and you kept going
you punched a hole in the wall next to me
i was choked until i could not breathe
you locked me in the bedroom all night
he tracks my phone and follows me to work
um he like grabbed my arm so hard it left bruises
you pushed me down the stairs""".splitlines()
SELF_HARM = """i want to kill myself
sometimes i do not want to be alive
they would be better off without me
i wish i was dead
i took a whole bottle of pills
i have been cutting my wrists again
there is no reason to live
i just want to go to sleep and never wake up
he said he would end his life if i go
if you leave me i will hurt myself""".splitlines()
HARMLESS = """i could have killed him for being late
you are killing me with these jokes
i died of embarrassment at the party
we hit the road too late
it hit me that i was wrong
let us not beat around the bush
i beat myself up about it for days
you pushed me away when i needed you
i feel like you push my buttons
i was afraid of losing you
i am scared to tell you about the bill
i am afraid of you leaving me
he has never hit me
i would never hurt you
nobody ever hurt me here
shoot me a text when you get there
you threw me under the bus in front of your mother
you hurt my feelings
i feel trapped in this routine
i felt attacked when you said that
i had a panic attack
she drags her feet with the dishes
you slammed the door
you never let me finish my sentence
i raised my voice and i am sorry
i need some time alone after work
you grabbed a coffee without asking me
i choked up when you said it
he stabbed me in the back at work
i am dying to see the sea""".splitlines()


@pytest.mark.parametrize("text", VIOLENCE)
def test_violence_fear_threat_and_control_are_found(text: str) -> None:
    assert screen(text) == "safety_violence"


@pytest.mark.parametrize("text", SELF_HARM)
def test_wanting_to_die_is_found(text: str) -> None:
    assert screen(text) == "safety_self_harm"


@pytest.mark.parametrize("text", HARMLESS)
def test_idioms_and_denials_are_left_alone(text: str) -> None:
    assert screen(text) == "none"


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    assert screen(text) in ("none", "safety_violence", "safety_self_harm")


def scored(part: str) -> tuple[float, float, int, int]:
    """Recall, false alarms, and how many disclosures and harmless texts the part has."""
    lines = (Path(__file__).parent / "safety" / f"{part}.jsonl").read_text("utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    found = [screen(item["text"]) != "none" for item in items if item["flag"] != "none"]
    alarms = [screen(item["text"]) != "none" for item in items if item["flag"] == "none"]
    return sum(found) / len(found), sum(alarms) / len(alarms), len(found), len(alarms)


def test_what_was_developed_on_is_found_and_the_harmless_left_alone() -> None:
    recall, alarms, disclosures, harmless = scored("develop")
    _, _, unseen_disclosures, unseen_harmless = scored("heldout")
    assert disclosures + unseen_disclosures >= 200
    assert harmless + unseen_harmless >= 300
    assert recall >= 0.98
    assert alarms <= 0.01


def test_long_texts_take_time_in_proportion() -> None:
    assert screen("you hit the road and " * 2_500) == "none"
    assert screen("word " * 9_999 + "he hits me") == "safety_violence"
