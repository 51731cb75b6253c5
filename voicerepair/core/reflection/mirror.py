"""The listener said what they heard; the app checks it against the turn and fills in what was left out."""

from dataclasses import replace

from voicerepair.core.reflection import Reflection, ReflectionRequest, compose, label, normalise, phrase, verify
from voicerepair.core.reflection.person import Cast, join, turn
from voicerepair.core.reflection.realise import MOST_WORDS
from voicerepair.core.reflection.segment import Clause
from voicerepair.core.reflection.tokens import Token, among

_SWAP = {
    "i": "you",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "your": "my",
    "yours": "mine",
    "yourself": "myself",
}
_COVERED = 0.5
"""Share of a clause's content words in the listener's own words from which it counts as heard."""
_LEAST = 1.5
"""Worth from which a clause is named; a denied deed of the listener ("you did not call") is worth more than this."""
_MOST = 2
"""Things filled in at once: this is the listener's exercise, not the app's."""


def fill_in(clauses: list[Clause], request: ReflectionRequest, cast: Cast) -> Reflection:
    """Name what matters and was left out, and ask the speaker for the verdict."""
    heard = {verify.stem(t.w) for t in normalise.expand(normalise.tokens(request.mirror))}
    total = len(clauses)
    missed = [
        c
        for c in clauses
        if not c.labels & among("empty generic concession suggest garbled") and not _covered(c, heard)
    ]
    best = sorted(missed, key=lambda c: -compose.worth(c, total))[:_MOST]
    ask = f"{request.speaker}, is that what you meant?" if request.speaker else "Is that what you meant?"
    swapped = Cast(request.mirrored_by, request.speaker, "", cast.names)
    source = {t.w for c in clauses for t in c.tokens} | {w.lower() for w in request.text.split()}
    told: list[str] = []
    for clause in sorted(best, key=lambda c: c.index):
        if compose.worth(clause, total) < _LEAST:
            continue
        part, stated = _part(clause, clauses, swapped)
        draft = _told([*told, part], request)
        if not verify.clause_problems(stated, source, swapped) and len(f"{draft} {ask}".split()) <= MOST_WORDS:
            told.append(part)
    if not told:
        return Reflection(text=f"Thank you, {request.mirrored_by}. {ask}", basis="mirror")
    return Reflection(text=f"{_told(told, request)} {ask}", basis="mirror")


def _told(parts: list[str], request: ReflectionRequest) -> str:
    speaker = request.speaker or "your partner"
    said = " and ".join(parts)
    if len(parts) > 1 and all(part.startswith("mentioned ") for part in parts):
        said = parts[0] + "".join(f" and {part.removeprefix('mentioned ')}" for part in parts[1:])
    return f"{request.mirrored_by}, {speaker} also {said}."


def _part(clause: Clause, clauses: list[Clause], cast: Cast) -> tuple[str, str]:
    """What the speaker did with the clause, told to the listener, and its words for the verifier."""
    turned = _for_listener(clause)
    past = label.tense_is_past(clauses, clause.index)
    span = clause.subject_of_question()
    labels, ts = clause.labels, turned.tokens
    verb, found = "mentioned that", ""
    if "request" in labels and span is not None:
        who = clause.tokens[span[0]].w
        verb = {"you": "asked you to", "we": "suggested that the two of you"}.get(who, "asked to")
        found = _rest(ts[span[1] :], cast)
    elif "imperative" in labels:
        denied = [t.w for t in ts[clause.verb : clause.verb + 2]] in (["do", "n't"], ["do", "not"])
        verb = "asked you not to" if denied else "asked you to"
        found = _rest(ts[clause.verb + (2 if denied else 0) :], cast)
    elif "lets" in labels:
        verb = "suggested that the two of you"
        found = _rest(ts[clause.subject + 1 :], cast)
    elif "thanking" in labels:
        rest = ts[clause.subject + 1 :]
        verb = "thanked you"
        found = _rest([t for k, t in enumerate(rest) if k or t.w not in ("i", "me")], cast)
    else:
        found = phrase.phrase(turned, cast, past=past)
        if "question" in labels and found.startswith("you're asking "):
            verb, found = "asked", found.removeprefix("you're asking ")
    return f"{verb} {found}".strip(), found


def _rest(tokens: list[Token], cast: Cast) -> str:
    kept = [t for t in tokens if t.w not in ("please", "just", "maybe", "kindly")]
    return join(turn(kept, cast))


def _covered(clause: Clause, heard: set[str]) -> bool:
    content = [verify.stem(t.w) for t in clause.tokens if (t.base or t.w) in compose.content_words(clause)]
    return not content or sum(w in heard for w in content) / len(content) >= _COVERED


def _for_listener(clause: Clause) -> Clause:
    """The same clause as if the listener had to be addressed: I and you change places."""
    out: list[Token] = []
    subject = ""
    for token in clause.tokens:
        w = token.w
        if w == "you":
            w = "i" if token.tag == "nom" else "me"
        elif w in _SWAP:
            w = _SWAP[w]
        elif subject == "i" and w in ("am", "was"):
            w = {"am": "are", "was": "were"}[w]
        elif subject == "you" and w in ("are", "were"):
            w = {"are": "am", "were": "was"}[w]
        if token.tag in ("nom", "noun", "name", "cont"):
            subject = token.w
        out.append(replace(token, w=w) if not token.literal else token)
    return replace(clause, tokens=out)
