"""The header: three numbers and the filter at every width, everything else where there is room."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.review.desk import Desk, article, group
from tui.progress import Step
from tui.review.tools.statistics import Pace
from tui.screens.widgets.header_line import header
from tui.text.cells import width
from tui.text.visible import visible

WIDTHS = (160, 100, 80, 60, 40)
LONG = "state:undecided,stale,canonical score>=.25 size>1 path:*"


def line(review, cells, *, pace=None, step=None, title="articles"):
    left, right = header(review, pace or Pace(), title, cells, step or Step("", 0))
    text = " ".join("".join(text for text, _ in side) for side in (left, right) if side)
    assert width(visible(text)) <= cells, text
    return text


@pytest.fixture
def review():
    """Five groups: one decided, two set aside, two open."""
    letters = "abcde"
    articles = {f"{one}{n}": article(f"{one}{n}") for one in letters for n in (1, 2)}
    groups = [group(f"{one}1", f"{one}2") for one in letters]
    review = Desk(groups=groups, articles=articles).review
    review.choose_base()
    review.skip()
    review.flag()
    return review


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (160, "1 of 5 decided, 20 %  2 set aside  2 open"),
        (100, "1 of 5 decided, 20 %  2 set aside  2 open"),
        (80, "1 of 5 decided, 20 %  2 set aside  2 open"),
        (60, "1 of 5 decided, 20 %  2 set aside  2 open"),
        (40, "1 of 5 decided  2 set aside  2 open"),
    ],
)
def test_decided_set_aside_and_open_are_three_numbers(review, cells, numbers):
    assert numbers in line(review, cells)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (
            160,
            (
                " copydesk  articles  1 of 5 decided, 20 %  2 set aside  2 open "
                f" ? 2  = 1  ~ 1  f 1  [{LONG}] 3 "
            ),
        ),
        (100, f" 1 of 5 decided  2 set aside  2 open  [{LONG}] 3 "),
        (80, " 1 decided, 2 aside, 2 open  [state:undecided,stale,…core>=.25 size>1 path:*] 3 "),
        (60, " 1 decided, 2 aside, 2 open  [state:undeci…size>1 path:*] 3 "),
        (40, " 1/2/2  [state:undecid…size>1 path:*] 3 "),
    ],
)
def test_the_rest_gives_way_to_the_filter_before_it_is_cut_in_the_middle(review, cells, shown):
    review.arrange(LONG, "score")
    assert line(review, cells) == shown


@given(
    cells=st.integers(40, 200),
    counts=st.tuples(*[st.integers(0, 999_999)] * 3),
    wanted=st.text(min_size=1, max_size=120).filter(lambda text: text.strip()),
    selected=st.integers(0, 5),
    sort=st.sampled_from(["score", "least alike", "uncertain first"]),
)
def test_numbers_and_filter_are_there_at_every_width(cells, counts, wanted, selected, sort):
    decided, aside, still = counts
    review = Numbers(decided, aside, still, (wanted.strip(), sort), set(range(selected)))
    text = line(review, cells, pace=Pace(100, 3600.0))
    bare = text.replace(",", "")
    at = -1
    for number in counts:
        at = bare.find(str(number), at + 1)
        assert at >= 0, text
    inside = text[text.index("[") + 1 :]
    shown = visible(wanted.strip())
    assert inside.startswith(shown[:1])
    assert f"{shown}]" in inside or "…" in inside
    if selected:
        assert f"• {selected}" in text


class Numbers:
    """What the header asks of a review, with numbers of any size."""

    growing = as_found = False

    def __init__(self, decided, aside, still, arranged, selected):
        self.decided, self.set_aside, self.open = decided, aside, still
        self.cases = self.order = range(decided + aside + still)
        self.arranged, self.selected = arranged, selected
        self.counts = {
            "undecided": still,
            "canonical": decided,
            "not-duplicates": 0,
            "skipped": aside,
            "flagged": 0,
            "stale": 0,
            "conflict": 0,
        }


def test_while_groups_come_it_tells_how_far_the_indexing_is(review):
    review.growing = True
    step = Step("verify", 12_000, 100_000)
    assert "1 of 5 found so far decided  2 set aside  2 open" in line(review, 80, step=step)
    assert "[verify  12,000 of 100,000]" in line(review, 100, step=step)
    assert "[verify 12 %]" in line(review, 60, step=step)
    review.arrange("state:undecided", "score")
    for cells in WIDTHS:
        assert "[state:undecided] 2" in line(review, cells, step=step)


@pytest.mark.parametrize("columns", WIDTHS)
async def test_a_filter_and_the_numbers_are_on_the_screen(desk, columns):
    async with desk(size=(columns, 24)) as d:
        await d.press("a", "s")
        await d.press("F", *"size>1", "enter")
        top = d.on_screen().split("\n")[0]
        assert "[size>1] 3" in top
        assert "1 of 3 decided" in top or "1 decided, 1 aside, 1 open" in top
        assert (d.review.decided, d.review.set_aside, d.review.open) == (1, 1, 1)
        await d.press("0")
        top = d.on_screen().split("\n")[0]
        assert "[" not in top
        assert "1 set aside  1 open" in top


@pytest.mark.parametrize("columns", WIDTHS)
async def test_the_filter_of_last_time_is_in_the_header_from_the_start(desk, columns):
    async with desk() as d:
        await d.press("F", *"state:undecided,stale,conflict path:*", "enter")
    async with desk(size=(columns, 24)) as d:
        top = d.on_screen().split("\n")[0]
        assert "[state:un" in top
        assert "path:*] 3" in top
        assert d.review.arranged == ("state:undecided,stale,conflict path:*", "score")


async def test_the_pace_in_the_header_comes_from_decisions_that_stand(desk, monkeypatch):
    async with desk(size=(160, 30)) as d:
        pace = d.review.pace
        monkeypatch.setattr(
            d.review, "pace", lambda: replace(pace(), worked=10.0, decisions=pace().decisions * 5)
        )
        await d.press("a")
        assert "/h" not in d.said("header")
        await d.press("x")
        assert "1800/h, ~1 min left" in d.said("header")
        await d.press("u")
        assert "/h" not in d.said("header")
