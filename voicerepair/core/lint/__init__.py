"""Whether a protocol is good to hear, safe and fair: findings with a rule, a place and a remedy."""

from voicerepair.core.lint import shape, wording
from voicerepair.core.problems import Problem, Text
from voicerepair.core.protocol_text import examine

RULES: dict[str, str] = {**shape.RULES, **wording.RULES}
"""What each rule of taste asks for. Structural rules, for which a protocol is refused, are in `protocol_rules`."""
_ENDLESS = frozenset({"too-many", "rounds-range", "partners-range"})
"""After these nothing else is looked for: it could take for ever."""


def check(text: str, stem: str = "") -> list[Problem]:
    """Everything wrong with the protocol written in `text`, in the order of its lines.

    `stem` is the name of its file without the ending. Raises nothing, whatever the text. Where the text cannot be
    read at all, that is the only finding.
    """
    protocol, problems = examine(text)
    if protocol is None or any(problem.rule in _ENDLESS for problem in problems):
        return problems
    where = Text(text)
    found = [*problems, *shape.findings(protocol, where, stem), *wording.findings(protocol, where)]
    return sorted(found, key=lambda problem: problem.line)
