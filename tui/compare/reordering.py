"""The steps of one pair of sentences → the same, with the kind of words that only changed their place.

What fell out and came in again in the same sentence is reordered; so are two replacements that answer
each other ("three boats, two ships", "two boats, three ships") and a replacement by the same words in
another order. Nothing is looked for beyond the sentence.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from tui import words
from tui.compare.align import Alignment
from tui.compare.cutting import Ints
from tui.compare.steps import Step

MOST_WORDS: Final = 6  # of a change that can be reordered; a longer one is a clause that moved
FAR: Final = 40  # tokens between the two places: what ends nowhere is no sentence
NEAR: Final = 4  # the same for what is met by chance farther off: function words, a lone character

_PUNCTUATION: Final = -1

Words = tuple[int, ...]
"""Keys of a side of a change, without its punctuation."""
Said = tuple[Words, Words]


class Reordering:
    """The words of two aligned texts, ready for the steps of one pair of sentences after the other."""

    def __init__(self, alignment: Alignment) -> None:
        self._vocabulary = alignment.vocabulary
        is_mark = np.array(alignment.vocabulary.kinds) == words.PUNCTUATION
        self._keys = tuple(  # as views: slices of arrays are slower, lists are large
            memoryview(_unmarked(side.keys, is_mark).tobytes()).cast("i")
            for side in (alignment.first, alignment.second)
        )

    def told(self, steps: Sequence[Step]) -> list[Step]:
        """The steps, those that answer each other with the kind `reordered`, the nearest ones first.

        Linear in the steps: no step is held against more than those within `FAR` tokens.
        """
        found = list(steps)
        if all(step.equal for step in found):
            return found
        said = [None if step.equal else self._said(step) for step in found]
        for at, words_of in enumerate(said):
            if words_of and _turned(*words_of):
                found[at], said[at] = found[at]._replace(kind="reordered"), None
        taken: set[int] = set()
        for _apart, one, other in sorted(self._answers(found, said)):
            if one not in taken and other not in taken:
                taken |= {one, other}
                for at in (one, other):
                    found[at] = found[at]._replace(kind="reordered")
        return found

    def _answers(
        self, steps: Sequence[Step], said: Sequence[Said | None]
    ) -> Iterator[tuple[int, int, int]]:
        """Tokens between, and the numbers of two steps each of which has the words that the other lost."""
        seen: dict[Said, list[int]] = {}
        for at, words_of in enumerate(said):
            if words_of is None:
                continue
            before = seen.get(words_of[::-1], [])
            far = FAR if before and self._telling(words_of[0] + words_of[1]) else NEAR
            for number in reversed(before):
                apart = _apart(steps[number], steps[at])
                if apart > far:
                    break
                yield apart, number, at
            seen.setdefault(words_of, []).append(at)

    def _said(self, step: Step) -> Said | None:
        """The words of both sides of a change; None where they are too many, the same or none."""
        if step.left_end - step.left > MOST_WORDS or step.right_end - step.right > MOST_WORDS:
            return None
        left = self._keys[0][step.left : step.left_end].tolist()
        right = self._keys[1][step.right : step.right_end].tolist()
        if _PUNCTUATION in left or _PUNCTUATION in right:
            left, right = ([key for key in keys if key >= 0] for keys in (left, right))
        return None if left == right else (tuple(left), tuple(right))

    def _telling(self, keys: Words) -> bool:
        """Whether words are too seldom to be met again in the same sentence by chance."""
        kinds, spelled = self._vocabulary.kinds, self._vocabulary.words
        characters = sum(kinds[key] == words.CHARACTER for key in keys)
        return characters > 1 or any(
            kinds[key] != words.CHARACTER and not words.is_stop_word(spelled[key]) for key in keys
        )


def _unmarked(keys: Ints, is_mark: npt.NDArray[np.bool_]) -> Ints:
    return np.where(is_mark[keys], _PUNCTUATION, keys).astype(np.int32) if len(keys) else keys


def _turned(left: Words, right: Words) -> bool:
    """Whether the same words stand on both sides, in another order."""
    return len(left) == len(right) > 1 and sorted(left) == sorted(right)


def _apart(one: Step, other: Step) -> int:
    """The tokens between two steps of one pair of sentences, on the side where they are more."""
    return max(other.left - one.left_end, other.right - one.right_end)
