"""What every engine holds: neither names nor order tell, each article stands once, it can be stopped, it says how far it is."""

import random
from dataclasses import replace

import pytest
from detect_samples import (
    FOOTER,
    HARBOUR,
    HARBOUR_BY_ANOTHER,
    HARBOUR_SPUN,
    ORCHARD,
    REPORT,
    REPORTS,
    articles,
    unrelated,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.config import DetectSettings
from tui.detect.features.tokens import features
from tui.detect.group_finder import ENGINES, find_groups
from tui.errors import UsageError
from tui.progress import Cancelled


def test_an_unknown_engine_is_told():
    with pytest.raises(UsageError, match="no engine"):
        find_groups([], [], settings=DetectSettings(engine="cloud"))


POOL = [
    HARBOUR,
    HARBOUR_SPUN,
    HARBOUR_BY_ANOTHER,
    ORCHARD,
    ORCHARD + " " + FOOTER,
    *(REPORT.format(**report) for report in REPORTS),
    *unrelated(4),
    "Page not found.",
    "",
]
PACKED = features(POOL)


@pytest.mark.parametrize("engine", ENGINES)
def test_other_names_change_nothing_but_names(engine):
    stories = unrelated(40, seed=5)
    line, told = "Ask at the toll house about boats.", HARBOUR.split(". ")
    parts = [". ".join(told[at % 5 : at % 5 + 4]) for at in range(30)]  # some of them related
    texts = [
        f"{story[:200]}\n\n{line}\n\n{part}" for story, part in zip(stories, parts, strict=False)
    ]
    listed, packed = articles(texts), list(features(texts))
    names = [f"{len(listed) - at:05d}.txt" for at in range(len(listed))]
    how = {"settings": DetectSettings(engine=engine)}
    found = find_groups(listed, list(packed), **how)
    renamed = find_groups(
        [replace(one, id=name) for one, name in zip(listed, names, strict=True)], packed, **how
    )

    def again(findings, name_of):
        matched = {
            (*sorted(map(name_of, (one.left, one.right))), one.score) for one in findings.passages
        }
        grouped = {(*sorted(map(name_of, one.members)), one.score) for one in findings.groups}
        return matched, grouped, {name_of(id_): at for id_, at in findings.furniture.items()}

    other = dict(zip((one.id for one in listed), names, strict=True))
    assert again(found, other.__getitem__) == again(renamed, str)


@pytest.mark.parametrize("engine", ENGINES)
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(picked=st.lists(st.integers(0, len(POOL) - 1), max_size=12), seed=st.integers(0, 99))
def test_order_makes_no_difference_and_no_article_stands_in_two_groups(engine, picked, seed):
    chosen = [
        (article, PACKED[at])
        for article, at in zip(articles([POOL[at] for at in picked]), picked, strict=True)
    ]
    mixed = random.Random(seed).sample(chosen, len(chosen))
    how = {"settings": DetectSettings(engine=engine)}
    settled, furnished = [], []

    def furnish(spans):
        assert not settled, "furniture is known before the first group"
        furnished.append(dict(spans))

    found = find_groups(
        [one for one, _ in chosen],
        [two for _, two in chosen],
        settled=settled.append,
        furnished=furnish,
        **how,
    )
    assert furnished == [found.furniture]
    assert find_groups([one for one, _ in mixed], [two for _, two in mixed], **how) == found
    assert find_groups([one for one, _ in chosen], [two for _, two in chosen], **how) == found
    placed = [member for group in found.groups for member in group.members]
    assert len(placed) == len(set(placed))
    assert sorted(settled, key=lambda group: (-group.score, group.members)) == list(found.groups)
    assert list(found.groups) == sorted(
        found.groups, key=lambda group: (-group.score, group.members)
    )
    for group in found.groups:
        assert list(group.members) == sorted(group.members)
        assert len(group.members) > 1
        assert 0 < group.score <= 1
    for article, text in zip((one for one, _ in chosen), (POOL[at] for at in picked), strict=True):
        end = 0
        for begin, behind in found.furniture.get(article.id, ()):
            assert end <= begin < behind <= len(text)
            end = behind


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("after", range(6))
def test_a_person_can_stop_it_at_any_report(engine, after):
    reports = 0

    def stop(_step):
        nonlocal reports
        reports += 1
        if reports > after:
            raise Cancelled

    texts = [HARBOUR, HARBOUR_SPUN, *unrelated(5)]
    with pytest.raises(Cancelled):
        find_groups(
            articles(texts), features(texts), settings=DetectSettings(engine=engine), progress=stop
        )


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_every_stage_tells_how_far_it_is(engine):
    own = [text.split("\n\n")[1][:200] for text in unrelated(20, seed=8)]
    texts = [HARBOUR_SPUN, *(f"{HARBOUR} {line}" for line in own), *unrelated(30)]
    told = []
    find_groups(
        articles(texts),
        features(texts),
        settings=DetectSettings(engine=engine),
        progress=told.append,
    )
    stages = dict.fromkeys(step.stage for step in told)
    assert len(stages) > 3
    for stage in stages:
        counts = [(step.done, step.total) for step in told if step.stage == stage and step.total]
        assert counts == sorted(counts), stage
        assert counts, stage
        assert all(done <= total for done, total in counts), stage
