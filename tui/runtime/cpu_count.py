"""How many processors this program may use: asked by whoever shares work out."""

import os


def cores() -> int:
    """Processors that this program may use, 1 or more; a container may grant fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
