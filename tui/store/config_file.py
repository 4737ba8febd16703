"""The user's configuration file in, a `Config` out, or a sentence that names the line.

The settings, their types and defaults are those of `tui.config`; what is not in the file keeps its
default. The file is never looked for in the folder of articles: that may come from anywhere.
"""

import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NoReturn

import platformdirs
import tomli

from tui.config import RULES, THEMES, Config
from tui.errors import UsageError
from tui.text.visible import is_safe

_LARGEST: Final = 1_000_000  # bytes; a larger file is no configuration
_LEVELS: Final = ("word", "phrase", "sentence")
_WORDS_FOR: Final[Mapping[type, str]] = MappingProxyType(
    {
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        str: "a text in quotes",
        tuple: "a list of texts in quotes",
    }
)


def default_path() -> Path:
    """Where the configuration is looked for when the call names none; it need not exist."""
    return Path(platformdirs.user_config_path("copydesk", appauthor=False)) / "config.toml"


def load_config(path: Path | None) -> Config:
    """Load the file at `path`; for None the default one, where there is one.

    Raises UsageError with file and line for anything in it that is not understood.
    """
    chosen = default_path() if path is None else path
    if path is None and not chosen.exists():
        return Config()
    return _Reading(chosen, _text(chosen)).config()


def setting_location(path: Path | None, table: str, name: str) -> str:
    """Return the file and the line of a setting that was loaded from `path`, for whoever checks its value."""
    chosen = default_path() if path is None else path
    try:
        return _Reading(chosen, _text(chosen)).setting_location(table, name)
    except UsageError:  # it was changed meanwhile
        return str(chosen)


