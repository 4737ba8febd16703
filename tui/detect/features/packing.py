"""Features as bytes, one article each, and a folder's features as flat arrays: `pack` and `unpack`.

Layout of an article's bytes, little-endian: a header of 32-bit numbers (how many terms, tokens, sentences; the language),
then the columns below, each padded to 4 bytes. Nothing is pickled and nothing points outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import blocks, offsets, ranges

TERM_BITS: Final = 24
TERM_MASK: Final = (1 << TERM_BITS) - 1
PLAIN: Final = 0
NAME: Final = 1  # never met in small letters, and met as a capital inside a sentence
NUMBER: Final = 2
KIND_MASK: Final = 3
UNCASED: Final = 4  # beside the kind: a word of letters that are neither capital nor small

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The features of a folder as flat arrays; article a owns a slice of each.

    Terms (distinct content words of an article, ascending): `terms` 24-bit numbers, `term_kinds` PLAIN,
    NAME or NUMBER, `uncased` whether of letters that are neither capital nor small, slices `term_offsets`. Tokens (content words in reading order): `tokens` are positions
    among the article's terms, slices `token_offsets`. Sentences: `hashes` of the exact words, `skeletons` of the words
    that are neither name nor number, `skeleton_words` their number, `starts` and `ends` in characters,
    `words` all words, `quoted` whether a quotation mark stands in it; sentence s holds tokens `sentence_tokens[s]:sentence_tokens[s + 1]`; slices
    `sentence_offsets`. `languages`: of each article the number of its language, or `languages.UNSURE`.
    """

    terms: npt.NDArray[np.uint32]
    term_kinds: npt.NDArray[np.uint8]
    uncased: npt.NDArray[np.bool_]
    term_offsets: Ints
    tokens: npt.NDArray[np.uint16]
    token_offsets: Ints
    hashes: npt.NDArray[np.uint64]
    skeletons: npt.NDArray[np.uint32]
    skeleton_words: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.uint32]
    ends: npt.NDArray[np.uint32]
    words: npt.NDArray[np.uint8]
    quoted: npt.NDArray[np.bool_]
    sentence_tokens: Ints
    sentence_offsets: Ints
    languages: npt.NDArray[np.uint8]

    @property
    def articles(self) -> int:
        """Number of articles."""
        return len(self.term_offsets) - 1

    def terms_of_tokens(self, begin: int, end: int) -> Ints:
        """The positions in `terms` of the tokens of these articles, half-open."""
        sizes = np.diff(self.token_offsets[begin : end + 1])
        tokens = self.tokens[self.token_offsets[begin] : self.token_offsets[end]]
        found: Ints = np.repeat(self.term_offsets[begin:end], sizes) + tokens
        return found


