"""Tokens → sentences as bounds, in a form that an edit elsewhere does not shift.

`words.sentences` says what a sentence is. What it has to cut because no sentence ever ends (lists,
scraped tables, a text without punctuation) is cut anew here at places that the words themselves
choose, so that both copies are cut at the same words (Manber 1994, content-defined chunks).
"""

import zlib
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.compare.align.alignment_tokens import Ints, Side, Vocabulary
from tui.text import words

LARGE: Final = 250_000
"""Tokens; a longer text is cut at line ends and at chosen words only: that takes arrays, no loop."""

_EVERY: Final = 32  # tokens between chosen words, on average
_COARSER: Final = 4  # times as many in a large text


def bounds(side: Side, vocabulary: Vocabulary) -> Ints:
    """Token numbers at which sentences begin, and the number of tokens: n sentences, n + 1 bounds."""
    total = len(side)
    if not total:
        return np.zeros(1, np.int32)
    if total > LARGE:
        begins = np.flatnonzero(side.breaks > 0).astype(np.int32)
        begins[:1] = 0
    else:
        begins = _sentences(side, vocabulary)
    edges = np.append(begins, np.int32(total)).astype(np.int32)
    return _without_long(side, edges, vocabulary)


def _sentences(side: Side, vocabulary: Vocabulary) -> Ints:
    """Where `words.sentences` lets a sentence begin, but where it only had to cut a long one."""
    cut = words.Tokens(
        side.starts.tolist(),
        side.ends.tolist(),
        list(map(vocabulary.words.__getitem__, side.keys.tolist())),
        [],
        side.breaks.tolist(),
    )
    found = words.sentences(side.text, cut)
    begins = [
        begin
        for number, (begin, _end) in enumerate(found)
        if not number or side.breaks[begin] or begin - found[number - 1][0] < words.LONGEST_SENTENCE
    ]
    return np.array(begins, np.int32)


def _without_long(side: Side, edges: Ints, vocabulary: Vocabulary) -> Ints:
    """The bounds with more of them inside of what is too long for one sentence."""
    times = _COARSER if len(side) > LARGE else 1
    longest = words.LONGEST_SENTENCE * times
    long = np.flatnonzero(np.diff(edges) > longest)
    if not len(long):
        return edges
    chosen = _chosen(vocabulary, _EVERY * times)
    more: list[npt.NDArray[np.int64]] = [edges.astype(np.int64)]
    for at in long.tolist():
        begin, end = int(edges[at]), int(edges[at + 1])
        places = np.flatnonzero(chosen[side.keys[begin : end - 1]]) + begin + 1
        whole = np.concatenate([[begin], places, [end]]).astype(np.int64)
        gaps = np.flatnonzero(np.diff(whole) > longest)
        steps = [np.arange(whole[g], whole[g + 1], longest) for g in gaps]
        more += [places, *steps]
    return np.unique(np.concatenate(more)).astype(np.int32)


def _chosen(vocabulary: Vocabulary, every: int) -> npt.NDArray[np.bool_]:
    """Which keys end a sentence where nothing else does: one in `every`, the same in every run."""
    return np.array(
        [
            zlib.crc32(word.encode("utf-8", "surrogatepass")) % every == 0
            for word in vocabulary.words
        ]
    )
