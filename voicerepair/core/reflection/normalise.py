"""Recognised words -> clean tokens: apostrophes, fillers, corrections, restarts, repeats, profanity."""

import re

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection import verbs
from voicerepair.core.reflection.tokens import Token, among
from voicerepair.core.words import Word

MOST_WORDS = 700
"""Longer turns are reflected from their first and last words, so that time stays bounded."""
TYPED_STOP_SECONDS, TYPED_COMMA_SECONDS = 1.5, 0.3

_NT = {
    **{w + "nt": w for w in "do does did is was are were have has had could would should must need might".split()},
    "cant": "can", "wont": "will", "shant": "shall", "aint": "is", "cannot": "can",
}  # fmt: skip
_SPLIT = {
    "im": ("i", "am"), "ive": ("i", "have"), "youre": ("you", "are"), "youve": ("you", "have"),
    "youll": ("you", "will"), "youd": ("you", "would"), "weve": ("we", "have"), "gonna": ("going", "to"),
    "wanna": ("want", "to"), "gotta": ("got", "to"), "tryna": ("trying", "to"), "gimme": ("give", "me"),
    "lemme": ("let", "me"), "shouldve": ("should", "have"), "couldve": ("could", "have"), "ya": ("you",),
    "wouldve": ("would", "have"), "mustve": ("must", "have"), "mightve": ("might", "have"), "lets": ("let's",),
    "yall": ("you",), "u": ("you",), "ur": ("your",), "hafta": ("have", "to"), "outta": ("out", "of"),
    "cuz": ("because",), "cos": ("because",), "coz": ("because",), "'cause": ("because",), "whatcha": ("what", "you"),
    "shoulda": ("should", "have"), "coulda": ("could", "have"), "woulda": ("would", "have"), "dunno": ("do", "n't",
    "know"),
    "imma": ("i", "will"), "ima": ("i", "will"), "til": ("till",), "kinda": ("kind", "of"), "sorta": ("sort", "of"),
    "wed": ("we", "would"), "alot": ("a", "lot"), "everytime": ("every", "time"), "tv's": ("tv",),
    "mum's": ("mum's",),
}  # fmt: skip
_WHOLE = {
    "thats": "that's", "theres": "there's", "whats": "what's", "hes": "he's", "shes": "she's", "theyre": "they're",
    "theyve": "they've", "theyll": "they'll", "whos": "who's", "hows": "how's", "wheres": "where's", "heres": "here's",
    "itll": "it'll", "thatll": "that'll", "whens": "when's", "oclock": "o'clock", "theyd": "they'd", "itd": "it'd",
    "thatd": "that'd", "nobodys": "nobody's", "everythings": "everything's", "someones": "someone's",
    "elses": "else's", "everyones": "everyone's", "ok": "okay", "yea": "yeah", "yep": "yeah", "ma'am": "ma'am",
    "whys": "why's", "somethings": "something's",
}  # fmt: skip
_ADVERBIAL = lx.PRE_VERB | {"be", "have"}
_BOUNDARY_BEFORE = lx.SUBORDINATORS | lx.COORDINATORS | among("that think know like feel where say said")
_TYPED = re.compile(r"[^\W_]+(?:['.][^\W_]+)*|[.?!;:,\n]")


def tokens(text: str, words: tuple[Word, ...] = ()) -> list[Token]:
    """Words with the silence before each; typed punctuation counts as silence."""
    out: list[Token] = []
    if words and [w.text for w in words] == text.split():
        last = None
        for word in words:
            pause = max(0.0, word.start - last.end) if last is not None and word.end > 0 else 0.0
            piece = _typed(word.text, word.confidence)
            if piece:
                piece[0].pause = max(pause, piece[0].pause)
            out += piece
            last = word
    else:
        out = _typed(text, 1.0)
    if len(out) > MOST_WORDS:
        half = MOST_WORDS // 2
        out = out[:half] + out[-half:]
        out[half].stop, out[half].pause = True, TYPED_STOP_SECONDS
    return out


