"""What each word is in its place: subject, verb, noun, link ... by lexicon and neighbours."""

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection import verbs
from voicerepair.core.reflection.tokens import Token, among

SUBJECT_BE = frozenset(
    """it's that's there's he's she's they're what's who's here's they've they'll they'd he'll she'll he'd she'd it'll
    that'll it'd that'd how's where's everything's nobody's someone's everyone's this's""".split()
)
"""Subject and verb in one word; their form does not change with the person who speaks."""
_COMMANDS = frozenset("stop tell please let give come listen leave ask quit go try talk forget remember put".split())
_PLACES = frozenset("downstairs upstairs there here outside home out away in off inside".split())
FINITE = frozenset({"aux", "modal", "verb"})
SUBJECTS = frozenset({"nom", "name", "noun", "num"})
_BE_LIKE = frozenset(
    "am is are was were be been being get got gets feel felt feeling feels it's that's he's she's they're".split()
)


def tag(tokens: list[Token], names: tuple[str, ...]) -> None:
    """Fill in `tag`, `base` and `form` of every token, left to right."""
    n = len(tokens)
    for i in range(n):
        tokens[i].tag = _closed(tokens, i, names)
    for i in range(n):
        if not tokens[i].tag:
            _open(tokens, i)
    for i in range(n):
        if tokens[i].tag == "you?":
            tokens[i].tag = "nom" if _has_verb(tokens, i) else "pron"


def next_index(tokens: list[Token], i: int) -> int:
    """The first position after i that is no adverb."""
    i += 1
    while i < len(tokens) and tokens[i].w in lx.PRE_VERB and tokens[i].w != "so":
        i += 1
    return i


def _closed(ts: list[Token], i: int, names: tuple[str, ...]) -> str:
    w = ts[i].w
    after = ts[i + 1].w if i + 1 < len(ts) else ""
    before = ts[i - 1].w if i else ""
    if w in names:
        return "name"
    if (w.endswith("'s") and w[:-2] in names) or (w.endswith("'s") and w not in SUBJECT_BE and w != "let's"):
        return "poss"
    if w == "quote":
        return "quote"
    if w == "let's":
        return "lets"
    if w in SUBJECT_BE:
        return "cont"
    if w in among("i we he she they"):
        return "nom"
    if w in ("you", "it"):
        return "you?"
    if w in verbs.BE or w in among("do does did have has had"):
        return "aux"
    if w == "may" and before in among("in last since until by this next of"):
        return "noun"
    if w in verbs.MODALS:
        return (
            "aux"
            if not (w == "might" and before in lx.POSSESSIVES)
            and not (w in ("will", "can") and before in among("the a my your own"))
            else "noun"
        )
    if w in ("n't", "not"):
        return "not"
    if w == "to":
        return "to"
    if w == "that":
        return _that(ts, i)
    if w == "her":
        return "poss" if after and _nounish(after) else "pron"
    if w in among("me him them us myself yourself himself herself themselves ourselves mine yours itself"):
        return "pron"
    if w in lx.POSSESSIVES:
        return "poss"
    if w in among("this these those all both each some any another") and _finite_word(ts, next_index(ts, i)):
        return "nom"
    if w in lx.OTHER_SUBJECTS - among("this that these those one both there"):
        return "noun"
    if w == "there":
        return (
            "nom"
            if _finite_word(ts, next_index(ts, i)) and before not in among("sit sat stand stood in out over was")
            else "adv"
        )
    if w in lx.DETERMINERS:
        return "det"
    if w == "so" and before in ("am", "was", "are", "were", "is", "be", "been", "feel", "felt", "it's", "that's"):
        return "adv" if after and after not in lx.NOMINATIVE else "conj"
    if w == "so":
        return (
            "adv"
            if after
            and (
                after in lx.FEELINGS
                or after
                in among("much many hard long far bad badly late early good well often little patient beautiful")
                or (verbs.lookup(after) is not None and after.endswith(("ed", "ing")))
            )
            else "conj"
        )
    if w in lx.SUBORDINATORS:
        if w == "when" and after in verbs.AUXILIARIES and ts[i + 2 : i + 3] and ts[i + 2].w in lx.NOMINATIVE:
            return "wh"  # "when are you coming home"
        if w == "since" and after == "then":
            return "adv"
        if w == "once" and before in among("just at for never even not than more only"):
            return "adv"
        if w in ("before", "since", "after", "once") and (not after or i + 1 >= len(ts)):
            return "adv"
        return "sub"
    if w == "then" or w in lx.COORDINATORS:
        return "conj"
    if w in among("what why how who where which whose whom"):
        return "wh"
    if w in lx.PREPOSITIONS:
        return "prep"
    if w in lx.NUMBERS or w.isdigit():
        return "num"
    if w in lx.ADVERBS:
        return "adv"
    return ""


