"""The facts of a scored pair → why it is a match, each with a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tui.detect.pairs.match_score import PASSAGE_WORDS
from tui.model import Reason
from tui.text.plural import counted

TOLD: Final[tuple[str, ...]] = (
    *("shared", "weight_l", "weight_r", "found_l", "found_r", "passage_l", "passage_r"),
    *("numbers_of_l", "numbers_of_r", "numbers_met_l", "numbers_met_r"),
    *("names_of_l", "names_of_r", "names_met_l", "names_met_r"),
)
"""The facts that `of_pair` tells: what must be kept of a pair."""
TURNED: Final = tuple(
    name[:-1] + {"l": "r", "r": "l"}[name[-1]] if name[-2] == "_" else name for name in TOLD
)
"""What each of these is called where the other article is the first."""

TOLD_FROM: Final = 0.005  # a share that is no 0 % when it is told
ONE_PER_CENT: Final = 0.01  # what is told of less, where one thing that differs matters
MOSTLY: Final = 0.5  # share of the sentences of one article, found in the other: from here
CUT_OTHERWISE: Final = (
    0.25  # so much more wording than sentences the other way is no loss, but other sentence ends
)


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
        *_passage(evidence),
        *_of_kind(evidence, "numbers"),
        *_of_kind(evidence, "names"),
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


def _passage(evidence: Mapping[str, float]) -> Iterator[Reason]:
    """How long the longest passage is, where most of one article is not found in the other."""
    words = int(max(evidence["passage_l"], evidence["passage_r"]))
    if words >= PASSAGE_WORDS and min(evidence["found_l"], evidence["found_r"]) < MOSTLY:
        said = f"The longest passage that both have is one of {counted(words, 'word')} of content"
        yield Reason("longest_passage", words, said)


def _of_kind(evidence: Mapping[str, float], kind: str) -> Iterator[Reason]:
    """Whether names or numbers agree, of what stands in sentences that are found; nothing where there are none."""
    left, right = evidence[f"{kind}_of_l"], evidence[f"{kind}_of_r"]
    left_out, right_out = left - evidence[f"{kind}_met_l"], right - evidence[f"{kind}_met_r"]
    both = left > 0 and right > 0
    alone = left_out > 0 or right_out > 0
    only = "the second" if right_out > 0 else "the first"
    differing = min(left_out / left, right_out / right) if both else 0.0
    if differing:
        said = f"{max(differing, ONE_PER_CENT):.0%} of the {kind} differ where sentences are found again"
    elif alone and both:
        said = f"{kind.capitalize()} that both have agree where sentences are found again, some stand in {only} only"
    elif alone:
        said = f"{kind.capitalize()} stand in {only} only where sentences are found again"
    elif both:
        said = f"No {kind} are seen to differ where sentences are found again"
    else:
        return
    yield Reason(f"{kind}_differ", round(differing, 3), said)
