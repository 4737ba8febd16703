"""The same review as prompts and plain text: for screen readers, dumb terminals and scripts.

It drives the same `Review` as the screen, one line of input a key. Nothing here knows a terminal:
`ask` gives the next line (None at the end of input) and `tell` takes a line that is safe to print.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tui.model import STATES
from tui.review import Review
from tui.review.tools.text_search import Found, search
from tui.store.rescue import adopt
from tui.text.plural import counted
from tui.text.visible import visible

Ask = Callable[[], str | None]
Tell = Callable[[str], None]
Diff = Callable[[str, str], list[str]]
"""Two article ids in, the lines of their diff with textual marks out, already made visible."""

_HELP: Final = """\
a: the starred copy is canonical     c: the copy shown is canonical     1, 2, 3: copy N is canonical
x: not duplicates   s: skip   f: flag   d: exclude the copy shown   =: same verdict for a newcomer
b, B: next, previous copy   w: swap the two   v: read the diff   t N: read copy N
Enter or n: next open group   R: next group set aside   j, k: next, previous group   g N: group N
/ WORDS: search
e TEXT: note   l TEXT: label   u: undo   r: redo   S: summary   ?: these lines   q: quit"""

_RESCUE_HELP: Final = (
    f"t or Enter: {adopt.TAKE_UP}   l or q: {adopt.LATER}   discard: {adopt.DISCARD}"
)
_RESCUE_ANSWERS: Final[Mapping[str, str]] = MappingProxyType(
    # one letter never discards: a script may send the keys of a review
    {
        "": adopt.TAKE_UP,
        "t": adopt.TAKE_UP,
        "l": adopt.LATER,
        "q": adopt.LATER,
        "discard": adopt.DISCARD,
    }
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the prompts work with: the review, where lines come from and go to, and how texts are read."""

    review: Review
    ask: Ask
    tell: Tell
    diff: Diff
    text: Callable[[str], str]


def run(desk: Desk) -> None:
    """Ask and answer until `q` or the end of input; every decision is kept as it is made."""
    if not desk.review.cases:
        desk.tell("There are no groups of copies to review.")
        if desk.review.applied:
            applied = counted(desk.review.applied, "group is", "groups are")
            desk.tell(f"{applied} decided and applied: only the canonical copy is left.")
        return
    _show(desk)
    while (line := desk.ask()) is not None:
        word, rest = _split(line.strip())
        if word == "q":
            break
        _answer(desk, word, rest)
    desk.tell(_summary(desk.review))


def ask_about_rescued(question: str, ask: Ask, tell: Tell) -> str:
    """Ask what to do with decisions of an earlier run until the answer is one of the choices of `store.adopt`.

    The end of input leaves them for later.
    """
    tell(f"{question}.")
    tell(_RESCUE_HELP)
    while (line := ask()) is not None:
        if chosen := _RESCUE_ANSWERS.get(line.strip()):
            return chosen
        tell(_RESCUE_HELP)
    return adopt.LATER


def _split(line: str) -> tuple[str, str]:
    """A line as its command and what follows; a search needs no space behind its slash."""
    if line.startswith("/"):
        return "/", line[1:].strip()
    word, _, rest = line.partition(" ")
    return word, rest.strip()


def _answer(desk: Desk, word: str, rest: str) -> None:
    review, before = desk.review, desk.review.cursor
    if word.isdigit():
        desk.tell(visible(review.choose_number(int(word))))
    elif word in _DECIDING:
        desk.tell(visible(_DECIDING[word](review)))
    elif word in _LOOKING:
        _LOOKING[word](desk, rest)
    elif word in _MOVING:
        if not _MOVING[word](review, rest):
            desk.tell(_nowhere(review, word))
    else:
        desk.tell(f"There is no command {visible(word)!r}; ? lists them.")
    if review.cursor != before:
        _show(desk)


def _nowhere(review: Review, word: str) -> str:
    """Why a command that moves went nowhere."""
    if word in {"", "n"}:
        return _sentence(review.none_open())
    if word == "R":
        return _sentence(review.none_set_aside())
    return "There is nothing more that way."


def _sentence(clause: str) -> str:
    return f"{clause[0].upper()}{clause[1:]}."


