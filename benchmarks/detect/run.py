"""Quality, speed and memory of finding groups beside other tools: `python benchmarks/detect/run.py`.

The corpus is `corpus.py`'s. Peers (`pip install -r benchmarks/detect/requirements.txt`) run where they are installed:
at the threshold of their README and at the one that is best on this very corpus, which flatters them. Their pairs are
joined to connected components. The tables go to docs/benchmarks.md. `scale.py` measures whole folders.
"""

import argparse
import collections
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from math import log
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
sys.path.insert(0, str(Path(__file__).parent))

from tui.runtime.numpy_simd import sort_fast

sort_fast()  # as the command does; the peers gain by it as well

import corpus as articles_of_ours
import page

from tui.config import DetectSettings
from tui.detect.features.tokens import features
from tui.detect.group_finder import find_groups
from tui.detect.groups.linkage import components
from tui.model import Article, text_digest

THRESHOLDS = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9]
WORDS = re.compile(r"\w+")
Pair = tuple[int, int]


def shingles(text: str, length: int) -> list[str]:
    words = WORDS.findall(text.lower())
    return [" ".join(words[at : at + length]) for at in range(max(1, len(words) - length + 1))]


def scored(rows: list[dict[str, str]], groups: Iterable[Iterable[int]]) -> dict[str, float]:
    """Pair precision, recall, F1 and adjusted Rand index (Hubert & Arabie 1985)."""
    label = list(range(len(rows)))
    for number, group in enumerate(groups):
        for member in group:
            label[member] = len(rows) + number
    gold = [row["cluster"] for row in rows]

    def pairs(counts: Iterable[int]) -> float:
        return sum(count * (count - 1) / 2 for count in counts)

    both = pairs(Counter(zip(gold, label, strict=True)).values())
    of_gold, of_ours = pairs(Counter(gold).values()), pairs(Counter(label).values())
    expected = of_gold * of_ours / pairs([len(rows)])
    precision, recall = both / max(of_ours, 1), both / of_gold
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "ari": (both - expected) / max((of_gold + of_ours) / 2 - expected, 1e-9),
    }


def copydesk(texts: list[str]) -> list[list[int]]:
    listed = [
        Article(f"{at:07d}", "", 0, len(text), text_digest(text), "")
        for at, text in enumerate(texts)
    ]
    found = find_groups(listed, features(texts), settings=DetectSettings())
    return [[int(member) for member in group.members] for group in found.groups]


def rensa(texts: list[str], length: int) -> Iterator[tuple[Pair, float]]:
    from rensa import RMinHash, RMinHashLSH

    hashes = []
    index = RMinHashLSH(threshold=0.1, num_perm=128, num_bands=64)
    for at, text in enumerate(texts):
        hashed = RMinHash(num_perm=128, seed=42)
        hashed.update(shingles(text, length))
        hashes.append(hashed)
        index.insert(at, hashed)
    for at, hashed in enumerate(hashes):
        for other in index.query(hashed):
            if other > at:
                yield (at, other), hashed.jaccard(hashes[other])


def datasketch(texts: list[str], length: int) -> Iterator[tuple[Pair, float]]:
    from datasketch import MinHash, MinHashLSH

    hashes = []
    index = MinHashLSH(num_perm=128, params=(64, 2))
    for at, text in enumerate(texts):
        hashed = MinHash(num_perm=128)
        hashed.update_batch([shingle.encode() for shingle in shingles(text, length)])
        hashes.append(hashed)
        index.insert(at, hashed)
    for at, hashed in enumerate(hashes):
        for other in index.query(hashed):
            if other > at:
                yield (at, other), hashed.jaccard(hashes[other])


def tf_idf(texts: list[str], length: int) -> Iterator[tuple[Pair, float]]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    weights = TfidfVectorizer(ngram_range=(1, length)).fit_transform(texts)
    like = sp_matmul_topn(weights, weights.T, top_n=30, threshold=0.1).tocoo()
    for left, right, value in zip(like.row, like.col, like.data, strict=True):
        if left < right:
            yield (int(left), int(right)), float(value)


PEERS: list[
    tuple[str, str, Callable[[list[str], int], Iterator[tuple[Pair, float]]], int, float]
] = [
    ("rensa", "rensa, 5-grams", rensa, 5, 0.8),
    ("rensa", "rensa, 2-grams", rensa, 2, 0.8),
    ("datasketch", "datasketch, 5-grams", datasketch, 5, 0.9),
    ("sparse_dot_topn", "TF-IDF, 1–2-grams", tf_idf, 2, 0.8),
]


