"""The steps of one pair of sentences → the same, with the kind of words that only changed their place.

What fell out and came in again in the same sentence is reordered; so are two replacements that answer
each other in a list ("bread and butter", "butter and bread") and a replacement by the same words in another
order. Outside of a list two words that changed places tell something else ("the dog bit the man", "three boats,
two ships"), and so does a "not" that changed its place. Nothing is looked for beyond the sentence.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.compare.align.alignment import Alignment
from tui.compare.align.alignment_tokens import Ints
from tui.compare.kinds.replacement_kind import ReplacementKinds, sequence_differs
from tui.compare.words.steps import Step
from tui.text import words

MOST_WORDS: Final = 24  # of a change that can be reordered: a clause, not a sentence
FAR: Final = 40  # tokens between the two places: what ends nowhere is no sentence
NEAR: Final = 4  # the same for what is met by chance farther off: function words, a lone character

_IN_LISTS: Final = frozenset(
    [",", ";", "/", "&", "-", "and", "or", "und", "et", "y", "e", "och", "og"]
)
"""What stands between the members of a list, which may be put in another order."""

_DENYING: Final = frozenset(
    ["not", "no", "nor", "never", "neither", "without", "hardly", "barely", "only"]
)

_PUNCTUATION: Final = -1

Words = tuple[int, ...]
"""Keys of a side of a change, without its punctuation."""
Said = tuple[Words, Words]


class Reordering:
    """The words of two aligned texts, ready for the steps of one pair of sentences after the other."""

    def __init__(self, alignment: Alignment, answering: ReplacementKinds) -> None:
        self._vocabulary = alignment.vocabulary
        self._sides = alignment.first, alignment.second
        self._answering = answering
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
            if words_of and _turned(*words_of) and not self._facts_turned(found[at]):
                found[at], said[at] = found[at]._replace(kind="reordered"), None
        taken: set[int] = set()
        for _apart, one, other in sorted(self._answers(found, said)):
            if one not in taken and other not in taken and not self._swapped(found, one, other):
                taken |= {one, other}
                for at in (one, other):
                    found[at] = found[at]._replace(kind="reordered")
        for at in self._shuffled(found):
            found[at] = found[at]._replace(kind="reordered")
        return found

    def _shuffled(self, steps: Sequence[Step]) -> list[int]:
        """The numbers of the steps that no other one answers, where all of them together lost what they gained."""
        rest = [at for at, step in enumerate(steps) if not step.equal and not step.kind]
        if len(rest) < 2 or _apart(steps[rest[0]], steps[rest[-1]]) > FAR:
            return []
        words_of = [self._said(steps[at]) or ((), ()) for at in rest]
        lost, gained = (sorted(chain(*(said[side] for said in words_of))) for side in (0, 1))
        if lost != gained or not self._telling(tuple(lost)) or self._denies(tuple(lost)):
            return []
        first, last = steps[rest[0]], steps[rest[-1]]
        exchanged = sum(all(said) for said in words_of)
        if exchanged > 1 and not self._are_members(first.left_end, last.left):
            return []
        if any(self._facts_replaced(steps[at]) for at in rest) and not self._is_list(
            0, first.left, last.left_end
        ):
            return []
        return [at for at, said in zip(rest, words_of, strict=True) if any(said)]

    def _facts_replaced(self, step: Step) -> bool:
        """Whether a number or a name stands on either side of a replacement, and not the same one."""
        spans = (step.left, step.left_end), (step.right, step.right_end)
        one, other = (self._answering.facts(number, *span) for number, span in enumerate(spans))
        return bool(one and other) and one != other

    def _answers(
        self, steps: Sequence[Step], said: Sequence[Said | None]
    ) -> Iterator[tuple[int, int, int]]:
        """Tokens between, and the numbers of two steps each of which has the words that the other lost."""
        seen: dict[Said, list[int]] = {}
        for at, words_of in enumerate(said):
            if words_of is None:
                continue
            before = seen.get(words_of[::-1], [])
            said_of = words_of[0] + words_of[1]
            far = FAR if before and self._telling(said_of) else NEAR
            if before and self._denies(said_of):
                before = []
            for number in reversed(before):
                apart = _apart(steps[number], steps[at])
                if apart > far:
                    break
                yield apart, number, at
            seen.setdefault(words_of, []).append(at)

    def _facts_turned(self, step: Step) -> bool:
        """Whether numbers or names changed places inside of a replacement, and it is no list of them."""
        spans = (step.left, step.left_end), (step.right, step.right_end)
        one, other = (self._answering.facts(number, *span) for number, span in enumerate(spans))
        return sequence_differs(one, other) and not all(
            self._is_list(number, *span) for number, span in enumerate(spans)
        )

    def _swapped(self, steps: Sequence[Step], one: int, other: int) -> bool:
        """Whether two replacements put words into each other's places, outside of a list."""
        first, second = steps[one], steps[other]
        if first.left == first.left_end or first.right == first.right_end:
            return False  # it went to another place alone
        return not self._are_members(first.left_end, second.left)

    def _are_members(self, begin: int, end: int) -> bool:
        """Whether what stands between two words of the left side makes them members of a list."""
        spelled, keys = self._vocabulary.words, self._sides[0].keys[begin:end].tolist()
        links = sum(spelled[key] in _IN_LISTS for key in keys)
        return 2 * links > len(keys) or self._is_list(0, begin, end)

    def _is_list(self, number: int, begin: int, end: int) -> bool:
        """Whether words of a side are numbers, names and what stands between the members of a list."""
        side, spelled = self._sides[number], self._vocabulary.words
        return all(
            spelled[side.keys[at]] in _IN_LISTS or self._answering.facts(number, at, at + 1)
            for at in range(begin, end)
        )

    def _said(self, step: Step) -> Said | None:
        """The words of both sides of a change; None where they are too many, the same or none."""
        if step.left_end - step.left > MOST_WORDS or step.right_end - step.right > MOST_WORDS:
            return None
        left = self._keys[0][step.left : step.left_end].tolist()
        right = self._keys[1][step.right : step.right_end].tolist()
        if _PUNCTUATION in left or _PUNCTUATION in right:
            left, right = ([key for key in keys if key >= 0] for keys in (left, right))
        return None if left == right else (tuple(left), tuple(right))

    def _denies(self, keys: Words) -> bool:
        """Whether words do nothing but deny what stands behind them: in another place they deny something else."""
        said = {self._vocabulary.words[key] for key in keys}
        return not said.isdisjoint(_DENYING) and all(map(words.is_stop_word, said - _DENYING))

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
