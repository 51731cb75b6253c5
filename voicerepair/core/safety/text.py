"""What was said, as a list of plain tokens: contractions opened, fillers and softening adverbs gone."""

import re
import unicodedata

STOP = "."
"""The token that ends a typed sentence. Recognised speech has none."""

_APOSTROPHES = re.compile(r"['’‘`´ʼ＇]")
_ENDS = re.compile(r"[.!?;:…\n]+")
_TOKEN = re.compile(r"[^\W_]+|\.")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

_OPENED = {
    form: tuple(words.split())
    for form, words in (
        pair.split("=")
        for pair in """
    dont=do not|doesnt=does not|didnt=did not|wont=will not|wouldnt=would not|couldnt=could not|shouldnt=should not|cant=can not|
    cannot=can not|isnt=is not|arent=are not|wasnt=was not|werent=were not|hasnt=has not|havent=have not|hadnt=had not|
    mustnt=must not|neednt=need not|aint=is not|im=i am|ive=i have|id=i would|ill=i will|youre=you are|youve=you have|
    youd=you would|youll=you will|hes=he is|shes=she is|hed=he would|hell=he will|shed=she would|shell=she will|
    theyre=they are|theyve=they have|theyd=they would|theyll=they will|weve=we have|itll=it will|itd=it would|
    thatll=that will|thats=that is|theres=there is|whats=what is|lets=let us|wouldve=would have|couldve=could have|
    shouldve=should have|woulda=would have|coulda=could have|shoulda=should have|gonna=going to|gon=going to|wanna=want to|
    gotta=got to|tryna=trying to|imma=i will|ima=i will|finna=going to|outta=out of|lemme=let me|gimme=give me|cuz=because|
    cos=because|coz=because|cause=because|yall=you|ya=you|u=you|ur=your|em=them|meself=myself|bout=about|round=around|
    til=until|till=until|someones=someone is|everyones=everyone is|nobodys=nobody is|noones=no one is|alot=a lot|mum=mom|mam=mom|
    mummy=mommy|mums=moms|favourite=favorite|mobile=phone|cellphone=phone|wed=we would
    """.replace("\n", "")
        .replace("    ", "")
        .split("|")
    )
}
# "hell", "shell", "shed", "ill" and "id" are words too, where one of these stands before them.
_NOUN_BEFORE = frozenset(
    "the a an to of like in my his her your our through from bloody fucking what living as hard tool feel feeling felt was "
    "is am are were got get getting mentally very so really raise garden wooden egg photo".split()
)
_OPEN_UNLESS_NOUN = frozenset("hell shell shed ill id wed em cause round".split())

_LETTING = frozenset("he she it who that which never always only hardly barely rarely nobody one".split())

_SOFT = frozenset(
    """um uh umm uhh erm er hmm mm mhm ah oh eh just actually really literally basically honestly simply even also always
    sometimes often usually constantly frequently repeatedly occasionally ever still kinda sorta only totally fucking bloody
    bleeding goddamn damn freaking effing well suddenly probably definitely regularly deliberately intentionally truly quite
    rather somewhat already almost nearly seriously straight right completely absolutely routinely nightly continually
    eventually finally immediately purposely obviously clearly apparently supposedly practically""".split()
)
_SOFT_PAIRS = frozenset(
    (tuple(pair.split()))
    for pair in "you know|i mean|kind of|sort of|i guess|i suppose|i reckon|not only|a bit|a little|at times|on purpose|"
    "used to|tends to|tend to|like so|or something|and stuff|more than once|once again|a lot|all the time|at all".split(
        "|"
    )
)
# These carry meaning before one of the words listed.
_KEPT_PAIRS = {"well": "being", "right": "hook hiding off", "straight": "jacket", "rather": "be die", "bleeding": STOP}


def tokens(text: str, longest: int = 80_000) -> list[str]:
    """Plain lower-case words of any text, ASCII where that is possible; looks at the first `longest` characters."""
    plain = _HIDDEN.sub("", text[:longest].lower())
    plain = unicodedata.normalize("NFKD", plain)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = plain.replace("we're", "we are").replace("we’re", "we are")
    plain = _ENDS.sub(" . ", _APOSTROPHES.sub("", plain))
    words: list[str] = []
    for word in _TOKEN.findall(plain):
        before = words[-1] if words else ""
        is_kept = (word in _OPEN_UNLESS_NOUN and before in _NOUN_BEFORE) or (word == "lets" and before in _LETTING)
        if word in _OPENED and not is_kept:
            words.extend(_OPENED[word])
        else:
            words.append(word)
    return _without_softeners(words)


def _without_softeners(words: list[str]) -> list[str]:
    out: list[str] = []
    i = 0
    while i < len(words):
        word = words[i]
        after = words[i + 1] if i + 1 < len(words) else STOP
        if (word, after) in _SOFT_PAIRS:
            i += 2
            continue
        i += 1
        if word in _SOFT and after not in _KEPT_PAIRS.get(word, "").split():
            continue
        if out and word == out[-1] and word not in ("had", "that", "her"):
            continue
        out.append(word)
    return out
