"""Tables of benchmarks → docs/benchmarks.md: each script writes its own section, between its own markers."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).parent.parent.parent / "docs" / "benchmarks.md"


def machine() -> str:
    """What the figures were measured on."""
    return f"Python {sys.version.split()[0]}, {os.cpu_count()} processors"


def write(name: str, title: str, lines: Sequence[str]) -> None:
    """Put the lines in place of the section `name`, or at the end under `title`; and print them."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Benchmarks\n"
    if begin not in text:
        text = f"{text.rstrip()}\n\n## {title}\n\n{begin}\n{end}\n"
    before, behind = text.split(begin)[0], text.split(end)[1]
    PAGE.write_text("\n".join([before + begin, "", *lines, "", end + behind]), encoding="utf-8")
    print("\n".join(lines))
