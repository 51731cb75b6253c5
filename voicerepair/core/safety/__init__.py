"""Disclosures of danger, found before anything else is done with a text. Independent of reflection.

A grammar of concepts: who, does what, to whom; threats, weapons, fear of a person, control, coercion; wanting to die.
Idioms are taken out first. What it covers follows what validated screening asks about: physical harm, insult and threat
(HITS), fear and control (WAST), weapons and choking (the Danger Assessment), passive and active suicidal thoughts and
acts (C-SSRS). It errs towards stopping: a false alarm costs a pause.
"""

from typing import Literal

from voicerepair.core.safety import evidence, idioms, self_harm, violence
from voicerepair.core.safety.text import tokens

Flag = Literal["none", "safety_violence", "safety_self_harm"]

PAUSE_TEXT = "We pause here for a moment. Please look at the screen."
"""All that is ever said aloud after a disclosure."""


def screen(text: str) -> Flag:
    """Whether the text discloses danger to somebody, or a wish to die. Pure; any text; never raises."""
    words = idioms.without(tokens(text))
    if self_harm.is_found(words):
        return "safety_self_harm"
    if violence.is_found(words) or evidence.is_found(words):
        return "safety_violence"
    return "none"
