"""What a word is, and a sentence: the one definition that finding, comparing and counting share.

`tokens(text)` gives every token but white space, with its place in characters; `fold` gives the key by
which two tokens are the same word; `sentences` cuts the tokens. After Unicode UAX #29 in spirit, with
what reviewers of prose ask for: apostrophes and hyphens inside words, numbers, dates and amounts
whole, scripts without spaces by character, a word broken at a line end is one word.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

WORD: Final = 0
NUMBER: Final = 1
CHARACTER: Final = 2  # of a script written without spaces: with its marks it counts as a word
PUNCTUATION: Final = 3

LONGEST_SENTENCE: Final = 120
"""Tokens; what runs on for longer is cut, so that aligning sentences stays cheap."""

STOP_WORDS: Final = frozenset(
    word
    for group in (
        # pronouns, with their possessives
        "he her hers him his i it its itself me my our she their them they us we you your",
        "that these this those what which who whom whose",
        # articles and words of number
        "a an the all any both each few many more most much no one only other own same some such",
        # auxiliaries, and what is reported with
        "am are be been being can could did do does doing had has have having is may might must",
        "should was were will would said say says",
        # prepositions
        "about above after against at before below between by during for from in into of off on out",
        "over through to under until up upon with within without",
        # conjunctions and adverbs
        "again also and as because but down even further here how if just like nor not now once or",
        "since so still than then there though too very way when where while why yet",
        # contractions as folding leaves them
        "cant didnt doesnt dont isnt wasnt wont hes im its shes thats theyre were",
    )
    for word in group.split()
)
"""English function words in folded form."""

ABBREVIATIONS: Final = frozenset(
    word
    for group in (
        "dr col gen gov lt mr mrs ms prof rep rev sen sgt jr sr st",
        "co corp dept inc ltd",
        "jan feb mar apr jun jul aug sep sept oct nov dec",
        "approx est etc fig no vol vs",
    )
    for word in group.split()
)
"""What a point behind it does not end a sentence after, in folded form."""

_SENTENCE_ENDS: Final = frozenset(".!?…。！？؟।")
_FULL_WIDTH_ENDS: Final = frozenset("。！？।")
_CLOSING: Final = frozenset("\"')]}”’»」』）")

_JOIN: Final = "'’ʼ\\-‐‑&"
# A hyphen at a line end, between letters: one word that was broken there, in its middle (exam-ple) or at a
# hyphen of its own (Kilroy-Silk). A dash has a space before it, or is longer. Between digits: a number with its hyphen.
_LINE_END: Final = r"[ \t]*\r?\n[ \t]*"
_BROKEN: Final = rf"[-‐\u00ad¬]{_LINE_END}"
_NUMBER: Final = rf"[$€£¥₹]?\d+(?:(?:[.,:/\-–]|[-‐–]{_LINE_END})\d+)*%?"

# Marks that typewriters make of several signs: ``quotes'', an ellipsis, a dash.
_MARKS_OF_SEVERAL: Final = r"``|''|\.\.\.|(?<!-)---?(?!-)"

# Texts without marks and unspaced scripts, which is most of them, take the short expression.
_PLAIN: Final = re.compile(
    rf"(?P<word>[^\W\d_][^\W_]*(?:(?:[{_JOIN}]|{_BROKEN})[^\W\d_][^\W_]*)*)"
    rf"|(?P<space>\s+)|(?P<number>{_NUMBER}[^\W_]*)"
    rf"|(?P<punctuation>{_MARKS_OF_SEVERAL}|.)",
    re.DOTALL,
)
# The same for texts of ASCII, without groups: a third faster.
_ASCII: Final = re.compile(
    rf"[A-Za-z][A-Za-z0-9]*+(?:(?:['\-&]|{_BROKEN})[A-Za-z][A-Za-z0-9]*+)*+|\s++"
    rf"|\$?[0-9]++(?:(?:[.,:/\-]|-{_LINE_END})[0-9]++)*+%?[A-Za-z0-9]*+|{_MARKS_OF_SEVERAL}|.",
    re.DOTALL,
)
# Its words and numbers alone, for counting: in texts of ASCII, and in others that take the short expression.
_COUNTED_ASCII: Final = re.compile(
    rf"[A-Za-z][A-Za-z0-9]*+(?:(?:['\-&]|{_BROKEN})[A-Za-z][A-Za-z0-9]*+)*+"
    rf"|[0-9]++(?:(?:[.,:/\-]|-{_LINE_END})[0-9]++)*+%?[A-Za-z0-9]*+"
)
_COUNTED: Final = re.compile(
    rf"[^\W\d_][^\W_]*+(?:(?:[{_JOIN}]|{_BROKEN})[^\W\d_][^\W_]*+)*+|{_NUMBER}[^\W_]*+"
)
# Beyond Latin letters, dashes, quotes and signs of money there may be what needs the long expression.
_UNUSUAL: Final = re.compile("[\u00ad\u0300-\u200f\u2060-\u209f\u20c0-\U0010ffff]")
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_KIND_OF: Final = {
    "word": WORD,
    "number": NUMBER,
    "character": CHARACTER,
    "punctuation": PUNCTUATION,
}

_FOLDED: Final = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ`´\u1ffd′", "'")
    | dict.fromkeys("“”„‟«»″‹›", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "..."}
    | dict.fromkeys("\u00ad\u200b\u200c\u2060\ufeff")
)
_ONE_MARK: Final = MappingProxyType({"'": '"', "''": '"', "--": "-", "---": "-"})
_BREAK: Final = re.compile(_BROKEN)
_BREAK_OF_NUMBER: Final = re.compile(_LINE_END)
_INSIDE_WORDS: Final = str.maketrans(dict.fromkeys("'-"))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text in order, as parallel lists.

    `starts`, `ends`: characters of the text, half-open; between two tokens there is only white
    space. `keys`: folded forms. `kinds`: WORD, NUMBER, CHARACTER or PUNCTUATION. `breaks`: newlines
    in the white space before a token, 0..2; 2 before the first.
    """

    starts: list[int]
    ends: list[int]
    keys: list[str]
    kinds: list[int]
    breaks: list[int]

    def __len__(self) -> int:
        return len(self.starts)


