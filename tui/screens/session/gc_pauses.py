"""When Python looks for garbage during a review: not in what stays until the end, for that would hold up keys.

Looking through the articles and groups of a large folder takes a third of a second.
"""

import gc
from typing import Final

_USUAL: Final = gc.get_threshold()
_NEVER: Final = (
    1_000_000  # collections of the younger generation before the oldest is looked through
)


def spare_what_is_there() -> None:
    """Never look again through what is there now."""
    gc.freeze()
    gc.set_threshold(*_USUAL)


def spare_what_comes() -> None:
    """The same, and look through nothing that comes and lasts, until something else is asked for."""
    gc.freeze()
    gc.set_threshold(*_USUAL[:2], _NEVER)


def spare_nothing() -> None:
    """Look for garbage as ever."""
    gc.unfreeze()
    gc.set_threshold(*_USUAL)
