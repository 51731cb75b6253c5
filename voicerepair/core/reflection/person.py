"""Turn a clause round: I -> you, you -> the partner, with agreement. Pronouns come from the profile or the source."""

from dataclasses import dataclass, field

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection import verbs
from voicerepair.core.reflection.tokens import Token

_SETS = {
    "he": ("he", "him", "his", "himself"), "she": ("she", "her", "her", "herself"),
    "they": ("they", "them", "their", "themselves"),
}  # fmt: skip
_CONTRACTIONS = {
    ("you", "are"): "you're", ("you", "will"): "you'll", ("you", "would"): "you'd", ("they", "are"): "they're",
    ("it", "is"): "it's", ("that", "is"): "that's",
}  # fmt: skip
_BODY = frozenset(
    "eyes eye hands hand arms arm head face voice back mind shoulders fist fists feet teeth temper breath".split()
)
"""What a person moves themselves: "Chris rolls their eyes" says nothing of Chris but that the eyes are Chris's."""
_VERBAL = frozenset({"verb", "aux"})


@dataclass(slots=True)
class Cast:
    """Who speaks, to whom, and what the turn has mentioned so far."""

    speaker: str
    partner: str
    pronouns: str = ""
    names: dict[str, str] = field(default_factory=dict)

    @property
    def other(self) -> str:
        return self.partner or "your partner"

    @property
    def forms(self) -> tuple[str, str, str, str] | None:
        """Nominative, object, possessive, reflexive, if the profile gives one of he, she, they."""
        first = self.pronouns.lower().replace("/", " ").split()
        return _SETS.get(first[0]) if first else None


@dataclass(slots=True)
class _State:
    subject: str = ""  # whose verb is due: "partner", "first", ""
    owner: str = ""  # subject of the last finite verb, for the verbs joined to it
    finite: bool = False  # the last verb was a finite one of the partner's
    named: bool = False  # the partner was the last person named
    both: bool = False


def turn(
    tokens: list[Token], cast: Cast, *, generic: bool = False, past: bool = False, named: bool = False
) -> list[str]:
    """The clause's words, seen from the app's side.

    `generic`: its "you" means anyone and stays. `past`: the story is told in the past, which decides
    forms like "put". `named`: the partner was named just before, so that a pronoun would be clear.
    """
    out: list[str] = []
    state = _State(named=named)
    for i, token in enumerate(tokens):
        state_words = _pronoun(tokens, i, cast, generic, state)
        if state_words is not None:
            out.extend(state_words)
            continue
        w = token.w
        if token.tag in _VERBAL or (token.tag in ("inf",) and state.subject):
            w = _verb(tokens, i, state, past)
        elif token.tag == "conj" and w in ("and", "or"):
            pass
        elif token.tag in ("inf", "part", "ing"):
            state.finite = False
        out.append(_cased(w, token, cast))
    return out


def _pronoun(ts: list[Token], i: int, cast: Cast, generic: bool, state: _State) -> list[str] | None:
    token, w = ts[i], ts[i].w
    before = ts[i - 1].w if i else ""
    following = ts[i + 1].w if i + 1 < len(ts) else ""
    if token.literal:
        state.subject = "" if token.tag != "comma" else state.subject
        return [w]
    if w == "i":
        state.subject, state.named = "first", False
        return ["you"] if not (before == "and" and i >= 2 and ts[i - 2].w in ("you", "me")) else [cast.other]
    if w == "me" and following == "and" and i + 2 < len(ts) and ts[i + 2].w == "you":
        return ["you"]
    if w in ("me", "myself", "my", "mine"):
        return [{"me": "you", "myself": "yourself", "my": "your", "mine": "yours"}[w]]
    if w == "we":
        state.subject = "first"
        return _both(state, subject=True)
    if w == "us":
        return ["you"] if before == "of" or following == "both" or following == "two" else _both(state, subject=False)
    if w in ("our", "ours", "ourselves"):
        return [{"our": "your", "ours": "yours", "ourselves": "yourselves"}[w]]
    if w in ("you", "your", "yours", "yourself"):
        if generic:
            if w == "you" and token.tag == "nom":
                state.subject = "first"
            return [w]
        return _partner(ts, i, cast, state)
    if token.tag in ("nom", "noun", "name", "cont") and w not in ("that", "it"):
        if token.tag in ("nom", "cont", "name"):
            state.subject = ""
            state.owner = ""
        state.named = state.named and token.tag != "name" and w not in lx.KIN and w not in ("he", "she")
    return None


def _both(state: _State, *, subject: bool) -> list[str]:
    if state.both:
        return ["you"] if subject else ["you", "both"]
    state.both = True
    return ["the", "two", "of", "you"]


