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

from tui.detect.pairs import derived_features
from tui.detect.pairs.derived_features import Columns, Floats

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
WORDING: Final = (0.55, 0.85)  # share of plain words met: the wording is another, and the same
HEAD_MET: Final = 0.3  # likeness of two sentences from which the one is the other's
MET_DAMAGED: Final = 0.8  # a sentence in its place that a scanner damaged is met for so much


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


def scores(evidence: Columns, siblings: npt.NDArray[Any] | None = None) -> Floats:
    """A score of 0..1 for each pair.

    `siblings`: in how many pairs the one of the two articles that has fewer of them is a page of one
    template (`same_template`); in a family of such pages two that differ little are still no copies.
    Nearly every match is sure, and all would score 1.0: with the log-odds divided by SPREAD a reworded copy stands
    below a verbatim one.
    """
    told = signals(evidence)
    speaks = BIAS + sum(WEIGHTS[name] * column for name, column in told.items())
    score: Floats = 1 / (1 + np.exp(-speaks / SPREAD))
    return score if siblings is None else lowered(score, siblings, certain_copies(evidence))


def lowered(score: Floats, siblings: npt.NDArray[Any], sure: npt.NDArray[np.bool_]) -> Floats:
    """Scores once `siblings` are known, as in `scores`: the log-odds less by SIBLINGS times the logarithm of one more.

    A page of the family may have copies too: `sure` ones keep a score of SURE_OF_FAMILY or more.
    """
    against = np.power(1.0 + siblings, SIBLINGS / SPREAD)
    found: Floats = score / (score + (1 - score) * against)
    return np.where(sure & (score >= SURE_OF_FAMILY), score, found)


def signals(evidence: Columns) -> dict[str, Floats]:
    """What speaks for a copy and against it, by the names of WEIGHTS.

    - `found_again`: logarithm of the share of one article's sentences that is met in the other, be it damaged as by a scanner.
    - `shared`: logarithm of the weight shared. `rarity`: of a word's mean weight. `lengths`: of the shorter one's share of
      the longer one.
    - `in_order`: root of the share of words that follow each other as there; `ordered`: share of the sentences in which
      they do. `scattered`: where next to none do and few sentences are found: words that all texts of a language share.
    - `same_wording`: agreement of plain words in sentences found again: where the wording is the same, so must the rest
      be. Less where sentences were edited and kept their names and numbers, or where one passage stands in two texts.
    - `other_numbers`, `other_names`: roots of the share that differs where sentences agree; names a third less where they
      are reworded (a translator spells them anew), and not where the text is damaged.
    - `other_subjects`: root of the weight of the names that an article repeats more often than the other has them, on the
      side that has less of it. `other_head`: where the wording is the same, how little of either first sentence is met
      in the other: two pages of one site begin with titles of their own. Both not where one text stands in two sites' furniture.
    - `foot`: the share of both that is verbatim behind, or around, texts of their own, as the furniture of a site is.
    - `other_title`: where the wording is the same, root of the weight of the plain words of a title that its text repeats
      more often than the other has them, on the side that has less of it. `other_topic`: whether the leads are about
      what either title names alone. Both not where many names and numbers all agree.
    - `other_headword`: root of the share of an article's headword that the other's lacks, on the side where it is less, a
      third less where the text is reworded. `other_number_in_title`: `other_numbers` where titles differ by a number alone.
    - `other_slots`: where the wording is the same, how many of the names and numbers are not in the other at all.
      `numbers_replaced`: how surely most numbers of sentences found again are others, where the wording is the same, and as
      much again where no name or number that both have says that it is reworded: pages of few patterns differ in their
      plain words too, and what was reworded keeps its names.
    - `other_language`: whether they are of two languages and next to nothing is in both to the letter.
    """
    subjects = np.minimum(evidence["subject_out_l"], evidence["subject_out_r"])
    covered = np.maximum(evidence["covered_l"], evidence["covered_r"])
    titles = np.minimum(evidence["title_out_l"], evidence["title_out_r"])
    shared = np.log(np.maximum(evidence["shared"], 0.1))
    head = np.maximum(evidence["head_l"], evidence["head_r"])
    same_wording = derived_features.ramp(derived_features.wording(evidence), WORDING)
    damaged = derived_features.damaged(evidence) * (1 - same_wording)
    verbatim, other_thing = (
        derived_features.verbatim_share(evidence),
        1 - derived_features.one_story(evidence),
    )
    in_two_frames = derived_features.embedded_story(evidence)
    of_one_site = 1 - np.maximum(verbatim, in_two_frames)
    of_template = same_wording * (1 - np.maximum(derived_features.edited(evidence), in_two_frames))
    return {
        "found_again": np.log(np.maximum(covered, MET_DAMAGED * damaged) + 0.05),
        "shared": np.minimum(shared, MOST_SHARED),
        "rarity": np.log(np.maximum(derived_features.mean_weight(evidence), 0.01)),
        "lengths": np.log(derived_features.ratio(evidence)),
        "in_order": np.sqrt(derived_features.in_order(evidence)),
        "ordered": np.maximum(evidence["ordered_l"], evidence["ordered_r"]),
        "scattered": derived_features.scattered(evidence) * (1 - damaged),
        "other_numbers": np.sqrt(derived_features.differing(evidence, "number")),
        "other_names": np.sqrt(derived_features.differing(evidence, "name"))
        * ((2 + same_wording) / 3)
        * (1 - damaged),
        "other_subjects": np.sqrt(np.minimum(subjects, MOST_SUBJECTS)) * of_one_site,
        "same_wording": of_template,
        "other_head": of_template * (1 - np.minimum(head / HEAD_MET, 1)) * of_one_site,
        "foot": np.minimum(evidence["foot_l"], evidence["foot_r"]),
        "other_title": of_template * other_thing * np.sqrt(np.minimum(titles, MOST_IN_TITLE)),
        "other_topic": same_wording * other_thing * evidence["other_topic"],
        "other_number_in_title": evidence["number_in_title"]
        * np.sqrt(derived_features.differing(evidence, "number")),
        "other_headword": np.sqrt(derived_features.other_headword(evidence))
        * ((2 + same_wording) / 3),
        "other_slots": of_template * derived_features.other_slots(evidence) * (1 - verbatim),
        "filled_anew": (of_template + derived_features.slots_apart(evidence) * (1 - verbatim))
        * derived_features.numbers_replaced(evidence),
        "other_language": derived_features.other_language(evidence),
    }


