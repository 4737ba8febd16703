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

COVERED: Final = 6.5  # times the logarithm of the share found again
SHARED: Final = 2.24  # times the logarithm of the weight shared, up to MOST_SHARED
MOST_SHARED: Final = 3.2
RARITY: Final = 2.77  # times the logarithm of the mean weight of a word
OTHER_NUMBERS: Final = 8.4  # times the share of the numbers that differ where sentences agree
OTHER_NAMES: Final = 2.6
OTHER_SUBJECTS: Final = 1.1  # times their weight, up to MOST_SUBJECTS
MOST_SUBJECTS: Final = 6.0
SAME_WORDING: Final = 3.8  # where the wording agrees this much, so must the rest
BIAS: Final = 4.15

Floats = npt.NDArray[np.float64]
Columns = Mapping[str, Floats]


def scores(evidence: Columns) -> Floats:
    """A score of 0..1 for each pair."""
    covered = np.maximum(evidence["covered_l"], evidence["covered_r"])
    shared = np.maximum(evidence["shared"], 0.1)
    speaks = (
        BIAS
        + COVERED * np.log(covered + 0.05)
        + SHARED * np.minimum(np.log(shared), MOST_SHARED)
        + RARITY * np.log(np.maximum(_mean_weight(evidence), 0.01))
        - OTHER_NUMBERS * _differing(evidence, "number")
        - OTHER_NAMES * _differing(evidence, "name")
        - OTHER_SUBJECTS
        * np.minimum(
            np.minimum(evidence["subject_out_l"], evidence["subject_out_r"]), MOST_SUBJECTS
        )
        - SAME_WORDING * np.clip((_wording(evidence) - 0.55) / 0.3, 0, 1)
    )
    score: Floats = 1 / (1 + np.exp(-speaks))
    return score


def _mean_weight(evidence: Columns) -> Floats:
    """Mean weight of a token of the lighter article."""
    left = evidence["weight_l"] / np.maximum(evidence["tokens_l"], 1)
    right = evidence["weight_r"] / np.maximum(evidence["tokens_r"], 1)
    return np.where(evidence["weight_l"] < evidence["weight_r"], left, right)


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