_ARTICLES_AT_ONCE: Final = 1024
_HEADER: Final = 4  # 32-bit numbers: terms, tokens, sentences, language


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one article before they are packed; the dtypes are those of the bytes."""

    terms: npt.NDArray[np.uint32]  # kind and UNCASED << 24 | term, ascending by term
    tokens: npt.NDArray[np.uint16]  # positions in terms
    hashes: npt.NDArray[np.uint64]
    places: npt.NDArray[np.uint32]  # a row a sentence: start, end, skeleton
    counts: npt.NDArray[np.uint8]  # a row a sentence: tokens, words, skeleton words, quoted


def pack(columns: Columns, language: int) -> bytes:
    """The bytes of one article, which is of that language (`languages.py`)."""
    sizes = len(columns.terms), len(columns.tokens), len(columns.hashes)
    header = np.array([*sizes, language], np.uint32)
    tokens = columns.tokens
    if len(tokens) & 1:
        tokens = np.append(tokens, np.uint16(0))
    parts = (header, columns.terms, columns.hashes, columns.places, columns.counts, tokens)
    return b"".join(part.tobytes() for part in parts)


def unpack(features: Sequence[bytes]) -> Corpus:
    """The flat arrays of these articles, in their order. Linear; filled block by block: nothing is held twice."""
    heads = np.frombuffer(b"".join(packed[: 4 * _HEADER] for packed in features), np.uint32)
    *sizes, languages = heads.reshape(-1, _HEADER).T.astype(np.int64)
    of_terms, of_tokens, of_sentences = map(offsets, sizes)
    corpus = _empty(of_terms, of_tokens, of_sentences, languages.astype(np.uint8))
    per_sentence = np.zeros(of_sentences[-1], np.uint8)
    for begin, end in blocks(len(features), _ARTICLES_AT_ONCE):
        coded, local, hashes, places, counts = _unpacked(features[begin:end])
        terms, tokens, sentences = (
            slice(bounds[begin], bounds[end]) for bounds in (of_terms, of_tokens, of_sentences)
        )
        corpus.terms[terms] = coded & np.uint32(TERM_MASK)
        kinds = (coded >> np.uint32(TERM_BITS)).astype(np.uint8)
        corpus.term_kinds[terms] = kinds & KIND_MASK
        corpus.uncased[terms] = kinds >= UNCASED
        corpus.tokens[tokens] = local
        corpus.hashes[sentences] = hashes
        corpus.starts[sentences] = places[:, 0]
        corpus.ends[sentences] = places[:, 1]
        corpus.skeletons[sentences] = places[:, 2]
        per_sentence[sentences] = counts[:, 0]
        corpus.words[sentences] = counts[:, 1]
        corpus.skeleton_words[sentences] = counts[:, 2]
        corpus.quoted[sentences] = counts[:, 3] > 0
    np.cumsum(per_sentence, out=corpus.sentence_tokens[1:])
    return corpus


def _empty(
    of_terms: Ints, of_tokens: Ints, of_sentences: Ints, languages: npt.NDArray[np.uint8]
) -> Corpus:
    """A corpus with room for what the offsets say."""
    terms, tokens, sentences = (int(bounds[-1]) for bounds in (of_terms, of_tokens, of_sentences))
    return Corpus(
        terms=np.zeros(terms, np.uint32),
        term_kinds=np.zeros(terms, np.uint8),
        uncased=np.zeros(terms, bool),
        term_offsets=of_terms,
        tokens=np.zeros(tokens, np.uint16),
        token_offsets=of_tokens,
        hashes=np.zeros(sentences, np.uint64),
        skeletons=np.zeros(sentences, np.uint32),
        skeleton_words=np.zeros(sentences, np.uint8),
        starts=np.zeros(sentences, np.uint32),
        ends=np.zeros(sentences, np.uint32),
        words=np.zeros(sentences, np.uint8),
        quoted=np.zeros(sentences, bool),
        sentence_tokens=np.zeros(sentences + 1, np.int64),
        sentence_offsets=of_sentences,
        languages=languages,
    )


def _unpacked(features: Sequence[bytes]) -> tuple[npt.NDArray[Any], ...]:
    """The columns of a block: terms with their kinds, tokens, and of sentences hashes, places and counts."""
    buffer = np.frombuffer(b"".join(features), np.uint32)
    sizes = np.fromiter((len(packed) // 4 for packed in features), np.int64, len(features))
    begins = np.cumsum(sizes) - sizes
    terms, tokens, sentences = (buffer[begins + at].astype(np.int64) for at in range(3))
    at = begins + _HEADER
    coded = buffer[ranges(at, terms)]
    at = at + terms
    hashes = buffer[ranges(at, 2 * sentences)].view(np.uint64)
    at = at + 2 * sentences
    places = buffer[ranges(at, 3 * sentences)].reshape(-1, 3)
    at = at + 3 * sentences
    counts = buffer[ranges(at, sentences)].view(np.uint8).reshape(-1, 4)
    at = at + sentences
    local = buffer.view(np.uint16)[ranges(2 * at, tokens)]
    return coded, local, hashes, places, counts
