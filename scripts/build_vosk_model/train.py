"""The acoustic network: a time-delay network of affine layers over spliced frames, trained by cross entropy.

Rounds: the first on the alignment of align.py, each further one on an alignment by the network of the round before.
Each keeps the weights that were best on the voices of DEV_VOICES, which it does not learn from. Writes
<work>/network.pt (weights, output priors, self-loop probabilities): the mean of the last rounds' weights, which hears
unknown voices better than any of them, while more rounds alone serve only the known ones.
"""

import argparse
import math
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from align import Corpus, Labels, viterbi
from features import FRONT_END, RATE
from kaldi_format import Layer
from numpy.typing import NDArray
from phones import BASE, OUTPUTS
from torch import Tensor, nn
from torch.nn import functional

INPUTS = 40
HIDDEN = 208
FIRST_SPAN = 4  # the first layer sees as many 10 ms frames on either side
SPLICES = ((-1, 0, 1), (-1, 0, 1), (-2, 0, 1), (-3, 0, 1), (-3, 0, 1))  # of the further layers, in 30 ms frames
LEFT = FIRST_SPAN - 3 * sum(splice[0] for splice in SPLICES)  # 10 ms frames of context
RIGHT = FIRST_SPAN + 3 * sum(splice[-1] for splice in SPLICES)  # fewer than LEFT: it delays every partial
DEV_VOICES = ("+Alicia", "+david", "+f5", "+Mike")
BATCH = 48
TRACT_LENGTHS = np.linspace(0.84, 1.18, 18)  # how much longer or shorter a vocal tract may be than the one recorded
HISS_FROM = 2000.0  # Hz
HISSES = np.linspace(0.75, 1.35, 7)
UNTOUCHED_SHARE = 0.25  # of the clips whose vocal tract is left as it is
LEVEL_SHIFT = (-14.0, 4.0)  # dB, beyond the levels of the features
UNKNOWN_SHARE = 0.3  # of the clips in which a stretch of speech is taught as the unknown word
ROUNDS = (
    {"epochs": 1.5, "rate": 3e-3},
    {"epochs": 2.5, "rate": 2e-3},
    {"epochs": 2.5, "rate": 1.5e-3},
    {"epochs": 1.5, "rate": 1.2e-3},
    {"epochs": 2.5, "rate": 1.2e-3},
)
AVERAGED = 3  # last rounds


class Network(nn.Module):
    """Frames every 10 ms in, logits every 30 ms out."""

    mean: Tensor
    deviation: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(INPUTS))
        self.register_buffer("deviation", torch.ones(INPUTS))
        widths = [INPUTS * (2 * FIRST_SPAN + 1), *(len(splice) * HIDDEN for splice in SPLICES)]
        self.affine = nn.ModuleList(nn.Linear(width, HIDDEN) for width in widths)
        self.norm = nn.ModuleList(nn.BatchNorm1d(HIDDEN) for _ in widths)
        self.output = nn.Linear(HIDDEN, OUTPUTS)
        self.dropout = nn.Dropout(0.1)

    def forward(self, features: Tensor) -> Tensor:
        """`features`: clip, frame, coefficient, padded by `padded`."""
        normal = (features - self.mean) / self.deviation
        hidden = normal.unfold(1, 2 * FIRST_SPAN + 1, 3).transpose(2, 3).flatten(2)
        hidden = self._layer(0, hidden)
        for number, splice in enumerate(SPLICES, 1):
            length = hidden.shape[1] - (splice[-1] - splice[0])
            pieces = [hidden[:, offset - splice[0] : offset - splice[0] + length] for offset in splice]
            hidden = self._layer(number, torch.cat(pieces, 2))
        logits: Tensor = self.output(hidden)
        return logits

    def _layer(self, number: int, spliced: Tensor) -> Tensor:
        active = functional.relu(self.affine[number](spliced))
        normal: Tensor = self.norm[number](active.flatten(0, 1)).view(active.shape)
        dropped: Tensor = self.dropout(normal)
        return dropped

    def layers(self) -> list[Layer]:
        """The same function as plain affine layers: every normalisation is folded into the layer behind it."""
        scale = (1 / self.deviation.double()).numpy()
        shift = (-self.mean.double() / self.deviation.double()).numpy()
        found = []
        first = tuple(range(-FIRST_SPAN, FIRST_SPAN + 1))
        spans = [first, *(tuple(3 * offset for offset in splice) for splice in SPLICES), (0,)]
        for number, offsets in enumerate(spans):
            linear: Any = self.affine[number] if number < len(self.affine) else self.output
            weights = linear.weight.detach().double().numpy()
            bias = linear.bias.detach().double().numpy() + weights @ np.tile(shift, len(offsets))
            weights = weights * np.tile(scale, len(offsets))
            found.append(Layer(weights, bias, offsets, "relu" if number < len(self.affine) else "logsoftmax"))
            if number < len(self.norm):
                norm: Any = self.norm[number]
                scale = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).detach().double().numpy()
                shift = norm.bias.detach().double().numpy() - norm.running_mean.double().numpy() * scale
        return found


