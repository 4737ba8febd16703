"""The groups that a call names with `--groups`: read before any work, and asked once the folder is read."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui.commands.output import ALL_LISTED, first_of
from tui.config import Config
from tui.detect.engine import ImportResolver
from tui.errors import UsageError
from tui.model import Skipped
from tui.text.plural import counted


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The files of groups, what the index asks of them (None where there are none), and what is to be said."""

    files: tuple[Path, ...] = ()
    claimed: ImportResolver | None = None
    said: tuple[str, ...] = ()


NOTHING_GIVEN: Final = ImportOptions()


def given_groups(arguments: argparse.Namespace, folder: Path, config: Config) -> ImportOptions:
    """Read the groups of a call. Raises UsageError or InputError."""
    files: list[Path] = getattr(arguments, "groups", None) or []
    if not files:
        for option in ("alone", "split"):
            if getattr(arguments, option, False):
                raise UsageError(f"--{option} is about groups", do="Name them: --groups FILE")
        return NOTHING_GIVEN
    from tui.imported_groups import claimed, foreign  # noqa: PLC0415 - only such calls need the readers

    found = [foreign(file, arguments.kind) for file in files]
    said = tuple(
        f"{file}: there are no groups in it (read as {one.tool})"
        for file, one in zip(files, found, strict=True)
        if not one.groups
    )
    answers = claimed(
        folder,
        found,
        config.read,
        alone=arguments.alone,
        split=arguments.split,
        tasks=arguments.tasks or 0,
    )
    return ImportOptions(tuple(files), answers, said)


def unresolved(missing: tuple[Skipped, ...]) -> Iterator[str]:
    """What groups of other tools name that is not here: how much, and the first ones."""
    if missing:
        yield f"{counted(len(missing), 'name')} in the groups of --groups could not be resolved:"
    yield from first_of([f"  {one.path}: {one.reason}" for one in missing], ALL_LISTED)
