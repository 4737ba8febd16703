"""Evidence of candidate pairs → a score of 0..1: a pair from THRESHOLD on is a match.

A plain rule, no trained model. For a match speak how much of the one article is found again in the other,
how much that is, and how rare. Against it speak the marks of two pages of one template: where the
sentences agree, other numbers and names stand in them, and each article has subjects (names and numbers that it
repeats) of which the other says less. Spun and translated copies are the opposite: their wording
differs and their names and numbers agree.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

THRESHOLD: Final = 0.5

BIAS: Final = -4.6
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "found_again": 4.5,
        "shared": 2.8,
        "rarity": 3.0,
        "lengths": 1.5,
        "in_order": 6.0,
        "ordered": 5.5,
        "scattered": -6.0,
        "other_numbers": -5.0,
        "other_names": -3.0,
        "other_subjects": -1.2,
        "same_wording": -5.0,
        "other_head": -1.0,
        "foot": -8.0,
        "other_title": -2.0,
        "other_headword": -7.0,
        "other_topic": -6.0,
        "other_number_in_title": -6.0,
        "other_slots": -4.0,
        "filled_anew": -5.0,
        "other_language": -10.0,
    }
)
MOST_SHARED: Final = (
    3.2  # logarithm of a weight: more evidence than that of 25 rare words is not needed
)
SIBLINGS: Final = 1.5  # times the logarithm of one more than their number
MOST_SUBJECTS: Final = 6.0
MOST_IN_TITLE: Final = 4.0
SPREAD: Final = 3.0
VERBATIM: Final = (
    0.3,
    0.5,
)  # share of an article from which no template explains it, and wholly not
WORDING: Final = (0.55, 0.85)  # share of plain words met: the wording is another, and the same
HEAD_MET: Final = 0.3  # likeness of two sentences from which the one is the other's
REPEATS_FROM: Final = 300  # tokens: the weights are set for articles
HEAPS: Final = 0.6  # a text's distinct words grow with this power of its length

FOLLOWING: Final = (
    0.05,
    0.1,
)  # share of the words that follow as in the other: so few by chance, and so many in a free translation
FOUND_AGAIN: Final = (0.2, 0.4)  # the same of the sentences found
IN_STEP: Final = (
    0.3,
    0.65,
)  # share of both that follows sentence by sentence: none is a bad scan, and surely one
TOKENS_IN_STEP: Final = (
    30,
    80,
)  # the same for how many they are: short texts are in step by chance
MET_DAMAGED: Final = 0.8  # a sentence in its place that a scanner damaged is met for so much

SLOTS_APART: Final = (0.5, 0.9)  # share of one's names and numbers that the other has nowhere
SLOTS_TOLD: Final = (2, 6)  # and how many it takes to tell

OTHER_NUMBERS: Final = (0.5, 0.75)  # share of the numbers that differs where sentences agree
NUMBERS_TOLD: Final = (2, 5)  # and how many it takes to tell

PASSAGE_WORDS: Final = 15  # content words that follow each other in both
PASSAGE_WEIGHT: Final = 6.0

SURELY_ORDERED: Final = 0.25  # share of the words that follow as in the other article
SURELY_LONG: Final = 30  # tokens
SURELY_DIFFERING: Final = 0.12
SURELY_OTHER: Final = 2.0
SURELY_FOUND: Final = (
    0.3  # share of the sentences of one: of what is not found nothing was compared
)
SURELY_NAMED: Final = 0.4  # share of the names and numbers of the one that stand in the other
SURE_OF_FAMILY: Final = (
    0.65  # score of a sure copy that its being a page of a template does not change
)
RARE_DIFFERING: Final = (
    0.25  # share of the rare words of a script without capitals from which they are other names
)
ANOTHER_HEADWORD: Final = 0.2  # share of it from which a page is about something else

Floats = npt.NDArray[np.float64]
Columns = Mapping[str, Floats]


def scores(evidence: Columns, siblings: npt.NDArray[Any] | None = None) -> Floats:
    """A score of 0..1 for each pair.

    `siblings`: in how many pairs the one of the two articles that has fewer of them is a page of one
    template (`one_template`); in a family of such pages two that differ little are still no copies.
    Nearly every match is sure, and all would score 1.0: with the log-odds divided by SPREAD a reworded copy stands
    below a verbatim one.
    """
    told = signals(evidence)
    speaks = BIAS + sum(WEIGHTS[name] * column for name, column in told.items())
    score: Floats = 1 / (1 + np.exp(-speaks / SPREAD))
    return score if siblings is None else lowered(score, siblings, sure_copies(evidence))


def lowered(score: Floats, siblings: npt.NDArray[Any], sure: npt.NDArray[np.bool_]) -> Floats:
    """Scores once `siblings` are known, as in `scores`: the log-odds less by SIBLINGS times the logarithm of one more.

    A page of the family may have copies too: `sure` ones keep a score of SURE_OF_FAMILY or more.
    """
    against = np.power(1.0 + siblings, SIBLINGS / SPREAD)
    found: Floats = score / (score + (1 - score) * against)
    return np.where(sure & (score >= SURE_OF_FAMILY), score, found)


def signals(evidence: Columns) -> dict[str, Floats]:
    """What speaks for a copy and against it, by the names of WEIGHTS.

    `found_again`: logarithm of the share of one article's sentences that is met in the other, be it damaged as by a
    scanner. `shared`: logarithm
    of the weight shared. `rarity`: logarithm of a word's mean weight. `lengths`: logarithm of the
    shorter one's share of the longer one. `in_order`: root of the share of words that follow each
    other as there; `ordered`: share of the sentences in which they do. `scattered`: 0..1, where next to none do and few
    sentences are found: words that all texts of a language share. `other_numbers`, `other_names`: roots of the
    share that differs where sentences agree, names a third less where they are reworded: a translator spells them anew,
    and not where the text is damaged. `other_subjects`: root of the weight of the names
    that an article repeats more often than the other has them, on the side that has less of it. `same_wording`: 0..1, agreement of plain words
    in sentences found again: where the wording is the same, so must the rest be. `other_head`: the same where neither
    article's first sentence is met in the other, 0..1: two pages of one site begin with titles of their own.
    Neither this nor other subjects count where much is verbatim: one text stands in two sites' furniture.
    `foot`: the share of both that is verbatim behind texts of their own, as a site's foot is. `other_title`: where the
    wording is the same, root of the weight of the plain words of a title that its text repeats more often than the
    other has them, on the side that has less of it. `other_headword`: root of the share of an article's headword that
    the other's lacks, on the side where it is less, a third less where the text is reworded. `other_topic`: where the wording is the same, whether the
    leads are about what either title names alone. `other_number_in_title`: `other_numbers` where the titles differ
    by a number alone. `other_slots`: 0..1, where the wording is the same, how many of the names and numbers are not in the
    other at all. `filled_anew`: 0..1, where the wording is the same, how surely most numbers of its sentences are others.
    `other_language`: 0..1, whether they are of two languages and next to nothing is in both to the letter.
    """
    subjects = np.minimum(evidence["subject_out_l"], evidence["subject_out_r"])
    covered = np.maximum(evidence["covered_l"], evidence["covered_r"])
    titles = np.minimum(evidence["title_out_l"], evidence["title_out_r"])
    shared = np.log(np.maximum(evidence["shared"], 0.1))
    head = np.maximum(evidence["head_l"], evidence["head_r"])
    same_wording = _ramp(_wording(evidence), WORDING)
    damaged = _damaged(evidence) * (1 - same_wording)
    return {
        "found_again": np.log(np.maximum(covered, MET_DAMAGED * damaged) + 0.05),
        "shared": np.minimum(shared, MOST_SHARED),
        "rarity": np.log(np.maximum(_mean_weight(evidence), 0.01)),
        "lengths": np.log(_ratio(evidence)),
        "in_order": np.sqrt(_in_order(evidence)),
        "ordered": np.maximum(evidence["ordered_l"], evidence["ordered_r"]),
        "scattered": _scattered(evidence) * (1 - damaged),
        "other_numbers": np.sqrt(_differing(evidence, "number")),
        "other_names": np.sqrt(_differing(evidence, "name"))
        * ((2 + same_wording) / 3)
        * (1 - damaged),
        "other_subjects": np.sqrt(np.minimum(subjects, MOST_SUBJECTS)) * (1 - _verbatim(evidence)),
        "same_wording": same_wording,
        "other_head": same_wording
        * (1 - np.minimum(head / HEAD_MET, 1))
        * (1 - _verbatim(evidence)),
        "foot": np.minimum(evidence["foot_l"], evidence["foot_r"]),
        "other_title": same_wording * np.sqrt(np.minimum(titles, MOST_IN_TITLE)),
        "other_topic": same_wording * evidence["other_topic"],
        "other_number_in_title": evidence["number_in_title"]
        * np.sqrt(_differing(evidence, "number")),
        "other_headword": np.sqrt(_other_headword(evidence)) * ((2 + same_wording) / 3),
        "other_slots": same_wording * _other_slots(evidence) * (1 - _verbatim(evidence)),
        "filled_anew": same_wording * _filled_anew(evidence),
        "other_language": _other_language(evidence),
    }


def sure_copies(evidence: Columns) -> npt.NDArray[np.bool_]:
    """Pairs that are copies whatever their words weigh: they keep order, and no name, number, headword or topic differs.

    Used to count the copies of a popular text once when words are weighed; so it must not ask for weight.
    """
    sure: npt.NDArray[np.bool_] = (
        (_in_order(evidence) >= SURELY_ORDERED)
        & (np.minimum(evidence["tokens_l"], evidence["tokens_r"]) >= SURELY_LONG)
        & (np.maximum(evidence["found_l"], evidence["found_r"]) >= SURELY_FOUND)
        & (evidence["common_slots"] + 0.5 >= SURELY_NAMED * (evidence["fewer_slots"] + 1))
        & (_differing(evidence, "number") <= SURELY_DIFFERING)
        & (_differing(evidence, "name") <= SURELY_DIFFERING)
        & (
            np.minimum(evidence["subject_out_l"], evidence["subject_out_r"])
            * (1 - _verbatim(evidence))
            <= SURELY_OTHER
        )
        & ~_other_page(evidence)
        & (_other_language(evidence) < 1)
        & (_differing(evidence, "rare") <= RARE_DIFFERING)
    )
    return sure


def one_template(evidence: Columns) -> npt.NDArray[np.bool_]:
    """Pairs that look like two pages of one template: the wording agrees, what fills it in does not.

    In scripts without capitals rare words may fill it in; of a reworded copy they would say as much, so the score of a
    pair does not rest on them.
    """
    covered = np.minimum(evidence["covered_l"], evidence["covered_r"])
    subjects = np.minimum(evidence["subject_out_l"], evidence["subject_out_r"])
    filled = (
        (_differing(evidence, "number") > 0.2)
        | (_differing(evidence, "name") > 0.25)
        | (subjects > 1.2)
        | _other_page(evidence)
    )
    alike: npt.NDArray[np.bool_] = filled & (covered >= 0.4) & (_wording(evidence) >= 0.75)
    uncased = _differing(evidence, "rare") > RARE_DIFFERING
    alike |= uncased & (covered >= 0.25) & (_wording_beside_rare(evidence) >= 0.8)
    return alike & (_verbatim(evidence) < 1)


def _other_page(evidence: Columns) -> npt.NDArray[np.bool_]:
    """Pairs of which each says what it is about, and it is not the same."""
    other: npt.NDArray[np.bool_] = evidence["other_topic"] > 0
    return other | (_other_headword(evidence) > ANOTHER_HEADWORD)


def _other_language(evidence: Columns) -> Floats:
    """How surely one is at most a translation of the other, 0..1: close languages share stems, names and numbers."""
    return evidence["other_language"] * (1 - _verbatim(evidence))


def _verbatim(evidence: Columns) -> Floats:
    """How surely the articles share sentences as no template does, 0..1."""
    return _ramp(np.maximum(evidence["verbatim_l"], evidence["verbatim_r"]), VERBATIM)


def _damaged(evidence: Columns) -> Floats:
    """How surely the articles tell the same sentence after sentence, however few of the words are met, 0..1."""
    left, right = evidence["in_step_l"], evidence["in_step_r"]
    tokens = np.minimum(evidence["tokens_l"] * left, evidence["tokens_r"] * right)
    return _ramp(np.sqrt(left * right), IN_STEP) * _ramp(tokens, TOKENS_IN_STEP)


def _ramp(values: Floats, bounds: tuple[float, float]) -> Floats:
    """0 up to the first bound, 1 from the second on, and evenly between them."""
    least, most = bounds
    found: Floats = np.clip((values - least) / (most - least), 0, 1)
    return found


def _other_headword(evidence: Columns) -> Floats:
    """The share of its headword that the other's lacks, on the side where it is less, 0..1."""
    share: Floats = np.minimum(evidence["headword_out_l"], evidence["headword_out_r"])
    return share


