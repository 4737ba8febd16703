"""Small screens that ask for something: a line, a choice, a note of several lines."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input, TextArea

from tui.screens.widgets.dismiss_once import DismissOnce
from tui.screens.widgets.status_line import OneLine
from tui.screens.widgets.virtual_list import LineList


class LineScreen(DismissOnce, ModalScreen[str | None]):
    """Asks for one line; Enter gives it, Escape gives None."""

    BINDINGS: ClassVar = [Binding("escape", "dismiss(None)", "cancel")]

    def __init__(self, question: str, text: str = "") -> None:
        super().__init__()
        self._question, self._text = question, text

    def compose(self) -> ComposeResult:
        """The question and the line."""
        with Vertical(classes="box"):
            yield OneLine(id="question")
            yield Input(self._text, id="answer")

    def on_mount(self) -> None:
        """Ask; the cursor stands still, for a blinking one writes to the terminal all the time."""
        self.query_one("#question", OneLine).say([(f"{self._question} (Esc: cancel)", "strong")])
        answer = self.query_one("#answer", Input)
        answer.cursor_blink = False
        answer.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The line is given."""
        self.dismiss(event.value)


class NoteScreen(DismissOnce, ModalScreen[str | None]):
    """Asks for a note of several lines; ^S gives it, Escape gives None."""

    BINDINGS: ClassVar = [
        Binding("escape", "dismiss(None)", "cancel"),
        Binding("ctrl+s", "keep", "keep"),
    ]

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The heading and the text."""
        with Vertical(classes="box tall"):
            yield OneLine(id="question")
            yield TextArea(self._text, id="note")

    def on_mount(self) -> None:
        """Put the cursor at the end of what there is."""
        self.query_one("#question", OneLine).say([("note  (^S: keep, Esc: cancel)", "strong")])
        note = self.query_one("#note", TextArea)
        note.cursor_blink = False
        note.move_cursor(note.document.end)
        note.focus()

    def action_keep(self) -> None:
        """The note is given."""
        self.dismiss(self.query_one("#note", TextArea).text.strip())


class _Choices(LineList):
    """Rows to choose from."""

    def __init__(self, choices: Sequence[str], told: Sequence[str], **options) -> None:
        super().__init__(**options)
        self._choices, self._told = choices, told

    def row(self, number: int, width: int) -> Strip:
        """One choice; the empty one takes away what was chosen."""
        said = self._choices[number] or "(none)"
        if number < len(self._told) and self._told[number]:
            said += f"  {self._told[number]}"
        here = number == self.cursor
        return self.paint(
            [(">" if here else " ", ""), (f"{number:>2} {said} ", "bar" if here else "")], width
        )


class ChoiceScreen(DismissOnce, ModalScreen[str | None]):
    """Asks for one of several words; Enter or its number gives it, Escape gives None.

    `told`: what is said behind each of the words.
    """

    BINDINGS: ClassVar = [
        Binding("escape,q", "dismiss(None)", "cancel"),
        Binding("j,down", "move(1)", "down"),
        Binding("k,up", "move(-1)", "up"),
        Binding("enter", "take", "take"),
        *(Binding(str(number), f"take({number})") for number in range(10)),
    ]

    def __init__(
        self, what: str, choices: Sequence[str], chosen: str, told: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._what, self._choices, self._chosen, self._told = what, choices, chosen, told

    def compose(self) -> ComposeResult:
        """The heading and the choices."""
        with Vertical(classes="box"):
            yield OneLine(id="question")
            choices = _Choices(self._choices, self._told, id="choices")
            choices.styles.height = len(self._choices)
            yield choices

    def on_mount(self) -> None:
        """Stand on what is chosen now."""
        said = f"{self._what}  (number or Enter: take, Esc: cancel)"
        self.query_one("#question", OneLine).say([(said, "strong")])
        rows = self.query_one("#choices", _Choices)
        rows.set_count(len(self._choices))
        rows.cursor = self._choices.index(self._chosen) if self._chosen in self._choices else 0

    def action_move(self, step: int) -> None:
        """Up or down."""
        rows = self.query_one("#choices", _Choices)
        rows.set_cursor(max(0, min(len(self._choices) - 1, rows.cursor + step)))

    def action_take(self, number: int | None = None) -> None:
        """Give the choice under the cursor, or the one with a number."""
        at = self.query_one("#choices", _Choices).cursor if number is None else number
        if at < len(self._choices):
            self.dismiss(self._choices[at])
