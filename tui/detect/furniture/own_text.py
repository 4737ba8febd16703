"""Corpus → which articles have enough text of their own to say that what they share with others is furniture.

Two pages of a site and two reprints of a story look alike: text of their own, and text that stands elsewhere too. Where
little is their own it is a story to which they added. Where more is, the page tells: furniture is short lines, or
it frames the text, in all pages at the same place; prose in large part, with what is its own before it, behind it or
scattered in it, is a story.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.features.packing import Corpus
from tui.detect.furniture.segments import Bools, Ints, Keys, Pieces, pieces

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
IN_MENU: Final = 0.25  # of what others have too, at most, stands in longer ones: it is a menu
FRAME: Final = 0.1  # of an article's words, on either side of its own text; of a menu, on one side
ONE_PIECE: Final = 0.7  # of what is its own: so much stands in one piece
FRAMED_SHARE: Final = 0.08  # of an article's words: so much of its own is enough in a frame
FRAMED_BY_STORY: Final = 0.24  # the same where the frame reads like a story: less is put into one
FRAMED_WORDS: Final = 25


@dataclass(frozen=True, slots=True)
class OwnText:
    """Of each article: whether it has `enough` text that stands nowhere else, whether as good as `none`, and its frame.

    `before`, `behind`: the sentences that others have too next to its own text; 0 where none frames it.
    """

    enough: Bools
    none: Bools
    before: Keys
    behind: Keys

    def speaks(self, left: Ints, right: Ints) -> Bools:
        """Of each pair of articles, whether both have enough, or have their own text at one place of the same frame."""
        spoken: Bools = self.enough[left] & self.enough[right]
        for beside in (self.before, self.behind):
            spoken |= (beside[left] == beside[right]) & (beside[left] != 0)
        return spoken


def own_text(corpus: Corpus, articles: Ints, own: Bools, furniture: Bools) -> OwnText:
    """What each article has, beside furniture, that stands nowhere else. O(sentences).

    Of each sentence: `articles` its article, `own` whether it stands nowhere else, `furniture` what was found so far.
    """
    counted = corpus.words.astype(np.int64) * ~furniture
    words = np.bincount(articles, counted, corpus.articles)
    own_words = np.bincount(articles, counted * own, corpus.articles)
    long = ~own & (corpus.words >= PROSE_WORDS)
    prose = long & (np.diff(corpus.sentence_tokens) <= PROSE_CONTENT * corpus.words)
    prose_words = np.bincount(articles, counted * prose, corpus.articles)
    story = (prose_words >= STORY_WORDS) & (prose_words >= STORY_SHARE * words)
    wanted = np.where(story, OWN_BESIDE_STORY, OWN_SHARE)
    enough = (own_words >= wanted * words) & (own_words >= OWN_WORDS)
    long_words = np.bincount(articles, counted * long, corpus.articles)
    menu = long_words <= IN_MENU * (words - own_words)
    found = pieces(corpus, articles, own, counted)
    at = np.flatnonzero(_framed(found, words, own_words, story, menu))
    before, behind = np.zeros((2, corpus.articles), np.uint64)
    before[found.articles[at]] = found.before[at]
    behind[found.articles[at]] = found.behind[at]
    return OwnText(enough, own_words < NO_SHARE * words, before, behind)


def _framed(
    found: Pieces, words: Ints, own_words: Ints, story: Bools, menu: Bools
) -> npt.NDArray[np.bool_]:
    """Which pieces are an article's own text in a frame; the rest is said of each article."""
    of = found.articles
    share = np.where(story, FRAMED_BY_STORY, FRAMED_SHARE)[of]
    framed: Bools = (found.words >= FRAMED_WORDS) & (found.words >= share * words[of])
    framed &= found.words >= ONE_PIECE * own_words[of]
    first = found.words_before >= FRAME * words[of]
    second = found.words_behind >= FRAME * words[of]
    framed &= np.where(menu[of], first | second, first & second)
    return framed
