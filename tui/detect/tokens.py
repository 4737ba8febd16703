"""Texts → features: what finding needs of an article, so that no text is read twice or held.

The words are those of `words.py`. They are found by arithmetic on arrays of code points, a block of
texts at a time, because a loop over words is ten times slower; a text outside of the tables of
`characters.py` is cut by `words.py` itself. A test holds both ways to the same answer. Content words
(all but the function words of the text's language) become 24-bit terms of their stems, sentences a hash of their exact words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from tui import plain_letters, words
from tui.detect import case, characters, packing, sentences, stems
from tui.detect.arrays import ranges
from tui.detect.function_words import FUNCTION_WORDS, TONAL

FEATURES_VERSION: Final = "10"
"""Changes whenever the features of some text change, so that a cache knows."""

LONGEST_TEXT: Final = 1_000_000
"""Characters of an article that are looked at; what follows is not compared (and that is told)."""

PLAINLY_ENGLISH: Final = 0.3  # share of the words that are English function words
LETTERS_A_TERM: Final = 3  # of Thai, Lao, Burmese and Khmer, each with its marks
_BLOCK: Final = 250_000  # characters a block: its arrays stay in the processor's cache

_JOINERS: Final = "'’ʼ-‐‑&"
_NUMBER_JOINERS: Final = ".,:/-–"
_BREAKERS: Final = "-‐–¬"  # at a line end
_QUOTATION_MARKS: Final = '"“”«»„'
_SPACES: Final = " \n\t\r\u00a0\u3000"
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a block of texts, as parallel arrays.

    `starts`, `ends`: places in the block's code points. `texts`: which text. `exact`: hash of the folded
    word, `stem`: of its stem. `numbers`, `singles` (a character of a script without spaces), `short`
    (one letter): what sort of word.
    """

    starts: Ints
    ends: Ints
    texts: Ints
    exact: Hashes
    stem: Hashes
    numbers: Bools
    singles: Bools
    short: Bools


def features(texts: Sequence[str]) -> list[bytes]:
    """What finding needs of each text, as bytes that stand for themselves. Linear.

    `packing.unpack` reads them. The same text gives the same bytes whatever stands beside it.
    """
    found: list[bytes] = []
    for block in _blocks(texts):
        found.extend(_features_of_block(block))
    return found


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


def _features_of_block(texts: list[str]) -> list[bytes]:
    plain = _code_points(texts)
    offsets = _offsets(texts)
    unknown = _unknown(plain)
    slow = np.unique(np.searchsorted(offsets, unknown, side="right") - 1).tolist()
    packed: dict[int, bytes] = {}
    for at in slow:
        codes, begins = _code_points([texts[at]]), _offsets([texts[at]])
        packed[at] = _packed(words_one_by_one(texts[at]), codes, begins)[0]
    if len(slow) < len(texts):
        fast = [at for at in range(len(texts)) if at not in packed]
        chosen = [texts[at] for at in fast]
        codes, begins = (plain, offsets) if not slow else (_code_points(chosen), _offsets(chosen))
        packed |= zip(fast, _packed(words_by_block(codes, begins), codes, begins), strict=True)
    return [packed[at] for at in range(len(texts))]


def _unknown(codes: Codes) -> Ints:
    """Where a code point stands that the tables do not know, or a letter glued behind a per cent sign."""
    kinds = characters.kinds_of(codes)
    percent = np.flatnonzero(codes[:-1] == ord("%"))
    glued = percent[kinds[percent + 1] != characters.GAP]
    return np.append(np.flatnonzero(kinds == characters.UNKNOWN), glued)


def _code_points(texts: list[str]) -> Codes:
    """The texts' code points, a blank line behind each; pictographs as `*`, styled letters plain."""
    joined = "\n\n".join(texts) + "\n\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    if codes.max() < 0x10000:
        return codes
    codes = np.where((codes >= 0x1F300) & (codes < 0x1FB00), np.uint32(ord("*")), codes)
    styled = np.flatnonzero((codes >= 0x1D400) & (codes < 0x1D800))
    codes[styled] = characters.plain_letters()[codes[styled] - np.uint32(0x1D400)]
    return codes


