"""One reviewer's verdicts on a case → which copies a new verdict speaks of, and which records give way to it. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tui import resume
from tui.model import SET_ASIDE_STATES, Decision, Member, Verdict, decision_id
from tui.resume.relations import supersedes

ANSWERS: Final = frozenset({"canonical", "not-duplicates"})  # they say which texts are copies


@dataclass(frozen=True, slots=True)
class OwnVerdicts:
    """The decisions of one reviewer on a case; `members` are the case's, sorted."""

    members: tuple[str, ...]
    standings: tuple[resume.DecisionStatus, ...]

    def covered(self) -> set[str]:
        """The copies for which a verdict stands."""
        return {
            place
            for standing in self.standings
            if standing.state in {"restored", "noted"} and standing.decision.verdict != "undecided"
            for place in _there(standing)
        }

    def together(self, article: str) -> list[str]:
        """The copies that verdicts put together with `article`, and the newcomers to them.

        Verdicts with one canonical copy belong together: a rule may have added a newcomer to a person's choice.
        """
        every = [(s, _there(s).union(s.newcomers)) for s in self.standings]
        found = {article}.union(*(places for _, places in every if article in places))
        chosen = {
            place
            for standing in self.standings
            for member, place in zip(standing.decision.members, standing.places, strict=True)
            if member.canonical and place in found
        }
        for standing, places in every:
            if standing.decision.verdict == "canonical" and not chosen.isdisjoint(places):
                found |= places
        return [member for member in self.members if member in found]

    def spoken_of(self, article: str, aside: Collection[str]) -> list[str]:
        """The copies that a verdict on `article` speaks of: its part of the case, mostly all of it.

        `aside` is the part that is being cut off.
        """
        if article in aside:
            return sorted(aside)
        if any(s.state in {"restored", "noted"} and article in s.places for s in self.standings):
            return self.together(article)
        beside = self.covered() - self._copies_with(article)
        others = {*aside, *beside, *self._of_other_parts(article)}
        return [member for member in self.members if member not in others]

    def _copies_with(self, article: str) -> set[str]:
        """The copies that a decision calls copies of one article together with `article`, which may be edited since."""
        every = (resume.fates(standing) for standing in self.standings)
        return {one for fates in every if fates.get(article) for one, to in fates.items() if to}

    def _of_other_parts(self, article: str) -> set[str]:
        """The copies of other parts of the case, and the newcomers to these."""
        about = [s for s in self.standings if article in (*s.places, *s.newcomers)]
        concerned = set[str]().union(*map(_there, about))
        return {
            place
            for standing in self.standings
            if concerned.isdisjoint(standing.places) and len(_there(standing)) < len(self.members)
            if standing not in about
            for place in _there(standing).union(standing.newcomers)
        }

    def giving_way(self, verdict: Verdict, fates: Mapping[str, str]) -> list[resume.DecisionStatus]:
        """The decisions whose place a verdict with these fates takes; the others stand beside it."""
        return [s for s in self.touching(fates) if _gives_way(s, verdict, fates)]

    def touching(self, members: Collection[str]) -> list[resume.DecisionStatus]:
        """The decisions that speak of any of `members`."""
        return [s for s in self.standings if not _there(s).isdisjoint(members)]


def linked(
    first: Iterable[str],
    members: Sequence[str],
    every: Collection[str],
    standings: Iterable[resume.DecisionStatus],
    excluded: Collection[str] = (),
) -> list[str]:
    """`members` without those that were said to be no copies of `first`, or of the others that are left; sorted.

    What is in `first` comes first. `every` are the members of the case: a group that is decided again as a whole keeps
    nobody apart. Copies that are `excluded` are no copies of the others anyway, and leave none of them out.
    """
    fates = (resume.binding_fates(standing) for standing in standings)
    apart = [set(of) for of in fates if of and not any(of.values())]
    apart = [
        texts.difference(excluded) for texts in apart if texts.intersection(every) != set(members)
    ]
    found: list[str] = []
    for one in dict.fromkeys((*first, *members)):
        kept_from = (other for texts in apart if one in texts for other in texts)
        if one in members and set(found).isdisjoint(kept_from):
            found.append(one)
    return sorted(found)


def still_apart(standing: resume.DecisionStatus, new: Decision) -> list[Decision]:
    """What a decision that is replaced said apart of copies that the new one does not speak of.

    Those that were no duplicates stay apart from each other, and an excluded copy from the others. All stay apart from
    the canonical copy that is chosen now; where none is chosen, from each copy of the new decision, in one record a copy:
    it does not say that these are apart. Nothing where the new decision speaks of all.
    """
    old = standing.decision
    spoken = {member.path: member for member in new.members}
    pairs = list(zip(old.members, standing.places, strict=True))
    left = [member for member, place in pairs if place not in spoken]
    concerned = [spoken[place] for place in standing.places if place in spoken]
    canonical = [member for member in new.members if member.canonical]
    counting = canonical or [member for member in concerned if not member.excluded]
    if old.verdict == "canonical":
        sets = [[copy, one] for copy in left if copy.excluded for one in counting]
    elif old.verdict == "not-duplicates" and left:
        excluded = [member for member in concerned if member.excluded]
        sets = [[*left, *excluded, one] for one in counting] or [[*left, *excluded]]
    else:
        sets = []
    return [_apart(old, members) for members in sets]


def _apart(old: Decision, members: Iterable[Member]) -> Decision:
    plain = [replace(member, canonical=False, excluded=False) for member in members]
    plain.sort(key=lambda member: member.path)
    name = decision_id(member.digest for member in plain)
    return replace(old, id=name, verdict="not-duplicates", members=tuple(plain), note="", label="")


def gives_way(standing: resume.DecisionStatus, fates: Mapping[str, str]) -> bool:
    """Whether a verdict with these fates takes the place of an earlier one."""
    if _there(standing).isdisjoint(fates):
        return False
    earlier = resume.fates(standing)
    return standing.decision.verdict not in ANSWERS or not earlier or supersedes(fates, earlier)


def _gives_way(standing: resume.DecisionStatus, verdict: Verdict, fates: Mapping[str, str]) -> bool:
    """A group that is set aside for its newcomers keeps what was decided on the others."""
    if verdict in SET_ASIDE_STATES and standing.decision.verdict in ANSWERS:
        return fates.keys() <= _there(standing)
    return verdict not in ANSWERS or gives_way(standing, fates)


def _there(standing: resume.DecisionStatus) -> set[str]:
    return {place for place in standing.places if place is not None}
