"""The decoding graph: HCLr.fst (sounds to words, with look-ahead) and Gr.fst (the language model), for grammars too.

Runs in its own process: kaldifst and vosk deadlock in one, both export OpenFst's globals. The recipe is Kaldi's
mkgraph_lookahead.sh; there is no phone context, so C is the identity and H only relabels.
"""

import argparse
import json
import math
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import corpus
import kaldifst
import lookahead
from language_model import ORDER, Backoff
from model_text import domain_model
from phones import PHONE_COUNT, PHONE_ID, SILENCE, UNKNOWN, Lexicon, base_of, positioned, read_lexicon, symbols

DOMAIN_SHARE = 0.75  # of the language model; the rest is the general one
SILENCE_SHARE = 0.3  # between words
FEWEST = {2: 3.0, 3: 5.0}  # as many n-grams as keep the model under 2 MB


class Builder:
    """Collects arcs, then makes the FST."""

    def __init__(self) -> None:
        self.states = 0
        self.final: dict[int, float] = {}
        self._arcs: list[tuple[int, int, int, int, float]] = []

    def state(self) -> int:
        """A new state."""
        self.states += 1
        return self.states - 1

    def arc(self, source: int, target: int, given: int, emitted: int, cost: float = 0.0) -> None:
        """An arc; costs are negative logarithms."""
        self._arcs.append((source, target, given, emitted, cost))

    def compile(self) -> Any:
        """The FST; its first state is the start."""
        fst = kaldifst.StdVectorFst()
        for _ in range(self.states):
            fst.add_state()
        fst.start = 0
        for source, target, given, emitted, cost in self._arcs:
            fst.add_arc(source, kaldifst.StdArc(given, emitted, cost, target))
        for state, cost in self.final.items():
            fst.set_final(state, cost)
        return fst


def lexicon_fst(lexicon: Lexicon, words: Mapping[str, int]) -> tuple[Any, int]:
    """L with disambiguation symbols (ids above PHONE_COUNT), and how many of them there are."""
    entries = [(word, positioned(one)) for word in sorted(lexicon) for one in lexicon[word]]
    entries.append((UNKNOWN, [PHONE_ID["SPN_S"]]))
    same = Counter(tuple(phones) for _, phones in entries)
    prefixes = {tuple(phones[:length]) for _, phones in entries for length in range(1, len(phones))}
    readings = Counter(word for word, _ in entries)
    used: Counter[tuple[int, ...]] = Counter()
    build = Builder()
    start, between, silence, marked = (build.state() for _ in range(4))
    build.arc(start, between, 0, 0, math.log(2))
    build.arc(start, silence, 0, 0, math.log(2))
    words_end = ((between, -math.log(1 - SILENCE_SHARE)), (silence, -math.log(SILENCE_SHARE)))
    for word, phones in entries:
        sequence = list(phones)
        if same[tuple(phones)] > 1 or tuple(phones) in prefixes:
            used[tuple(phones)] += 1
            sequence.append(PHONE_COUNT + 1 + used[tuple(phones)])
        state, emitted, cost = between, words[word], 0.5 * math.log(readings[word])
        for phone in sequence[:-1]:
            following = build.state()
            build.arc(state, following, phone, emitted, cost)
            state, emitted, cost = following, 0, 0.0
        for target, ending in words_end:
            build.arc(state, target, sequence[-1], emitted, cost + ending)
    symbols_used = 1 + max(used.values(), default=0) + 1  # the backoff's (unused), the words', silence's
    build.arc(silence, marked, SILENCE, 0)
    build.arc(marked, between, PHONE_COUNT + symbols_used, 0)
    build.final[between] = 0.0
    return build.compile(), symbols_used


