"""`copydesk demo`: the review of a scratch copy of the articles that come with the program."""

import argparse
import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from tui.commands.open_folder import say
from tui.commands.review import open_screen
from tui.store.config_file import load_config


def run(arguments: argparse.Namespace) -> int:
    """Review the demo; its scratch folder goes with the program, the installation is only read."""
    config = load_config(arguments.config)
    with tempfile.TemporaryDirectory(prefix="copydesk-demo-") as scratch:
        folder = Path(scratch) / "demo"
        with as_file(files("tui") / "demo") as installed:
            shutil.copytree(installed, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        code = open_screen(
            arguments, config, folder, folder / "decisions.toml", said=(), cache=None
        )
    say("that was the demo: its decisions are gone with its scratch folder")
    return code
