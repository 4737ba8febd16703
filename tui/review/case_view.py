"""What a case shows: its title, the suggestion, furniture, and the two copies being compared."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Final

from tui import suggest
from tui.config import SuggestSettings
from tui.model import Article, Change, Group, Span, Suggestion
from tui.review.cases import Cases
from tui.review.import_remarks import remarks
from tui.review.tools import bulk_rules, filters
from tui.review.weakest_tie import Bridge, weakest
from tui.text import words

_MARGIN_OF_TITLE: Final = 3  # characters before a title that are quotation marks or white space
_A_PAIR: Final = 2  # members
_BAR: Final = "|"
_BARS_OF_A_MENU: Final = 3  # "Home | World | Sport | Video"; titles have one or two
_TITLES_COMPARED: Final = 12  # so that a group of hundreds is shown as fast


@dataclass(frozen=True, slots=True)
class Pair:
    """The two copies being compared: the base, left, and the one shown against it, right."""

    base: str
    shown: str


class CaseView(Cases):
    """Cases with what is shown of them; mutable for the pair that is compared in each.

    `_furniture` and `_settings` are set by whoever makes it.
    """

    _furniture: Mapping[str, Sequence[Span]]
    _settings: SuggestSettings
    _pairs: dict[int, Pair]
    _other_parts: dict[int, frozenset[str]]
    _bridges: dict[tuple[str, ...], Bridge | None]

    def _lay_out(self) -> None:
        super()._lay_out()
        self._pairs, self._other_parts, self._bridges = {}, {}, {}

    def _settle(self, position: int, changes: Sequence[Change]) -> None:
        super()._settle(position, changes)
        self._pairs.pop(position, None)
        self._other_parts.pop(position, None)

    def title(self, position: int | None = None) -> str:
        """The title of a case: of its copies' titles the one most like the others, the base's where none is.

        A title that is page furniture ("Skip to main content") is taken only where there is no other.
        """
        base = self.articles[self.pair(position).base]
        others = (copy for copy in self.copies(position) if copy is not base)
        titled = [copy for copy in (base, *others) if copy.title]
        own = (copy.title for copy in titled if not self._begins_with_furniture(copy))
        found = list(islice(own, _TITLES_COMPARED))
        return _most_like_the_others(found) if found else titled[0].title if titled else base.id

    def _begins_with_furniture(self, copy: Article) -> bool:
        """Whether the line that gave a copy its title is furniture: titles stand at the text's top."""
        return copy.title.count(_BAR) >= _BARS_OF_A_MENU or any(
            start <= _MARGIN_OF_TITLE and end >= len(copy.title)
            for start, end in self.furniture(copy.id)[:1]
        )

    def suggestion(self, position: int | None = None) -> Suggestion:
        """The copy that looks canonical among those that are not excluded."""
        return suggest.suggest(self._facts(position), self._settings)

    def evidence(self, position: int | None = None) -> tuple[Suggestion, ...]:
        """What every rule says that can tell these copies apart; the first is the suggestion."""
        return suggest.evidence(self._facts(position), self._settings)

    def suggestion_among(self, members: Collection[str], position: int) -> Suggestion:
        """The copy that looks canonical among some copies of a case."""
        facts = self._facts(position)
        return suggest.suggest([one for one in facts if one.article.id in members], self._settings)

    def _facts(self, position: int | None) -> list[suggest.Facts]:
        """What the rules of suggestion may know of the copies that are not excluded."""
        told = {
            member: evidence
            for group in self._at(position).groups
            if group.evidence
            for member, evidence in zip(group.members, group.evidence, strict=True)
        }
        return [
            suggest.Facts(
                self.articles[member],
                self._furniture_of(member),
                member in self.locked,
                told.get(member),
            )
            for member in self._counting(position)
        ]

    def choosable(self, position: int | None = None) -> list[str]:
        """The copies that may be canonical: those of a reference where there are such, else all that count."""
        counting = self._counting(position)
        return [member for member in counting if member in self.locked] or counting

    def remarks(self, position: int | None = None) -> list[str]:
        """What verifying the groups of other tools in a case has shown, and whether it may be no article, as sentences."""
        copies = [self.articles[member] for member in self._counting(position)]
        doubt = bulk_rules.stub(copies)
        found = [said for group in self._at(position).groups for said in remarks(group)]
        return [doubt, *found] if doubt else found

    def bridge(self) -> Bridge | None:
        """The weakest tie of the case under the cursor; None for a pair, or where ties do not reach all."""
        members = self.case.members
        if len(members) <= _A_PAIR:
            return None
        if members not in self._bridges:
            ties = (match for group in self.case.groups for match in group.matches)
            self._bridges[members] = weakest(members, ties)
        return self._bridges[members]

    def odd(self, position: int | None = None) -> frozenset[str]:
        """The copies that match no other copy, although another tool put them here."""
        return frozenset(odd for group in self._at(position).groups for odd in group.odd)

    def furniture(self, article: str) -> Sequence[Span]:
        """The spans of an article's text that are page furniture."""
        return self._furniture.get(article, ())

    def _furniture_of(self, article: str) -> int:
        return sum(end - start for start, end in self.furniture(article))

    def other_part(self, position: int | None = None) -> frozenset[str]:
        """The copies put aside into another part of the case, until a canonical is chosen there."""
        at = self.cursor if position is None else position
        return self._other_parts.get(at, frozenset())

    def pair(self, position: int | None = None) -> Pair:
        """The base and the copy shown: at first the old choice or the suggestion, and the next copy.

        The next copy is a newcomer where there is one, else one whose text is not the same to the letter.
        """
        at = self.cursor if position is None else position
        if at not in self._pairs:
            chosen = self.canonical(at)
            base = chosen[0] if chosen else self.suggestion(at).article
            members, asked = self.cases[at].members, self._asked(at)
            digest = self.articles[base].digest
            differing = (copy for copy in members if self.articles[copy].digest != digest)
            others = (copy for copy in chain(asked, differing, members) if copy != base)
            self._pairs[at] = self._against_each(at) or Pair(base, next(others, base))
        return self._pairs[at]

    def _asked(self, at: int) -> list[str]:
        """The copies that decisions ask about: newcomers, then those whose text changed."""
        case = self.cases[at]
        asked = (one for old in case.standings for one in (*old.newcomers, *sorted(old.edited)))
        return [one for one in asked if one in case.members]

    def _against_each(self, at: int) -> Pair | None:
        """A newcomer to texts that are no duplicates, as the base: each of them is then shown against it."""
        case = self.cases[at]
        for standing in case.standings:
            if standing.decision.verdict == "not-duplicates" and standing.newcomers:
                old = min(place for place in standing.places if place in case.members)
                return Pair(standing.newcomers[0], old)
        return None

    def show_copy(self, step: int) -> Pair:
        """Compare the base with the next (1) or previous (-1) copy of the case, round and round."""
        pair = self.pair()
        others = [member for member in self.case.members if member != pair.base]
        at = (others.index(pair.shown) + step) % len(others)
        self._pairs[self.cursor] = replace(pair, shown=others[at])
        return self.pair()

    def compare(self, article: str) -> Pair:
        """Compare the base of the case under the cursor with this copy of it; nothing changes for the base itself."""
        pair = self.pair()
        if article in self.case.members and article != pair.base:
            self._pairs[self.cursor] = replace(pair, shown=article)
        return self.pair()

    def swap(self) -> Pair:
        """Make the copy shown the base, and the base the copy shown."""
        pair = self.pair()
        self._pairs[self.cursor] = Pair(pair.shown, pair.base)
        return self.pair()

    def row(self, position: int) -> filters.Row:
        """What filters and sorts may ask of a case."""
        case, copies = self.cases[position], self.copies(position)
        return filters.Row(
            position=position,
            state=case.state,
            score=case.score,
            paths=case.members,
            titles=tuple(copy.title for copy in copies),
            dates=tuple(copy.date for copy in copies),
            reviewers=tuple(sorted({s.decision.reviewer for s in case.standings})),
            label=self.label(position),
            note=self.note(position),
            preference=self.suggestion(position).rule,
            differs=_differs(case.groups),
            tiers=_tiers(case.groups, copies),
            urls=tuple(copy.url for copy in copies),
            authors=tuple(copy.author for copy in copies),
            words=min(copy.words for copy in copies),
        )


def _tiers(groups: Sequence[Group], copies: Sequence[Article]) -> tuple[str, ...]:
    """How the copies of a case are known to be such, in the words of `filters.Row`."""
    alike = "exact" if len({copy.digest for copy in copies}) == 1 else "copies"
    claimed = {tool for group in groups for tool in group.claimed_by}
    return (alike, *(("claimed", *sorted(claimed)) if claimed else ()))


def _differs(groups: Sequence[Group]) -> tuple[str, ...]:
    """What some copy of a case has and no other does, in the words of `filters.Row`."""
    told = [one for group in groups for one in group.evidence]
    counted = {
        "number": any(one.numbers for one in told),
        "name": any(one.names for one in told),
        "quotation": any(one.quotations_alone for one in told),
        "wording": any(one.differing for one in told),
    }
    return tuple(name for name, there in counted.items() if there)


def _most_like_the_others(titles: Sequence[str]) -> str:
    """The title that shares most words with the others (Jaccard 1912); the first of equals."""
    bags = [frozenset(words.tokens(title).keys) for title in titles]
    alike = [
        sum(len(bag & other) / len(bag | other) for other in bags if bag | other) for bag in bags
    ]
    return titles[alike.index(max(alike))]
