"""What the voices read and what the language model learns from: seeded, the same bytes on every run.

Reads data/ and the pocketsphinx wheel (its dictionary for pronunciations, its general model for filler text).
Writes to <work>/text: sentences.txt, commands.txt, filler.txt, template_test.txt, vocabulary.txt, bigrams.tsv.
"""

import argparse
import math
import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"
SENTENCES = 6500
TEST_SENTENCES = 150
VOCABULARY = 3000
FILLERS = 2200
GENERAL_BIGRAMS = 30_000

_LOG_BASE = math.log(1.0001)  # pocketsphinx returns logarithms to this base
_TURNED = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "i'm": "you're", "am": "are",
    "you": "i", "your": "my", "yours": "mine", "yourself": "myself", "you're": "i'm",
}  # fmt: skip
_BEFORE_OBJECT = frozenset(
    "to of with about over at from for ignore ignores losing love miss tell telling asks ask hurt told trust compare"
    " interrupt hear see held laugh shout help behind without".split()
)


def listed(text: str) -> list[str]:
    """The phrases of a slot: separated by bars, wrapped anywhere."""
    return [" ".join(phrase.split()) for phrase in text.split("|") if phrase.strip()]


def turn_persons(text: str) -> str:
    """The same said by the other ("you ignore me" -> "i ignore you"): enough for training text, not a grammar."""
    words = text.split()
    turned = []
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        if word == "you" and index and (before in _BEFORE_OBJECT or index == len(words) - 1):
            turned.append("me")
        elif word == "are" and before == "you":
            turned.append("am")
        else:
            turned.append(_TURNED.get(word, word))
    return " ".join(turned)


class Blocked:
    """The words that must appear nowhere: exact ones, and stems that end in `*` in the list."""

    def __init__(self, lines: Iterable[str]) -> None:
        entries = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        self._exact = frozenset(entry for entry in entries if not entry.endswith("*"))
        self._stems = tuple(entry[:-1] for entry in entries if entry.endswith("*"))

    def __contains__(self, word: str) -> bool:
        return word in self._exact or (bool(self._stems) and word.startswith(self._stems))


class Templates:
    """The template file, expanded at random."""

    def __init__(self, source: str, seed: int) -> None:
        data = tomllib.loads(source)
        self.commands = list(dict.fromkeys(listed(data["commands"]["phrases"])))
        self.extra = data["words"]["extra"].split()
        self._slots = {name: listed(text) for name, text in data["slots"].items()}
        self._templates = [(text, entry["weight"] / len(entry["text"])) for entry in data["template"]
                           for text in entry["text"]]  # fmt: skip
        self._random = random.Random(seed)

    def sentence(self) -> str:
        """One answer."""
        texts, weights = zip(*self._templates, strict=True)
        template = self._random.choices(texts, weights)[0]
        used: set[str] = set()

        def fill(match: re.Match[str]) -> str:
            name, _, person = match[1].partition(":")
            phrase = self._random.choice([one for one in self._slots[name] if one not in used])
            used.add(phrase)
            return turn_persons(phrase) if person else phrase

        return re.sub(r"\{([^}]+)\}", fill, template)

    def words(self) -> set[str]:
        """Every word that the templates can produce."""
        phrases = [re.sub(r"\{[^}]+\}", " ", text) for text, _ in self._templates] + self.commands + self.extra
        phrases += [phrase for slot in self._slots.values() for phrase in slot]
        phrases += [turn_persons(phrase) for phrase in self._slots["you_do"] + self._slots["because"]]
        return {word for phrase in phrases for word in phrase.split()}


class GeneralModel:
    """Word probabilities of the general language model in the pocketsphinx wheel."""

    def __init__(self) -> None:
        import pocketsphinx  # heavy, and not needed by those who only expand templates

        folder = Path(pocketsphinx.get_model_path()) / "en-us"
        self._model = pocketsphinx.NGramModel.readfile(str(folder / "en-us.lm.bin"))
        self.dictionary = (folder / "cmudict-en-us.dict").read_text().splitlines()
        self.dictionary += (DATA / "pronunciations.dict").read_text().splitlines()

    def probability(self, word: str, *history: str) -> float:
        """P(word | history); the latest word of the history first, as the library wants it."""
        return math.exp(self._model.prob([word, *history]) * _LOG_BASE)

    def frequent(self) -> list[str]:
        """All plain words of the dictionary, the most frequent first."""
        words = set()
        for line in self.dictionary:
            word = line.split()[0] if line.strip() else ""
            if re.fullmatch(r"[a-z]+('[a-z]+)?", word) and (len(word) > 1 or word in "ai"):
                words.add(word)
        return sorted(sorted(words), key=lambda word: -self.probability(word))


