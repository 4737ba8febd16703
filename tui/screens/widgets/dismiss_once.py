"""A screen that is left once, however many keys that leave it were typed ahead."""

from typing import Any

from textual.await_complete import AwaitComplete
from textual.screen import Screen


class DismissOnce(Screen[Any]):
    """Over a slow line Enter comes twice at once: the second one must not take away the screen below."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave the screen with a result; nothing where it was left already."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
