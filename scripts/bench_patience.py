"""Does waiting longer after a plainly unfinished sentence cut fewer people off?

    scripts/bench_patience.py MANIFEST

MANIFEST is JSON lines, one a recording: {"words": [[word, start, end], ...], "speech": [[start, end], ...]}. Each
pause inside one is a chance to cut somebody off; the end of each is where waiting longer costs time. The words are
the true ones: a recogniser's are worse. People who read aloud pause less, and at better places, than who thinks.
"""

import itertools
import json
import sys
from pathlib import Path
from typing import Any

from voicerepair.core.commands import is_unfinished
from voicerepair.core.machine import UNFINISHED_FACTOR

PATIENCE_SECONDS = (0.3, 0.4, 0.5, 0.7, 1.0)
LEAST_WORDS = 4


def pauses(recording: dict[str, Any]) -> list[tuple[float, bool]]:
    """(seconds, whether what was said before it is unfinished)."""
    words, found = recording["words"], []
    for before, after in itertools.pairwise(recording["speech"]):
        said = [word for word, start, end in words if (start + end) / 2 < before[1]]
        if said and len(said) < len(words):
            found.append((after[0] - before[1], is_unfinished(" ".join(said))))
    return found


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    lines = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    recordings = [one for one in lines if one.get("speech") and len(one.get("words") or ()) >= LEAST_WORDS]
    all_pauses = [pause for one in recordings for pause in pauses(one)]
    ends = [is_unfinished(" ".join(word for word, _, _ in one["words"])) for one in recordings]
    print(f"{len(recordings)} recordings, {len(all_pauses)} pauses within them")
    print("patience s  cut off without  cut off with  per 10: without, with")
    for patience in PATIENCE_SECONDS:
        without = sum(pause > patience for pause, _ in all_pauses)
        kept = sum(pause > patience * (UNFINISHED_FACTOR if unfinished else 1) for pause, unfinished in all_pauses)
        tenth = len(recordings) / 10
        print(f"{patience:10}  {without:15}  {kept:12}  {without / tenth:15.2f} {kept / tenth:7.2f}")
    print(f"ends that are waited for longer in vain: {sum(ends)} of {len(ends)}")


if __name__ == "__main__":
    main()
