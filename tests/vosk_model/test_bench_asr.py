import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts/bench_asr.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_it_prints_a_row_for_each_recogniser() -> None:
    done = bench(str(ROOT / "tests/fixtures/clips"), "--only", "tiny-en-us")
    assert done.returncode == 0, done.stderr
    head, titles, row = done.stdout.splitlines()
    assert head.startswith("9 clips")
    assert titles.split()[:4] == ["recogniser", "load", "s", "rtf"]
    name, load, rtf, memory, every, _ = row.split()
    assert name == "vosk:voicerepair-tiny-en-us"
    assert 0 < float(load) < 60
    assert float(rtf) > 0
    assert float(memory) > 0
    assert float(every.rstrip("%")) < 20


def test_a_recogniser_that_fails_costs_only_its_row(tmp_path: Path) -> None:
    broken = tmp_path / "broken" / "am" / "final.mdl"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"no model")
    models = [str(tmp_path), str(ROOT / "models")]
    done = bench(str(ROOT / "tests/fixtures/clips"), "--only", "vosk", "--limit", "1", "--models", *models)
    assert done.returncode == 0, done.stderr
    bad, good = done.stdout.splitlines()[2:]
    assert "broken" in bad
    assert "failed" in bad
    assert "tiny-en-us" in good
    assert "failed" not in good


def test_it_needs_no_folder_of_models() -> None:
    done = bench(str(ROOT / "tests/fixtures/clips"), "--models", "--only", "sphinx:domain", "--limit", "2")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("pocketsphinx:domain")


def test_clips_without_a_transcript_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_text('{"file": "a.flac", "transcript": null}\n')
    done = bench(str(tmp_path))
    assert done.returncode == 2
    assert "no clip has a transcript" in done.stderr