def padded(clips: list[NDArray[np.float16]]) -> Tensor:
    """Clips of about one length as a batch, their edges repeated as Kaldi repeats them."""
    outputs = max((len(clip) + 2) // 3 for clip in clips)
    length = 3 * outputs - 2 + LEFT + RIGHT
    batch = np.empty((len(clips), length, INPUTS), np.float32)
    for row, clip in zip(batch, clips, strict=True):
        row[:] = np.pad(clip.astype(np.float32), ((LEFT, length - LEFT - len(clip)), (0, 0)), "edge")[:length]
    return torch.from_numpy(batch)


def tract_matrix(stretch: float, hiss: float = 1.0) -> NDArray[np.float32]:
    """What turns MFCCs into those of the same speech with all frequencies multiplied by `1 / stretch`.

    Above HISS_FROM they are moved by `hiss` as well: where the noise of an s lies differs from person to person by
    more than their vowels do. There are as many coefficients as mel bands, so the cosine transform and Kaldi's lifter
    can be undone exactly.
    """
    bands = np.arange(INPUTS)
    cosine = np.sqrt(2 / INPUTS) * np.cos(np.pi / INPUTS * np.outer(bands, bands + 0.5))
    cosine[0] /= np.sqrt(2)
    lifter = 1 + 11 * np.sin(np.pi * bands / 22)
    low, high = (1127 * np.log(1 + edge / 700) for edge in (FRONT_END["low-freq"], RATE / 2 + FRONT_END["high-freq"]))
    centres = low + (high - low) * (bands + 1) / (INPUTS + 1)
    hertz = stretch * 700 * np.expm1(centres / 1127)
    hertz = np.where(hertz > HISS_FROM, HISS_FROM + (hertz - HISS_FROM) * hiss, hertz)
    source = 1127 * np.log(1 + hertz / 700)
    place = np.clip((source - low) / (high - low) * (INPUTS + 1) - 1, 0, INPUTS - 1)
    below = np.minimum(place.astype(int), INPUTS - 2)
    bend = np.zeros((INPUTS, INPUTS))
    bend[bands, below] = 1 - (place - below)
    bend[bands, below + 1] = place - below
    return np.asarray((lifter[:, None] * (cosine @ bend @ cosine.T)) / lifter, np.float32)


def with_unknown(labels: Labels, rng: np.random.Generator) -> Labels:
    """The labels with some speech, a word or two long, called unknown: so `[unk]` fits any speech, but none well."""
    starts = np.flatnonzero((labels % 2 == 0) & (labels > 1))
    if len(starts) < 4:
        return labels
    first = int(rng.integers(len(starts) - 2))
    last = min(first + int(rng.integers(2, 9)), len(starts) - 1)
    changed = labels.copy()
    stretch = changed[starts[first] : starts[last]]
    stretch[stretch > 1] = 2 * BASE.index("SPN") + 1
    changed[starts[first]] = 2 * BASE.index("SPN")
    return changed


class Trainer:
    """One round of training on one alignment."""

    def __init__(self, data: Corpus, labels: dict[str, Labels], seed: int) -> None:
        self._data = data
        self._labels = labels
        self._rng = np.random.default_rng(seed)
        numbers = [number for number in data.usable if data.clips[number] in labels]
        self._dev = [n for n in numbers if self._voice(n).endswith(DEV_VOICES)]
        self._train = sorted(set(numbers) - set(self._dev))
        self._counts = np.full(OUTPUTS, 10.0)
        self._tracts = torch.from_numpy(
            np.stack([tract_matrix(stretch, hiss) for stretch in TRACT_LENGTHS for hiss in HISSES])
        )

    @property
    def priors(self) -> NDArray[np.float64]:
        """How frequent each output was in the targets so far."""
        return np.asarray(self._counts / self._counts.sum())

    def _voice(self, number: int) -> str:
        return str(self._data.about.get(self._data.clips[number], {}).get("voice", ""))

    def _batch(self, items: list[tuple[int, int]], *, learning: bool = False) -> tuple[Tensor, Tensor]:
        features = padded([self._data.of(number, copy) for number, copy in items])
        outputs = (features.shape[1] - LEFT - RIGHT + 2) // 3
        targets = np.full((len(items), outputs), -100, np.int64)
        for row, (number, _) in zip(targets, items, strict=True):
            labels = self._labels[self._data.clips[number]]
            if learning and self._rng.random() < UNKNOWN_SHARE:
                labels = with_unknown(labels, self._rng)
            row[: len(labels)] = labels
            if learning:
                self._counts += np.bincount(labels, minlength=OUTPUTS)
        return features, torch.from_numpy(targets)

    def normalise(self, network: Network) -> None:
        """Set the input mean and deviation from a sample of the training frames."""
        sample = self._data.features[:, ::50].reshape(-1, INPUTS).astype(np.float32)
        network.mean[:] = torch.from_numpy(sample.mean(0))
        network.deviation[:] = torch.from_numpy(sample.std(0))

    def _epoch(self) -> list[list[tuple[int, int]]]:
        items = [(number, copy) for number in self._train for copy in range(self._data.features.shape[0])]
        self._rng.shuffle(items)
        batches = []
        for start in range(0, len(items), 20 * BATCH):
            near = sorted(items[start : start + 20 * BATCH], key=lambda item: self._data.lengths[int(item[0])])
            batches += [near[first : first + BATCH] for first in range(0, len(near), BATCH)]
        self._rng.shuffle(batches)  # type: ignore[arg-type]
        return [[(int(number), int(copy)) for number, copy in batch] for batch in batches]

    @torch.no_grad()
    def dev_loss(self, network: Network) -> tuple[float, float]:
        """Cross entropy and frame accuracy on the distorted clips of the held-out voices."""
        network.eval()
        loss = right = frames = 0.0
        for batch in self._data.batches(self._dev, 64):
            features, targets = self._batch([(number, 2) for number in batch])
            logits = network(features)
            loss += float(functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="sum"))
            right += float((logits.argmax(-1) == targets).sum())
            frames += float((targets >= 0).sum())
        return loss / frames, right / frames

    def _other_tracts(self, features: Tensor) -> Tensor:
        """Most clips as if spoken by a longer or a shorter vocal tract."""
        matrices = self._tracts[torch.randint(len(self._tracts), (len(features),))]
        matrices[torch.rand(len(features)) < UNTOUCHED_SHARE] = torch.eye(INPUTS)
        return torch.bmm(features, matrices.transpose(1, 2))

    @staticmethod
    def _shifts(network: Network, clips: int) -> Tensor:
        """Constant shifts of each clip's coefficients: other vocal tracts, other microphones, other levels."""
        shifts = 0.2 * network.deviation * torch.randn(clips, 1, INPUTS)
        quieter, louder = LEVEL_SHIFT
        decibels = quieter + (louder - quieter) * torch.rand(clips, 1)
        shifts[:, :, 0] += decibels * math.log(10) / 10 * math.sqrt(INPUTS)  # a gain moves only the first one
        return shifts

    def run(self, network: Network, epochs: float, rate: float) -> None:
        """Train; leave the best weights in `network`."""
        batches = [batch for _ in range(int(np.ceil(epochs))) for batch in self._epoch()]
        steps = int(len(batches) * epochs / np.ceil(epochs))
        optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=1e-2)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=rate, total_steps=steps + 1, pct_start=0.1)
        best, kept = np.inf, network.state_dict()
        began = time.monotonic()
        for step, items in enumerate(batches[:steps], 1):
            network.train()
            features, targets = self._batch(items, learning=True)
            features = self._other_tracts(features) + self._shifts(network, len(items))
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = network(features)
            loss = functional.cross_entropy(logits.float().flatten(0, 1), targets.flatten(), label_smoothing=0.03)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            if step % 150 == 0 or step == steps:
                dev, accuracy = self.dev_loss(network)
                seconds = time.monotonic() - began
                print(f"step {step}/{steps} loss {loss:.3f} dev {dev:.3f} {accuracy:.1%} {seconds:.0f} s", flush=True)
                if dev < best:
                    best, kept = dev, {name: value.clone() for name, value in network.state_dict().items()}
        network.load_state_dict(kept)


