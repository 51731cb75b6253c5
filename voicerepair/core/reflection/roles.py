"""Whether a draft by somebody else says who did what, and what did not happen, as the speaker said it."""

import re

from voicerepair.core.reflection import verbs
from voicerepair.core.reflection.person import Cast
from voicerepair.core.reflection.tokens import among
from voicerepair.core.reflection.verify import stem

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_BETWEEN = among(
    "really just also still always never not often sometimes do does did have has had is are was were be been being "
    "will "
    "would could should can may might don't doesn't didn't won't wouldn't couldn't can't isn't aren't wasn't weren't "
    "haven't hasn't hadn't 're 've 'll to going"
)
_NOT = among("not never no nobody nothing without none neither nor hardly")
_REACH = 4
_FRAME = re.compile(
    r"^(?:[a-z' ]+, )?(?:i hear that|it sounds like|so|what i hear is that)\b|"
    r"(?:is|did|have) (?:that|i) [^?.]*\?$"
)


def differences(draft: str, said: str, cast: Cast) -> list[str]:
    """What the draft tells otherwise; empty when roles and denials agree.

    `said` is everything the speaker said, turned round clause by clause by the rules. For each doer and deed of the
    draft the same pair must be in it, denied where it is denied there.
    """
    known = _deeds(said, cast)
    found = []
    for deed, denials in _deeds(_FRAME.sub(" ", draft.lower()), cast).items():
        if deed not in known:
            found.append(f"nobody said that {deed[0]} {deed[1]}")
        elif not denials & known[deed]:
            found.append(f"{deed[0]} {deed[1]} is denied in one of the two")
    return found


def _deeds(text: str, cast: Cast) -> dict[tuple[str, str], set[bool]]:
    """(doer, base of the verb) -> whether it is denied, as often as it occurs."""
    partner = cast.partner.lower()
    found: dict[tuple[str, str], set[bool]] = {}
    for sentence in re.split(r"[.?!;]", text.lower()):
        words = _WORD.findall(sentence)
        for place, word in enumerate(words):
            doer = word.split("'")[0]
            if doer not in ("you", partner) or word.endswith("'s"):
                continue
            ahead = words[place + 1 : place + 1 + _REACH]
            deed = next((w for w in ahead if w not in _BETWEEN), None)
            if deed is None or verbs.lookup(deed) is None:
                continue
            before = ahead[: ahead.index(deed)]
            is_denied = any(w in _NOT or w.endswith("n't") for w in before)
            found.setdefault((doer, stem(deed)), set()).add(is_denied)
    return found
