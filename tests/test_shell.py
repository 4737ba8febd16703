"""Completion and the manual page: what is in docs/shell is what the parser gives, and shells take it."""

import importlib.util
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tui.arguments import COMMANDS

DOCS = Path(__file__).parent.parent / "docs"
SHELL = DOCS / "shell"


def tool(name):
    return pytest.param(
        name, marks=pytest.mark.skipif(not shutil.which(name), reason=f"there is no {name} here")
    )


def answer(*words, **more):
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_files_are_what_the_parser_gives():
    for library in ("shtab", "argparse_manpage"):
        pytest.importorskip(library, reason="the dev extra is not installed")
    spec = importlib.util.spec_from_file_location("shell", DOCS / "shell.py")
    shell = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(shell)
    there = {library: version(library) for library in shell.MADE_WITH}
    if there != shell.MADE_WITH or sys.version_info[:2] != (3, 11):
        pytest.skip(f"the files are made with Python 3.11 and {shell.MADE_WITH}")
    made = shell.made()
    assert {path.name for path in SHELL.iterdir()} == set(made)
    for name, text in made.items():
        now = (SHELL / name).read_text(encoding="utf-8")
        assert now == text, f"run .venv/bin/python docs/shell.py: {name} is old"


@pytest.mark.parametrize("shell", [tool("bash")])
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", set(COMMANDS)),
        ("so", {"sources"}),
        ("export x --to clusters-", {"clusters-jsonl", "clusters-parquet"}),
        ("apply --action h", {"hardlink"}),
        ("groups x --al", {"--alone"}),
    ],
)
def test_bash_completes(shell, typed, offered):
    words = ["copydesk", *typed.split(" ")]
    listed = " ".join(f"'{word}'" for word in words)
    script = (
        f"source {SHELL}/copydesk.bash; COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}; "
        '_shtab_copydesk; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    assert offered <= set(answer(shell, "-c", script).split())


@pytest.mark.parametrize("shell", [tool("fish")])
@pytest.mark.parametrize(
    ("typed", "offered"),
    [("so", {"sources"}), ("export x --to clusters-p", {"clusters-parquet"})],
)
def test_fish_completes(shell, typed, offered, home):
    script = f"source {SHELL}/copydesk.fish; complete -C 'copydesk {typed}'"
    out = answer(
        shell, "--no-config", "-c", script, env={"HOME": str(home), "PATH": "/usr/bin:/bin"}
    )
    assert {line.split("\t")[0] for line in out.splitlines()} == offered


@pytest.mark.parametrize("shell", [tool("zsh")])
def test_zsh_understands_its_file_and_knows_the_commands(shell):
    answer(shell, "-n", str(SHELL / "_copydesk"))
    script = (
        "autoload -Uz compinit; compinit -D -u; "
        f"fpath=({SHELL} $fpath); autoload -Uz _copydesk; _copydesk 2>/dev/null; "
        "typeset -f _shtab_copydesk _shtab_copydesk_commands"
    )
    out = answer(shell, "-f", "-c", script)
    assert all(f'"{command}:' in out or f"{command}:" in out for command in COMMANDS)


@pytest.mark.parametrize("reader", [tool("mandoc")])
def test_the_manual_page_has_no_error(reader):
    done = subprocess.run(
        [reader, "-T", "lint", "-W", "warning", str(SHELL / "copydesk.1")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout == ""


def test_the_manual_page_tells_every_command():
    page = (SHELL / "copydesk.1").read_text(encoding="utf-8")
    assert "copydesk \\- review groups of article copies" in page
    for command in COMMANDS:
        assert f"copydesk {command}" in page
