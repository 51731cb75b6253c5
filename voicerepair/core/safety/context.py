"""Whether a match is meant: not denied, not said of a thing, a child at play, a game or a film."""

from voicerepair.core.safety.concepts import (
    ABSTRACT,
    ABSTRACT_ENDINGS,
    CHILDREN,
    FICTION,
    HUMAN,
    NOMINATIVE,
    OBJECT,
    PETS,
    SPORT,
    THINGS,
    among,
)
from voicerepair.core.safety.text import STOP

_DENIED = among("never not nobody noone without none")
_NOT_DENIED = among("why if when because and but so that only like stop help resist")
_BEFORE_NOUN = among("the a an this that my your his her our their some every another")
_REACH = 4
"""Words before a match in which a denial still belongs to it ("has never once hit me")."""
_OWN = {"i": "my", "you": "your", "he": "his", "she": "her"}
_OTHERS = OBJECT | among("my our your his their")
_SUBJECT_REACH = 8
_FICTION_REACH = 12


def is_denied(words: list[str], start: int) -> bool:
    """ "He has never hit me", "I would not hurt you"; not "it is not that", "why do not you"."""
    for place in range(start - 1, max(-1, start - 1 - _REACH), -1):
        word = words[place]
        if word == STOP or word in _NOT_DENIED:
            return False
        if word in _DENIED:
            return not (word == "not" and words[place + 1 : place + 2] == ["only"])
    return words[max(0, start - 2) : start] == ["no", "one"]


def is_no_person(words: list[str], start: int) -> bool:
    """Whether what stands before the act is a thing, a feeling, an animal or a child: "the news hit me"."""
    if start == 0:
        return False
    place = start - 1
    while place > 0 and words[place] in _AUXILIARY:
        place -= 1
    word = words[place]
    if word in THINGS or word in ABSTRACT or word.endswith(ABSTRACT_ENDINGS):
        return True
    if word in CHILDREN or word in PETS:
        return True
    has_article = place > 0 and words[place - 1] in _BEFORE_NOUN
    return has_article and word not in HUMAN and word not in _BEFORE_NOUN and word not in _OF_PEOPLE


_AUXILIARY = among(
    "are am be being keep keeps kept still both has have had would could will did does do can must might was were is been"
)
_OF_PEOPLE = among("and then who she he they you i we one when if because ever once ex")


def is_own_mishap(words: list[str], start: int, end: int) -> bool:
    """ "I broke my leg", "he slaps his knee": nobody did that to them."""
    before = words[max(0, start - _SUBJECT_REACH) : start]
    actor = next((word for word in reversed(before) if word in NOMINATIVE), "")
    if actor not in _OWN or _OWN[actor] not in words[start:end]:
        return False
    if any(word in HUMAN or word in PETS for word in words[start : end + 1]):
        return False
    return not any(word in _OTHERS and word != _OWN[actor] for word in words[max(0, start - 1) : end + 2])


def is_made_up(words: list[str], start: int) -> bool:
    """Whether a film, a book or a dream was named shortly before."""
    return any(word in FICTION for word in words[max(0, start - _FICTION_REACH) : start])


def is_sport(words: list[str], start: int, end: int) -> bool:
    return any(word in SPORT for word in words[max(0, start - 6) : end + 6])
