"""Getting to know the partners by voice: names heard, said back, spelled where need be, and what each needs.

A dialogue of its own before any session: `begin`, then `heard` with each answer until it is over. Pure, and total: what
is not understood is asked again in other words. English only.
"""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from voicerepair.core import commands
from voicerepair.core.profiles import Person

FEWEST, MOST = 2, 8
_ALPHABET = """
    alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo
    sierra tango uniform victor whiskey x_ray yankee zulu
""".split()
_LETTERS = dict(
    pair.split("=")
    for pair in """
    ay=a be=b bee=b see=c cee=c sea=c de=d dee=d ee=e ef=f eff=f ge=g gee=g aitch=h age=h eye=i jay=j kay=k el=l ell=l
    em=m en=n oh=o owe=o pe=p pea=p pee=p queue=q cue=q are=r ar=r es=s ess=s tea=t tee=t you=u yew=u ve=v vee=v
    double_you=w
    ex=x why=y wye=y zee=z zed=z
    """.split()
)
"""How recognisers write the names of letters."""
SPELLING = (*"abcdefghijklmnopqrstuvwxyz", *_ALPHABET, "double", "done")
"""What is listened for while a name is spelled."""
YES_NO = ("yes", "no", "spell it")
NEEDS: dict[str, tuple[str, ...]] = {
    "plain words": ("plain", "plain words", "plain language", "simple words", "easy words"),
    "a slower voice": ("slower", "a slower voice", "slow", "slowly", "speak slower"),
    "more patience": ("patience", "more patience", "more time", "longer pauses", "i speak slowly"),
    "no touching": ("touch", "no touch", "no touching", "do not touch me"),
    "keys": ("keys", "buttons", "i use keys"),
    "typing": ("typing", "type", "i type", "i want to type"),
    "big letters": ("big letters", "large letters", "big", "large"),
}
"""A need, and words that name it."""
_LEAD = re.compile(
    r"^(?:(?:my name is|i am called|they call me|call me|this is|i am|im|it is|its|the name is|name is)\s+)+"
)


class Introduction(msgspec.Struct, frozen=True, kw_only=True):
    """Where the dialogue is. `prompt` is said next; `phrases` are likely answers; over once `is_over`."""

    stage: str = "name"  # name, confirm, spell, needs, more, over
    prompt: str = ""
    phrases: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    name: str = ""
    misses: int = 0

    @property
    def is_over(self) -> bool:
        return self.stage == "over"


def begin() -> Introduction:
    """The first question."""
    return Introduction(
        prompt="Hello. I am voice repair, a guide for two people. Who is here? One of you, say your first name."
    )


def heard(state: Introduction, text: str) -> Introduction:
    """The dialogue after that answer, typed or said; an empty one is silence."""
    said = commands.plain(text)
    if commands.parse(text) is commands.Command.REPEAT or not said:
        return _ask(state, prompt=state.prompt)
    match state.stage:
        case "name":
            return _named(state, said)
        case "confirm":
            return _confirmed(state, said)
        case "spell":
            return _spelled(state, text)
        case "needs":
            return _needing(state, said)
        case "more":
            return _more(state, said)
        case _:
            return state


def name_in(said: str) -> str:
    """The name in "my name is anna", written with a capital; empty when it is no name."""
    words = _LEAD.sub("", commands.plain(said)).split()
    words = [word for word in words if word.isalpha()][:2]
    return " ".join(word.capitalize() for word in words)


def letters_in(text: str) -> str:
    """The name that is spelled: letters, the words of the spelling alphabet, "double l", "a as in apple"."""
    words = re.sub(r"[^\w\s]", " ", text.lower()).replace("x ray", "x_ray").replace("double you", "double_you").split()
    out: list[str] = []
    twice = False
    skip = 0
    for place, word in enumerate(words):
        if skip:
            skip -= 1
            continue
        after = words[place + 1 : place + 3]
        if word in ("double", "twice"):
            twice = True
            continue
        letter = word if len(word) == 1 and word.isalpha() else ""
        letter = letter or (word[0] if word in _ALPHABET else _LETTERS.get(word, ""))
        if after[:1] == ["for"] or after == ["as", "in"] or after[:1] == ["like"]:
            skip = 3 if after == ["as", "in"] else 2
            letter = letter or word[:1]
        if letter:
            out.append(letter * (2 if twice else 1))
            twice = False
    return "".join(out).capitalize()


def _ask(state: Introduction, **changes: object) -> Introduction:
    return msgspec.structs.replace(state, **changes)


