"""Search in titles, paths and texts: the desk goes to the group, the copy and the line that have the words."""

import pytest

from tui.review.tools.text_search import search
from tui.screens.prompts import LineScreen


def highlights(driver) -> list[str]:
    """What stands out in the lines of the diff that are on screen."""
    pane, found = driver.screen.pane, driver.app.styles_of_words["found"]
    parts = (part for y in range(pane.size.height) for part in pane.render_line(y))
    return [part.text for part in parts if part.style and part.style.reverse == found.reverse == 1]


async def test_words_of_a_text_are_found_shown_and_highlighted(desk):
    async with desk() as d:
        await d.press("/", *"forty-two  POINTS", "enter")
        assert "tram-1.txt" in d.review.case.members
        assert "found in the text of tram-" in d.said("message")
        assert highlights(d) == ["forty-two points"]
        await d.press("0")
        assert highlights(d) == []


async def test_the_copy_that_has_the_words_is_compared(desk):
    async with desk() as d:
        await d.press("/", *"keep away", "enter")
        assert "owls-3.txt" in (d.review.pair().base, d.review.pair().shown)
        assert highlights(d) == ["keep away"]


async def test_the_next_and_the_previous_group_that_has_them(desk):
    async with desk() as d:
        await d.press("/", *"the", "enter")
        seen = [d.review.cursor]
        for _ in range(3):
            await d.press("n")
            seen.append(d.review.cursor)
        assert sorted(seen[:3]) == [0, 1, 2]
        assert seen[3] == seen[0]
        await d.press("N")
        assert d.review.cursor == seen[2]


async def test_a_line_far_down_is_brought_into_view_and_unfolded(desk, folder):
    for name in ("owls-1.txt", "owls-2.txt", "owls-3.txt"):
        with (folder / name).open("a") as file:
            file.write("\n\n".join(f"Paragraph {n} is the same in all of them." for n in range(80)))
    async with desk() as d:
        assert d.screen.view.fold
        await d.press("/", *"paragraph 61 is", "enter")
        assert highlights(d) == ["Paragraph 61 is"]
        assert "Paragraph 61 is" in d.on_screen()


async def test_the_copies_of_a_group_are_searched_from_the_one_shown_on(desk, folder):
    for number in range(4, 40):
        body = (folder / "owls-1.txt").read_text()
        extra = "A herring gull was seen, too." if number in (17, 31) else "All was quiet."
        (folder / f"owls-{number:02}.txt").write_text(f"{body}Report {number} adds this. {extra}\n")
    async with desk() as d:
        position = d.review.position_of("owls-1.txt")
        d.review.go(position)
        await d.press("i", *"herring", "enter")
        assert d.review.cursor == position
        assert d.review.pair().shown == "owls-17.txt"
        await d.press("i")
        assert isinstance(d.app.screen, LineScreen)
        await d.press("enter")
        assert d.review.pair().shown == "owls-31.txt"
        await d.press("i", "enter")
        assert d.review.pair().shown == "owls-17.txt"
        await d.press("i", *("backspace",) * 7, *"owls-05", "enter")
        assert d.review.pair().shown == "owls-05.txt"
        await d.press("i", *"zzz", "enter")
        assert "not found" in d.said("message")
        assert d.review.pair().shown == "owls-05.txt"


async def test_who_goes_elsewhere_meanwhile_stays_there(desk, monkeypatch):
    async with desk() as d:

        def slow(wanted, groups, text, progress):
            d.app.call_from_thread(d.review.go, 1)
            return search(wanted, groups, text, progress)

        monkeypatch.setattr("tui.screens.review_search.search", slow)
        wanted = d.review.articles[d.review.cases[2].members[0]].title
        await d.press("/", *wanted, "enter")
        assert d.review.cursor == 1
        assert "found meanwhile" in d.said("message")


async def test_a_search_tells_how_far_it_is_and_0_stops_it(desk, monkeypatch):
    monkeypatch.setattr("tui.screens.review_search._TELL_EVERY", 0)
    async with desk() as d:
        said, stopped = [], []
        say = d.screen.say
        monkeypatch.setattr(d.screen, "say", lambda text="": (said.append(text), say(text)))

        def text(article):
            if not stopped:
                stopped.append(article)
                d.app.call_from_thread(d.screen.clear_search)
            return ""

        monkeypatch.setattr(d.screen.comparer, "text", text)
        await d.press("/", *"no such words", "enter")
        assert any("searching  0 of 3" in text for text in said)
        assert len(stopped) == 1
        assert not any("not found" in text for text in said)


async def test_what_cannot_be_read_is_told(desk, folder):
    async with desk() as d:
        for path in folder.glob("owls-*.txt"):
            path.unlink()
        await d.press("/", *"no such words", "enter")
        assert "2 texts could not be read" in d.said("message")


@pytest.mark.parametrize("key", ["n", "N"])
async def test_without_words_the_key_says_how_to_give_them(desk, key):
    async with desk() as d:
        await d.press(key)
        assert "/ asks for words" in d.said("message")


async def test_an_empty_list_is_searched_in_vain_and_in_peace(desk):
    async with desk() as d:
        await d.press("F", *"path:nowhere", "enter")
        await d.press("/", *"owls", "enter")
        await d.press("i", "n")
        assert d.review.order == [] or not d.review.order
