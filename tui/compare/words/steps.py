"""What passes between aligning and answering: steps in words of the first and the second text."""

from typing import NamedTuple

from tui.model import Tag


class Step(NamedTuple):
    """Words [left, left_end) of the first text against [right, right_end) of the second.

    `joined`: a change that a level made of several, with equal words between them: it is shown as one.
    """

    left: int
    left_end: int
    right: int
    right_end: int
    equal: bool
    moved: int = 0
    kind: str = ""
    joined: bool = False

    @property
    def tag(self) -> Tag:
        """The tag of the edit that this step becomes."""
        if self.equal:
            return "equal"
        if self.left == self.left_end:
            return "insert"
        return "delete" if self.right == self.right_end else "replace"
