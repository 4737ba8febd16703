"""Keys typed before a screen was shown do not act on it.

A screen that opens by itself, such as the list after indexing, meets keys that were typed blind. Acting on some of
them and not on others would make verdicts of half a word: of `F score` typed while the list appears, `F` is too
early, and `s`, `c` and `o` are keys of the list. So all keys up to the first quiet moment after the reviewer could
see the screen are dropped.
"""

from typing import Final

from textual._time import get_time

REACTION: Final = 0.2  # seconds from painting until a key can be the answer to what is seen
QUIET: Final = 0.5  # seconds between two keys that are not of one word


class KeyGate:
    """Says which keys may act. Mutable; closed at first, times are those of Textual's events."""

    def __init__(self) -> None:
        self.dropped = 0  # keys since it was last open
        self._shown: float | None = None
        self.is_within_word = False  # of `drop_word`
        self._last_dropped = float("-inf")
        self._is_open = False

    def close(self) -> None:
        """Drop keys from now on: what they would act on is not shown yet."""
        self._is_open, self._shown, self.is_within_word = False, None, False

    def open(self) -> None:
        """Accept keys from the first quiet moment on: the screen is painted now."""
        self._shown = get_time()

    def drop_word(self) -> None:
        """Drop keys up to the next quiet moment: a prompt that they may be meant for does not open."""
        now = get_time()
        self.is_within_word = True
        self._is_open, self._shown, self._last_dropped = False, now - REACTION, now

    def accepts(self, typed: float) -> bool:
        """Return whether a key that was read at `typed` may act."""
        if self._is_open:
            return True
        is_seen = self._shown is not None and typed > self._shown + REACTION
        if is_seen and typed - self._last_dropped >= QUIET:
            self._is_open, self.is_within_word, self.dropped = True, False, 0
            return True
        self._last_dropped = max(typed, self._last_dropped)
        self.dropped += 1
        return False
