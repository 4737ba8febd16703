"""Every key of the review screen: its id, its default keys, the action, and what it does in words.

The configuration remaps by id. The help, the footer and the bindings all come from this one table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from textual.binding import Binding

from tui.errors import UsageError
from tui.screens.key_names import is_sent, normal, suggestion


@dataclass(frozen=True, slots=True)
class Key:
    """One action under one or more keys.

    `short` names it in the footer, "" where it does not stand there; the smallest `rank` comes first.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    does: str
    short: str = ""
    rank: int = 0


_LIST = (
    Key("next_group", ("j", "down"), "move(1)", "the next group", "next", 9),
    Key("previous_group", ("k", "up"), "move(-1)", "the previous group"),
    Key("first_group", ("g", "home"), "first", "the first group"),
    Key("last_group", ("G", "end"), "last", "the last group"),
    Key("next_open", ("tab",), "next_open", "the next undecided group", "next open", 8),
    Key("next_set_aside", ("R",), "next_set_aside", "the next group set aside: skipped or flagged"),
    Key("search", ("/",), "search", "search titles, paths and texts", "search", 10),
    Key("search_next", ("n",), "search_again(False)", "the next group found"),
    Key("search_previous", ("N",), "search_again(True)", "the previous group found"),
    Key("filter", ("F",), "filter", "show only some groups: by state, score, size, path, words"),
    Key("sort", ("o",), "sort", "sort the groups"),
    Key("clear", ("0",), "clear", "show all groups again, none selected"),
    Key("select", ("space",), "select", "select the group: the next decision is for all selected"),
    Key("select_range", ("V",), "select_range", "select from here to where V is pressed again"),
)
_DECIDE = (
    Key("canonical_base", ("a",), "choose_base", "copy * is canonical; then on", "canon *", 1),
    Key("canonical_shown", ("c",), "choose_shown", "the copy shown is; then on", "canon shown", 2),
    *(
        Key(f"canonical_{n}", (str(n),), f"choose({n})", f"copy {n} is canonical; then on")
        for n in range(1, 10)
    ),
    Key("canonical_number", ("#",), "choose_any", "the copy of a number above 9 is canonical"),
    Key(
        "not_duplicates",
        ("x",),
        "decide('not_duplicates')",
        "no copies of each other; then on",
        "not dup",
        3,
    ),
    Key("skip", ("s",), "decide('skip')", "skip: leave it out of the queue; then on", "skip", 4),
    Key("flag", ("f",), "decide('flag')", "flag it for somebody else; then on", "flag", 11),
    Key("same_verdict", ("=",), "decide('same_verdict')", "a newcomer gets the same verdict"),
    Key("exclude", ("d",), "press('exclude_shown')", "exclude the copy shown, or put it back"),
    Key("other_part", ("D",), "press('put_in_other_part')", "put the copy shown into another part"),
    Key("cut", ("C",), "press('cut')", "cut the group in two at its weakest tie, or undo that"),
    Key("join", ("J",), "join", "join the selected groups with this one"),
    Key("rule", (":",), "rule", "decide by rule, after a look at what it would do"),
    Key("label", ("l",), "label", "label the copies (reprint, spun, …)"),
    Key("note", ("e",), "note", "write a note", "note", 12),
    Key("repeat", (".",), "repeat", "do the last decision here too"),
    Key("undo", ("u",), "press('undo')", "undo, and go to that group", "undo", 5),
    Key("redo", ("ctrl+r",), "press('redo')", "redo, and go to that group"),
)
_COMPARE = (
    Key("next_change", ("]",), "change(1)", "the next change", "change", 6),
    Key("previous_change", ("[",), "change(-1)", "the previous change"),
    Key("next_of_kind", ("}",), "change_of_kind(1)", "the next change of the chosen kind"),
    Key("previous_of_kind", ("{",), "change_of_kind(-1)", "the previous change of that kind"),
    Key("kind", ("K",), "kind", "choose the kind of change to jump by"),
    Key(
        "pair_summary", ("P",), "pair_summary", "what the two amount to: shares, facts that differ"
    ),
    Key("other_end", ("'",), "other_end", "the other end of a moved passage"),
    Key("half_page_down", ("ctrl+d",), "scroll(0.5)", "half a page of the diff down"),
    Key("half_page_up", ("ctrl+u",), "scroll(-0.5)", "half a page of the diff up"),
    Key("page_down", ("pagedown",), "scroll(1)", "a page of the diff down"),
    Key("page_up", ("pageup",), "scroll(-1)", "a page of the diff up"),
    Key("search_copies", ("i",), "search_copies", "search the copies of this group"),
    Key("next_copy", ("b",), "show_copy(1)", "the next copy to compare", "copy", 7),
    Key("previous_copy", ("B",), "show_copy(-1)", "the previous copy to compare"),
    Key("all_copies", ("t",), "all_copies", "the base beside all its copies: who reads otherwise"),
    Key("swap", ("w",), "swap", "swap the two sides: the copy shown becomes copy *"),
    Key("side_by_side", ("v",), "side_by_side", "side by side, or inline"),
    Key("fold", ("z",), "fold", "fold long equal text, or show it"),
    Key("marks", ("m",), "marks", "mark changes like [-gone-]{+new+}; # number, @ name"),
    Key("level", ("L",), "level", "level of the diff: word, phrase, sentence"),
    Key("full_text", ("enter",), "full_text", "read the whole text of the copy shown"),
    Key("pager", ("p",), "outside('pager')", "read it in the pager"),
    Key("editor", ("O",), "outside('editor')", "open its file in the editor"),
    Key("copy_path", ("y",), "outside('clipboard')", "its path into the terminal's clipboard"),
)
_OTHER = (
    Key("summary", ("S",), "summary", "how far the review is"),
    Key("trouble", ("E",), "trouble", "the trouble log"),
    Key("help", ("?", "ctrl+p"), "help", "this help; Enter does what is chosen in it", "help"),
    Key("quit", ("q",), "quit", "quit: everything is saved", "quit", 13),
    Key("suspend", ("ctrl+z",), "suspend", "back to the shell for a while (fg returns)"),
)
SECTIONS: Final[Mapping[str, tuple[Key, ...]]] = {
    "Groups": _LIST,
    "Decide": _DECIDE,
    "Compare": _COMPARE,
    "Other": _OTHER,
}
_ALWAYS: Final[Mapping[str, str]] = {"ctrl+c": "quit", "ctrl+q": "quit", "ctrl+z": "suspend"}
_HOW_KEYS_ARE_NAMED: Final = "Keys are named like j, J, ctrl+n, alt+n, f5, pagedown, space"
_ON_SCREEN: Final = {
    "left_square_bracket": "[", "right_square_bracket": "]", "slash": "/", "question_mark": "?",
    "equals_sign": "=", "colon": ":", "full_stop": ".", "apostrophe": "'", "number_sign": "#",
    "left_curly_bracket": "{", "right_curly_bracket": "}", "space": "Space", "ctrl+p": "^p", "ctrl+d": "^d", "ctrl+u": "^u", "ctrl+r": "^r", "ctrl+z": "^z",
    "pagedown": "PgDn", "pageup": "PgUp", "down": "↓", "up": "↑", "tab": "Tab", "enter": "Enter",
    "home": "Home", "end": "End",
}  # fmt: skip


