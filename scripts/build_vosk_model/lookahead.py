"""An OpenFst file of type `olabel_lookahead`, which the Python bindings cannot write: bytes from a const FST.

Without look-ahead a whole language model on a dynamic graph decodes slowly and badly. Layout after OpenFst
(Apache-2.0): fst.h (header), matcher-fst.h (add-on pair), label-reachable.h (LabelReachableData). No label is
renumbered: each state lists the intervals of the word ids that can come next.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

FST_MAGIC = 2125659606
ADD_ON_MAGIC = 446681434
_ERROR_PROPERTY = 0x4  # kError must be clear in the header


@dataclass(frozen=True)
class Arcs:
    """A graph as plain data. `arcs[state]`: (output label, next state); `final`: states where a path may end."""

    arcs: Sequence[Sequence[tuple[int, int]]]
    final: frozenset[int]


@dataclass(frozen=True)
class Header:
    """The fields of an OpenFst header that are carried over."""

    properties: int
    start: int
    states: int
    arcs: int


def _string(text: str) -> bytes:
    return struct.pack("<i", len(text)) + text.encode()


def read_header(const: bytes) -> Header:
    """The header of a const FST file."""
    (magic,) = struct.unpack_from("<i", const)
    if magic != FST_MAGIC:
        raise ValueError("not an OpenFst file")
    at = 4
    for _ in range(2):  # FST type, arc type
        (length,) = struct.unpack_from("<i", const, at)
        at += 4 + length
    return Header(*struct.unpack_from("<Qqqq", const, at + 8))  # after version and flags


def reachable(graph: Arcs) -> tuple[int, list[list[int]]]:
    """The label that stands for "may end here", and the labels that can come next from each state, sorted."""
    count = len(graph.arcs)
    end = max((label for arcs in graph.arcs for label, _ in arcs), default=0) + 1
    reach = [{label for label, _ in arcs if label} for arcs in graph.arcs]
    for state in graph.final:
        reach[state].add(end)
    before: list[list[int]] = [[] for _ in range(count)]
    for state, arcs in enumerate(graph.arcs):
        for label, following in arcs:
            if label == 0 and following != state:
                before[following].append(state)
    todo, waiting = list(range(count)), [True] * count
    while todo:
        state = todo.pop()
        waiting[state] = False
        for earlier in before[state]:
            size = len(reach[earlier])
            reach[earlier] |= reach[state]
            if len(reach[earlier]) > size and not waiting[earlier]:
                waiting[earlier] = True
                todo.append(earlier)
    return end, [sorted(labels) for labels in reach]


def intervals(labels: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted labels as half-open runs."""
    runs: list[tuple[int, int]] = []
    for label in labels:
        if runs and runs[-1][1] == label:
            runs[-1] = (runs[-1][0], label + 1)
        else:
            runs.append((label, label + 1))
    return runs


def olabel_lookahead(const: bytes, graph: Arcs) -> bytes:
    """`const`: the same graph, sorted by output label, as a const FST file."""
    header = read_header(const)
    end, reach = reachable(graph)
    data = [struct.pack("<??iq", False, False, end, len(reach))]  # reach output, keep no relabelling
    for labels in reach:
        runs = intervals(labels)
        data.append(struct.pack("<q", len(runs)))
        data += [struct.pack("<ii", *run) for run in runs]
        data.append(struct.pack("<i", len(labels)))
    properties = header.properties & ~_ERROR_PROPERTY
    return b"".join([
        struct.pack("<i", FST_MAGIC), _string("olabel_lookahead"), _string("standard"),
        struct.pack("<iiQqqq", 1, 0, properties, header.start, header.states, header.arcs),
        struct.pack("<i", ADD_ON_MAGIC), const,
        struct.pack("<???", True, False, True),  # there is an add-on: none for input labels, one for output labels
        *data,
    ])  # fmt: skip
