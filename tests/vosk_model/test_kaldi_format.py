import math
from typing import Any, Literal

import kaldi_format as kf
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phones import BASE, OUTPUTS, PHONE_COUNT, base_of

from tests.vosk_model.kaldi_reader import KaldiReader, read_model

INT32 = st.integers(-(2**31), 2**31 - 1)
Activation = Literal["relu", "logsoftmax"]
FLOAT32 = st.floats(width=32, allow_nan=False)


def layer(
    rng: np.random.Generator, given: int, size: int, offsets: tuple[int, ...], activation: Activation
) -> kf.Layer:
    weights = rng.normal(size=(size, given * len(offsets))) * 0.1
    return kf.Layer(weights, rng.normal(size=size), offsets, activation)


@given(INT32)
def test_an_integer_comes_back(value: int) -> None:
    reader = KaldiReader(kf.int32(value))
    assert reader.int32() == value
    assert reader.at_end


@given(FLOAT32)
def test_a_float_comes_back(value: float) -> None:
    reader = KaldiReader(kf.float32(value))
    assert reader.float32() == value
    assert reader.at_end


@given(st.lists(INT32, max_size=20))
def test_an_integer_vector_comes_back(values: list[int]) -> None:
    reader = KaldiReader(kf.int_vector(values))
    assert reader.int_vector() == values
    assert reader.at_end


@given(st.lists(FLOAT32, max_size=20))
def test_a_float_vector_comes_back(values: list[float]) -> None:
    reader = KaldiReader(kf.float_vector(values))
    assert reader.float_vector().tolist() == values
    assert reader.at_end


def test_a_token_ends_in_one_space() -> None:
    assert kf.token("<Nnet3>") == b"<Nnet3> "


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (17, 2)])
def test_a_matrix_comes_back(shape: tuple[int, int]) -> None:
    values = np.random.default_rng(1).normal(size=shape).astype(np.float32)
    reader = KaldiReader(kf.matrix(values))
    assert np.array_equal(reader.matrix(), values)
    assert reader.at_end


@pytest.mark.parametrize("shape", [(4, 4), (3, 50)])
def test_a_compressed_matrix_comes_back_within_half_a_step(shape: tuple[int, int]) -> None:
    values = np.random.default_rng(2).normal(size=shape)
    reader = KaldiReader(kf.compressed_matrix(values))
    step = (values.max() - values.min()) / 255
    assert np.abs(reader.matrix() - values).max() <= 0.51 * step
    assert reader.at_end


def test_a_compressed_matrix_of_one_value_comes_back() -> None:
    assert KaldiReader(kf.compressed_matrix(np.full((2, 3), 0.25))).matrix() == pytest.approx(np.full((2, 3), 0.25))


def test_every_part_of_a_model_comes_back() -> None:
    rng = np.random.default_rng(3)
    layers = [layer(rng, 40, 8, (-1, 0, 1), "relu"), layer(rng, 8, OUTPUTS, (0,), "logsoftmax")]
    priors = rng.random(OUTPUTS)
    found = read_model(kf.model({0: 0.9, 5: 0.25}, layers, 40, priors))

    assert found.phones == list(range(1, PHONE_COUNT + 1))
    assert found.tuples == [(p, 0, 2 * base_of(p), 2 * base_of(p) + 1) for p in found.phones]
    logs = found.log_probabilities
    assert len(logs) == 2 * PHONE_COUNT + 1
    assert logs[0] == 0
    for phone in found.phones:
        stay = {0: 0.9, 5: 0.25}.get(base_of(phone), 0.5)
        assert logs[2 * phone - 1 : 2 * phone + 1] == pytest.approx([math.log(stay), math.log(1 - stay)])
    assert [line["kind"] for line in found.config] == ["input-node", *["component-node"] * 4, "output-node"]
    assert found.components["affine0"].bias == pytest.approx(layers[0].bias)
    assert found.components["relu0"].size == 8
    assert found.components["logsoftmax1"].size == OUTPUTS
    assert found.priors == pytest.approx(priors)


def test_the_written_network_computes_what_its_layers_say() -> None:
    rng = np.random.default_rng(4)
    layers = [layer(rng, 40, 6, (-4, 0, 2), "relu"), layer(rng, 6, 6, (-3, 0), "relu"),
              layer(rng, 6, OUTPUTS, (0,), "logsoftmax")]  # fmt: skip
    features = rng.normal(size=(30, 40)).astype(np.float32)

    def at(time: int) -> Any:
        def first(moment: int) -> Any:
            spliced = np.concatenate([features[np.clip(moment + o, 0, 29)] for o in (-4, 0, 2)])
            return np.maximum(layers[0].weights @ spliced + layers[0].bias, 0)

        second = np.maximum(layers[1].weights @ np.concatenate([first(time - 3), first(time)]) + layers[1].bias, 0)
        logits = layers[2].weights @ second + layers[2].bias
        return logits - logits.max() - np.log(np.exp(logits - logits.max()).sum())

    found = read_model(kf.model({}, layers, 40, np.ones(OUTPUTS))).scores(features)
    assert found.shape == (10, OUTPUTS)
    assert found == pytest.approx(np.array([at(time) for time in range(0, 30, 3)]), abs=0.02)  # 8-bit weights


def test_the_settings_leave_every_endpoint_to_the_app() -> None:
    options = dict(line.split("=") for line in kf.MODEL_CONF.format(acoustic_scale=0.3, chunk=24).splitlines())
    rules = {name: float(value) for name, value in options.items() if ".rule" in name}
    assert len(rules) == 5
    assert all(seconds >= 86_400 for seconds in rules.values())
    assert options["--endpoint.silence-phones"] == "1"  # without it the process aborts
    assert options["--frame-subsampling-factor"] == "3"  # Vosk's word times assume it


def test_base_phones_have_two_outputs_each() -> None:
    assert 2 * len(BASE) == OUTPUTS
    assert {base_of(phone) for phone in range(1, PHONE_COUNT + 1)} == set(range(len(BASE)))
