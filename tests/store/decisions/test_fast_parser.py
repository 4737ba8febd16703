"""The quick way to read our own form says what the parser says, or nothing."""

from dataclasses import replace

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.store.decisions.fast_parser import parse_canonical_block
from tui.store.decisions.toml_writer import RecordError, block_of, decision_of

SPICE = st.sampled_from(
    ['"', "\\", "\n", "\r", "\t", "\x00", "\x7f", "#", "[", "]", "{", "}", ",", "=", ".", "/", "0", "Z", " ", "é", "'"]
)  # fmt: skip


def parsed(block):
    """What the parser makes of a block; None where it is no single decision."""
    try:
        whole = tomli.loads(block)
        if whole.keys() != {"decision"} or len(whole["decision"]) != 1:
            return None
        return decision_of(whole["decision"][0])
    except (tomli.TOMLDecodeError, RecordError):
        return None


@pytest.mark.parametrize(
    "verdict", ["canonical", "not-duplicates", "skipped", "flagged", "undecided"]
)
def test_what_we_write_is_read_the_quick_way(verdict, decide):
    one = decide(3, verdict=verdict, copies=3, note="sure", label="reprint", rule="longest")
    bare = replace(one, score=None, tool="", note="", label="", rule="")
    excluded = replace(one, members=(*one.members[:2], replace(one.members[2], excluded=True)))
    follows = replace(one, follows=("0123456789abcdef", "fedcba9876543210"))
    assert parse_canonical_block(block_of(follows)).follows == follows.follows
    for decision in (one, bare, excluded, follows, replace(one, note="æøå 東京 …")):
        assert parse_canonical_block(block_of(decision)) == decision
        assert parse_canonical_block(f"# by hand\n{block_of(decision)}") == decision


@pytest.mark.parametrize("note", ['"', "\n", "\u202e", "\\"])
def test_what_is_escaped_goes_to_the_parser(note, decide):
    assert parse_canonical_block(block_of(decide(note=note))) is None


def test_flaws_go_to_the_parser(decide):
    block = block_of(decide())
    for old, new in [
        ('verdict = "canonical"', 'verdict = "best"'),
        (", canonical = true", ""),
        ("13:40:00", "25:40:00"),
        ('path = "wire', 'path = "/wire'),
        ('path = "wire', 'path = "../wire'),
        ('reviewer = "alice"', 'reviewer = ""'),
        ("members = [", "mood = 1\nmembers = ["),
        ("  {", " {"),
        ("\n", "\r\n"),
    ]:
        assert old in block
        assert parse_canonical_block(block.replace(old, new)) is None


@given(
    edits=st.lists(
        st.tuples(
            st.integers(0, 600), st.sampled_from(["put", "take", "change"]), SPICE | st.characters()
        ),
        max_size=3,
    ),
    excluded=st.booleans(),
    follows=st.integers(0, 3),
)
@settings(
    max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_after_any_edit_it_says_what_the_parser_says_or_nothing(edits, excluded, follows, decide):
    one = decide(3, copies=3, note="sure")
    one = replace(one, follows=tuple(f"{n:016x}" for n in range(follows)))
    members = (*one.members[:2], replace(one.members[2], excluded=excluded))
    block = f"# by hand\n{block_of(replace(one, members=members))}"
    for at, kind, character in edits:
        at %= len(block)  # noqa: PLW2901 - where it falls is chance anyway
        behind = block[at:] if kind == "put" else block[at + 1 :]
        block = block[:at] + ("" if kind == "take" else character) + behind
    quick = parse_canonical_block(block)
    found = parsed(block)
    assert quick is None or (quick, quick.follows) == (found, found.follows)