def _offsets(texts: list[str]) -> Ints:
    """Where each text starts in the block; the last is the block's end."""
    return np.concatenate([[0], np.cumsum([len(text) + 2 for text in texts])]).astype(np.int64)


def words_by_block(codes: Codes, offsets: Ints) -> Words:
    """Find the words of a block of which no code point is UNKNOWN, by array arithmetic."""
    kinds = characters.kinds_of(codes)
    starts, ends = _runs(kinds)
    all_digits = _all_digits(kinds, starts, ends)
    joined = _joined(codes, kinds, starts, ends, all_digits)
    first = np.flatnonzero(~joined)
    last = np.append(first[1:], len(starts)) - 1 if len(first) else first
    letters = characters.folded_of(codes.compress(kinds != characters.GAP))
    begins = np.concatenate([[0], np.cumsum(ends - starts)])
    exact, stem, lengths = stems.hashes(letters, begins[first], begins[last + 1])
    found = Words(
        starts[first],
        ends[last],
        _number_of_slice(starts[first], offsets),
        exact,
        stem,
        kinds[starts[first]] == characters.DIGIT,
        kinds[starts[first]] == characters.CHARACTER,
        lengths == 1,
    )
    marks = np.flatnonzero(joined & (kinds[starts] == characters.DIGIT))
    thousands = all_digits & (ends - starts == stems.THOUSANDS)
    thousands[1:] &= _among(codes[ends[:-1]], stems.BETWEEN_THOUSANDS)
    marks = marks[~thousands[marks]]
    number = (np.cumsum(~joined) - 1)[marks]
    _add_marks(found, number, begins[last[number] + 1] - begins[marks])
    _fold_odd(found, codes, letters, begins[first])
    return found


