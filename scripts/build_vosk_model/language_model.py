"""The backoff language model of the domain, mixed with the general one, as Kaldi's G and as an ARPA file.

Pure Python and NumPy-free; a model is two tables: P(word | history) for the n-grams it lists, and a backoff weight for
each history.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TextIO

History = tuple[str, ...]
Pairs = Mapping[str, Mapping[str, float]]

ORDER = 3
DISCOUNT = 0.7
FLOOR = 1e-9


@dataclass(frozen=True)
class Backoff:
    """`probabilities[history][word]`; where a word is not listed, `weights[history]` times the shorter history's."""

    probabilities: dict[History, dict[str, float]]
    weights: dict[History, float]

    def probability(self, word: str, history: History) -> float:
        """P(word | history)."""
        listed = self.probabilities.get(history)
        if listed is not None and word in listed:
            return listed[word]
        if not history:
            return FLOOR
        return self.weights.get(history, 1.0) * self.probability(word, history[1:])

    def known(self, history: History) -> History:
        """The longest end of `history` that the model has a table for."""
        while history and history not in self.probabilities:
            history = history[1:]
        return history

    def arpa(self, out: TextIO) -> None:
        """Write the model in ARPA format (base 10 logarithms)."""
        grams: list[list[tuple[History, float]]] = [[] for _ in range(ORDER)]
        for history, listed in self.probabilities.items():
            for word, probability in listed.items():
                grams[len(history)].append(((*history, word), probability))
        grams[0].append((("<s>",), FLOOR))
        present = {gram for level in grams for gram, _ in level}
        for history in self.probabilities:  # the format needs every history as an n-gram of its own
            if len(history) > 1 and history not in present:
                grams[len(history) - 1].append((history, self.probability(history[-1], history[:-1])))
        out.write("\\data\\\n" + "".join(f"ngram {n}={len(level)}\n" for n, level in enumerate(grams, 1)))
        for n, level in enumerate(grams, 1):
            out.write(f"\n\\{n}-grams:\n")
            for gram, probability in sorted(level):
                weight = f" {math.log10(self.weights.get(gram, 1.0)):.4f}" if n < ORDER else ""
                out.write(f"{math.log10(max(probability, FLOOR)):.4f} {' '.join(gram)}{weight}\n")
        out.write("\n\\end\\\n")


def count(sentences: Iterable[tuple[float, list[str]]]) -> dict[History, dict[str, float]]:
    """Weighted counts of all n-grams up to ORDER: counts[history][word]."""
    counts: dict[History, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for weight, words in sentences:
        line = ["<s>", *words, "</s>"]
        for position in range(1, len(line)):
            for length in range(min(ORDER - 1, position) + 1):
                counts[tuple(line[position - length : position])][line[position]] += weight
    return counts


def discounted(counts: Mapping[History, Mapping[str, float]]) -> Backoff:
    """Absolute discounting, each order interpolated with the shorter one."""
    model = Backoff({}, {})
    for history in sorted(counts, key=len):
        listed = counts[history]
        total = sum(listed.values())
        freed = sum(min(DISCOUNT, 0.5 * amount) for amount in listed.values()) / total
        model.probabilities[history] = {
            word: (amount - min(DISCOUNT, 0.5 * amount)) / total
            + (freed * model.probability(word, history[1:]) if history else 0.0)
            for word, amount in listed.items()
        }
        model.weights[history] = freed
    return model


def mixed(
    counts: Mapping[History, Mapping[str, float]],
    single: Mapping[str, float],
    pairs: Pairs,
    share: float,
    fewest: Mapping[int, float],
) -> Backoff:
    """The domain's n-grams and the general model's, `share` of it the domain's.

    `single`: P(word) of the general model over the whole vocabulary; `pairs[first][second]`: the word pairs it lists;
    `fewest[n]`: how often the domain must have an n-gram for it to be listed.
    """
    domain = discounted(counts)
    whole = sum(single.values())
    general_left = {
        first: max(1e-3, 1 - sum(listed.values())) / max(1e-3, 1 - sum(single[word] for word in listed) / whole)
        for first, listed in pairs.items()
    }

    def general(word: str, history: History) -> float:
        last = history[-1] if history else ""
        if last in pairs:
            found = pairs[last].get(word)
            return general_left[last] * single[word] / whole if found is None else found
        return single[word] / whole

    listed: dict[History, set[str]] = {(): set(single)}
    for history, words in counts.items():
        if history:
            kept = {word for word, amount in words.items() if amount >= fewest.get(len(history) + 1, 0)}
            if kept:
                listed[history] = kept
    for first, others in pairs.items():
        listed.setdefault((first,), set()).update(others)

    model = Backoff({}, {})
    for history in sorted(listed, key=len):
        # a history the domain has never met says nothing about the domain: there the general model speaks alone
        own = share if history in counts else 0.02
        table = {
            word: own * domain.probability(word, history) + (1 - own) * general(word, history)
            for word in sorted(listed[history])
        }
        if history:
            rest = max(1 - sum(table.values()), 1e-4)
            model.weights[history] = min(
                rest / max(1 - sum(model.probability(w, history[1:]) for w in table), 1e-4), 1e3
            )
        else:
            total = sum(table.values())
            table = {word: max(probability / total, FLOOR) for word, probability in table.items()}
        model.probabilities[history] = table
    return model
