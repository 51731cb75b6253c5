"""From the corpus to the language model that both recognisers use."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import corpus
from language_model import Backoff, count, mixed
from phones import UNKNOWN

UNKNOWN_PROBABILITY = 1e-4
COMMAND_SHARE = 0.2  # of the domain's utterances
LM_SENTENCES = 30_000


def domain_model(text: Path, fewest: Mapping[int, float], share: float, *, unknown: bool = True) -> Backoff:
    """The model over the text folder of corpus.py. `fewest`, `share`: see `mixed`; `unknown`: list `[unk]` too."""
    vocabulary = (text / "vocabulary.txt").read_text().split()
    test = set((text / "template_test.txt").read_text().splitlines())
    templates = corpus.Templates((corpus.DATA / "templates.toml").read_text(), seed=21)
    drawn = (templates.sentence() for _ in range(LM_SENTENCES))
    weighted = [(1.0, one.split()) for one in drawn if one not in test]
    each = COMMAND_SHARE / (1 - COMMAND_SHARE) * len(weighted) / len(templates.commands)
    weighted += [(each, command.split()) for command in templates.commands]
    pairs: dict[str, dict[str, float]] = defaultdict(dict)
    for line in (text / "bigrams.tsv").read_text().splitlines():
        first, second, probability = line.split("\t")
        pairs[first][second] = float(probability)
    general = corpus.GeneralModel()
    single = {word: general.probability(word) for word in [*vocabulary, "</s>"]}
    if unknown:
        single[UNKNOWN] = UNKNOWN_PROBABILITY
    return mixed(count(weighted), single, pairs, share, fewest)
