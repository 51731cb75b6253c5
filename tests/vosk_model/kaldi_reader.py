"""Reads back what kaldi_format writes, and refuses anything it does not expect."""

import re
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


class KaldiReader:
    """A cursor over the bytes of a Kaldi binary file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def at_end(self) -> bool:
        return self._at == len(self._data)

    def take(self, count: int) -> bytes:
        piece = self._data[self._at : self._at + count]
        assert len(piece) == count, "the file ends too early"
        self._at += count
        return piece

    def expect(self, *tokens: str) -> None:
        for token in tokens:
            assert self.take(len(token) + 1) == token.encode() + b" "

    def token(self) -> str:
        end = self._data.index(b" ", self._at)
        return self.take(end + 1 - self._at)[:-1].decode()

    def line(self) -> str:
        end = self._data.index(b"\n", self._at)
        return self.take(end + 1 - self._at)[:-1].decode()

    def int32(self) -> int:
        assert self.take(1) == b"\x04"
        return int(struct.unpack("<i", self.take(4))[0])

    def float32(self) -> float:
        assert self.take(1) == b"\x04"
        return float(struct.unpack("<f", self.take(4))[0])

    def int_vector(self) -> list[int]:
        assert self.take(1) == b"\x04"
        (count,) = struct.unpack("<i", self.take(4))
        values: list[int] = np.frombuffer(self.take(4 * count), "<i4").tolist()
        return values

    def float_vector(self) -> NDArray[np.float32]:
        self.expect("FV")
        return np.frombuffer(self.take(4 * self.int32()), "<f4")

    def matrix(self) -> NDArray[np.float32]:
        kind = self.token()
        if kind == "FM":
            rows, columns = self.int32(), self.int32()
            return np.frombuffer(self.take(4 * rows * columns), "<f4").reshape(rows, columns)
        assert kind == "CM3"
        low, span, rows, columns = struct.unpack("<ffii", self.take(16))
        steps = np.frombuffer(self.take(rows * columns), "u1").reshape(rows, columns)
        return np.asarray(low + steps.astype(np.float32) * (span / 255), np.float32)


@dataclass
class Component:
    kind: str
    weights: NDArray[np.float32] | None = None
    bias: NDArray[np.float32] | None = None
    size: int = 0


@dataclass
class Model:
    """What a final.mdl holds."""

    phones: list[int]
    tuples: list[tuple[int, int, int, int]]
    log_probabilities: NDArray[np.float32]
    config: list[dict[str, str]]
    components: dict[str, Component]
    priors: NDArray[np.float32]

    def scores(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Log posteriors every third frame, by walking the configuration as nnet3 does."""
        frames = np.arange(0, len(features), 3)

        def node(name: str, at: NDArray[np.int_]) -> NDArray[Any]:
            if name == "input":
                return features[np.clip(at, 0, len(features) - 1)]
            line = next(one for one in self.config if one["name"] == name)
            pieces = re.findall(r"Offset\((\w+), (-?\d+)\)|(\w+)", line["input"].removeprefix("Append"))
            given = np.concatenate([node(a or c, at + int(b or 0)) for a, b, c in pieces], axis=1)
            component = self.components[line["component"]]
            if component.weights is not None and component.bias is not None:
                return np.asarray(given @ component.weights.T + component.bias)
            if component.kind == "RectifiedLinearComponent":
                return np.asarray(np.maximum(given, 0))
            assert component.kind == "LogSoftmaxComponent"
            top = given.max(1, keepdims=True)
            return np.asarray(given - top - np.log(np.exp(given - top).sum(1, keepdims=True)))

        output = next(one for one in self.config if one["kind"] == "output-node")
        return node(output["input"], frames)


def read_model(data: bytes) -> Model:
    """A whole final.mdl, to its last byte."""
    reader = KaldiReader(data)
    assert reader.take(2) == b"\0B"
    reader.expect("<TransitionModel>", "<Topology>")
    phones = reader.int_vector()
    assert reader.int_vector() == [-1] + [0] * len(phones)
    assert [reader.int32() for _ in range(7)] == [-1, 1, 2, 0, 1, 2, 0]
    assert reader.float32() == 0.5
    assert reader.int32() == 1
    assert reader.float32() == 0.5
    assert [reader.int32() for _ in range(3)] == [-1, -1, 0]
    reader.expect("</Topology>", "<Tuples>")
    tuples = [(reader.int32(), reader.int32(), reader.int32(), reader.int32()) for _ in range(reader.int32())]
    reader.expect("</Tuples>", "<LogProbs>")
    logs = reader.float_vector()
    reader.expect("</LogProbs>", "</TransitionModel>", "<Nnet3>")
    assert reader.line() == ""
    config = []
    while line := reader.line():
        kind, *fields = re.split(r" (?=\w+=)", line)
        config.append({"kind": kind, **dict(field.split("=", 1) for field in fields)})
    reader.expect("<NumComponents>")
    components = {}
    for _ in range(reader.int32()):
        reader.expect("<ComponentName>")
        name, kind = reader.token(), reader.token().strip("<>")
        component = components[name] = Component(kind)
        if kind == "FixedAffineComponent":
            reader.expect("<LinearParams>")
            component.weights = reader.matrix()
            reader.expect("<BiasParams>")
            component.bias = reader.float_vector()
        else:
            reader.expect("<Dim>")
            component.size = reader.int32()
            for token in ("<ValueAvg>", "<DerivAvg>"):
                reader.expect(token)
                assert len(reader.float_vector()) == 0
            reader.expect("<Count>")
            assert reader.float32() == 0
        reader.expect(f"</{kind}>")
    reader.expect("</Nnet3>", "<LeftContext>")
    assert reader.int32() == 0
    reader.expect("<RightContext>")
    assert reader.int32() == 0
    reader.expect("<Priors>")
    priors = reader.float_vector()
    assert reader.at_end
    return Model(phones, tuples, logs, config, components, priors)
