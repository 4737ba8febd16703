"""Corpus and furniture → how much each term weighs: the rarer in the folder, the more.

The weight is the inverse document frequency (Spärck Jones 1972) of what is no furniture, divided by its
largest value: 0..1. It is counted as if ARTICLES_ASSUMED more articles without the term stood in the
folder, so that two files alone are weighed sensibly; and in steps of half a power of two of the
relative frequency, so that a few new articles change few weights.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import blocks, distinct, fresh, lengths, offsets, ranges
from tui.detect.features.packing import PLAIN, TERM_BITS, TERM_MASK, Corpus
from tui.detect.furniture.recurring import Furniture
from tui.progress import Progress, Step, silent
from tui.runtime.thread_map import ahead

ARTICLES_ASSUMED: Final = 500
STEPS: Final = 2  # classes to a power of two
MOST_CLASSES: Final = 64
MOST_COUNTED: Final = (1 << 16) - 1  # articles: more are as common as can be
FEW_TERMS: Final = 300_000  # are counted by sorting, more in a table of all terms
LIGHTEST: Final = 0.02
RARE: Final = 0.6  # weight from which a word that could have no capital may be a name
_ARTICLES_AT_ONCE: Final = 2048
_TERMS_AT_ONCE: Final = 1 << 20

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Terms = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What of a corpus counts, as flat arrays.

    `tokens`: positions in the corpus's terms, of tokens that count; `sentences`: the sentence of each;
    `places`: its place among those of its sentence;
    slices `token_offsets` an article. `counts[t]`: whether term t counts in its article, `times[t]`: how often, up to 255;
    `class_weights[classes[t]]`: its weight; `frequency[t]`: in how many articles its term counts, up to MOST_COUNTED.
    """

    tokens: npt.NDArray[np.int32]
    sentences: npt.NDArray[np.int32]
    token_offsets: Ints
    counts: npt.NDArray[np.bool_]
    times: npt.NDArray[np.uint8]
    classes: npt.NDArray[np.uint8]
    class_weights: Floats
    places: npt.NDArray[np.uint8]
    frequency: npt.NDArray[np.uint16]


