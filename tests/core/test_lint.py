"""Every kind of fault is found, with its rule, its place and a remedy; our own protocols have none."""

import pytest

from tests.core.library import NAMES, text
from voicerepair.core.lint import RULES, check
from voicerepair.core.lint.wording import reading_grade

GOOD = """id = "good"
title = "Good"
summary = "For two people."
minutes = 5

[[step]]
id = "welcome"
kind = "say"
title = "Welcome"
say = "Welcome, {everyone}. This is not therapy, and it cannot replace it."

[[step]]
id = "safety"
kind = "safety"
title = "A private check"
say = "First, a private check by key."

[[step]]
id = "consent"
kind = "consent"
title = "Do you want this?"
who = "each"
say = "{partner}, do you want to go on?"
rephrase = "{partner}, yes or no?"
examples = "You can say yes, or no."
refuse = "Then another day. Goodbye."

[[step]]
id = "upset"
kind = "rating"
title = "How upset?"
who = "each"
say = "{partner}, how upset are you, from zero to ten?"
rephrase = "{partner}, which number is it?"
examples = "You can say three."

[[step]]
id = "mood"
kind = "choice"
title = "A choice"
say = "Is it better, or worse?"
rephrase = "Which one is it?"
examples = "You can say better, or worse."
options = [{ value = "better", label = "better" }, { value = "worse", label = "worse", words = ["bad"] }]

[[step]]
id = "settle"
kind = "calm"
title = "A breath"
only_if = "upset >= 7"
say = "Let us breathe."
lines = ["Breathe in.", "And out."]
check = "Shall we go on?"

[[step]]
id = "feel"
kind = "slots"
title = "I feel"
part = "hearing"
who = "speaker"
reflect = "app"
seconds = 90
say = "{speaker}, what do you feel?"
when = "When does that happen?"
because = "What makes it matter?"
rephrase = "{speaker}, which feeling is there?"
examples = "You could say: I feel hurt."

[[step]]
id = "promise"
kind = "agreement"
title = "An agreement"
who = "each"
seconds = 60
say = "{partner}, what do you want to do?"
when = "By when?"
rephrase = "{partner}, what small step is it?"
examples = "You could say: I will call."

[[step]]
id = "keep"
kind = "keep"
title = "What we keep"
who = "each"
say = "{partner}, nothing, or the agreements?"
rephrase = "{partner}, which of the two?"
examples = "You can say nothing."
options = [{ value = "nothing", label = "nothing" }, { value = "agreements", label = "agreements" }]

[[step]]
id = "goodbye"
kind = "say"
title = "Goodbye"
rows = ["a12"]
say = "That is all. Goodbye."
"""
FEEL = '"{speaker}, what do you feel?"'
ASKED = 'say = "{partner}, do you want to go on?"'
SAFETY = GOOD[GOOD.index('[[step]]\nid = "safety"') : GOOD.index('[[step]]\nid = "consent"')]
CONSENT = GOOD[GOOD.index('[[step]]\nid = "consent"') : GOOD.index('[[step]]\nid = "upset"')]
KEEP = GOOD[GOOD.index('[[step]]\nid = "keep"') : GOOD.index('[[step]]\nid = "goodbye"')]
SPEAK = GOOD[GOOD.index('[[step]]\nid = "feel"') : GOOD.index('[[step]]\nid = "promise"')]
GOODBYE = GOOD[GOOD.index('[[step]]\nid = "goodbye"') :]
TWENTY_ONE = "one two three four five six seven eight nine ten one two three four five six seven eight nine ten more"
MANY = ", ".join(f'{{ value = "v{n}", label = "{n} times" }}' for n in "abcdefgh")


def feeling(words: str) -> tuple[str, str]:
    return FEEL, f'"{{speaker}}, {words}"'