@torch.no_grad()
def realign(data: Corpus, network: Network, priors: NDArray[np.float64]) -> dict[str, Labels]:
    """The alignment that the network itself finds best."""
    network.eval()
    log_priors = torch.from_numpy(np.log(priors)).float()
    aligned: dict[str, Labels] = {}
    for batch in data.batches(data.usable):
        clips = [data.of(number) for number in batch]
        logits = torch.log_softmax(network(padded(clips)), -1) - log_priors
        scores = [logits[row, : (len(clip) + 2) // 3].numpy() for row, clip in enumerate(clips)]
        for number, result in zip(batch, viterbi(scores, [data.units[n] for n in batch]), strict=True):
            if result:
                aligned[data.clips[number]] = result[0]
    return aligned


def self_loops(labels: dict[str, Labels]) -> dict[int, float]:
    """How likely each base phone lasts another 30 ms."""
    counts = np.bincount(np.concatenate([*labels.values()]), minlength=OUTPUTS)
    found = {}
    for base in range(len(BASE)):
        first, later = counts[2 * base], counts[2 * base + 1]
        found[base] = float(np.clip((later + 1) / (first + later + 2), 0.05, 0.95))
    return found | {BASE.index("SPN"): 0.7}


def save(path: Path, network: Network, priors: NDArray[np.float64], labels: dict[str, Labels]) -> None:
    """What package.py needs."""
    torch.save({"network": network.state_dict(), "priors": priors.tolist(), "self_loops": self_loops(labels)}, path)


def average(rounds: list[Path], out: Path) -> None:
    """Write the mean of the weights, with the last one's priors and loops."""
    saved = [torch.load(path, weights_only=True) for path in rounds]
    for name, last in saved[-1]["network"].items():
        mean = torch.stack([one["network"][name].double() for one in saved]).mean(0)
        saved[-1]["network"][name] = mean.to(last.dtype)
    torch.save(saved[-1], out)


def build(work: Path, threads: int) -> None:
    """Train all rounds that are not there yet: round n leaves network_n.pt."""
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    data = Corpus(work)
    labels = dict(np.load(work / "alignment_gmm.npz"))
    network = Network()
    for number, settings in enumerate(ROUNDS, 1):
        path = work / f"network_{number}.pt"
        if path.exists():
            saved = torch.load(path, weights_only=True)
            network.load_state_dict(saved["network"])
            priors = np.array(saved["priors"])
            continue
        if number == 1:
            Trainer(data, labels, seed=number).normalise(network)
        else:
            labels = realign(data, network, priors)
        torch.manual_seed(number)  # so that a build that was interrupted goes on to the same model
        trainer = Trainer(data, labels, seed=number)
        trainer.run(network, **settings)
        priors = trainer.priors
        save(path, network, priors, labels)
    average([work / f"network_{len(ROUNDS) - back}.pt" for back in reversed(range(AVERAGED))], work / "network.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument(
        "--threads", type=int, default=1, help="more only where nothing else runs: they wait for each other"
    )
    given = parser.parse_args()
    build(given.work, given.threads)
