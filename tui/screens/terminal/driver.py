"""Between Textual and the terminal: keys are read whole, and only what changes is written.

It rests on names inside Textual's Linux driver (`run_input_thread`, `_file`, `_get_terminal_size`): the
dependency is held to one major version, and the tests compare what an emulator shows under this driver
and under Textual's own. The setting `screen.lean` turns the lean half off.
"""

import os
import re
import selectors
from threading import Lock
from typing import IO, Final

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tui.screens.terminal.frame_diff import Grid
from tui.screens.terminal.terminal_events import events_of
from tui.screens.terminal.terminal_input import TerminalInput

_SYNCHRONIZED: Final = ("\x1b[?2026h", "\x1b[?2026l")
_LONG: Final = 400  # bytes of a frame from which a terminal is asked to show it at once
_FRAME: Final = "\0"  # in the writer's queue: what to write is worked out when it can be written
_POSITION: Final = re.compile(r"\x1b\[\d+;\d+H")
_NEW_SCREEN: Final = "\x1b[?1049h"
_WAIT: Final = 0.1  # seconds between two looks whether to end


class PatientDriver(LinuxDriver):
    """Hands Textual's parser whole sequences only, and pastes as texts; see `terminal_input`."""

    def _get_terminal_size(self) -> tuple[int, int]:
        """Columns and rows of the terminal itself: COLUMNS and LINES, where a shell exports them, follow no resize."""
        try:
            columns, rows = os.get_terminal_size(self.fileno)
        except OSError:
            return super()._get_terminal_size()
        return (columns, rows) if columns and rows else super()._get_terminal_size()

    def run_input_thread(self) -> None:
        """Read keys and pass them on, until the app ends or the terminal is gone."""
        received, parser = TerminalInput(), XTermParser(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                data = b""
                if selector.select(min(_WAIT, received.timeout())):
                    try:
                        data = os.read(self.fileno, 4096)
                    except OSError:
                        return
                    if not data:
                        return
                for token in received.feed(data):
                    for event in events_of(token, parser):
                        self.process_message(event)


class LeanDriver(PatientDriver):
    """Writes only the cells that change, and of the frames that wait only the newest."""

    def __init__(self, *given, **options) -> None:
        super().__init__(*given, **options)
        self._turn = Lock()
        self._grid: Grid | None = None
        self._waits = False
        self._file = _Late(self._file, self._difference)  # type: ignore[assignment, arg-type] # all that the writer uses

    def write(self, data: str) -> None:
        """Take a frame in; anything else (modes, questions) goes out as it is, in its place."""
        if data in _SYNCHRONIZED:
            return
        if not _POSITION.match(data):
            if _NEW_SCREEN in data:
                self._grid = None
            super().write(data)
            return
        columns, rows = self._get_terminal_size()
        with self._turn:
            if self._grid is None or (self._grid.columns, self._grid.rows) != (columns, rows):
                self._grid = Grid(columns, rows)
            self._grid.paint(data)
            if self._waits:
                return
            self._waits = True
        super().write(_FRAME)

    def _difference(self) -> str:
        """What to write now; called by the writer's thread."""
        with self._turn:
            self._waits = False
            said = "" if self._grid is None else self._grid.difference()
        if len(said) > _LONG and self._app._sync_available:  # noqa: SLF001 - Textual's answer of the terminal
            return said.join(_SYNCHRONIZED)
        return said


class _Late:
    """The terminal as the writer's thread sees it: a frame becomes text when it is its turn."""

    def __init__(self, file: IO[str], difference) -> None:
        self._file, self._difference = file, difference

    def write(self, text: str) -> None:
        said = self._difference() if text == _FRAME else text
        if said:
            self._file.write(said)

    def flush(self) -> None:
        self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return self._file.isatty()
