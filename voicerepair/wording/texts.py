"""Sentences that more than one screen shows, whichever kind of screen it is.

Those of the private check and of an offer of help are in English here: they follow the session's language
(`core.language.sentence`), the others the interface's.
"""

from voicerepair.translate import t

WHAT_IT_IS = t("A spoken guide for two people who want to mend things after a hurt.")
NOT_THERAPY = t(
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
STOP_HERE = t("Stop here? Everything is kept, and you can go on later.")
SECOND_SCREEN = t("Open this in a browser on this machine, on the screen that the partners see. It works once.")
UNEXPECTED = t("Something went wrong that should not have ({name}). Your session up to here is kept.")
TRY_PROMPT = t("This is how I sound. I speak one sentence at a time, and any key silences me.")
TRY_SENTENCE = t("I feel hurt when you come home late.")

KEYS_AND_WORDS = (
    (t("done"), t("Space"), t("your turn is over; or silence the voice")),
    (t("not finished"), "f", t("the floor is yours again, all is kept")),
    (t("pause, resume"), "p", t("take the time you need")),
    (t("repeat"), "r", t("hear it again")),
    (t("slower"), "l", t("the voice slows down, and says it again")),
    (t("more time"), "m", t("one minute more in this turn")),
    (t("pass"), "x", t("leave this one out; needs no reason")),
    (t("back"), "b", t("one step back")),
    (t("skip"), "k", t("one step on")),
    (t("trigger"), "g", t("stop and breathe, then choose")),
    (t("time out"), "o", t("a break, with a time to come back")),
    (t("help"), "h", t("which words work now")),
    (t("where are we"), "", t("the step, and whose turn it is")),
    (t("time"), "", t("how long you have spoken, and how long there is")),
    (t("what did I say"), "", t("your turn, as it was understood")),
    (t("agreements"), "", t("what you have agreed so far")),
    (t("private note"), "n", t("for your eyes only")),
    (t("go to sleep"), "i", t("nothing is heard but wake up")),
    (t("stop"), "Ctrl+C", t("stop here; everything is kept")),
)
"""Spoken words, the key that does the same, what happens."""

MORE_KEYS = (
    ("t", t("type into the line at the bottom; Enter sends, Esc leaves it")),
    (t("1 to 9"), t("give the answer with that number")),
    (t("Up, Down"), t("scroll a long prompt")),
    ("w", t("phrase cards: a sentence by one key, said aloud for you")),
    ("j", t("all that was heard")),
    ("z", t("everything, one thing at a time, or very large letters")),
    ("c", t("clocks shown or hidden")),
    ("s", t("captions shown or hidden")),
    ("y", t("two-key choosing: Tab steps, Enter takes")),
    ("v", t("with --page: a link to the session as a page, for a second screen")),
    ("F7, F8", t("what the first or second partner needs")),
    ("d", t("light or dark")),
    ("Ctrl+P", t("all commands, by name")),
    ("Esc", t("close this page")),
)
"""Keys that no word is needed for, and what happens."""

STATES = {
    "completed": t("Completed"), "stopped": t("Stopped"), "break": t("A break"), "not_today": t("Not today"),
    "open": t("Not finished"),
}  # fmt: skip
"""How a session ended."""