STYLE = [
    ("missing-notice", "This is not therapy, and it cannot replace it.", "Good to see you.", "id = "),
    ("missing-safety", SAFETY, "", "id = "),
    ("missing-consent", CONSENT, "", "id = "),
    ("consent-for-each", 'who = "each"\n' + ASKED, ASKED.replace("{partner}, ", ""), "id = "),
    ("late-safety", SAFETY + CONSENT, CONSENT + SAFETY, "id = "),
    ("late-consent", CONSENT, SPEAK.replace("feel", "early") + CONSENT, "id = "),
    ("safety-for-all", 'kind = "safety"', 'kind = "safety"\nwho = "each"', "who = "),
    ("no-keep", KEEP, "", "id = "),
    ("no-closing", GOODBYE, "", "id = "),
    ("no-rephrase", 'rephrase = "{partner}, yes or no?"\n', "", ASKED),
    ("no-examples", 'examples = "You can say yes, or no."\n', "", ASKED),
    ("retry-missing", 'reflect = "app"', 'reflect = "app"\nretry_on = "but"', "retry_on"),
    ("retry-unused", 'reflect = "app"', 'reflect = "app"\nretry = "Once more?"', "retry = "),
    ("unused-key", "gap", "gap", ""),
    ("long-turn", "seconds = 90", "seconds = 600", "seconds"),
    ("short-turn", "seconds = 90", "seconds = 15", "seconds"),
    ("hard-limit", "seconds = 90", 'seconds = 90\nlimit = "hard"', "limit"),
    ("minutes-off", "minutes = 5", "minutes = 50", "minutes"),
    ("long-session", "minutes = 5", "minutes = 120", "minutes"),
    ("many-options", '[{ value = "better", label = "better" }, ', f"[{MANY}, ", "options"),
    ("ambiguous-option", 'words = ["bad"]', 'words = ["better"]', "options"),
    ("command-word", 'words = ["bad"]', 'words = ["help"]', "options"),
    ("never-true", '"upset >= 7"', '"upset >= 11"', "only_if"),
    ("never-true", '"upset >= 7"', '"mood is awful"', "only_if"),
    ("never-true", '"upset >= 7"', '"upset is more than 7"', "only_if"),
    ("unaddressed", *feeling("x")[:1], '"What do you feel?"', "say = "),
    ("partner-for-all", "Is it better", "{partner}, is it better", "say = "),
    ("field-out-of-place", "Is it better", "{speaker}, is it better", "say = "),
    ("field-out-of-place", "Is it better", "{agreement}: is it better", "say = "),
    ("field-out-of-place", "Is it better", "After {issue}, is it better", "say = "),
    ("unreflected", 'reflect = "app"\n', "", "kind"),
    ("unconfirmed", 'id = "promise"', 'id = "promise"\nconfirm = "owner"', "confirm"),
    ("long-title", '"A breath"', f'"{"A breath " * 6}"', "title"),
    ("unknown-row", '"a12"', '"c3"', "rows"),
    ("file-name", 'id = "good"', 'id = "better"', "id = "),
    ("long-sentence", *feeling(f"{TWENTY_ONE}?"), "say = "),
    ("long-prompt", *feeling("i see it. " * 25 + "what is it?"), "say = "),
    ("two-questions", *feeling("what is it? How is it?"), "say = "),
    ("question-not-last", *feeling("what is it? Tell us."), "say = "),
    ("no-question", *feeling("tell us."), "say = "),
    ("reading-level", *feeling("considering circumstances surrounding communication difficulties "
                               "what characterises your individual emotional experience?"), "say = "),
    ("blaming", *feeling("whose fault was it?"), "say = "),
    ("blaming", *feeling("what did the culprit do?"), "say = "),
    ("diagnosing", *feeling("how does your narcissistic side feel?"), "say = "),
    ("pressure", *feeling("you must answer. What is it?"), "say = "),
    ("judging", *feeling("well done. What is it?"), "say = "),
    ("promise", *feeling("this will heal you. What is it?"), "say = "),
    ("minimising", *feeling("it is no big deal. What is it?"), "say = "),
    ("leading-question", *feeling("don't you feel sad?"), "say = "),
    ("why-question", *feeling("why did you do it?"), "say = "),
    ("jargon", *feeling("what does the rupture do to you?"), "say = "),
    ("gendered", *feeling("what did he do?"), "say = "),
    ("unspeakable", *feeling("what is it, joy & pain?"), "say = "),
    ("unspeakable", *feeling("what is it, e.g. sadness?"), "say = "),
    ("bracket", *feeling("what (really) is it?"), "say = "),
    ("shouting", *feeling("what is IT ALL about, REALLY?"), "say = "),
    ("exclamation", *feeling("hello! What is it?"), "say = "),
    ("line-break", *feeling(r"what is\nit?"), "say = "),
    ("no-stop", '"That is all. Goodbye."', '"That is all. Goodbye"', "say = "),
    ("doubled-word", *feeling("what what is it?"), "say = "),
    ("touch-in-say", *feeling("give a hug. What is it?"), "say = "),
    ("sight-word", *feeling("look at the other. What is it?"), "say = "),
    ("hearing-word", '"Breathe in."', '"Find three sounds."', "lines"),
]  # fmt: skip
STYLE = [case for case in STYLE if case[1] != "gap"] + [
    ("unused-key", 'kind = "safety"', f'kind = "safety"\n{key}', key.split(" ")[0])
    for key in ('when = "When?"', 'retry = "Again?"', 'rephrase = "So?"', 'lines = ["In."]', 'reflect = "app"',
                "free = true", 'kept_as = "worth"', 'refuse = "No."', 'more = "More?"', 'check = "Well?"')
]  # fmt: skip


