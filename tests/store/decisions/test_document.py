"""The text of a file and its decisions: what is not changed stays to the last character."""

from dataclasses import replace

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.store.decisions.decision_blocks import split
from tui.store.decisions.document import Document
from tui.store.decisions.toml_reader import Malformed, read


@pytest.fixture
def three(decide, change):
    return Document().with_changes([change(decide(n)) for n in range(3)])


def test_blocks_joined_are_the_text(three):
    text = three.text()
    cut = split(text)
    assert cut.before + "".join(cut.blocks) + cut.behind == text
    assert len(cut.blocks) == 3
    assert [text.splitlines()[line - 1] for line in cut.lines] == ["[[decision]]"] * 3


@given(st.lists(st.sampled_from(["[[decision]]", "# end", "x = 1", "", '"""', "'''", "# note", "[other]", " [[ decision ]] # x", 'y = "\\""', "\\", "\r"])), st.booleans())  # fmt: skip
@settings(max_examples=500, deadline=None)
def test_any_lines_are_cut_without_loss(lines, closed):
    text = "\n".join(lines) + "\n" * closed
    cut = split(text)
    assert cut.before + "".join(cut.blocks) + cut.behind == text


@pytest.mark.parametrize("count", [0, 1, 125, 126, 127, 128, 300])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_pieces_are_the_bytes_of_the_text(count, newline, decide, change):
    document = Document().with_changes([change(decide(n, note="né ☃")) for n in range(count)])
    document = read("\ufeff" + document.text().replace("\n", newline))
    pieces = list(document.pieces())
    assert b"".join(pieces) == document.text().encode()
    assert max(map(len, pieces)) < 1 << 18


def test_decisions_stand_sorted_by_id(three, decide):
    assert list(three.keys) == sorted(three.keys)
    assert set(three.decisions.values()) == {decide(n) for n in range(3)}
    assert read(three.text()) == three


def test_a_change_touches_only_its_own_block(three, decide, change):
    old = three.text()
    new = three.with_changes([change(decide(1, verdict="flagged"))]).text()
    before, after = split(old), split(new)
    changed = [n for n in range(3) if before.blocks[n] != after.blocks[n]]
    assert len(changed) == 1
    assert (before.before, before.behind) == (after.before, after.behind)


def test_a_removal_takes_its_block_alone(three, decide, removal):
    gone = three.with_changes([removal(decide(1))])
    assert set(gone.decisions.values()) == {decide(0), decide(2)}
    assert set(gone.blocks) < set(three.blocks)
    assert three.with_changes([removal(decide(9))]) == three


@given(data=st.data())
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_few_changes_put_in_one_by_one_are_what_one_walk_makes(
    data, three, decide, change, removal
):
    numbers = data.draw(st.lists(st.integers(0, 7), max_size=6))
    changes = [
        removal(decide(n)) if data.draw(st.booleans()) else change(decide(n, verdict="flagged"))
        for n in numbers
    ]
    few, many = (replace(three, in_order=order).with_changes(changes) for order in (True, False))
    assert few.text() == many.text()
    assert (few.keys, few.decisions) == (many.keys, many.decisions)
    assert read(few.text()) == few


def test_a_file_in_another_order_keeps_it(three, decide, change, removal):
    upside = three.before + "".join(three.blocks[::-1]) + three.behind
    document = read(upside)
    assert not document.in_order
    new = document.with_changes([change(decide(1, verdict="flagged")), removal(decide(2))])
    assert list(new.keys) == [key for key in document.keys if key != decide(2).key]
    assert new.decisions[decide(1).key].verdict == "flagged"


def test_the_last_change_of_a_key_counts(decide, change, removal):
    document = Document().with_changes(
        [
            change(decide(1)),
            change(decide(1, verdict="flagged")),
            change(decide(2)),
            removal(decide(2)),
        ]
    )
    assert set(document.decisions.values()) == {decide(1, verdict="flagged")}


def test_comments_unknown_keys_and_order_survive(three, change):
    text = three.text().replace(
        "[[decision]]\n", '# asked the archive, 12 Nov\n# twice\n[[decision]]\nmood = "sure"\n', 1
    )
    text = text.replace("schema = 1\n", 'schema = 1\n# ours since June\nteam = "desk"\n')
    document = read(text)
    first = document.decisions[document.keys[0]]
    again = document.with_changes([change(replace(first, verdict="canonical", note="sure"))]).text()
    assert "# asked the archive, 12 Nov\n# twice\n[[decision]]" in again
    assert "# ours since June" in again
    whole = tomli.loads(again)
    assert whole["team"] == "desk"
    assert whole["decision"][0]["mood"] == "sure"
    assert whole["decision"][0]["note"] == "sure"


def test_line_ends_of_the_file_are_kept(three, decide, change):
    document = read(three.text().replace("\n", "\r\n"))
    new = document.with_changes([change(decide(8)), change(decide(0, verdict="flagged"))]).text()
    assert new.count("\n") == new.count("\r\n")
    assert set(read(new).decisions.values()) == {
        decide(8),
        decide(0, verdict="flagged"),
        decide(1),
        decide(2),
    }


def test_a_byte_order_mark_is_kept(three, decide, change):
    document = read("\ufeff" + three.text())
    assert len(document.decisions) == 3
    assert document.with_changes([change(decide(8))]).text().startswith("\ufeff# Review")


def test_a_table_of_others_survives_before_and_behind(three, decide, change):
    text = three.text().replace("[[decision]]", "[tool]\nx = 1\n\n[[decision]]", 1)
    text = text.replace("# end\n", "# theirs\n[theirs]\ny = 2\n")
    document = read(text)
    assert not document.warnings
    new = tomli.loads(document.with_changes([change(decide(8)), change(decide(9))]).text())
    assert (new["tool"], new["theirs"], len(new["decision"])) == ({"x": 1}, {"y": 2}, 5)


