"""What tells the copies of a group apart, counted from their words."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.config import DetectSettings
from tui.detect.features.tokens import features
from tui.detect.group_finder import find_groups
from tui.model import Article, text_digest

STORY = """The harbour board of Larnvik postponed the dredging of its inner basin on Tuesday.

Divers had found the timbers of an older quay under three metres of silt near the fish market.
"Nobody digs there before the archaeologists have finished," said chairwoman Odile Marrable.

Fishermen asked for the dredging eleven years ago, when 14 boats touched ground in a single April."""
SPUN = STORY.replace("timbers", "planks").replace("silt", "sludge").replace("14 boats", "15 boats")
OTHER = "A choir of {} singers filled the brewery, and the timbers above them shook with silt and sound."


def groups(texts):
    articles = [
        Article(name, "", len(text.split()), len(text), text_digest(text), "")
        for name, text in texts.items()
    ]
    return find_groups(articles, features(list(texts.values())), settings=DetectSettings()).groups


def evidence(texts):
    (group,) = groups(texts)
    return dict(zip(group.members, group.evidence, strict=True))


def test_numbers_and_names_that_stand_in_one_copy_only():
    found = evidence({"a": STORY, "b": SPUN.replace("Odile", "Clara")})
    assert (found["a"].numbers, found["b"].numbers) == (1, 1)
    assert (found["a"].names, found["b"].names) == (1, 1)
    more = evidence({"a": STORY, "b": STORY.replace("chairwoman Odile Marrable", "she")})
    assert (more["a"].names, more["b"].names) == (2, 0)


def test_quotations_are_sentences_with_a_mark():
    found = evidence({"a": STORY, "b": STORY.replace("Nobody digs", "No one digs"), "c": STORY})
    assert [found[name].quotations for name in "abc"] == [1, 1, 1]
    assert [found[name].quotations_alone for name in "abc"] == [0, 1, 0]


def test_agreement_is_with_all_other_copies_and_counts_each():
    found = evidence({"a": STORY, "b": STORY, "c": SPUN})
    assert found["a"] == found["b"]
    assert found["a"].agreement > found["c"].agreement
    two = evidence({"a": STORY, "c": SPUN})
    assert two["a"].agreement == two["c"].agreement < 1


def test_wording_is_weighed_by_the_rest_of_the_folder():
    texts = {"a": STORY, "b": SPUN} | {f"x{n}": OTHER.format(n) for n in range(1)}
    found = evidence(texts)
    assert (found["a"].differing, found["b"].differing) == (2, 2)
    assert found["a"].commoner == round(math.log2(2), 3)  # both words stand in one other text
    assert found["b"].commoner == 0


@settings(max_examples=20, deadline=None)
@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_the_articles_makes_no_difference(names):
    texts = {"a": STORY, "b": SPUN, "c": STORY, "d": OTHER.format(3)}
    assert evidence({name: texts[name] for name in names}) == evidence(texts)


def test_marks_before_a_text_belong_to_it_alone():
    alone = features(['“” "No," he said.', "Yes."])
    assert [features([text])[0] for text in ('“” "No," he said.', "Yes.")] == alone
    assert features(["Yes.", '" " He went.'])[0] == features(["Yes."])[0]


def test_a_large_group_is_counted_in_parts_and_comes_to_the_same(monkeypatch):
    texts = {"a": STORY, "b": SPUN, "c": STORY.replace("Tuesday", "Friday"), "d": SPUN + " Yes."}
    whole = evidence(texts)
    monkeypatch.setattr("tui.detect.groups.member_statistics._TERMS_AT_ONCE", 30)
    monkeypatch.setattr("tui.detect.groups.member_statistics._TEXTS_AT_ONCE", 3)
    assert evidence(texts) == whole
