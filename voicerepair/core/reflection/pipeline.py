"""The stages in order, and the ladder down when a draft does not pass: fewer clauses, one clause, ask."""

from dataclasses import replace

from voicerepair.core.reflection import (
    Reflection,
    ReflectionRequest,
    amend,
    compose,
    disfluency,
    label,
    mirror,
    normalise,
    phrase,
    plausible,
    quotes,
    realise,
    repair,
    roles,
    sarcasm,
    segment,
    tag,
    verbs,
    verify,
)
from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection.person import Cast
from voicerepair.core.reflection.segment import Clause
from voicerepair.core.reflection.tokens import Token, among

BUDGET = 41
"""Words of content in a draft, so that with its frame it stays under 45 and takes about 15 seconds to say."""
LEAST_ENGLISH = 0.3
_VAGUE = frozenset(
    """know whatever yeah no yes mean guess like um fine okay thing things stuff nothing something anything do
    n't really
    well just maybe idea sure think so right mind never matter what anyway hmm huh say said start where care that's it's
    hello hi hey thanks test testing hear hearing one two three""".split()
) - {"never", "care", "hear", "matter"}


def draft(request: ReflectionRequest) -> Reflection:
    """Reflect one turn. Never raises; text that cannot be followed is asked for again."""
    cast = _cast(request)
    raw = normalise.tokens(request.text, request.words)
    spoken = [t for t in raw if t.w not in lx.FILLERS]
    if not spoken:
        return _ask(cast, "empty")
    if not _english(spoken):
        return _ask(cast, "unclear")
    sure = [replace(t) for t in spoken]  # cleaning restores the confidence of what it repairs
    ironic = sarcasm.is_ironic([t.w for t in spoken])
    tokens = clean(raw, cast)
    if not _says_something(tokens) or not plausible.was_heard(sure, tokens):
        return _ask(cast, "unclear")
    if request.correction:
        tokens = amend.merge(tokens, clean(normalise.tokens(request.correction), cast))
        raw = [*raw, *normalise.tokens(request.correction)]
    clauses = understand(tokens, ironic=ironic)
    if ironic:
        clauses = sarcasm.plainly(clauses)
        if not clauses:
            return _ask(cast, "unclear")
    elif plausible.says_nothing(clauses):
        return _ask(cast, "unclear")
    if request.mirrored_by:
        return mirror.fill_in(clauses, request, cast)
    source = {w for t in tokens for w in _source_words(t)} | {t.w for t in raw}
    return _ladder(clauses, source, cast, sum(ord(c) for c in request.text))


def foreign(request: ReflectionRequest, text: str) -> Reflection | None:
    """Somebody else's draft of the turn, or None when anything about it is not what the speaker said."""
    cast = _cast(request)
    raw = normalise.tokens(request.text, request.words)
    tokens = clean(raw, cast)
    if request.correction:
        tokens = amend.merge(tokens, clean(normalise.tokens(request.correction), cast))
        raw = [*raw, *normalise.tokens(request.correction)]
    source = {w for t in tokens for w in _source_words(t)} | {t.w for t in raw}
    said = ". ".join(say(understand(tokens), cast).values())
    text = " ".join(text.split())
    if verify.problems(text, source, cast) or roles.differences(text, said, cast):
        return None
    return Reflection(text=text, source="local_model")


def _cast(request: ReflectionRequest) -> Cast:
    names = {}
    for name in (request.speaker, request.partner):
        for word in name.split():
            names[word.lower()] = word
    return Cast(request.speaker.strip(), request.partner.strip(), request.partner_pronouns.strip(), names)


def clean(raw: list[Token], cast: Cast) -> list[Token]:
    """Everything up to tagged tokens."""
    names = tuple(cast.names)
    tokens = repair.repair(normalise.expand(raw))
    tokens = normalise.own(tokens, names)
    tokens = disfluency.clean(normalise.without_profanity(tokens))
    tokens = quotes.mark(tokens)
    tag.tag(tokens, names)
    return tokens


