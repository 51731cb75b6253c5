"""Who is here, asked by voice before a session: for hands that are not free."""

from collections.abc import Callable
from typing import Any

import click

from voicerepair.core import profiles
from voicerepair.runtime.introducing import Introducing


async def introduced(
    wiring: Any, store: Any, clock: Any, listen_to: Callable[[Callable[[str], None]], None]
) -> list[str]:
    """Their names; what they need is kept as their profiles. `listen_to` is given what takes typed lines."""
    from voicerepair.cli.wiring import PROFILES

    introducing = Introducing(clock, click.echo)
    listen_to(introducing.type)
    state = await introducing.hold(*wiring.trial(introducing.take))
    known = profiles.decode(store.value(PROFILES))
    for person in state.people:
        if profiles.find(known, person.name) is None:  # somebody known keeps the profile they have
            known = profiles.put(known, person)
    store.set_value(PROFILES, profiles.encode(known))
    return [person.name for person in state.people]