def certain_copies(evidence: Columns) -> npt.NDArray[np.bool_]:
    """Pairs that are copies whatever their words weigh: they keep order, and no name, number, headword or topic differs.

    Used to count the copies of a popular text once when words are weighed; so it must not ask for weight.
    """
    sure: npt.NDArray[np.bool_] = (
        (derived_features.in_order(evidence) >= SURELY_ORDERED)
        & (np.minimum(evidence["tokens_l"], evidence["tokens_r"]) >= SURELY_LONG)
        & (np.maximum(evidence["found_l"], evidence["found_r"]) >= SURELY_FOUND)
        & (evidence["common_slots"] + 0.5 >= SURELY_NAMED * (evidence["fewer_slots"] + 1))
        & (derived_features.differing(evidence, "number") <= SURELY_DIFFERING)
        & (derived_features.differing(evidence, "name") <= SURELY_DIFFERING)
        & (
            np.minimum(evidence["subject_out_l"], evidence["subject_out_r"])
            * (1 - derived_features.verbatim_share(evidence))
            <= SURELY_OTHER
        )
        & ~derived_features.other_page(evidence)
        & (derived_features.other_language(evidence) < 1)
        & (derived_features.differing(evidence, "rare") <= RARE_DIFFERING)
    )
    return sure


def same_template(evidence: Columns) -> npt.NDArray[np.bool_]:
    """Pairs that look like two pages of one template: the wording agrees, what fills it in does not.

    In scripts without capitals rare words may fill it in; of a reworded copy they would say as much, so the score of a
    pair does not rest on them.
    """
    covered = np.minimum(evidence["covered_l"], evidence["covered_r"])
    subjects = np.minimum(evidence["subject_out_l"], evidence["subject_out_r"])
    filled = (
        (derived_features.differing(evidence, "number") > 0.2)
        | (derived_features.differing(evidence, "name") > 0.25)
        | (subjects > 1.2)
        | derived_features.other_page(evidence)
    )
    alike: npt.NDArray[np.bool_] = (
        filled & (covered >= 0.4) & (derived_features.wording(evidence) >= 0.75)
    )
    uncased = derived_features.differing(evidence, "rare") > RARE_DIFFERING
    alike |= uncased & (covered >= 0.25) & (derived_features.wording_without_rare(evidence) >= 0.8)
    return alike & (derived_features.verbatim_share(evidence) < 1)


def passages(evidence: Columns) -> npt.NDArray[np.int64]:
    """Words of the longest passage that a pair shares, where it is long enough to be told; else 0.

    What two pages of one template have in common is no passage, nor is the foot or head of a site.
    """
    words = np.maximum(evidence["passage_l"], evidence["passage_r"])
    told = (words >= PASSAGE_WORDS) & (evidence["shared"] >= PASSAGE_WEIGHT)
    at_edge = (evidence["at_edge_l"] > 0) | (evidence["at_edge_r"] > 0)
    foot = np.minimum(evidence["foot_l"], evidence["foot_r"])
    own = np.maximum(evidence["verbatim_l"], evidence["verbatim_r"])
    told &= (
        ~(at_edge & (foot > own))
        & ~same_template(evidence)
        & ~derived_features.other_page(evidence)
    )
    told &= derived_features.other_language(evidence) < 1
    return np.where(told, words, 0).astype(np.int64)
