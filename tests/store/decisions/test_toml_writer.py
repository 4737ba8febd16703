"""One decision as text and back, whatever was typed into it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.model import VERDICTS, Decision, Member
from tui.store.decisions.toml_writer import (
    RecordError,
    block_of,
    decision_of,
    legible,
    path_raw,
    toml_value,
)

ANY = st.text(st.characters(), max_size=30)
PATHS = ANY.filter(lambda path: path[:1] not in {"", "/"} and ".." not in path)
MEMBERS = st.builds(
    Member, PATHS, ANY.map(legible), ANY.map(legible), st.just(False), st.booleans()
)


@st.composite
def decisions(draw):
    members = draw(st.lists(MEMBERS, min_size=1, max_size=4))
    verdict = draw(st.sampled_from(VERDICTS))
    if verdict == "canonical":
        members[0] = replace(members[0], canonical=True, excluded=False)
    return Decision(
        draw(ANY.map(legible).filter(bool)),
        verdict,
        tuple(members),
        draw(ANY.map(legible).filter(bool)),
        draw(st.datetimes(timezones=st.just(UTC))).replace(microsecond=0),
        draw(st.none() | st.floats(0, 1)),
        *(draw(ANY.map(legible)) for _ in range(4)),
        draw(st.lists(ANY.map(legible)).map(tuple)),
    )


@given(decisions())
@settings(max_examples=300, deadline=None)
def test_any_decision_comes_back_as_it_was_and_shows_safely(decision):
    text = block_of(decision)
    assert decision_of(tomli.loads(text)["decision"][0]) == decision
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", text)
    assert text.encode("utf-8").decode("utf-8") == text


@given(st.text(st.characters(), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_path_survives_its_encoding(path):
    raw = path_raw(path)
    assert raw.isascii()
    assert raw.isprintable()
    table = {"path": "x", "path_raw": raw, "digest": "d", "canonical": True}
    record = {"id": "i", "verdict": "canonical", "reviewer": "r", "at": date(2026, 1, 1)}
    if path[:1] in {"", "/"} or ".." in path:
        return
    assert decision_of(record | {"members": [table]}).members[0].path == path


def test_a_name_that_is_not_utf8_is_kept_beside_a_legible_one(decide):
    decision = decide()
    odd = replace(decision.members[0], path="caf\udce9.txt")
    text = block_of(replace(decision, members=(odd, *decision.members[1:])))
    assert 'path = "caf\ufffd.txt", path_raw = "caf%E9.txt"' in text


def test_the_schema_reads_as_the_documentation_shows_it(decide):
    decision = decide(7, label="reprint", note="fuller version")
    assert block_of(decision) == (
        "[[decision]]\n"
        f'id = "{decision.id}"\n'
        'verdict = "canonical"\n'
        "score = 0.93\n"
        'reviewer = "alice"\n'
        "at = 2026-11-22T13:40:00Z\n"
        'tool = "0.1.0"\n'
        'label = "reprint"\n'
        'note = "fuller version"\n'
        "members = [\n"
        f'  {{ path = "wire/0007-0.txt", digest = "{decision.members[0].digest}",'
        f' raw = "{decision.members[0].raw}", canonical = true }},\n'
        f'  {{ path = "wire/0007-1.txt", digest = "{decision.members[1].digest}",'
        f' raw = "{decision.members[1].raw}" }},\n'
        "]\n\n"
    )


@pytest.mark.parametrize(
    "note",
    ['"]\n[[decision]]\nid = "x', 'a"""b', "'''", "\\", "\\u0041", "\x00\x1f\x7f", "\u202e", "# end", "\n# end\n", "=======\n<<<<<<< x", "\r\n"],
)  # fmt: skip
def test_no_note_gets_out_of_its_quotes(note, decide):
    text = block_of(decide(note=note))
    (record,) = tomli.loads(text)["decision"]
    assert record["note"] == note


