"""Estimate the weights of `tui/detect/pairs/match_score.py` on articles of our own: `python benchmarks/detect/fit.py`.

Logistic regression (Cox 1958) by Newton's steps over the candidate pairs of small folders that
`corpus.py` writes, each folder counting the same, copies and others half each. What it prints are rounded and set
by hand; nothing learns at run time.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import corpus as articles_of_ours

from tui.detect.features import packing, tokens
from tui.detect.furniture.recurring import find_furniture
from tui.detect.pairs import alignment_features, match_score
from tui.detect.pairs.bag_features import containment
from tui.detect.pairs.candidates import Pairs, find_candidates
from tui.detect.term_weights import weigh

SIZES = (60, 300, 1000, 3000, 6000)


def examples(size: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """(signals, whether a copy) of the candidate pairs of one folder."""
    rows = list(articles_of_ours.corpus(size, seed))
    corpus = packing.unpack(tokens.features([row["text"] for row in rows]))
    weighed = weigh(corpus, find_furniture(corpus))
    pairs, _ = find_candidates(corpus, weighed)
    columns = []
    for begin in range(0, len(pairs), alignment_features.PAIRS_AT_ONCE):
        block = slice(begin, begin + alignment_features.PAIRS_AT_ONCE)
        some = Pairs(pairs.left[block], pairs.right[block])
        facts = containment(corpus, weighed, some) | alignment_features.alignment(
            corpus, weighed, some
        )
        columns.append(
            np.column_stack([match_score.signals(facts)[name] for name in match_score.WEIGHTS])
        )
    gold = np.array([hash(row["cluster"]) for row in rows])
    return np.concatenate(columns), gold[pairs.left] == gold[pairs.right]


def fit(
    signals: np.ndarray, copies: np.ndarray, weights: np.ndarray, ridge: float = 0.02
) -> np.ndarray:
    """Bias and weights of the logistic regression."""
    with_bias = np.column_stack([np.ones(len(signals)), signals])
    found = np.zeros(with_bias.shape[1])
    for _ in range(40):
        expected = 1 / (1 + np.exp(-with_bias @ found))
        slope = with_bias.T @ (weights * (expected - copies)) + ridge * found
        curve = (with_bias * (weights * expected * (1 - expected))[:, None]).T @ with_bias
        found -= np.linalg.solve(curve + ridge * np.eye(len(found)), slope)
    return found


def main() -> None:
    parts = [examples(size, seed) for seed, size in enumerate(SIZES)]
    signals = np.concatenate([part[0] for part in parts])
    copies = np.concatenate([part[1] for part in parts]).astype(float)
    weights = np.concatenate(
        [np.where(part[1], 500 / part[1].sum(), 500 / (~part[1]).sum()) for part in parts]
    )
    found = fit(signals, copies, weights)
    print(f"{len(copies)} pairs, {int(copies.sum())} of copies")
    for name, value in zip(("bias", *match_score.WEIGHTS), found, strict=True):
        print(f"{name:15s} {value:7.2f}")


if __name__ == "__main__":
    main()