def _named(state: Introduction, said: str) -> Introduction:
    name = name_in(said)
    if not name or commands.yes_no(said) is not None:
        return _ask(state, misses=state.misses + 1, prompt="Please say only the first name. You can also type it.")
    if any(person.name.casefold() == name.casefold() for person in state.people):
        return _ask(state, misses=state.misses + 1, prompt=f"There is {name} already. What shall I call you instead?")
    return _confirm(state, name)


def _confirm(state: Introduction, name: str) -> Introduction:
    prompt = f"I heard {name}. Is that right? Say yes, no, or spell it."
    return _ask(state, stage="confirm", name=name, prompt=prompt, phrases=YES_NO)


def _confirmed(state: Introduction, said: str) -> Introduction:
    if commands.yes_no(said):
        return _needs(_ask(state, misses=0), f"Welcome, {state.name}.")
    if "spell" in said.split() or commands.yes_no(said) is False:
        if state.misses == 0 and "spell" not in said.split():
            return _ask(state, stage="name", misses=1, phrases=(), prompt="Sorry. Please say the name once more.")
        prompt = "Please spell it, letter by letter. You can say alpha for a, bravo for b. At the end, wait a moment."
        return _ask(state, stage="spell", prompt=prompt, phrases=SPELLING)
    if name_in(said) and len(said.split()) <= 3:
        return _confirm(state, name_in(said))  # said again instead of a yes or a no
    return _ask(state, prompt=f"Shall I call you {state.name}? Yes, or no?")


def _spelled(state: Introduction, text: str) -> Introduction:
    name = letters_in(text) or (name_in(text) if state.misses > 1 else "")
    if len(name) < 2:
        return _ask(
            state, misses=state.misses + 1, prompt="I did not get the letters. Once more, please, or type the name."
        )
    return _confirm(_ask(state, misses=state.misses + 1), name)


def _needs(state: Introduction, lead: str) -> Introduction:
    person = Person(name=state.name)
    options = ", ".join(NEEDS)
    prompt = f"{lead} Do you need anything? You can say {options}. Or say nothing."
    return _ask(state, stage="needs", people=(*state.people, person), name="", prompt=prompt,
                phrases=(*NEEDS, "nothing", "no"))  # fmt: skip


def _needing(state: Introduction, said: str) -> Introduction:
    is_enough = said in ("nothing", "none", "nothing else", "that is all", "thats all", "skip the rest", "skip")
    if is_enough or commands.yes_no(said) is False or commands.parse(said) is commands.Command.DONE:
        return _next(state)
    named = [need for need, words in NEEDS.items() if any(re.search(rf"\b{word}\b", said) for word in words)]
    if not named:
        misses = state.misses + 1
        if misses > 2:
            return _next(state)
        return _ask(state, misses=misses, prompt="I did not understand. Say, for instance, slower, or say nothing.")
    person = with_needs(state.people[-1], named)
    prompt = f"{', '.join(named).capitalize()}. Anything else? Or say nothing."
    return _ask(state, people=(*state.people[:-1], person), prompt=prompt, misses=0)


def with_needs(person: Person, named: Sequence[str]) -> Person:
    """The profile with those needs."""
    changes: dict[str, Any] = {}
    for need in named:
        changes.update(_CHANGES[need])
    return msgspec.structs.replace(person, **changes)


_CHANGES: dict[str, dict[str, Any]] = {
    "plain words": {"plain_language": True},
    "a slower voice": {"rate": 130},
    "more patience": {"patience_seconds": 6.0},
    "no touching": {"touch": False},
    "keys": {"modality": "keys"},
    "typing": {"modality": "typing"},
    "big letters": {"layout": "big"},
}


def _next(state: Introduction) -> Introduction:
    """The next person, or the end."""
    if len(state.people) < FEWEST:
        return _ask(
            state, stage="name", misses=0, phrases=(), prompt="Thank you. And the other one: what is your first name?"
        )
    names = " and ".join(person.name for person in state.people)
    return _ask(state, stage="more", misses=0, phrases=("begin", "one more", "again"),
                prompt=f"So we are {names}. Say begin. Or say one more, if somebody else is here.")  # fmt: skip


def _more(state: Introduction, said: str) -> Introduction:
    words = set(said.split())
    if words & {"more", "another", "else"} and len(state.people) < MOST:
        return _ask(state, stage="name", misses=0, phrases=(), prompt="What is the first name?")
    if words & {"begin", "start", "go"} or commands.yes_no(said) or state.misses > 1:
        return _ask(state, stage="over", prompt="Good. We begin.", phrases=())
    return _ask(state, misses=state.misses + 1, prompt="Say begin, and we begin.")
