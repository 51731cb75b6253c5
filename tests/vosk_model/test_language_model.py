import io
import math

import pytest
from language_model import Backoff, count, discounted, mixed

SENTENCES = [(3.0, "i feel hurt".split()), (2.0, "i feel sad when you go".split()), (5.0, ["yes"]), (1.0, ["pause"])]
WORDS = {word for _, sentence in SENTENCES for word in sentence} | {"</s>", "garden"}
SINGLE = dict.fromkeys(WORDS, 0.01) | {"i": 0.2, "garden": 0.05}
PAIRS = {"i": {"feel": 0.1, "go": 0.2}, "<s>": {"i": 0.3}}


def model(fewest: float = 0.0) -> Backoff:
    return mixed(count(SENTENCES), SINGLE, PAIRS, 0.75, {2: fewest, 3: fewest})


def test_counts_are_of_every_length() -> None:
    counts = count([(2.0, ["a", "b"])])
    assert counts[()] == {"a": 2.0, "b": 2.0, "</s>": 2.0}
    assert counts[("<s>",)] == {"a": 2.0}
    assert counts[("a", "b")] == {"</s>": 2.0}


def test_discounting_leaves_room_for_the_unseen() -> None:
    found = discounted(count(SENTENCES))
    assert 0 < found.weights[("i",)] < 1
    assert found.probability("hurt", ("i", "feel")) > found.probability("hurt", ("you",))


@pytest.mark.parametrize("fewest", [0.0, 2.5])
def test_the_words_after_any_history_add_up_to_one(fewest: float) -> None:
    found = model(fewest)
    for history in found.probabilities:
        total = sum(found.probability(word, history) for word in WORDS)
        assert total == pytest.approx(1.0, abs=0.02)


def test_both_models_have_their_say() -> None:
    found = model()
    assert found.probability("go", ("i",)) > 0.01  # only the general model has met it
    assert found.probability("hurt", ("i", "feel")) > 0.3  # only the domain has
    assert 0 < found.probability("garden", ()) < 0.1


def test_rare_pairs_are_left_out_but_not_impossible() -> None:
    found = model(2.5)
    assert ("pause",) not in found.probabilities
    assert found.probability("</s>", ("<s>", "pause")) > 0


def test_the_arpa_file_says_the_same() -> None:
    found = model()
    out = io.StringIO()
    found.arpa(out)
    head, *sections = out.getvalue().split("\n\n")
    sizes = [int(line.split("=")[1]) for line in head.splitlines()[1:]]
    listed = [section.splitlines()[1:] for section in sections[:3]]
    assert [len(lines) for lines in listed] == sizes
    assert sections[3].strip() == "\\end\\"
    table = {tuple(line.split()[1 : 2 + n]): float(line.split()[0]) for n, lines in enumerate(listed) for line in lines}
    assert table[("i", "feel", "hurt")] == pytest.approx(math.log10(found.probability("hurt", ("i", "feel"))), abs=1e-3)
    assert all(gram[:-1] in table for gram in table if len(gram) > 1)  # every history is an n-gram of its own
