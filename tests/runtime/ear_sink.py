"""What tests of the ear share: a sink that can be waited on, and specs."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from voicerepair.core.events import FaultNoted, UtteranceHeard
from voicerepair.ports import EarReport, Noticed
from voicerepair.runtime.link import ChildSpec

REAL = "voicerepair.adapters.ear_parts:build"
SCRIPTED = "tests.runtime.scripted_ear:build"
Report = TypeVar("Report", bound=EarReport)


class Sink:
    """Collects reports."""

    def __init__(self) -> None:
        self.reports: list[EarReport] = []

    def __call__(self, report: EarReport) -> None:
        asyncio.get_running_loop()  # raises unless this is the event loop's thread
        self.reports.append(report)

    def all(self, kind: type[Report]) -> list[Report]:
        return [report for report in self.reports if isinstance(report, kind)]

    def faults(self) -> list[str]:
        return [fault.fault for fault in self.all(FaultNoted)]

    def notices(self) -> str:
        return " / ".join(f"{notice.message} {notice.hint}" for notice in self.all(Noticed))

    def text(self) -> str:
        return " ".join(utterance.text for utterance in self.all(UtteranceHeard))

    async def until(self, ready: Callable[[], object], seconds: float = 15) -> None:
        async with asyncio.timeout(seconds):
            while not ready():  # noqa: ASYNC110 - not everything waited for is a report
                await asyncio.sleep(0.005)

    async def one(self, kind: type[Report], seconds: float = 15) -> Report:
        """The first report of that kind, now or soon."""
        await self.until(lambda: self.all(kind), seconds)
        return self.all(kind)[0]


def microphone() -> ChildSpec:
    return ChildSpec(REAL, {"source": "microphone"})


def replay(folder: Path, **options: str) -> ChildSpec:
    return ChildSpec(REAL, {"source": "replay", "folder": str(folder), **options})
