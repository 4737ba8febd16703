"""Sentences that tell by their own words that they are page furniture: subscribe, share, cookies, all rights reserved.

What recurs in a folder tells more (`furniture.py`), but in a folder of two files nothing recurs. English, with the
commonest words of German, French and Spanish pages; names of networks and words such as newsletter are of all languages.
"""

from functools import cache, partial
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import blocks, sums
from tui.detect.features import stems
from tui.detect.features.packing import PLAIN, TERM_BITS, Corpus
from tui.runtime.thread_map import ahead
from tui.text import words

LEAST_POINTS: Final = 3
LEAST_ALONE: Final = 2  # where no other word stands beside them
OTHER_NAME: Final = 0.5  # of another word: furniture names its site, author and partners
MOST_OF_ARTICLE: Final = 0.6  # of its words: from there it is about such things
_TELLING: Final = """
    ads advertisement advertising analytics copyright facebook homepage inbox instagram linkedin login newsdesk newsletter
    pinterest reddit signup sitemap subscribe subscriptions telegram tweet twitter unsubscribe webmaster whatsapp youtube
    abonnieren datenschutz impressum newsletters werbung abonnez publicite publicidad suscribete
"""
_USUAL: Final = """
    article based breaking button click columnist comment conditions contact content continues cookies correspondent covered
    culture daily delivered disclaimer distributed download editor email entertainment follow graduate media menu
    navigation news opinion partners permission personalise personalize photos policy politics popular posted print privacy
    published read recommended redistributed register related reply reporter reproduced republished reserved rights share
    site skip social sponsored sport staff stories story subscriber subscription tap terms top traffic transmitted trending
    updates video weather website writer
    anzeige kommentare rechte teilen vorbehalten weiterlesen confidentialite droits partager reserves
    compartir derechos privacidad reservados
"""
_POINTS: Final = ((_USUAL, 1), (_TELLING, 2))

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
_ARTICLES_AT_ONCE: Final = 2048


def stock(corpus: Corpus) -> Bools:
    """Which sentences are stock phrases of pages: their points outweigh their other words. O(n) in tokens.

    Nothing is one in an article that is stock for the most part: it may be about just that.
    """
    of_blocks = ahead(partial(_in_block, corpus), [*blocks(corpus.articles, _ARTICLES_AT_ONCE)])
    found = np.concatenate([np.zeros(0, bool), *of_blocks])
    article = np.repeat(np.arange(corpus.articles), np.diff(corpus.sentence_offsets))
    of_article = np.bincount(article, corpus.words, corpus.articles)
    mostly = (
        np.bincount(article, corpus.words * found, corpus.articles) > MOST_OF_ARTICLE * of_article
    )
    return found & ~mostly[article]


def _in_block(corpus: Corpus, block: tuple[int, int]) -> Bools:
    """The same for the sentences of some of the articles, half-open."""
    begin, end = block
    first, last = corpus.sentence_offsets[begin], corpus.sentence_offsets[end]
    sizes = np.diff(corpus.sentence_tokens[first : last + 1])
    terms = slice(corpus.term_offsets[begin], corpus.term_offsets[end])
    of_term = _points(corpus.terms[terms])
    token = corpus.terms_of_tokens(begin, end) - terms.start
    points = of_term[token]
    sentence = np.repeat(np.arange(last - first), sizes)
    tells = np.flatnonzero(points)
    told = sums(sentence[tells], points[tells], last - first)
    others = np.flatnonzero((points == 0) & (told >= LEAST_ALONE)[sentence])
    plain = corpus.term_kinds[terms][token[others]] == PLAIN
    untold = sums(sentence[others], np.where(plain, 1.0, OTHER_NAME), last - first)
    enough: Bools = (told >= LEAST_POINTS) & (told >= untold)
    alone: Bools = (told >= LEAST_ALONE) & (untold == 0)
    return enough | alone


def _points(terms: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    """How much each term tells."""
    known, points = _vocabulary()
    found = np.zeros(len(terms), np.uint8)
    likely = np.flatnonzero(_may_tell()[terms >> np.uint32(TERM_BITS - 16)])
    at = np.minimum(np.searchsorted(known, terms[likely]), len(known) - 1)
    found[likely] = np.where(known[at] == terms[likely], points[at], 0)
    return found


@cache
def _vocabulary() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8]]:
    """(the terms, ascending; the points of each, of two that share a stem the greater)."""
    points: dict[int, int] = {}
    for told, value in _POINTS:
        hashes = stems.hashes_of_keys(words.tokens(told).keys)[1] >> np.uint64(64 - TERM_BITS)
        points |= dict.fromkeys(hashes.tolist(), value)
    known = sorted(points)
    return np.array(known, np.uint32), np.array([points[term] for term in known], np.uint8)


@cache
def _may_tell() -> Bools:
    """Whether a term of the vocabulary begins with these 16 bits: few of the others do, and need no search."""
    begins = np.zeros(1 << 16, bool)
    begins[_vocabulary()[0] >> np.uint32(TERM_BITS - 16)] = True
    return begins
