"""Make the demo's recorded speech: two synthetic voices, each clip chosen because the embedded recogniser gets it.

    python scripts/make_demo_audio.py            make the clips that voicerepair/data/demo lacks, and script.json
    python scripts/make_demo_audio.py --all      make all of them again
    python scripts/make_demo_audio.py --survey   word error rate of every voice that is installed

Needs flite and festival with its voice cmu_us_slt_arctic_hts; the survey takes whatever is installed. `script.toml`
beside the clips holds the lines: `cue` (the moment it answers), `partner`, `text`. Each line is rendered at several
speeds, with its end falling or level, and decoded as the ear will hear it: in a quiet room's noise, after different
pauses, with the general model; a single word or a choice also against the short answers (the ear is told those). The
first rendering without an error after any of the pauses is kept. If none is, change the line's words.

Word error rates of the survey (pocketsphinx 5.1.1, general US-English model, 15 sentences, quiet room):
    voice, at stretch                   0.9     1.0     1.2
    flite:slt                         17.9 %  32.8 %  19.4 %
    flite:rms                          7.5 %   6.0 %   7.5 %
    flite:awb                          6.0 %   9.0 %   7.5 %
    flite:kal                         32.8 %  26.9 %  29.9 %
    flite:kal16                       14.9 %  17.9 %  14.9 %
    festival:cmu_us_slt_arctic_hts    19.4 %  17.9 %  19.4 %
    festival:kal_diphone              13.4 %  23.9 %  16.4 %
    espeak:en-us                      62.7 %  37.3 %  56.7 %
    espeak:en-us+f3                   56.7 %  40.3 %  44.8 %
    espeak:en-us+f4                   68.7 %  74.6 %  73.1 %
    espeak:en-us+m3                   59.7 %  49.3 %  71.6 %

espeak-ng is what reads the prompts, and the recogniser cannot follow it; flite's rms is the clearest man, and slt, from
both engines, the clearest woman.
"""

import argparse
import itertools
import json
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import jiwer
import numpy as np
import soundfile

from voicerepair.adapters.pocketsphinx_recognizer import PocketsphinxRecognizer
from voicerepair.adapters.replay import ROOM_DBFS, load, to_pcm
from voicerepair.ports import SAMPLE_RATE

FOLDER = Path(__file__).parents[1] / "voicerepair" / "data" / "demo"
LIMIT_BYTES = 2_000_000
PEAK = 0.5
VOICES = {"Ana": ("festival:cmu_us_slt_arctic_hts", "flite:slt"), "Ben": ("flite:rms",)}
"""The voices of each partner, in order of preference; Ana's are one and the same person's, by two engines."""
STRETCHES = (1.0, 1.1, 1.2, 0.9, 1.3)
PITCHES = (0, 8)
"""Percent; small enough that it stays the same person."""
PAUSES_MS = (300, 350, 437)
"""Before the clip; the recogniser's frames fall differently on the speech in each."""

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ANSWERS = ("yes", "no", "partly", "not quite", "ready", "done", "pass", "nothing", "not yet", *NUMBERS)

SURVEY_VOICES = (
    *(f"flite:{name}" for name in ("slt", "rms", "awb", "kal", "kal16")),
    *(f"festival:{name}" for name in ("cmu_us_slt_arctic_hts", "kal_diphone")),
    *(f"espeak:{name}" for name in ("en-us", "en-us+f3", "en-us+f4", "en-us+m3", "en-gb")),
)
SURVEY_TEXTS = (
    "i feel hurt when you come home late because it makes me think i do not matter",
    "i feel lonely when you walk away from me",
    "i will call when i am late",
    "i raised my voice in the kitchen and i am sorry",
    "please give me ten minutes when i come home",
    "yes",
    "no",
    "partly",
    "done",
    "six",
    "argument",
    "a broken agreement",
    "ready",
    "listening more",
    "by friday",
)


