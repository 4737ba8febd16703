"""What is counted is told as English has it, by one function: one group, two groups, one pair that shares."""

import re
from pathlib import Path

import pytest

from tui.text.plural import counted

TUI = Path(__file__).parent.parent / "tui"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((0, "group"), "0 groups"),
        ((1, "group"), "1 group"),
        ((2, "group"), "2 groups"),
        ((1, "copy", "copies"), "1 copy"),
        ((12_000, "copy", "copies"), "12,000 copies"),
        ((1, "pair that shares", "pairs that share"), "1 pair that shares"),
    ],
)
def test_one_is_one(words, said):
    assert counted(*words) == said


def test_nobody_else_makes_plurals():
    made = re.compile(
        r"""(== 1|> 1|!= 1)\)? ?(else|\*)? ?\(?['"](s|ies|y|s are)['"]|['"]s['"] (\*|if)"""
    )
    for path in TUI.rglob("*.py"):
        found = made.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path}: {found.group()}"