def understand(tokens: list[Token], *, ironic: bool = False) -> list[Clause]:
    """Labelled clauses of cleaned tokens."""
    clauses = segment.segment(tokens)
    if not ironic and clauses and clauses[0].sub == "because" and all(c.link for c in clauses):
        clauses[0].link = ()  # an answer to "why": what it is the reason for was said before
    label.label(clauses)
    plausible.mark(clauses)
    return clauses


def _source_words(token: Token) -> list[str]:
    return token.w.strip('"').lower().split() if token.literal else [token.w]


def _english(tokens: list[Token]) -> bool:
    known = sum(
        t.w
        in lx.NOMINATIVE
        | lx.DETERMINERS
        | lx.PREPOSITIONS
        | lx.COORDINATORS
        | lx.SUBORDINATORS
        | lx.POSSESSIVES
        | lx.PRE_VERB
        | verbs.AUXILIARIES
        | lx.WH
        or "'" in t.w
        or t.w.replace("'", "") in among("im dont its me to not thats us them youre ive cant wont didnt")
        or t.w in verbs.BASES
        for t in tokens
    )
    return len(tokens) < 4 or known / len(tokens) >= LEAST_ENGLISH


def _says_something(tokens: list[Token]) -> bool:
    content = [
        t
        for t in tokens
        if t.w
        not in _VAGUE
        | lx.NOMINATIVE
        | lx.DETERMINERS
        | lx.PREPOSITIONS
        | lx.COORDINATORS
        | lx.PRE_VERB
        | among("to is am was do are did me")
    ]
    return bool(content)


def _ladder(clauses: list[Clause], source: set[str], cast: Cast, seed: int) -> Reflection:
    said = say(clauses, cast)
    if sum(len(s.split()) for s in said.values()) > BUDGET:
        said = {index: shorter(text) for index, text in said.items()}
    for clause in clauses:
        if verify.clause_problems(said[clause.index], source, cast):
            clause.labels.add("garbled")
    units = compose.group(clauses)
    for budget in (BUDGET + 2, BUDGET, 39, 37, 35, 32, 26, 20, 14):
        chosen = compose.select(units, said, budget)
        text = realise.realise(chosen, said, cast, seed)
        if not verify.problems(text, source, cast):
            return Reflection(text=text)
    total = len(clauses)
    for clause in sorted(clauses, key=lambda c: -compose.worth(c, total)):
        alone = compose.Choice(compose.Unit(clause), (clause.index,), 0, 0.0)
        if clause.sub:
            continue
        text = realise.realise([alone], said, cast, seed)
        if not verify.problems(text, source, cast):
            return Reflection(text=text, basis="mirror")
    return _ask(cast, "unclear")


def say(clauses: list[Clause], cast: Cast) -> dict[int, str]:
    """Each clause in the app's words, by its index."""
    return {c.index: phrase.phrase(c, cast, past=label.tense_is_past(clauses, c.index)) for c in clauses}


_EMPHASIS = frozenset(
    "really just honestly literally actually even totally completely basically definitely obviously simply".split()
)


def shorter(text: str) -> str:
    """The same with less emphasis, for turns that do not fit into a reflection."""
    if text.count(",") > 1 and '"' not in text:
        text = text.split(",", 1)[0]
    words = text.replace("the two of you", "you both").split()
    return " ".join(
        w
        for i, w in enumerate(words)
        if w not in _EMPHASIS
        or (i and (words[i - 1].endswith("n't") or words[i - 1] in among("not is are was were like")))
        or i + 1 == len(words)
    )


def _ask(cast: Cast, flag: str) -> Reflection:
    name = f"{cast.speaker}, " if cast.speaker else ""
    if flag == "empty":
        return Reflection(
            text=f"Take your time{', ' + cast.speaker if cast.speaker else ''}. Speak when you are ready.",
            flag="empty",
            basis="ask",
        )
    start = f"{name}I didn't quite catch that." if name else "I didn't quite catch that."
    return Reflection(text=f"{start} Could you say the most important part again?", flag="unclear", basis="ask")
