"""The session as HTML: one function a region, from the state alone. Everything people said is escaped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from voicerepair.core.floor import TurnRecord
from voicerepair.core.language import sentence
from voicerepair.core.review import HEARD, Review, review
from voicerepair.core.state import Phase, SessionState
from voicerepair.ports import Noticed
from voicerepair.translate import chosen, joined, t
from voicerepair.wording import describe, texts
from voicerepair.wording.private_check import PrivateCheck

COMMANDS = (
    ("done", t("Done")), ("not finished", t("Not finished")), ("repeat", t("Repeat")), ("slower", t("Slower")),
    ("more time", t("More time")), ("pass", t("Pass")), ("back", t("Back")), ("skip", t("Skip")),
    ("where are we", t("Where are we?")),
    ("time", t("How much time?")), ("what did i say", t("What did I say?")), ("agreements", t("Our agreements")),
    ("trigger", t("Breathe")), ("time out", t("A break")), ("help", t("Which words work?")),
    ("stop", t("Stop")),
)  # fmt: skip


@dataclass
class View:
    """What is shown besides the state: what passes, and the private check."""

    state: SessionState | None = None
    partial: str = ""
    partial_turn: int = 0
    level: str = ""
    notice: Noticed | None = None
    check: PrivateCheck | None = None
    are_lines_shown: bool = False
    outcome: Review | None = field(default=None)

    @property
    def mode(self) -> str:
        """Which part of the page is shown: wait, session, private, offer or review."""
        if self.state is None:
            return "wait"
        names = {Phase.PRIVATE: "private", Phase.HELP: "offer", Phase.BREAK: "review", Phase.ENDED: "review"}
        return names.get(self.state.phase, "session")


def text(words: str) -> str:
    return escape(words, quote=True)


def title(view: View) -> str:
    """For the window: who has the floor."""
    if view.state is None or view.mode != "session":
        return "voicerepair"
    return t("{state} – voicerepair", state=describe.headline(view.state)[0])


def captions(view: View) -> list[tuple[str, str]]:
    """(id, HTML) of every line heard so far, in order."""
    state = view.state
    if state is None:
        return []
    return [(f"turn-{record.turn}", _caption(state, record)) for record in state.turns if record.lines]


def _caption(state: SessionState, record: TurnRecord) -> str:
    who = state.name(record.partner) if record.partner >= 0 else t("Heard")
    words = " ".join(_word(piece) for piece in describe.line(record))
    dropped = f" <em>{text(t('(not counted)'))}</em>" if record.dropped else ""
    return f"<strong>{text(who)}:</strong> {words}{dropped}"


def _word(piece: describe.Piece) -> str:
    if piece.kind == "doubtful":
        return f'<span class="doubtful">{text(piece.text)}<span class="hidden"> {text(t("(not sure)"))}</span></span>'
    return text(piece.text)


def regions(view: View, now: float) -> dict[str, str]:
    """The inner HTML of each region by its id."""
    state = view.state
    notice = view.notice
    said = f"{notice.message} {notice.hint}".strip() if notice else ""
    shown = {"notice": text(said), "private": _private(view), "offer": _offer(view), "review": _review(view)}
    if state is None:
        return shown
    main, other = describe.headline(state)
    clock, part = describe.clock(state, now)
    reflection, verdict = describe.reflection(state)
    is_listening = state.phase in (Phase.LISTEN, Phase.FLUSH) and view.partial_turn == state.turn
    level = t(", level {level}", level=view.level) if state.mic_open and view.level else ""
    return {
        **shown,
        "step": text(describe.step_line(state)),
        "floor": f"{text(main)}<small>{text(other)}</small>",
        "mic": text(describe.microphone(state)[0] + level),
        "clock": text(clock or t("Nobody is being timed.")),
        "bar": f'<progress aria-label="{text(t("Talk time"))}" max="1" value="{part:.2f}"></progress>' if part else "",
        "prompt": text(describe.prompt(state)),
        "partial": text(f"… {describe.as_read(view.partial)} …") if view.partial and is_listening else "",
        "choices": _choices(state),
        "pause": _button("command", *(("resume", t("Resume")) if state.is_paused else ("pause", t("Pause")))),
        "reflection": (f"<p><em>{text(verdict)}</em></p><p>{text(reflection)}</p>" if reflection
                       else f"<p>{text(t('Comes after a turn.'))}</p>"),
        "agreements": _list(describe.agreements(state)) or f"<p>{text(t('None yet.'))}</p>",
    }  # fmt: skip


def _button(name: str, value: str, label: str) -> str:
    return f'<button name="{name}" value="{text(value)}">{text(label)}</button>'


def _choices(state: SessionState) -> str:
    found = describe.choices(state)
    return "".join(_button("text", choice.text, choice.label or choice.key) for choice in found)


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{text(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def _private(view: View) -> str:
    check = view.check
    if check is None:
        return ""
    if check.is_waiting:
        ask = check.invitation
        alone = check.say("I am {name}, and nobody else can see the screen", name=check.name)
        keys = _button("private", "ready", alone)
    else:
        ask = check.question
        keys = "".join(
            _button("private", str(number), check.say(answer)) for number, answer in enumerate(texts.SAFETY_ANSWERS, 1)
        ) + _button("private", "again", check.say("Begin my answers again"))
    return f"<p>{text(ask)}</p><p>{keys}</p><p>{text(check.say(texts.SAFETY_PROMISE))}</p>"


def _said(view: View, line: str) -> str:
    """A sentence of ours in the session's language, as a paragraph."""
    return f"<p>{text(sentence(view.state.opened.protocol.language if view.state else 'en', line))}</p>"


