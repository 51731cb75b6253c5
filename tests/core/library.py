"""Our own protocols, read from the package; and answers that get through any of them."""

from importlib import resources

from tests.core.simulate import Simulation
from voicerepair.core import events as ev
from voicerepair.core.people import Partner
from voicerepair.core.protocol import Protocol
from voicerepair.core.protocol_text import parse
from voicerepair.core.state import SessionState

NAMES = ("apology", "calm", "celebrate", "checkin", "circle", "hurt", "listening", "repair")
PEOPLE = tuple(Partner(name=name) for name in ("Ana", "Ben", "Cleo", "Dov", "Ema", "Finn", "Gita", "Hal"))


def text(name: str) -> str:
    return resources.files("voicerepair").joinpath(f"data/protocols/{name}.toml").read_text("utf-8")


def protocol(name: str) -> Protocol:
    return parse(text(name), f"{name}.toml")


def everyone(name: str) -> list[tuple[Partner, ...]]:
    """The groups a protocol is tried with: of two, or of three, five and eight."""
    fewest, most = protocol(name).partners
    return [PEOPLE[:count] for count in (2, 3, 5, 8) if fewest <= count <= most]


BY_MOMENT = {
    "offer": "yes", "verdict": "yes", "confirm": "yes", "check": "yes", "settle": "yes", "more": "no",
    "when": "every day", "because": "because i waited", "stay": "stay", "mirror": "i heard that you were hurt",
    "flooded": "no",
}  # fmt: skip
BY_KIND = {
    "consent": "yes", "roles": "yes", "rating": "four", "ready": "ready", "turn": "i shouted and i am sorry",
    "slots": "i feel hurt when you come late because i wait", "guess": "i imagine you felt alone",
    "request": "please call me", "agreement": "i will call", "followup": "partly", "helped": "that you listened",
    "break": "half an hour", "keep": "agreements",
}  # fmt: skip


class Answering(Simulation):
    """Partners who answer every kind of step sensibly, or pass wherever that is possible; `answers` come first."""

    is_passing = False

    def _answer(self, cue: str) -> str:
        if self.answers[cue]:
            return self.answers[cue].popleft()
        stage, moment = self.state.stage, self.state.moment.name
        if self.is_passing and (stage.step.kind != "consent" or moment != "ask"):
            return "pass"
        if stage.step.kind == "calm":
            return "go on"
        if stage.step.kind == "slots" and moment == "when":
            return "when you come late"
        if stage.step.kind in ("choice", "pick") and moment == "ask":
            return stage.step.options[0].label
        return BY_MOMENT.get(moment) or BY_KIND[stage.step.kind]

    def to_the_end(self) -> SessionState:
        """Run on through every booked break."""
        state = self.run()
        while state.reason == "break":
            self.now = state.return_at
            self.send(ev.SessionResumed(at=self.now))
            state = self.run()
        return state
