"""Rules on the words of a copy beside those of the others, as detection counted them: no text is compared.

The thresholds and the order of the rules are those of the study in docs/suggesting.md.
"""

from collections.abc import Callable, Sequence
from typing import Final

from tui.config import SuggestSettings
from tui.model import Evidence
from tui.suggest.copy_facts import Chosen, Facts, two_least
from tui.text.plural import counted

CLEARLY_CLOSER: Final = 0.01  # of the words in common with the others
CLEARLY_COMMONER: Final = 0.3  # powers of two, of articles that a word stands in
FEWEST_DIFFERING: Final = 3  # words of each copy; of fewer nothing is said


def agreement(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:  # noqa: ARG001 - a rule's signature
    """The copy that has clearly most in common with all the others; of two, each has the same."""
    first, next_one = two_least(copies, lambda copy: -_of(copy).agreement)
    ours, theirs = _of(first).agreement, _of(next_one).agreement
    if not _known(copies) or ours - theirs < CLEARLY_CLOSER:
        return None
    return (
        first.article,
        f"it has {ours:.0%} of its words in common with the other copies; the next has {theirs:.0%}",
    )


def commoner_wording(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:  # noqa: ARG001 - a rule's signature
    """The copy whose words, where the copies differ, clearly stand in more of the other articles."""
    first, next_one = two_least(copies, lambda copy: -_of(copy).commoner)
    ours, theirs = _of(first).commoner, _of(next_one).commoner
    few = any(_of(copy).differing < FEWEST_DIFFERING for copy in copies)
    if few or not _known(copies) or ours - theirs < CLEARLY_COMMONER:
        return None
    in_ours, in_theirs = (f"{2**many - 1:,.1f}" for many in (ours, theirs))
    reason = (
        "where the copies differ, its words are the commoner in the rest of the folder: "
        f"each stands in about {in_ours} other articles; those of the next in {in_theirs}"
    )
    return first.article, reason


def quotations(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:  # noqa: ARG001 - a rule's signature
    """Of two copies the one that quotes more; of several the one whose quotations most stand in others."""
    if len(copies) == 2:
        said = "sentence of it has quotation marks", "sentences of it have quotation marks"
        return _most(copies, lambda told: told.quotations, said)
    return _most(
        copies,
        lambda told: told.quotations - told.quotations_alone,
        (
            "sentence with quotation marks stands in other copies word for word",
            "sentences with quotation marks stand in other copies word for word",
        ),
    )


def shared_facts(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:  # noqa: ARG001 - a rule's signature
    """The copy with the fewest numbers and names that no other copy has.

    Of two copies only where both have such: else one is merely the longer, and that says nothing.
    """
    first, next_one = two_least(copies, lambda copy: _own_facts(_of(copy)))
    ours, theirs = _own_facts(_of(first)), _own_facts(_of(next_one))
    if not _known(copies) or ours == theirs or (len(copies) == 2 and not ours):
        return None
    own = counted(ours, "of its numbers and names stands", "of its numbers and names stand")
    return first.article, f"{own} in no other copy; of the next one's {theirs:,}"


def _most(
    copies: Sequence[Facts], count: Callable[[Evidence], int], said: tuple[str, str]
) -> Chosen:
    first, next_one = two_least(copies, lambda copy: -count(_of(copy)))
    ours, theirs = count(_of(first)), count(_of(next_one))
    if not _known(copies) or ours == theirs:
        return None
    return first.article, f"{counted(ours, *said)}; of the next {theirs:,}"


_NOTHING: Final = Evidence()


def _of(copy: Facts) -> Evidence:
    return copy.evidence or _NOTHING


def _known(copies: Sequence[Facts]) -> bool:
    return len(copies) > 1 and all(copy.evidence is not None for copy in copies)


def _own_facts(told: Evidence) -> int:
    return told.numbers + told.names
