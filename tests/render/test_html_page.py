import hashlib
from html.parser import HTMLParser

from hypothesis import given, settings
from texts import FERRY, SPUN, random_texts

from tui.compare.compare_texts import diff
from tui.render.html_page import Document, page, saved

VOID = {"meta", "br"}


class Checked(HTMLParser):
    """Fails on what is not nested; keeps tags and text."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.text = [], [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def made(left, right, name="left.txt", **options):
    sides = (
        Document(name, left.encode("utf-8", "surrogatepass"), left),
        Document("b/right.txt", right.encode("utf-8", "surrogatepass"), right),
    )
    return page(*sides, diff(left, right), **options)


def checked(html):
    parser = Checked()
    parser.feed(html)
    assert parser.open == []
    return parser


@settings(max_examples=60, deadline=None)
@given(random_texts, random_texts)
def test_pages_are_well_formed_and_hold_both_files(left, right):
    html = made(left, right)
    checked(html)
    assert [data.decode("utf-8", "surrogatepass") for data in saved(html)] == [left, right]


def test_a_page_is_complete_in_itself():
    html = made(FERRY, SPUN, facts=[("words", "210", "208")], quotations=[("a b c", "a b d")])
    parser = checked(html)
    assert html == made(
        FERRY, SPUN, facts=[("words", "210", "208")], quotations=[("a b c", "a b d")]
    )
    assert "script" not in {tag for tag, _attrs in parser.tags}
    links = [
        attrs[name] for _tag, attrs in parser.tags for name in ("src", "href") if name in attrs
    ]
    inside = [link for link in links if link.startswith("#")]
    assert len(links) - len(inside) == 2
    assert all(link.startswith("data:") for link in links if link not in inside)
    assert hashlib.sha256(FERRY.encode()).hexdigest() in parser.text
    assert "Quotations that differ" in parser.text
    assert "Quotations that differ" not in checked(made(FERRY, SPUN)).text


def test_changes_are_elements_that_say_what_they_are():
    html = made("The old house.", "The new house.")
    assert '<del class="replaced-left">old</del> <ins class="replaced-right">new</ins>' in html


def test_hostile_text_and_names_stay_text():
    html = made("<script>alert(1)</script>", "\x1b[2J\u202e", name='"><img src=x>.txt')
    parser = checked(html)
    assert {tag for tag, _attrs in parser.tags}.isdisjoint({"script", "img"})
    assert "\x1b" not in html
    assert "\u202e" not in html


def test_without_colour_it_is_told_on_which_side_furniture_stands():
    end = "\n\nSubscribe to our newsletter\n"
    assert '<ins class="furniture-right">' in made(FERRY, FERRY + end)
    assert '<del class="furniture-left">' in made(FERRY + end, FERRY)


def test_kinds_are_counted_and_the_map_stands_beside_the_text():
    html = made(FERRY, SPUN, kinds=(("name", 1), ("reworded", 17)))
    assert "<p>Changes: 17 reworded, 1 name.</p>" in html
    assert html.index("<h2>Text</h2>") < html.index('class="map"') < html.index("<main>")


def test_either_end_of_a_moved_block_is_a_link_to_the_other():
    html = made(FERRY, SPUN)
    anchors = {
        attrs["id"]: attrs["href"]
        for tag, attrs in checked(html).tags
        if tag == "a" and "id" in attrs
    }
    assert anchors == {"left-1": "#right-1", "right-1": "#left-1"}


def test_paragraphs_run_in_the_direction_of_their_script():
    html = made("שלום לכולם.", "שלום לך.", quotations=[("שלום", "")])
    assert '<p dir="auto">שלום <del' in html
    assert '<td dir="auto">שלום</td>' in html


def test_text_and_map_have_a_legend_of_what_occurs():
    html = made("Mr Berg had 3 boats.", "Mr Lund had 5 boats.")
    legend = html[html.index("<h2>Text</h2>") : html.index("<main>")]
    assert '<ins class="fact-right">number</ins>' in legend
    assert "▒ reworded" in legend
    assert "furniture</" not in legend
    assert '<del class="fact-left">3</del> <ins class="fact-right">5</ins>' in html


def test_the_map_lies_over_nothing():
    assert "position: fixed" not in made(FERRY, SPUN)
