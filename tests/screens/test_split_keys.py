import pytest

from tui.screens.split_keys import SplitKeys


def left_over(*pressed):
    """The keys that come through; a key of one character is that character."""
    torn = SplitKeys()
    return [key for key in pressed if not torn.swallows(key, key if len(key) == 1 else None)]


@pytest.mark.parametrize(
    ("pressed", "through"),
    [
        (["j", "5"], ["j", "5"]),
        (["escape", "[", "5", "~", "j"], ["escape", "j"]),
        (["escape", "[", "3", "~"], ["escape"]),
        (["escape", "[", "B", "a"], ["escape", "a"]),
        (["escape", "O", "P", "1"], ["escape", "1"]),
        (["escape", "[", "1", ";", "5", "C", "2"], ["escape", "2"]),
        (["escape", "a", "["], ["escape", "a", "["]),
        (["escape", "escape", "[", "6", "~", "x"], ["escape", "escape", "x"]),
        (["escape", "[", "5", "pagedown", "5"], ["escape", "pagedown", "5"]),
        (["[", "5"], ["[", "5"]),
    ],
)
def test_splinters_of_a_torn_sequence_are_swallowed(pressed, through):
    assert left_over(*pressed) == through
