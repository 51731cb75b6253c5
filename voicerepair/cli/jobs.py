"""Work on many files side by side: in processes of this machine, or on a Dask cluster."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import count
from typing import Any, TypeVar

import click

from voicerepair.errors import UsageError
from voicerepair.translate import t

T = TypeVar("T")
R = TypeVar("R")

TRIES = 3
"""A process that dies takes its work with it; the work is given to another so often."""
ANSWER_SECONDS = 10
LOST = t("The work was lost with the process that did it, %d times over.")

jobs_option = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1, 256),
    help=t("So many at once; without it as many as there are processors, for several files."),
)
scheduler_option = click.option(
    "--scheduler", metavar="ADDRESS", help=t("Send the work to a Dask cluster, such as tcp://10.0.0.5:8786.")
)


def wanted(jobs: int | None, tasks: int) -> int:
    """How many processes for so many tasks."""
    return min(jobs or os.cpu_count() or 1, tasks)


def spread(function: Callable[[T], R], tasks: Sequence[T], jobs: int, scheduler: str = "") -> Iterator[R]:
    """The results in the order of their tasks, each once. `function` and tasks must be picklable.

    Raises `UsageError` where there is no cluster, and `ChildProcessError` for a task that kills every process.
    """
    if scheduler:
        yield from _on_cluster(function, tasks, scheduler)
    elif jobs > 1:
        yield from _in_processes(function, tasks, jobs)
    else:
        yield from map(function, tasks)


def _in_processes(function: Callable[[T], R], tasks: Sequence[T], jobs: int) -> Iterator[R]:
    context = multiprocessing.get_context("spawn")  # recognisers have threads, which a fork would tear apart
    done, tries = 0, count(1)
    while done < len(tasks):
        pool = ProcessPoolExecutor(jobs, context, signal.signal, (signal.SIGINT, signal.SIG_IGN))
        try:
            futures = [pool.submit(function, task) for task in tasks[done:]]
            for future in futures:
                yield future.result()
                done += 1
                tries = count(1)
        except BrokenProcessPool as error:
            if next(tries) >= TRIES:
                raise ChildProcessError(LOST % TRIES) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.terminate()


def _on_cluster(function: Callable[[T], R], tasks: Sequence[T], scheduler: str) -> Iterator[R]:
    try:
        import distributed
    except ImportError as error:
        raise UsageError(t("Dask is not installed."), t("Install it: pip install 'voicerepair[dask]'")) from error
    client = _client(distributed, scheduler)
    try:
        futures: list[Any] = client.map(function, tasks, pure=False, retries=TRIES)
        futures.reverse()
        while futures:
            yield futures.pop().result()  # let go of at once, so that nobody keeps it in memory
    except (distributed.KilledWorker, distributed.CancelledError, OSError) as error:
        message = t(
            "The cluster at {scheduler} lost the work: {name__}.", scheduler=scheduler, name__=type(error).__name__
        )
        raise UsageError(message, t("See to its workers, then run this again.")) from error
    finally:
        client.close(timeout=ANSWER_SECONDS)


def _client(distributed: Any, scheduler: str) -> Any:
    try:
        return distributed.Client(scheduler, timeout=ANSWER_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            t("No Dask scheduler answers at {scheduler}.", scheduler=scheduler), t("Check the address: tcp://HOST:8786")
        ) from error