def _offer(view: View) -> str:
    if view.mode != "offer":
        return ""
    lines = "".join(_said(view, line) for line in texts.HELP_LINES) if view.are_lines_shown else ""
    keys = (
        _button("offer", "lines", t("How to find help"))
        + _button("offer", "stop", t("Leave it for today"))
        + _button("offer", "resume", t("Go on"))
    )
    return f"{_said(view, texts.PAUSED_HERE)}<p>{keys}</p>{lines}"


def _review(view: View) -> str:
    state = view.state
    if state is None or view.mode != "review":
        return ""
    if state.reason == "not_today":
        return "".join(_said(view, line) for line in (*texts.NOT_TODAY, *texts.HELP_LINES))
    outcome = view.outcome = view.outcome or review(state)
    agreements = _list(
        t(
            "{owner}: “{text}”{what}. {confirmed_by} said yes.",
            owner=t(item.owner),
            text=item.text,
            what=t(", {due}", due=item.due) if item.due else "",
            confirmed_by=joined(item.confirmed_by),
        )
        for item in outcome.agreements
    )
    rows = "".join(
        f'<tr><th scope="row">{text(name)}</th><td>{text(describe.minutes(outcome.talk_ms[name] / 1000))}</td>'
        f"<td>{outcome.talk_share[name]:.0%}</td></tr>"
        for name in outcome.partners
    )
    heard = _list(f"{count} {t(HEARD[key])}" for key, count in outcome.heard.items() if count)
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in (t("Who"), t("Minutes spoken"), t("Share")))
    return (
        f"<h3>{text(t('Agreements'))}</h3>{agreements or _paragraph(t('None this time.'))}"
        f"<h3>{text(t('Room to speak'))}</h3><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        + _paragraph(t("There is no right share."))
        + (f"<h3>{text(t('Turns'))}</h3>{heard}" if heard else "")
        + (f"<h3>{text(t('What helped'))}</h3>{_list(outcome.helped)}" if outcome.helped else "")
    )


def _paragraph(words: str) -> str:
    return f"<p>{text(words)}</p>"


