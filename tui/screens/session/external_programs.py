"""A copy handed to other programs: the pager, the editor, the terminal's clipboard. Each says what it did."""

import os
import shutil
from base64 import b64encode
from typing import Final

from textual.app import App, SuspendNotSupported

from tui.errors import UsageError
from tui.runtime import foreground_process
from tui.screens.session.diff_cache import Comparer
from tui.text.visible import visible

_LONGEST_PATH: Final = 4096  # bytes: terminals refuse long clipboard sequences


def pager(app: App[int], comparer: Comparer, article: str) -> str:
    """Show a copy in $PAGER, made visible, on its standard input."""
    found = comparer.text(article)
    if not isinstance(found, str):
        return f"{article}: {found.reason}"
    body = visible(found, layout=True).encode("utf-8", "replace")
    try:
        return _run(app, _command("less", "PAGER"), body)
    except UsageError as trouble:
        return str(trouble)


def editor(app: App[int], comparer: Comparer, article: str) -> str:
    """Open a copy's file in $EDITOR, by its absolute path, without a shell."""
    path = comparer.path(article)
    try:
        said = _run(app, [*_command("vi", "VISUAL", "EDITOR"), str(path)], None)
    except UsageError as trouble:
        return str(trouble)
    comparer.forget()
    return said or f"edited: {article}; start again to have its groups found anew"


def clipboard(app: App[int], comparer: Comparer, article: str) -> str:
    """Put a copy's path into the terminal's clipboard (OSC 52), as base64: nothing raw is written."""
    path = os.fsencode(comparer.path(article))
    if len(path) > _LONGEST_PATH:
        return "this path is too long for a terminal's clipboard"
    driver = app._driver  # noqa: SLF001 - app.copy_to_clipboard takes text, and a path may be none
    if driver is not None:
        driver.write(f"\x1b]52;c;{b64encode(path).decode('ascii')}\a")
    return f"copied: {article}"


def _command(usual: str, *names: str) -> list[str]:
    """The words of the first of these variables that is set, else the usual program.

    Raises UsageError where they cannot be told apart.
    """
    name = next((name for name in names if os.environ.get(name, "").strip()), "")
    return foreground_process.command_of(os.environ[name], name) if name else [usual]


def _run(app: App[int], command: list[str], given: bytes | None) -> str:
    """Run a program in the terminal and take the terminal back; why not, where it cannot be."""
    program = shutil.which(command[0])
    if program is None:
        return f"there is no program {command[0]}"
    try:
        with app.suspend():
            foreground_process.run([program, *command[1:]], given)
    except SuspendNotSupported:
        return "this terminal cannot be handed over"
    return ""
