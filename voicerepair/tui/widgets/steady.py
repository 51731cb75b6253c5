"""Text that is drawn again only when it is different: most of the screen stays as it was from event to event."""

from textual.content import Content
from textual.widgets import Static


class Steady(Static):
    """A `Static` that compares before it asks for a new layout."""

    _said: tuple[str, tuple[object, ...]] = ("", ())

    def put(self, content: Content | str) -> bool:
        """Show that; whether it is different from what was shown."""
        fresh = content if isinstance(content, Content) else Content(content)
        said = (fresh.plain, tuple(fresh.spans))
        if said == self._said:
            return False
        self._said = said
        self.update(fresh)
        return True