def _nounish(w: str) -> bool:
    if (
        w
        in lx.PREPOSITIONS
        | lx.COORDINATORS
        | lx.SUBORDINATORS
        | lx.NOMINATIVE
        | lx.DETERMINERS
        | lx.WH
        | lx.ADVERBS - {"home"}
    ):
        return False
    if w in verbs.AUXILIARIES or w in among("to n't that it's that's"):
        return False
    known = verbs.lookup(w)
    return w in lx.NOUNISH or known is None or w.endswith("ing") or known[1] <= {"part"}


def _finite_word(ts: list[Token], i: int) -> bool:
    if i >= len(ts):
        return False
    w = ts[i].w
    if w in verbs.AUXILIARIES:
        return True
    known = verbs.lookup(w)
    return known is not None and bool(known[1] & {"s", "past"}) and w not in lx.NOUNISH


def _that(ts: list[Token], i: int) -> str:
    j = next_index(ts, i)
    if j >= len(ts):
        return "pron"
    before, after = ts[i - 1].w if i else "", ts[j].w
    if _finite_word(ts, j) and before not in among(
        "the thing things everything something one person people dinner way anything"
    ):
        return "nom"
    if _finite_word(ts, j):
        return "wh"
    known = verbs.lookup(before)
    base = known[0] if known else before
    if after in lx.DETERMINERS | lx.POSSESSIVES and any(_finite_word(ts, k) for k in range(j + 1, min(len(ts), j + 6))):
        return "comp"
    subject = (
        after in lx.NOMINATIVE
        or after in SUBJECT_BE
        or after in lx.POSSESSIVES
        or after in lx.DETERMINERS
        or after in lx.WH | among("nobody everybody when if maybe people")
    )
    takes = base in lx.COMPLEMENT_VERBS or before in lx.COMPLEMENT_ADJECTIVES | among(
        "is was me you him her them not so fact it's problem feeling way us point thing things"
    )
    if subject and (takes or after in lx.NOMINATIVE):
        return "comp"
    if (
        after in lx.PREPOSITIONS | lx.COORDINATORS | lx.SUBORDINATORS | lx.NOMINATIVE | {"n't"}
        or ts[i + 1].w in lx.ADVERBS
    ):
        return "pron"
    if takes and known is not None and verbs.lookup(after) is None and i + 2 < len(ts) and _finite_word(ts, i + 2):
        return "comp"
    return "det"


def _open(ts: list[Token], i: int) -> None:
    token, w = ts[i], ts[i].w
    known = verbs.lookup(w)
    p = i - 1
    while p >= 0 and ts[p].w in lx.PRE_VERB and ts[p].w not in ("so",):
        p -= 1
    before = ts[p] if p >= 0 else None
    direct = ts[i - 1] if i else None
    if known is None:
        token.tag = (
            "adv"
            if w.endswith("ly")
            and w not in among("family only lovely silly ugly friendly lonely belly jelly bully early daily")
            else "noun"
        )
        if w in lx.FEELINGS:
            token.tag = "adj"
        return
    following = ts[i + 1].w if i + 1 < len(ts) else ""
    if w == "last" and (
        following in lx.TIMES
        or following
        in among(
            "time night week month year minute weekend summer one winter christmas few two three", "thing spring fall"
        )
    ):
        token.tag = "adj"
        return
    if w == "bit" and before is not None and before.w in ("little", "a", "tiny"):
        token.tag = "noun"
        return
    token.base, forms = known
    if w.endswith("ing") and "ing" in forms:
        token.tag, token.form = "ing", frozenset({"ing"})
        return
    verb_spot = before is None or before.tag in among("you? nom aux to lets not conj cont name wh sub pron")
    after_be = before is not None and before.w in _BE_LIKE
    if after_be and w in lx.FEELINGS | {"done", "gone", "left"}:
        token.tag = "adj"
        return
    if (
        direct is not None
        and direct.tag in ("det", "poss", "num", "prep")
        and not (direct.w in among("all both each those these") and direct.tag != "det")
    ):
        if direct.w == "like" and "past" in forms and "base" not in forms:
            pass
        elif direct.tag == "prep" and w in ("used",):
            token.tag, token.form = "verb", frozenset({"past"})
            return
        else:
            token.tag = "noun" if "base" in forms or "s" in forms or direct.tag == "prep" else "adj"
            return
    if direct is not None and direct.tag == "adj" and w in lx.NOUNISH:
        token.tag = "noun"
        return
    perfect = before is not None and (
        before.w in among("have has had been being") or after_be or before.w in among("he's she's it's that's they've")
    )
    if perfect and "part" in forms:
        token.tag, token.form = "part", frozenset({"part"})
        return
    if before is not None and before.w in lx.FEELINGS and "base" in forms and w in lx.NOUNISH:
        token.tag = "noun"
        return
    if "past" in forms and "base" not in forms:
        token.tag, token.form = "verb", frozenset({"past"})
        return
    if verb_spot and before is not None and before.w == "to" and before.tag == "to":
        token.tag, token.form = "inf", frozenset({"base"})
        return
    if before is not None and before.tag in ("aux", "lets") and "base" in forms and not after_be:
        token.tag, token.form = "inf", frozenset({"base"})
        return
    if before is not None and before.tag == "not" and "base" in forms:
        q = p
        while q >= 0 and (ts[q].tag == "not" or ts[q].w in lx.PRE_VERB):
            q -= 1
        token.tag, token.form = (
            ("noun" if q >= 0 and ts[q].w in _BE_LIKE and w in lx.NOUNISH else "inf"),
            frozenset({"base"}),
        )
        return
    if after_be:
        token.tag = "noun"
        return
    if verb_spot:
        ambiguous = w in lx.NOUNISH and before is not None and before.tag in ("conj", "sub", "wh", "name")
        if ambiguous and before is not None and before.w == "and" and p > 0 and ts[p - 1].w in _PLACES:
            ambiguous = False  # "you go downstairs and play"
        if ambiguous and "base" in forms and "s" not in forms:
            follows = ts[i + 1].w if i + 1 < len(ts) else ""
            known_after = follows in lx.DETERMINERS | lx.POSSESSIVES | among(
                "me it you him them us up down away at her out"
            )
            token.tag = "verb" if known_after else "noun"
        elif before is not None and before.tag == "pron" and w in lx.NOUNISH:
            token.tag = "noun"
        else:
            token.tag = "verb"
        token.form = _finite_form(ts, i, p, forms)
        return
    if before is None:
        token.tag = "noun"
        return
    if "base" in forms and [t.w for t in ts[max(0, i - 2) : i]] == ["next", "time"]:
        token.tag, token.form = "verb", frozenset({"base"})
        return
    if "s" in forms and "base" not in forms:
        singular = before.tag in ("noun", "adj") and not before.w.endswith("s")
        token.tag, token.form = (
            ("verb", frozenset({"s"})) if singular and w not in lx.NOUNISH else ("noun", frozenset())
        )
        if token.tag == "noun" and singular and w in lx.NOUNISH and _no_verb_since_subject(ts, i):
            token.tag, token.form = "verb", frozenset({"s"})
        return
    if "past" in forms:
        token.tag, token.form = "verb", forms & {"base", "past"}
        return
    if before.tag == "noun" and (before.w.endswith("s") or before.w in ("people", "children", "parents", "kids")):
        token.tag = "noun" if w in lx.NOUNISH and not _no_verb_since_subject(ts, i) else "verb"
        token.form = frozenset({"base"})
        return
    if before.tag in among("verb inf noun adj adv ing part prep"):
        commands = following in among("me it them us your my the him to") or w in _COMMANDS
        alone = before.tag in ("noun", "adj") and not before.w.endswith("s") and before.w not in lx.ADVERBS
        clause_like = i > 0 and w not in lx.NOUNISH and (commands or not alone)
        token.tag = "verb" if clause_like else "noun"
        token.form = frozenset({"base"})
        return
    token.tag = "noun"


