"""Saved decisions and today's folder in, what each decision means today out: the truth table, pure.

A decision speaks of texts. Where they lie today is looked up first (`locate`), then the decisions that
touch one detected group, or that join several (`group_into_cases`), are weighed together (`weigh`). Of the states
orphan, conflict, stale, noted and restored the first that applies is the decision's. Nothing is dropped
and nothing is changed here: that is for a person to do.
"""

from collections.abc import Collection, Mapping, Sequence

from tui.model import Article, Decision, Group
from tui.resume.applied import is_applied, with_applied
from tui.resume.case_state import covered_by, weigh
from tui.resume.decision_status import Case, DecisionStatus, Meaning, Today, binding_fates, fates
from tui.resume.group_cases import group_into_cases
from tui.resume.locate import locate_all

__all__ = [
    "Case",
    "DecisionStatus",
    "Meaning",
    "Today",
    "again",
    "binding_fates",
    "covered_by",
    "fates",
    "is_applied",
    "located",
    "today",
    "weighed",
]


def today(
    articles: Mapping[str, Article],
    groups: Sequence[Group],
    decisions: Sequence[Decision],
    *,
    reviewer: str,
    locked: Collection[str] = (),
) -> Today:
    """Hold every decision against today's articles and groups.

    Every decision is in exactly one case or among the orphans. The order of `groups` and `decisions`
    makes no difference. `locked` are the articles of references: a choice against one of them is to be made again.
    Linear in articles and members.
    """
    standings = located(articles, decisions)
    return weighed(articles, groups, standings, reviewer=reviewer, locked=locked)


def located(articles: Mapping[str, Article], decisions: Sequence[Decision]) -> list[DecisionStatus]:
    """Each decision with today's places of its members, before any group is looked at.

    Of a decision nothing but its own members makes a difference here. Linear in articles and members.
    """
    return locate_all(articles, decisions)


def weighed(
    articles: Mapping[str, Article],
    groups: Sequence[Group],
    standings: Sequence[DecisionStatus],
    *,
    reviewer: str,
    locked: Collection[str] = (),
) -> Today:
    """Hold decisions that are `located` against groups: the second half of `today`.

    Groups and decisions that no article ties to each other may be weighed apart: it says the same of them. Linear in
    the members of both.
    """
    in_groups = {member for group in groups for member in group.members}
    standings = with_applied(standings, in_groups, articles)
    orphans = [standing for standing in standings if standing.state == "orphan"]
    bundles, alone = group_into_cases(
        groups, [s for s in standings if s.state != "orphan"], articles
    )
    cases = [
        weigh(members, own, here, articles, reviewer, locked, elsewhere)
        for members, own, here, elsewhere in bundles
    ]
    cases.sort(key=lambda case: (-case.score, case.members))
    return Today(tuple(cases), tuple(sorted([*orphans, *alone], key=lambda s: s.decision.key)))


def again(
    case: Case,
    articles: Mapping[str, Article],
    decisions: Sequence[Decision],
    *,
    reviewer: str,
    locked: Collection[str] = (),
) -> Case:
    """The same case after its decisions changed; its members and groups stay what they were.

    `decisions` are the case's own; the decisions of other cases that bind articles of it stay what they were, too.
    """
    located = with_applied(locate_all(articles, decisions), case.members, articles)
    left = [standing for standing in located if standing.state != "orphan"]
    return weigh(case.members, case.groups, left, articles, reviewer, locked, case.elsewhere)
