"""The door: ^C ends the program with 130 and no traceback from its first moment on."""

import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from tui.cli import main

INTERRUPTED_AT = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
from tui.cli import main
sys.exit(main(sys.argv[2:]))
"""
MODULES = ("tui.arguments", "argparse", "dataclasses", "tui.commands.groups", "numpy", "tui.review")


def interrupted_at(module, *words, **how):
    command = [sys.executable, "-c", INTERRUPTED_AT, module, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **how)


@pytest.mark.parametrize("module", MODULES)
def test_an_interrupt_while_the_program_is_loaded_ends_it_quietly(tmp_path, module):
    done = interrupted_at(module, "groups", tmp_path, "--no-cache")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_an_interrupt_that_is_not_heard_stays_so(tmp_path):
    def ignore():
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does for what it puts behind

    words = ("tui.arguments", "groups", tmp_path, "--no-cache")
    done = interrupted_at(*words, preexec_fn=ignore)
    assert done.returncode == 0
    assert done.stdout == "0 groups in 0 articles\n"


@pytest.mark.parametrize("words", [["--version"], ["groups", "nowhere"], ["groups", "--nonsense"]])
def test_what_interrupts_do_is_as_before_once_a_command_has_run(capsys, words):
    before = signal.getsignal(signal.SIGINT)
    with suppress(SystemExit):
        main(words)
    assert capsys.readouterr()
    assert signal.getsignal(signal.SIGINT) is before is signal.default_int_handler
