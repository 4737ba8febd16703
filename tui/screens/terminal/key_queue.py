"""Keys typed ahead: each is handed on when the one before has had its effect, a new screen's focus included.

Textual gives every key at once to whatever has the focus then. A slow line delivers many in one packet: of `/words`
the words would go to the screen on which `/` is still to open its line.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

from textual.app import App
from textual.events import Key, Paste
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

_LOOK_AGAIN: Final = 0.02  # seconds
_PATIENCE: Final = 0.25  # seconds; where a screen went away meanwhile nothing may come

Typed = Key | Paste


class Passed(Message):
    """Follows a key on its way from widget to widget up to the app: where it arrives, the key was before it.

    `again` is a widget that may have answered the key with a message of its own, as an Input does Enter: a second
    `Passed` follows that message.
    """

    def __init__(self, number: int, screen: Screen[Any], again: MessagePump | None = None) -> None:
        super().__init__()
        self.number, self.screen, self.again = number, screen, again


class TypedAhead:
    """The keys that wait, and the one that is on its way. Mutable; used in the app's own loop."""

    def __init__(self, app: App[Any], hand_on: Callable[[Typed], Awaitable[None]]) -> None:
        self._app, self._hand_on = app, hand_on
        self._waiting: deque[Typed] = deque()
        self._number = 0
        self._is_on_its_way = False

    def holds(self, event: Typed) -> bool:
        """Whether the key has to wait; then it is handed on in its turn."""
        if self._is_on_its_way:
            self._waiting.append(event)
            if len(self._waiting) == 1:
                self._be_patient()
        return self._is_on_its_way

    async def hand_on(self, event: Typed) -> None:
        """Hand a key on, and follow it."""
        target = self._app.focused or self._app.screen
        self._number += 1
        screen = self._app.screen
        await self._hand_on(event)
        passed = Passed(self._number, screen, self._app.focused)
        self._is_on_its_way = target.post_message(passed)

    async def passed(self, message: Passed) -> None:
        """A key has had its effect. Where that opened a screen, the next one waits until this has its focus."""
        message.stop()
        if message.number != self._number:
            return
        again, screen = message.again, self._app.screen
        if again is not None and again.post_message(Passed(self._number, message.screen)):
            return
        if screen is not message.screen and screen.post_message(Passed(self._number, screen)):
            return
        if self._waiting and getattr(screen, "is_searching", False):
            # what was typed right behind the words is for the group that has them
            self._app.set_timer(_LOOK_AGAIN, partial(self.passed, message))
            return
        await self._next()

    async def _next(self) -> None:
        self._is_on_its_way = False
        while self._waiting and not self._is_on_its_way:
            await self.hand_on(self._waiting.popleft())
        if self._waiting:
            self._be_patient()

    def _be_patient(self) -> None:
        self._app.set_timer(_PATIENCE, partial(self._give_up, self._number))

    async def _give_up(self, number: int) -> None:
        if number == self._number and self._is_on_its_way:
            await self._next()
