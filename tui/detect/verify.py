"""Evidence of candidate pairs → a score of 0..1 and the reasons in words: a pair from THRESHOLD on is a match.

A plain rule, no trained model. For a match speak how much of the one article is found again in the other,
how much that is, and how rare. Against it speak the marks of two pages of one template: where the
sentences agree, other numbers and names stand in them, and each article has subjects (names and numbers that it
repeats) of which the other knows nothing. Spun and translated copies are the opposite: their wording
differs and their names and numbers agree.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.model import Reason

THRESHOLD: Final = 0.5

BIAS: Final = -0.5
COVERED: Final = 4.0  # times the logarithm of the share found again
SHARED: Final = 1.6  # times the logarithm of the weight shared, up to MOST_SHARED
MOST_SHARED: Final = 3.2
RARITY: Final = 3.0  # times the logarithm of the mean weight of a word
LENGTHS: Final = 1.5  # times the logarithm of the shorter article's share of the longer one
IN_ORDER: Final = 5.0  # times the root of the share of words that follow as in the other article
ORDERED: Final = 5.0  # times the share of sentences that keep the other's order
OTHER_NUMBERS: Final = (
    5.0  # times the root of the share of numbers that differ where sentences agree
)
OTHER_NAMES: Final = 2.5
OTHER_SUBJECTS: Final = 1.7  # times the root of their weight, up to MOST_SUBJECTS
MOST_SUBJECTS: Final = 6.0
SAME_WORDING: Final = 5.0  # where the wording agrees this much, so must the rest

SURELY_ORDERED: Final = 0.5
SURELY_LONG: Final = 30  # tokens
SURELY_DIFFERING: Final = 0.12
SURELY_OTHER: Final = 2.0

Floats = npt.NDArray[np.float64]
Columns = Mapping[str, Floats]


def scores(evidence: Columns) -> Floats:
    """A score of 0..1 for each pair."""
    covered = np.maximum(evidence["covered_l"], evidence["covered_r"])
    shared = np.maximum(evidence["shared"], 0.1)
    subjects = np.minimum(evidence["subject_out_l"], evidence["subject_out_r"])
    speaks = (
        BIAS
        + COVERED * np.log(covered + 0.05)
        + SHARED * np.minimum(np.log(shared), MOST_SHARED)
        + RARITY * np.log(np.maximum(_mean_weight(evidence), 0.01))
        + LENGTHS * np.log(_ratio(evidence))
        + ORDERED * np.maximum(evidence["ordered_l"], evidence["ordered_r"])
        + IN_ORDER * np.sqrt(_in_order(evidence))
        - OTHER_NUMBERS * np.sqrt(_differing(evidence, "number"))
        - OTHER_NAMES * np.sqrt(_differing(evidence, "name"))
        - OTHER_SUBJECTS * np.sqrt(np.minimum(subjects, MOST_SUBJECTS))
        - SAME_WORDING * np.clip((_wording(evidence) - 0.55) / 0.3, 0, 1)
    )
    score: Floats = 1 / (1 + np.exp(-speaks))
    return score


def sure_copies(evidence: Columns) -> npt.NDArray[np.bool_]:
    """Pairs that are copies whatever their words weigh: they keep order and no name or number differs.

    Used to count the copies of a popular text once when words are weighed; so it must not ask for weight.
    """
    sure: npt.NDArray[np.bool_] = (
        (np.maximum(evidence["ordered_l"], evidence["ordered_r"]) >= SURELY_ORDERED)
        & (np.minimum(evidence["tokens_l"], evidence["tokens_r"]) >= SURELY_LONG)
        & (_differing(evidence, "number") <= SURELY_DIFFERING)
        & (_differing(evidence, "name") <= SURELY_DIFFERING)
        & (np.minimum(evidence["subject_out_l"], evidence["subject_out_r"]) <= SURELY_OTHER)
    )
    return sure


def _mean_weight(evidence: Columns) -> Floats:
    """Mean weight of a token of the lighter article."""
    left = evidence["weight_l"] / np.maximum(evidence["tokens_l"], 1)
    right = evidence["weight_r"] / np.maximum(evidence["tokens_r"], 1)
    return np.where(evidence["weight_l"] < evidence["weight_r"], left, right)


def _ratio(evidence: Columns) -> Floats:
    """Tokens of the shorter article by those of the longer one, 0..1."""
    shorter = np.minimum(evidence["tokens_l"], evidence["tokens_r"])
    longer = np.maximum(evidence["tokens_l"], evidence["tokens_r"])
    ratio: Floats = np.maximum(shorter, 1) / np.maximum(longer, 1)
    return ratio


def _in_order(evidence: Columns) -> Floats:
    """Share of the words of one side that follow each other as they do in the other."""
    left = evidence["in_order_l"] / np.maximum(evidence["tokens_l"], 1)
    right = evidence["in_order_r"] / np.maximum(evidence["tokens_r"], 1)
    share: Floats = np.maximum(left, right)
    return share


def _differing(evidence: Columns, kind: str) -> Floats:
    """Where sentences are found again, the share of names or numbers that both sides have for themselves."""
    of = np.minimum(evidence[f"{kind}_of_l"], evidence[f"{kind}_of_r"])
    left = evidence[f"{kind}_of_l"] - evidence[f"{kind}_met_l"]
    right = evidence[f"{kind}_of_r"] - evidence[f"{kind}_met_r"]
    differing: Floats = np.minimum(left, right) / (of + 1)
    return differing


def _wording(evidence: Columns) -> Floats:
    """Where sentences are found again, the share of their plain words that is."""
    left = (evidence["plain_met_l"] + 0.5) / (evidence["plain_of_l"] + 1)
    right = (evidence["plain_met_r"] + 0.5) / (evidence["plain_of_r"] + 1)
    wording: Floats = np.maximum(left, right)
    return wording


def reasons(evidence: Mapping[str, float]) -> tuple[Reason, ...]:
    """What was found, each with a sentence."""
    found = max(evidence["found_l"], evidence["found_r"])
    shared = evidence["shared"] / max(min(evidence["weight_l"], evidence["weight_r"]), 1e-9)
    return (
        Reason("sentences_found", round(found, 3), f"{found:.0%} of the sentences are found again"),
        Reason("wording_shared", round(shared, 3), f"{shared:.0%} of the rarer wording is shared"),
    )