def _typed(text: str, confidence: float) -> list[Token]:
    out: list[Token] = []
    pause, stop = 0.0, False
    plain = text.lower().replace("’", "'").replace("‘", "'").replace("-", " ")
    for piece in _TYPED.findall(plain):
        if piece in ".?!;:\n":
            pause, stop = TYPED_STOP_SECONDS, True
        elif piece == ",":
            pause = max(pause, TYPED_COMMA_SECONDS)
        else:
            out.append(Token(piece, confidence, pause if out else 0.0, stop and bool(out)))
            pause, stop = 0.0, False
    return out


def expand(given: list[Token]) -> list[Token]:
    """Open contractions whose parts change with the person; restore the apostrophes of the others."""
    out: list[Token] = []
    for i, token in enumerate(given):
        after = [t.w for t in given[i + 1 : i + 4]]
        parts = _parts(token.w, out, after)
        out.append(token.but(parts[0]))
        out.extend(Token(part, token.conf) for part in parts[1:])
    return out


def _parts(w: str, out: list[Token], after: list[str]) -> tuple[str, ...]:
    before = out[-1].w if out else ""
    following = after[0] if after else ""
    bare = w.replace("'", "")
    if bare in _NT:
        return (_NT[bare], "n't")
    ambiguous = _ambiguous(w, before, following, after)
    if ambiguous:
        return ambiguous
    if bare in _SPLIT and bare not in ("wed",):
        return _SPLIT[bare]
    if w in _WHOLE:
        return (_WHOLE[w],)
    if "'" in w:
        head, tail = w.split("'", 1)
        if head in ("i", "you", "we", "who") and tail in among("m re ve ll d"):
            word = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would"}[tail]
            return (head, "had" if word == "would" and _is_participle(after) else word)
    return (w,)


def _is_participle(after: list[str]) -> bool:
    word = next((a for a in after if a not in lx.PRE_VERB), "")
    if word == "better":
        return True
    known = verbs.lookup(word)
    return known is not None and "part" in known[1] and "base" not in known[1]


def _base_follows(after: list[str]) -> bool:
    for word in after:
        if word in ("be", "have", "do", "not"):
            return True
        if word in lx.PRE_VERB:
            continue
        known = verbs.lookup(word)
        return known is not None and "base" in known[1]
    return False


def _ambiguous(w: str, before: str, following: str, after: list[str]) -> tuple[str, ...] | None:
    """Words that lost an apostrophe and look like another word now: were, well, ill, id, its, hell, shell."""
    if w == "its":
        owned = following == "own" or (following in among("owner name place way head tail") and len(after) > 1)
        return ("its",) if owned and before not in ("", "and", "because") else ("it's",)
    if w == "were":
        if before in among("you they we there things people kids who what those these n't parents"):
            return None
        if before and before.endswith("s") and before not in among("as unless this always plus besides is"):
            return None
        if following in among("you we they the n't your those"):
            return None
        if before in among("everyone everybody nobody somebody someone he she it that's"):
            return ("we", "are") if before[:2] in ("ev", "no", "so") else None
        at_start = not before or before in _BOUNDARY_BEFORE | lx.FILLERS | lx.HARMLESS_OPENERS | {"how", "why"}
        return ("we", "are") if at_start else None
    if w in ("well", "ill", "hell", "shell"):
        who = {"well": "we", "ill": "i", "hell": "he", "shell": "she"}[w]
        taken = before in among("as very so pretty really the a feel felt be was am my go mentally")
        if w == "ill" and before == "so" and _base_follows(after):
            taken = False
        if not taken and _base_follows(after) and not (w == "well" and not before and following in ("look", "listen")):
            return (who, "will") if who in ("i", "we") else (who + "'ll",)
        return None
    if w == "id":
        return ("i", "had" if _is_participle(after) else "would") if before not in ("my", "your", "the", "an") else None
    if w == "ur":
        known = verbs.lookup(following)
        being = (
            following in lx.PRE_VERB | among("so a the an like too")
            or following in lx.FEELINGS
            or (known is not None and "ing" in known[1])
        )
        return ("you", "are") if being else ("your",)
    if w == "youd":
        return ("you", "had" if _is_participle(after) else "would")
    if w == "wed":
        return ("we", "would") if _base_follows(after) else None
    if w == "shed":
        return ("she'd",) if _base_follows(after) and before != "the" else None
    if w == "hed":
        return ("he'd",)
    if w == "lets":
        acts = before in among("he she it that who she's") or before in lx.KIN
        return None if acts else ("let's",)
    return None