def _runs(kinds: npt.NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Runs of letters and digits, half-open; a character of a script without spaces is its own run."""
    edge = np.flatnonzero((kinds[1:] != characters.GAP) != (kinds[:-1] != characters.GAP)) + 1
    if len(kinds) and kinds[0] != characters.GAP:
        edge = np.concatenate([[0], edge])
    starts, ends = edge[0::2], edge[1::2]
    single = kinds == characters.CHARACTER
    if single.any():
        cut = single.copy()
        cut[1:] |= single[:-1]
        inner = np.flatnonzero(cut[1:] & (kinds[1:] != 0) & (kinds[:-1] != 0)) + 1
        starts, ends = np.sort(np.append(starts, inner)), np.sort(np.append(ends, inner))
    return starts, ends


def _all_digits(kinds: npt.NDArray[np.uint8], starts: Ints, ends: Ints) -> Bools:
    """Whether a run is nothing but digits."""
    first, last = kinds[starts], kinds[ends - 1]
    found: Bools = (first == characters.DIGIT) & (last == characters.DIGIT)
    longer = np.flatnonzero(found & (ends - starts > 2))
    if len(longer):
        sizes = (ends - starts)[longer]
        inside = kinds[ranges(starts[longer], sizes)] == characters.DIGIT
        found[longer] = np.logical_and.reduceat(inside, np.cumsum(sizes) - sizes)
    return found


def _number_of_slice(places: Ints, bounds: Ints) -> Ints:
    """For ascending places, which of the slices between the bounds each is in."""
    sizes = np.diff(np.searchsorted(places, bounds))
    number: Ints = np.repeat(np.arange(len(sizes)), sizes)
    return number


def _joined(
    codes: Codes, kinds: npt.NDArray[np.uint8], starts: Ints, ends: Ints, all_digits: Bools
) -> Bools:
    """Whether a run belongs to the word of the run before it, as the expressions of `words.py` say."""
    joined = np.zeros(len(starts), bool)
    if len(starts) < 2:
        return joined
    gap = starts[1:] - ends[:-1]
    between = codes[ends[:-1]]
    one = gap == 1
    starts_word = kinds[starts[1:]] == characters.LETTER
    in_word = kinds[starts[:-1]] == characters.LETTER
    of_word = one & _among(between, _JOINERS) & starts_word & in_word
    starts_number = all_digits[:-1] & (kinds[starts[1:]] == characters.DIGIT)
    of_number = one & starts_number & _among(between, _NUMBER_JOINERS)
    broken = (gap > 1) & _among(between, _BREAKERS)
    for at in np.flatnonzero(broken & ((starts_word & in_word) | starts_number)).tolist():
        before = "1" if starts_number[at] else "a"
        of_word[at] = _is_broken(before, codes[ends[at] : starts[at + 1] + 1])
    joined[1:] = of_word | of_number
    return joined


def _is_broken(before: str, gap: Codes) -> bool:
    """Whether the gap is a hyphen at a line end inside a word or number; the code point behind it is part of it."""
    text = gap.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    return len(words.tokens(before + text)) == 1


def _among(codes: Codes, chosen: str) -> Bools:
    found: Bools = codes == ord(chosen[0])
    for character in chosen[1:]:
        found |= codes == ord(character)
    return found


def _add_marks(found: Words, number: Ints, behind: Ints) -> None:
    """Have the marks inside of numbers count: for each the `number` of its word, and how much of it stands `behind`."""
    added = stems.marked(behind)
    for hashes in (found.exact, found.stem):
        np.bitwise_xor.at(hashes, number, added)


def _fold_odd(found: Words, codes: Codes, letters: Codes, begins: Ints) -> None:
    """Hash anew the few words with a letter that folds to several (ß, ŉ, ½)."""
    odd = np.flatnonzero(letters == characters.ODD)
    for at in np.unique(np.searchsorted(begins, odd, side="right") - 1).tolist():
        letters_of_word = codes[found.starts[at] : found.ends[at]].astype("<u4").tobytes()
        key = words.fold(letters_of_word.decode("utf-32-le", "surrogatepass"))
        exact, stem, length = stems.hashes_of_keys([key])
        found.exact[at], found.stem[at], found.short[at] = exact[0], stem[0], length[0] == 1


def words_one_by_one(text: str) -> Words:
    """Find the words of one text with `words.tokens`: any text, slowly."""
    cut = words.tokens(text)
    kept = [at for at in range(len(cut)) if cut.kinds[at] != words.PUNCTUATION]
    exact, stem, lengths = stems.hashes_of_keys([cut.keys[at] for at in kept])
    kinds = np.array([cut.kinds[at] for at in kept], np.int64)
    return Words(
        np.array([cut.starts[at] for at in kept], np.int64),
        np.array([cut.ends[at] for at in kept], np.int64),
        np.zeros(len(kept), np.int64),
        exact,
        stem,
        kinds == words.NUMBER,
        kinds == words.CHARACTER,
        lengths == 1,
    )


def _packed(found: Words, codes: Codes, offsets: Ints) -> list[bytes]:
    """Sentences and terms of the words of a block, packed text by text."""
    one_case = case.of_one_case(codes, found.starts, found.texts)
    begins = sentences.begins(codes, found.starts, found.ends, found.texts, found.exact, one_case)
    content = ~_is_function_word(found, len(offsets) - 1) & (
        ~found.short | found.numbers | found.singles
    )
    slots = _slots(found, codes, begins, one_case)
    per_sentence = _sentence_columns(found, codes, offsets, begins, content, slots)
    uncased = (one_case | characters.is_uncased(codes[found.starts])) & ~found.numbers
    return _by_text(found, len(offsets) - 1, begins, content, slots, uncased, per_sentence, codes)


def _is_function_word(found: Words, texts: int) -> Bools:
    """Which words are function words of the language of their text: of the one of whose function words most stand in it.

    By a table of the first bits of their hashes, so that few words are looked up, and for all languages only in a text
    that is not plainly English.
    """
    table = _function_words()
    likely = np.flatnonzero(table.begin_so[found.exact >> np.uint64(48)])
    at = np.minimum(np.searchsorted(table.hashes, found.exact[likely]), len(table.hashes) - 1)
    known = table.hashes[at] == found.exact[likely]
    rows, of = likely[known], table.languages[at[known]]
    text = found.texts[rows]
    english = np.bincount(text[(of & 1) > 0], minlength=texts)
    asked = english < PLAINLY_ENGLISH * np.bincount(found.texts, minlength=texts)
    language = np.zeros(texts, np.uint32)
    if asked.any():
        open_rows = asked[text]
        text_of, bits = text[open_rows], of[open_rows]
        hits = [
            np.bincount(text_of[(bits >> np.uint32(code) & 1) > 0], minlength=texts)
            for code in range(len(FUNCTION_WORDS))
        ]
        language[asked] = np.argmax(hits, axis=0)[asked]  # of equal ones the first, English
    same = np.zeros(len(found.exact), bool)
    same[rows] = (of >> language[text] & 1) > 0
    return same


@dataclass(frozen=True, slots=True)
class _FunctionWords:
    """`hashes`, ascending; `languages`, a bit for each that has the word; `begin_so`: whether one begins with these 16 bits."""

    hashes: Hashes
    languages: npt.NDArray[np.uint32]
    begin_so: Bools


@cache
def _function_words() -> _FunctionWords:
    """Those of all languages, also as those write them who leave the accents out, unless that makes other words of them."""
    languages: dict[str, int] = {}
    for number, (code, of_language) in enumerate(FUNCTION_WORDS.items()):
        for word in map(words.fold, of_language):
            for written in {word, word if code in TONAL else plain_letters.plain(word)}:
                languages[written] = languages.get(written, 0) | 1 << number
    found = stems.hashes_of_keys(list(languages))[0]
    order = np.argsort(found)
    begin_so = np.zeros(1 << 16, bool)
    begin_so[found >> np.uint64(48)] = True
    bits = np.array(list(languages.values()), np.uint32)
    return _FunctionWords(found[order], bits[order], begin_so)


def _slots(found: Words, codes: Codes, begins: Ints, one_case: Bools) -> Bools:
    """Whether a word is a number, or has a capital inside of its sentence: what a template fills in."""
    slots = case.is_capital(codes[found.starts]) & ~one_case
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
    marks = np.flatnonzero(_among(codes, _QUOTATION_MARKS))
    at = np.searchsorted(found.starts[begins], marks + 1, side="right") - 1
    text = np.searchsorted(offsets, marks, side="right") - 1
    quoted: Ints = at[(at >= 0) & (found.texts[begins[at]] == text)]
    return quoted


def _first_space(codes: Codes, before: Ints, behind: Ints) -> Ints:
    """The first white space of each gap `before:behind`, its end where there is none."""
    sizes = behind - before
    place = ranges(before, sizes)
    gap = np.repeat(np.arange(len(sizes)), sizes)
    at = np.flatnonzero(_among(codes[place], _SPACES))[::-1]
    first = behind.copy()
    first[gap[at]] = place[at]  # of several the first one, which comes last here
    return first


def _by_text(
    found: Words,
    texts: int,
    begins: Ints,
    content: Bools,
    slots: Bools,
    uncased: Bools,
    block: packing.Columns,
    codes: Codes,
) -> list[bytes]:
    """Cut the block's columns into the bytes of each text."""
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
    bounds = np.arange(texts + 1)
    of_terms = np.searchsorted(distinct >> np.uint64(packing.TERM_BITS), bounds)
    of_tokens = np.searchsorted(text, bounds)
    of_sentences = np.searchsorted(found.texts[begins], bounds)
    coded = coded.astype(np.uint32)
    packed = []
    for at in range(texts):
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
                )
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