def tokens(text: str) -> Tokens:
    """Cut `text` into tokens. Linear.

    >>> tokens("It's 3.5% up").keys
    ['its', '3.5%', 'up']
    """
    starts: list[int] = []
    ends: list[int] = []
    keys: list[str] = []
    kinds: list[int] = []
    breaks: list[int] = []
    lines_before = 2
    for found in _expression_for(text).finditer(text):
        group = found.lastgroup or "punctuation"
        if group == "space":
            space = found.group()
            if space != " ":
                lines_before = max(lines_before, min(2, space.count("\n")))
            continue
        start, end = found.span()
        starts.append(start)
        ends.append(end)
        kinds.append(_KIND_OF[group])
        keys.append(fold(found.group()))
        breaks.append(lines_before)
        lines_before = 0
    return Tokens(starts, ends, keys, kinds, breaks)


def pieces(text: str) -> list[str]:
    """Every token of `text` and every run of white space between them, in order: together the text.

    What `tokens` finds, without its bookkeeping: for whoever counts in arrays. Linear.
    """
    if text.isascii():
        return _ASCII.findall(text)
    return _unnamed(_expression_for(text)).findall(text)


def kind_of(piece: str) -> int | None:
    """The kind of a token that stands alone; None for white space."""
    found = _expression_for(piece).match(piece)
    return _KIND_OF.get(found.lastgroup or "") if found else None


def count(text: str) -> int:
    """Number of words: tokens that are not punctuation."""
    if text.isascii():
        return len(_COUNTED_ASCII.findall(text))
    expression = _expression_for(text)
    if expression is _PLAIN:
        return len(_COUNTED.findall(text))
    return sum(
        found.lastgroup in {"word", "number", "character"} for found in expression.finditer(text)
    )


def has_words(text: str) -> bool:
    """Whether there is a word in it: `count(text) > 0`, found at the first one."""
    if text.isascii():
        return _COUNTED_ASCII.search(text) is not None
    expression = _expression_for(text)
    if expression is _PLAIN:
        return _COUNTED.search(text) is not None
    return any(
        found.lastgroup in {"word", "number", "character"} for found in expression.finditer(text)
    )


@lru_cache(maxsize=1 << 17)
def fold(token: str) -> str:
    r"""The key of a token: case, quotes, dashes, hyphens and Unicode form make no difference.

    NFKC, case-folded; dashes and quotation marks, single or double, made plain; inside a word
    apostrophes and hyphens fall out, also a hyphen with the line end behind it.

    >>> fold("Co-Operate’s"), fold("exam-\nple"), fold("—")
    ('cooperates', 'example', '-')
    """
    plain = unbroken(token).translate(_FOLDED)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain).translate(_FOLDED)
    plain = plain.casefold()
    if not plain.isascii():  # case folding may leave the normal form
        plain = unicodedata.normalize("NFKC", plain)
    if len(plain) > 1 and plain[0].isalpha():
        plain = plain.translate(_INSIDE_WORDS)
    return _ONE_MARK.get(plain, plain)