def all_keys() -> tuple[Key, ...]:
    """Every key there is, in the order of the help."""
    return tuple(key for section in SECTIONS.values() for key in section)


def remapped(
    configured: Mapping[str, tuple[str, ...]], place_of: Callable[[str], str] = lambda _name: ""
) -> dict[str, tuple[str, ...]]:
    """Keys by id: the defaults, and in their place what the configuration says.

    `place_of` gives file and line of an id in the configuration, for messages.

    Raises UsageError for an id that there is not, for a key that no terminal sends or that always does something
    else, and where one key would trigger two actions.
    """
    known = {key.id: key.keys for key in all_keys()}
    for wanted, pressed in configured.items():
        if wanted not in known:
            near = get_close_matches(wanted, known, n=1)
            meant = f"Did you mean {near[0]}?" if near else "`?` in the program lists the keys"
            raise UsageError(
                f"keys.{wanted} is no key of the review screen", where=place_of(wanted), do=meant
            )
        for one in pressed:
            _check_sent(wanted, one, place_of(wanted))
    chosen = {name: tuple(map(normal, configured.get(name, keys))) for name, keys in known.items()}
    owner: dict[str, str] = {}
    for name, keys in chosen.items():
        for one in keys:
            other = owner.setdefault(one, name)
            if other != name:
                changed = name if name in configured else other
                raise UsageError(
                    f"the key {shown(one)} is given to both {other} and {name}",
                    where=place_of(changed),
                    do="Give one of them another key under [keys] in the configuration",
                )
    return chosen


def _check_sent(name: str, key: str, where: str) -> None:
    """Raise UsageError where the key of the action `name` would never trigger it."""
    if not is_sent(normal(key)):
        meant = suggestion(key)
        do = f"Did you mean {meant}?" if meant else _HOW_KEYS_ARE_NAMED
        raise UsageError(f"keys.{name}: no terminal sends the key “{key}”", where=where, do=do)
    always = _ALWAYS.get(normal(key), name)
    if always != name:
        raise UsageError(
            f"keys.{name}: the key {key} always does something else: {always}",
            where=where,
            do="Choose another key",
        )


def bindings(chosen: Mapping[str, tuple[str, ...]]) -> list[Binding]:
    """The bindings of the review screen for keys by id."""
    return [
        Binding(one, key.action, key.does, id=key.id, show=False)
        for key in all_keys()
        for one in chosen[key.id]
    ]


def shown(key: str) -> str:
    """A key as people know it."""
    return _ON_SCREEN.get(key, key)
