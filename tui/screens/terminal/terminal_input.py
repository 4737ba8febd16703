r"""Bytes from the terminal → whole key sequences and pasted texts; nothing else ever becomes a key.

Textual's parser gives up on an unfinished or unknown sequence and hands out its characters as keys: the `5` of a
torn PgUp (`ESC [ 5 ~`) would make copy 5 canonical, and so would the `5` of a pasted escape sequence. So sequences
are put together here, before that parser, and it is given one whole sequence at a time:

- A control sequence (`ESC [`, `ESC O`) waits for its final byte however long a slow line takes (ECMA-48, 5.4:
  parameters 0x30–0x3F, intermediates 0x20–0x2F, final 0x40–0x7E).
- A lone `ESC` is a key after a tenth of a second; where the rest of its sequence comes later, it is dropped.
- Strings that terminals answer with (`ESC ]`, `ESC P`, `ESC _` … `BEL` or `ESC \`) are dropped.
- A bracketed paste is one text, whatever bytes are in it, up to its end marker. The text may hold an end marker
  itself, so keys are kept back after it until the line is quiet; where another end marker follows, they were pasted.
- A paste without an end marker ends when nothing more comes. Its end may still be on its way: from then on only a
  single key with silence around it, or ^C, counts as typed.
"""

from codecs import getincrementaldecoder
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from math import inf
from time import monotonic
from typing import Final

from tui.text.visible import JOINERS, is_safe

ESCAPE: Final = "\x1b"
ESCAPE_DELAY: Final = 0.1  # seconds after which a lone ESC is the Escape key
PASTE_TIMEOUT: Final = 1.5  # seconds of silence that end a paste without an end marker
QUIET: Final = 0.3  # seconds of silence after a paste before keys count as typed
TORN_TIMEOUT: Final = (
    5.0  # seconds within which what follows a lone ESC may be the rest of its sequence
)
STRING_TIMEOUT: Final = 1.0  # seconds of silence that end a string without its terminator
LONGEST_PASTE: Final = 100_000  # characters; more of a paste is dropped
_LONGEST_SEQUENCE: Final = 64  # characters; a longer one is dropped, Textual knows none above 32
_START: Final = "\x1b[200~"
_END: Final = "\x1b[201~"
_INTERRUPT: Final = "\x03"
_WITH_ALT: Final = (
    "\t\x7f"  # controls that are other keys with Alt; before any other, ESC is a key of its own
)
_INTRODUCERS: Final = "]P_^X"  # OSC, DCS, APC, PM, SOS
_FIRST_OF_STRING: Final = "0123456789>!$+|GlL"  # what an answer of a terminal begins with


