"""How long work reports where it is, and how it is stopped."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """`done` of `total` units of one stage; `total` 0 where it is not known yet."""

    stage: str
    done: int
    total: int = 0


class Cancelled(Exception):  # noqa: N818 - no error: a person pressed a key
    """Raised by a progress callback to stop the work that reports to it."""


Progress = Callable[[Step], None]


def silent(step: Step, /) -> None:
    """Report nothing, cancel nothing."""