def _text(path: Path) -> str:
    what_to_do = "Name a TOML file with --config, or none for the defaults"
    try:
        if not path.is_file():
            said = "this is no regular file" if path.exists() else "there is no such file"
            raise UsageError(said, where=str(path), do=what_to_do)
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        said = (error.strerror or "it cannot be read").lower()
        raise UsageError(said, where=str(path), do=what_to_do) from error
    if len(data) > _LARGEST:
        raise UsageError(
            f"more than {_LARGEST:,} bytes: this is no configuration",
            where=str(path),
            do=what_to_do,
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(
            "not UTF-8", where=f"{path}:{line}", do="Save the file as UTF-8 without other bytes"
        ) from error


class _Reading:
    """One file being read; it holds path and text because every complaint names a line."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text

    def config(self) -> Config:
        defaults = Config()
        known = {field.name: getattr(defaults, field.name) for field in fields(defaults)}
        changed: dict[str, Any] = {}
        for name, found in self._tables().items():
            if name not in known:
                self._stray(name, known)
                self._unknown(name, known, "table", self._line_of(name))
            elif not isinstance(found, dict):
                self._wrong(f"“{name}” is a table: [{name}], with its settings below", name)
            elif is_dataclass(known[name]):
                changed[name] = self._settings(name, known[name], found)
            else:
                changed[name] = self._keys(name, found)
        return replace(defaults, **changed)

    def setting_location(self, table: str, name: str) -> str:
        """Return `file:line` of a setting."""
        return f"{self.path}:{self._line_of(table, name)}"

    def _tables(self) -> dict[str, Any]:
        try:
            return tomli.loads(self.text)
        except tomli.TOMLDecodeError as error:
            raise UsageError(
                f"no TOML: {error.msg} (column {error.colno})",
                where=f"{self.path}:{error.lineno}",
                do="Settings are written name = value, below a [table]",
            ) from error
        except (ValueError, RecursionError) as error:  # a number or a nesting beyond all measure
            raise UsageError(
                "no TOML that can be read: a number too long, or lists nested too deep",
                where=str(self.path),
            ) from error

    def _settings(self, table: str, defaults: Any, found: Mapping[str, Any]) -> Any:
        types = typing.get_type_hints(type(defaults))
        changed = {}
        for name, given in found.items():
            if name not in types:
                self._unknown(name, types, f"setting in [{table}]", self._line_of(table, name))
            changed[name] = self._value(table, name, types[name], given)
        return replace(defaults, **changed)

    def _value(self, table: str, name: str, wanted: Any, given: Any) -> Any:
        kind = typing.get_origin(wanted) or wanted
        if not _has_type(given, kind):
            self._wrong(f"“{name}” is {_WORDS_FOR[kind]}, not {_shown(given)}", table, name)
        value = kind(given)
        fits, expected = _FITTING.get((table, name), (_is_one_line, "without control characters"))
        if not fits(value):
            self._wrong(f"“{name}” is {expected}, not {_shown(given)}", table, name)
        return value

    def _keys(self, table: str, found: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
        """[keys]: which ids there are is known to the screen, which looks at them."""
        keys = {}
        for name, given in found.items():
            listed = [given] if isinstance(given, str) else given
            if not _has_type(listed, tuple) or not all(listed) or not _is_one_line(listed):
                self._wrong(
                    f"“{name}” is a key or a list of keys in quotes, not {_shown(given)}",
                    table,
                    name,
                )
            keys[name] = tuple(listed)
        return MappingProxyType(keys)

    def _stray(self, name: str, known: Mapping[str, Any]) -> None:
        """Complain of a setting that stands above the tables."""
        tables = [table for table, value in known.items() if hasattr(value, name)]
        if tables and name not in dir(MappingProxyType({})):
            raise UsageError(
                f"“{name}” stands outside of its table",
                where=f"{self.path}:{self._line_of(name)}",
                do=f"Put it below [{tables[0]}]",
            )

    def _unknown(self, name: str, known: Mapping[str, Any], what: str, line: int) -> NoReturn:
        near = get_close_matches(name, known, n=1)
        there = f"There are: {', '.join(sorted(known))}"
        raise UsageError(
            f"there is no {what} “{name}”",
            where=f"{self.path}:{line}",
            do=f"Did you mean “{near[0]}”?" if near else there,
        )

    def _wrong(self, said: str, table: str, name: str = "") -> NoReturn:
        raise UsageError(said, where=self.setting_location(table, name))

    def _line_of(self, table: str, name: str = "") -> int:
        """The line that names the table, or the setting in it, from 1.

        TOML's reader gives no places; this one knows the usual ways to write a setting, and falls
        back to the table's line, then to 1.
        """
        inside, at_table = "", 1
        for number, line in enumerate(self.text.splitlines(), start=1):
            if header := _HEADER.match(line):
                inside = _bare(header["name"])
                if inside == table:
                    at_table = number
                    if not name:
                        return number
            elif pair := _PAIR.match(line):
                said = [_bare(part) for part in pair["name"].split(".")]
                path = [inside, *said] if inside else said
                if path[: 2 if name else 1] == ([table, name] if name else [table]):
                    return number
        return at_table


_HEADER: Final = re.compile(r"\s*\[\[?\s*(?P<name>[^\]\[]+?)\s*\]")
_PAIR: Final = re.compile(r"\s*(?P<name>[\w\-.\"' ]+?)\s*=")


def _bare(name: str) -> str:
    return name.strip().strip("\"'").strip()


def _has_type(given: Any, kind: type) -> bool:
    if kind is tuple:
        return isinstance(given, list) and all(isinstance(one, str) for one in given)
    if kind is float:
        return isinstance(given, int | float) and not isinstance(given, bool)
    return type(given) is kind  # true is no number


def _shown(given: Any) -> str:
    said = f"“{given}”" if isinstance(given, str) else str(given).replace("True", "true")
    said = said.replace("False", "false")
    return said if len(said) <= 60 else said[:59] + "…"


def _is_one_line(value: Any) -> bool:
    return all(is_safe(one) for one in ([value] if isinstance(value, str) else _listed(value)))


def _listed(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []


def _is_choice_of(known: tuple[str, ...]) -> Callable[[Any], bool]:
    return lambda value: len(set(value)) == len(value) and set(value) <= set(known)


Fitting = tuple[Callable[[Any], bool], str]
_BYTES: Final[Fitting] = (lambda value: value >= 1, "a number of bytes, 1 or more")
_A_FIELD: Final[Fitting] = (lambda value: bool(value) and is_safe(value), "the name of a field")
_FITTING: Final[Mapping[tuple[str, str], Fitting]] = MappingProxyType(
    {
        ("read", "largest_file"): _BYTES,
        ("read", "largest_article"): _BYTES,
        ("read", "longest_reading"): (
            lambda value: 0 < value <= 86_400,
            "a number of seconds, more than 0 and at most a day",
        ),
        ("read", "text_field"): _A_FIELD,
        ("detect", "workers"): (
            lambda value: 0 <= value <= 1_024,
            "a number of processes, 0 (one a core) to 1024",
        ),
        ("suggest", "rules"): (
            _is_choice_of(RULES),
            f"a list of some of {', '.join(RULES)}, each once",
        ),
        ("review", "labels"): (
            lambda value: all(value) and len(set(value)) == len(value) and _is_one_line(value),
            "a list of different labels, each of one line and not empty",
        ),
        ("screen", "theme"): (
            lambda value: value in THEMES,
            f"one of {', '.join(THEMES)}",
        ),
        ("screen", "level"): (
            lambda value: value in _LEVELS,
            f"one of {', '.join(_LEVELS)}",
        ),
    }
)
"""What a value must be beyond its type, and how that is said."""
