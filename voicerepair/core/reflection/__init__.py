"""Text of a turn -> a short faithful paraphrase, spoken back for the speaker to confirm."""

from typing import Literal

import msgspec

from voicerepair.core.words import Word

Flag = Literal["none", "safety_violence", "safety_self_harm", "unclear", "empty"]


class ReflectionRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a speaker said, as recognised: lower case, no punctuation, fillers and errors included.

    `words` carry times and confidences where the recogniser gives them. `earlier` is a draft that the speaker
    did not accept and `correction` what they said about it ("partly it was tuesday").
    """

    speaker: str
    partner: str
    text: str
    partner_pronouns: str = ""
    words: tuple[Word, ...] = ()
    earlier: str = ""
    correction: str = ""
    mirrored_by: str = ""  # the listener who said what they heard first, in `mirror`
    mirror: str = ""


class Reflection(msgspec.Struct, frozen=True, kw_only=True):
    """The draft, ready to be spoken, check question included. At most 45 words."""

    text: str
    flag: Flag = "none"
    basis: Literal["paraphrase", "mirror", "ask"] = "paraphrase"
    source: Literal["rules", "local_model"] = "rules"


def checked(request: ReflectionRequest, text: str) -> Reflection | None:
    """A draft by a local model, if it passes the look that our own drafts have to pass, and a stricter one; or None."""
    from voicerepair.core.reflection.pipeline import foreign

    return foreign(request, text)


def reflect(request: ReflectionRequest) -> Reflection:
    """Draft what was heard. Pure; never raises, and asks again (`basis` "ask") rather than guess."""
    from voicerepair.core.reflection.pipeline import draft  # its tables take longer to load than a light import may

    return draft(request)
