"""Long partial reuse is told apart from copies, and from what the pages of one template or of one site have in common."""

import pytest
from detect_samples import HARBOUR, ORCHARD, articles, facts, unrelated

from tui.config import DetectSettings
from tui.detect.features.tokens import features
from tui.detect.group_finder import find_groups
from tui.detect.pairs import match_score

STORY, HOST, OTHER = unrelated(3, seed=11, sentences=24)
FOOT = (
    "Letters to the editor are printed as space allows and may be cut. The night desk answers the telephone from nine "
    "in the evening until the presses stop. Pictures of weddings are taken in on Mondays at the counter in Quay Street."
)
STATION = (
    "{name}\n\n{name} is a stop of the valley tramway. It was opened in {year} with the line to the quarry, and {person} "
    "gave the bell. Two side platforms lie under a tin roof. The waiting room has a stove, a bench and a clock that the "
    "pupils of the nearby school wind. Trams run every twenty minutes until midnight, and the last one carries the milk."
)


def shared(*texts: str) -> set[tuple[str, str]]:
    found = find_groups(articles(list(texts)), list(features(texts)), settings=DetectSettings())
    return {(one.left[:5], one.right[:5]) for one in found.passages}


def quoted(share: float, host: str) -> str:
    """Some of the story in the middle of another text."""
    told, around = STORY.split(". "), host.split(". ")
    middle = len(around) // 2
    part = told[4 : 4 + int(share * len(told))]
    return ". ".join([*around[:middle], *part, *around[middle:]])


@pytest.mark.parametrize("share", [1 / 3, 1 / 2])
@pytest.mark.parametrize("others", [0, 20])
def test_a_third_of_an_article_in_another_one_is_a_passage(share, others):
    texts = [STORY, quoted(share, f"{HOST}. {OTHER}"), *unrelated(others, seed=12)]
    assert ("00000", "00001") in shared(*texts)


def test_the_longest_passage_is_told_and_not_the_sum_of_sentences_here_and_there():
    told = HARBOUR.replace("\n\n", " ").split(". ")
    whole = facts([HARBOUR, HARBOUR + "\n\n" + ORCHARD])
    assert whole["passage_l"] == whole["in_order_l"]
    apart = ORCHARD.replace("\n\n", " ").split(". ")
    mixed = [line for pair in zip(told, apart[::2], apart[1::2], strict=False) for line in pair]
    found = facts([HARBOUR, ". ".join(mixed)])
    assert 0 < found["passage_l"] < found["in_order_l"]


def test_pages_of_one_template_share_no_passage():
    pages = [
        STATION.format(name=name, year=year, person=person)
        for name, year, person in (
            ("Millbrook Lower", 1911, "Ada Corrigan"),
            ("Quarry Side", 1923, "Piet Hollander"),
        )
    ]
    found = facts(pages)
    assert max(found["passage_l"], found["passage_r"]) >= match_score.PASSAGE_WORDS
    assert shared(*pages) == set()


def test_the_foot_of_a_site_is_no_passage_while_a_quotation_is():
    assert shared(f"{STORY}\n\n{FOOT}", f"{HOST}\n\n{FOOT}") == set()
    one, other = STORY.split("\n\n")[0], HOST.split("\n\n")[0]
    assert shared(f"{one}\n\n{FOOT}", f"{other}\n\n{FOOT}") == set()
    told, around = HARBOUR.split("\n\n"), ORCHARD.split("\n\n")
    texts = (f"{told[0]}\n\n{FOOT}\n\n{told[1]}", f"{around[0]}\n\n{FOOT}\n\n{around[1]}")
    assert shared(*texts) == {("00000", "00001")}


def test_articles_without_words_share_none():
    assert facts(["…", HARBOUR])["passage_r"] == 0
