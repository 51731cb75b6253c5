"""Score the safety screen on files of {"flag", "text"} lines.

Run: python -m scripts.score_safety [FILE ...] [--show]. Without files: both parts of its own test set. With --show
what is missed and what is flagged wrongly is printed; never use that on the held-out part.
"""

import json
import sys
from pathlib import Path

from voicerepair.core.safety import screen

OWN = Path(__file__).parents[1] / "tests" / "core" / "safety"


def score(path: Path, is_shown: bool) -> None:
    items = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    dangers = [item["text"] for item in items if item["flag"].startswith("safety")]
    harmless = [item["text"] for item in items if not item["flag"].startswith("safety")]
    missed = [text for text in dangers if screen(text) == "none"]
    alarms = [text for text in harmless if screen(text) != "none"]
    recall = 1 - len(missed) / max(1, len(dangers))
    print(f"{path.name:<20}recall {recall:6.1%} ({len(missed)} of {len(dangers)} missed)   "
          f"false alarms {len(alarms) / max(1, len(harmless)):6.1%} ({len(alarms)} of {len(harmless)})")  # fmt: skip
    if is_shown:
        for name, texts in (("missed", missed), ("false alarm", alarms)):
            for text in texts:
                print(f"  {name}: {text}")


def main() -> None:
    paths = [Path(argument) for argument in sys.argv[1:] if argument != "--show"]
    for path in paths or [OWN / "develop.jsonl", OWN / "heldout.jsonl"]:
        score(path, "--show" in sys.argv)


if __name__ == "__main__":
    main()
