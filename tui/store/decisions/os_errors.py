"""A refusal of the system → what it means for the decisions, and what to do about it."""

import errno
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tui.errors import DecisionsError

MEANWHILE: Final = "what you decide is kept here until then"
_ELSEWHERE: Final = "or choose another place with --decisions FILE"
DO: Final[Mapping[int | None, str]] = {
    errno.ENOSPC: f"Make room on that disk; {MEANWHILE}",
    errno.EDQUOT: f"Your quota there is full: make room; {MEANWHILE}",
    errno.EFBIG: f"A limit on file sizes (ulimit -f) forbids it: raise it, {_ELSEWHERE}",
    errno.EROFS: "Choose another place with --decisions FILE",
    errno.EACCES: f"Ask for the right to write there, {_ELSEWHERE}",
    errno.EPERM: f"Ask for the right to write there, {_ELSEWHERE}",
    errno.ENOENT: f"Make that folder again, {_ELSEWHERE}",
}


def explained(trouble: OSError, path: Path) -> DecisionsError:
    """The trouble as the reviewer is told it."""
    what = trouble.strerror or str(trouble)
    do = DO.get(trouble.errno, f"When it is mended, decide on; {MEANWHILE}")
    return DecisionsError(what[:1].lower() + what[1:], where=str(path), do=do)
