"""The speaker's answer to a reflection: yes, partly, no, or "in my own words", with what they would change."""

import re
from typing import Literal

import msgspec

Kind = Literal["yes", "partly", "no", "own_words", "unknown"]


class Verdict(msgspec.Struct, frozen=True):
    """`correction` holds what was said beyond the verdict ("it was tuesday"), empty if nothing was."""

    kind: Kind
    correction: str = ""


_LEAD = re.compile(
    r"^(?:(?:um+|uh+|er+m?|hmm+|mm+|mhm|well|so|oh|okay|ok|and|like|you know|i mean|i think|i guess|honestly) )+(?=\S)"
)
_OWN = re.compile(
    r"^(?:no |not really |nope |partly )?(?:let me (?:say|put|try|rephrase|explain)(?: it| that)?"
    r"|(?:i would|i will|id|ill|i want to|i'd|i'll|i) (?:rather |like to |want to |prefer to )?(?:say|put"
    r"|phrase|tell) (?:it|that)(?: differently| myself)?"
    r"|in my (?:own )?words|my own words|what i (?:meant|mean|said|am saying|was saying) (?:is|was)"
    r"|(?:that's )?not what i (?:said|meant))\b *(?:in my (?:own )?words|again|myself|differently|that"
    r"|is)?(.*)$"
)
_YES = (
    "yes yeah yep yup yah ya sure right exactly correct true absolutely definitely totally indeed precisely perfect "
    "spot-on good fine agreed affirmative uh-huh mhm bingo yes-yes certainly"
).split()
_YES_PHRASES = re.compile(
    r"^(?:that's|thats|that is|it's|its|it is|this is|you got|you have|you've|youve|you heard|that was"
    r"|yes that's|sounds|i am|im|i do|i did|you did)"
    r" ?(?:exactly |just |about |pretty much |all |basically |very |so |really |absolutely )*(?:it|right"
    r"|correct|true|what i (?:said|meant|am saying|mean|was saying|feel)|how i feel|me|that|good|yes"
    r"|accurate|perfect|got it|it right|fine|spot on|well said|close enough|how it is|how it feels|did)?$"
)
_PARTLY = re.compile(
    r"^(?:partly|partially|partial|sort of|kind of|kinda|sorta|almost|mostly|more or less|half|nearly"
    r"|not quite|not exactly|not entirely|not completely|not really all|close|somewhat|yes and no|in part"
    r"|some of it|in a way"
    r"|a bit|a little|(?:that's|thats|it's|you're|youre|you are) (?:almost|mostly|partly|close|nearly"
    r"|half|not quite|kind of|sort of)(?: right| it| there)?)\b(.*)$"
)
_NO = re.compile(
    r"^(?:no|nope|nah|not really|not at all|wrong|incorrect|that's wrong|thats wrong|that is wrong"
    r"|that's not (?:right|it|true)|thats not (?:right|it|true)|that is not (?:right|it|true)"
    r"|that isn't (?:right|it|true)|that isnt (?:right|it|true)"
    r"|you got (?:it|that) wrong|not right|that's incorrect|never|no way|i didn't say that"
    r"|i didnt say that|i never said that|it's not|its not)\b(.*)$"
)
_GLUE = re.compile(
    r"^(?:(?:but|and|so|because|well|actually|it's just|its just|just|except(?: that)?|only|um|uh|it's"
    r"|the thing is|i mean|i meant|what i meant (?:is|was)|i said|that|it's not that|no|not that|though"
    r"|more like|rather)\b ?)+(?=\S)"
)
_TAIL = re.compile(r"(?:\b(?:right|correct|true|please|thanks|thank you|quite|really|at all|exactly|there|it)\b ?)+$")


def parse_verdict(text: str) -> Verdict:
    """Understand an answer, spoken or typed. Silence and small talk are "unknown"."""
    plain = re.sub(r"[^\w' -]+", " ", text.lower().replace("’", "'"))
    plain = re.sub(r"\s+", " ", plain).strip()
    plain = _LEAD.sub("", plain).strip()
    if not plain:
        return Verdict("unknown")
    own = _OWN.match(plain)
    if own:
        return Verdict("own_words", _correction(own.group(1)))
    partly = _PARTLY.match(plain)
    if partly:
        return Verdict("partly", _correction(partly.group(1)))
    if (_YES_PHRASES.match(plain) and plain not in ("it's", "its", "that's", "i am", "im")) or plain in (
        "i am",
        "i do",
        "i did",
        "it is",
        "that is",
    ):
        return Verdict("yes")
    first, _, rest = plain.partition(" ")
    if first in _YES or plain.startswith(
        (
            "uh huh",
            "mm hmm",
            "of course",
            "spot on",
            "pretty much",
            "all right",
            "you got it",
            "for sure",
            "couldn't have",
        )
    ):
        change = re.search(r"\b(?:but|except|only|although|though|just that|not)\b (.+)$", rest)
        if change and len(change.group(1).split()) >= 2:
            return Verdict("partly", _correction(change.group(1)))
        return Verdict("yes")
    no = _NO.match(plain)
    if no:
        return Verdict("no", _correction(no.group(1)))
    if re.search(r"\b(?:that's|thats|it's) (?:exactly |pretty much |just )?(?:it|right|correct|true)$", plain):
        return Verdict("yes")
    words = plain.split()
    if (
        re.match(
            r"(?:it was|i said|i meant|you forgot|you missed|it wasn't|it wasnt|you left out|there's more"
            r"|theres more)\b",
            plain,
        )
        and len(words) > 3
    ):
        return Verdict(
            "partly",
            _correction(
                re.sub(
                    r"^(?:you (?:forgot|missed|left out)(?: that| the part(?: about| where)?)?|i said|i meant) ",
                    "",
                    plain,
                )
            ),
        )
    return Verdict("unknown")


def _correction(rest: str) -> str:
    text = rest.strip()
    previous = None
    while text != previous:
        previous = text
        text = _GLUE.sub("", text).strip()
    return "" if _TAIL.sub("", text).strip() == "" else text
