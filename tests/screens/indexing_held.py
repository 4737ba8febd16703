"""copydesk with an indexing that hands over its first group and then waits until the file in HOLD is gone.

A program for tests in a pseudo-terminal: `python indexing_held.py review FOLDER`.
"""

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from tui.cli import main
from tui.index import index_folder
from tui.progress import Step
from tui.screens import app
from tui.screens.session import indexing_thread


def held(root, config, *, progress, settled, ahead, **options):
    """The index of the folder, after a while."""
    index = index_folder(root, config, **options)
    ahead(replace(index, groups=(), passages=(), nearest=None, notes=()))
    settled(index.groups[0])
    while Path(os.environ["HOLD"]).exists():
        progress(Step("verify", 7, 9))
        time.sleep(0.01)
    return index


app.index_folder = held
indexing_thread.SOON = indexing_thread.A_MOMENT = 0
sys.exit(main(sys.argv[1:]))