def quality(size: int) -> list[str]:
    """The table of quality and speed on one corpus."""
    rows = list(articles_of_ours.corpus(size, seed=2026))
    texts = [row["text"] for row in rows]
    lines = [
        f"{len(rows):,} articles of {sum(map(len, texts)) // len(texts):,} characters.",
        "",
        "| method | threshold | precision | recall | F1 | ARI | articles/s |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]

    def line(name: str, threshold: str, groups: Iterable[Iterable[int]], seconds: float) -> float:
        told = scored(rows, groups)
        lines.append(
            f"| {name} | {threshold} | {told['precision']:.3f} | {told['recall']:.3f} "
            f"| {told['f1']:.3f} | {told['ari']:.3f} | {len(rows) / seconds:,.0f} |"
        )
        return told["f1"]

    started = time.perf_counter()
    groups = copydesk(texts)
    line("copydesk", "default", groups, time.perf_counter() - started)
    for module, name, method, length, default in PEERS:
        if find_spec(module) is None:
            lines.append(f"| {name} | not installed | | | | | |")
            continue
        started = time.perf_counter()
        pairs = list(method(texts, length))
        seconds = time.perf_counter() - started

        def at(threshold: float, pairs: list[tuple[Pair, float]] = pairs) -> list[list[int]]:
            return components(pair for pair, value in pairs if value >= threshold)

        line(name, f"{default}, default", at(default), seconds)
        best = max(THRESHOLDS, key=lambda threshold: scored(rows, at(threshold))["f1"])
        line(name, f"{best}, best here", at(best), seconds)
    return lines


def one(method: str, size: int) -> dict[str, float]:
    """Seconds and peak memory of one method on one size, in this process."""
    texts = [row["text"] for row in articles_of_ours.corpus(size, 7)]
    held = kilobytes("VmRSS")
    begun, used = time.perf_counter(), time.process_time()
    if method == "copydesk":
        copydesk(texts)
    else:
        _, _, pairs_of, length, _ = next(peer for peer in PEERS if peer[1] == method)
        collections.deque(pairs_of(texts, length), maxlen=0)
    return {
        "articles": len(texts),
        "seconds": time.perf_counter() - begun,
        "processor": time.process_time() - used,
        "megabytes": (kilobytes("VmHWM") - held) / 1024,
    }


def kilobytes(name: str) -> int:
    """What /proc says of the memory of this process (Linux; `getrusage` counts the parent's too)."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith(name))


def growth(sizes: list[int], most: int) -> list[str]:
    """The table of speed and memory by size, each in a fresh process, with the exponent from size to size.

    The slow ones are measured up to `most` articles.
    """
    lines = [
        "| method | articles | articles/s | processor seconds | memory beside the texts, MB | exponent |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    slow = {"datasketch", "sparse_dot_topn"}
    of_ours = [("copydesk", "copydesk"), *((module, name) for module, name, *_ in PEERS)]
    for module, name in of_ours:
        if module != "copydesk" and find_spec(module) is None:
            continue
        before: dict[str, float] = {}
        for size in sizes:
            if module in slow and size > most:
                continue
            command = [sys.executable, __file__, "--one", name, str(size)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            here = json.loads(done.stdout)
            exponent = ""
            if before:
                more = log(here["processor"] / before["processor"])
                exponent = f"{more / log(here['articles'] / before['articles']):.2f}"
            lines.append(
                f"| {name} | {here['articles']:,} | {here['articles'] / here['seconds']:,.0f} "
                f"| {here['processor']:.1f} | {here['megabytes']:,.0f} | {exponent} |"
            )
            print(lines[-1], file=sys.stderr, flush=True)
            before = here
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=4000, help="size of the corpus for quality")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument(
        "--most", type=int, default=10_000, help="articles that slow peers are given"
    )
    parser.add_argument("--one", nargs=2, metavar=("METHOD", "SIZE"), help="measure only this")
    args = parser.parse_args()
    if args.one:
        print(json.dumps(one(args.one[0], int(args.one[1]))))
        return
    lines = [
        f"{page.machine()}; made by `python benchmarks/detect/run.py`. Texts are handed over in memory.",
        "The speed of rensa and datasketch is that of one index wide enough for both thresholds (64 bands of 2",
        "hashes, pairs compared); at the default threshold alone they compare fewer pairs and are faster.",
        "",
        "### Quality and speed beside other tools",
        "",
        *quality(args.articles),
        "",
        "### Speed and memory by size",
        "",
        *growth(args.sizes, args.most),
    ]
    page.write("finding groups", "Finding groups", lines)


if __name__ == "__main__":
    main()
