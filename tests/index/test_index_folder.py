"""The index: everything accounted for, and the second time exactly what a first time would give."""

import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.config import Config, DetectSettings, ReadSettings
from tui.errors import InputError
from tui.index import index_folder
from tui.index.articles import LOOKING_UP
from tui.model import Article, Skipped
from tui.progress import Cancelled, Step
from tui.read import folder, measure_batch
from tui.read.article import article

CONFIG = Config(detect=DetectSettings(workers=1))
STORY = (
    "The last ferry of the evening left the quay at Harrow Sound without its captain on Friday. "
    "Passengers noticed nothing until the mate announced that she would take them across herself. "
    "The company has promised an inquiry, and the harbour master wants to see the log by Monday. "
    "Nobody was hurt, and the cargo of oranges arrived nineteen minutes late at Little Tern. "
)
OTHER = (
    "A beekeeper in the hills above Orvano has taught her hives to ignore a neighbouring orchard. "
    "She moves the boxes at dusk and paints their doors in colours that the insects remember. "
    "Scientists from two universities asked for her notebooks, which she keeps in a biscuit tin. "
    "The honey is sold out until spring, according to the cooperative that bottles it for her. "
)


@pytest.fixture
def old(monkeypatch):
    """All files are old enough to be remembered, as they are when people come back the next day."""
    monkeypatch.setattr(measure_batch, "_TOO_FRESH", 0)


