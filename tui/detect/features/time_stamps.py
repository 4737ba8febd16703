"""Text → the same without its time stamps: what stands between the lines of subtitles says when, not what.

Two transcripts of one speech are stamped differently and cut elsewhere, so the stamps must neither count as numbers nor
end a sentence. They become spaces, one for each character: all places stay where they are.
"""

import re
from typing import Final

FEWEST: Final = 3  # lines of stamps: one time alone on its line is no transcript
SAID: Final = (
    3  # times as many words as stamps: else the times are what the page tells (a timetable)
)

BEGINS: Final = (
    60  # seconds within which a transcript of times alone begins; a result of a race is longer
)
_CLOCK: Final = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
_TIME: Final = rf"{_CLOCK}(?:[.,][0-9]{{1,3}})?"
_BLANK: Final = r"[ \t\r]*"
_LIKELY: Final = re.compile(rf":[0-9][0-9][0-9:.,]*[\])]?{_BLANK}(?:\n|\Z)")
_STAMP: Final = re.compile(
    # The times of a cue, with its number on the line above; or one time alone, in brackets or not.
    rf"^(?:[0-9]+{_BLANK}\n)?{_BLANK}{_TIME}{_BLANK}-->{_BLANK}{_TIME}[^\n]*$"
    rf"|^{_BLANK}[\[(]?(?P<alone>{_CLOCK})[\])]?{_BLANK}$",
    re.MULTILINE,
)
_WORD: Final = re.compile(r"[^\W\d_]\w*")


def without_stamps(text: str) -> str:
    r"""`text` with spaces for its lines of nothing but time stamps and for the empty lines around. Linear.

    The text itself where it has fewer than FEWEST of them, or says less than SAID words for each. Times alone are
    stamps only where they go on from the first minute and never back.

    >>> without_stamps("Ants\n0:01\ncarry\n0:02\nmuch\n0:03\nover the very long stone wall").split()
    ['Ants', 'carry', 'much', 'over', 'the', 'very', 'long', 'stone', 'wall']
    """
    if text.count(":") < FEWEST or ("-->" not in text and _LIKELY.search(text) is None):
        return text
    matches = list(_STAMP.finditer(text))
    times = [_seconds(match["alone"]) for match in matches if match["alone"]]
    go_on = times == sorted(times) and times[:1] < [BEGINS]
    found = [match.span() for match in matches if go_on or not match["alone"]]
    if len(found) < FEWEST:
        return text
    parts, end = [], 0
    for first, last in found:
        begin, behind = _with_empty_lines(text, end, first, last)
        parts += [text[end:begin], " " * (behind - begin)]
        end = behind
    left = "".join([*parts, text[end:]])
    return left if sum(1 for _ in _WORD.finditer(left)) >= SAID * len(found) else text


def _seconds(time: str) -> int:
    """How far on a time is: of minutes and seconds, or hours before them."""
    seconds = 0
    for part in time.split(":"):
        seconds = 60 * seconds + int(part)
    return seconds


def _with_empty_lines(text: str, least: int, begin: int, end: int) -> tuple[int, int]:
    """The span `begin:end` of whole lines with the white space around it, but for one line end before it, from `least` on."""
    said = begin
    while said > least and text[said - 1].isspace():
        said -= 1
    kept = text.find("\n", said, begin)
    while end < len(text) and text[end].isspace():
        end += 1
    return (begin if kept < 0 else kept + 1), end