def bigrams(model: GeneralModel, vocabulary: list[str], count: int) -> list[tuple[str, str, float]]:
    """The `count` word pairs for which the pair says most beyond the single words: (first, second, P(second|first))."""
    single = {word: model.probability(word) for word in [*vocabulary, "</s>"]}
    found = []
    for first in ["<s>", *vocabulary]:
        share = 1.0 / 12 if first == "<s>" else single[first]
        for second, alone in single.items():
            pair = model.probability(second, first)
            if pair > 2 * alone:
                found.append((share * pair * math.log(pair / alone), first, second, pair))
    found.sort(key=lambda item: (-item[0], item[1], item[2]))
    return [(first, second, pair) for _, first, second, pair in found[:count]]


def filler(model: GeneralModel, vocabulary: list[str], count: int, seed: int) -> Iterator[str]:
    """Sentences drawn from the general trigram, so that every word of the vocabulary is read aloud about equally."""
    rng = np.random.default_rng(seed)
    choices = [*vocabulary, "</s>"]
    single = np.array([model.probability(word) for word in choices])
    proposal = single / single.sum()
    seen: dict[str, int] = defaultdict(int)
    for _ in range(count):
        history = ["<s>"]
        length = int(rng.integers(4, 11))
        if rng.random() < 0.7:
            rarest = min(seen[word] for word in vocabulary)
            history.append(str(rng.choice([word for word in vocabulary if seen[word] == rarest])))
        while len(history) <= length:
            drawn = rng.choice(len(choices), size=200, p=proposal)  # importance sampling against the single words
            odds = np.array([model.probability(choices[i], *history[:-3:-1]) for i in drawn]) / single[drawn]
            word = choices[int(rng.choice(drawn, p=odds / odds.sum()))]
            if word != "</s>":
                history.append(word)
            elif len(history) > 3:
                break
        for word in history[1:]:
            seen[word] += 1
        yield " ".join(history[1:])


def build(work: Path, *, sentences: int = SENTENCES, fillers: int = FILLERS) -> None:
    """Write the text folder."""
    out = work / "text"
    out.mkdir(parents=True, exist_ok=True)
    blocked = Blocked((DATA / "blocked.txt").read_text().splitlines())
    templates = Templates((DATA / "templates.toml").read_text(), seed=7)
    drawn = list(dict.fromkeys(templates.sentence() for _ in range(sentences)))
    random.Random(8).shuffle(drawn)
    test = [text for text in drawn if len(text.split()) > 3][:TEST_SENTENCES]
    train = [text for text in drawn if text not in set(test)]

    model = GeneralModel()
    known = set(model.frequent())
    own = templates.words()
    if unknown := sorted(word for word in own if word not in known):
        raise SystemExit(f"without a pronunciation: {' '.join(unknown)}")
    if wrong := sorted(word for word in own if word in blocked):
        raise SystemExit(f"blocked words in the templates: {' '.join(wrong)}")
    hesitations = {"er", "ah", "um", "uh", "huh", "mm", "hm", "mhm", "dr", "mr", "mrs", "st"}
    vocabulary = set(own)
    for word in model.frequent():
        if len(vocabulary) >= VOCABULARY:
            break
        if word not in blocked and word not in hesitations:
            vocabulary.add(word)
    ordered = sorted(vocabulary)

    for name, lines in {
        "vocabulary.txt": ordered,
        "sentences.txt": train,
        "template_test.txt": test,
        "commands.txt": templates.commands,
        "filler.txt": filler(model, ordered, fillers, seed=3),
        "bigrams.tsv": (f"{a}\t{b}\t{p:.4e}" for a, b, p in bigrams(model, ordered, GENERAL_BIGRAMS)),
    }.items():
        (out / name).write_text("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    build(parser.parse_args().work)
