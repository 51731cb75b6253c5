"""What is told afterwards, and to whom."""

import datetime
import re

import pytest
from msgspec.structs import replace

from tests.core.simulate import WHOLE, Simulation, repair
from voicerepair.adapters import calendar_file, protocol_files, report_html, report_pdf, report_text
from voicerepair.cli.demo import spoken_lines
from voicerepair.core import events as ev
from voicerepair.core.anonymise import anonymised
from voicerepair.core.due import due
from voicerepair.core.facilitation import guided
from voicerepair.core.people import Partner
from voicerepair.core.report import Report, report, shown
from voicerepair.core.review import KeptReview, MarkReview, Review, review

CHANGING = {
    "min",
    "turn",
    "turns",
    "Heard",
    "Passed",
    "Own",
    "words",
    "stand",
    "after",
    "correction",
    "heard",
    "own_words",
    "corrected",
    "passed",
    "at",
    "once",
    "typed",
    "minute",
    "minutes",
    "Clarify",
    "clarify",
    "Request",
    "request",
}
"""How turns ended, and which steps there were: that differs from session to session and may be told."""
SHIPPED = protocol_files.shipped()
FRIDAY = datetime.date(2026, 11, 20)


def a_review(**changes: object) -> Review:
    """A whole session of two people with telling names, its words kept."""
    answers = {**WHOLE, "readiness/0/ask": ["seven"], "readiness/1/ask": ["four"]}
    partners = (Partner(name="Xenia"), Partner(name="Quirin"))
    simulation = Simulation(answers, protocol=guided(repair()), partners=partners)
    simulation.run()
    outcome = review(simulation.state)
    return replace(outcome, session="20261120-abcd", facilitator="Wilhelmina", **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def outcome() -> Review:
    marks = (MarkReview(at=1500.0, step="feel", text="she looked away"),)
    return a_review(marks=marks, facilitator_notes=("ask about Ljubljana",))


def everything(document: Report) -> dict[str, str]:
    """Each format's text."""
    return {
        "md": report_text.markdown(document).decode(),
        "json": report_text.as_json(document).decode(),
        "csv": report_text.as_csv(document).decode(),
        "html": report_html.html(document).decode(),
        "pdf": pdf_text(document),
    }


def pdf_text(document: Report) -> str:
    """What is written in the PDF, page by page: the words are put down before the letters are packed."""
    said: list[str] = []
    fit = report_pdf._Paper.fit

    def listening(paper: report_pdf._Paper, text: str) -> str:
        said.append(text)
        return fit(paper, text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report_pdf._Paper, "fit", listening)
        data = report_pdf.pdf(document)
    assert data.startswith(b"%PDF-")
    assert len(data) > 3000
    return "\n".join(said)


def test_us_see_everything_but_the_facilitators_own(outcome: Review) -> None:
    for name, text in everything(report(outcome, "us", SHIPPED)).items():
        assert "Xenia" in text, name
        assert "knock before" in text, name
        assert "looked away" not in text, name
        assert "Ljubljana" not in text, name


def test_the_facilitator_sees_their_marks_and_notes(outcome: Review) -> None:
    for name, text in everything(report(outcome, "facilitator", SHIPPED)).items():
        assert "looked away" in text, name
        assert "Ljubljana" in text, name


def test_anonymised_reports_of_two_pairs_differ_in_nothing_but_figures(outcome: Review) -> None:
    """Whatever was said and whoever said it, the same words stand there: ours."""
    demo = spoken_lines()
    answers = {**WHOLE, **{cue: [line] for cue, line in demo.items()}}
    simulation = Simulation(answers, protocol=guided(repair()), facilitator="Cleo")
    simulation.send(ev.FacilitatorActed(at=simulation.now, action="auto", value=1))
    for place in (0, 1):
        simulation.answers[f"readiness/{place}/ask"].append("six")
    simulation.answers["agreement/all/more"].extend(["no"] * 4)
    simulation.run()
    other = replace(review(simulation.state), marks=(MarkReview(at=1500.0, step="feel", text="home"),))
    assert len(" ".join(turn.words for turn in other.turns).split()) > 100, "the demo's words"
    ours, theirs = (everything(report(one, "anonymised", SHIPPED)) for one in (outcome, other))
    for name in ours:
        one, two = (
            set(re.findall(r"[^\W\d_]{2,}", re.sub(r"#[0-9a-f]{6}", "", text[name]))) for text in (ours, theirs)
        )
        assert one - CHANGING == two - CHANGING, name
        for secret in ("Xenia", "Quirin", "Wilhelmina", "Ljubljana", "20261120", "Ana", "Ben", "Cleo"):
            assert secret not in ours[name] + theirs[name], (name, secret)
        assert "Partner A" in ours[name], name


def test_an_exercise_of_ones_own_is_anonymous_too(outcome: Review) -> None:
    own = replace(outcome, protocol="smith-family-talk", title="The Smiths")
    seen = anonymised(own, SHIPPED)
    assert (seen.protocol, seen.title) == ("own", "An exercise of their own")
    assert {turn.step for turn in seen.turns} <= {f"step {number}" for number in range(1, 60)}
    known = anonymised(outcome, SHIPPED)
    assert known.protocol == "repair"
    assert all(0 <= turn.at <= known.seconds + 1 for turn in known.turns)


def test_talk_time_is_room_and_never_a_score(outcome: Review) -> None:
    document = report(outcome, "us", SHIPPED)
    room = next(section for section in document.sections if section.heading == "Room to speak")
    assert [bar.label for bar in room.bars] == ["Xenia", "Quirin"]
    assert "There is no right share." in room.note
    assert "listening, thinking" in room.note
    typed = replace(
        outcome, talk_ms=dict.fromkeys(outcome.partners, 0), talk_share=dict.fromkeys(outcome.partners, 0.0)
    )
    room = next(s for s in report(typed, "us", SHIPPED).sections if s.heading == "Room to speak")
    assert (room.bars, room.note) == ((), "Everything was typed or picked.")


def test_hostile_names_and_words_do_no_harm(outcome: Review) -> None:
    evil = "=cmd\x1b[2J<script>alert(1)</script>\u202e*x*|"
    names = (evil, "Quirin")
    hostile = replace(
        outcome,
        partners=names,
        talk_ms={evil: 10, "Quirin": 20},
        talk_share={evil: 0.5, "Quirin": 0.5},
        turns=tuple(replace(turn, partner=evil) for turn in outcome.turns),
        kept=(KeptReview(heading="helped", partner=evil, text="=1+1"),),
        facilitator="",
        readiness={},
    )
    texts = everything(report(hostile, "us", SHIPPED))
    for name in ("md", "json", "csv", "html"):
        assert "\x1b" not in texts[name], name
        assert "\u202e" not in texts[name], name
    assert "<script" not in texts["html"]
    assert "\\<script\\>" in texts["md"]
    cells = [cell for line in texts["csv"].splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell.lstrip('"').startswith(("=", "+", "@"))]
    assert any(cell.startswith("'=") for cell in cells)


def test_a_page_loads_nothing_and_runs_nothing(outcome: Review) -> None:
    page = report_html.html(report(outcome, "us", SHIPPED)).decode()
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|https?:|url\(|@import|javascript:| on\w+=", page)
    assert page.count("<svg") >= 4


def test_the_same_report_is_the_same_pdf(outcome: Review) -> None:
    document = report(outcome, "us", SHIPPED)
    assert report_pdf.pdf(document) == report_pdf.pdf(document)


def test_without_fonts_a_pdf_says_what_is_missing(outcome: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_pdf, "FONTS", ())
    greek = replace(outcome, title="Μαζί")
    assert report_pdf.MISSING in pdf_text(report(greek, "us", SHIPPED))
    assert report_pdf.MISSING not in pdf_text(report(outcome, "us", SHIPPED))


@pytest.mark.parametrize(
    ("said", "day", "every"),
    [
        ("tomorrow", "2026-11-21", ""), ("tonight", "2026-11-20", ""), ("by friday", "2026-11-27", ""),
        ("from monday", "2026-11-23", ""), ("next monday", "2026-11-23", ""), ("every day", "2026-11-21", "daily"),
        ("every sunday", "2026-11-22", "weekly"),
        ("on Tuesdays", "2026-11-24", "weekly"), ("next week", "2026-11-27", ""),
        ("in two weeks", "2026-12-04", ""),
        ("within a month", "2026-12-20", ""),
        ("by the end of the month", "2026-11-30", ""),
        ("by the fifth of december", "2026-12-05", ""), ("june 3rd", "2027-06-03", ""),
        ("on the 10th", "2026-12-10", ""),
        ("at the weekend", "2026-11-21", ""), ("once a month", "2026-11-21", "monthly"),
        ("the day after tomorrow", "2026-11-22", ""),
        ("when i can", None, ""), ("soon", None, ""), ("", None, ""), ("always", None, ""),
    ],
)  # fmt: skip
def test_due_days(said: str, day: str | None, every: str) -> None:
    found = due(said, FRIDAY)
    assert (str(found.day) if found else None, found.every if found else "") == (day, every)


def test_a_calendar_reminds_without_telling(outcome: Review) -> None:
    booked = replace(outcome, return_at=outcome.started_at + 7200.0)
    data, count = calendar_file.calendar(booked)
    text = data.decode()
    assert count == 3
    assert text.count("BEGIN:VEVENT") == 3
    assert text.count("BEGIN:VALARM") == 3
    for secret in ("Xenia", "Quirin", "knock", "late"):
        assert secret not in text
    assert "SUMMARY:An agreement is due" in text
    assert "RRULE:FREQ=DAILY;COUNT=12" in text
    assert calendar_file.calendar(booked)[0] == data, "the same entries again, not new ones"
    assert "knock" in calendar_file.calendar(booked, with_words=True)[0].decode()
    unclear = tuple(replace(item, due="soon") for item in outcome.agreements)
    assert calendar_file.calendar(replace(outcome, agreements=unclear))[1] == 0


def test_the_shown_review_is_the_whole_one_only_for_the_facilitator(outcome: Review) -> None:
    assert shown(outcome, "facilitator") == outcome
    assert shown(outcome, "us").marks == ()
    assert isinstance(ev.decode(ev.encode(ev.MomentMarked(at=1.0, text="x"))), ev.MomentMarked)
