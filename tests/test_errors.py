"""Trouble that stops says what, where and what to do, and every kind has its exit code."""

import re

import pytest

from tui.arguments import EXIT_CODES
from tui.errors import CopydeskError, DecisionsError, InputError, UsageError


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (InputError("it is empty"), "it is empty"),
        (InputError("it is empty", where="a.txt"), "a.txt: it is empty"),
        (
            UsageError("no such key", where="c.toml:3", do="Did you mean level?"),
            "c.toml:3: no such key. Did you mean level?",
        ),
    ],
)
def test_trouble_in_words(trouble, said):
    assert str(trouble) == said


def test_each_kind_has_an_exit_code_that_the_help_tells():
    told = set(re.findall(r"^  (\d)  ", EXIT_CODES, re.MULTILINE))
    kinds = [UsageError, InputError, DecisionsError]
    assert set(CopydeskError.__subclasses__()) == set(kinds)
    codes = [str(kind.exit_code) for kind in kinds]
    assert codes == ["2", "3", "4"]
    assert set(codes) < told
