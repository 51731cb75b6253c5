"""Two quiet helps: a neutral reminder that names its rule, and an opt-in nudge against making a hurt smaller."""

import re

from voicerepair.core import language
from voicerepair.core.machine import Machine
from voicerepair.core.reflection import slots

OWN_WORDS = "A reminder of our rule: we speak about ourselves, without name calling."
NO_COMMENTS = "A reminder of our rule: the listener says back what they heard, without comments."
NUDGE = "You asked me to tell you: that may make it sound smaller than it was. Would you like to say it once more?"
_MINIMISES = re.compile(
    r"\b(?:it (?:was|is) (?:just|only)|(?:just|only) (?:a joke|joking|kidding)|not (?:that|so) bad"
    r"|no(?:t a)? big deal|too sensitive|over ?react\w*|(?:made|make|making) a fuss|get over it|could have been worse"
    r"|others? (?:\w+ )?(?:have|had) it worse|at least i|i (?:only|just) (?:wanted|said|did|meant))\b"
)
_COMMENTS = re.compile(
    r"\b(?:but (?:you|i|that)|(?:that is|that's|it is|it's) not (?:true|right|fair|how it was)|i disagree"
    r"|you (?:always|never)|in my opinion)\b"
)


def minimises(text: str) -> bool:
    """Whether the words make what the speaker did smaller."""
    return bool(_MINIMISES.search(text.lower()))


def comments(text: str) -> bool:
    """Whether a listener's retelling answers back."""
    return bool(_COMMENTS.search(text.lower())) or slots.blames(text)


def blames(m: Machine, text: str) -> bool:
    """Whether the words blame somebody, in the session's language."""
    table = language.of(m.language)
    return bool(re.search(table.blames, language.plain(text))) if table else slots.blames(text)


def has_but(m: Machine, text: str) -> bool:
    """Whether an apology takes itself back, in the session's language."""
    table = language.of(m.language)
    return bool(re.search(table.apology_but, language.plain(text))) if table else slots.apology_has_but(text)


def wants_nudge(m: Machine, text: str) -> bool:
    """Whether to nudge: on one's own turn about one's own part, once, and only for those who asked for it."""
    state = m.state
    partner = state.moment.partner
    has_asked = 0 <= partner < len(state.opened.partners) and state.opened.partners[partner].nudges
    return has_asked and not state.retried and state.stage.step.retry_on == "but" and minimises(text)


def remind(m: Machine, text: str, is_listener: bool = False) -> None:
    """Name the rule before the next prompt, if it was agreed to and its speaker wants reminders."""
    state = m.state
    partner = state.moment.partner
    if not 0 <= partner < len(state.opened.partners) or not state.opened.partners[partner].reminders:
        return
    if state.answer("rules", partner) != "yes":
        return
    if is_listener and comments(text):
        m.set(reminder=NO_COMMENTS)
    elif not is_listener and blames(m, text):
        m.set(reminder=OWN_WORDS)