@pytest.mark.parametrize(("rule", "old", "new", "place"), STYLE, ids=[f"{case[0]}-{n}" for n, case in enumerate(STYLE)])
def test_a_fault_is_found_with_its_place_and_a_remedy(rule: str, old: str, new: str, place: str) -> None:
    assert old in GOOD
    spoiled = GOOD.replace(old, new, 1)
    found = [problem for problem in check(spoiled, "good") if problem.rule == rule]
    assert found, [problem.rule for problem in check(spoiled, "good")]
    assert all(problem.remedy and problem.message for problem in found)
    assert place in spoiled.splitlines()[found[0].line - 1]


def test_every_rule_has_a_fault_that_shows_it() -> None:
    assert {case[0] for case in STYLE} == set(RULES)
    assert len(RULES) > 50


STRUCTURE = [
    ("toml", "minutes = 5", "minutes = "),
    ("missing-key", 'title = "Good"\n', ""),
    ("wrong-type", "minutes = 5", 'minutes = "five"'),
    ("unknown-key", "minutes = 5", "minuts = 5"),
    ("unknown-word", 'kind = "slots"', 'kind = "slot"'),
    ("unknown-profile", 'kind = "slots"', 'kind = "slots"\nvariants.bling = { say = "Say?" }'),
    ("format", "minutes = 5", "format = 2"),
    ("partners-range", "minutes = 5", "partners = [4, 2]"),
    ("minutes-range", "minutes = 5", "minutes = 0"),
    ("bad-language", "minutes = 5", 'language = "English"'),
    ("bad-id", 'id = "feel"', 'id = "Feel it"'),
    ("duplicate-id", 'id = "feel"', 'id = "upset"'),
    ("seconds-range", "seconds = 90", "seconds = 3"),
    ("rounds-range", 'part = "hearing"', 'part = "hearing"\nrounds = 99'),
    ("gap-seconds-range", 'kind = "calm"', 'kind = "calm"\ngap_seconds = 0'),
    ("threshold-range", 'kind = "rating"', 'kind = "rating"\nthreshold = 12'),
    ("needs-key", 'when = "When does that happen?"\n', ""),
    ("needs-part", 'part = "hearing"\n', ""),
    ("needs-roles", 'who = "speaker"\n', 'who = "hurt"\n'),
    ("role-in-part", 'who = "speaker"\n', 'who = "hurt"\n'),
    ("roles-for-two", 'kind = "rating"', 'kind = "roles"\ncheck = "So?"'),
    ("split-part", 'id = "goodbye"', 'id = "goodbye"\npart = "hearing"'),
    ("rounds-alone", 'kind = "rating"', 'kind = "rating"\nrounds = 2'),
    ("rounds-differ", 'id = "promise"', 'id = "promise"\npart = "hearing"\nrounds = 3'),
    ("break-last", 'kind = "say"\ntitle = "Goodbye"', 'kind = "break"\ntitle = "Goodbye"'),
    ("condition", '"upset >= 7"', '"upset at least 7"'),
    ("condition", '"upset >= 7"', '"uspet >= 7"'),
    ("condition", '"upset >= 7"', '"upset >= seven"'),
    ("keep-options", '{ value = "nothing", label = "nothing" }', '{ value = "all", label = "all" }'),
    ("duplicate-option", 'value = "worse"', 'value = "better"'),
    ("control-character", '"Good"', r'"Go\u0007od"'),
    ("open-brace", "Is it better", "{speaker is it better"),
    ("unknown-field", "Is it better", "{speeker}, is it better"),
    ("field-format", "Is it better", "{everyone:>9999999999}, is it better"),
    ("too-many", '"That is all. Goodbye."', f'"{"That is all. " * 200}"'),
    ("too-many", '[{ value = "better", label = "better" }, ',
     "[" + "".join(f'{{ value = "v{n}", label = "l{n}" }}, ' for n in range(40))),
    ("no-steps", GOOD[GOOD.index("[[step]]"):], "step = []"),
    ("too-large", GOOD, "#" * 1_100_000),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "old", "new"), STRUCTURE, ids=[f"{case[0]}-{n}" for n, case in enumerate(STRUCTURE)])