@dataclass(frozen=True)
class Rendering:
    """How a line is said. `stretch`: above 1 is slower. `pitch`: percent up or down."""

    voice: str
    stretch: float = 1.0
    pitch: int = 0
    mark: str = "."


def render(text: str, how: Rendering, folder: Path) -> np.ndarray:
    """The line as float samples at 16 kHz, without silence at its ends, at a set peak."""
    engine, _, voice = how.voice.partition(":")
    path = folder / "line.wav"
    said = " ".join("I" if word == "i" else word for word in text.split()) + how.mark
    match engine:
        case "flite":
            pitch = ["--setf", f"int_f0_target_mean={FLITE_HZ[voice] * (1 + how.pitch / 100):.0f}"]
            stretch = ["--setf", f"duration_stretch={how.stretch}"]
            run(["flite", "-voice", voice, *stretch, *(pitch if how.pitch else ()), "-t", said, "-o", str(path)])
        case "festival":
            scheme = f"(voice_{voice}) (Parameter.set 'Duration_Stretch {how.stretch})"
            run(["text2wave", "-o", str(path), "-eval", f"(begin {scheme})"], said)
        case _:
            speed, pitch_arg = str(round(150 / how.stretch)), str(50 + how.pitch)
            run(["espeak-ng", "-v", voice, "-s", speed, "-p", pitch_arg, "-w", str(path), said])
    samples = load(path)
    loud = np.flatnonzero(np.abs(samples) > 0.01 * np.abs(samples).max())
    samples = samples[max(0, loud[0] - 320) : loud[-1] + 800]
    return samples * (PEAK / np.abs(samples).max())


FLITE_HZ = {"slt": 167, "rms": 97, "awb": 130, "kal": 95, "kal16": 95}
"""Mean pitch of flite's voices, as their models set it."""


def run(command: list[str], stdin: str = "") -> None:
    subprocess.run(command, input=stdin.encode(), check=True, capture_output=True, timeout=60)


