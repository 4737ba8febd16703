"""Every key of the review screen: its id, its default keys, the action, and what it does in words.

The configuration remaps by id. The help, the footer and the bindings all come from this one table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from textual.binding import Binding
from textual.keys import _character_to_key

from tui.errors import UsageError


@dataclass(frozen=True, slots=True)
class Key:
    """One action under one or more keys; `short` names it in the footer, "" where it is not shown."""

    id: str
    keys: tuple[str, ...]
    action: str
    does: str
    short: str = ""


_LIST = (
    Key("next_group", ("j", "down"), "move(1)", "the next group"),
    Key("previous_group", ("k", "up"), "move(-1)", "the previous group"),
    Key("first_group", ("g", "home"), "first", "the first group"),
    Key("last_group", ("G", "end"), "last", "the last group"),
    Key("next_open", ("tab",), "next_open", "the next undecided group"),
    Key("search", ("/",), "search", "search titles and paths"),
    Key("search_next", ("n",), "search_again(False)", "the next group found"),
    Key("search_previous", ("N",), "search_again(True)", "the previous group found"),
)
_DECIDE = (
    Key(
        "canonical_base", ("a",), "choose_base", "the starred copy is canonical; then on", "canon *"
    ),
    Key(
        "canonical_shown",
        ("c",),
        "choose_shown",
        "the copy shown is canonical; then on",
        "canon shown",
    ),
    *(
        Key(f"canonical_{n}", (str(n),), f"choose({n})", f"copy {n} is canonical; then on")
        for n in range(1, 10)
    ),
    Key(
        "not_duplicates",
        ("x",),
        "decide('not_duplicates')",
        "no copies of each other; then on",
        "not dup",
    ),
    Key("skip", ("s",), "decide('skip')", "skip: leave it out of the queue; then on", "skip"),
    Key("flag", ("f",), "decide('flag')", "flag it for somebody else; then on"),
    Key("exclude", ("d",), "decide('exclude_shown')", "exclude the copy shown, or put it back"),
    Key(
        "other_part", ("D",), "decide('put_in_other_part')", "put the copy shown into another part"
    ),
    Key("same_verdict", ("=",), "decide('same_verdict')", "a newcomer gets the same verdict"),
    Key("note", ("e",), "note", "write a note"),
    Key("label", ("l",), "label", "label the copies (reprint, spun, …)"),
    Key("undo", ("u",), "decide('undo')", "undo, and go to that group", "undo"),
    Key("redo", ("ctrl+r",), "decide('redo')", "redo, and go to that group"),
)
_COMPARE = (
    Key("next_change", ("]",), "change(1)", "the next change", "next change"),
    Key("previous_change", ("[",), "change(-1)", "the previous change"),
    Key("half_page_down", ("ctrl+d",), "scroll(0.5)", "half a page of the diff down"),
    Key("half_page_up", ("ctrl+u",), "scroll(-0.5)", "half a page of the diff up"),
    Key("page_down", ("pagedown",), "scroll(1)", "a page of the diff down"),
    Key("page_up", ("pageup",), "scroll(-1)", "a page of the diff up"),
    Key("next_copy", ("b",), "show_copy(1)", "the next copy to compare", "copy"),
    Key("previous_copy", ("B",), "show_copy(-1)", "the previous copy to compare"),
    Key("swap", ("w",), "swap", "swap the two sides: the copy shown becomes the base"),
    Key("full_text", ("enter",), "full_text", "read the whole text of the copy shown"),
    Key("side_by_side", ("v",), "toggle('side_by_side')", "side by side, or inline"),
    Key("fold", ("z",), "toggle('fold')", "fold long equal text, or show it"),
    Key("marks", ("m",), "toggle('marks')", "textual marks [-…-]{+…+}"),
    Key("level", ("L",), "level", "level of the diff: word, phrase, sentence"),
)
_OTHER = (
    Key("summary", ("S",), "summary", "how far the review is"),
    Key("trouble", ("E",), "trouble", "the trouble log"),
    Key("help", ("?",), "help", "this help", "help"),
    Key("quit", ("q",), "quit", "quit: everything is saved"),
    Key("suspend", ("ctrl+z",), "suspend", "back to the shell for a while (fg returns)"),
)
SECTIONS: Final[Mapping[str, tuple[Key, ...]]] = {
    "Groups": _LIST,
    "Decide": _DECIDE,
    "Compare": _COMPARE,
    "Other": _OTHER,
}
_ON_SCREEN: Final = {
    "left_square_bracket": "[", "right_square_bracket": "]", "slash": "/", "question_mark": "?",
    "equals_sign": "=", "ctrl+d": "^d", "ctrl+u": "^u", "ctrl+r": "^r", "ctrl+z": "^z",
    "pagedown": "PgDn", "pageup": "PgUp", "down": "↓", "up": "↑", "tab": "Tab", "enter": "Enter",
    "home": "Home", "end": "End",
}  # fmt: skip


def all_keys() -> tuple[Key, ...]:
    """Every key there is, in the order of the help."""
    return tuple(key for section in SECTIONS.values() for key in section)


def remapped(configured: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Keys by id: the defaults, and in their place what the configuration says.

    Raises UsageError for an id that there is not, and where one key would trigger two actions.
    """
    known = {key.id: key.keys for key in all_keys()}
    for wanted in configured:
        if wanted not in known:
            near = get_close_matches(wanted, known, n=1)
            meant = f"Did you mean {near[0]}?" if near else "`?` in the program lists the keys"
            raise UsageError(f"keys.{wanted} is no key of the review screen", do=meant)
    chosen = {name: tuple(map(normal, configured.get(name, keys))) for name, keys in known.items()}
    owner: dict[str, str] = {}
    for name, keys in chosen.items():
        for one in keys:
            other = owner.setdefault(one, name)
            if other != name:
                raise UsageError(
                    f"the key {shown(one)} is given to both {other} and {name}",
                    do="Give one of them another key under [keys] in the configuration",
                )
    return chosen


def bindings(chosen: Mapping[str, tuple[str, ...]]) -> list[Binding]:
    """The bindings of the review screen for keys by id."""
    return [
        Binding(",".join(chosen[key.id]), key.action, key.does, id=key.id, show=False)
        for key in all_keys()
        if chosen[key.id]
    ]


def normal(key: str) -> str:
    """A key as Textual names it: `]` is right_square_bracket."""
    return _character_to_key(key) if len(key) == 1 else key


def shown(key: str) -> str:
    """A key as people know it."""
    return _ON_SCREEN.get(key, key)