def _show(desk: Desk) -> None:
    """Say all of the group under the cursor, the most important first."""
    review = desk.review
    case, pair, suggestion = review.case, review.pair(), review.suggestion()
    desk.tell("")
    desk.tell(
        f"Group {review.cursor + 1} of {len(review.cases)}: {visible(review.title())}. "
        f"{case.state}, score {case.score:.2f}; {_numbers(review)}."
    )
    for reason in case.reasons:
        desk.tell(f"  {visible(reason)}.")
    for remark in review.remarks():
        desk.tell(f"  {visible(remark)}.")
    chosen, excluded = review.canonical(), review.excluded()
    for number, copy in enumerate(review.copies(), 1):
        said = [counted(copy.words, "word")]
        said += ["starred"] if copy.id == pair.base else []
        said += ["shown"] if copy.id == pair.shown else []
        said += ["canonical"] if copy.id in chosen else []
        said += ["excluded"] if copy.id in excluded else []
        said += [f"dated {visible(copy.date)}"] if copy.date else []
        desk.tell(f"  {number}: {visible(copy.id)}, {', '.join(said)}.")
    desk.tell(f"  Suggestion: {visible(suggestion.article)}: {visible(suggestion.reason)}.")
    if note := review.note():
        desk.tell(f"  Note: {visible(note)}")


def _search(desk: Desk, words: str) -> None:
    """Go to the next group that has the words, in a title, a path or a text."""
    review = desk.review
    ahead = review.ahead()
    found = search(words, [review.copies(at) for at in ahead], desk.text) if words else Found()
    if not found.article:
        desk.tell(f"No title, path or text has: {visible(words)}" if words else "Say which words.")
        return
    review.go(review.position_of(found.article) or 0)
    review.compare(found.article)
    desk.tell(f"Found in the {found.where} of {visible(found.article)}.")


def _show_diff(desk: Desk, _: str) -> None:
    pair = desk.review.pair()
    desk.tell(f"From {visible(pair.base)} to {visible(pair.shown)}:")
    for line in desk.diff(pair.base, pair.shown):
        desk.tell(line)


def _show_text(desk: Desk, number: str) -> None:
    copies = desk.review.copies()
    if not number.isdigit() or not 1 <= int(number) <= len(copies):
        desk.tell(f"Say which copy: t 1 to t {len(copies)}.")
        return
    for line in visible(desk.text(copies[int(number) - 1].id), layout=True).splitlines():
        desk.tell(line)


def _show_pair(desk: Desk, step: int) -> None:
    pair = desk.review.show_copy(step) if step else desk.review.swap()
    desk.tell(f"Now {visible(pair.shown)} against {visible(pair.base)}.")


def _summary(review: Review) -> str:
    states = [f"{review.counts[state]:,} {state}" for state in STATES if review.counts[state]]
    return f"{counted(len(review.cases), 'group')}: {_numbers(review)} ({', '.join(states)})."


def _numbers(review: Review) -> str:
    return f"{review.decided:,} decided, {review.set_aside:,} set aside, {review.open:,} open"


def _go_to_number(review: Review, number: str) -> bool:
    return number.isdigit() and review.go(int(number) - 1)


_DECIDING: Final[Mapping[str, Callable[[Review], str]]] = MappingProxyType(
    {
        "a": Review.choose_base,
        "c": Review.choose_shown,
        "x": Review.not_duplicates,
        "s": Review.skip,
        "f": Review.flag,
        "d": Review.exclude_shown,
        "=": Review.same_verdict,
        "u": Review.undo,
        "r": Review.redo,
    }
)
_MOVING: Final[Mapping[str, Callable[[Review, str], bool]]] = MappingProxyType(
    {
        "": lambda review, _: review.go_to_next_open(),
        "n": lambda review, _: review.go_to_next_open(),
        "R": lambda review, _: review.go_to_next_set_aside(),
        "j": lambda review, _: review.go(review.cursor + 1),
        "k": lambda review, _: review.go(review.cursor - 1),
        "g": _go_to_number,
    }
)
_LOOKING: Final[Mapping[str, Callable[[Desk, str], None]]] = MappingProxyType(
    {
        "/": _search,
        "v": _show_diff,
        "t": _show_text,
        "b": lambda desk, _: _show_pair(desk, 1),
        "B": lambda desk, _: _show_pair(desk, -1),
        "w": lambda desk, _: _show_pair(desk, 0),
        "e": lambda desk, text: desk.tell(desk.review.put_note(text)),
        "l": lambda desk, text: desk.tell(visible(desk.review.put_label(text))),
        "S": lambda desk, _: desk.tell(_summary(desk.review)),
        "?": lambda desk, _: desk.tell(_HELP),
    }
)
