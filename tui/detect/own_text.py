"""Corpus → which articles have enough text of their own to say that what they share with others is furniture.

Two pages of a site and two reprints of a story look alike: text of their own, and text that stands elsewhere too. Where
little is their own it is a story to which they added. Where more is, the page tells: furniture is short lines, or
it frames the text; prose in large part, with what is its own before it, behind it or scattered in it, is a story.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.packing import Corpus

OWN_SHARE: Final = 0.27  # of an article's words: below this it has no text of its own
OWN_BESIDE_STORY: Final = 0.5  # the same where the rest reads like a story
OWN_WORDS: Final = 60
NO_SHARE: Final = 0.15  # below this an article is nothing but what others have too
STORY_WORDS: Final = (
    120  # of prose that others have too: from here, and from STORY_SHARE on, it may be a story
)
STORY_SHARE: Final = 0.5
PROSE_WORDS: Final = 8  # of a sentence; lines of a menu are shorter
PROSE_CONTENT: Final = 0.75  # of its words at most: the others are function words
FRAME: Final = 0.1  # of an article's words, on either side of its own text, or inside of it

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


def has_own(corpus: Corpus, articles: Ints, own: Bools, furniture: Bools) -> tuple[Bools, Bools]:
    """Whether an article has, beside furniture, enough text that stands nowhere else; and whether none. O(sentences).

    Of each sentence: `articles` its article, `own` whether it stands nowhere else, `furniture` what was found so far.
    """
    counted = corpus.words.astype(np.int64) * ~furniture
    words = np.bincount(articles, counted, corpus.articles)
    own_words = np.bincount(articles, counted * own, corpus.articles)
    prose = ~own & (corpus.words >= PROSE_WORDS)
    prose &= np.diff(corpus.sentence_tokens) <= PROSE_CONTENT * corpus.words
    prose_words = np.bincount(articles, counted * prose, corpus.articles)
    story = (prose_words >= STORY_WORDS) & (prose_words >= STORY_SHARE * words)
    story &= ~_framed(corpus, articles, own, counted)
    wanted = np.where(story, OWN_BESIDE_STORY, OWN_SHARE)
    return (own_words >= wanted * words) & (own_words >= OWN_WORDS), own_words < NO_SHARE * words


def _framed(corpus: Corpus, articles: Ints, own: Bools, counted: Ints) -> Bools:
    """Whether what is an article's own stands in one piece, with what others have too on both sides."""
    number = corpus.articles
    bounds = np.append(0, np.cumsum(counted))
    before, behind, begin = bounds[:-1], bounds[1:], bounds[corpus.sentence_offsets[:-1]]
    at = np.flatnonzero(own)
    first, last = np.full(number, np.iinfo(np.int64).max), np.zeros(number, np.int64)
    np.minimum.at(first, articles[at], before[at])
    np.maximum.at(last, articles[at], behind[at])
    words = np.bincount(articles, counted, number)
    of_own = np.bincount(articles[at], counted[at], number)
    wanted = FRAME * words
    framed: Bools = (of_own > 0) & (first - begin >= wanted) & (begin + words - last >= wanted)
    framed &= last - first - of_own <= wanted
    return framed
