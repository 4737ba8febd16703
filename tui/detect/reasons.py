"""The facts of a scored pair → why it is a match, each with a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tui.model import Reason

TOLD: Final = (
    *("shared", "weight_l", "weight_r", "found_l", "found_r"),
    *("number_of_l", "number_of_r", "number_met_l", "number_met_r"),
    *("name_of_l", "name_of_r", "name_met_l", "name_met_r"),
)
"""The facts that `of_pair` tells: what must be kept of a pair."""


TOLD_FROM: Final = 0.005  # a share that is no 0 % when it is told
MOSTLY: Final = 0.5  # share of the sentences of one article, found in the other: from here
CUT_OTHERWISE: Final = (
    0.25  # so much more wording than sentences the other way is no loss, but other sentence ends
)


def turned(evidence: Mapping[str, float]) -> dict[str, float]:
    """The same facts where the other article is the first: `_l` for `_r`."""
    other = {"_l": "_r", "_r": "_l"}
    return {name[:-2] + other.get(name[-2:], name[-2:]): fact for name, fact in evidence.items()}


def of_pair(evidence: Mapping[str, float], left_aside: tuple[float, float]) -> tuple[Reason, ...]:
    """What was found of a pair, each fact with a sentence. `_l` is the first article.

    `left_aside`: the share of either article that is furniture, 0..1.
    """
    wording = [evidence["shared"] / max(evidence[f"weight_{side}"], 1e-9) for side in "lr"]
    shared = max(wording)
    told = [
        Reason(
            "sentences_found",
            round(max(evidence["found_l"], evidence["found_r"]), 3),
            _found_again(evidence["found_l"], evidence["found_r"], wording),
        ),
        Reason(
            "wording_shared",
            round(shared, 3),
            f"{shared:.0%} of the wording that is rare here is shared",
        ),
        *_of_kind(evidence, "number", "numbers"),
        *_of_kind(evidence, "name", "names"),
    ]
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


def _found_again(left: float, right: float, wording: Sequence[float]) -> str:
    """How much of either article is found in the other: of its sentences, or of its `wording` where those end elsewhere."""
    first, second = "sentences", ""
    if left >= MOSTLY and wording[1] >= right + CUT_OTHERWISE:
        right, second = wording[1], " of the wording"
    elif right >= MOSTLY and wording[0] >= left + CUT_OTHERWISE:
        left, first, second = wording[0], "wording", " of the sentences"
    are = "is" if first == "wording" else "are"
    return f"{left:.0%} of the {first} of the first {are} found again in the second, {right:.0%}{second} the other way"


def _of_kind(evidence: Mapping[str, float], kind: str, plural: str) -> Iterator[Reason]:
    """Whether names or numbers agree, of what stands in sentences that are found; nothing where there are none."""
    out = {
        side: 1 - min(1.0, evidence[f"{kind}_met_{side}"] / evidence[f"{kind}_of_{side}"])
        for side in "lr"
        if evidence[f"{kind}_of_{side}"] > 0
    }
    both = len(out) > 1
    alone = [side for side, share in out.items() if share >= TOLD_FROM]
    only = "the first" if alone == ["l"] else "the second"
    differing = min(out.values()) if both else 0.0
    if differing >= TOLD_FROM:
        said = f"{differing:.0%} of the {plural} differ where sentences are found again"
    elif alone and both:
        said = f"{plural.capitalize()} that both have agree where sentences are found again, some stand in {only} only"
    elif alone:
        said = f"{plural.capitalize()} stand in {only} only where sentences are found again"
    elif both:
        said = f"All {plural} agree where sentences are found again"
    else:
        return
    yield Reason(f"{plural}_differ", round(differing, 3), said)
