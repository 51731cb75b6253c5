"""Weighed evidence: cues that tell little alone and much together, wherever they stand within a stretch of speech.

Recognised turns have no sentences, so a cue counts for everything said within `_REACH` words of it. Each kind of cue
counts once. A single cue never reaches the bound.
"""

from voicerepair.core.safety.concepts import among
from voicerepair.core.safety.context import is_denied, is_made_up, is_sport
from voicerepair.core.safety.text import STOP

_REACH = 14
_ENOUGH = 3

_CUES: tuple[tuple[int, frozenset[str]], ...] = (
    (1, among("he she him her husband wife partner boyfriend girlfriend dad stepdad ex")),
    (2, among("grabbed grabs dragged drags yanked pinned pins shoved shoves slammed slams throttled fists fist")),
    (2, among("neck throat hair wrists scalp eyebrow ribs jaw")),
    (2, among("bruise bruises bruised stitches stitch stitched blood bleeding swollen concussion fractured")),
    (1, among("argument row fight anyway pretended lied teach lesson drunk drinking")),
    (2, among("contraceptives contraceptive contraception condom condoms")),
    (2, among("flushed pricked")),
    (1, among("hide hides hid hiding crouch crouches flinch flinches cower cowers")),
    (1, among("wardrobe cupboard table bathroom shed")),
    (1, among("terrified petrified")),
)
# Harm that is nobody's doing, or tells of care.
_LOWERS = among(
    "dentist hairdresser brush towel football rugby cycling bike surgery operation vaccine nosebleed shaving hairbrush"
)


def is_found(words: list[str]) -> bool:
    """Whether the cues of some stretch reach the bound, a person among them and two kinds of harm besides."""
    for start, word in enumerate(words):
        if not any(word in cue for weight, cue in _CUES if weight == 2):
            continue
        if is_denied(words, start) or is_made_up(words, start) or is_sport(words, start, start + 1):
            continue
        near = words[max(0, start - _REACH) : start + _REACH]
        if STOP in near or not _LOWERS.isdisjoint(near):
            continue
        present = [(weight, cue) for weight, cue in _CUES if not cue.isdisjoint(near)]
        heavy = sum(1 for weight, _ in present if weight == 2)
        if heavy >= 2 and sum(weight for weight, _ in present) > _ENOUGH and _CUES[0] in present:
            return True
    return False
