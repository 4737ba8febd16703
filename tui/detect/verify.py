"""Evidence of candidate pairs → a score of 0..1 and the reasons in words: a pair from THRESHOLD on is a match.

The score asks how much of the one article is found again in the other, sentence by sentence, weighed by
rarity. Little evidence makes no match: a handful of shared rare words is chance.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from tui.model import Reason

THRESHOLD: Final = 0.5

Floats = npt.NDArray[np.float64]


def scores(evidence: Mapping[str, Floats]) -> Floats:
    """A score of 0..1 for each pair."""
    covered = np.maximum(evidence["covered_l"], evidence["covered_r"])
    score = 1 / (1 + np.exp(-12 * (covered - 0.47)))
    enough = (evidence["shared"] >= 4) & (
        np.minimum(evidence["tokens_l"], evidence["tokens_r"]) >= 10
    )
    return np.where(enough, score, 0.0)


def reasons(evidence: Mapping[str, float]) -> tuple[Reason, ...]:
    """What was found, each with a sentence."""
    found = max(evidence["found_l"], evidence["found_r"])
    shared = evidence["shared"] / max(min(evidence["weight_l"], evidence["weight_r"]), 1e-9)
    return (
        Reason("sentences_found", round(found, 3), f"{found:.0%} of the sentences are found again"),
        Reason("wording_shared", round(shared, 3), f"{shared:.0%} of the rarer wording is shared"),
    )
