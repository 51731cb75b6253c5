"""Protocol > Step > Prompt: what an exercise is made of. Reading and checking it is `protocol_text`."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

StepKind = Literal[
    "say",  # read aloud, nothing to answer
    "safety",  # each partner alone, by key, in silence
    "consent",  # yes or no; a confirmed no ends the session kindly
    "roles",  # whose hurt is looked after; settles who "hurt" and "repairing" are
    "rating",  # 0 to 10; from `threshold` on a break is offered
    "choice",  # one of `options`, or free words where `free`
    "pick",  # any number of `options`, one after the other
    "ready",  # waits for the word "ready"
    "calm",  # `lines` with silences between, as often as wished
    "turn",  # hold the floor and speak
    "slots",  # "I feel ... when you ... because ...", asked one by one
    "guess",  # the listener guesses the speaker's feeling, the speaker corrects
    "request",  # the speaker asks, the listener answers yes, no or with another offer
    "agreement",  # what, by when; everyone confirms
    "followup",  # an earlier agreement: kept, partly, not yet, and what got in the way; asked for each open one
    "helped",  # an answer worth keeping: what helped, what makes it worth it
    "break",  # books a return and goes on with the next step then
    "keep",  # what is to be kept of this session
]
Who = Literal["all", "each", "speaker", "listener", "others", "hurt", "repairing"]
Limit = Literal["soft", "hard", "none"]
Reflect = Literal["app", "listener", "none"]
RetryOn = Literal["none", "blame", "but"]
KeptAs = Literal["", "helped", "worth", "reassurance", "gestures", "boundaries", "comfort", "dates", "appreciation"]
Profile = Literal["deaf", "blind", "distance", "no_touch", "plain"]
"""Whom a variant is for, the first that fits winning: see `variants`."""
FIELDS = frozenset(
    {"speaker", "listener", "others", "partner", "everyone", "issue", "helped", "hurt", "repairing", "owner",
     "agreement", "due", "facilitator"}
)  # fmt: skip
"""Names a prompt may use in braces. `partner` is the person addressed."""
PROMPT_KEYS = (
    "offer", "say", "touch", "when", "because", "check", "rephrase", "examples", "retry", "refuse", "more", "lines",
)  # fmt: skip
"""Every key of a step that is read aloud."""
ANSWERED = frozenset(
    {"consent", "roles", "rating", "choice", "pick", "turn", "slots", "guess", "request", "agreement", "followup",
     "helped", "break", "keep"}
)  # fmt: skip
"""Kinds whose `say` asks something."""


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer to a choice: what is stored, what is shown, and other words that mean it."""

    value: Annotated[str, Meta(description="What is stored.")]
    label: Annotated[str, Meta(description="What is shown, and said.")]
    words: Annotated[tuple[str, ...], Meta(description="Other words that mean it.")] = ()


