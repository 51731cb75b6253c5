"""voicerepair listen"""

import functools
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from voicerepair.cli.jobs import jobs_option, scheduler_option, spread, wanted
from voicerepair.core.turns import TURN_GAP_SECONDS, Floor, Span, Together, Turn, by_floor, by_silence, together
from voicerepair.core.words import Word
from voicerepair.errors import UsageError, VoiceRepairError
from voicerepair.translate import t

if TYPE_CHECKING:
    from voicerepair.adapters.recordings import Recording
    from voicerepair.ports import Recognizer

SPEAKERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Heard(msgspec.Struct, frozen=True):
    """What `--json` prints for one recording. Times are seconds; `together` only where channels are speakers."""

    file: str
    duration: float
    turns: list[Turn]
    talk_seconds: float
    together: Together | msgspec.UnsetType = msgspec.UNSET


class Failed(msgspec.Struct, frozen=True):
    """What `--json` prints instead for a recording that cannot be read."""

    file: str
    error: str


class Task(msgspec.Struct, frozen=True):
    """A recording to be listened to, by whichever process."""

    path: str
    model: str
    words: bool
    turn_gap: float
    floors: list[Floor]


@click.command()
@click.argument("audio", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=t("Print JSON: an object, or a list for several recordings."))
@click.option("--words/--no-words", default=True, help=t("Recognise the words, or only measure (much faster)."))
@click.option("--model", default="", help=t("The folder of a Vosk model; without it the embedded recogniser is used."))
@click.option(
    "--turn-gap",
    default=TURN_GAP_SECONDS,
    show_default=True,
    type=click.FloatRange(0.2, 60),
    help=t("Seconds of silence that end a turn."),
)
@jobs_option
@scheduler_option
@click.option(
    "--floors",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=t('Who had the floor when, as JSON: [{"speaker": "Ana", "start": 0, "end": 40}, ...]. Then turns are exact.'),
)
def listen(
    audio: tuple[Path, ...],
    as_json: bool,
    words: bool,
    model: str,
    turn_gap: float,
    floors: Path | None,
    jobs: int | None,
    scheduler: str | None,
) -> None:
    """Measure who spoke when in a recording, and what was said.

    Reads WAV, FLAC, Ogg, MP3 and whatever else libsndfile knows. In a stereo recording each channel is a
    speaker, and speaking at once is measured, unless both are one microphone's. One channel cannot tell people
    apart: there, silence alone separates turns, unless --floors says who had the floor.

    A recording that cannot be read does not stop the others. On a cluster (--scheduler) the workers read the files
    by the same paths, and need the model too.
    """
    held = _floors(floors)
    if len(audio) == 1 and not scheduler:
        heard: list[Heard | Failed] = [_hear(audio[0], _recognizer(model, words), turn_gap, held)]
    else:
        heard = _hear_all([Task(str(path.absolute()), model, words, turn_gap, held) for path in audio], jobs, scheduler)
    if as_json:
        found = msgspec.json.encode(heard if len(heard) > 1 else heard[0])
        click.echo(msgspec.json.format(found).decode())
    else:
        click.echo("\n\n".join(map(_lines, heard)))
    failed = sum(isinstance(one, Failed) for one in heard)
    if failed:
        raise VoiceRepairError(
            t("{failed} of {heard} recordings could not be read.", failed=failed, heard=len(heard)),
            t("Each is named above."),
        )


def _hear_all(tasks: list[Task], jobs: int | None, scheduler: str | None) -> list[Heard | Failed]:
    """Side by side, in order, with progress."""
    heard: list[Heard | Failed] = []
    told: set[str] = set()
    try:
        with click.progressbar(length=len(tasks), label=t("Recordings"), file=sys.stderr) as bar:
            for one, notices in spread(hear, tasks, wanted(jobs, len(tasks)), scheduler or ""):
                heard.append(one)
                told.update(notices)
                bar.update(1)
    except ChildProcessError as error:
        raise VoiceRepairError(str(error), t("Try fewer at once: --jobs 1")) from error
    for notice in sorted(told):
        click.echo(notice, err=True)
    return heard


def hear(task: Task) -> tuple[Heard | Failed, list[str]]:
    """What one recording holds, and what is to be said about the recogniser; for any process."""
    path = Path(task.path)
    try:
        recognizer, notices = _kept_recognizer(task.model, task.words)
        return _hear(path, recognizer, task.turn_gap, task.floors, has_progress=False), notices
    except VoiceRepairError as error:
        return Failed(path.name, str(error)), []


@functools.lru_cache(maxsize=1)
def _kept_recognizer(model: str, words: bool) -> tuple["Recognizer", list[str]]:
    """Loaded once in each process."""
    from voicerepair.adapters.ear_parts import recognizer
    from voicerepair.adapters.no_recognizer import NoRecognizer

    if not words:
        return NoRecognizer(), []
    found, notices = recognizer(model)
    return found, [f"{message} {hint}" for message, hint in notices]


