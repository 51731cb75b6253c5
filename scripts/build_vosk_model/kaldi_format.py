"""Writers for the binary files of a Kaldi nnet3 model, as Vosk reads them: pure functions from values to bytes.

Byte layouts after Kaldi (Apache-2.0): base/io-funcs, matrix/kaldi-matrix, matrix/compressed-matrix, hmm/hmm-topology,
hmm/transition-model, nnet3/nnet-simple-component.
"""

import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from phones import PHONE_COUNT, base_of

Matrix = NDArray[np.floating[Any]]

MFCC_CONF = """\
--use-energy=false
--sample-frequency=16000
--num-mel-bins=40
--num-ceps=40
--low-freq=60
--high-freq=-400
--dither=0
"""
"""The same front end as features.mfcc. Without `--dither=0` the same clip may give other words the next time."""

MODEL_CONF = """\
--min-active=200
--max-active=3000
--beam=13.0
--lattice-beam=6.0
--acoustic-scale={acoustic_scale}
--frame-subsampling-factor=3
--frames-per-chunk={chunk}
--endpoint.silence-phones=1
--endpoint.rule1.min-trailing-silence=1000000
--endpoint.rule2.min-trailing-silence=1000000
--endpoint.rule3.min-trailing-silence=1000000
--endpoint.rule4.min-trailing-silence=1000000
--endpoint.rule5.min-utterance-length=1000000
"""
"""No endpoint of Kaldi's ever comes: the app decides when an utterance ends.

Without `silence-phones` the process aborts; with another subsampling than 3 all word times are wrong, because Vosk
counts 0.03 s a decoder frame.
"""


@dataclass(frozen=True)
class Layer:
    """One affine layer over spliced frames. `offsets`: input frames (10 ms) that are appended, in column order."""

    weights: Matrix
    bias: Matrix
    offsets: tuple[int, ...]
    activation: Literal["relu", "logsoftmax"]


def token(text: str) -> bytes:
    """A word of the format."""
    return text.encode() + b" "


def int32(value: int) -> bytes:
    """A 32-bit integer with its size byte."""
    return b"\x04" + struct.pack("<i", value)


def float32(value: float) -> bytes:
    """A single float with its size byte."""
    return b"\x04" + struct.pack("<f", value)


def int_vector(values: Sequence[int]) -> bytes:
    """A std::vector<int32>: here the count has no size byte of its own."""
    return b"\x04" + struct.pack("<i", len(values)) + np.asarray(values, "<i4").tobytes()


def float_vector(values: ArrayLike) -> bytes:
    """A Vector<float>."""
    array = np.asarray(values, "<f4")
    return b"FV " + int32(len(array)) + array.tobytes()


def matrix(values: Matrix) -> bytes:
    """A Matrix<float>."""
    array = np.ascontiguousarray(values, "<f4")
    return b"FM " + int32(array.shape[0]) + int32(array.shape[1]) + array.tobytes()


def compressed_matrix(values: Matrix) -> bytes:
    """A CompressedMatrix of format kOneByteInteger: 256 even steps from the least value to the greatest."""
    array = np.asarray(values, np.float64)
    low = float(array.min())
    span = float(array.max() - low) or 1e-5
    steps = np.clip(np.floor((array - low) / span * 255 + 0.499), 0, 255).astype("u1")
    return b"CM3 " + struct.pack("<ffii", low, span, *array.shape) + steps.tobytes()


def transition_model(self_loops: Mapping[int, float]) -> bytes:
    """Topology and transitions: one emitting state a phone, with a self loop and a way out.

    `self_loops`: base phone -> probability of staying another 30 ms (0.5 where unknown). Transition ids are
    2 * phone - 1 for the self loop and 2 * phone for the way out.
    """
    phones = range(1, PHONE_COUNT + 1)
    parts = [token("<TransitionModel>"), token("<Topology>"), int_vector([*phones])]
    parts += [int_vector([-1, *(0 for _ in phones)])]
    parts += [int32(-1), int32(1)]  # -1: outputs of first and later frames differ; one entry for all phones
    parts += [int32(2), int32(0), int32(1)]  # two states; the first: output class 0 on entering, 1 on staying
    parts += [int32(2), int32(0), float32(0.5), int32(1), float32(0.5)]
    parts += [int32(-1), int32(-1), int32(0), token("</Topology>")]  # the final state emits nothing
    parts += [token("<Tuples>"), int32(PHONE_COUNT)]
    for phone in phones:
        output = 2 * base_of(phone)
        parts += [int32(phone), int32(0), int32(output), int32(output + 1)]
    logs = [0.0]
    for phone in phones:
        stay = self_loops.get(base_of(phone), 0.5)
        logs += [math.log(stay), math.log(1 - stay)]
    parts += [token("</Tuples>"), token("<LogProbs>"), float_vector(logs), token("</LogProbs>")]
    return b"".join([*parts, token("</TransitionModel>")])


def _affine(layer: Layer) -> bytes:
    return b"".join([
        token("<FixedAffineComponent>"),
        token("<LinearParams>"), compressed_matrix(layer.weights),
        token("<BiasParams>"), float_vector(layer.bias),
        token("</FixedAffineComponent>"),
    ])  # fmt: skip


def _nonlinear(kind: str, size: int) -> bytes:
    return b"".join([
        token(f"<{kind}>"), token("<Dim>"), int32(size),
        token("<ValueAvg>"), float_vector([]), token("<DerivAvg>"), float_vector([]), token("<Count>"), float32(0),
        token(f"</{kind}>"),
    ])  # fmt: skip


_ACTIVATIONS = {"relu": "RectifiedLinearComponent", "logsoftmax": "LogSoftmaxComponent"}


def network(layers: Sequence[Layer], inputs: int, priors: ArrayLike) -> bytes:
    """The acoustic model: a chain of layers over `inputs` features. `priors`: how frequent each output is."""
    config = [f"input-node name=input dim={inputs}"]
    components: list[tuple[str, bytes]] = []
    before = "input"
    for number, layer in enumerate(layers):
        pieces = [f"Offset({before}, {offset})" if offset else before for offset in layer.offsets]
        source = pieces[0] if len(pieces) == 1 else f"Append({', '.join(pieces)})"
        for name, component, given in (
            (f"affine{number}", _affine(layer), source),
            (f"{layer.activation}{number}", _nonlinear(_ACTIVATIONS[layer.activation], len(layer.bias)),
             f"affine{number}"),
        ):  # fmt: skip
            config.append(f"component-node name={name} component={name} input={given}")
            components.append((name, component))
            before = name
    config.append(f"output-node name=output input={before} objective=linear")
    parts = [token("<Nnet3>"), b"\n", "\n".join(config).encode(), b"\n\n", token("<NumComponents>")]
    parts.append(int32(len(components)))
    for name, component in components:
        parts += [token("<ComponentName>"), token(name), component]
    parts += [token("</Nnet3>"), token("<LeftContext>"), int32(0)]  # both contexts are computed anew on loading
    parts += [token("<RightContext>"), int32(0), token("<Priors>"), float_vector(priors)]
    return b"".join(parts)


def model(self_loops: Mapping[int, float], layers: Sequence[Layer], inputs: int, priors: ArrayLike) -> bytes:
    """am/final.mdl."""
    return b"\0B" + transition_model(self_loops) + network(layers, inputs, priors)
