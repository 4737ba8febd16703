"""A name for this very process, by which others can tell whether it still runs."""

import hashlib
import os
import socket
from functools import cache
from pathlib import Path


def tag(process: int | None = None) -> str:
    """`machine-process-start`: a process number is used again one day, its start time is not."""
    number = os.getpid() if process is None else process
    return f"{_machine()}-{number}-{_started(number)}"


def runs(said: str) -> bool | None:
    """Whether the process of a tag is running; None where it is of another machine or no tag."""
    parts = said.split("-")
    if len(parts) != 3 or parts[0] != _machine() or not (parts[1] + parts[2]).isdigit():
        return None
    return is_alive(int(parts[1])) and str(_started(int(parts[1]))) == parts[2]


def is_alive(process: int) -> bool:
    """Whether a process of this machine exists; also where it is another user's."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


@cache
def _machine() -> str:
    return hashlib.blake2b(socket.gethostname().encode(), digest_size=4).hexdigest()


def _started(process: int) -> int:
    """Clock ticks from the boot to the start of a process; 0 where the system does not tell."""
    try:
        said = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
        return int(said.rpartition(")")[2].split()[19])
    except (OSError, ValueError, IndexError):
        return 0
