"""The examples in docstrings give what they say."""

import doctest
import importlib
from pathlib import Path

import pytest

TUI = Path(__file__).parent.parent / "tui"
MODULES = [
    ".".join(("tui", *path.relative_to(TUI).with_suffix("").parts))
    for path in sorted(TUI.rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name):
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted > 0
    assert found.failed == 0
