"""Phrase cards: whole sentences to be given by one key, for those who do not speak or type."""

from collections.abc import Sequence

from voicerepair.core.state import Phase, SessionState

ANY = ("I need a moment.", "I have nothing to add.")
BY_MOMENT = {
    "slots/ask": ("I feel hurt", "I feel sad", "I feel lonely", "I feel afraid", "I feel angry"),
    "slots/when": ("when we argue", "when I am left alone with it", "when I am not listened to"),
    "slots/because": ("because it makes me think I do not matter", "because I miss you", "because I need to trust you"),
    "agreement/ask": ("I will listen before I answer", "I will say when I need a break", "I will call when I am late"),
    "agreement/when": ("every day", "from today", "by Friday"),
    "turn": ("I see my part in this, and I am sorry", "I needed to be heard", "I would like us to try again"),
    "guess": ("I imagine you felt hurt", "I imagine you felt alone", "I imagine you felt afraid"),
    "request": ("Please listen before you answer", "Please tell me when you need time", "Please hold my hand"),
    "helped": ("that you listened", "going slowly", "we still laugh together"),
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