def _finite_form(ts: list[Token], i: int, p: int, forms: frozenset[verbs.Form]) -> frozenset[verbs.Form]:
    if p >= 0 and ts[p].w in ("he", "she", "it") and "base" in forms and "past" in forms:
        return frozenset({"past"})
    return (forms & {"base", "past", "s"}) or frozenset({"base"})


def _no_verb_since_subject(ts: list[Token], i: int) -> bool:
    """Whether a verb is still due: a determiner, its noun, and no finite verb between them and here."""
    for k in range(i - 1, max(-1, i - 5), -1):
        if ts[k].tag in among("verb aux cont inf ing prep to pron"):
            return False
        if ts[k].tag in ("det", "poss"):
            return (
                k == 0
                or ts[k - 1].tag in among("conj sub comp wh adv")
                or ts[k - 1].base in lx.COMPLEMENT_VERBS
                or ts[k - 1].stop
            )
    return False


def _has_verb(ts: list[Token], i: int) -> bool:
    """Whether this "you" or "it" is the subject of what follows."""
    before = ts[i - 1] if i else None
    j = next_index(ts, i)
    if j >= len(ts):
        return False
    if ts[i + 1].w == "please" and before is not None and before.base and ts[j].w == "do":
        return False  # "i love you please don't go"
    if before is not None and before.tag == "aux" and (before.w != "have" or i < 2):
        return ts[j].tag not in ("sub", "conj")  # inverted: "do you", "are you"
    if (
        before is not None
        and before.tag == "not"
        and i >= 2
        and ts[i - 2].tag == "aux"
        and ts[j].tag in ("inf", "verb", "part", "ing")
    ):
        return True
    if (
        before is not None
        and before.tag != "noun"
        and before.base in lx.CAUSATIVES - {"feel", "see", "hear"}
        and ts[j].form == frozenset({"base"})
    ):
        return False
    if (
        before is not None
        and before.base in ("see", "hear", "watch")
        and ts[j].tag == "verb"
        and ts[j].form == frozenset({"base"})
        and i >= 2
        and ts[i - 2].w not in ("i", "and")
    ):
        return False
    if (
        before is not None
        and before.tag == "prep"
        and before.w not in among("than like as before after since until for while")
    ):
        particle = before.w in among("up out off down over away back around through")
        return particle and ts[j].tag in FINITE
    return ts[j].tag in FINITE