def test_what_would_be_refused_is_a_finding_too(rule: str, old: str, new: str) -> None:
    assert old in GOOD
    spoiled = GOOD.replace(old, new, 1)
    if rule == "roles-for-two":
        spoiled = spoiled.replace("minutes = 5", "partners = [2, 4]")
    found = [problem for problem in check(spoiled, "good") if problem.rule == rule]
    assert found, [problem.rule for problem in check(spoiled, "good")]
    assert found[0].message
    assert found[0].remedy


def test_nothing_is_found_in_a_good_one() -> None:
    assert check(GOOD, "good") == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_in_our_own(name: str) -> None:
    assert [f"{problem.place}: {problem.rule} {problem.message}" for problem in check(text(name), name)] == []


def test_a_variant_is_checked_as_well_and_found_at_its_own_line() -> None:
    spoiled = GOOD.replace('because = "What', 'variants.plain = { say = "{speaker}, what! And why?" }\nbecause = "What')
    found = next(problem for problem in check(spoiled) if problem.rule == "exclamation")
    assert found.key == "variants.plain.say"
    assert "variants.plain" in spoiled.splitlines()[found.line - 1]
    assert found.place == f"line {found.line} (feel.variants.plain.say)"


def test_other_languages_are_not_judged_by_english_words() -> None:
    spanish = GOOD.replace("minutes = 5", 'minutes = 5\nlanguage = "es"').replace("what do you feel?", "he dicho que?")
    assert check(spanish, "good.es") == []


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("The cat sat on the mat. It was a good day.", -2, 2),
        ("What do you feel when you think of it?", -2, 4),
        ("Considering extraordinary interpersonal circumstances necessitates deliberate communication.", 14, 40),
        ("", 0, 0),
    ],
)
def test_the_reading_grade_is_about_right(said: str, low: float, high: float) -> None:
    assert low <= reading_grade(said) <= high
