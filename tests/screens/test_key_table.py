from pathlib import Path

import pytest

from tui.errors import UsageError
from tui.screens.key_table import SECTIONS, all_keys, bindings, normal, remapped, shown


def test_every_id_and_every_default_key_is_given_once():
    keys = all_keys()
    assert len({key.id for key in keys}) == len(keys)
    remapped({})


def test_a_key_is_remapped_by_its_id():
    chosen = remapped({"canonical_base": ("A", "f5")})
    assert chosen["canonical_base"] == ("A", "f5")
    made = [binding.key for binding in bindings(chosen) if binding.id == "canonical_base"]
    assert made == ["A", "f5"]


def test_a_key_can_be_taken_away():
    assert "flag" not in {binding.id for binding in bindings(remapped({"flag": ()}))}


@pytest.mark.parametrize(
    ("configured", "says"),
    [
        ({"canonical_bse": ("A",)}, "Did you mean canonical_base"),
        ({"zzz": ("A",)}, "no key of the review screen"),
        ({"skip": ("x",)}, "the key x is given to both not_duplicates and skip"),
        ({"skip": ("]",)}, r"the key \] is given to both"),
    ],
)
def test_contradictions_are_refused(configured, says):
    with pytest.raises(UsageError, match=says):
        remapped(configured)


def test_keys_are_shown_as_people_know_them():
    assert [shown(key) for key in ("right_square_bracket", "ctrl+d", "j", "pagedown")] == [
        "]",
        "^d",
        "j",
        "PgDn",
    ]


def table_of_keys() -> str:
    """The table in docs/reviewing.md, made of the keys as they are."""
    lines = []
    for section, entries in SECTIONS.items():
        lines += [f"\n**{section}**\n", "| keys | what they do | id |", "| --- | --- | --- |"]
        for key in entries:
            if key.id.startswith("canonical_") and key.id[-1] in "23456789":
                continue
            pressed = " ".join(f"`{shown(normal(one))}`" for one in key.keys)
            does, name = key.does, key.id
            if key.id == "canonical_1":
                pressed, does, name = (
                    "`1` – `9`",
                    "the copy of that number is; then on",
                    "canonical_1 …",
                )
            lines.append(f"| {pressed} | {does} | {name} |")
    return "\n".join(lines).strip() + "\n"


def test_the_page_on_reviewing_shows_the_real_keys():
    page = Path(__file__).parents[2] / "docs" / "reviewing.md"
    assert table_of_keys() in page.read_text(encoding="utf-8")
