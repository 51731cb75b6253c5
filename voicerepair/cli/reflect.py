"""voicerepair reflect"""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from voicerepair.cli.jobs import jobs_option, scheduler_option, spread, wanted
from voicerepair.translate import t

CHUNK = 64
"""Utterances that are handed to another process at once."""
_PRIVATE_HELP = "Let us pause here. You matter, and help is there in private, at any time."


@click.command()
@click.argument("items", nargs=-1, required=True, type=click.Path(dir_okay=False, allow_dash=True))
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, writable=True), help=t("Write there instead of to the screen.")
)
@jobs_option
@scheduler_option
def reflect(items: tuple[str, ...], output: str | None, jobs: int | None, scheduler: str | None) -> None:
    """Draft a reflection for each utterance in ITEMS, files of one JSON object a line ("-": standard input).

    In: id, speaker, partner, partner_pronouns, text, conf[], and optionally start[] and end[] in seconds.
    Out: id, reflection, flag (none, safety_violence, safety_self_harm, unclear, empty), latency_ms; and file, where
    there are several. Lines keep their order, with however many at once. A cluster sees what was said.
    """
    import json
    from itertools import chain

    from voicerepair.errors import UsageError

    try:
        with click.open_file(output or "-", "w", encoding="utf-8") as out:
            if not scheduler and (jobs == 1 or (jobs is None and len(items) == 1)):
                answers = chain.from_iterable(map(answered, _chunks(items, 1)))  # each as soon as it is read
            else:
                tasks = list(_chunks(items, CHUNK))
                answers = chain.from_iterable(spread(answered, tasks, wanted(jobs, len(tasks)), scheduler or ""))
            for answer in answers:
                out.write(json.dumps(answer, ensure_ascii=False) + "\n")
                out.flush()
    except UnicodeDecodeError as error:
        raise UsageError(t("That file is not text in UTF-8."), t("Save it as UTF-8 and try again.")) from error
    except ChildProcessError as error:
        raise UsageError(str(error), t("Try fewer at once: --jobs 1")) from error
    except OSError as error:
        raise UsageError(
            t("That file cannot be used: {strerror}.", strerror=error.strerror), t("Check the path.")
        ) from error


def _chunks(names: Sequence[str], size: int) -> Iterator[list[dict[str, Any]]]:
    """Utterances, so many at a time, each with its number and, where there are several files, the file's name."""
    for name in names:
        chunk: list[dict[str, Any]] = []
        with click.open_file(name, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                item = _read(line, number)
                item.setdefault("id", number)
                chunk.append({**item, "file": name} if len(names) > 1 else item)
                if len(chunk) == size:
                    yield chunk
                    chunk = []
        if chunk:
            yield chunk


def answered(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines that go out for these that came in."""
    import time

    from voicerepair.core import safety  # noqa: F401 - both load their tables before the clock starts
    from voicerepair.core.reflection import pipeline  # noqa: F401

    answers = []
    for item in items:
        start = time.perf_counter()
        text, flag = _reflected(item)
        took = (time.perf_counter() - start) * 1000
        file = {"file": item["file"]} if "file" in item else {}
        answers.append({**file, "id": item["id"], "reflection": text, "flag": flag, "latency_ms": round(took, 3)})
    return answers


def _read(line: str, number: int) -> dict[str, Any]:
    import json

    from voicerepair.errors import UsageError

    try:
        item = json.loads(line)
    except ValueError as error:
        raise UsageError(
            t("Line {number} is not JSON.", number=number), t("Each line must be one JSON object.")
        ) from error
    if not isinstance(item, dict) or not isinstance(item.get("text", ""), str):
        raise UsageError(
            t("Line {number} is not an utterance.", number=number), t('It needs at least {"id": ..., "text": "..."}.')
        )
    return item


def _reflected(item: dict[str, Any]) -> tuple[str, str]:
    """Screen first: what may be a disclosure of danger is never paraphrased."""
    from voicerepair.core import reflection
    from voicerepair.core.safety import screen

    danger = screen(item.get("text", ""))
    if danger != "none":
        return _PRIVATE_HELP, danger
    draft = reflection.reflect(_request(item))
    return draft.text, draft.flag


def _request(item: dict[str, Any]) -> Any:
    from voicerepair.core.reflection import ReflectionRequest
    from voicerepair.core.words import Word

    text = item.get("text", "")
    spoken = text.split()
    words: tuple[Word, ...] = ()
    confidences, starts, ends = (item.get(key) or [] for key in ("conf", "start", "end"))
    if len(confidences) == len(spoken):
        timed = len(starts) == len(ends) == len(spoken)
        words = tuple(
            Word(word, float(starts[i]) if timed else 0.0, float(ends[i]) if timed else 0.0, float(confidences[i]))
            for i, word in enumerate(spoken)
        )
    return ReflectionRequest(
        speaker=str(item.get("speaker") or ""),
        partner=str(item.get("partner") or ""),
        partner_pronouns=str(item.get("partner_pronouns") or ""),
        text=text,
        words=words,
    )
