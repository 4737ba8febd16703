"""What is a copy and what is none, whatever the folder holds."""

import random
import unicodedata

import pytest
from detect_samples import (
    COURIER,
    FOOTER,
    HARBOUR,
    HARBOUR_BY_ANOTHER,
    HARBOUR_SPUN,
    IN_OTHER_SCRIPTS,
    LANTERN,
    ORCHARD,
    REPORT,
    REPORTS,
    members,
    scanned,
    unrelated,
)


@pytest.mark.parametrize("others", [0, 10, 300])
def test_a_spun_copy_in_page_furniture_is_found_whatever_the_size_of_the_folder(find, others):
    texts = [HARBOUR, HARBOUR_SPUN + "\n\n" + FOOTER, *unrelated(others)]
    assert {0, 1} in members(find(texts))


@pytest.mark.parametrize("others", [0, 40])
def test_a_report_by_another_author_is_no_copy(find, others):
    assert members(find([HARBOUR, HARBOUR_BY_ANOTHER, *unrelated(others)])) == []


@pytest.mark.parametrize("pages", [2, 3])
@pytest.mark.parametrize("others", [0, 40])
def test_pages_of_one_template_are_no_copies(find, pages, others):
    texts = [REPORT.format(**report) for report in REPORTS[:pages]]
    assert members(find([*texts, *unrelated(others)])) == []


@pytest.mark.parametrize("others", [0, 40])
def test_pages_with_one_footer_are_no_copies(find, others):
    texts = [f"{text}\n\n{FOOTER}" for text in (HARBOUR, ORCHARD, *unrelated(4, seed=5))]
    assert members(find([*texts, *unrelated(others)])) == []


@pytest.mark.parametrize("others", [0, 40])
def test_one_text_on_the_pages_of_two_sites_is_found(find, others):
    for text in (HARBOUR, ORCHARD):
        pages = [COURIER.format(text), LANTERN.format(text)]
        assert {0, 1} in members(find([*pages, *unrelated(others)]))


@pytest.mark.parametrize("site", [COURIER, LANTERN])
@pytest.mark.parametrize("paragraphs", [2, 3, 5])
def test_two_texts_on_the_pages_of_one_site_are_no_copies_even_alone(find, site, paragraphs):
    for other in (ORCHARD, HARBOUR_BY_ANOTHER):
        begun = ["\n\n".join(text.split("\n\n")[:paragraphs]) for text in (HARBOUR, other)]
        assert members(find([site.format(text) for text in begun])) == []


def test_furniture_of_three_pages_is_told_and_of_none_of_their_texts(find):
    texts = [f"{text}\n\n{FOOTER}" for text in (HARBOUR, ORCHARD, *unrelated(2, seed=5))]
    found = find(texts).furniture
    assert sorted(found) == [f"{at:05d}.txt" for at in range(4)]
    for at, text in enumerate(texts):
        told = " ".join(text[begin:end] for begin, end in found[f"{at:05d}.txt"])
        assert told.split() == FOOTER.split()


def test_furniture_is_left_aside_and_told_among_the_reasons(find):
    texts = [f"{HARBOUR}\n\n{FOOTER}", HARBOUR_SPUN, *(f"{t}\n\n{FOOTER}" for t in unrelated(6))]
    (match,) = find(texts).groups[0].matches
    (aside,) = [one for one in match.reasons if one.name == "furniture_left_aside"]
    share = len(FOOTER.split()) / len(texts[0].split())
    assert aside.value == pytest.approx(share, abs=0.03)
    assert aside.sentence.startswith(f"{aside.value:.0%} of the first and 0% of the second")


@pytest.mark.parametrize("count", [20, 60])
@pytest.mark.parametrize("noise", [0.0, 0.03])
def test_a_popular_story_is_no_furniture_but_one_group(find, count, noise):
    rng = random.Random(count)
    own = [
        line + "."
        for text in unrelated(count, seed=9)
        for line in text.split("\n\n")[1].split(". ")[:3]
    ]
    texts = []
    for at in range(count):
        text = f"{HARBOUR} {' '.join(own[3 * at : 3 * at + 3])}"
        texts.append(scanned(text, noise, rng) if noise else text)
    found = find([*texts, *unrelated(100, seed=3)])
    assert members(found) == [set(range(count))]


