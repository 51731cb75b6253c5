"""voicerepair reflect"""

from typing import Any

import click

_PRIVATE_HELP = "Let us pause here. You matter, and help is there in private, at any time."


@click.command()
@click.argument("items", type=click.Path(dir_okay=False, allow_dash=True))
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, writable=True), help="Write there instead of to the screen."
)
def reflect(items: str, output: str | None) -> None:
    """Draft a reflection for each utterance in ITEMS, one JSON object a line ("-": standard input).

    In: id, speaker, partner, partner_pronouns, text, conf[], and optionally start[] and end[] in seconds.
    Out: id, reflection, flag (none, safety_violence, safety_self_harm, unclear, empty), latency_ms.
    """
    import json
    import time

    from voicerepair.core import safety  # noqa: F401 - both load their tables before the clock starts
    from voicerepair.core.reflection import pipeline  # noqa: F401
    from voicerepair.errors import UsageError

    try:
        with (
            click.open_file(items, encoding="utf-8") as lines,
            click.open_file(output or "-", "w", encoding="utf-8") as out,
        ):
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                item = _read(line, number)
                start = time.perf_counter()
                text, flag = _reflected(item)
                took = (time.perf_counter() - start) * 1000
                answer = {"id": item.get("id", number), "reflection": text, "flag": flag, "latency_ms": round(took, 3)}
                out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    except UnicodeDecodeError as error:
        raise UsageError("That file is not text in UTF-8.", "Save it as UTF-8 and try again.") from error
    except OSError as error:
        raise UsageError(f"That file cannot be used: {error.strerror}.", "Check the path.") from error


def _read(line: str, number: int) -> dict[str, Any]:
    import json

    from voicerepair.errors import UsageError

    try:
        item = json.loads(line)
    except ValueError as error:
        raise UsageError(f"Line {number} is not JSON.", "Each line must be one JSON object.") from error
    if not isinstance(item, dict) or not isinstance(item.get("text", ""), str):
        raise UsageError(f"Line {number} is not an utterance.", 'It needs at least {"id": ..., "text": "..."}.')
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
