"""Known edits → how calm level `phrase` is, and how calm any choice of islands could be.

    benchmarks/compare/calm.py [FILE.jsonl[.gz]] [--share .08] [--seeds N] [--words FILE]

Without a file: pairs of our own (`tests/compare/known_edits.py`). A line of the file holds a pair:
`a`, `b` the texts, `words_a` [[start, end, label, moved]], `words_b` [[start, end, source, label,
moved]], the source being a word of a or -1, the label `keep`, `case`, `?` (not judged) or an edit.

An island is a run of words shown as equal in place. Printed of each: F1 of "this word was changed",
and the share of islands that lie between two changes and hold at most three words, all function
words (copydesk's own, or those of a file). "At best" leaves out the islands that cost least until the share is reached, knowing the truth.
"""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "compare")]

from edit_score import Score
from known_edits import PROFILES, Truth, make

from tui.compare.compare_texts import diff
from tui.text import words

_PIECE = re.compile(r"\w+|[^\w\s]")
MOST_WORDS = 3  # of an island that may be there by chance
Equal = dict[int, int]  # characters of the right text → of the left one
Numbers = dict[int, int]  # words of the right text → of the left one


@dataclass
class Island:
    """A run of words shown as equal in place."""

    equal: list[int]  # first characters of its words in the right text
    said: list[str]  # folded, punctuation apart
    is_between: bool  # two changes
    price: (
        int  # words that were judged wrongly if it were shown as changed, less those judged rightly
    )

    def is_lone(self, function_words: frozenset[str]) -> bool:
        """Whether a few function words alone stand between two changes, as they do by chance."""
        return (
            self.is_between
            and len(self.said) <= MOST_WORDS
            and function_words.issuperset(self.said)
        )


@dataclass
class Answers:
    """What one way of telling the edits says of all pairs."""

    function_words: frozenset[str]
    score: Score = field(default_factory=Score)
    islands: int = 0
    lone: int = 0

    def add(self, truth: Truth, shown: Equal, moved: Equal) -> None:
        """Judge what one pair shows as equal: in place, and moved."""
        self.score.add(truth, shown | moved)
        found = list(islands(truth, shown))
        self.islands += len(found)
        self.lone += sum(island.is_lone(self.function_words) for island in found)

    @property
    def share(self) -> float:
        """Of the islands, those that may be there by chance."""
        return self.lone / max(1, self.islands)

    def __str__(self) -> str:
        return f"F1 {self.score.f1:.4f}  lone function words {100 * self.share:.1f} % of {self.islands} islands"


