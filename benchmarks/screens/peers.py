"""What a line down, and a thing opened with its text, cost in less, tig, neomutt and fzf, where they are installed."""

import os
import shutil
import statistics
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.screens.terminal import Terminal

DOWN = "\x1b[B"
THINGS = 40  # commits, mails, lines of a list
Press = Callable[[Terminal, str], tuple[int, float]]


def rows(text: Path, scratch: Path, columns: int, size: int, press: Press) -> Iterator[str]:
    """A row of the table for each peer; `press` gives the bytes and milliseconds of one key."""
    listed = scratch / "list.txt"
    listed.write_text("\n".join(f"{n} {text.name}" for n in range(THINGS)))
    commands = {
        "less, a line down": ["less", text],
        "tig, a line down": ["tig", "-C", repository(scratch)],
        "neomutt, a line down": [
            *["neomutt", "-F", os.devnull, "-n", "-R"],
            *["-e", f"set folder={scratch}", "-f", mailbox(scratch)],
        ],
        "fzf, a line down": ["fzf", "--reverse", "--bind", f"start:reload:cat {listed}"],
        "fzf with a preview, a line down": [
            *["fzf", "--reverse", "--preview", f"head -50 {text}"],
            *["--bind", f"start:reload:cat {listed}"],
        ],
    }
    for name, command in commands.items():
        if shutil.which(command[0]) is None:
            yield f"| {name} | not installed | | |"
            continue
        with Terminal(program=command, columns=columns, rows=size, HOME=str(scratch)) as terminal:
            terminal.settle(1)
            down = "j" if command[0] == "neomutt" else DOWN  # which wants arrows in another form
            found = [press(terminal, down) for _ in range(8)]
            amounts, took = [n for n, _ in found], [ms for _, ms in found]
            median = f"{statistics.median(amounts):,.0f} | {max(amounts):,}"
            yield f"| {name} | {median} | {statistics.median(took):.0f} | {max(took):.0f} |"


def repository(scratch: Path) -> Path:
    """A repository with some commits."""
    folder = scratch / "repository"
    if not folder.exists():
        who = ["-c", "user.name=ana", "-c", "user.email=ana@example.org"]
        subprocess.run(["git", "init", "-q", folder], check=True)
        for number in range(THINGS):
            said = ["commit", "-q", "--allow-empty", "-m", f"Change number {number} of a harbour"]
            subprocess.run(["git", "-C", folder, *who, *said], check=True)
    return folder


def mailbox(scratch: Path) -> Path:
    """An mbox with some mails."""
    path = scratch / "mbox"
    mails = (
        f"From ana@example.org Mon Nov 23 10:00:{n:02} 2026\nFrom: ana@example.org\nSubject: Ferry {n}\n"
        f"Date: Mon, 23 Nov 2026 10:00:{n:02} +0000\n\nThe ferry is late.\n\n"
        for n in range(THINGS)
    )
    path.write_text("".join(mails))
    return path