def add_transitions(fst: Any, self_loops: Mapping[int, float]) -> Any:
    """Phones -> transition ids with self loops (Kaldi's AddSelfLoopsReorder), disambiguation symbols after them."""
    arcs = [[(arc.ilabel, arc.olabel, arc.weight.value, arc.nextstate) for arc in kaldifst.ArcIterator(fst, state)]
            for state in range(fst.num_states)]  # fmt: skip
    build = Builder()
    made: dict[tuple[int, int], int] = {}
    todo: list[tuple[int, int]] = []

    def state(original: int, phone: int) -> int:
        key = (original, phone)  # a state is split by the phone that led to it, whose loop it carries
        if key not in made:
            made[key] = build.state()
            todo.append(key)
        return made[key]

    state(fst.start, 0)
    while todo:
        original, phone = key = todo.pop()
        here, leaving = made[key], 0.0
        if phone:
            stay = self_loops.get(base_of(phone), 0.5)
            leaving = -math.log(1 - stay)
            build.arc(here, here, 2 * phone - 1, 0, -math.log(stay))
        for given, emitted, cost, target in arcs[original]:
            if 0 < given <= PHONE_COUNT:
                build.arc(here, state(target, given), 2 * given, emitted, cost + leaving)
            else:
                build.arc(here, state(target, 0), given + PHONE_COUNT if given else 0, emitted, cost + leaving)
        ending = fst.final(original).value
        if ending != math.inf:
            build.final[here] = ending + leaving
    return build.compile()


def grammar_fst(model: Backoff, words: Mapping[str, int]) -> Any:
    """G: a state for each history, an epsilon arc for each backoff."""
    build = Builder()
    begin = model.known(("<s>",))
    states = {begin: build.state()}
    for history in model.probabilities:
        if history not in states:
            states[history] = build.state()
    for history, listed in model.probabilities.items():
        here = states[history]
        for word, probability in listed.items():
            cost = -math.log(probability)
            if word == "</s>":
                build.final[here] = cost
            else:
                target = model.known((*history, word)[-(ORDER - 1) :])
                build.arc(here, states[target], words[word], words[word], cost)
        if history:
            build.arc(here, states[model.known(history[1:])], 0, 0, -math.log(model.weights[history]))
    return build.compile()


def const_bytes(fst: Any) -> bytes:
    """The FST as a const FST file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "const.fst"
        kaldifst.StdConstFst(fst).write(str(path))
        return path.read_bytes()


def build(work: Path) -> None:
    """Write <work>/graph: HCLr.fst, Gr.fst, disambig_tid.int, words.txt. Needs <work>/self_loops.json."""
    out = work / "graph"
    out.mkdir(exist_ok=True)
    vocabulary = (work / "text/vocabulary.txt").read_text().split()
    words = symbols(vocabulary)
    self_loops = {int(base): stay for base, stay in json.loads((work / "self_loops.json").read_text()).items()}
    lexicon = read_lexicon(corpus.GeneralModel().dictionary, set(vocabulary))
    fst, disambiguation = lexicon_fst(lexicon, words)
    kaldifst.determinize_star(fst, use_log=True)
    kaldifst.minimize_encoded(fst)
    sounds = add_transitions(fst, self_loops)
    kaldifst.connect(sounds)
    kaldifst.arcsort(sounds, "olabel")
    arcs = [[(arc.olabel, arc.nextstate) for arc in kaldifst.ArcIterator(sounds, state)]
            for state in range(sounds.num_states)]  # fmt: skip
    final = frozenset(state for state in range(sounds.num_states) if sounds.final(state).value != math.inf)
    (out / "HCLr.fst").write_bytes(lookahead.olabel_lookahead(const_bytes(sounds), lookahead.Arcs(arcs, final)))
    grammar = grammar_fst(domain_model(work / "text", FEWEST, DOMAIN_SHARE), words)
    kaldifst.arcsort(grammar, "ilabel")
    (out / "Gr.fst").write_bytes(const_bytes(grammar))
    first = 2 * PHONE_COUNT + 1
    (out / "disambig_tid.int").write_text("".join(f"{first + number}\n" for number in range(disambiguation)))
    (out / "words.txt").write_text("".join(f"{word} {number}\n" for word, number in words.items()))
    for path in sorted(out.iterdir()):
        print(f"{path.name} {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    build(parser.parse_args().work)