class Kind(Enum):
    """What a token is."""

    KEY = (
        auto()
    )  # a character, or a whole escape sequence: a key, a mouse event or an answer of the terminal
    PASTE = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One thing that the terminal has sent. `text` of a paste is as it was pasted."""

    kind: Kind
    text: str


class _State(Enum):
    GROUND = auto()
    ESCAPE = auto()  # after ESC
    TORN = auto()  # after ESC that was handed on as the Escape key
    SEQUENCE = auto()  # after ESC [
    SINGLE = auto()  # after ESC O
    FIXED = auto()  # a number of characters that belong to the sequence, whatever they are
    INTRODUCED = auto()  # after ESC ]
    TORN_INTRODUCED = auto()  # the same, handed on as a key
    STRING = auto()
    STRING_ESCAPE = auto()
    PASTE = auto()


class TerminalInput:
    """Splits the bytes of a terminal into tokens. Mutable: a sequence may be split between two reads."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._decoder = getincrementaldecoder("utf-8")("surrogateescape")
        self._state = _State.GROUND
        self._sequence = ""  # what has come of the sequence
        self._is_torn = False  # its ESC was handed on as a key
        self._missing = 0  # characters in state FIXED
        self._since = 0.0  # when the last input came that keeps a timeout from passing
        self._pasted: list[str] = []
        self._pasted_length = 0
        self._waiting: list[str] | None = None  # keys after a paste
        self._is_unfinished = False  # that paste had no end marker
        self._tokens: list[Token] = []

    def feed(self, data: bytes) -> list[Token]:
        """Return the tokens that are complete now; call it with b"" when nothing came."""
        now = self._clock()
        self._tokens = []
        self._expire(now)
        text = self._decoder.decode(data)
        if text and not (self._state is _State.PASTE and set(text) == {_INTERRUPT}):
            self._since = now  # ^C must not keep an unfinished paste open
        position = 0
        while position < len(text):
            if self._state is _State.PASTE:
                position = self._take_pasted(text, position)
            else:
                self._take(text[position])
                position += 1
        return self._tokens

    def timeout(self) -> float:
        """Return the seconds after which `feed` is to be called also without input; infinity where nothing waits."""
        return max(0.0, self._since + self._delay() - self._clock())

    # ---- timeouts -------------------------------------------------------------------------------

    def _delay(self) -> float:
        delay = _TIMEOUTS.get(self._state, inf)
        return min(delay, QUIET) if self._waiting and self._state is not _State.PASTE else delay

    def _expire(self, now: float) -> None:
        """Do what is due after the silence since the last input."""
        silence = now - self._since
        if silence >= _TIMEOUTS.get(self._state, inf):
            self._give_up()
        if self._state is not _State.PASTE and self._waiting is not None and silence >= QUIET:
            self._settle(self._waiting)

    def _give_up(self) -> None:
        state = self._state
        if state is _State.PASTE:
            self._decoder.reset()  # it may hold half of a character
            self._end_paste(unfinished=True)
        elif state in {_State.ESCAPE, _State.INTRODUCED}:
            self._emit(self._sequence)
            self._state = _State.TORN if state is _State.ESCAPE else _State.TORN_INTRODUCED
        else:
            self._state = _State.GROUND

    def _settle(self, waiting: list[str]) -> None:
        """Decide about the keys after a paste, now that the line was quiet."""
        is_typed = len(waiting) == 1 or set(waiting) == {_INTERRUPT}
        if self._is_unfinished and not is_typed:
            waiting.clear()
            return
        self._waiting = None
        for sequence in waiting:
            self._emit(sequence)

    # ---- pastes ---------------------------------------------------------------------------------

    def _begin_paste(self) -> None:
        self._state, self._sequence = _State.PASTE, ""
        self._pasted, self._pasted_length = [], 0
        self._waiting = None

    def _take_pasted(self, text: str, position: int) -> int:
        """Take pasted text from `position` up to the end marker; the position behind what was taken."""
        text = self._sequence + text[position:]
        taken = len(self._sequence)
        end = text.find(_END)
        if end >= 0:
            self._add_pasted(text[:end])
            self._sequence = ""
            self._end_paste(unfinished=False)
            return position + end + len(_END) - taken
        start = max(0, len(text) - len(_END) + 1)
        marker = next((at for at in range(start, len(text)) if _END.startswith(text[at:])), None)
        self._sequence = "" if marker is None else text[marker:]
        self._add_pasted(text[:marker])
        return position + len(text) - taken

    def _add_pasted(self, text: str) -> None:
        part = text[: LONGEST_PASTE - self._pasted_length]
        if part:
            self._pasted.append(part)
        self._pasted_length += len(part)

    def _end_paste(self, *, unfinished: bool) -> None:
        self._tokens.append(Token(Kind.PASTE, "".join(self._pasted)))
        self._state, self._sequence = _State.GROUND, ""
        self._waiting, self._is_unfinished = [], unfinished

    # ---- keys -----------------------------------------------------------------------------------

    def _emit(self, sequence: str) -> None:
        if self._waiting is None:
            self._tokens.append(Token(Kind.KEY, sequence))
        else:
            self._waiting.append(sequence)

    def _take(self, character: str) -> None:
        """Take one character outside of a paste."""
        if (
            "\udc80" <= character <= "\udcff"
        ):  # a byte that is not UTF-8: C1 controls are meant as such
            raw = chr(ord(character) - 0xDC00)
            character = raw if raw <= "\x9f" else "\ufffd"
        if "\x80" <= character <= "\x9f":
            self._take_one(ESCAPE)
            character = chr(ord(character) - 0x40)
        self._take_one(character)

    def _take_one(self, character: str) -> None:
        match self._state:
            case _State.GROUND:
                self._in_ground(character)
            case _State.ESCAPE:
                self._after_escape(character)
            case _State.TORN:
                self._after_torn_escape(character)
            case _State.SEQUENCE | _State.SINGLE:
                self._in_sequence(character)
            case _State.FIXED:
                self._in_fixed(character)
            case _State.INTRODUCED | _State.TORN_INTRODUCED:
                self._after_introducer(character)
            case _State.STRING:
                self._in_string(character)
            case _State.STRING_ESCAPE:
                self._state = _State.GROUND if character == "\\" else _State.ESCAPE
                if character != "\\":
                    self._take_one(character)

    def _in_ground(self, character: str) -> None:
        if character == ESCAPE:
            self._begin(_State.ESCAPE, ESCAPE)
        else:
            self._state = _State.GROUND
            self._emit(character)

    def _begin(self, state: _State, sequence: str, *, torn: bool = False) -> None:
        self._state, self._sequence, self._is_torn = state, sequence, torn

    def _after_escape(self, character: str) -> None:
        if character == "[":
            self._begin(_State.SEQUENCE, "\x1b[")
        elif character == "O":
            self._begin(_State.SINGLE, "\x1bO")
        elif character in _INTRODUCERS:
            self._begin(_State.INTRODUCED, ESCAPE + character)
        elif character.isprintable() or character in _WITH_ALT:
            self._state = _State.GROUND
            self._emit(ESCAPE + character)
        else:
            self._emit(ESCAPE)
            self._in_ground(character)

    def _after_torn_escape(self, character: str) -> None:
        if character == "[":
            self._begin(_State.SEQUENCE, "\x1b[", torn=True)
        elif character == "O":
            self._begin(_State.SINGLE, "\x1bO", torn=True)
        elif character in _INTRODUCERS:
            self._state = _State.TORN_INTRODUCED
            self._emit(character)
        else:
            self._in_ground(character)

    def _in_sequence(self, character: str) -> None:
        lowest = " " if self._state is _State.SEQUENCE else "0"
        if lowest <= character <= "?":
            if len(self._sequence) < _LONGEST_SEQUENCE:
                self._sequence += character
        elif "@" <= character <= "~":
            self._finish(self._sequence + character)
        else:
            self._in_ground(character)  # what was begun is never finished

    def _finish(self, sequence: str) -> None:
        self._state = _State.GROUND
        if sequence == _START:
            self._begin_paste()
        elif sequence == _END:
            if self._waiting is not None:  # what came since the last end marker was pasted, too
                self._waiting, self._is_unfinished = [], False
        elif sequence == "\x1b[M":  # X10 mouse: button, column, row
            self._state, self._sequence, self._missing = _State.FIXED, sequence, 3
        elif sequence == "\x1b[[":  # F1 to F5 of the Linux console
            self._state, self._sequence, self._missing = _State.FIXED, sequence, 1
        elif not self._is_torn:
            self._emit(sequence)

    def _in_fixed(self, character: str) -> None:
        if character < " ":
            self._in_ground(character)
            return
        self._sequence += character
        self._missing -= 1
        if not self._missing:
            self._state = _State.GROUND
            if not self._is_torn:
                self._emit(self._sequence)

    def _after_introducer(self, character: str) -> None:
        if character in _FIRST_OF_STRING:
            self._state = _State.STRING
            return
        if self._state is _State.INTRODUCED:
            self._emit(self._sequence)
        self._in_ground(character)

    def _in_string(self, character: str) -> None:
        if character == ESCAPE:
            self._begin(_State.STRING_ESCAPE, ESCAPE)
        elif character == "\a":
            self._state = _State.GROUND
        elif character < " ":
            self._in_ground(character)


_TIMEOUTS: Final = {
    _State.ESCAPE: ESCAPE_DELAY,
    _State.TORN: TORN_TIMEOUT,
    _State.INTRODUCED: ESCAPE_DELAY,
    _State.TORN_INTRODUCED: STRING_TIMEOUT,
    _State.STRING: STRING_TIMEOUT,
    _State.STRING_ESCAPE: STRING_TIMEOUT,
    _State.PASTE: PASTE_TIMEOUT,
}


def plain(pasted: str) -> str:
    r"""Return pasted text without what a terminal obeys, hides or reorders; line ends are "\n", tabs are spaces.

    >>> plain("see \x1b[31m x\r\ny")
    'see [31m x\ny'
    """
    text = pasted.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        character
        for character in text
        if character == "\n" or character in JOINERS or is_safe(character)
    )
