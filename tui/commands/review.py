"""`copydesk review FOLDER`: checks what can be checked before a screen opens, then opens it."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from tui.commands.group_option import NOTHING_GIVEN, ImportOptions, given_groups
from tui.commands.open_folder import (
    cache_path,
    existing_folder,
    place_of,
    references,
    reviewer,
    say,
)
from tui.config import THEMES, Config
from tui.errors import UsageError
from tui.store import user_state
from tui.store.config_file import load_config, setting_location

_THEME: Final = "theme"  # the note that remembers it


def run(arguments: argparse.Namespace) -> int:
    """Open the review screen on a folder; the screen's exit code."""
    config = load_config(arguments.config)
    folder = existing_folder(arguments.folder)
    if arguments.linear:
        from tui.commands import linear_review  # noqa: PLC0415 - the screen needs none of it

        return linear_review.run(arguments, config)
    chosen = place_of(arguments, config, reading=False)
    _needs_a_terminal()
    return open_screen(
        arguments,
        config,
        folder,
        chosen.path,
        said=(chosen.said, *chosen.notes),
        cache=cache_path(arguments),
        given=given_groups(arguments, folder, config),
        against=references(arguments),
    )


def open_screen(
    arguments: argparse.Namespace,
    config: Config,
    folder: Path,
    decisions: Path,
    *,
    said: Sequence[str],
    cache: Path | None,
    given: ImportOptions = NOTHING_GIVEN,
    against: Sequence[Path] = (),
) -> int:
    """Load Textual and review `folder`. Raises UsageError where there is no terminal for it."""
    _needs_a_terminal()
    say(*said, *given.said)
    from tui.screens.app import run_review  # noqa: PLC0415 - Textual is loaded only for a screen
    from tui.screens.key_table import remapped  # noqa: PLC0415 - the same

    remapped(config.keys, partial(setting_location, arguments.config, "keys"))

    return run_review(
        folder,
        _in_theme(config, arguments.theme),
        decisions=decisions,
        said=tuple(filter(None, [*said, *given.said])),
        cache=cache,
        reviewer=reviewer(config, arguments),
        mouse=arguments.mouse or config.screen.mouse,
        given=given.files,
        claimed=given.claimed,
        references=against,
    )


def _in_theme(config: Config, chosen: str | None) -> Config:
    """The configuration in the theme that was chosen now, or else in an earlier call.

    Raises UsageError for a theme that there is not.
    """
    from tui.screens.widgets.styles import styles_of  # noqa: PLC0415 - as above

    if chosen is not None:
        styles_of(chosen)
        trouble = user_state.keep(_THEME, {"name": chosen})
        say(trouble and f"the theme is not remembered for the next time: {trouble}")
    remembered = user_state.kept(_THEME).get("name")  # it may be of another version
    theme = chosen or (remembered if remembered in THEMES else config.screen.theme)
    return replace(config, screen=replace(config.screen, theme=theme))


def _needs_a_terminal() -> None:
    instead = "`copydesk review --linear`, `groups`, `diff` and `status` work without one"
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the review needs a terminal for its keys and its screen", do=instead)
    if os.environ.get("TERM", "dumb") in {"", "dumb", "unknown"}:
        raise UsageError("this terminal (TERM=dumb) cannot show a screen", do=instead)