def _mean_weight(evidence: Columns) -> Floats:
    """Mean weight of a token of the lighter article; of a long one, as if it repeated its words no more than a short one."""
    left = evidence["weight_l"] / _distinct(evidence["tokens_l"])
    right = evidence["weight_r"] / _distinct(evidence["tokens_r"])
    return np.where(evidence["weight_l"] < evidence["weight_r"], left, right)


def _distinct(tokens: Floats) -> Floats:
    """How many of so many tokens are new, beyond the first REPEATS_FROM (Heaps 1978)."""
    longer = np.maximum(tokens / REPEATS_FROM, 1)
    new: Floats = np.maximum(tokens, 1) * longer ** (HEAPS - 1)
    return new


def _ratio(evidence: Columns) -> Floats:
    """Tokens of the shorter article by those of the longer one, 0..1."""
    shorter = np.minimum(evidence["tokens_l"], evidence["tokens_r"])
    longer = np.maximum(evidence["tokens_l"], evidence["tokens_r"])
    ratio: Floats = np.maximum(shorter, 1) / np.maximum(longer, 1)
    return ratio


def _scattered(evidence: Columns) -> Floats:
    """How surely what is shared stands about as words of one language do: few follow each other, few sentences are found, 0..1."""
    found = np.maximum(evidence["found_l"], evidence["found_r"])
    return (1 - _ramp(_in_order(evidence), FOLLOWING)) * (1 - _ramp(found, FOUND_AGAIN))


