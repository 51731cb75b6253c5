"""Which sound is spoken in which 30 ms: a Gaussian mixture model from a flat start, then Viterbi over all clips.

Reads features, texts and the lexicon; writes <work>/alignment_gmm.npz (clip -> output label of each 30 ms frame).
Labels are the network's outputs: 2b for the first frame of base phone b, 2b + 1 for its later frames. train.py aligns
once more with the network's own scores.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

import corpus
import numpy as np
import torch
from numpy.typing import NDArray
from phones import OUTPUTS, base_ids, read_lexicon
from torch import Tensor

Array = NDArray[np.float32]
Labels = NDArray[np.int16]
Unit = tuple[int, bool]
"""A base phone, and whether it may be left out (silence between words)."""

START_CLIPS = 2500
GAUSSIANS = (1, 1, 1, 1, 2, 2, 2, 4, 4, 4, 8, 8)  # mixtures an iteration
FULL_GAUSSIANS = 12
IMPOSSIBLE = -1e30


class Corpus:
    """The features and what is said in them, by clip."""

    def __init__(self, work: Path) -> None:
        index = json.loads((work / "features.json").read_text())
        self.clips: list[str] = index["clips"]
        self.lengths: list[int] = index["lengths"]
        self.features = np.load(work / "features.npy", mmap_mode="r")  # copy, frame, coefficient
        self._starts = np.concatenate([[0], np.cumsum(self.lengths)])
        rows = map(json.loads, (work / "clips.jsonl").read_text().splitlines())
        self.about = {row["clip"]: row for row in rows}
        lines = corpus.GeneralModel().dictionary
        self._lexicon = read_lexicon(lines, set((work / "text/vocabulary.txt").read_text().split()))
        self.units = [self._units(clip) for clip in self.clips]
        self.usable = [number for number in range(len(self.clips)) if self._is_long_enough(number)]

    def _is_long_enough(self, number: int) -> bool:
        return 3 * sum(not optional for _, optional in self.units[number]) + 6 < self.lengths[number]

    def _units(self, clip: str) -> list[Unit]:
        if clip not in self.about:
            return [(0, False)]  # a clip of noise
        units: list[Unit] = [(0, True)]
        for word in self.about[clip]["text"].split():
            units += [(phone, False) for phone in base_ids(self._lexicon[word][0])] + [(0, True)]
        return units

    def of(self, number: int, copy: int = 0) -> NDArray[np.float16]:
        """The features of one copy of a clip."""
        return np.asarray(self.features[copy, self._starts[number] : self._starts[number + 1]])

    def batches(self, numbers: Sequence[int], size: int = 48) -> list[list[int]]:
        """Clips of like length together."""
        ordered = sorted(numbers, key=lambda number: self.lengths[number])
        return [ordered[start : start + size] for start in range(0, len(ordered), size)]


def viterbi(scores: Sequence[Array], units: Sequence[Sequence[Unit]]) -> list[tuple[Labels, float] | None]:
    """The best labels of each clip and their log likelihood; None for a clip too short for its units.

    `scores`: log likelihood of each output in each frame. All clips run side by side.
    """
    clips, most = len(units), max(map(len, units))
    frames = [len(one) for one in scores]
    emission = torch.zeros(clips, max(frames), OUTPUTS + 1)
    emission[:, :, OUTPUTS] = IMPOSSIBLE  # stands for units that a shorter clip does not have
    entering = torch.full((clips, most), OUTPUTS, dtype=torch.long)
    staying = entering.clone()
    skips = torch.zeros(clips, most, dtype=torch.bool)  # the unit before may be skipped on entering this one
    for clip, (one, its) in enumerate(zip(scores, units, strict=True)):
        emission[clip, : len(one), :OUTPUTS] = torch.from_numpy(one)
        base = torch.tensor([phone for phone, _ in its])
        entering[clip, : len(its)], staying[clip, : len(its)] = 2 * base, 2 * base + 1
        skips[clip, 1 : len(its)] = torch.tensor([optional for _, optional in its[:-1]], dtype=torch.bool)

    never = torch.tensor(IMPOSSIBLE)
    first = torch.full((clips, most), IMPOSSIBLE)
    later = first.clone()
    now = emission[:, 0]
    first[:, 0] = now.gather(1, entering[:, :1])[:, 0]
    if most > 1:
        first[:, 1] = torch.where(skips[:, 1], now.gather(1, entering[:, 1:2])[:, 0], never)
    stayed = torch.zeros(max(frames), clips, most, dtype=torch.bool)
    skipped = stayed.clone()
    best = torch.maximum(first, later)
    ends = {clip: best[clip].clone() for clip in range(clips) if frames[clip] == 1}
    one_back, two_back = torch.full((clips, 1), IMPOSSIBLE), torch.full((clips, 2), IMPOSSIBLE)
    for frame in range(1, max(frames)):
        now = emission[:, frame]
        step = torch.cat([one_back, best[:, :-1]], 1)
        jump = torch.where(skips, torch.cat([two_back, best[:, :-2]], 1)[:, :most], never)
        skipped[frame] = jump > step
        first, later = torch.maximum(step, jump) + now.gather(1, entering), best + now.gather(1, staying)
        stayed[frame] = later > first
        best = torch.maximum(first, later)
        for clip in range(clips):
            if frames[clip] == frame + 1:
                ends[clip] = best[clip].clone()
    return [_trace(ends[clip], units[clip], frames[clip], stayed[:, clip].numpy(), skipped[:, clip].numpy())
            for clip in range(clips)]  # fmt: skip


def _trace(
    last: Tensor, units: Sequence[Unit], frames: int, stayed: NDArray[np.bool_], skipped: NDArray[np.bool_]
) -> tuple[Labels, float] | None:
    """Walk back from the last frame."""
    unit = len(units) - 1
    if units[unit][1] and unit and last[unit - 1] > last[unit]:
        unit -= 1
    score = float(last[unit])
    if score < IMPOSSIBLE / 2:
        return None
    labels = np.zeros(frames, np.int16)
    for frame in range(frames - 1, -1, -1):
        staying = bool(stayed[frame, unit])
        labels[frame] = 2 * units[unit][0] + staying
        if not staying and frame:
            unit -= 2 if skipped[frame, unit] else 1
    return labels, score


def _delta(values: Array) -> Array:
    padded = np.pad(values, ((2, 2), (0, 0)), "edge")
    return np.asarray((padded[3:-1] - padded[1:-3] + 2 * (padded[4:] - padded[:-4])) / 10, np.float32)


def mixture_features(features: NDArray[np.float16]) -> Array:
    """13 coefficients less their mean, with first and second derivatives, every 30 ms."""
    static = features[:, :13].astype(np.float32)
    static -= static.mean(0)
    slope = _delta(static)
    return np.concatenate([static, slope, _delta(slope)], 1)[::3]


class Mixtures:
    """A diagonal Gaussian mixture for each output."""

    def __init__(self) -> None:
        self._models: list[tuple[Array, Array, Array]] = []  # log weights, means, variances

    def fit(self, features: Array, labels: Labels, components: int) -> None:
        """Two rounds of expectation maximisation, splitting the heaviest components up to that many."""
        mean, spread = features.mean(0), features.var(0)
        start = (np.zeros(1, np.float32), mean[None], spread[None])
        models = self._models or [start] * OUTPUTS
        self._models = [self._refit(features[labels == output], model, components, spread, fresh=not self._models)
                        for output, model in enumerate(models)]  # fmt: skip

    @staticmethod
    def _refit(
        own: Array, model: tuple[Array, Array, Array], components: int, spread: Array, *, fresh: bool
    ) -> tuple[Array, Array, Array]:
        if len(own) < 20:
            return model
        if fresh:
            model = (np.zeros(1, np.float32), own.mean(0)[None], own.var(0)[None] + 0.01 * spread)
        weights, means, variances = model
        if len(weights) < components and len(own) > 60 * components:
            split = min(components - len(weights), len(weights))
            shift = np.sqrt(variances[:split]) * 0.3
            means = np.concatenate([means[:split] - shift, means[split:], means[:split] + shift])
            variances = np.concatenate([variances, variances[:split]])
            weights = np.concatenate([weights, weights[:split]])
            weights[:split] -= np.log(2)
            weights[-split:] -= np.log(2)
        for _ in range(2):
            scores = _component_scores(own, (weights, means, variances))
            share = np.exp(scores - scores.max(1, keepdims=True))
            share /= share.sum(1, keepdims=True)
            count = share.sum(0) + 1e-3
            means = (share.T @ own) / count[:, None]
            variances = np.maximum((share.T @ (own * own)) / count[:, None] - means * means, 0.03 * spread)
            weights = np.log(count / count.sum())
        return weights.astype(np.float32), means.astype(np.float32), variances.astype(np.float32)

    def scores(self, features: Array) -> Array:
        """Log likelihood of each output in each frame."""
        found = np.empty((len(features), OUTPUTS), np.float32)
        for output, model in enumerate(self._models):
            scores = _component_scores(features, model)
            top = scores.max(1)
            found[:, output] = top + np.log(np.exp(scores - top[:, None]).sum(1))
        return found


def _component_scores(features: Array, model: tuple[Array, Array, Array]) -> Array:
    weights, means, variances = model
    constant = weights - 0.5 * (means * means / variances + np.log(2 * np.pi * variances)).sum(1)
    distance = (features * features) @ (1 / variances).T - 2 * features @ (means / variances).T
    return np.asarray(constant - 0.5 * distance, np.float32)


def flat_start(energy: Array, units: Sequence[Unit]) -> Labels:
    """The units laid evenly over the loud part of a clip."""
    labels = np.ones(len(energy), np.int16)
    threshold = 0.6 * np.percentile(energy, 15) + 0.4 * np.percentile(energy, 85)
    loud = np.flatnonzero(energy > threshold)
    spoken = [phone for phone, optional in units if not optional]
    if len(loud) >= len(spoken) and spoken[0]:
        edges = np.linspace(loud[0], loud[-1] + 1, len(spoken) + 1).astype(int)
        for phone, start, end in zip(spoken, edges, edges[1:], strict=False):
            labels[start:end] = 2 * phone + 1
            labels[start : start + 1] = 2 * phone
    return labels


def build(work: Path) -> None:
    """Write the first alignment."""
    data = Corpus(work)
    began = time.monotonic()
    rng = np.random.default_rng(0)
    short = [number for number in data.usable if len(data.units[number]) < 120]
    chosen = [int(number) for number in rng.choice(short, min(START_CLIPS, len(short)), replace=False)]
    features = {number: mixture_features(data.of(number)) for number in chosen}
    labels = {number: flat_start(features[number][:, 0], data.units[number]) for number in chosen}
    together = np.concatenate([features[number] for number in chosen])
    mixtures = Mixtures()
    for components in (*GAUSSIANS, FULL_GAUSSIANS):
        mixtures.fit(together, np.concatenate([labels[number] for number in chosen]), components)
        if components == FULL_GAUSSIANS:
            break
        total = 0.0
        for batch in data.batches(chosen):
            found = viterbi([mixtures.scores(features[number]) for number in batch], [data.units[n] for n in batch])
            for number, result in zip(batch, found, strict=True):
                if result:
                    labels[number], score = result
                    total += score
        print(
            f"{components} Gaussians: {total / len(together):.2f} a frame, {time.monotonic() - began:.0f} s", flush=True
        )
    aligned: dict[str, Labels] = {}
    for batch in data.batches(data.usable):
        scores = [mixtures.scores(mixture_features(data.of(number))) for number in batch]
        for number, result in zip(batch, viterbi(scores, [data.units[n] for n in batch]), strict=True):
            if result:
                aligned[data.clips[number]] = result[0]
    np.savez(work / "alignment_gmm.npz", **aligned)  # type: ignore[arg-type]
    print(f"{len(aligned)} of {len(data.clips)} clips aligned")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    build(parser.parse_args().work)