def document(view: View, now: float) -> str:
    """The whole page. It works without script too: forms post, and the page is loaded again."""
    shown = regions(view, now)
    mode = view.mode

    def region(name: str) -> str:
        return shown.get(name, "")

    def hidden(*modes: str) -> str:
        return "" if mode in modes else " hidden"

    log = "".join(f'<p id="{name}">{line}</p>' for name, line in captions(view))
    commands = "".join(_button("command", value, label) for value, label in COMMANDS)
    return f"""<!doctype html>
<html lang="{chosen()}"><head><meta charset="utf-8"><title>{text(title(view))}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="view.css"><script src="view.js" defer></script></head>
<body><a class="skip" href="#answer">{text(t("To your answer"))}</a>
<header><h1>voicerepair</h1><p id="step">{region("step")}</p></header>
<main id="main" data-mode="{mode}">
<p id="notice" role="status">{region("notice")}</p>
<section data-for="wait" aria-labelledby="h-wait"{hidden("wait")}>
<h2 id="h-wait" tabindex="-1">{text(t("One moment"))}</h2>
<p>{text(texts.WHAT_IT_IS)} {text(texts.NOT_THERAPY)}</p></section>
<section data-for="private" aria-labelledby="h-private"{hidden("private")}>
<h2 id="h-private" tabindex="-1">{text(t("A private check"))}</h2>
<form method="post" action="act" id="private">{region("private")}</form></section>
<section data-for="offer" aria-labelledby="h-offer"{hidden("offer")}>
<h2 id="h-offer" tabindex="-1">{text(t("A pause"))}</h2>
<form method="post" action="act" id="offer">{region("offer")}</form></section>
<section data-for="review" aria-labelledby="h-review"{hidden("review")}>
<h2 id="h-review" tabindex="-1">{text(t("What it came to"))}</h2><div id="review">{region("review")}</div>
<form method="post" action="act"><p>{_button("leave", "yes", t("Leave"))}</p></form></section>
<div data-for="session"{hidden("session")}>
<section aria-labelledby="h-floor"><h2 id="h-floor" tabindex="-1">{text(t("The floor"))}</h2>
<p id="floor" role="status">{region("floor")}</p><p id="mic">{region("mic")}</p>
<details open><summary>{text(t("Clock"))}</summary><p id="clock" role="timer" aria-live="off">{region("clock")}</p>
<div id="bar">{region("bar")}</div></details></section>
<section aria-labelledby="h-prompt"><h2 id="h-prompt">{text(t("What the voice says"))}</h2>
<p id="prompt" aria-live="polite">{region("prompt")}</p></section>
<section aria-labelledby="h-answer"><h2 id="h-answer">{text(t("Your answer"))}</h2>
<form method="post" action="act" id="choices" aria-label="{text(t("Answers to pick"))}">{region("choices")}</form>
<form method="post" action="act" id="say">
<label for="answer">{text(t("Type an answer, or a word such as pause"))}</label>
<input id="answer" name="text" autocomplete="off" maxlength="2000"><button>{text(t("Send"))}</button></form>
<p id="partial">{region("partial")}</p></section>
<section aria-labelledby="h-heard"><h2 id="h-heard">{text(t("Heard"))}</h2>
<div id="captions" role="log" aria-labelledby="h-heard" tabindex="0">{log}</div></section>
<section aria-labelledby="h-reflection"><h2 id="h-reflection">{text(t("Reflection"))}</h2>
<div id="reflection">{region("reflection")}</div></section>
<section aria-labelledby="h-agreements"><h2 id="h-agreements">{text(t("Agreements"))}</h2>
<div id="agreements">{region("agreements")}</div></section>
<section aria-labelledby="h-words"><h2 id="h-words">{text(t("Words that always work"))}</h2>
<form method="post" action="act" aria-label="{text(t("Words"))}">
<span id="pause">{region("pause")}</span>{commands}</form></section>
</div><noscript><p><a href="./">{text(t("Load the page again"))}</a></p></noscript></main>
<footer><p>{text(texts.NOT_THERAPY)}</p></footer></body></html>"""


def plain_page(heading: str, lines: Sequence[str]) -> str:
    """A page without a session: a refusal, or the end."""
    said = "".join(f"<p>{text(line)}</p>" for line in lines)
    return (
        f'<!doctype html><html lang="{chosen()}"><head><meta charset="utf-8"><title>{text(heading)}</title></head>'
        f"<body><main><h1>{text(heading)}</h1>{said}</main></body></html>"
    )
