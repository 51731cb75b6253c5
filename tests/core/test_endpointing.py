"""Endpointing by example, and on any stream of probabilities and levels."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from voicerepair.core.endpointing import Edge, Endpointer, EndpointSettings, EndpointState

FRAME = 0.032
QUIET, LOUD = -70.0, -25.0
Frames = list[tuple[float, float]]


def frames(*stretches: tuple[float, float, float]) -> Frames:
    """Stretches of (seconds, probability, dBFS)."""
    return [(p, db) for seconds, p, db in stretches for _ in range(round(seconds / FRAME))]


def silence(seconds: float) -> tuple[float, float, float]:
    return (seconds, 0.02, QUIET)


def voice(seconds: float) -> tuple[float, float, float]:
    return (seconds, 0.95, LOUD)


def edges_of(stream: Frames, endpointer: Endpointer | None = None) -> list[Edge]:
    endpointer = endpointer or Endpointer()
    found = [edge for p, db in stream for edge in endpointer.push(p, db)]
    return [*found, *endpointer.flush()]


def kinds(edges: list[Edge]) -> list[str]:
    return [edge.kind for edge in edges]


def test_an_utterance_is_dated_by_its_first_and_last_voiced_frame() -> None:
    started, ended = edges_of(frames(silence(1), voice(2), silence(1.5)))
    assert abs(started.at - 0.96) < 0.05
    assert abs(ended.at - 2.94) < 0.07


def test_the_end_is_told_once_the_silence_is_long_enough() -> None:
    endpointer = Endpointer(EndpointSettings(end_silence_ms=700))
    for p, db in frames(voice(1), silence(0.58)):
        assert all(edge.kind == "started" for edge in endpointer.push(p, db))
    late = [edge for p, db in frames(silence(0.2)) for edge in endpointer.push(p, db)]
    assert kinds(late) == ["ended"]


def test_a_knock_or_a_cough_does_not_open() -> None:
    assert edges_of(frames(silence(1), voice(0.128), silence(1), voice(0.16), silence(1))) == []


def test_a_pause_within_an_utterance_is_told_when_it_is_over() -> None:
    edges = edges_of(frames(voice(1), silence(0.5), voice(1), silence(1)))
    assert kinds(edges) == ["started", "paused", "resumed", "ended"]
    assert 0.4 < edges[2].at - edges[1].at < 0.6


def test_a_short_gap_between_words_is_no_pause() -> None:
    assert kinds(edges_of(frames(voice(1), silence(0.128), voice(1), silence(1)))) == ["started", "ended"]


def test_a_click_in_the_silence_neither_resumes_nor_prolongs() -> None:
    edges = edges_of(frames(voice(1), silence(0.4), voice(0.032), silence(1.5)))
    assert kinds(edges) == ["started", "ended"]
    assert edges[1].at < 1.0


def test_what_is_being_said_ends_with_the_stream() -> None:
    assert kinds(edges_of(frames(silence(0.5), voice(1)))) == ["started", "ended"]


def test_voices_in_the_background_do_not_keep_an_utterance_open() -> None:
    """A television sounds like speech all the time; the person in front of the microphone is louder."""
    murmur = (4.0, 0.9, -50.0)
    endpointer = Endpointer()
    edges_of(frames(murmur, voice(2), murmur, voice(2), murmur), endpointer)
    endpointer.reset()
    edges = edges_of(frames(murmur, voice(2), murmur), endpointer)
    assert kinds(edges) == ["started", "ended"]
    assert abs(edges[0].at - 4.0) < 0.2
    assert abs(edges[1].at - 6.0) < 0.2


def test_steady_noise_raises_no_gate() -> None:
    """A fan is no voice: soft speech just above it still counts."""
    fan, soft = (3.0, 0.02, -40.0), (2.0, 0.9, -38.5)
    assert kinds(edges_of(frames(fan, soft, fan, soft, fan))) == ["started", "ended"] * 2


def test_a_soft_speaker_and_a_loud_one_get_the_same_edges() -> None:
    def at(level: float) -> list[Edge]:
        return edges_of(frames(silence(1), (2, 0.9, level), silence(0.5), (1, 0.9, level), silence(1)))

    assert at(-15.0) == at(-45.0)


streams = st.lists(st.tuples(st.floats(0, 1), st.floats(-96, 0)), max_size=400)


@given(streams)
def test_edges_come_in_turn_and_in_order_on_any_stream(stream: Frames) -> None:
    endpointer = Endpointer()
    edges = edges_of(stream, endpointer)

    after = {None: {"started"}, "started": {"paused", "ended"}, "resumed": {"paused", "ended"}}
    after |= {"paused": {"resumed"}, "ended": {"started"}}
    for before, edge in itertools.pairwise([None, *edges]):
        assert edge is not None
        assert edge.kind in after[before.kind if before else None]
        assert before is None or before.at <= edge.at
    assert not edges or edges[-1].kind == "ended"
    assert all(-0.1 <= edge.at <= (len(stream) + 1) * FRAME for edge in edges)
    assert endpointer.state is EndpointState.QUIET


@given(streams)
def test_every_edge_is_told_in_time(stream: Frames) -> None:
    """An onset within the time proof takes, an end within the silence and one doubtful blip."""
    settings = EndpointSettings(end_silence_ms=500)
    endpointer = Endpointer(settings)
    for index, (p, db) in enumerate(stream):
        for edge in endpointer.push(p, db):
            assert edge.at <= (index + 1) * FRAME
            if edge.kind == "ended":
                assert (index + 1) * FRAME - edge.at >= settings.end_silence_ms / 1000


@given(streams)
def test_the_same_stream_gives_the_same_edges(stream: Frames) -> None:
    assert edges_of(stream) == edges_of(stream)


def test_a_short_word_is_enough_where_an_answer_is_awaited() -> None:
    word = [(0.9, -30.0)] * 7 + [(0.0, -60.0)] * 40  # 224 ms
    for expects_answer, heard in ((False, []), (True, ["started", "ended"])):
        endpointer = Endpointer()
        endpointer.expects_answer = expects_answer
        edges = [edge.kind for probability, level in word for edge in endpointer.push(probability, level)]
        assert edges == heard


def test_the_late_end_of_a_prompt_is_no_turn() -> None:
    late = frames(voice(0.5), silence(1))
    for after_prompt, heard in ((True, []), (False, ["started", "ended"])):
        endpointer = Endpointer()
        endpointer.reset(after_prompt=after_prompt)
        assert kinds(edges_of(late, endpointer)) == heard


def test_who_speaks_right_after_a_prompt_is_heard_from_the_beginning() -> None:
    for lead, length in ((0.0, 0.7), (0.2, 0.4)):
        endpointer = Endpointer()
        endpointer.reset(after_prompt=True)
        started, _ = edges_of(frames(silence(lead), voice(length), silence(1)), endpointer)
        assert started.at < lead + 0.05
