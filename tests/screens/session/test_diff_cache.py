"""A pair of the folder compared and drawn: the first page is how the whole begins."""

import random

import pytest

from tui.compare.align import alignment as aligning
from tui.compare.compare_texts import LEVELS, diff
from tui.config import Config
from tui.index import index_folder
from tui.screens.session.diff_cache import Comparer, View, of_kind

STEMS = ("harb", "ferr", "quay", "gull", "lamp", "tide", "bell")
ENDINGS = ("or", "in", "el", "us", "am", "ot", "ash", "ike")
WORDS = [stem + ending for stem in STEMS for ending in ENDINGS]
SMALL = ("the", "of", "and", "in")


def article(seed, sentences=420):
    luck = random.Random(seed)
    return [
        " ".join(luck.choice(luck.choice((WORDS, WORDS, SMALL))) for _ in range(12)).capitalize()
        + f" {number}."
        for number in range(sentences)
    ]


def text_of(sentences):
    return "\n\n".join(" ".join(sentences[at : at + 6]) for at in range(0, len(sentences), 6))


def edited(sentence, luck):
    changed = [
        f"{word}x" if word in WORDS and luck.random() < 0.4 else word for word in sentence.split()
    ]
    return " ".join(changed)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("folder")
    story = article(1)
    luck = random.Random(2)
    late = [s if number % 5 else edited(s, luck) for number, s in enumerate(story)]
    (root / "a.txt").write_text(text_of(story))
    (root / "b.txt").write_text(text_of(late))
    order = [*story[10:20], *story[:10], *story[20:]]
    (root / "d.txt").write_text(text_of(order))
    moved = late[:200] + late[260:300] + late[200:260] + late[300:]
    (root / "c.txt").write_text(text_of(moved))
    (root / "same_long.txt").write_text(text_of([*story[:-3], "Quite another end."]))
    (root / "short_a.txt").write_text(text_of(story[:40]))
    (root / "short_b.txt").write_text(text_of(late[:40]))
    return root


@pytest.fixture(scope="module")
def index(folder):
    return index_folder(folder, Config(), cache=None)


@pytest.fixture
def comparer(index):
    return Comparer(index.root, index.articles, index.furniture, Config().read)


def pieces(lines):
    return [line.pieces for line in lines]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("side_by_side", [False, True])
@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("other", ["b.txt", "c.txt", "same_long.txt"])
def test_the_first_page_is_how_the_whole_begins(comparer, other, level, side_by_side, fold):
    view = View(70, level, side_by_side=side_by_side, fold=fold)
    opening = comparer.opening("a.txt", other, view, 30)
    whole = comparer.draw("a.txt", other, view)
    assert not whole.is_opening
    if opening is None:
        assert fold  # all that is sure is the beginning of a run that will be folded
        assert other == "same_long.txt"
        return
    assert opening.is_opening
    assert 0 < len(opening.lines) <= 30
    assert pieces(opening.lines) == pieces(whole.lines[: len(opening.lines)])
    assert [line.starts for line in opening.lines] == [
        line.starts for line in whole.lines[: len(opening.lines)]
    ]


def test_the_first_page_fills_the_screen_where_nothing_has_moved(comparer):
    assert len(comparer.opening("a.txt", "b.txt", View(70), 30).lines) == 30


def test_the_first_page_ends_before_what_has_moved(comparer):
    for side_by_side in (False, True):
        view = View(70, side_by_side=side_by_side)
        opening = comparer.opening("a.txt", "d.txt", view, 30)
        whole = comparer.draw("a.txt", "d.txt", view)
        shown = opening.lines if opening else []
        assert pieces(shown) == pieces(whole.lines[: len(shown)])
        assert not any(line.moved for line in shown)


def test_a_short_pair_has_no_first_page(comparer):
    assert comparer.opening("short_a.txt", "short_b.txt", View(70), 30) is None


def test_another_level_asks_for_no_new_alignment(comparer, monkeypatch):
    calls = []
    original = aligning.align

    def counted(*texts, **options):
        calls.append(texts)
        return original(*texts, **options)

    monkeypatch.setattr("tui.screens.session.diff_cache.align", counted)
    view = View(70)
    comparer.opening("a.txt", "b.txt", view, 30)
    drawn = [comparer.draw("a.txt", "b.txt", View(70, level)) for level in LEVELS]
    assert len(calls) == 1
    for level, one in zip(LEVELS, drawn, strict=True):
        assert one.compared.diff == diff(one.compared.left, one.compared.right, level=level)
    assert drawn[0].compared.diff != drawn[-1].compared.diff
    comparer.forget()
    comparer.draw("a.txt", "b.txt", view)
    assert len(calls) == 2


def test_what_is_drawn_while_all_is_forgotten_is_not_put_back(comparer, folder):
    view, forgotten = View(70), []
    kept = (folder / "short_b.txt").read_text()

    def edited_meanwhile(_):
        if not forgotten:
            forgotten.append(True)
            (folder / "short_b.txt").write_text(kept + "\n\nOne sentence more.")
            comparer.forget()

    try:
        comparer.draw("short_a.txt", "short_b.txt", view, edited_meanwhile)
        assert forgotten
        assert comparer.known("short_a.txt", "short_b.txt", view) is None
        assert comparer.draw("short_a.txt", "short_b.txt", view).trouble
    finally:
        (folder / "short_b.txt").write_text(kept)


def test_each_kind_has_as_many_edits_as_are_counted(comparer):
    compared = comparer.draw("a.txt", "c.txt", View(70)).compared
    assert "moved" in dict(compared.summary.kinds)
    for kind, count in compared.summary.kinds:
        assert len(of_kind(compared.diff, kind)) == count