def pairs_of(path: Path) -> Iterator[Truth]:
    """The pairs of a file; what is not judged is neither changed nor kept."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            pair = json.loads(line)
            left = [(start, end) for start, end, *_rest in pair["words_a"]]
            right = [
                (start, end, source, "case" if label == "?" else label, bool(moved))
                for start, end, source, label, moved in pair["words_b"]
            ]
            changed, aside = set(), set()
            for number, (_start, _end, label, moved) in enumerate(pair["words_a"]):
                if moved or label in {"case", "?"}:
                    aside.add(number)
                elif label != "keep":
                    changed.add(number)
            yield Truth(pair["a"], pair["b"], left, right, changed, aside)


def shown_by(truth: Truth, level: str) -> tuple[Equal, Equal]:
    """Words that a level shows as equal: in place, and moved."""
    shown: tuple[Equal, Equal] = ({}, {})
    for edit in diff(truth.a, truth.b, level=level).edits:
        if edit.tag == "equal":
            ours, theirs = (
                [begin + found.start() for found in _PIECE.finditer(text[begin:end])]
                for text, (begin, end) in ((truth.a, edit.left), (truth.b, edit.right))
            )
            if len(ours) == len(theirs):
                shown[bool(edit.moved)].update(zip(theirs, ours, strict=True))
    return shown


def known_by(truth: Truth) -> tuple[Equal, Equal]:
    """The same from the truth itself."""
    shown: tuple[Equal, Equal] = ({}, {})
    for begin, _end, source, label, went in truth.right:
        if source >= 0 and label in {"keep", "case"}:
            shown[went][begin] = truth.left[source][0]
    return shown


def islands(truth: Truth, shown: Equal) -> Iterator[Island]:
    """In the order of the right text; a place where the left text goes on elsewhere is a change too."""
    places = {begin: number for number, (begin, _end) in enumerate(truth.left)}
    pairs = [
        (number, places[shown[begin]])
        for number, (begin, *_rest) in enumerate(truth.right)
        if shown.get(begin) in places
    ]
    run: list[int] = []
    last = (-1, -1)
    is_after_change = False
    for right, left in [*pairs, (len(truth.right), len(truth.left))]:
        if (right, left) != (last[0] + 1, last[1] + 1):
            if run:
                yield _island(truth, run, shown, places, is_after_change)
            run, is_after_change = [], True
        run.append(right)
        last = right, left
    if run[:-1]:  # the last one stands for the end of the texts
        yield _island(truth, run[:-1], shown, places, False)


def _island(
    truth: Truth, run: list[int], shown: Equal, places: Numbers, is_between: bool
) -> Island:
    spans = [truth.right[number][:2] for number in run]
    said = [words.fold(truth.b[begin:end]) for begin, end in spans if truth.b[begin].isalnum()]
    price = 0
    for number in run:
        begin, _end, _source, label, went = truth.right[number]
        if truth.b[begin].isalnum() and not went and label != "case":
            price += 1 if label == "keep" else -1
            source = places[shown[begin]]
            price += 0 if source in truth.aside else -1 if source in truth.changed else 1
    return Island([begin for begin, _end in spans], said, is_between, price)


def at_best(
    pairs: list[Truth],
    shown: list[tuple[Equal, Equal]],
    share: float,
    function_words: frozenset[str],
) -> Answers:
    """What is left when the cheapest lone islands go until they are no more than `share` of all."""
    found = [
        (at, island)
        for at, (truth, (equal, _moved)) in enumerate(zip(pairs, shown, strict=True))
        for island in islands(truth, equal)
    ]
    lone = sorted(
        (entry for entry in found if entry[1].is_lone(function_words)),
        key=lambda entry: entry[1].price,
    )
    total, left = len(found), len(lone)
    gone: list[set[int]] = [set() for _ in pairs]
    for at, island in lone:
        if left <= share * total:
            break
        gone[at].update(island.equal)
        left, total = left - 1, total - 1
    answers = Answers(function_words)
    for truth, (equal, moved), away in zip(pairs, shown, gone, strict=True):
        answers.add(truth, {at: source for at, source in equal.items() if at not in away}, moved)
    return answers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--share", type=float, default=0.08)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--words", type=Path)
    arguments = parser.parse_args()
    function_words = words.STOP_WORDS
    if arguments.words:
        function_words = frozenset(arguments.words.read_text(encoding="utf-8").split())
    pairs = (
        list(pairs_of(arguments.file))
        if arguments.file
        else [make(name, 100 + seed) for name in PROFILES for seed in range(arguments.seeds)]
    )
    by_words = [shown_by(truth, "word") for truth in pairs]
    by_truth = [known_by(truth) for truth in pairs]
    for name, shown in (
        ("the truth", by_truth),
        ("level word", by_words),
        ("level phrase", [shown_by(truth, "phrase") for truth in pairs]),
    ):
        answers = Answers(function_words)
        for truth, (equal, moved) in zip(pairs, shown, strict=True):
            answers.add(truth, equal, moved)
        print(f"{name:24} {answers}")
    for name, shown in (("words", by_words), ("the truth", by_truth)):
        print(f"at best, from {name:10} {at_best(pairs, shown, arguments.share, function_words)}")


if __name__ == "__main__":
    main()