def unbroken(token: str) -> str:
    r"""A token without the line end at which it was broken, and a word without the hyphen there.

    >>> unbroken("exam-\n  ple"), unbroken("well-known"), unbroken("1939-\n45")
    ('example', 'well-known', '1939-45')
    """
    if "\n" not in token:
        return token
    return (_BREAK if token[0].isalpha() else _BREAK_OF_NUMBER).sub("", token)


def is_stop_word(key: str) -> bool:
    """Whether a folded token says nothing of what a text is about."""
    return key in STOP_WORDS


def sentences(text: str, cut: Tokens) -> list[tuple[int, int]]:
    """Sentences as half-open ranges of token numbers, in order, together all tokens.

    A sentence ends at a line end, at an end mark that is followed by space and no small letter and is
    not that of an abbreviation or an initial, and after `LONGEST_SENTENCE` tokens. Linear.
    """
    found: list[tuple[int, int]] = []
    begun, at, total = 0, 0, len(cut)
    while at < total:
        if at > begun and (cut.breaks[at] or at - begun >= LONGEST_SENTENCE):
            found.append((begun, at))
            begun = at
        if at > begun and text[cut.starts[at]] in _SENTENCE_ENDS:
            behind = _behind_end_marks(text, cut, at + 1)
            if behind < total and not cut.breaks[behind] and _ends_here(text, cut, at, behind):
                found.append((begun, behind))
                begun = behind
            at = behind
        else:
            at += 1
    if begun < total:
        found.append((begun, total))
    return found


def _behind_end_marks(text: str, cut: Tokens, at: int) -> int:
    """The first token behind the end marks and closing quotes that touch each other from `at` on."""
    while (
        at < len(cut)
        and cut.starts[at] == cut.ends[at - 1]
        and text[cut.starts[at]] in _SENTENCE_ENDS | _CLOSING
    ):
        at += 1
    return at


def _ends_here(text: str, cut: Tokens, mark: int, behind: int) -> bool:
    """Whether the end mark at token `mark` closes a sentence, `behind` being the token after it."""
    if text[cut.starts[mark]] in _FULL_WIDTH_ENDS:
        return True
    if cut.starts[behind] == cut.ends[behind - 1] or text[cut.starts[behind]].islower():
        return False
    if text[cut.starts[mark]] != ".":
        return True
    before = text[cut.starts[mark - 1] : cut.ends[mark - 1]]
    initial = len(before) == 1 and before.isupper()
    return not initial and cut.keys[mark - 1] not in ABBREVIATIONS


def _expression_for(text: str) -> re.Pattern[str]:
    if text.isascii():
        return _PLAIN
    met = "".join(set(text))
    if not _UNUSUAL.search(met):  # as in most texts: the table of marks is not even built
        return _PLAIN
    return _full() if _special().search(met) else _PLAIN


@cache
def _unnamed(expression: re.Pattern[str]) -> re.Pattern[str]:
    """The expression without groups: then `findall` gives plain pieces, several times faster."""
    return re.compile(re.sub(r"\?P<\w+>", "?:", expression.pattern), re.DOTALL)


@cache
def _special() -> re.Pattern[str]:
    """Matches what the short expression would cut wrongly: marks, unspaced scripts, emoji parts."""
    return re.compile(
        f"[{_UNSPACED}{_marks()}\ufe00-\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
    )


@cache
def _full() -> re.Pattern[str]:
    marks = _marks()
    letter = rf"(?:(?![{_UNSPACED}_\d])\w)"
    more = rf"(?:(?![{_UNSPACED}_])\w[{marks}]*)*"
    word = f"{letter}[{marks}]*{more}"
    number = _NUMBER.replace(r"\d", rf"(?:(?![{_UNSPACED}])\d)")  # a Thai digit is a character
    painted = f"[{_combining()}\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]*"
    return re.compile(
        rf"(?P<character>[{_UNSPACED}][{marks}]*)"
        rf"|(?P<number>{number}{more})"
        rf"|(?P<word>{word}(?:(?:[{_JOIN}]|{_BROKEN}|(?<=\u00ad){_LINE_END}){word})*)"
        r"|(?P<space>\s+)"
        rf"|(?P<punctuation>{_MARKS_OF_SEVERAL}|[\U0001f1e6-\U0001f1ff]{{2}}|.{painted}(?:\u200d.{painted})*)",
        re.DOTALL,
    )


@cache
def _marks() -> str:
    """What continues a letter: combining marks, joiners, the soft hyphen; inside of a character class."""
    return _combining() + "\\u200c\\u200d\\u00ad"


@cache
def _combining() -> str:
    """The combining marks of the first two planes, as the inside of a character class."""
    ranges: list[list[int]] = []
    for code in range(0x300, 0x1FFFF):
        if unicodedata.category(chr(code)) in {"Mn", "Mc", "Me"}:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
