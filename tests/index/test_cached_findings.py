"""What was found before is told again where nothing of the folder has changed, and found anew where anything has."""

import os
import sqlite3
from dataclasses import replace

import pytest

from tui.config import Config, DetectSettings, ReadSettings
from tui.detect.engine import ImportedGroups
from tui.index import cached_findings, index_folder
from tui.model import Group
from tui.progress import Cancelled
from tui.read.article import article

CONFIG = Config(detect=DetectSettings(workers=1))
STORIES = {
    "bells": "The bells of Saint Orla rang eleven times on Tuesday although nobody pulled the ropes. The sexton blames "
    "the wind that came over the ridge from Penmarrow. The council of the village will vote about a new lock. ",
    "mill": "A mill on the river Tavent grinds buckwheat again for the first time in sixty years. Two sisters from "
    "Lower Quell bought it with what their aunt left them. The first loaves were sold before nine in the morning. ",
}


@pytest.fixture
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache") / "index.sqlite"


@pytest.fixture
def root(tmp_path):
    for name, story in STORIES.items():
        (tmp_path / f"{name}-1.txt").write_text(story)
        (tmp_path / f"{name}-2.txt").write_text(f"{story}It was the talk of the week in {name}.")
    return tmp_path


@pytest.fixture
def looks(monkeypatch):
    """How often groups were looked for."""
    times = []
    real = cached_findings.find_groups

    def counted(*args, **options):
        times.append(True)
        return real(*args, **options)

    monkeypatch.setattr(cached_findings, "find_groups", counted)
    return times


def test_where_nothing_has_changed_all_is_told_again(root, cache, looks):
    first = index_folder(root, CONFIG, cache=cache)
    told, known = [], []
    again = index_folder(root, CONFIG, cache=cache, settled=told.append, ahead=known.append)
    assert len(looks) == 1
    assert again == first == index_folder(root, CONFIG, cache=None)
    assert [len(group.members) for group in again.groups] == [2, 2]
    assert tuple(told) == first.groups
    assert [one.furniture for one in known] == [first.furniture]


def test_more_workers_find_nothing_else(root, cache, looks):
    index_folder(root, CONFIG, cache=cache)
    index_folder(root, Config(detect=DetectSettings(workers=2)), cache=cache)
    assert len(looks) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "mill-1.txt").write_text(STORIES["mill"] + "The wheel is of oak."),
        lambda root: (root / "mill-1.txt").write_text("\n\n" + STORIES["mill"]),  # other spans
        lambda root: (root / "mill-1.txt").rename(root / "wheel.txt"),
        lambda root: (root / "mill-1.txt").unlink(),
        lambda root: (root / "mill-3.txt").write_text(STORIES["mill"]),
        lambda root: os.link(root / "mill-1.txt", root / "mill-0.txt"),
    ],
)
def test_whatever_changes_all_is_found_anew(root, cache, looks, change):
    index_folder(root, CONFIG, cache=cache)
    change(root)
    changed = index_folder(root, CONFIG, cache=cache)
    assert len(looks) == 2
    assert changed == index_folder(root, CONFIG, cache=None)
    assert index_folder(root, CONFIG, cache=cache) == changed
    assert len(looks) == 3, "and that is what is known from then on"


def test_another_method_or_other_fields_find_anew(root, cache, looks, monkeypatch):
    index_folder(root, CONFIG, cache=cache)
    monkeypatch.setattr(cached_findings, "_method", lambda: "another one")
    index_folder(root, CONFIG, cache=cache)
    assert len(looks) == 2
    (root / "more.jsonl").write_text('{"id": 1, "text": "One.", "body": "Other."}')
    index_folder(root, CONFIG, cache=cache)
    index_folder(root, replace(CONFIG, read=ReadSettings(text_field="body")), cache=cache)
    assert len(looks) == 4


def test_the_method_is_the_code_itself(tmp_path, monkeypatch):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "rule.py").write_text("LEAST = 3\n")
    monkeypatch.setattr("tui.detect.__path__", [str(tmp_path)])
    digest = cached_findings._method.__wrapped__
    before = digest()
    (tmp_path / "deep" / "rule.py").write_text("LEAST = 4\n")
    assert digest() != before


def test_what_was_asked_for_or_claimed_is_found_anew_and_not_remembered(root, cache, looks):
    plain = index_folder(root, CONFIG, cache=cache)
    index_folder(root, CONFIG, cache=cache, asked=["mill-1.txt"])
    beside = [article(STORIES["mill"], "new", b"")]
    index_folder(root, CONFIG, cache=cache, beside=beside, asked=["new"])
    members = ("bells-1.txt", "mill-1.txt")
    claims = ImportedGroups((Group(members, 0.0, claimed_by=("another tool",)),), alone=True)
    said = index_folder(root, CONFIG, cache=cache, claimed=lambda *_: (claims, ()))
    assert said.groups != plain.groups
    assert len(looks) == 4
    assert index_folder(root, CONFIG, cache=cache) == plain
    assert len(looks) == 4


def test_references_are_held_against_what_was_found_before(root, cache, looks):
    (root / "kept").mkdir()
    (root / "bells-1.txt").rename(root / "kept" / "bells-1.txt")
    whole = index_folder(root, CONFIG, cache=cache)
    told = []
    held = index_folder(root, CONFIG, cache=cache, references=[root / "kept"], settled=told.append)
    assert len(looks) == 1
    assert len(whole.groups) == 2
    assert [group.members for group in held.groups] == [("bells-2.txt", "kept/bells-1.txt")]
    assert tuple(told) == held.groups


def test_a_stop_is_heard_while_it_is_told_again(root, cache):
    index_folder(root, CONFIG, cache=cache)

    def stop(_):
        raise Cancelled

    with pytest.raises(Cancelled):
        index_folder(root, CONFIG, cache=cache, settled=stop)


def test_what_a_disk_has_changed_is_found_anew_and_that_is_said(root, cache, looks):
    first = index_folder(root, CONFIG, cache=cache)
    with sqlite3.connect(cache) as raw:
        raw.execute("update findings set found = replace(found, '0.', '0.0')")
    raw.close()
    again = index_folder(root, CONFIG, cache=cache)
    assert again == replace(
        first, notes=("1 of what the index cache held could not be used and was made anew",)
    )
    assert index_folder(root, CONFIG, cache=cache) == first
    assert len(looks) == 2


def test_more_than_is_worth_keeping_is_found_anew(root, cache, looks, monkeypatch):
    monkeypatch.setattr(cached_findings, "_MOST_KEPT", 100)
    for _ in range(2):
        index_folder(root, CONFIG, cache=cache)
    assert len(looks) == 2
