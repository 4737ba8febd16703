"""Search in titles, paths and texts, group by group."""

import pytest

from tui.model import Article, Changed
from tui.progress import Cancelled
from tui.review.tools.text_search import Found, expression, search

TEXTS = {
    "a/owls.txt": "Two pairs of barn owls have nested\nin the disused mill.",
    "a/mill.txt": "The mill stands at Eskerby.",
    "b/tram.txt": "Night trams run again [from Friday].",
    "b/copy.txt": "Night trams run again [from Friday].",
}


def article(name: str, title: str = "") -> Article:
    return Article(name, title, 1, 1, f"b2:{hash(TEXTS[name])}", "")


GROUPS = (
    [article("a/owls.txt", "Owls return"), article("a/mill.txt")],
    [article("b/tram.txt", "Trams at night"), article("b/copy.txt")],
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("OWLS return", Found("a/owls.txt", "title")),
        ("mill.txt", Found("a/mill.txt", "path")),
        ("disused mill", Found("a/owls.txt", "text")),
        ("nested in the", Found("a/owls.txt", "text")),  # over the end of a line
        ("trams run", Found("b/tram.txt", "text")),
        ("[from friday]", Found("b/tram.txt", "text")),  # no expression
        ("of trams", Found()),
    ],
)
def test_words_are_found_in_titles_paths_and_texts(wanted, found):
    assert search(wanted, GROUPS, TEXTS.__getitem__) == found


def test_of_copies_with_one_text_one_is_read_and_names_are_looked_at_first():
    read = []

    def text(name: str) -> str:
        read.append(name)
        return TEXTS[name]

    search("nowhere", GROUPS, text)
    assert read == ["a/owls.txt", "a/mill.txt", "b/tram.txt"]
    read.clear()
    search("copy.txt", GROUPS[1:], text)
    assert read == []


def test_what_cannot_be_read_is_counted_and_the_search_goes_on():
    def text(name: str) -> str | Changed:
        return Changed(name, "its file is gone") if name.startswith("a/") else TEXTS[name]

    assert search("trams run", GROUPS, text) == Found("b/tram.txt", "text", 2)
    assert search("eskerby", GROUPS, text) == Found(unread=2)


def test_a_search_can_be_stopped_at_every_group():
    seen = []

    def stop(step):
        seen.append((step.done, step.total))
        if step.done:
            raise Cancelled

    with pytest.raises(Cancelled):
        search("nowhere", GROUPS, TEXTS.__getitem__, stop)
    assert seen == [(0, 2), (1, 2)]


@pytest.mark.parametrize("wanted", ["a.c", "(", "\\", "[a-z]*", "é", "日本"])
def test_what_is_wanted_is_words_and_no_expression(wanted):
    assert expression(wanted).search(f"x {wanted} y")
    assert not expression("a.c").search("abc")