def _other_slots(evidence: Columns) -> Floats:
    """How surely the names and numbers of the one are not those of the other, wherever they stand, 0..1."""
    number = evidence["fewer_slots"]
    apart = 1 - evidence["common_slots"] / np.maximum(number, 1)
    return _ramp(apart, SLOTS_APART) * _ramp(number, SLOTS_TOLD)


def _filled_anew(evidence: Columns) -> Floats:
    """How surely the sentences that are found again have other numbers, most of several, 0..1: no editor changes so many."""
    number = np.minimum(evidence["numbers_of_l"], evidence["numbers_of_r"])
    return _ramp(_differing(evidence, "number"), OTHER_NUMBERS) * _ramp(number, NUMBERS_TOLD)


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


def _wording_beside_rare(evidence: Columns) -> Floats:
    """The share of the plain words that is met, of both sides, where rare words that are not met may be names."""
    shares = []
    for side in "lr":
        names = evidence[f"rare_of_{side}"] - evidence[f"rare_met_{side}"]
        shares.append(
            (evidence[f"plain_met_{side}"] + 0.5) / (evidence[f"plain_of_{side}"] - names + 1)
        )
    wording: Floats = np.minimum(*shares)
    return wording


def passages(evidence: Columns) -> npt.NDArray[np.int64]:
    """Words of the longest passage that a pair shares, where it is long enough to be told; else 0.

    What two pages of one template have in common is no passage, nor is the foot or head of a site.
    """
    words = np.maximum(evidence["passage_l"], evidence["passage_r"])
    told = (words >= PASSAGE_WORDS) & (evidence["shared"] >= PASSAGE_WEIGHT)
    at_edge = (evidence["at_edge_l"] > 0) | (evidence["at_edge_r"] > 0)
    foot = np.minimum(evidence["foot_l"], evidence["foot_r"])
    own = np.maximum(evidence["verbatim_l"], evidence["verbatim_r"])
    told &= ~(at_edge & (foot > own)) & ~one_template(evidence) & ~_other_page(evidence)
    told &= _other_language(evidence) < 1
    return np.where(told, words, 0).astype(np.int64)
