"""Texts → their numbers of words and features: what finding needs of an article, so that no text is read twice or held.

The words are those of `words.py`, found a block of texts at a time (`word_arrays.py`). Content words
(all but the function words of the text's language) become 24-bit terms of their stems, sentences a hash of their exact words.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import ranges
from tui.detect.features import (
    characters,
    digit_groups,
    letter_case,
    packing,
    sentences,
    stems,
    word_count,
)
from tui.detect.features.languages import function_words
from tui.detect.features.time_stamps import without_stamps
from tui.detect.features.word_arrays import (
    Bools,
    Codes,
    Hashes,
    Ints,
    Words,
    among,
    code_points,
    offsets_of,
    where_unknown,
    words_by_block,
    words_one_by_one,
)

FEATURES_VERSION: Final = "13"
"""Changes whenever the features of some text change, so that a cache knows."""

LONGEST_TEXT: Final = 1_000_000
"""Characters of an article that are looked at; what follows is not compared (and that is told)."""

LETTERS_A_TERM: Final = 3  # of Thai, Lao, Burmese and Khmer, each with its marks
_BLOCK: Final = 250_000  # characters a block: its arrays stay in the processor's cache

_QUOTATION_MARKS: Final = '"“”«»„'
_SPACES: Final = " \n\t\r\u00a0\u3000"


def measure(
    texts: Sequence[str], tick: Callable[[], None] = lambda: None
) -> list[tuple[int, bytes]]:
    """Of each text how many words it has (`words.count`), and its features. Linear.

    `tick` is called every `_BLOCK` characters, or once for the part of a longer text that is looked at; it may raise to stop.
    """
    plain = list(map(without_stamps, texts))
    found: list[tuple[int, bytes]] = []
    for block in _blocks(plain):
        tick()
        found.extend(_measured(block))
    for at, text in enumerate(texts):
        if len(text) > LONGEST_TEXT or plain[at] is not text:
            found[at] = word_count.count(text, tick), found[at][1]
    return found


def features(texts: Sequence[str]) -> list[bytes]:
    """What finding needs of each text, as bytes that stand for themselves. Linear.

    `packing.unpack` reads them. The same text gives the same bytes whatever stands beside it.
    """
    return [packed for _, packed in measure(texts)]


def _blocks(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in order, cut to what is looked at, `_BLOCK` characters or one text at a time."""
    block: list[str] = []
    size = 0
    for text in texts:
        if block and size + len(text) > _BLOCK:
            yield block
            block, size = [], 0
        block.append(text[:LONGEST_TEXT])
        size += len(block[-1])
    if block:
        yield block


def _measured(texts: list[str]) -> list[tuple[int, bytes]]:
    """The words and the features of each text of a block."""
    plain = code_points(texts)
    offsets = offsets_of(texts)
    unknown = where_unknown(plain)
    slow = np.unique(np.searchsorted(offsets, unknown, side="right") - 1).tolist()
    measured: dict[int, tuple[int, bytes]] = {}
    for at in slow:
        codes, begins = code_points([texts[at]]), offsets_of([texts[at]])
        measured[at] = _packed(words_one_by_one(texts[at]), codes, begins)[0]
    if len(slow) < len(texts):
        fast = [at for at in range(len(texts)) if at not in measured]
        chosen = [texts[at] for at in fast]
        codes, begins = (plain, offsets) if not slow else (code_points(chosen), offsets_of(chosen))
        measured |= zip(fast, _packed(words_by_block(codes, begins), codes, begins), strict=True)
    return [measured[at] for at in range(len(texts))]


def _packed(found: Words, codes: Codes, offsets: Ints) -> list[tuple[int, bytes]]:
    """How many words each text of a block has, and its sentences and terms, packed."""
    one_case = letter_case.of_one_case(codes, found.starts, found.texts)
    begins = sentences.begins(codes, found.starts, found.ends, found.texts, found.exact, one_case)
    emptied, languages = function_words(found, len(offsets) - 1)
    content = ~emptied & (~found.short | found.numbers | found.singles)
    content &= ~digit_groups.join(found, codes)
    slots = _slots(found, codes, begins, one_case)
    per_sentence = _sentence_columns(found, codes, offsets, begins, content, slots)
    uncased = (one_case | characters.is_uncased(codes[found.starts])) & ~found.numbers
    packed = _by_text(found, languages, begins, content, slots, uncased, per_sentence, codes)
    number = np.bincount(found.texts, minlength=len(languages))
    return list(zip(number.tolist(), packed, strict=True))


def _slots(found: Words, codes: Codes, begins: Ints, one_case: Bools) -> Bools:
    """Whether a word is a number, or has a capital inside of its sentence: what a template fills in."""
    slots = letter_case.is_capital(codes[found.starts]) & ~one_case
    slots[begins] = False
    slots |= found.numbers
    return slots