def test_sub_tables_of_a_decision_are_its_own(three, decide, change):
    text = three.text().replace("# end\n", "[decision.mood]\nsure = true\n")
    document = read(text)
    assert dict(document.decisions[document.keys[-1]].extra) == {"mood": {"sure": True}}
    new = read(document.with_changes([change(decide(8))]).text())
    assert len(new.decisions) == 4
    last = document.decisions[document.keys[-1]]
    changed = document.with_changes([change(replace(last, note="x"))])
    assert dict(read(changed.text()).decisions[last.key].extra) == {"mood": {"sure": True}}


INLINE = (
    'schema = 1\nteam = "desk"\ndecision = [\n'
    '  {{ id = "{id}", verdict = "skipped", reviewer = "alice", at = 2026-11-22, members = ['
    '{{ path = "a.txt", digest = "b2:0" }}] }},\n]\n'
)


def test_inline_arrays_are_used_and_rewritten_as_tables_with_the_first_save(decide, change):
    document = read(INLINE.format(id="abc"))
    assert [decision.verdict for decision in document.decisions.values()] == ["skipped"]
    assert any("another form" in warning for warning in document.warnings)
    whole = tomli.loads(document.with_changes([change(decide(1))]).text())
    assert whole["team"] == "desk"
    assert len(whole["decision"]) == 2


@pytest.mark.parametrize(
    "text", ["decision = []\n", "schema = 1\n", "", "\n\n", "# end\n", "# mine\n"]
)
def test_files_without_decisions_take_some(text, decide, change):
    document = read(text)
    assert not document.decisions
    new = document.with_changes([change(decide(1))]).text()
    assert set(read(new).decisions.values()) == {decide(1)}
    if "# end" in text:
        assert new.endswith("# end\n")


@pytest.mark.parametrize("cut", ["# end\n", "\n# end\n", "\n\n# end\n"])
def test_a_missing_end_line_is_no_trouble(cut, three, decide, change):
    text = three.text().removesuffix(cut)
    new = read(text).with_changes([change(decide(n)) for n in range(3, 9)]).text()
    assert len(read(new).decisions) == 9


def test_two_decisions_with_one_key_the_later_counts_and_a_save_leaves_one(three, decide, change):
    later = Document().with_changes([change(decide(1, verdict="flagged", minutes=5))])
    document = read(three.text().replace("# end\n", "") + later.blocks[0] + "# end\n")
    assert document.decisions[decide(1).key].verdict == "flagged"
    assert any("a second time" in warning for warning in document.warnings)
    assert document.with_changes([change(decide(8))]).text().count(decide(1).id) == 2
    settled = document.with_changes([change(decide(1, minutes=9))])
    assert settled.text().count(decide(1).id) == 1
    assert not read(settled.text()).warnings


def test_an_id_that_is_not_its_members_is_used_and_said(three, decide):
    document = read(three.text().replace(decide(1).id, "0123456789abcdef"))
    assert ("0123456789abcdef", "alice") in document.decisions
    assert any("not that of its members" in warning for warning in document.warnings)


def test_headers_in_long_strings_are_none(three):
    text = three.text().replace(
        'tool = "0.1.0"\n', 'tool = "0.1.0"\nnote = """\n[[decision]]\n# end\n\\""" ""\\\n"""\n', 1
    )
    assert len(read(text).decisions) == 3
    assert read(text).text() == text


def test_what_is_read_again_needs_no_second_parsing_and_says_the_same(three, decide, change):
    more = three.with_changes([change(decide(8)), change(decide(0, verdict="flagged"))])
    assert read(more.text(), three) == read(more.text())
    other = three.text().replace("schema = 1", "schema = 1 # mine")
    assert read(other, three) == read(other)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('verdict = "canonical"\n', 'verdict = "canonical\n', 6, "not TOML"),
        ('verdict = "canonical"\n', 'verdict = "best"\n', 4, "the verdict must be one of"),
        ("schema = 1", "schema = 2", 1, "of a newer copydesk"),
        ("schema = 1", 'schema = "one"', 1, "there is no schema"),
        ("schema = 1", "schema = true", 1, "there is no schema"),
        ("schema = 1", "schema = 0", 1, "there is no schema"),
        ('path = "wire/', 'path = "/wire/', 4, "must be relative"),
    ],
)
def test_each_trouble_names_its_line(old, new, line, said, three):
    with pytest.raises(Malformed, match=said) as trouble:
        read(three.text().replace(old, new, 1))
    assert trouble.value.line == line
    assert trouble.value.do


def test_decision_must_be_a_list_of_tables():
    for text in ("decision = 3\n", "[decision]\nx = 1\n", "decision = [1]\n"):
        with pytest.raises(Malformed, match="no list of decisions"):
            read(text)


def test_what_could_be_read_of_a_newer_or_damaged_file_is_told(three):
    for old, new in (("schema = 1", "schema = 2"), ('"canonical"', '"best"')):
        with pytest.raises(Malformed) as trouble:
            read(three.text().replace(old, new, 1))
        assert len(trouble.value.held) == (3 if "schema" in old else 2)


def test_a_trouble_in_an_inline_array_names_the_line():
    with pytest.raises(Malformed) as trouble:
        read(INLINE.format(id="abc").replace("skipped", "best"))
    assert trouble.value.line == 4


def test_nesting_without_end_is_trouble_and_no_crash():
    with pytest.raises(Malformed):
        read("x = " + "[" * 100_000)
