"""How well a diff tells the edits of `known_edits.py`. Tests and `benchmarks/compare` share it."""

from dataclasses import dataclass

from known_edits import TOKEN, Truth

from tui.model import Diff


@dataclass
class Score:
    """Counts over the words of one or several pairs."""

    hit: int = 0
    missed: int = 0
    wrong: int = 0
    words: int = 0
    false_equal: int = 0
    moved: int = 0
    moved_found: int = 0

    @property
    def f1(self) -> float:
        """Of "this word was changed", moved words apart."""
        return 2 * self.hit / max(1, 2 * self.hit + self.missed + self.wrong)

    @property
    def false_per_100(self) -> float:
        """Words shown as equal to one that they did not come from, per 100 words."""
        return 100 * self.false_equal / max(1, self.words)

    @property
    def moved_share(self) -> float:
        """Of the moved words, those shown beside their own source."""
        return self.moved_found / self.moved if self.moved else 1.0

    def add(self, truth: Truth, equal: dict[int, int]) -> None:
        """Judge `equal`: places of words of the right text → places of those they are shown equal to."""
        places = {begin: number for number, (begin, _end) in enumerate(truth.left)}
        shown = set()
        aside = truth.aside | {source for *_span, source, _label, went in truth.right if went}
        for begin, _end, source, label, went in truth.right:
            if not truth.b[begin].isalnum():
                continue
            got = places.get(equal.get(begin, -1))
            shown.add(got)
            self.words += 1
            if got is not None and got != source:
                same = source >= 0 and _folded(truth, got) == _folded(truth, source)
                self.false_equal += not same
            if went:
                if label == "keep":
                    self.moved += 1
                    self.moved_found += got == source
            elif label != "case":
                self._count(label != "keep", got is None)
        for number, (begin, _end) in enumerate(truth.left):
            if truth.a[begin].isalnum() and number not in aside:
                self._count(number in truth.changed, number not in shown)

    def _count(self, changed: bool, said: bool) -> None:
        self.hit += changed and said
        self.missed += changed and not said
        self.wrong += said and not changed


def _folded(truth: Truth, number: int) -> str:
    return truth.a[slice(*truth.left[number])].casefold()


def equal_words(truth: Truth, diff: Diff) -> dict[int, int]:
    """Where each word of the right text stands that a diff shows as equal, in place or moved."""
    equal = {}
    for edit in diff.edits:
        if edit.tag == "equal":
            ours, theirs = (
                [begin + found.start() for found in TOKEN.finditer(text[begin:end])]
                for text, (begin, end) in ((truth.a, edit.left), (truth.b, edit.right))
            )
            if len(ours) == len(theirs):
                equal |= dict(zip(theirs, ours, strict=True))
    return equal