def weigh(corpus: Corpus, found: Furniture, *, progress: Progress = silent) -> Weighed:
    """Weigh the terms of every article. Linear."""
    tokens = np.empty(len(corpus.tokens), np.int32)
    sentences = np.empty(len(corpus.tokens), np.int32)
    places = np.empty(len(corpus.tokens), np.uint8)
    times = np.zeros(len(corpus.terms), np.uint8)
    sizes = np.zeros(corpus.articles, np.int64)
    filled = 0
    parts = [*blocks(corpus.articles, _ARTICLES_AT_ONCE)]
    progress(Step("rarity", 0, corpus.articles))
    for (begin, end), part in zip(parts, ahead(partial(_part, corpus, found), parts), strict=True):
        progress(Step("rarity", begin, corpus.articles))
        here = slice(filled, filled + len(part.tokens))
        tokens[here], sentences[here], places[here] = part.tokens, part.sentences, part.places
        times[corpus.term_offsets[begin] : corpus.term_offsets[end]] = part.times
        sizes[begin:end] = part.sizes
        filled = here.stop
    counts = times > 0
    frequency = _frequency([corpus.terms.compress(counts)], corpus)
    return Weighed(
        tokens[:filled],
        sentences[:filled],
        offsets(sizes),
        counts,
        times,
        classes(frequency, corpus.articles),
        class_weights(corpus.articles),
        places[:filled],
        np.minimum(frequency, MOST_COUNTED).astype(np.uint16),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What counts of some of the articles, as in Weighed; `sizes`: how many tokens an article has."""

    tokens: Ints
    sentences: npt.NDArray[np.int32]
    places: npt.NDArray[np.uint8]
    times: Ints
    sizes: Ints


def _part(corpus: Corpus, found: Furniture, block: tuple[int, int]) -> _Part:
    """What counts of these articles, half-open."""
    begin, end = block
    here = slice(corpus.sentence_offsets[begin], corpus.sentence_offsets[end])
    bounds = corpus.sentence_tokens[here.start : here.stop + 1]
    tokens = corpus.terms_of_tokens(begin, end)
    of = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    kept = ~found.furniture[here][of]
    if found.template[here].any():
        kept &= (corpus.term_kinds[tokens] != PLAIN) | ~found.template[here][of]
    at = np.flatnonzero(kept)
    of, tokens = of[at], tokens[at]
    per_sentence = np.bincount(of, minlength=len(bounds) - 1)
    sizes = np.diff(offsets(per_sentence)[corpus.sentence_offsets[begin : end + 1] - here.start])
    sentences = (of + here.start).astype(np.int32)
    first, last = corpus.term_offsets[begin], corpus.term_offsets[end]
    times = np.minimum(np.bincount(tokens - first, minlength=last - first), 255)
    return _Part(tokens, sentences, _places(sentences), times, sizes)


def _places(sentences: npt.NDArray[np.int32]) -> npt.NDArray[np.uint8]:
    """The place of each token among the tokens of its sentence; there are fewer than 64."""
    first = np.flatnonzero(fresh(sentences))
    size = np.diff(np.append(first, len(sentences)))
    place = np.arange(len(sentences), dtype=np.int32) - np.repeat(first, size).astype(np.int32)
    return place.astype(np.uint8)


def _frequency(met: Iterable[Terms], corpus: Corpus) -> npt.NDArray[np.int32]:
    """How often each term of the corpus is among the terms that are met."""
    if len(corpus.terms) < FEW_TERMS:
        ordered = np.sort(np.concatenate([*met, np.zeros(0, np.uint32)]))
        few = np.searchsorted(ordered, corpus.terms, "right")
        few -= np.searchsorted(ordered, corpus.terms, "left")
        return few.astype(np.int32)
    number = np.uint16 if corpus.articles <= MOST_COUNTED else np.int32  # memory takes time
    counted = np.zeros(1 << TERM_BITS, number)
    for some in met:  # bincount answers in 64 bits, and takes ten times as long
        np.add.at(counted, some, number(1))
    return counted[corpus.terms].astype(np.int32, copy=False)


def counted_once(corpus: Corpus, weighed: Weighed, families: Ints) -> Weighed:
    """The same with weights by families: the copies of a popular text count as one article.

    `families[a]` is a number that article a shares with its sure copies. O(n log n) in terms.
    """
    frequency = _frequency(_of_families(corpus, weighed, families), corpus)
    number = len(distinct(families))
    return replace(weighed, classes=classes(frequency, number), class_weights=class_weights(number))


def _of_families(corpus: Corpus, weighed: Weighed, families: Ints) -> Iterator[Terms]:
    """The terms that count of each family, each once; many families at a time, and a large one piece by piece."""
    order = np.argsort(families, kind="stable")
    sizes = lengths(corpus.term_offsets, order)
    ends = np.cumsum(sizes)
    bounds = np.searchsorted(ends, np.arange(0, int(ends[-1]), _TERMS_AT_ONCE))
    unfinished = np.zeros(0, np.int64)
    for begin, end in pairwise([*bounds.tolist(), len(order)]):
        articles = order[begin:end]
        if not len(articles):
            continue
        at = ranges(corpus.term_offsets[articles], sizes[begin:end])
        family = np.repeat(families[articles], sizes[begin:end])
        counts = np.flatnonzero(weighed.counts[at])
        keys = (family[counts] << TERM_BITS) | corpus.terms[at[counts]]
        keys = distinct(np.concatenate([unfinished, keys]))
        last = np.searchsorted(keys, families[articles[-1]] << TERM_BITS)
        yield (keys[:last] & TERM_MASK).astype(np.uint32)
        unfinished = keys[last:]
    yield (unfinished & TERM_MASK).astype(np.uint32)


def classes(frequency: npt.NDArray[np.int32], articles: int) -> npt.NDArray[np.uint8]:
    """The class of terms that stand in `frequency` of `articles`: half steps of the binary logarithm."""
    counts = np.maximum(np.arange(int(frequency.max(initial=1)) + 1), 1)
    steps = np.floor(STEPS * np.log2((articles + ARTICLES_ASSUMED) / counts))
    of_count = np.clip(steps, 0, MOST_CLASSES - 1).astype(np.uint8)
    found: npt.NDArray[np.uint8] = of_count[frequency]
    return found


def class_weights(articles: int) -> Floats:
    """The weight 0..1 of each class."""
    steps = np.arange(MOST_CLASSES) / STEPS / np.log2(articles + ARTICLES_ASSUMED)
    weights: Floats = np.clip(steps, LIGHTEST, 1).astype(np.float32)
    return weights
