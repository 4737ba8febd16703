"""The facts of a scored pair → why it is a match, each with a sentence."""

from collections.abc import Mapping
from typing import Final

from tui.model import Reason

TOLD: Final = (
    *("shared", "weight_l", "weight_r", "found_l", "found_r"),
    *("number_of_l", "number_of_r", "number_met_l", "number_met_r"),
    *("name_of_l", "name_of_r", "name_met_l", "name_met_r"),
)
"""The facts that `of_pair` tells: what must be kept of a pair."""


TOLD_FROM: Final = 0.005  # a share that is no 0 % when it is told


def turned(evidence: Mapping[str, float]) -> dict[str, float]:
    """The same facts where the other article is the first: `_l` for `_r`."""
    other = {"_l": "_r", "_r": "_l"}
    return {name[:-2] + other.get(name[-2:], name[-2:]): fact for name, fact in evidence.items()}


def of_pair(evidence: Mapping[str, float], left_aside: tuple[float, float]) -> tuple[Reason, ...]:
    """What was found of a pair, each fact with a sentence. `_l` is the article with the smaller id.

    `left_aside`: the share of either article that is furniture, 0..1.
    """
    shared = evidence["shared"] / max(min(evidence["weight_l"], evidence["weight_r"]), 1e-9)
    left, right = evidence["found_l"], evidence["found_r"]
    told = [
        Reason(
            "sentences_found",
            round(max(left, right), 3),
            f"{left:.0%} of the sentences of the first are found again in the second, {right:.0%} the other way",
        ),
        Reason(
            "wording_shared",
            round(shared, 3),
            f"{shared:.0%} of the wording that is rare here is shared",
        ),
    ]
    for kind, plural in (("number", "numbers"), ("name", "names")):
        if min(evidence[f"{kind}_of_l"], evidence[f"{kind}_of_r"]) > 0:
            differing = 1 - min(
                1.0,
                max(
                    evidence[f"{kind}_met_{side}"] / evidence[f"{kind}_of_{side}"] for side in "lr"
                ),
            )
            told.append(
                Reason(
                    f"{plural}_differ",
                    round(differing, 3),
                    f"{differing:.0%} of the {plural} differ where sentences are found again"
                    if differing >= TOLD_FROM
                    else f"All {plural} agree where sentences are found again",
                )
            )
    if max(left_aside) >= TOLD_FROM:
        first, second = left_aside
        told.append(
            Reason(
                "furniture_left_aside",
                round(max(left_aside), 3),
                f"{first:.0%} of the first and {second:.0%} of the second are page furniture, left aside",
            )
        )
    return tuple(told)