def test_keys_of_other_versions_are_taken_over(decide):
    old = tomli.loads(block_of(decide()))["decision"][0]
    old |= {"mood": "sure", "seen by": ["x", 1, 2.5, float("inf")], "when": date(2026, 1, 2)}
    old["members"][1]["language"] = "cy"
    text = block_of(decide(verdict="flagged"), old)
    (back,) = tomli.loads(text)["decision"]
    assert back["verdict"] == "flagged"
    assert back["mood"] == "sure"
    assert back["seen by"] == ["x", 1, 2.5, float("inf")]
    assert back["members"][1]["language"] == "cy"
    assert dict(decision_of(back).extra).keys() == {"mood", "seen by", "when"}


def test_a_value_that_is_none_of_toml_is_refused():
    with pytest.raises(TypeError):
        toml_value(object())


def test_times_without_a_zone_are_utc_and_dates_are_midnight(decide):
    record = tomli.loads(block_of(decide()))["decision"][0]
    for said, meant in [
        (
            datetime(2026, 1, 2, 3, 4, tzinfo=UTC).replace(tzinfo=None),
            datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        ),
        (date(2026, 1, 2), datetime(2026, 1, 2, tzinfo=UTC)),
        (
            datetime(2026, 1, 2, 3, 4, tzinfo=timezone(timedelta(hours=2))),
            datetime(2026, 1, 2, 1, 4, tzinfo=UTC),
        ),
    ]:
        assert decision_of(record | {"at": said}).at == meant


MEMBER = {"path": "a.txt", "digest": "b2:0", "canonical": True}


@pytest.mark.parametrize(
    ("flaw", "said"),
    [
        ({"id": None}, '"id"'),
        ({"id": 7}, "must be text"),
        ({"reviewer": None}, '"reviewer"'),
        ({"at": None}, '"at"'),
        ({"at": "yesterday"}, '"at"'),
        ({"verdict": "perhaps"}, "the verdict must be one of"),
        ({"score": "high"}, "a number"),
        ({"score": True}, "a number"),
        ({"note": 3}, "must be text"),
        ({"settles": "bob"}, "list of reviewers"),
        ({"follows": "0123456789abcdef"}, "list of digests"),
        ({"follows": [1]}, "list of digests"),
        ({"concurrent": [1]}, "list of decisions"),
        ({"concurrent": {"id": "x"}}, "list of decisions"),
        ({"concurrent": [{"id": "x"}]}, '"members"'),
        ({"members": None}, '"members"'),
        ({"members": []}, '"members"'),
        ({"members": ["a.txt"]}, "a member is"),
        ({"members": [MEMBER | {"digest": 3}]}, '"digest"'),
        ({"members": [MEMBER | {"canonical": "yes"}]}, "true or false"),
        ({"members": [MEMBER | {"canonical": False}]}, "canonical verdict needs one"),
        ({"members": [MEMBER, MEMBER]}, "canonical verdict needs one"),
        ({"members": [MEMBER | {"excluded": True}]}, "canonical verdict needs one"),
        ({"members": [MEMBER | {"path": "/etc/passwd"}]}, "must be relative"),
        ({"members": [MEMBER | {"path": ""}]}, "must be relative"),
        ({"members": [MEMBER | {"path": "../b.txt"}]}, "leads out"),
        ({"members": [MEMBER | {"path": "a/../../b.txt"}]}, "leads out"),
        ({"members": [MEMBER | {"path_raw": "%2Fetc"}]}, "must be relative"),
        ({"members": [MEMBER | {"path_raw": "100%"}]}, "percent-encoded"),
    ],
)
def test_each_flaw_of_a_record_is_named(flaw, said):
    good = {
        "id": "x",
        "verdict": "canonical",
        "reviewer": "alice",
        "at": datetime(2026, 1, 2, tzinfo=UTC),
        "members": [MEMBER],
    }
    decision_of(good)
    with pytest.raises(RecordError, match=re.escape(said)):
        decision_of({key: value for key, value in (good | flaw).items() if value is not None})


def test_the_id_of_a_record_may_look_like_a_path(decide):
    record = tomli.loads(block_of(decide()))["decision"][0]
    record["members"][0]["path"] = "all.jsonl#https://example.org/../x"
    assert decision_of(record).members[0].path == "all.jsonl#https://example.org/../x"
