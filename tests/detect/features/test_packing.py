"""Features as bytes come back as they went in, many at once as one by one."""

import numpy as np
from detect_samples import HARBOUR, IN_OTHER_SCRIPTS, ORCHARD

from tui.detect.features import packing
from tui.detect.features.tokens import features

TEXTS = [HARBOUR, "", ORCHARD, *IN_OTHER_SCRIPTS.values(), "One word"]


def test_a_corpus_is_its_articles_one_after_the_other():
    together = packing.unpack(features(TEXTS))
    assert together.articles == len(TEXTS)
    for at, text in enumerate(TEXTS):
        alone = packing.unpack(features([text]))
        terms = slice(together.term_offsets[at], together.term_offsets[at + 1])
        tokens = slice(together.token_offsets[at], together.token_offsets[at + 1])
        sentences = slice(together.sentence_offsets[at], together.sentence_offsets[at + 1])
        assert (together.terms[terms] == alone.terms).all()
        assert (together.term_kinds[terms] == alone.term_kinds).all()
        assert (together.tokens[tokens] == alone.tokens).all()
        assert (together.hashes[sentences] == alone.hashes).all()
        assert (together.ends[sentences] == alone.ends).all()


def test_nothing_is_a_corpus_too():
    assert packing.unpack([]).articles == 0
    assert packing.unpack(features(["", ""])).articles == 2


def test_terms_are_ascending_and_tokens_are_places_among_them():
    corpus = packing.unpack(features([HARBOUR]))
    assert (np.diff(corpus.terms.astype(int)) > 0).all()
    assert set(corpus.tokens.tolist()) == set(range(len(corpus.terms)))
    assert corpus.sentence_tokens[-1] == len(corpus.tokens)
