import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.render.atoms import BLANK, BREAK, GLUE, LINE, NARROW, SPACE, Atom, atoms, marked, single
from tui.render.inline import INSERTED
from tui.render.wrap import wrapped
from tui.text.cells import width
from tui.text.visible import is_safe

words = st.text("ab–é", min_size=1, max_size=12)
texts = st.lists(words, min_size=1, max_size=9).map(" ".join)
flows = st.lists(
    st.builds(
        Atom,
        texts,
        st.sampled_from(["equal", "insert", "delete"]),
        st.sampled_from([BREAK, GLUE, SPACE, SPACE, SPACE, LINE, BLANK]),
        st.sampled_from([-1, 0, 1, 2]),
        st.sampled_from([0, 0, 1]),
        st.just(False),
    ),
    max_size=8,
)


@settings(max_examples=300, deadline=None)
@given(flows, st.integers(1, 40))
def test_words_that_go_together_are_wrapped_like_single_ones(flow, cells):
    assert list(wrapped(flow, cells)) == list(wrapped(single(iter(flow)), cells))


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from("漢字かな、。a é\u0301👍"), max_size=60),
    st.integers(1, 30),
    st.booleans(),
)
def test_characters_that_go_together_are_wrapped_like_single_ones(text, cells, has_marks):
    def flow():
        found = atoms(text.strip(), "insert", GLUE, 1)
        return [
            Atom("a", "equal", GLUE),
            *(marked(found, INSERTED) if has_marks else found),
            Atom(".", "equal", GLUE),
        ]

    drawn = list(wrapped(flow(), cells))
    assert drawn == list(wrapped(single(iter(flow())), cells))
    if cells > 1:
        assert all(sum(width(piece.text) for piece in line.pieces) <= cells for line in drawn)


def test_a_long_run_of_ideographs_is_few_atoms():
    assert len(list(atoms("漢" * 1000, "equal", GLUE))) == 3


@given(st.text(st.sampled_from("ab é漢\n\t\r.“\u0301👍\x1b"), max_size=40))
def test_atoms_have_all_words_of_a_text_however_they_are_cut(text):
    found = list(single(atoms(text.strip(), "equal", GLUE)))
    assert all(atom.text for atom in found)
    assert "".join(atom.text for atom in found).replace("␛", "\x1b") == "".join(text.split())


def test_narrow_characters_are_safe_and_of_one_cell():
    narrow = [chr(code) for code in range(0x3000) if NARROW.fullmatch(chr(code))]
    assert len(narrow) > 600
    for character in set(narrow) - set("\t\n\r"):
        assert is_safe(character)
        assert width(character) == 1
        assert is_safe(f"a{character}b")


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0301" * 60_000,
        "م\u200d" * 30_000,
        "👩\u200d" * 30_000 + "👩",
        "कि\u094d\u200d" * 15_000,
        ("a" + "\u0301" * 5_000) * 12,
    ],
)
def test_characters_that_cannot_be_parted_take_linear_time(text):
    began = time.process_time()
    drawn = list(wrapped(atoms(text, "insert", GLUE), 80))
    assert time.process_time() - began < 10  # in time of the square: minutes
    shown = "".join(piece.text for line in drawn for piece in line.pieces)
    assert len(shown.replace("<ZWJ>", "\u200d")) == len(text)
    for line in drawn:
        assert sum(width(piece.text) for piece in line.pieces) <= 80
        assert all(is_safe(piece.text) for piece in line.pieces)
