"""The listener said what they heard; the app checks it against the turn and fills in what was left out."""

from dataclasses import replace

from voicerepair.core.reflection import Reflection, ReflectionRequest, compose, label, normalise, phrase, verify
from voicerepair.core.reflection.person import Cast
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
        if not c.labels & among("empty generic concession question request imperative thanking lets suggest")
        and not _covered(c, heard)
    ]
    best = sorted(missed, key=lambda c: -compose.worth(c, total))[:_MOST]
    ask = f"{request.speaker}, is that what you meant?" if request.speaker else "Is that what you meant?"
    swapped = Cast(request.mirrored_by, request.speaker, "", cast.names)
    told: list[str] = []
    for clause in sorted(best, key=lambda c: c.index):
        if compose.worth(clause, total) < _LEAST:
            continue
        turned = _for_listener(clause)
        text = phrase.phrase(turned, swapped, past=label.tense_is_past(clauses, clause.index))
        source = {t.w for c in clauses for t in c.tokens} | {w.lower() for w in request.text.split()}
        draft = _told([*told, text], request)
        if not verify.clause_problems(text, source, swapped) and len(f"{draft} {ask}".split()) <= MOST_WORDS:
            told.append(text)
    if not told:
        return Reflection(text=f"Thank you, {request.mirrored_by}. {ask}", basis="mirror")
    return Reflection(text=f"{_told(told, request)} {ask}", basis="mirror")


def _told(parts: list[str], request: ReflectionRequest) -> str:
    speaker = request.speaker or "your partner"
    return f"{request.mirrored_by}, {speaker} also mentioned that {' and that '.join(parts)}."


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
