"""What each step of finding groups buys: `python benchmarks/detect/ablation.py`.

One step after the other is taken out, on one corpus of `corpus.py` and on what few folders hold (`traps.py`); a table
is printed. Where facts of the score are taken out, the rest of it is given the bias that serves it best.
"""

import sys
from collections import defaultdict
from pathlib import Path
from types import MappingProxyType
from unittest import mock

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import corpus as articles_of_ours
import run
import traps

from tui.detect import pipeline, term_weights
from tui.detect.features import tokens
from tui.detect.furniture import own_text, recurring
from tui.detect.groups import linkage
from tui.detect.pairs import derived_features, match_score, verification

SHIFTS = (
    0,
    1,
    2,
    4,
    6,
    8,
)  # of the bias: what was taken out spoke for some pairs and against others


def without(*names: str) -> list[mock._patch]:
    """The rule with these facts weighing nothing, with one bias after the other."""
    kept = {name: 0.0 if name in names else weight for name, weight in match_score.WEIGHTS.items()}
    ways = [(kept, match_score.BIAS + sign * shift) for shift in SHIFTS for sign in (1, -1)]
    return [
        mock.patch.multiple(match_score, WEIGHTS=MappingProxyType(weights), BIAS=bias)
        for weights, bias in ways[1:]
    ]


def no_furniture(corpus: object, **_progress: object) -> recurring.Furniture:
    none = np.zeros(len(corpus.hashes), bool)  # type: ignore[attr-defined] - any corpus
    return recurring.Furniture(none, none)


def no_stock(corpus: object) -> np.ndarray:
    return np.zeros(len(corpus.hashes), bool)  # type: ignore[attr-defined] - any corpus


def even(frequency: np.ndarray, _articles: int) -> np.ndarray:
    return np.full(len(frequency), 20, np.uint8)


def chained(component: list[int], _scores: object, _threshold: float) -> list[list[int]]:
    return [list(component)]


def alone(groups: list[list[int]], _component: object, _scores: object) -> list[list[int]]:
    return groups


STEPS: list[tuple[str, list[mock._patch]]] = [
    ("nothing", [mock.patch.object(pipeline, "POPULAR", pipeline.POPULAR)]),
    ("furniture", [mock.patch.object(recurring, "find_furniture", no_furniture)]),
    (
        "the frame of a page",
        [mock.patch.multiple(own_text, FRAMED_SHARE=1.0, FRAMED_BY_STORY=1.0)],
    ),
    ("stock phrases", [mock.patch.object(recurring, "stock", no_stock)]),
    ("rarity: all words weigh the same", [mock.patch.object(term_weights, "classes", even)]),
    ("the order of words", without("in_order", "ordered")),
    (
        "names and numbers",
        without("other_names", "other_numbers", "other_subjects", "other_slots", "filled_anew"),
    ),
    ("damaged sentences in their place", [mock.patch.object(match_score, "MET_DAMAGED", 0.0)]),
    (
        "titles, and the foot of a page",
        without(
            *("other_head", "other_title", "other_headword", "other_topic"),
            *("other_number_in_title", "foot"),
        ),
    ),
    ("one passage in two texts", [mock.patch.object(derived_features, "MIDST_SHARE", (2.0, 3.0))]),
    ("an editor's hand", [mock.patch.object(derived_features, "KEPT", (1e9, 2e9))]),
    ("one story under two words", [mock.patch.object(derived_features, "SLOTS_AGREE", (1e9, 2e9))]),
    ("the language of a text", without("other_language")),
    ("time stamps left aside", [mock.patch.object(tokens, "without_stamps", str)]),
    ("families of one template", [mock.patch.object(match_score, "SIBLINGS", 0.0)]),
    ("popular texts counted once", [mock.patch.object(pipeline, "POPULAR", 10**9)]),
    ("average linkage", [mock.patch.object(linkage, "link", chained)]),
    ("near several copies", [mock.patch.object(linkage, "with_near", alone)]),
    ("bridges", [mock.patch.object(linkage, "bridges", return_value=set())]),
    ("looking at what shares little", [mock.patch.object(verification, "LEAST_CONTAINED", 0.5)]),
]


def placed(rows: list[dict[str, str]], groups: list[list[int]]) -> float:
    """Share of the articles that stand with nobody but copies of theirs, and with half of these or more.

    Pairs would tell of the popular stories alone.
    """
    gold: dict[str, set[int]] = defaultdict(set)
    for at, row in enumerate(rows):
        gold[row["cluster"]].add(at)
    ours = {member: set(group) for group in groups for member in group}
    right = 0
    for at, row in enumerate(rows):
        found, wanted = ours.get(at, {at}), gold[row["cluster"]]
        right += found <= wanted and 2 * (len(found) - 1) >= len(wanted) - 1
    return right / len(rows)


def main() -> None:
    rows = list(articles_of_ours.corpus(4000, seed=99))
    rare = list(traps.traps(99))
    texts, rare_texts = [row["text"] for row in rows], [row["text"] for row in rare]
    print("| left out | precision | recall | F1 | traps |\n| --- | --- | --- | --- | --- |")
    for name, ways in STEPS:
        tried = []
        for patch in ways:
            with patch:
                told = run.scored(rows, run.copydesk(texts))
                tried.append(told | {"traps": placed(rare, run.copydesk(rare_texts))})
        told = max(tried, key=lambda scores: scores["f1"] + scores["traps"])
        print(
            f"| {name} | {told['precision']:.3f} | {told['recall']:.3f} | {told['f1']:.3f} | {told['traps']:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
