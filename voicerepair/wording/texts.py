"""Sentences that more than one screen shows, whichever kind of screen it is."""

WHAT_IT_IS = "A spoken guide for two people who want to mend things after a hurt."
NOT_THERAPY = (
    "This is not therapy, and it is not for a relationship in which one is afraid of the other. "
    "Everything stays on this machine."
)
SAFETY_QUESTIONS = (
    "Are you afraid of {other}?",
    "Has {other} hurt you, or said that they would?",
    "Would it be unsafe for you to say here what you really feel?",
)
SAFETY_ANSWERS = ("No", "Yes", "I would rather not say")
"""Only the first lets the session go on, and only when everybody gives it every time."""
SAFETY_PROMISE = "Answers are not shown, not stored, and not told apart. Everyone is asked the same."
NOT_TODAY = (
    "Not today is a good answer.",
    "This session ends here. Nothing about why is stored, and nobody is told who answered what.",
)
HELP_LINES = (
    "If you or somebody else is in danger now, call your local emergency number.",
    "There are confidential help lines almost everywhere, for violence at home and for people in crisis. "
    "On a device that only you use, search for “domestic violence help line” or “crisis line” and your country.",
    "You do not need to be sure, or to have decided anything, to call.",
)
PAUSED_HERE = "This is a good moment to pause."
STOP_HERE = "Stop here? Everything is kept, and you can go on later."
SECOND_SCREEN = "Open this in a browser on this machine, on the screen that the partners see. It works once."
UNEXPECTED = "Something went wrong that should not have ({name}). Your session up to here is kept."
TRY_PROMPT = "This is how I sound. I speak one sentence at a time, and any key silences me."
TRY_SENTENCE = "I feel hurt when you come home late."

KEYS_AND_WORDS = (
    ("done", "Space", "your turn is over; or silence the voice"),
    ("not finished", "f", "the floor is yours again, all is kept"),
    ("pause, resume", "p", "take the time you need"),
    ("repeat", "r", "hear it again"),
    ("slower", "l", "the voice slows down, and says it again"),
    ("more time", "m", "one minute more in this turn"),
    ("pass", "x", "leave this one out; needs no reason"),
    ("back", "b", "one step back"),
    ("skip", "k", "one step on"),
    ("trigger", "g", "stop and breathe, then choose"),
    ("time out", "o", "a break, with a time to come back"),
    ("help", "h", "which words work now"),
    ("where are we", "", "the step, and whose turn it is"),
    ("time", "", "how long you have spoken, and how long there is"),
    ("what did I say", "", "your turn, as it was understood"),
    ("agreements", "", "what you have agreed so far"),
    ("private note", "n", "for your eyes only"),
    ("stop", "Ctrl+C", "stop here; everything is kept"),
)
"""Spoken words, the key that does the same, what happens."""

MORE_KEYS = (
    ("t", "type into the line at the bottom; Enter sends, Esc leaves it"),
    ("1 to 9", "give the answer with that number"),
    ("Up, Down", "scroll a long prompt"),
    ("w", "phrase cards: a sentence by one key, said aloud for you"),
    ("j", "all that was heard"),
    ("z", "everything, one thing at a time, or very large letters"),
    ("c", "clocks shown or hidden"),
    ("s", "captions shown or hidden"),
    ("y", "two-key choosing: Tab steps, Enter takes"),
    ("v", "with --page: a link to the session as a page, for a second screen"),
    ("F7, F8", "what the first or second partner needs"),
    ("d", "light or dark"),
    ("Ctrl+P", "all commands, by name"),
    ("Esc", "close this page"),
)
"""Keys that no word is needed for, and what happens."""