def _floors(path: Path | None) -> list[Floor]:
    if path is None:
        return []
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Floor])
    except msgspec.DecodeError as error:
        raise UsageError(
            t("{name} does not say who had the floor: {error}.", name=path.name, error=error),
            t("See: voicerepair listen -h"),
        ) from error


def _recognizer(model: str, words: bool) -> "Recognizer":
    found, notices = _kept_recognizer(model, words)
    for notice in notices:
        click.echo(notice, err=True)
    return found


def _hear(
    path: Path, recognizer: "Recognizer", turn_gap: float, floors: list[Floor], *, has_progress: bool = True
) -> Heard:
    from voicerepair.adapters.recordings import Recording

    recording = Recording(path)
    turns: list[Turn] = []
    try:
        channels = 1 if recording.channels > 1 and _is_one_microphone(recording) else recording.channels
        for channel in range(channels):
            seconds = max(1, round(recording.seconds))
            shown_on = sys.stderr if has_progress else io.StringIO()
            with click.progressbar(length=seconds, label=path.name, file=shown_on) as bar:
                spans, words = _channel(recording, channel, recognizer, bar.update)
            speaker = SPEAKERS[channel % len(SPEAKERS)] if channels > 1 else ""
            turns += by_floor(spans, words, floors) if floors else by_silence(spans, words, turn_gap, speaker)
    finally:
        recording.close()
    turns.sort(key=lambda turn: turn.start)
    talked = round(sum(turn.speech_seconds for turn in turns), 3)
    both = together(turns) if channels > 1 and not floors else msgspec.UNSET
    return Heard(path.name, round(recording.seconds, 3), turns, talked, both)


def _is_one_microphone(recording: "Recording") -> bool:
    from voicerepair.adapters.crosstalk import Likeness

    likeness = Likeness()
    for block in recording.blocks():
        likeness.push(block)
    return likeness.is_one


def _channel(
    recording: "Recording", channel: int, recognizer: "Recognizer", progress: Callable[[int], None]
) -> tuple[list[Span], list[Word]]:
    """The voiced spans and the words of one channel, through the same ear as a session's."""
    from voicerepair.adapters.crosstalk import Crosstalk
    from voicerepair.adapters.resampling import to_pcm
    from voicerepair.adapters.vad import SileroVad
    from voicerepair.core.endpointing import Endpointer
    from voicerepair.ports import SAMPLE_RATE
    from voicerepair.runtime import ear_messages as msg
    from voicerepair.runtime.listener import Listener

    spans: list[Span] = []
    words: list[Word] = []
    began_at = 0.0

    def take(report: msg.Report) -> None:
        nonlocal began_at
        match report:
            case msg.Started(at=at):
                began_at = max(0.0, at)
            case msg.Ended(at=at):
                spans.append((began_at, min(at, recording.seconds)))
            case msg.Utterance():
                words.extend(report.words)
            case _:
                pass

    listener = Listener(msg.Open(1, "dictation", 0.0, ""), SileroVad(), recognizer, Endpointer(), take)
    samples, crosstalk = 0, Crosstalk(recording.channels)
    for block in recording.blocks():
        listener.push(samples / SAMPLE_RATE, to_pcm(crosstalk.push(block)[:, channel]))
        shown = round(samples / SAMPLE_RATE)
        samples += len(block)
        progress(round(samples / SAMPLE_RATE) - shown)
    listener.close()
    return spans, words


def _lines(heard: Heard | Failed) -> str:
    if isinstance(heard, Failed):
        return f"{heard.file}: {heard.error}"
    lines = [
        t(
            "{file}: {duration} s, {talk_seconds} s of speech, {turns} turns",
            file=heard.file,
            duration=f"{heard.duration:.1f}",
            talk_seconds=f"{heard.talk_seconds:.1f}",
            turns=len(heard.turns),
        )
    ]
    for turn in heard.turns:
        who = "" if turn.speaker is msgspec.UNSET else f"{turn.speaker} "
        lines.append(
            t(
                "{start} to {end}  {who}spoke {speech_seconds} s  {text}",
                start=f"{turn.start:8.2f}",
                end=f"{turn.end:8.2f}",
                who=who,
                speech_seconds=f"{turn.speech_seconds:.1f}",
                text=turn.text,
            ).rstrip()
        )
    if isinstance(heard.together, Together):
        taken = ", ".join(f"{speaker} {count}" for speaker, count in heard.together.interruptions.items())
        lines.append(
            t(
                "{overlap_seconds} s at once; took over while the other spoke: {what}",
                overlap_seconds=f"{heard.together.overlap_seconds:.1f}",
                what=taken or 0,
            )
        )
    return "\n".join(lines)