def own(given: list[Token], names: tuple[str, ...]) -> list[Token]:
    """Give back the apostrophe of owners: "my moms house" -> "my mom's house"."""
    out = list(given)
    for i, token in enumerate(out):
        w = token.w
        if "'" in w or not w.endswith("s") or i + 1 >= len(out):
            continue
        is_name = w[:-1] in names
        if not is_name and w[:-1] not in lx.KIN:
            continue
        following = out[i + 1].w
        if not is_name and (i == 0 or (out[i - 1].w not in lx.POSSESSIVES | {"the"} and not _adjective_like(out, i))):
            continue
        closed = (
            lx.NOMINATIVE
            | lx.COORDINATORS
            | lx.SUBORDINATORS
            | lx.PREPOSITIONS
            | lx.DETERMINERS
            | lx.WH
            | lx.POSSESSIVES
            | verbs.AUXILIARIES
            | lx.PRE_VERB
            | {
                *lx.OTHER_SUBJECTS,
                "to",
                "me",
                "him",
                "them",
                "us",
                "too",
                "something",
                "anything",
                "nothing",
                "everything",
                "anymore",
                "again",
                "all",
                "being",
            }
        )
        place = (
            i >= 2
            and out[i - 1].w in lx.POSSESSIVES
            and out[i - 2].w in ("at", "to")
            and following in closed - lx.NOMINATIVE
        )
        if place and following not in ("and", "or"):
            out[i] = token.but(w[:-1] + "'s")
            continue
        if "'" in following or following in closed - among("past like first last both"):
            continue
        known = verbs.lookup(following)
        rest = {t.w for t in out[i + 2 : i + 4]}
        acts = known is not None and ("s" not in known[1]) and following not in lx.NOUNISH
        acts = acts or (following in among("need want care") and i + 2 < len(out) and out[i + 2].w in _MEASURES)
        acts = acts or (following in lx.NOUNISH and {"all", "every", "about", "each"} & rest != set() and not is_name)
        if acts and not is_name:
            continue
        out[i] = token.but(w[:-1] + "'s")
    return out


_MEASURES = lx.DETERMINERS | lx.POSSESSIVES | among("more less to me you us them him her about")
"""What follows a verb that is also a noun ("the kids need more rules")."""


def _adjective_like(out: list[Token], i: int) -> bool:
    return (
        i >= 2
        and out[i - 2].w in lx.POSSESSIVES
        and out[i - 1].w in among("best older younger little big new whole own")
    )


_PROFANE: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
for _phrase, _instead in lx.PROFANE_PHRASES:
    _PROFANE.setdefault(_phrase[0], []).append((_phrase, _instead))


def without_profanity(given: list[Token]) -> list[Token]:
    """Say the same without swearing: the meaning stays, the word goes."""
    out: list[Token] = []
    i = 0
    while i < len(given):
        if given[i].w in lx.PROFANE_DROP:
            known = i + 1 < len(given) and given[i + 1].w == "well"
            i += 2 if known else 1
            continue
        for phrase, instead in _PROFANE.get(given[i].w, ()):
            if tuple(t.w for t in given[i : i + len(phrase)]) == phrase:
                pause, stop = given[i].pause, given[i].stop
                if not instead and out and out[-1].w in lx.POSSESSIVES and [t.w for t in out[-2:-1]] != ["off"]:
                    del out[-2 if len(out) > 1 and out[-2].w in ("on", "in", "up") else -1 :]
                for k, word in enumerate(instead):
                    out.append(Token(word, given[i].conf, pause if not k else 0.0, stop if not k else False))
                i += len(phrase)
                break
        else:
            out.append(given[i])
            i += 1
    return out
