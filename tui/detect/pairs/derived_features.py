"""Facts of pairs → shares of 0..1, most of them how surely something is so: what the signals and rules of `verify.py` say.

Each is a function of the columns that `evidence.py` gives, and is told by the same words in the docstring.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Columns = Mapping[str, Floats]

# Of two numbers the first is where something begins to be so, and at the second it surely is.
VERBATIM: Final = (0.3, 0.5)  # share of an article
FOLLOWING: Final = (0.05, 0.1)  # share of the words that follow as in the other: by chance
FOUND_AGAIN: Final = (0.2, 0.4)  # share of the sentences found
IN_STEP: Final = (0.3, 0.65)  # share of both that follows sentence by sentence
TOKENS_IN_STEP: Final = (30, 80)  # and how many they are: short texts are in step by chance
KEPT: Final = (1.0, 4.0)  # weight of the names and numbers that edited sentences keep
FILLED: Final = (0.05, 0.2)  # share of them that is others: an editor's, and a template's
REWORDED: Final = (0.05, 0.1)  # share of the plain words that are others on both sides
REWORDED_WEIGHT: Final = (3.0, 6.0)
MIDST_WORDS: Final = (20, 50)  # of the passage
MIDST_SHARE: Final = (0.15, 0.35)  # of the words of both
MIDST_MET: Final = (0.6, 0.8)  # share of an article that is met: more than the passage
MIDST_BESIDE: Final = (0.0, 0.03)  # share of either that stands before the passage, and behind it
SLOTS_APART: Final = (0.5, 0.9)  # share of one's names and numbers that the other has nowhere
SLOTS_TOLD: Final = (2, 6)  # and how many it takes to tell
SLOTS_AGREE: Final = (10, 20)  # names and numbers, if all agree
SLOTS_DIFFER: Final = (0.0, 0.05)  # share of them that the other lacks, or has elsewhere
OTHER_NUMBERS: Final = (0.5, 0.75)  # share of the numbers that differs where sentences agree
NUMBERS_TOLD: Final = (2, 5)  # and how many it takes to tell

ANOTHER_HEADWORD: Final = 0.2  # share of it from which a page is about something else
REPEATS_FROM: Final = 300  # tokens: the weights are set for articles
HEAPS: Final = 0.6  # a text's distinct words grow with this power of its length


def ramp(values: Floats, bounds: tuple[float, float]) -> Floats:
    """0 up to the first bound, 1 from the second on, and evenly between them."""
    least, most = bounds
    found: Floats = np.clip((values - least) / (most - least), 0, 1)
    return found


def _lesser(evidence: Columns, name: str, less: str = "") -> Floats:
    """A fact of the two sides, `less` another one, on the side where it is less."""
    left, right = (
        evidence[f"{name}_{side}"] - (evidence[f"{less}_{side}"] if less else 0) for side in "lr"
    )
    found: Floats = np.minimum(left, right)
    return found


def other_page(evidence: Columns) -> npt.NDArray[np.bool_]:
    """Pairs of which each says what it is about, and it is not the same."""
    other: npt.NDArray[np.bool_] = evidence["other_topic"] * (1 - one_story(evidence)) > 0
    return other | (other_headword(evidence) > ANOTHER_HEADWORD)


def one_story(evidence: Columns) -> Floats:
    """How surely the two tell of the same people, places, times and amounts, many of them and in the same sentences.

    Then it is one thing under two words, as where an editor had a lorry wherever the wire said truck.
    """
    number = evidence["fewer_slots"]
    apart = 1 - evidence["common_slots"] / np.maximum(number, 1)
    for kind in ("name", "number"):
        apart = np.maximum(apart, differing(evidence, kind))
    found: Floats = ramp(number, SLOTS_AGREE) * (1 - ramp(apart, SLOTS_DIFFER))
    return found


def other_language(evidence: Columns) -> Floats:
    """How surely one is at most a translation of the other, 0..1: close languages share stems, names and numbers."""
    return evidence["other_language"] * (1 - verbatim_share(evidence))


def verbatim_share(evidence: Columns) -> Floats:
    """How surely the articles share sentences as no template does."""
    return ramp(np.maximum(evidence["verbatim_l"], evidence["verbatim_r"]), VERBATIM)


def damaged(evidence: Columns) -> Floats:
    """How surely the articles tell the same sentence after sentence, however few of the words are met."""
    left, right = evidence["in_step_l"], evidence["in_step_r"]
    tokens = np.minimum(evidence["tokens_l"] * left, evidence["tokens_r"] * right)
    return ramp(np.sqrt(left * right), IN_STEP) * ramp(tokens, TOKENS_IN_STEP)


def edited(evidence: Columns) -> Floats:
    """How surely somebody edited the sentences that are found: plain words are others, the names and numbers beside them not.

    A template has it the other way round, the furniture of a site is the same to the letter, and a translation is no edit.
    """
    slots, kept = _lesser(evidence, "kept_of"), _lesser(evidence, "kept_met")
    plain = _lesser(evidence, "plain_of")
    filled = _lesser(evidence, "kept_of", "kept_met") / (slots + 1)
    reworded = _lesser(evidence, "plain_of", "plain_met")
    told = ramp(kept, KEPT) * (1 - ramp(filled, FILLED))
    told *= ramp(reworded, REWORDED_WEIGHT) * ramp(reworded / (plain + 1), REWORDED)
    return told * (1 - other_language(evidence)) * ~other_page(evidence)


def embedded_story(evidence: Columns) -> Floats:
    """How surely one passage, much of both, stands in the midst of two texts that have nothing else in common.

    So does a story in the furniture of two sites; strangers of one site have short lines in common, around their stories.
    """
    words = _lesser(evidence, "passage")
    covered = np.maximum(evidence["covered_l"], evidence["covered_r"])
    share = words / np.sqrt(np.maximum(evidence["tokens_l"] * evidence["tokens_r"], 1))
    found = ramp(words, MIDST_WORDS) * ramp(share, MIDST_SHARE)
    found *= ramp(_lesser(evidence, "beside"), MIDST_BESIDE) * (1 - ramp(covered, MIDST_MET))
    return found


def other_headword(evidence: Columns) -> Floats:
    """The share of its headword that the other's lacks, on the side where it is less."""
    return _lesser(evidence, "headword_out")


