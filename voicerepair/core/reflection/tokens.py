"""A word on its way through the pipeline."""

from dataclasses import dataclass, field, replace
from functools import cache

from voicerepair.core.reflection import verbs


@dataclass(slots=True)
class Token:
    """One word. `pause` is the silence before it in seconds; `stop` marks punctuation that a person typed before it.

    `tag`: nom (I, you, we ... as a possible subject), noun, name, aux, verb, to, det, poss, prep, conj, sub, wh, adv,
    adj, not, num, pron (objects), quote.
    """

    w: str
    conf: float = 1.0
    pause: float = 0.0
    stop: bool = False
    tag: str = ""
    base: str = ""
    form: frozenset[verbs.Form] = field(default_factory=frozenset)
    literal: bool = False  # part of a quotation: said exactly so
    amended: bool = False  # from the speaker's correction of a draft

    def but(self, w: str) -> "Token":
        """The same place in the speech, another word."""
        return replace(self, w=w)


@cache
def among(*texts: str) -> frozenset[str]:
    """The words of `texts` as a set, so that a rule can name its words where it uses them."""
    return frozenset(word for text in texts for word in text.split())
