"""What each step of finding groups buys: `python benchmarks/detect/ablation.py`.

One step after the other is taken out, on one corpus of `corpus.py`; a table is printed. Where facts of the score
are taken out, the rest of it is given the bias that serves it best.
"""

import sys
from pathlib import Path
from types import MappingProxyType
from unittest import mock

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import corpus as articles_of_ours
import run

from tui.detect import cluster, furniture, local, rarity, scoring, verify

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
    kept = {name: 0.0 if name in names else weight for name, weight in verify.WEIGHTS.items()}
    ways = [(kept, verify.BIAS + sign * shift) for shift in SHIFTS for sign in (1, -1)]
    return [
        mock.patch.multiple(verify, WEIGHTS=MappingProxyType(weights), BIAS=bias)
        for weights, bias in ways[1:]
    ]


def no_furniture(corpus: object) -> furniture.Furniture:
    none = np.zeros(len(corpus.hashes), bool)  # type: ignore[attr-defined] - any corpus
    return furniture.Furniture(none, none)


def no_stock(corpus: object) -> np.ndarray:
    return np.zeros(len(corpus.hashes), bool)  # type: ignore[attr-defined] - any corpus


def even(frequency: np.ndarray, _articles: int) -> np.ndarray:
    return np.full(len(frequency), 20, np.uint8)


def chained(component: list[int], _scores: object, _threshold: float) -> list[list[int]]:
    return [list(component)]


def alone(groups: list[list[int]], _component: object, _scores: object) -> list[list[int]]:
    return groups


STEPS: list[tuple[str, list[mock._patch]]] = [
    ("nothing", [mock.patch.object(local, "POPULAR", local.POPULAR)]),
    ("furniture", [mock.patch.object(furniture, "find_furniture", no_furniture)]),
    ("stock phrases", [mock.patch.object(furniture, "stock", no_stock)]),
    ("rarity: all words weigh the same", [mock.patch.object(rarity, "classes", even)]),
    ("the order of words", without("in_order", "ordered")),
    ("names and numbers", without("other_names", "other_numbers", "other_subjects")),
    (
        "titles, and the foot of a page",
        without("other_head", "other_title", "other_headword", "other_number_in_title", "foot"),
    ),
    ("families of one template", [mock.patch.object(verify, "SIBLINGS", 0.0)]),
    ("popular texts counted once", [mock.patch.object(local, "POPULAR", 10**9)]),
    ("average linkage", [mock.patch.object(cluster, "link", chained)]),
    ("near several copies", [mock.patch.object(cluster, "with_near", alone)]),
    ("bridges", [mock.patch.object(cluster, "bridges", return_value=set())]),
    ("looking at what shares little", [mock.patch.object(scoring, "LEAST_CONTAINED", 0.5)]),
]


def main() -> None:
    rows = list(articles_of_ours.corpus(4000, seed=99))
    texts = [row["text"] for row in rows]
    print("| left out | precision | recall | F1 |\n| --- | --- | --- | --- |")
    for name, ways in STEPS:
        tried = []
        for patch in ways:
            with patch:
                tried.append(run.scored(rows, run.copydesk(texts)))
        told = max(tried, key=lambda scores: scores["f1"])
        print(
            f"| {name} | {told['precision']:.3f} | {told['recall']:.3f} | {told['f1']:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
