"""Protocol > Step > Prompt: what an exercise is made of. Placeholder, completed next."""

import msgspec


class Protocol(msgspec.Struct, frozen=True):
    id: str