@pytest.fixture
def cache(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("cache") / "index.sqlite"


@pytest.fixture
def reads(monkeypatch) -> list[str]:
    """The files that are opened, in order."""
    opened: list[str] = []
    real = folder.read

    def read(root, stamp, read_settings, reader):
        opened.append(stamp.path)
        return real(root, stamp, read_settings, reader)

    monkeypatch.setattr(folder, "read", read)
    return opened


def lay_out(root: Path) -> None:
    (root / "a.txt").write_text(STORY)
    (root / "b.txt").write_text(STORY.replace("oranges", "lemons"))
    (root / "sub").mkdir()
    (root / "sub" / "c.md").write_text(f"---\ntitle: Bees\n---\n{OTHER}")
    (root / "records.jsonl").write_text('{"id": "r", "text": "One record."}\nbad\n')
    (root / "empty.txt").touch()
    (root / "picture.png").write_bytes(b"x")


def test_everything_is_accounted_for(tmp_path):
    lay_out(tmp_path)
    found = index_folder(tmp_path, CONFIG, cache=None)
    assert [*found.articles] == ["a.txt", "b.txt", "records.jsonl#r", "sub/c.md"]
    assert [one.path for one in found.skipped] == ["empty.txt", "picture.png", "records.jsonl"]
    assert [group.members for group in found.groups] == [("a.txt", "b.txt")]
    assert found.articles["sub/c.md"].title == "Bees"
    assert found.notes == ()
    for one in found.articles.values():
        assert isinstance(one, Article)
        assert isinstance(folder.text(found.root, one, CONFIG.read), str)


def test_words_are_counted_of_files_and_of_what_is_held_against_them(tmp_path, cache):
    (tmp_path / "a.txt").write_text("It's 3.5% up.")
    beside = article("Ten to one!", "b", b"")
    for _ in range(2):
        found = index_folder(tmp_path, Config(), cache=cache, beside=[beside])
        assert {one.id: one.words for one in found.articles.values()} == {"a.txt": 3, "b": 3}


def test_a_stop_is_heard_while_an_article_from_elsewhere_is_measured(tmp_path):
    def stop_at_reading(step):
        if step == Step("reading", 0, 1):
            raise Cancelled

    (tmp_path / "empty").mkdir()
    beside = [article("Ten to one!", "b", b"")]
    with pytest.raises(Cancelled):
        index_folder(
            tmp_path / "empty", CONFIG, cache=None, beside=beside, progress=stop_at_reading
        )
    index_folder(tmp_path / "empty", CONFIG, cache=None, progress=stop_at_reading)


def test_of_two_articles_of_one_id_the_first_is_held_with_its_own_features(tmp_path, cache):
    stories = [" ".join(f"word{at}x{n}" for n in range(90)) for at in range(4)]
    for at, story in enumerate(stories[:3]):
        (tmp_path / f"{at}.txt").write_text(story)
    again = [(at, f"{story} again") for at, story in enumerate(stories)]
    beside = [article(text, f"{at}.txt" if at == 1 else f"more/{at}", b"") for at, text in again]
    found = index_folder(tmp_path, CONFIG, cache=cache, beside=beside)
    assert sorted(group.members for group in found.groups) == [
        ("0.txt", "more/0"),
        ("2.txt", "more/2"),
    ]
    assert found.skipped == (Skipped("1.txt", "another article has the same id"),)


def test_a_folder_that_is_called_as_a_reference_is_mixes_up_nothing(tmp_path, cache):
    root, pub = tmp_path / "root", tmp_path / "pub"
    (root / "reference:pub").mkdir(parents=True)
    pub.mkdir()
    stories = [" ".join(f"word{at}x{n}" for n in range(90)) for at in range(3)]
    (root / "reference:pub" / "0.txt").write_text(" ".join(f"kettle{n}" for n in range(90)))
    for at, story in enumerate(stories):
        (root / f"{at}.txt").write_text(story)
        (pub / f"{at}.txt").write_text(f"{story} again")
    found = index_folder(root, CONFIG, cache=cache, references=[pub])
    assert sorted(group.members for group in found.groups) == [
        (f"{at}.txt", f"reference:pub~2/{at}.txt") for at in range(3)
    ]
    assert found.locked == {f"reference:pub~2/{at}.txt" for at in range(3)}
    assert found.skipped == ()


def test_an_empty_folder_has_an_index(tmp_path, cache):
    found = index_folder(tmp_path, CONFIG, cache=cache)
    assert (dict(found.articles), found.skipped, found.groups) == ({}, (), ())


def test_a_missing_folder_stops(tmp_path):
    with pytest.raises(InputError):
        index_folder(tmp_path / "none", CONFIG, cache=None)


@pytest.mark.usefixtures("old")
def test_only_what_changed_is_read_again(tmp_path, cache, reads):
    lay_out(tmp_path)
    first = index_folder(tmp_path, CONFIG, cache=cache)
    assert len(reads) == 5
    reads.clear()
    assert index_folder(tmp_path, CONFIG, cache=cache) == first
    assert reads == []
    (tmp_path / "a.txt").write_text(STORY + "More.")
    (tmp_path / "b.txt").rename(tmp_path / "z.txt")
    (tmp_path / "new.txt").write_text(OTHER)
    second = index_folder(tmp_path, CONFIG, cache=cache)
    assert reads == ["a.txt", "new.txt", "z.txt"]
    assert second == index_folder(tmp_path, CONFIG, cache=None)
    assert [group.members for group in second.groups] == [
        ("new.txt", "sub/c.md"),
        ("a.txt", "z.txt"),
    ]


@pytest.mark.usefixtures("old")
def test_other_fields_are_read_anew(tmp_path, cache, reads):
    (tmp_path / "r.jsonl").write_text('{"text": "One thing.", "body": "Another thing."}\n')
    index_folder(tmp_path, CONFIG, cache=cache)
    other = replace(CONFIG, read=ReadSettings(text_field="body"))
    found = index_folder(tmp_path, other, cache=cache)
    assert found.articles["r.jsonl#1"].title == "Another thing."
    reads.clear()
    index_folder(tmp_path, CONFIG, cache=cache)
    index_folder(tmp_path, other, cache=cache)
    assert reads == []


@pytest.mark.usefixtures("old")
def test_a_folder_of_two_names_is_read_once(tmp_path, cache, reads):
    lay_out(tmp_path)
    link = tmp_path.parent / f"{tmp_path.name}-link"
    link.symlink_to(tmp_path)
    index_folder(tmp_path, CONFIG, cache=cache)
    reads.clear()
    assert len(index_folder(link, CONFIG, cache=cache).articles) == 4
    assert reads == []


def test_a_file_touched_a_moment_ago_is_read_again(tmp_path, cache, reads):
    (tmp_path / "old.txt").write_text(STORY)
    (tmp_path / "fresh.txt").write_text(OTHER)
    long_ago = time.time() - 1_000
    os.utime(tmp_path / "fresh.txt", (long_ago, long_ago))  # the time of change tells it
    index_folder(tmp_path, CONFIG, cache=cache)
    index_folder(tmp_path, CONFIG, cache=cache)
    assert reads == ["fresh.txt", "old.txt"] * 2


@pytest.mark.usefixtures("old")
def test_a_stop_keeps_what_was_read(tmp_path, cache, reads, monkeypatch):
    monkeypatch.setattr(measure_batch, "_MOST_FILES", 1)
    for number in range(10):
        (tmp_path / f"{number}.txt").write_text(STORY)

    def stop(step):
        if step.stage == "reading" and step.done == 6:
            raise Cancelled

    with pytest.raises(Cancelled):
        index_folder(tmp_path, CONFIG, cache=cache, progress=stop)
    assert len(reads) in {6, 7}
    reads.clear()
    index_folder(tmp_path, CONFIG, cache=cache)
    assert reads == ["6.txt", "7.txt", "8.txt", "9.txt"]


def test_stages_are_reported_with_counts(tmp_path):
    lay_out(tmp_path)
    steps = []
    index_folder(tmp_path, CONFIG, cache=None, progress=steps.append)
    stages = list(dict.fromkeys(step.stage for step in steps))
    assert stages[:3] == ["looking for articles", LOOKING_UP, "reading"]
    last = [step for step in steps if step.stage == "reading"][-1]
    assert (last.done, last.total) == (5, 5)


def test_groups_are_handed_on_when_they_are_settled(tmp_path):
    lay_out(tmp_path)
    settled = []
    found = index_folder(tmp_path, CONFIG, cache=None, settled=settled.append)
    assert {group.members for group in settled} == {group.members for group in found.groups}


def test_all_but_the_groups_is_known_before_the_first_of_them(tmp_path):
    lay_out(tmp_path)
    heard = []
    found = index_folder(tmp_path, CONFIG, cache=None, settled=heard.append, ahead=heard.append)
    early, *groups = heard
    assert len(groups) == len(found.groups) > 0
    assert replace(found, groups=(), passages=(), nearest=None, notes=()) == early


def test_an_unusable_cache_is_said_and_done_without(tmp_path):
    (tmp_path / "articles").mkdir()
    lay_out(tmp_path / "articles")
    (tmp_path / "file").touch()
    found = index_folder(tmp_path / "articles", CONFIG, cache=tmp_path / "file" / "index")
    assert len(found.articles) == 4
    assert found.notes[0].startswith("no index cache at ")


def test_two_articles_of_one_id_are_told(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "b.txt", "text": "The record."}\n')
    (tmp_path / "a.jsonl#b.txt").write_text("The file.")
    found = index_folder(tmp_path, CONFIG, cache=None)
    assert [article.title for article in found.articles.values()] == ["The record."]
    assert found.skipped == (Skipped("a.jsonl#b.txt", "another article has the same id"),)


TEXTS = [STORY, OTHER, STORY + "More.", STORY[:200], OTHER + STORY, "", "\0"]
NAMES = ["a.txt", "b.txt", "c.md", "d/a.txt", "r.jsonl", "x.png"]
CHANGES = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(TEXTS)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("move"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("link"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
)


def change(root: Path, what: str, name: str, other: str) -> None:
    path = root / name
    (root / "d").mkdir(exist_ok=True)
    if what == "write":
        record = '{"text": "' + other.replace("\0", "\\u0000") + '"}\n'
        path.unlink(missing_ok=True)
        path.write_text(record if name == "r.jsonl" else other)
    elif what == "remove":
        path.unlink(missing_ok=True)
    elif path.exists() and name != other:
        (root / other).unlink(missing_ok=True)
        if what == "move":
            path.rename(root / other)
        else:
            (root / other).hardlink_to(path)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(CHANGES, min_size=1, max_size=4), max_size=4))
def test_any_history_gives_what_starting_anew_gives(tmp_path_factory, histories):
    root = tmp_path_factory.mktemp("history")
    cache = tmp_path_factory.mktemp("cache") / "index.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measure_batch, "_TOO_FRESH", 0)
        for history in histories:
            for what, name, other in history:
                change(root, what, name, other)
            anew = index_folder(root, CONFIG, cache=None)
            assert index_folder(root, CONFIG, cache=cache) == anew
            assert index_folder(root, CONFIG, cache=cache) == anew, "what was found, told again"
    shutil.rmtree(root)
