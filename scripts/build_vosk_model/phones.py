"""The sound units of the model, and the pronunciations of its words.

39 ARPAbet phones in four word positions (Vosk takes word boundaries from the position), silence, and a unit for words
outside the vocabulary. The network does not tell positions apart: each base phone has two outputs, one for its first
30 ms and one for the rest.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

ARPABET = tuple(
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH".split()
)
BASE = ("SIL", "SPN", *ARPABET)
OUTPUTS = 2 * len(BASE)
PHONES = ("<eps>", "SIL", "SPN_S", *(f"{phone}_{position}" for phone in ARPABET for position in "BEIS"))
PHONE_COUNT = len(PHONES) - 1
PHONE_ID = {name: number for number, name in enumerate(PHONES)}
SILENCE = PHONE_ID["SIL"]
UNKNOWN = "[unk]"
_BASE_ID = {name: number for number, name in enumerate(BASE)}
_POSITION = {"B": "begin", "E": "end", "I": "internal", "S": "singleton"}

Lexicon = dict[str, list[list[str]]]


def base_of(phone: int) -> int:
    """The base phone (an index of BASE) of a phone id, 1 to PHONE_COUNT."""
    return _BASE_ID[PHONES[phone].split("_")[0]]


def base_ids(pronunciation: Iterable[str]) -> list[int]:
    """ARPAbet names as indexes of BASE."""
    return [_BASE_ID[name] for name in pronunciation]


def positioned(pronunciation: list[str]) -> list[int]:
    """A word's ARPAbet names as phone ids with positions."""
    if len(pronunciation) == 1:
        return [PHONE_ID[f"{pronunciation[0]}_S"]]
    first, *inner, last = pronunciation
    return [PHONE_ID[f"{first}_B"], *(PHONE_ID[f"{name}_I"] for name in inner), PHONE_ID[f"{last}_E"]]


def word_boundaries() -> str:
    """graph/phones/word_boundary.int: without it Vosk's word times are wrong by up to 0.6 s."""
    lines = []
    for number, name in enumerate(PHONES[1:], 1):
        lines.append(f"{number} {'nonword' if name == 'SIL' else _POSITION[name[-1]]}\n")
    return "".join(lines)


def read_lexicon(lines: Iterable[str], words: Collection[str]) -> Lexicon:
    """The pronunciations of those words in CMU dictionary lines (`word(2) P R OW`); the likeliest first."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for line in lines:
        word, *pronunciation = line.split() or [""]
        word = word.split("(")[0]
        if pronunciation and word in words and pronunciation not in found[word]:
            found[word].append(pronunciation)
    return dict(found)


def symbols(vocabulary: Iterable[str]) -> dict[str, int]:
    """Word ids: graph/words.txt. `#0` marks the language model's backoff."""
    return {word: number for number, word in enumerate(["<eps>", *vocabulary, UNKNOWN, "#0", "<s>", "</s>"])}
