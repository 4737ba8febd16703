"""Two texts → their alignment: which stretches of words belong together, in place or moved.

It is what all levels share: `diff.edits` looks at the words inside at the level asked for. The two
texts are taken in a canonical order, whichever is left, so that swapping them mirrors every answer.
"""

from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from tui.compare.align import sentence_spans
from tui.compare.align.alignment_tokens import Floats, Side, Vocabulary
from tui.compare.align.blocks import Stretch, stretches
from tui.compare.align.line_wraps import borders
from tui.compare.align.sentence_alignment import SentenceAlignment
from tui.compare.align.sentence_similarity import Likeness
from tui.compare.align.split_sentences import Splitting
from tui.compare.words import cleanup, lcs
from tui.compare.words.lcs import Run
from tui.progress import Progress, Step, silent
from tui.runtime.gc_control import without_gc


@dataclass(slots=True)
class Alignment:
    """Two texts aligned. Mutable only in what it keeps: the equal words of the stretches looked at.

    `first`, `second`: the texts in canonical order; `swapped` where the first is the right one.
    `stretches`: all of both texts, those in place in order, then the moved ones.
    """

    first: Side
    second: Side
    swapped: bool
    vocabulary: Vocabulary
    stretches: tuple[Stretch, ...]
    notes: tuple[str, ...]
    weights: tuple[Floats, Floats] = field(repr=False)
    _stayed: dict[Stretch, list[Run]] = field(default_factory=dict, repr=False)

    def equal_words(self, stretch: Stretch, level: str) -> list[Run]:
        """The runs of words of a stretch that are equal at `level`, places counted from its start."""
        runs = self._stayed.get(stretch)
        if runs is not None and (not runs or _is_whole(runs, stretch)):
            return runs
        weights = (
            self.weights[0][stretch.left : stretch.left_end].tolist(),
            self.weights[1][stretch.right : stretch.right_end].tolist(),
        )
        if runs is None:
            runs = self._stayed[stretch] = self._find(stretch, weights)
        return cleanup.tidy(runs, *weights, level=level)

    def first_origin(self) -> int:
        """The character of the left text at which the first moved block stood; its length without one."""
        left = self.second if self.swapped else self.first
        begins = [
            stretch.right if self.swapped else stretch.left
            for stretch in self.stretches
            if stretch.moved
        ]
        return left.at(min(begins)) if begins else len(left.text)

    def _find(self, stretch: Stretch, weights: tuple[list[float], list[float]]) -> list[Run]:
        ours = self.first.keys[stretch.left : stretch.left_end]
        theirs = self.second.keys[stretch.right : stretch.right_end]
        if ours.tobytes() == theirs.tobytes():
            return [[0, len(ours), 0, len(theirs)]] if len(ours) else []
        if not len(ours) or not len(theirs) or stretch.coarse:
            return []
        left, right = lcs.letters(ours.tolist(), theirs.tolist(), len(self.vocabulary.words))
        runs, bounded = lcs.stayed(left, right)
        if bounded and _BOUNDED not in self.notes:
            self.notes = (*self.notes, _BOUNDED)
        runs = cleanup.join(runs, left, right, weights)
        cleanup.slide(runs, left, right, weights)
        return runs


def _is_whole(runs: list[Run], stretch: Stretch) -> bool:
    """Whether all words of both sides are one equal run: then no level has anything to take away."""
    sizes = stretch.left_end - stretch.left, stretch.right_end - stretch.right
    return runs == [[0, sizes[0], 0, sizes[1]]]


_BOUNDED: Final = "a stretch without sentences was too long to be compared word by word"
_COARSE: Final = "a part without equal sentences was too long to be compared sentence by sentence"
_MANY: Final = "so much has changed that the later changes are shown by sentence only"
_LARGE: Final = "a text of this length is cut into sentences at line ends only"


def align(left: str, right: str, *, progress: Progress = silent) -> Alignment:
    """Find which sentences of two texts belong together.

    Calls `progress` (which may raise `Cancelled`) a few times. About linear in the words; what would
    take more is bounded, and told in `notes`.
    """
    with without_gc():
        return _align(left, right, progress)


def _align(left: str, right: str, progress: Progress) -> Alignment:
    swapped = _rank(right) < _rank(left)
    vocabulary = Vocabulary()
    texts = (right, left) if swapped else (left, right)
    progress(Step("words", 0, 2))
    first = vocabulary.cut(texts[0])
    progress(Step("words", 1, 2))
    second = vocabulary.cut(texts[1])
    progress(Step("sentences", 0, 3))
    if np.array_equal(first.keys, second.keys):  # however their lines are broken
        whole = Stretch(0, len(first), 0, len(second))
        nothing = np.zeros(len(first)), np.zeros(len(first))
        return Alignment(first, second, swapped, vocabulary, (whole,), (), nothing)
    ends = borders(first, second, vocabulary), borders(second, first, vocabulary)
    first, second = replace(first, breaks=ends[0]), replace(second, breaks=ends[1])
    edges = (sentence_spans.bounds(first, vocabulary), sentence_spans.bounds(second, vocabulary))
    likeness = Likeness((first, second), edges, vocabulary)
    pairing = SentenceAlignment((first, second), edges, likeness, progress)
    links = pairing.links()
    weights = vocabulary.weights()
    splitting = Splitting((first, second), edges, weights, len(vocabulary.words))
    pairs = splitting.pairs_of(links, pairing.found)
    found = tuple(stretches(pairs, (first, second)))
    notes = [_COARSE] * pairing.coarse
    notes += [_LARGE] * (max(len(first), len(second)) > sentence_spans.LARGE)
    notes += [_MANY] * any(stretch.coarse for stretch in found)
    of_words = _weights(weights, first), _weights(weights, second)
    return Alignment(first, second, swapped, vocabulary, found, tuple(notes), of_words)


def _rank(text: str) -> tuple[int, str, str]:
    """What decides which text is the first: where lines are broken does not, as long as it can."""
    bare = "".join(text.split()).replace("-", "")
    return len(bare), bare, text


def _weights(of_key: Floats, side: Side) -> Floats:
    return of_key[side.keys] if len(side) else np.zeros(0)
