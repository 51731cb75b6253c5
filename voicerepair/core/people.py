"""The partners of a session and what each of them needs."""

from typing import Literal

import msgspec

Modality = Literal["voice", "keys", "typing"]


class Partner(msgspec.Struct, frozen=True, kw_only=True):
    """A person in the session.

    `pronouns` is free text ("she/her"), used only as given, never guessed. `patience_seconds` is the silence
    after which a turn may end (0: only "done" ends it). `touch`, `plain_language`, `sight`, `hearing` and `apart`
    (in another place than the others) choose between the wordings of a prompt, see `variants`. `reminders` of the
    rules agreed to can be switched off; `nudges` against making a hurt smaller are for those who ask for them.
    """

    name: str
    pronouns: str = ""
    modality: Modality = "voice"
    patience_seconds: float = 2.5
    touch: bool = True
    plain_language: bool = False
    reminders: bool = True
    nudges: bool = False
    sight: bool = True
    hearing: bool = True
    apart: bool = False
