"""What the speaker changed about a draft, merged into what they had said: "it was tuesday" corrects the day."""

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection.disfluency import kind
from voicerepair.core.reflection.tokens import Token

_FRAME = frozenset(
    """it was is it's that that's on at not n't but no in the a an to i said meant mean actually
    my your his her by for about with of""".split()
)


def merge(said: list[Token], correction: list[Token]) -> list[Token]:
    """The turn with the correction in it: a fact is replaced; anything longer is added, and outweighs the rest."""
    if not correction:
        return said
    swap = _swap(correction)
    if swap is not None:
        old, new = swap
        replaced = _replace(said, old, new)
        if replaced is not None:
            return replaced
    first = correction[0]
    first.stop, first.pause = True, 1.5
    for token in correction:
        token.amended = True
    return [*said, *correction]


def _swap(correction: list[Token]) -> tuple[str, Token] | None:
    """(what was wrong or its kind, the right word) for "it was tuesday", "not dinner but lunch", "lunch not dinner"."""
    content = [(i, t) for i, t in enumerate(correction) if t.w not in _FRAME]
    words = [t.w for t in correction]
    if len(content) == 1 and kind(content[0][1].w) and len(words) <= 5 and not {"not", "n't", "no"} & set(words):
        return "", content[0][1]
    if len(content) == 2 and len(words) <= 9:
        (i, a), (j, b) = content
        if kind(a.w) == "number" and j == i + 1 and len(words) <= 5:
            return f"number {b.w}", a
        if {"not", "n't", "no"} & set(words[:i]):
            return a.w, b
        if {"not", "n't", "no"} & set(words[i + 1 : j]):
            return b.w, a
    return None


def _replace(said: list[Token], old: str, new: Token) -> list[Token] | None:
    out = list(said)
    for i, token in enumerate(out):
        if old.startswith("number "):
            counted = i + 1 < len(out) and out[i + 1].w.rstrip("s") == old.removeprefix("number ").rstrip("s")
            if counted and kind(token.w) == "number":
                out[i] = token.but(new.w)
                return out
            continue
        same = token.w in (old, old + "'s") if old else kind(token.w) == kind(new.w) and bool(kind(token.w))
        if same:
            out[i] = token.but(new.w + ("'s" if token.w == old + "'s" else ""))
            if i and out[i - 1].w in ("a", "an") and new.w in lx.PROPER:
                del out[i - 1]
            return out
    return None
