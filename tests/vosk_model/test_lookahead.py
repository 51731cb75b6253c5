import struct
from pathlib import Path

import lookahead
import pytest
from lookahead import Arcs, intervals, olabel_lookahead, reachable, read_header

GRAPH = Path(__file__).parents[2] / "models/voicerepair-tiny-en-us/graph"
CONST = (struct.pack("<i", lookahead.FST_MAGIC) + struct.pack("<i", 5) + b"const" + struct.pack("<i", 8) + b"standard"
         + struct.pack("<iiQqqq", 2, 0, 0x15, 0, 3, 3) + b"states and arcs")  # fmt: skip


def test_runs_of_labels_become_intervals() -> None:
    assert intervals([1, 2, 3, 7, 9, 10]) == [(1, 4), (7, 8), (9, 11)]
    assert intervals([]) == []


def test_a_state_reaches_the_next_words_and_no_others() -> None:
    graph = Arcs([[(0, 1), (5, 2)], [(3, 2), (0, 1)], []], frozenset({2}))
    end, reach = reachable(graph)
    assert end == 6
    assert reach == [[3, 5], [3], [6]]


def test_loops_without_words_come_to_an_end() -> None:
    assert reachable(Arcs([[(0, 1)], [(0, 0), (4, 1)]], frozenset()))[1] == [[4], [4]]


def test_the_const_file_is_wrapped_whole() -> None:
    wrapped = olabel_lookahead(CONST, Arcs([[(1, 1)], [(2, 2)], []], frozenset({2})))
    assert wrapped.count(CONST) == 1
    header = read_header(wrapped)
    assert (header.start, header.states, header.arcs) == (0, 3, 3)
    tail = wrapped[wrapped.index(CONST) + len(CONST) :]
    assert struct.unpack_from("<?????", tail) == (True, False, True, False, False)
    end, states = struct.unpack_from("<iq", tail, 5)
    assert (end, states) == (3, 3)


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="OpenFst"):
        read_header(b"RIFF" + bytes(80))


@pytest.mark.parametrize(("name", "kind"), [("HCLr.fst", b"olabel_lookahead"), ("Gr.fst", b"const")])
def test_the_committed_graphs_are_of_the_kinds_that_grammars_need(name: str, kind: bytes) -> None:
    data = (GRAPH / name).read_bytes()
    assert data[8 : 8 + len(kind)] == kind
    assert read_header(data).states > 1000
