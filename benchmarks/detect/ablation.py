"""What each step of finding groups buys: `python benchmarks/detect/ablation.py`.

One step after the other is taken out, on one corpus of `corpus.py`; a table is printed.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from unittest import mock

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import corpus as articles_of_ours
import run

from tui.detect import cluster, furniture, local, rarity, scoring, verify


def without(*names: str) -> mock._patch:
    """The rule with these signals weighing nothing."""
    weights = {name: 0.0 if name in names else weight for name, weight in verify.WEIGHTS.items()}
    return mock.patch.object(verify, "WEIGHTS", MappingProxyType(weights))


def no_furniture(corpus: object) -> furniture.Furniture:
    none = np.zeros(len(corpus.hashes), bool)  # type: ignore[attr-defined] - any corpus
    return furniture.Furniture(none, none)


def even(frequency: np.ndarray, _articles: int) -> np.ndarray:
    return np.full(len(frequency), 20, np.uint8)


def chained(component: list[int], _scores: object, _threshold: float) -> list[list[int]]:
    return [list(component)]


STEPS: list[tuple[str, Callable[[], mock._patch] | None]] = [
    ("everything", None),
    ("no furniture", lambda: mock.patch.object(furniture, "find_furniture", no_furniture)),
    ("all words weigh the same", lambda: mock.patch.object(rarity, "classes", even)),
    ("popular texts not counted once", lambda: mock.patch.object(local, "POPULAR", 10**9)),
    ("no look at the order of words", lambda: without("in_order", "ordered")),
    (
        "no look at names and numbers",
        lambda: without("other_names", "other_numbers", "other_subjects"),
    ),
    ("no families of one template", lambda: mock.patch.object(verify, "SIBLINGS", 0.0)),
    ("bare connected components", lambda: mock.patch.object(cluster, "link", chained)),
    ("bridges stay", lambda: mock.patch.object(cluster, "bridges", return_value=set())),
    (
        "only half of an article compared",
        lambda: mock.patch.object(scoring, "LEAST_CONTAINED", 0.5),
    ),
]


def main() -> None:
    rows = list(articles_of_ours.corpus(4000, seed=99))
    texts = [row["text"] for row in rows]
    print("| left out | precision | recall | F1 |\n| --- | --- | --- | --- |")
    for name, patch in STEPS:
        if patch is None:
            told = run.scored(rows, run.copydesk(texts))
        else:
            with patch():
                told = run.scored(rows, run.copydesk(texts))
        print(
            f"| {name} | {told['precision']:.3f} | {told['recall']:.3f} | {told['f1']:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