def test_where_too_many_are_alike_fewer_pairs_are_looked_at_and_that_is_said(find, monkeypatch):
    own = [text.split("\n\n")[1].split(". ")[0] for text in unrelated(40, seed=9)]
    texts = [*(f"{HARBOUR} {line}." for line in own), *unrelated(60, seed=3)]
    assert find(texts).notes == ()
    monkeypatch.setattr("tui.detect.pairs.candidates.MOST_PAIRS", 50)
    monkeypatch.setattr("tui.detect.pairs.candidates.MOST_EACH", 1)
    monkeypatch.setattr("tui.detect.groups.linkage.LARGE", 30)
    found = find(texts)
    assert members(found) == [set(range(40))]
    assert found.notes == (
        "So many articles are alike that each was held against the 4 likest ones only, not 16",
    )


def test_the_group_of_a_round_up_of_two_stories_is_never_formed(find):
    for cut in (400, 5000):
        texts = [HARBOUR, ORCHARD, f"{HARBOUR[:cut]}\n\n{ORCHARD[:cut]}"]
        assert not any({0, 1} <= group for group in members(find([*texts, *unrelated(20)])))


def test_a_shared_passage_is_listed_apart_from_copies(find):
    passage = HARBOUR.split("\n\n")[2]
    one, other = unrelated(2, seed=4, sentences=25)
    found = find([f"{one} {passage}", f"{passage} {other}", *unrelated(20)])
    assert members(found) == []
    assert [(match.left, match.right) for match in found.passages] == [("00000.txt", "00001.txt")]


@pytest.mark.parametrize("script", IN_OTHER_SCRIPTS)
def test_copies_in_other_scripts_are_found(find, script):
    text = IN_OTHER_SCRIPTS[script]
    cut = text[: len(text) * 4 // 5]
    found = members(
        find([text, cut, *(other for name, other in IN_OTHER_SCRIPTS.items() if name != script)])
    )
    assert found == [{0, 1}]


@pytest.mark.parametrize("script", ["French", "Vietnamese", "Korean", "Greek", "Russian"])
def test_a_copy_in_another_unicode_form_or_in_capitals_is_found(find, script):
    text = IN_OTHER_SCRIPTS[script]
    others = [other for name, other in IN_OTHER_SCRIPTS.items() if name != script]
    for changed in (unicodedata.normalize("NFD", text), text.upper()):
        assert members(find([text, changed[: len(changed) * 5 // 6], *others])) == [{0, 1}]


def test_texts_that_are_the_same_are_one_group_however_short(find):
    found = find(["Page not found.", HARBOUR, "Page not found.", "Page not found."])
    assert members(found) == [{0, 2, 3}]
    assert found.groups[0].score == 1.0


@pytest.mark.parametrize("texts", [[], [""], ["", " "], ["one"], ["\u200b", "…", "12"]])
def test_next_to_nothing_is_no_trouble(find, texts):
    assert [group for group in members(find(texts)) if len(group) < 2] == []


def test_every_match_says_why_in_a_sentence(find):
    match = find([HARBOUR, HARBOUR_SPUN, ORCHARD]).groups[0].matches[0]
    told = {reason.name: reason for reason in match.reasons}
    assert 0.5 <= told["sentences_found"].value <= 1
    assert told["sentences_found"].sentence.endswith("the other way")
    assert told["names_differ"].value < 0.3


def test_the_nearest_miss_is_told(find):
    assert find([HARBOUR, ORCHARD, *unrelated(3)]).nearest is None
    nearest = find([REPORT.format(**report) for report in REPORTS[:2]]).nearest
    assert (nearest.left, nearest.right) == ("00000.txt", "00001.txt")
    assert nearest.score < 0.5


def test_an_article_that_is_compared_in_part_is_noted(find):
    assert find(["word " * 300_000, HARBOUR]).notes == (
        "00000.txt: only its first 1,000,000 characters were compared",
    )


def test_a_copy_with_another_headline_and_edits_at_its_beginning_is_surely_one(find):
    title, first, *rest = HARBOUR.split("\n\n")
    edited = (
        first.replace("third", "fourth").replace("Eleven", "Twelve").replace("14,000", "15,000")
    )
    copy = "\n\n".join(["No way out for eleven ships", edited, *rest])
    (group,) = find([HARBOUR, copy]).groups
    assert group.score > 0.8
    assert title not in copy
