"""What the echo test found is kept for a pair of devices, for its owner's eyes only."""

from pathlib import Path

from voicerepair.adapters.echoes import FILE, EchoResult, load, save

PIECES = EchoResult(mode="pieces", delay_seconds=0.2, echo_db=-3.0, removed_db=4.0, is_tested=True)


def test_each_pair_of_devices_has_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    save(folder, "desk", "speaker", PIECES)
    save(folder, "headset", "headset", EchoResult(is_tested=True))
    assert load(folder, "desk", "speaker") == PIECES
    assert load(folder, "headset", "headset").mode == "cancel"
    assert not load(folder, "desk", "headset").is_tested
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_what_cannot_be_read_counts_as_untested(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"|": {"mode": "loud"}}')
    assert load(tmp_path, "", "") == EchoResult()
    save(tmp_path, "", "", PIECES)
    assert load(tmp_path, "", "") == PIECES
