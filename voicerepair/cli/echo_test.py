"""The echo test: plays sentences, hears what comes back, and chooses how commands are heard over prompts."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from voicerepair.adapters.echoes import EchoResult
from voicerepair.ports import AudioBlock, AudioSource, CancelledBlock, Clip, Loudspeaker, OverParts
from voicerepair.runtime.listener import dbfs
from voicerepair.runtime.over_prompt import OverPrompt
from voicerepair.translate import t

ENOUGH_DB = 15.0
"""A canceller that removes less leaves a prompt that can be taken for a voice (scripts/bench_barge_in.py)."""
AUDIBLE_DB = 6.0
"""An echo that stands less above the room is not heard: headphones, or a loudspeaker far away."""
SETTLING_SECONDS = 1.0
"""Of a sentence, until its echo has been found."""
TAIL_SECONDS = 0.8
READ_SECONDS = 0.05
ROOM_SECONDS = 0.5


def sentences() -> tuple[str, ...]:
    """What is played: the last is measured, by then the canceller knows the room."""
    return (
        t("This is the echo test. Please be quiet for some seconds."),
        t("I listen to my own voice, as it comes back from the room into the microphone."),
        t("If I can take it away, you may say stop, pause, repeat or slower while I speak."),
    )


class EchoTest:
    """One test over a pair of devices. `parts` hear what is left, as in a session."""

    def __init__(self, source: AudioSource, loudspeaker: Loudspeaker, parts: OverParts) -> None:
        self._source = source
        self._loudspeaker = loudspeaker
        self._over = OverPrompt(*parts)
        self._false = 0

    def run(self, clips: Sequence[Clip]) -> EchoResult:
        """Play `clips`, which carry references, and judge. Raises `DeviceError`.

        "cancel" where enough of the echo goes away, or none is heard, and nothing was taken for a command; where it
        does not, prompts come in pieces.
        """
        self._source.start("")
        with ThreadPoolExecutor(1, thread_name_prefix="echo-test") as player:
            room = self._listen(ROOM_SECONDS)[0]
            raw: list[AudioBlock] = []
            done: list[CancelledBlock] = []
            for clip in clips:
                raw, done = self._play(player, clip)
        room_db, echo_db, left_db = _level(room), _level(raw), _level(done)
        is_audible = echo_db >= room_db + AUDIBLE_DB
        removed = echo_db - left_db if is_audible else 0.0
        is_removed = not is_audible or removed >= ENOUGH_DB or left_db < room_db + AUDIBLE_DB
        return EchoResult(
            mode="cancel" if is_removed and not self._false else "pieces",
            delay_seconds=round(self._over.delay_seconds, 3) if is_audible else 0.0,
            echo_db=round(echo_db - dbfs(clips[-1].reference), 1),
            removed_db=round(removed, 1),
            is_heard=is_audible,
            is_tested=True,
        )

    def _play(self, player: ThreadPoolExecutor, clip: Clip) -> tuple[list[AudioBlock], list[CancelledBlock]]:
        """Play one; what was heard while it sounded, before and after cancelling."""
        began: list[float] = []
        playing = player.submit(self._loudspeaker.play, clip, threading.Event(), began.append)
        raw: list[AudioBlock] = []
        done: list[CancelledBlock] = []
        is_known = False
        while not playing.done():
            if began and not is_known:
                is_known = True
                self._over.play(began[0], clip.reference, is_prompt=True)
            blocks = self._listen(READ_SECONDS)
            raw, done = raw + blocks[0], done + blocks[1]
        playing.result()
        blocks = self._listen(TAIL_SECONDS)
        raw, done = raw + blocks[0], done + blocks[1]
        first = began[0] + SETTLING_SECONDS if began else 0.0
        last = first + clip.seconds - SETTLING_SECONDS
        return [b for b in raw if first <= b.at <= last], [b for b in done if first <= b.at <= last]

    def _listen(self, seconds: float) -> tuple[list[AudioBlock], list[CancelledBlock]]:
        raw: list[AudioBlock] = []
        done: list[CancelledBlock] = []
        heard = 0.0
        while heard < seconds:
            block = self._source.read(READ_SECONDS)
            heard += len(block.pcm) / 32_000 if block is not None else READ_SECONDS
            if block is not None:
                raw.append(block)
                blocks, spotted = self._over.push(block)
                done += blocks
                self._false += len(spotted)
        return raw, done


def _level(blocks: Sequence[AudioBlock | CancelledBlock]) -> float:
    return dbfs(b"".join(block.pcm for block in blocks))


def described(result: EchoResult) -> str:
    """The result as a sentence."""
    if not result.is_tested:
        return t("Not tested: commands are heard over prompts as soon as the echo is known well enough.")
    if result.mode == "cancel" and not result.is_heard:
        return t("No echo is heard. You can say “stop” while a prompt is spoken.")
    figures = t("The echo comes after {delay} ms and {removed} dB of it are taken away.",
                delay=round(result.delay_seconds * 1000), removed=round(result.removed_db))  # fmt: skip
    if result.mode == "cancel":
        return figures + " " + t("You can say “stop” while a prompt is spoken.")
    return figures + " " + t("Prompts come in short pieces; say “stop” in between.")
