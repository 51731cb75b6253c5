"""Phrase cards: whole sentences to be given by one key, for those who do not speak or type."""

from collections.abc import Sequence

from voicerepair.core.state import Phase, SessionState
from voicerepair.translate import t

ANY = (t("I need a moment."), t("I have nothing to add."))
BY_MOMENT = {
    "slots/ask": (t("I feel hurt"), t("I feel sad"), t("I feel lonely"), t("I feel afraid"), t("I feel angry")),
    "slots/when": (t("when we argue"), t("when I am left alone with it"), t("when I am not listened to")),
    "slots/because": (
        t("because it makes me think I do not matter"),
        t("because I miss you"),
        t("because I need to trust you"),
    ),
    "agreement/ask": (
        t("I will listen before I answer"),
        t("I will say when I need a break"),
        t("I will call when I am late"),
    ),
    "agreement/when": (t("every day"), t("from today"), t("by Friday")),
    "turn": (t("I see my part in this, and I am sorry"), t("I needed to be heard"), t("I would like us to try again")),
    "guess": (t("I imagine you felt hurt"), t("I imagine you felt alone"), t("I imagine you felt afraid")),
    "request": (t("Please listen before you answer"), t("Please tell me when you need time"), t("Please hold my hand")),
    "helped": (t("that you listened"), t("going slowly"), t("we still laugh together")),
}
"""By kind of step, and moment where one kind asks several things."""


def cards(state: SessionState, own: Sequence[str] = ()) -> tuple[str, ...]:
    """Sentences that fit the present question, one's own first; none when a short answer is wanted."""
    if state.phase not in (Phase.LISTEN, Phase.PROMPT) or state.moment.listening != "dictation":
        return ()
    kind = state.stage.step.kind
    places = (f"{kind}/{state.moment.name}", kind, f"{kind}/ask")
    fitting = next((BY_MOMENT[place] for place in places if place in BY_MOMENT), ())
    return tuple(dict.fromkeys((*own, *fitting, *ANY)))[:9]