class Listener:
    """The embedded recogniser, as the ear would feed it."""

    def __init__(self) -> None:
        self._recogniser = PocketsphinxRecognizer()

    def hear(self, samples: np.ndarray, pause_ms: int, phrases: Sequence[str] = ()) -> str:
        random = np.random.default_rng(pause_ms)
        quiet = np.zeros(pause_ms * SAMPLE_RATE // 1000)
        sound = np.concatenate([quiet, samples, np.zeros(SAMPLE_RATE // 2)])
        pcm = to_pcm(sound + random.normal(0, 10 ** (ROOM_DBFS / 20), len(sound)))
        self._recogniser.start(phrases)
        for start in range(0, len(pcm), 1024):
            self._recogniser.accept(pcm[start : start + 1024])
        return " ".join(word.text for word in self._recogniser.finish().words)


def renderings(voices: Sequence[str]) -> Iterator[Rendering]:
    for voice, pitch, mark, stretch in itertools.product(voices, PITCHES, (".", ""), STRETCHES):
        yield Rendering(voice, stretch, pitch, mark)


def best(text: str, voices: Sequence[str], hearing: "Hearing", folder: Path) -> tuple[np.ndarray, Rendering, int]:
    """The rendering with the fewest wrong words over all pauses; the first without any ends the search."""
    found: tuple[np.ndarray, Rendering, int] | None = None
    tried: set[bytes] = set()
    for how in renderings(voices):
        samples = render(text, how, folder)
        if samples.tobytes() in tried:  # not every engine heeds every setting
            continue
        tried.add(samples.tobytes())
        errors = hearing.errors(text, samples, found[2] if found else None)
        if found is None or errors < found[2]:
            found = samples, how, errors
        if not errors:
            break
    assert found is not None
    return found


class Hearing:
    """Judges a clip by what the recogniser makes of it after each pause."""

    def __init__(self) -> None:
        self._listener = Listener()
        protocol = tomllib.loads((FOLDER.parent / "protocols" / "repair.toml").read_text("utf-8"))
        steps = [step for step in protocol.get("step", protocol.get("steps", [])) if isinstance(step, dict)]
        options = [option["value"] for step in steps for option in step.get("options", [])]
        self._answers = tuple(dict.fromkeys((*ANSWERS, *options)))

    def errors(self, text: str, samples: np.ndarray, limit: int | None = None) -> int:
        """Wrong words in all hearings; no more hearings than it takes to reach `limit`."""
        phrases = self._answers if text in self._answers or " " not in text else ()
        errors = 0
        for pause in PAUSES_MS:
            errors += wrong_words(text, self._listener.hear(samples, pause, phrases))
            if limit is not None and errors >= limit:
                break
        return errors


def wrong_words(text: str, heard: str) -> int:
    measures = jiwer.process_words(text, heard)
    return measures.substitutions + measures.deletions + measures.insertions


def present() -> dict[tuple[str, str], Path]:
    """The clips there are, by partner and text."""
    path = FOLDER / "script.json"
    lines = json.loads(path.read_text("utf-8")) if path.exists() else []
    clips = {(line["partner"], line["text"]): FOLDER / line["file"] for line in lines}
    return {key: clip for key, clip in clips.items() if clip.exists()}


def make(is_all: bool) -> None:
    lines = tomllib.loads((FOLDER / "script.toml").read_text("utf-8"))["line"]
    hearing, old = Hearing(), {} if is_all else present()
    made: dict[tuple[str, str], str] = {}
    script, errors, words = [], 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clips = folder / "clips"
        clips.mkdir()
        for line in lines:
            key = partner, text = line["partner"], line["text"]
            if key not in made:
                made[key] = f"{len(made):03}.flac"
                note = "as it was"
                if key in old:
                    samples, wrong = load(old[key]), hearing.errors(text, load(old[key]))
                if key not in old or wrong:
                    samples, how, wrong = best(text, VOICES[partner], hearing, folder)
                    note = f"{how.voice}, stretch {how.stretch}, pitch {how.pitch:+} %, ending {how.mark!r}"
                soundfile.write(clips / made[key], samples, SAMPLE_RATE, subtype="PCM_16")
                errors, words = errors + wrong, words + len(text.split()) * len(PAUSES_MS)
                print(f"{made[key]} {partner}: {text} ({note}; {wrong} wrong words)", flush=True)
            script.append({"cue": line["cue"], "file": made[key], "partner": partner, "text": text})
        size = sum(path.stat().st_size for path in clips.iterdir())
        if size > LIMIT_BYTES:
            raise SystemExit(f"{size} bytes of clips are over the limit of {LIMIT_BYTES}")
        for path in FOLDER.glob("*.flac"):
            path.unlink()
        for path in clips.iterdir():
            shutil.copy(path, FOLDER)
    (FOLDER / "script.json").write_text(json.dumps(script, indent=1) + "\n", "utf-8")
    print(f"{len(script)} lines, {len(made)} clips, {size} bytes, word error rate {100 * errors / words:.1f} %")


def survey() -> None:
    listener = Listener()
    with tempfile.TemporaryDirectory() as name:
        for voice in SURVEY_VOICES:
            rates = []
            for stretch in (0.9, 1.0, 1.2):
                heard = []
                try:
                    for text in SURVEY_TEXTS:
                        heard.append(listener.hear(render(text, Rendering(voice, stretch), Path(name)), PAUSES_MS[0]))
                except (OSError, subprocess.CalledProcessError) as error:
                    print(f"{voice:<32} not installed ({error.__class__.__name__})")
                    break
                rates.append(100 * jiwer.wer(list(SURVEY_TEXTS), heard))
            else:
                print(f"{voice:<32} " + " ".join(f"{rate:5.1f} %" for rate in rates), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--survey", action="store_true", help="measure every voice installed")
    parser.add_argument("--all", action="store_true", help="make clips again that are there already")
    arguments = parser.parse_args()
    if arguments.survey:
        survey()
    else:
        make(arguments.all)


if __name__ == "__main__":
    main()
