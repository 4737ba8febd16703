"""What files say under a name that no setting names."""

import pytest

from tui.config import ReadSettings
from tui.model import Article
from tui.read.extra_field import any_field


def said(root, *ids, name="paper", **settings):
    articles = [Article(one, "", 1, 1, "", "", author="somebody") for one in ids]
    return dict(any_field(root, articles, ReadSettings(**settings), name))


@pytest.fixture
def root(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        '{"id": "1", "text": "One.", "paper": "The Gull"}\n'
        '{"id": "2", "text": "Two.", "meta": {"paper": "The Tern"}}\n'
        '{"id": "1", "text": "Again.", "paper": "Nobody"}\n'
        '{"id": "3", "text": "Three.", "paper": ["The Gull", "The\\u001bAuk"]}\n'
    )
    (tmp_path / "t.csv").write_text("id;text;paper\n7;Seven.;The Crane\n8;Eight.;\n")
    (tmp_path / "m.md").write_text("---\nPaper: The Stork\nauthor: Kolb\n---\nMore.\n")
    (tmp_path / "p.txt").write_text("paper: none\n")
    return tmp_path


def test_records_and_front_matter_say_it_and_others_nothing(root):
    ids = ["a.jsonl#1", "a.jsonl#2", "a.jsonl#3", "t.csv#7", "t.csv#8", "m.md", "p.txt"]
    assert said(root, *ids) == {
        "a.jsonl#1": "The Gull",
        "a.jsonl#3": "The Gull, The\x1bAuk",
        "t.csv#7": "The Crane",
        "m.md": "The Stork",
    }
    assert said(root, *ids, name="meta.paper") == {"a.jsonl#2": "The Tern"}


def test_only_articles_that_were_read_are_told(root):
    assert said(root, "a.jsonl#2") == {}
    assert said(root, "t.csv#7") == {"t.csv#7": "The Crane"}


def test_the_sidecar_counts_before_the_article_and_the_path_never(root):
    (root / "sidecar.csv").write_text("path,paper\nm.md,The Heron\np.txt,The Ibis\n")
    settings = {"sidecar": "sidecar.csv", "path_pattern": "{author}.txt"}
    assert said(root, "m.md", "p.txt", **settings) == {"m.md": "The Heron", "p.txt": "The Ibis"}


def test_a_file_that_is_gone_or_became_a_link_says_nothing(root):
    (root / "m.md").rename(root / "elsewhere.md")
    (root / "m.md").symlink_to("elsewhere.md")
    (root / "a.jsonl").unlink()
    assert said(root, "m.md", "a.jsonl#1") == {}