def _sentence_columns(
    found: Words, codes: Codes, offsets: Ints, begins: Ints, content: Bools, slots: Bools
) -> packing.Columns:
    """The sentence columns of the whole block (terms and tokens are left empty)."""
    sizes = np.diff(np.append(begins, len(found.starts)))
    places = np.zeros((len(begins), 3), np.uint32)
    counts = np.zeros((len(begins), 4), np.uint8)
    hashes = np.zeros(0, np.uint64)
    if len(begins):
        base = offsets[found.texts[begins]]
        last = begins + sizes - 1
        limit = np.append(found.starts[begins[1:]], len(codes))
        places[:, 0] = found.starts[begins] - base
        places[:, 1] = _first_space(codes, found.ends[last], limit) - base
        lasting = np.where(slots, np.uint64(0), found.exact)
        places[:, 2] = np.add.reduceat(lasting, begins) >> np.uint64(32)
        counts[:, 0] = np.add.reduceat(content.astype(np.uint8), begins)
        counts[:, 1] = sizes
        counts[:, 2] = np.add.reduceat((~slots).astype(np.uint8), begins)
        counts[_quoted(found, codes, offsets, begins), 3] = 1
        hashes = stems.mixed(np.add.reduceat(found.exact, begins))
    empty = np.zeros(0, np.uint32)
    return packing.Columns(empty, empty.astype(np.uint16), hashes, places, counts)


def _quoted(found: Words, codes: Codes, offsets: Ints, begins: Ints) -> Ints:
    """The sentences in which a quotation mark stands, one before their first word among them."""
    marks = np.flatnonzero(among(codes, _QUOTATION_MARKS))
    at = np.searchsorted(found.starts[begins], marks + 1, side="right") - 1
    text = np.searchsorted(offsets, marks, side="right") - 1
    quoted: Ints = at[(at >= 0) & (found.texts[begins[at]] == text)]
    return quoted


def _first_space(codes: Codes, before: Ints, behind: Ints) -> Ints:
    """The first white space of each gap `before:behind`, its end where there is none."""
    sizes = behind - before
    place = ranges(before, sizes)
    gap = np.repeat(np.arange(len(sizes)), sizes)
    at = np.flatnonzero(among(codes[place], _SPACES))[::-1]
    first = behind.copy()
    first[gap[at]] = place[at]  # of several the first one, which comes last here
    return first


def _by_text(
    found: Words,
    languages: npt.NDArray[np.uint8],
    begins: Ints,
    content: Bools,
    slots: Bools,
    uncased: Bools,
    block: packing.Columns,
    codes: Codes,
) -> list[bytes]:
    """Cut the block's columns into the bytes of each text; `languages` holds that of each."""
    kept = np.flatnonzero(content)
    text = found.texts[kept]
    stem = found.stem[kept].copy()
    _join_singles(found, kept, codes, stem)
    term = stem >> np.uint64(64 - packing.TERM_BITS)
    keys = (text.astype(np.uint64) << np.uint64(packing.TERM_BITS)) | term
    distinct, position = np.unique(keys, return_inverse=True)
    kinds = _term_kinds(found, kept, slots, begins, position, len(distinct))
    kinds[position[uncased[kept]]] |= np.uint64(packing.UNCASED)
    coded = (distinct & np.uint64(packing.TERM_MASK)) | (kinds << np.uint64(packing.TERM_BITS))
    bounds = np.arange(len(languages) + 1)
    of_terms = np.searchsorted(distinct >> np.uint64(packing.TERM_BITS), bounds)
    of_tokens = np.searchsorted(text, bounds)
    of_sentences = np.searchsorted(found.texts[begins], bounds)
    coded = coded.astype(np.uint32)
    packed = []
    for at, language in enumerate(languages.tolist()):
        of_term = slice(of_terms[at], of_terms[at + 1])
        sentence = slice(of_sentences[at], of_sentences[at + 1])
        local = position[of_tokens[at] : of_tokens[at + 1]] - of_terms[at]
        packed.append(
            packing.pack(
                packing.Columns(
                    coded[of_term],
                    local.astype(np.uint16),
                    block.hashes[sentence],
                    block.places[sentence],
                    block.counts[sentence],
                ),
                language,
            )
        )
    return packed


def _join_singles(found: Words, kept: Ints, codes: Codes, stem: Hashes) -> None:
    """In scripts without spaces the term is a character with the one behind it: that is about a word.

    In alphabets without spaces it is a letter with the LETTERS_A_TERM - 1 behind it: two letters say nothing.
    """
    single = found.singles[kept]
    if not single.any():
        return
    touching = single[:-1] & single[1:] & (found.ends[kept[:-1]] == found.starts[kept[1:]])
    letter = characters.is_unspaced_letter(codes[found.starts[kept]])
    alone, together = stem.copy(), touching
    for step in range(1, LETTERS_A_TERM):
        at = np.flatnonzero(together if step == 1 else together & letter[: len(together)])
        stem[at] = stems.mixed(stem[at] * np.uint64(3) + alone[at + step])
        together = together[:-1] & touching[step:]


def _term_kinds(
    found: Words, kept: Ints, slots: Bools, begins: Ints, position: Ints, distinct: int
) -> Hashes:
    """NUMBER, NAME or PLAIN for each term: a name is met as a capital and never in small letters."""
    opening = np.zeros(len(found.starts), bool)
    opening[begins] = True
    number = found.numbers[kept]
    name = slots[kept] & ~number
    small = ~slots[kept] & ~opening[kept]
    kinds = np.zeros(distinct, np.uint64)
    kinds[position[name]] = packing.NAME
    kinds[position[small]] = packing.PLAIN
    kinds[position[number]] = packing.NUMBER
    return kinds
