"""A change → its words that answer each other one to one: a number for a number, a form for a form."""

from collections.abc import Callable

from tui.compare.words.steps import Step

Answer = tuple[int, int, str]
"""A word of the first text, the word of the second one that answers it, and the kind of that."""


def answers(step: Step, kind_of: Callable[[int, int], str]) -> list[Answer]:
    """Words that answer each other, in order on both sides, as many as there are.

    `kind_of` says "" of two words that have nothing to do with each other. Takes the square of the words.
    """
    rows, columns = range(step.left, step.left_end), range(step.right, step.right_end)
    kinds = {
        (left, right): kind for left in rows for right in columns if (kind := kind_of(left, right))
    }
    found = _longest(step, kinds) if kinds else []
    i, j = step.left, step.right
    for left, right, _kind in [*found, (step.left_end, step.right_end, "")]:
        if (i == left) != (j == right):
            return []  # a word would be left alone: the change reads better as a whole
        i, j = left + 1, right + 1
    return found


def _longest(step: Step, kinds: dict[tuple[int, int], str]) -> list[Answer]:
    """The longest common subsequence, two words being common where they have a kind."""
    best = {(step.left_end, right): 0 for right in range(step.right, step.right_end + 1)}
    for left in reversed(range(step.left, step.left_end)):
        best[left, step.right_end] = 0
        for right in reversed(range(step.right, step.right_end)):
            paired = best[left + 1, right + 1] + 1 if (left, right) in kinds else 0
            best[left, right] = max(best[left + 1, right], best[left, right + 1], paired)
    found, left, right = [], step.left, step.right
    while left < step.left_end and right < step.right_end:
        if (left, right) in kinds and best[left, right] == best[left + 1, right + 1] + 1:
            found.append((left, right, kinds[left, right]))
            left, right = left + 1, right + 1
        elif best[left + 1, right] >= best[left, right + 1]:
            left += 1
        else:
            right += 1
    return found
