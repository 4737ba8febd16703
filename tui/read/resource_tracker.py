"""The standard library's resource tracker, started so that it also starts under a screen."""

import sys
from multiprocessing import resource_tracker


def begin_tracking() -> None:
    """Have the resource tracker run, before a process is spawned or a server for forks is started.

    It inherits standard error; a screen may have put something there that has no descriptor.
    """
    told, sys.stderr = sys.stderr, sys.__stderr__
    try:
        resource_tracker.ensure_running()
    finally:
        sys.stderr = told
