"""One opening of the microphone: blocks of sound in, reports out. No device, no socket, no clock."""

import math
from array import array
from collections import deque
from collections.abc import Callable

from msgspec.structs import replace

from voicerepair.core.endpointing import Edge, Endpointer, EndpointState
from voicerepair.ports import SAMPLE_RATE, Recognizer, VoiceActivityDetector
from voicerepair.runtime.ear_messages import Closed, Ended, Open, Opened, Partial, Report, Started, Utterance

PREROLL_SECONDS = 0.4
"""Given to the recogniser from before the onset, so that a soft first word is not lost."""
KEPT_SECONDS = 1.2
"""Kept for it while nobody speaks: the onset is certain only some frames after it."""
LONG_SECONDS, BREATH_SECONDS = 15.0, 0.3
"""An utterance this long is handed over at the next pause of a breath: the longer it is, the longer a recogniser
needs for its last words."""
GAP_SECONDS = 0.25
"""A block this far from where the last one ended: sound was lost in between."""


class Listener:
    """Listens for one turn and tells of it at once. The endpointer is shared by all, since it learns the room."""

    def __init__(
        self,
        order: Open,
        detector: VoiceActivityDetector,
        recognizer: Recognizer,
        endpointer: Endpointer,
        tell: Callable[[Report], None],
    ) -> None:
        self.order = order
        self._tell = tell
        self._detector = detector
        self._recognizer = recognizer
        self._endpointer = endpointer
        self._frame_bytes = 2 * detector.frame_samples
        self._frame_seconds = detector.frame_samples / SAMPLE_RATE
        self.is_overlap = False
        """Whether it begins within a prompt whose echo has been taken away."""
        self._is_open = False
        self._is_recognising = False
        self._words_at = 0.0
        self._quiet_frames = 0
        self._partial = ""
        endpointer.expects_answer = order.listening == "answer"
        self._begin(order.after)

    def _begin(self, at: float, *, after_prompt: bool = False) -> None:
        """A stream without gaps begins."""
        self._began_at = at
        self._pending = b""
        self._frames = 0
        self._before: deque[bytes] = deque(maxlen=round(KEPT_SECONDS / self._frame_seconds))
        self._endpointer.reset(after_prompt=after_prompt)
        self._detector.reset()

    @property
    def now(self) -> float:
        """The end of what has been listened to, or the time it was opened for."""
        return self._began_at + self._frames * self._frame_seconds

    def push(self, at: float, pcm: bytes) -> None:
        """Take a block whose first sample was at `at`. What came before `after` is not heard."""
        if not self._is_open:
            skip = 2 * max(0, math.ceil((self.order.after - at) * SAMPLE_RATE))
            if skip >= len(pcm):
                return
            pcm, at = pcm[skip:], at + skip / 2 / SAMPLE_RATE
            self._is_open = True
            self._begin(at, after_prompt=self.order.after > 0 and not self.is_overlap)
            self._tell(Opened(self.order.turn, at))
        elif abs(at - self.now - len(self._pending) / 2 / SAMPLE_RATE) > GAP_SECONDS:
            self.interrupt()
            self._begin(at)
        self._pending += pcm
        while len(self._pending) >= self._frame_bytes:
            frame, self._pending = self._pending[: self._frame_bytes], self._pending[self._frame_bytes :]
            self._take(frame)

    def interrupt(self) -> None:
        """No more sound for now: what was being said ends here."""
        self._report(self._endpointer.flush())
        self._begin(self.now)

    def close(self) -> None:
        """The end of this opening."""
        self.interrupt()
        self._tell(Closed(self.order.turn, self.now))

    def _take(self, frame: bytes) -> None:
        edges = self._endpointer.push(self._detector.probability(frame), dbfs(frame))
        self._frames += 1
        if self._is_recognising:
            partial = self._recognizer.accept(frame)
            if partial and partial != self._partial:
                self._partial = partial
                self._tell(Partial(self.order.turn, partial))
        else:
            self._before.append(frame)
        self._report(edges)
        is_pause = self._is_recognising and self._endpointer.state is EndpointState.STOPPING
        self._quiet_frames = self._quiet_frames + 1 if is_pause else 0
        is_breath = self._quiet_frames * self._frame_seconds >= BREATH_SECONDS
        if is_breath and self.now - self._words_at > LONG_SECONDS:
            self._finish()

    def _report(self, edges: tuple[Edge, ...]) -> None:
        """The end of speech is told before its last words, which a recogniser needs time for."""
        for edge in edges:
            at = self._began_at + edge.at
            self._tell((Started if edge.kind in ("started", "resumed") else Ended)(self.order.turn, at))
            if edge.kind == "ended":
                self._finish()
            elif edge.kind != "paused" and not self._is_recognising:
                self._recognise(edge.at)

    def _recognise(self, onset: float) -> None:
        """Begin the utterance with what was heard shortly before `onset` (seconds of the stream)."""
        first = max(self._frames - len(self._before), int((onset - PREROLL_SECONDS) / self._frame_seconds))
        frames = list(self._before)[first - self._frames + len(self._before) :]
        self._before.clear()
        self._words_at = self._began_at + first * self._frame_seconds
        self._partial = ""
        self._is_recognising = True
        self._recognizer.start(self.order.phrases)
        if frames:
            self._recognizer.accept(b"".join(frames))

    def _finish(self) -> None:
        if not self._is_recognising:
            return
        self._is_recognising = False
        base = self._words_at
        words = tuple(
            replace(word, start=word.start + base, end=word.end + base) for word in self._recognizer.finish().words
        )
        self._tell(Utterance(self.order.turn, self.now, words))


def dbfs(pcm: bytes) -> float:
    """RMS level of 16-bit PCM, without its DC offset, in dB below full scale; -96 at the least."""
    samples = array("h", pcm)
    if not samples:
        return -96.0
    mean = sum(samples) / len(samples)
    power = sum(sample * sample for sample in samples) / len(samples) - mean * mean
    return max(-96.0, 10 * math.log10(power) - 20 * math.log10(32768)) if power > 0 else -96.0
