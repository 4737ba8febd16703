"""Rules on the page that a copy is: how much of it is furniture, how long it is without."""

from collections.abc import Sequence
from typing import Final

from tui.config import SuggestSettings
from tui.suggest.copy_facts import Chosen, Facts, two_least

CLEARLY_LESS_FURNITURE: Final = 0.02  # of the text: a smaller difference is chance
CLEARLY_LONGER: Final = 0.02  # of the words


def least_furniture(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:  # noqa: ARG001 - a rule's signature
    """The copy with clearly less page furniture than every other."""
    cleanest, next_one = two_least(copies, lambda copy: copy.share_of_furniture)
    less = next_one.share_of_furniture - cleanest.share_of_furniture
    if less < CLEARLY_LESS_FURNITURE:
        return None
    ours, theirs = cleanest.share_of_furniture, next_one.share_of_furniture
    return cleanest.article, f"{ours:.0%} of it is page furniture; of the next {theirs:.0%}"


def longest(copies: Sequence[Facts], settings: SuggestSettings) -> Chosen:  # noqa: ARG001 - a rule's signature
    """The copy with clearly more words of its own, furniture left aside."""
    longest, next_one = two_least(copies, lambda copy: -copy.own_words)
    if longest.own_words < next_one.own_words * (1 + CLEARLY_LONGER) + 1:
        return None
    ours, theirs = round(longest.own_words), round(next_one.own_words)
    return longest.article, f"the longest: {ours} words without furniture; the next has {theirs}"
