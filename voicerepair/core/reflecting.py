"""The reflection loop: draft, verdict, one correction, then the speaker's own words stand."""

from msgspec.structs import replace

from voicerepair.core import language, moves
from voicerepair.core.effects import DraftReflection
from voicerepair.core.events import ReflectionDrafted
from voicerepair.core.floor import TurnRecord
from voicerepair.core.machine import Machine, quoted
from voicerepair.core.reflection import ReflectionRequest
from voicerepair.core.reflection.verdict import parse_verdict
from voicerepair.core.state import Moment, Phase
from voicerepair.core.words import Word

MOST_TRIES = 2
"""A second try, never a third: after that the speaker's own words stand."""
VERDICTS = ("yes", "partly", "no", "in my words")
_PREFIX = {"ask": "i feel", "when": "when you", "because": "because"}


def spoken(m: Machine) -> list[TurnRecord]:
    """The turns of the present step that the next reflection is about.

    A retelling ("again") stands for everything before it.
    """
    here = [
        record
        for record in m.state.turns
        if record.stage == m.state.position and not record.dropped and record.lines
        and record.moment not in ("verdict", "mirror", "amend", "check")
    ]  # fmt: skip
    again = [index for index, record in enumerate(here) if record.moment in ("again", "correct")]
    return here[again[-1] :] if again else here


def think(m: Machine, correction: str = "", mirror: str = "") -> None:
    """Ask for a draft of what was said in this step."""
    state, stage = m.state, m.state.stage
    records = spoken(m)
    if not records:
        moves.advance(m)
        return
    words: list[Word] = []
    for record in records:
        words.extend(_opening(record, stage.step.kind))
        words.extend(
            record.words if record.words and not record.typed else [Word(word) for word in record.text.split()]
        )
    speaker = records[-1].partner if records[-1].partner >= 0 else stage.speaker
    other = stage.listener if speaker == stage.speaker else stage.speaker
    partners = state.opened.partners
    earlier = next((r.reflection for r in reversed(records) if r.reflection), "") if correction else ""
    request = ReflectionRequest(
        speaker=partners[speaker].name,
        partner=partners[other].name,
        partner_pronouns=partners[other].pronouns,
        text=" ".join(word.text for word in words),
        words=tuple(words),
        earlier=earlier,
        correction=correction,
        mirrored_by=partners[other].name if mirror else "",
        mirror=mirror,
    )
    m.silence()
    m.set(phase=Phase.THINK, turn=records[-1].turn, attempt=state.attempt + 1, moment=replace(state.moment, tries=0))
    if language.has_paraphrase(m.language):
        m.do(DraftReflection(records[-1].turn, request))
    else:
        said = repeated(m, records, partners[speaker].name, correction, request.mirrored_by, mirror)
        drafted(m, ReflectionDrafted(at=m.now, turn=records[-1].turn, text=said, basis="mirror"))


def repeated(m: Machine, records: list[TurnRecord], name: str, correction: str, listener: str, mirror: str) -> str:
    """What was said, word for word: in a language that there are no rules for paraphrasing in."""
    if mirror:
        return m.t("{listener} heard: “{mirror}”. {name}, is that what you are saying?", name=name, listener=listener,
                   mirror=mirror)  # fmt: skip
    words = correction or " ".join(record.text for record in records)
    return m.t("{name}, I hear you say: “{words}”. Is that what you are saying?", name=name, words=quoted(words))


def _opening(record: TurnRecord, kind: str) -> list[Word]:
    """The words of the question that an answer leaves out ("hurt" -> "i feel hurt")."""
    opening = _PREFIX.get(record.moment, "") if kind == "slots" else ""
    first = record.text.split(" ", 1)[0]
    if not opening or first in opening.split() or (record.moment == "ask" and " i " in f" {record.text} "):
        return []
    if record.moment == "when" and (first in ("i", "we", "he", "she", "they", "it", "whenever")):
        opening = "when"
    at = record.words[0].start if record.words else 0.0
    return [Word(word, at, at) for word in opening.split()]


def drafted(m: Machine, event: ReflectionDrafted) -> None:
    """Read the draft back, or ask again when there is none that would be faithful."""
    record = m.state.turn_record(event.turn)
    if record is None:
        return
    if event.basis == "ask" or not event.text:
        if m.state.attempt >= MOST_TRIES:
            _stand(m, record)
        else:
            again(m, event.text or "I could not quite follow. Could you say the most important part again?")
        return
    m.put(replace(record, reflection=event.text))
    m.begin(Moment("verdict", event.text, record.partner, "answer", VERDICTS))


def verdict(m: Machine, text: str) -> None:
    """Yes, partly, no, or in my words."""
    said = parse_verdict(text)
    records = spoken(m)
    if not records:
        moves.advance(m)
        return
    record = records[-1]
    match said.kind:
        case "yes":
            m.put(replace(record, verdict="heard" if m.state.attempt <= 1 else "corrected"))
            moves.advance(m)
        case "unknown":
            m.escalate(was_heard=True)
        case _ if m.state.attempt >= MOST_TRIES:
            _stand(m, record)
        case "partly" if said.correction:
            think(m, said.correction)
        case "partly":
            text = "What should I change?"
            m.begin(Moment("amend", text, record.partner, "dictation", budget=60.0))
        case "no" if said.correction:
            think(m, said.correction)
        case _:
            again(m, "Please say it in your own words. A short sentence is enough.")


def corrected(m: Machine, text: str) -> None:
    """The speaker has said what to change."""
    think(m, text)


def mirrored(m: Machine, text: str) -> None:
    """The listener has said what they heard: check it, fill in, and let the speaker judge."""
    think(m, mirror=text)


def again(m: Machine, text: str) -> None:
    records = spoken(m)
    partner = records[-1].partner if records else m.state.stage.speaker
    m.begin(Moment("again", text, partner, "dictation", budget=float(m.state.stage.step.seconds)))


def _stand(m: Machine, record: TurnRecord) -> None:
    m.put(replace(record, verdict="own_words"))
    m.begin(Moment("stand", "Then your own words stand, just as you said them."))
