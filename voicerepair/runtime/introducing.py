"""Holds the spoken introduction: asks with the voice, listens with the ear, takes typed lines too."""

import asyncio
import contextlib
from collections.abc import Callable

from voicerepair.core import introduction
from voicerepair.core.events import MicClosed, MicOpened, PromptPlayed, SpeechEnded, SpeechStarted, UtteranceHeard
from voicerepair.core.introduction import Introduction
from voicerepair.ports import Clock, Ear, EarReport, Mouth, Noticed

PATIENCE_SECONDS, SPELLING_SECONDS = 1.3, 2.5
"""Silence that ends an answer, and the spelling of a name."""
SILENCE_SECONDS = 15.0
"""After so long without a word the question comes again; after three times only typed words or speech go on."""
HOLDOFF_SECONDS = 0.35
MOST_REPEATS = 3
LOST_SECONDS = 60.0
"""A prompt that is not over by then counts as said."""


class Introducing:
    """One introduction. Give `take` to ear and voice as their sink, and typed lines to `type`."""

    def __init__(self, clock: Clock, show: Callable[[str], None]) -> None:
        self._clock = clock
        self._show = show
        self._reports: asyncio.Queue[EarReport] = asyncio.Queue()
        self._typed: asyncio.Queue[str] = asyncio.Queue()
        self._turn = 0

    def take(self, report: EarReport) -> None:
        self._reports.put_nowait(report)

    def type(self, line: str) -> None:
        self._typed.put_nowait(line)

    async def hold(self, ear: Ear, mouth: Mouth) -> Introduction:
        """Ask until everybody is known. Ear and voice are started here, and stopped."""
        await mouth.start()
        await ear.start()
        try:
            state, silences = introduction.begin(), 0
            while True:
                if silences < MOST_REPEATS:
                    await self._say(mouth, state.prompt)
                if state.is_over:
                    return state
                mouth.earcon("mic_open")
                said = await self._answer(ear, state)
                silences = 0 if said else silences + 1
                if said:
                    self._show(said)
                    state = introduction.heard(state, said)
        finally:
            await asyncio.gather(ear.stop(), mouth.stop(), return_exceptions=True)

    async def _say(self, mouth: Mouth, text: str) -> None:
        self._turn += 1
        self._show(text)
        mouth.speak(self._turn, text)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOST_SECONDS):
                while True:
                    report = await self._reports.get()
                    self._notice(report)
                    if isinstance(report, PromptPlayed) and report.prompt == self._turn:
                        return

    async def _answer(self, ear: Ear, state: Introduction) -> str:
        """What was said, or typed; empty after a long silence."""
        self._turn += 1
        turn = self._turn
        patience = SPELLING_SECONDS if state.stage == "spell" else PATIENCE_SECONDS
        listening = "dictation" if state.stage in ("name", "spell") else "answer"
        ear.open_mic(turn, listening, self._clock.now() + HOLDOFF_SECONDS, f"introduction/{state.stage}", state.phrases)
        words: list[str] = []
        loop = asyncio.get_running_loop()
        is_closing, due = False, loop.time() + SILENCE_SECONDS
        typing = asyncio.ensure_future(self._typed.get())
        try:
            while True:
                hearing = asyncio.ensure_future(self._reports.get())
                await asyncio.wait(
                    {hearing, typing}, timeout=max(0.0, due - loop.time()), return_when=asyncio.FIRST_COMPLETED
                )
                if typing.done():
                    hearing.cancel()
                    ear.close_mic(turn)
                    return typing.result()
                if not hearing.done():
                    hearing.cancel()
                    if is_closing:
                        return " ".join(words)
                    ear.close_mic(turn)
                    is_closing, due = True, loop.time() + PATIENCE_SECONDS
                    continue
                report = hearing.result()
                self._notice(report)
                match report:
                    case MicOpened(turn=at) if at == turn:
                        self._show("The microphone is open.")
                    case SpeechStarted(turn=at) if at == turn:
                        due = loop.time() + SILENCE_SECONDS
                    case SpeechEnded(turn=at) if at == turn and not is_closing:
                        due = loop.time() + patience
                    case UtteranceHeard(turn=at) if at == turn:
                        words.extend(word.text for word in report.words)
                    case MicClosed(turn=at) if at == turn:
                        return " ".join(words)
                    case _:
                        pass
        finally:
            typing.cancel()

    def _notice(self, report: EarReport) -> None:
        if isinstance(report, Noticed):
            self._show(f"{report.message} {report.hint}".rstrip())