class Variant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Other wordings of a step for some partners; what is not given stays as it is."""

    say: Annotated[str | None, Meta(description="In place of the step's `say`.")] = None
    touch: Annotated[str | None, Meta(description="In place of the step's `touch`; empty leaves it out.")] = None
    when: Annotated[str | None, Meta(description="In place of the step's `when`.")] = None
    because: Annotated[str | None, Meta(description="In place of the step's `because`.")] = None
    check: Annotated[str | None, Meta(description="In place of the step's `check`.")] = None
    rephrase: Annotated[str | None, Meta(description="In place of the step's `rephrase`.")] = None
    examples: Annotated[str | None, Meta(description="In place of the step's `examples`.")] = None
    more: Annotated[str | None, Meta(description="In place of the step's `more`.")] = None
    lines: Annotated[tuple[str, ...] | None, Meta(description="In place of the step's `lines`.")] = None


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One move. `say` and the other prompts are read aloud; `{speaker}` and the like are filled in."""

    id: Annotated[str, Meta(description="Its name among the steps: lower-case letters, digits and _.")]
    kind: Annotated[StepKind, Meta(description="What happens in it.")]
    title: Annotated[str, Meta(description="What the screen calls it.")]
    say: Annotated[str, Meta(description="Read aloud when the step begins. The question comes last.")]
    who: Annotated[Who, Meta(description="Whom it is for; each: one after the other.")] = "all"
    part: Annotated[
        str, Meta(description="Neighbouring steps of one part are repeated, once with each partner as the speaker.")
    ] = ""
    rounds: Annotated[int, Meta(description="How often the whole part goes round; 1 to 10.")] = 1
    rows: Annotated[tuple[str, ...], Meta(description="Asks of good practice that the step answers.")] = ()
    only_if: Annotated[
        str, Meta(description="A condition on an earlier answer, such as `upset >= 7` or `own upset >= 7`.")
    ] = ""
    offer: Annotated[str, Meta(description="Makes the step optional: this is asked first, and a no leaves it out.")] = (
        ""
    )
    rephrase: Annotated[str, Meta(description="The question in other words, when nothing came.")] = ""
    examples: Annotated[str, Meta(description="Examples of answers, when nothing came again.")] = ""
    retry: Annotated[str, Meta(description="The one gentle second asking; see `retry_on`.")] = ""
    retry_on: Annotated[RetryOn, Meta(description="What is asked again: blame, or an apology with a but.")] = "none"
    when: Annotated[str, Meta(description="The second question of slots; of an agreement: by when.")] = ""
    because: Annotated[str, Meta(description="The third question of slots; of a followup: what got in the way.")] = ""
    check: Annotated[str, Meta(description="Asked of the other after a guess or a request; closes calm.")] = ""
    refuse: Annotated[str, Meta(description="Said when consent is refused and the session ends.")] = ""
    more: Annotated[str, Meta(description="Asked after an agreement or a pick: another one?")] = ""
    options: Annotated[tuple[Option, ...], Meta(description="The answers of a choice, a pick or keep.")] = ()
    free: Annotated[bool, Meta(description="Whether own words count as an answer to a choice or a pick.")] = False
    lines: Annotated[tuple[str, ...], Meta(description="What calm says, one by one, with silence after each.")] = ()
    gap_seconds: Annotated[int, Meta(description="The silence after each of the lines; 1 to 60.")] = 5
    reflect: Annotated[Reflect, Meta(description="Who says first what was heard.")] = "none"
    seconds: Annotated[int, Meta(description="Talk time of a turn; 10 to 3600.")] = 120
    limit: Annotated[Limit, Meta(description="soft: a reminder; hard: the turn ends; none: no clock.")] = "soft"
    threshold: Annotated[int, Meta(description="From this rating on a break is offered; 1 to 11, 11 for never.")] = 7
    confirm: Annotated[
        Literal["everyone", "owner"], Meta(description="Who must say yes to the wording of an agreement.")
    ] = "everyone"
    kept_as: Annotated[KeptAs, Meta(description="The heading under which the answer is kept in the review.")] = ""
    touch: Annotated[
        str, Meta(description="Said with `say` unless a partner is far away or has switched touch prompts off.")
    ] = ""
    variants: Annotated[
        dict[Profile, Variant], Meta(description="Other wordings: no_touch, blind, deaf, distance, plain.")
    ] = {}

    def prompts(self) -> dict[str, str]:
        """Every text of the step that is read aloud, by key ("variants.plain.say" for a variant's)."""
        found = _texts(self, "")
        for profile, variant in self.variants.items():
            found |= _texts(variant, f"variants.{profile}.")
        return found


class Protocol(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise for `partners` (fewest, most) people, about `minutes` long."""

    id: Annotated[str, Meta(description="Its name on the command line; lower-case letters, digits, _ and -.")]
    title: Annotated[str, Meta(description="What people call it.")]
    summary: Annotated[str, Meta(description="Whom it is for, in a sentence.")]
    step: Annotated[tuple[Step, ...], Meta(description="The steps, in order, each under [[step]].")]
    format: Annotated[int, Meta(description="The version of this format: 1.")] = 1
    language: Annotated[str, Meta(description="Language of the texts: en, es, ...")] = "en"
    minutes: Annotated[int, Meta(description="About how long it takes; 1 to 600.")] = 45
    partners: Annotated[tuple[int, int], Meta(description="Fewest and most people, 2 to 8.")] = (2, 2)
    about_hurt: Annotated[
        bool, Meta(description="Whether it deals with a hurt, and so needs notice, safety check and consent.")
    ] = True


def _texts(table: Step | Variant, prefix: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in PROMPT_KEYS:
        value = getattr(table, key, None)
        if isinstance(value, str) and value:
            found[prefix + key] = value
        elif isinstance(value, tuple):
            found |= {f"{prefix}{key}[{number}]": line for number, line in enumerate(value)}
    return found