def _partner(ts: list[Token], i: int, cast: Cast, state: _State) -> list[str]:
    token, w = ts[i], ts[i].w
    forms = cast.forms if state.named else None
    following = ts[i + 1] if i + 1 < len(ts) else None
    if w == "you" and following is not None and following.w == "and" and i + 2 < len(ts) and ts[i + 2].w in ("i", "me"):
        state.subject = "first"
        return ["you"]
    if w == "you" and token.tag == "nom" and _each_other(ts, i):
        state.subject = "first"
        return _both(state, subject=True)
    if w == "you" and token.tag == "nom":
        state.subject, state.named = "partner", True
        if forms and forms[0] == "they":
            state.subject = "first"
        return [forms[0]] if forms else cast.other.split()
    if w == "you":
        state.named = True
        if following is not None and following.w in ("guys", "two", "both"):
            return cast.other.split()
        return [forms[1]] if forms else cast.other.split()
    if (
        w == "your"
        and following is not None
        and following.w == "own"
        and i
        and ts[i - 1].w == "on"
        and (i + 2 >= len(ts) or ts[i + 2].tag != "noun")
    ):
        return ["their"] if cast.forms is None else [cast.forms[2]]
    if w == "your":
        if following is not None and following.w == "own":
            owned = cast.forms
            return [owned[2] if owned else "their"]
        if state.owner == "partner" and cast.forms is None and following is not None and following.w in _BODY:
            return ["their"]
        state.named = True
        return [forms[2]] if forms else _owner(cast)
    if w == "yours":
        return _owner(cast)
    known = cast.forms or _SETS["they"]
    return [known[3]]


def _each_other(ts: list[Token], i: int) -> bool:
    """Whether this "you" means more than one person: "if you hate each other"."""
    for k in range(i + 1, min(len(ts) - 1, i + 8)):
        if ts[k].tag in ("conj", "sub", "nom"):
            return False
        if ts[k].w == "each" and ts[k + 1].w == "other":
            return True
    return False


def _owner(cast: Cast) -> list[str]:
    words = cast.other.split()
    return [*words[:-1], words[-1] + "'s"]


def _verb(ts: list[Token], i: int, state: _State, past: bool) -> str:
    token, w = ts[i], ts[i].w
    subject = state.subject
    if not subject and state.owner == "partner" and _joined(ts, i) and state.finite:
        subject = "partner"
    elif not subject and state.owner == "first" and _joined(ts, i) and w in ("am", "was"):
        subject = "first"
    if not subject:
        state.finite = False
        return w
    joined = not state.subject
    state.owner, state.subject = subject, ""
    if subject == "first":
        state.finite = False
        return {"am": "are", "was": "were"}.get(w, w)
    both = token.form >= {"base", "past"}
    state.finite = w not in verbs.MODALS and w not in ("did",)
    if w == "do" and i + 1 < len(ts) and ts[i + 1].tag in ("not", "inf", "adv"):
        state.finite = True
    if w not in verbs.AUXILIARIES and (token.form == frozenset({"past"}) or (both and past)):
        return w
    if joined and token.tag == "verb" and "base" not in token.form:
        return w
    return verbs.agree(w)


def _joined(ts: list[Token], i: int) -> bool:
    """Whether only adverbs stand between "and" and the verb at i."""
    k = i - 1
    while k >= 0 and (ts[k].w in lx.PRE_VERB or ts[k].w == "then"):
        k -= 1
    return k >= 0 and ts[k].w in ("and", "or", "but", "then")


def _cased(w: str, token: Token, cast: Cast) -> str:
    if w in cast.names and token.tag in ("name", ""):
        return cast.names[w]
    if w.endswith("'s") and w[:-2] in cast.names:
        return cast.names[w[:-2]] + "'s"
    if w in lx.UPPER:
        return lx.UPPER[w]
    bare = w[:-2] if w.endswith("'s") else w
    if bare in lx.PROPER or (w in ("march", "may") and token.tag == "noun") or (w == "i"):
        return w[:1].upper() + w[1:]
    return w


def join(words: list[str]) -> str:
    """Spell the words as speech is written: contractions closed, no doubled words."""
    out: list[str] = []
    for i, w in enumerate(words):
        if w == "," and out:
            out[-1] += ","
            continue
        if w == "n't" and out:
            out[-1] = {"can": "can't", "will": "won't", "shall": "shan't", "am": "am not"}.get(out[-1], out[-1] + "n't")
            if out[-1].startswith("you'd") or "'" in out[-1][:-2].replace("n't", ""):
                out[-1] = out[-1].replace("'ren't", " aren't").replace("'lln't", " won't").replace("'dn't", " wouldn't")
            continue
        following = words[i + 1] if i + 1 < len(words) else ""
        pair = (out[-1].lower(), w) if out else ("", "")
        if w == "you" and out and out[-1].lower() == "you" and following not in ("", "both"):
            out.append("that")
        if pair[0] == "you" and (following in ("n't",) or (len(out) > 1 and out[-2] == "of")):
            out.append(w)
            continue
        if pair in _CONTRACTIONS and following not in ("", "n't") and not (len(out) > 1 and out[-2] == "of"):
            out[-1] = out[-1][:1] + _CONTRACTIONS[pair][1:]
            continue
        if pair == ("you", "have") and _participle_next(words, i + 1):
            out[-1] = out[-1] + "'ve"
            continue
        if pair == ("you", "had") and following in ("better", "been"):
            out[-1] = out[-1] + "'d"
            continue
        if out and out[-1].lower() == w.lower() and w not in ("that", "had"):
            continue
        out.append(w)
    return " ".join(out)


def _participle_next(words: list[str], i: int) -> bool:
    while i < len(words) and (words[i] in lx.PRE_VERB):
        i += 1
    if i >= len(words):
        return False
    known = verbs.lookup(words[i])
    return words[i] == "been" or (known is not None and "part" in known[1])
