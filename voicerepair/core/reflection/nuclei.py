"""Where the subjects and finite verbs of a turn are: the cores that clauses are built around."""

from voicerepair.core.reflection import lexicon as lx
from voicerepair.core.reflection.tag import next_index
from voicerepair.core.reflection.tokens import Token, among

PAUSE_SECONDS = 0.22
"""A silence that often marks a clause; shorter ones occur inside words' neighbours anyway."""


NOUN_PHRASE = frozenset(among("noun adj poss det num name part"))


def nuclei(ts: list[Token]) -> dict[int, int]:
    """Start of each subject -> position of its finite verb. Imperatives and inverted questions start at the verb."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for v, token in enumerate(ts):
        if token.tag == "cont":
            found[v] = v
            continue
        if token.tag not in ("aux", "verb") or v in taken:
            continue
        p = v - 1
        while p >= 0 and (ts[p].w in lx.PRE_VERB or ts[p].tag == "adv"):
            p -= 1
        if p >= 0 and ts[p].tag in ("aux", "cont") and v - p <= 4:
            continue
        if token.tag == "aux" and v + 1 < len(ts) and _inverts(ts, v):
            start = (
                v - 1
                if v and (ts[v - 1].tag == "wh" or (ts[v - 1].w == "when" and ts[v].w not in ("had", "should", "were")))
                else v
            )
            if v >= 2 and ts[v - 2].w == "how" and ts[v - 1].w in ("much", "many", "long", "often"):
                start = v - 2
            if v >= 2 and ts[v - 1].w == "come" and ts[v - 2].w == "how":
                start = v - 2
            found[start] = v
            subject = v + 1 if ts[v + 1].tag != "not" else v + 2
            taken.update(range(subject + 1, _after_subject(ts, subject) + 1))
            continue
        if p < 0 or ts[p].tag in ("conj", "sub", "comp", "lets"):
            if (
                (
                    token.tag == "verb"
                    and "base" in token.form
                    and not (p >= 0 and ts[p].tag == "conj" and _same_subject(ts, p))
                )
                or p < 0
                or ts[p].tag == "sub"
            ):
                found[p + 1] = v
            continue
        if (found and _commands(ts, v, p)) or (
            token.form == frozenset({"base"}) and [t.w for t in ts[max(0, v - 2) : v]] == ["next", "time"]
        ):
            found[p + 1] = v
            continue
        long_subject = _cleft(ts, v)
        if long_subject >= 0:
            found[long_subject] = v
            continue
        s = _subject_start(ts, p)
        if s >= 0:
            found[s] = v
        elif (token.tag == "verb" and "base" in token.form and ts[p].tag not in among("to wh verb inf pron")) or (
            token.tag == "verb"
            and token.form == frozenset({"base"})
            and ts[p].tag == "pron"
            and not (p and ts[p - 1].base in lx.CAUSATIVES)
        ):
            found.setdefault(p + 1, v)
    for i, token in enumerate(ts):
        if (
            token.w == "please"
            and i + 1 < len(ts)
            and "base" in ts[i + 1].form
            and (not i or ts[i - 1].tag in ("conj", "adv"))
        ):
            found.setdefault(i + 1, i + 1)
        if token.w == "please" and [t.w for t in ts[i + 1 : i + 3]] in (["do", "n't"], ["do", "not"]):
            found.setdefault(i + 1, i + 1)
        follows = ts[i + 1].w if i + 1 < len(ts) else ""
        if (
            token.w in ("what", "how")
            and (follows in ("if", "about") and i + 2 < len(ts))
            and (not i or ts[i - 1].base not in ("know", "wonder", "ask"))
        ):
            found[i] = i
        if (
            token.w in ("what", "who")
            and i + 1 < len(ts)
            and (follows == "else" or (i + 1 < len(ts) and ts[i + 1].tag in ("aux", "verb")))
        ):
            wondered = i and (
                ts[i - 1].tag in ("prep", "noun", "name")
                or ts[i - 1].base in lx.COMPLEMENT_VERBS | among("tell matter see do be")
                or ts[i - 1].w in among("me us not n't is the one people someone somebody that's it's")
            )
            if not wondered:
                found.setdefault(i, i + 1)
        if token.tag == "lets" or (
            token.w in ("thank", "thanks") and i + 1 < len(ts) and ts[i + 1].w in ("you", "for", "so", "a")
        ):
            found[i] = i
        if token.w == "sorry" and (i == 0 or ts[i - 1].tag in ("noun", "conj", "pron")) and i + 1 < len(ts):
            found.setdefault(i, i)
    return found


_COMMANDS = frozenset("leave stop tell let give come listen ask go try talk forget put".split())


def _commands(ts: list[Token], v: int, p: int) -> bool:
    """Whether the verb at v opens a command after a statement: "i am angry don't touch me", "i need space leave me"."""
    before = ts[p]
    single = before.tag == "noun" and not before.w.endswith("s") and before.w not in lx.OTHER_SUBJECTS | among("police")
    denied = ts[v].w == "do" and v + 2 < len(ts) and ts[v + 1].w in ("n't", "not") and ts[v + 2].tag in ("inf", "verb")
    plain = ts[v].tag == "verb" and ts[v].form == frozenset({"base"}) and ts[v].base in _COMMANDS
    return p + 1 == v and ((denied and (single or before.tag == "adj")) or (plain and single))


def _cleft(ts: list[Token], v: int) -> int:
    """Where "the thing that really got me" or "what i need" before "is" starts; -1 if there is none."""
    if (v and ts[v - 1].tag == "nom" and ts[v - 1].w != "it") or ts[v].w not in among(
        "is was makes made hurts bothers isn't"
    ):
        return -1
    for k in range(v - 2, max(-1, v - 12), -1):
        if ts[k].tag in ("conj", "sub"):
            return -1
        head = (
            ts[k].w in among("thing part problem reason way all one truth first")
            and k + 1 < v
            and (ts[k + 1].tag == "nom" or ts[k + 1].w in ("that", "which"))
        )
        start = k
        if head and start and ts[start - 1].tag in ("det", "adj", "num", "adv"):
            start -= 1
            while (start and ts[start - 1].tag in ("det", "adj")) or (
                start and ts[start - 1].w in ("only", "other", "hardest", "worst")
            ):
                start -= 1
        free = (ts[k].w == "what" and ts[k + 1].tag in ("nom", "adv", "verb")) or head
        if free:
            before = ts[start - 1] if start else None
            ok = (
                before is None
                or before.tag in ("conj", "sub", "comp")
                or (before.tag not in ("prep", "verb", "inf", "ing") and not before.base)
            )
            return start if ok else -1
    return -1


def _inverts(ts: list[Token], v: int) -> bool:
    k = v + 1
    if ts[k].tag == "not" and k + 1 < len(ts):
        k += 1
    subject = (
        ts[k].tag in ("nom", "name")
        or ts[k].w in among("you it that this anyone anybody everything")
        or (
            ts[k].tag in ("det", "poss")
            and ts[v].w in among("is was are were do does did will can")
            and v
            and ts[v - 1].tag == "wh"
        )
    )
    if not subject:
        return False
    after = next_index(ts, k)
    if ts[v].w in ("do", "does", "did") and (
        after >= len(ts) or ("base" not in ts[after].form and ts[after].w not in ("have", "do", "be"))
    ):
        return False
    q = v - 1
    while q >= 0 and ts[q].tag == "adv":
        q -= 1
    if q >= 0 and ts[q].tag in ("nom", "aux", "cont", "name") and ts[q].w not in ("that",):
        return False
    before = ts[v - 1] if v else None
    if ts[v].w in among("have had has do did") and (
        before is not None and before.tag in ("to", "not", "noun") and before.w not in ("seriously",)
    ):
        after = next_index(ts, k)
        return (
            before.tag == "noun"
            and after < len(ts)
            and ts[v].w in ("did", "do", "have")
            and ts[after].tag in ("verb", "inf", "part")
            and before.w not in ("what",)
        )
    if (
        ts[v].w in ("is", "was", "are", "were")
        and ts[k].tag == "nom"
        and before is not None
        and before.tag in ("noun", "pron")
        and ts[k].w in ("that", "this", "it")
    ):
        return False
    after = next_index(ts, k)
    if ts[k].tag in ("det", "poss"):
        return True
    if before is not None and before.w == "where" and ts[v].w in ("are", "were") and ts[k].w in ("you", "we", "they"):
        return True
    if ts[v].w in ("is", "was") and before is not None and before.tag == "noun":
        return False
    return after < len(ts) and ts[after].tag in among(
        "verb inf part ing adj noun adv prep det aux not num poss conj to"
    )


def _after_subject(ts: list[Token], s: int) -> int:
    """The main verb of an inverted question, so that it is not counted again."""
    k = s
    for k in range(s + 1, min(len(ts), s + 6)):
        if ts[k].tag in ("verb", "inf", "ing", "part") or ts[k].w in ("have", "do", "be"):
            return k
    return s


def _same_subject(ts: list[Token], p: int) -> bool:
    """Whether "and <verb>" continues the verb phrase before it rather than commanding."""
    return any(ts[k].tag in among("verb inf aux cont part ing") for k in range(p - 1, max(-1, p - 20), -1))


_INSIDE = frozenset("in on at for with about from by into during to without".split())
"""Prepositions whose noun is never the subject of the verb that follows it."""


def _subject_start(ts: list[Token], p: int) -> int:
    """Where the noun phrase ending at p starts; -1 if p ends no subject."""
    token = ts[p]
    if token.tag == "nom":
        return _joined(ts, p)
    if token.tag == "wh" or token.tag not in among("name noun num pron adj ing"):
        return -1
    if token.tag in ("pron", "adj", "ing"):
        return -1 if token.w not in ("mine", "yours") else p
    start = _noun_phrase(ts, p)
    if start and ts[start - 1].tag == "prep" and ts[start - 1].w in _INSIDE:
        return -1
    return _joined(ts, start)


def _noun_phrase(ts: list[Token], p: int) -> int:
    s = p
    while s > 0 and ts[s - 1].tag in NOUN_PHRASE:
        if ts[s].tag == "name" and ts[s - 1].tag == "noun":
            break
        if (
            ts[s].w in lx.OTHER_SUBJECTS - {"one", "people", "both"}
            or ts[s].w in ("a", "an", "the")
            or (ts[s].tag == "poss" and ts[s - 1].tag != "det")
        ) and not (ts[s].tag == "poss" and ts[s].w.endswith("'s")):
            break
        s -= 1
    if s >= 2 and ts[s - 1].w == "of" and ts[s - 2].tag in ("noun", "num", "det"):
        return _noun_phrase(ts, s - 2)
    return s


def _joined(ts: list[Token], s: int) -> int:
    """Include "my mom and" of "my mom and i", where nothing before can have taken "my mom" as its object."""
    if s < 2 or ts[s - 1].w != "and" or ts[s - 2].tag not in ("nom", "pron", "name", "noun"):
        return s
    left = _noun_phrase(ts, s - 2) if ts[s - 2].tag == "noun" else s - 2
    after_link = left > 0 and (
        ts[left - 1].tag in ("sub", "comp")
        or (ts[left - 1].tag == "conj" and (left < 2 or ts[left - 2].tag not in ("noun", "num", "ing")))
    )
    free = left == 0 or after_link or ts[left].pause > PAUSE_SECONDS
    return left if free else s
