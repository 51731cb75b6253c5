"""Write docs/coverage.md: which step, word or command answers each ask of good practice.

    .venv/bin/python scripts/write_coverage.py

Steps name their rows themselves (`rows` in the protocols); words and commands are listed here.
"""

from importlib import resources
from pathlib import Path

from voicerepair.core.protocol_text import parse

TARGET = Path(__file__).parent.parent / "docs" / "coverage.md"
ASKS = {
    "a1": "Not where one is afraid of the other",
    "a2": "Past shame and avoidance; one issue at a time",
    "a3": "Not while flooded: a break, and a booked return",
    "a4": "Own part, its impact, the pattern behind it",
    "a5": "Listening without comment, settled in the body",
    "a6": "Signs of listening: looks, nods, hands",
    "a7": "I feel, when you, because",
    "a8": "What I hear from you is: is that it?",
    "a9": "An open question to understand more",
    "a10": "Needs, and what each commits to",
    "a11": "Understanding what the other may feel",
    "a12": "Celebrating the way back, and what worked",
    "a13": "Affection and small kindness in daily life",
    "a14": "It may take several conversations",
    "a15": "The unmet need under the hurt",
    "a16": "Groups of friends, families, communities",
    "b1": "Both want it",
    "b2": "A neutral mediator, or help from outside",
    "b3": "Reassurance",
    "b4": "Consistency: words that are kept",
    "b5": "Respect: shared rules",
    "b6": "Small thoughtful gestures, chosen by who receives them",
    "b7": "Asking what the other needs to feel secure",
    "b8": "Feelings are true for the one who feels them",
    "b9": "Nothing made smaller",
    "b10": "No justifying",
    "b11": "A whole apology, and an honest answer",
    "b12": "It is all right to differ",
    "b13": "Time, and small steps",
    "b14": "The guard of the hurt one, the patience of the other",
    "b15": "Triggers, self-soothing, comfort",
    "b16": "Courting again, without expectations",
    "b17": "Why it is worth it",
    "b18": "My body and my pace are mine",
    "b19": "Loving and hating at once",
    "b20": "Saying it, in a way that fits: aloud, privately, or not now",
    "b21": "Impact before explanation",
}
"""What is asked for, in a few words of our own."""
WORDS: dict[str, tuple[str, ...]] = {
    "a3": ("time out", "pause"),
    "a5": ("done", "not finished"),
    "a10": ("agreements",),
    "a14": ("stop", "resume"),
    "b13": ("more time", "slower"),
    "b15": ("trigger",),
    "b18": ("pass",),
    "b20": ("private note", "pass", "stop"),
}
"""Words that work at any time."""
COMMANDS: dict[str, tuple[str, ...]] = {
    "a3": ("session --resume",),
    "a6": ("session --for",),
    "a12": ("history",),
    "a14": ("session --resume", "history"),
    "a16": ("session --partner", "protocols preview circle --people 8"),
    "b2": ("protocols new",),
    "b4": ("history",),
    "b5": ("session --for",),
    "b9": ("session --for",),
    "b3": ("history",),
    "b17": ("history",),
    "b18": ("session --no-touch", "delete"),
}
"""Commands, after `voicerepair`."""


def steps() -> dict[str, dict[str, list[str]]]:
    """Row -> protocol -> its steps that answer it."""
    found: dict[str, dict[str, list[str]]] = {}
    folder = resources.files("voicerepair").joinpath("data/protocols")
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml") and path.name.count(".") == 1:
            protocol = parse(path.read_text("utf-8"), path.name)
            for step in protocol.step:
                for row in step.rows:
                    found.setdefault(row, {}).setdefault(protocol.id, []).append(step.id)
    return found


def document() -> str:
    """The whole page."""
    answered = steps()
    lines = [
        "# What answers what",
        "",
        "Every ask of good practice, and the steps, words and commands that answer it. Written by",
        "`scripts/write_coverage.py` from the `rows` of the protocols' steps; a test keeps it current.",
        "",
        "| row | ask | steps of protocols | words at any time | commands |",
        "|---|---|---|---|---|",
    ]
    for row, ask in ASKS.items():
        by_protocol = "; ".join(f"**{name}**: {', '.join(ids)}" for name, ids in answered.get(row, {}).items())
        words = ", ".join(WORDS.get(row, ()))
        commands = ", ".join(f"`{command}`" for command in COMMANDS.get(row, ()))
        lines.append(f"| {row} | {ask} | {by_protocol} | {words} | {commands} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(document(), "utf-8")
