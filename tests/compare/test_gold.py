r"""A spun pair of our own, every word labelled by reading: the diff has to agree.

`data/spun_gold.txt` is the pair as one text: `[-left only-]{+right only+}`, `{=The|the=}` where only case
differs, all else is the same.
"""

import re
from pathlib import Path

import pytest

from tui.compare.compare_texts import diff

_PART = re.compile(
    r"\[-(?P<left>.*?)-\]|\{\+(?P<right>.*?)\+\}|\{=(?P<old>.*?)\|(?P<new>.*?)=\}"
    r"|(?P<both>(?:(?!\[-|\{\+|\{=).)+)",
    re.DOTALL,
)
_WORD = re.compile(r"\w+(?:['’\-|]\w+)*")


def gold():
    """Left text, right text, and for either the characters that are labelled as changed."""
    texts, changed = ["", ""], [set(), set()]
    source = Path(__file__).with_name("data") / "spun_gold.txt"
    for part in _PART.finditer(source.read_text(encoding="utf-8")):
        for side, (name, form) in enumerate((("left", "old"), ("right", "new"))):
            only = part[name]
            text = only or part["both"] or part[form] or ""
            if only:
                changed[side] |= set(range(len(texts[side]), len(texts[side]) + len(text)))
            texts[side] += text
    return texts, changed


def agreement(level):
    texts, changed = gold()
    found = diff(*texts, level=level)
    right = total = 0
    wrong = []
    for side, name in enumerate(("left", "right")):
        said = {
            at for edit in found.edits if edit.tag != "equal" for at in range(*getattr(edit, name))
        }
        for word in _WORD.finditer(texts[side]):
            agrees = (word.start() in said) == (word.start() in changed[side])
            total += 1
            right += agrees
            if not agrees:
                wrong.append((name, word.group(), texts[side][word.start() - 20 : word.end() + 20]))
    return right / total, wrong


def test_the_gold_is_a_pair_worth_the_name():
    (left, right), changed = gold()
    assert len(left.split()) > 180
    assert "[-" not in left + right
    assert "{+" not in left + right
    assert all(
        0.2 < len(side) / len(text) < 0.6 for side, text in zip(changed, (left, right), strict=True)
    )


@pytest.mark.parametrize(("level", "least"), [("word", 0.97), ("phrase", 0.95)])
def test_the_diff_agrees_with_a_reader(level, least):
    share, wrong = agreement(level)
    assert share >= least, (share, wrong)