def mean_weight(evidence: Columns) -> Floats:
    """Mean weight of a token of the lighter article; of a long one, as if it repeated its words no more than a short one."""
    left = evidence["weight_l"] / distinct(evidence["tokens_l"])
    right = evidence["weight_r"] / distinct(evidence["tokens_r"])
    return np.where(evidence["weight_l"] < evidence["weight_r"], left, right)


def distinct(tokens: Floats) -> Floats:
    """How many of so many tokens are new, beyond the first REPEATS_FROM (Heaps 1978)."""
    longer = np.maximum(tokens / REPEATS_FROM, 1)
    new: Floats = np.maximum(tokens, 1) * longer ** (HEAPS - 1)
    return new


def ratio(evidence: Columns) -> Floats:
    """Tokens of the shorter article by those of the longer one."""
    shorter = np.minimum(evidence["tokens_l"], evidence["tokens_r"])
    longer = np.maximum(evidence["tokens_l"], evidence["tokens_r"])
    ratio: Floats = np.maximum(shorter, 1) / np.maximum(longer, 1)
    return ratio


def scattered(evidence: Columns) -> Floats:
    """How surely what is shared stands about as words of one language do: few follow each other, few sentences are found."""
    found = np.maximum(evidence["found_l"], evidence["found_r"])
    return (1 - ramp(in_order(evidence), FOLLOWING)) * (1 - ramp(found, FOUND_AGAIN))


def other_slots(evidence: Columns) -> Floats:
    """How surely the names and numbers of the one are not those of the other, wherever they stand."""
    return slots_apart(evidence) * ramp(evidence["fewer_slots"], SLOTS_TOLD)


def slots_apart(evidence: Columns) -> Floats:
    """The same however few they are."""
    apart = 1 - evidence["common_slots"] / np.maximum(evidence["fewer_slots"], 1)
    return ramp(apart, SLOTS_APART)


def numbers_replaced(evidence: Columns) -> Floats:
    """How surely the sentences that are found again have other numbers, most of several, 0..1: no editor changes so many."""
    number = np.minimum(evidence["numbers_of_l"], evidence["numbers_of_r"])
    return ramp(differing(evidence, "number"), OTHER_NUMBERS) * ramp(number, NUMBERS_TOLD)


def in_order(evidence: Columns) -> Floats:
    """Share of the words of one side that follow each other as they do in the other."""
    left = evidence["in_order_l"] / np.maximum(evidence["tokens_l"], 1)
    right = evidence["in_order_r"] / np.maximum(evidence["tokens_r"], 1)
    share: Floats = np.maximum(left, right)
    return share


def differing(evidence: Columns, kind: str) -> Floats:
    """Where sentences are found again, the share of names or numbers that both sides have for themselves."""
    of = np.minimum(evidence[f"{kind}_of_l"], evidence[f"{kind}_of_r"])
    left = evidence[f"{kind}_of_l"] - evidence[f"{kind}_met_l"]
    right = evidence[f"{kind}_of_r"] - evidence[f"{kind}_met_r"]
    differing: Floats = np.minimum(left, right) / (of + 1)
    return differing


def wording(evidence: Columns) -> Floats:
    """Where sentences are found again, the share of their plain words that is."""
    left = (evidence["plain_met_l"] + 0.5) / (evidence["plain_of_l"] + 1)
    right = (evidence["plain_met_r"] + 0.5) / (evidence["plain_of_r"] + 1)
    wording: Floats = np.maximum(left, right)
    return wording


def wording_without_rare(evidence: Columns) -> Floats:
    """The share of the plain words that is met, of both sides, where rare words that are not met may be names."""
    shares = []
    for side in "lr":
        names = evidence[f"rare_of_{side}"] - evidence[f"rare_met_{side}"]
        shares.append(
            (evidence[f"plain_met_{side}"] + 0.5) / (evidence[f"plain_of_{side}"] - names + 1)
        )
    wording: Floats = np.minimum(*shares)
    return wording
