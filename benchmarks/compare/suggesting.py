"""Generated copies and their originals → how often each rule of suggestion speaks, and how often it is right.

    benchmarks/compare/suggesting.py [--write docs/suggesting.md] [--also FILE.jsonl.gz]

Our own corpus is made anew; `--also` is another set of made copies: a JSON object a line with id, text, cluster
and kind, where the kind of an original begins with "orig". The tables go between the markers of the file named by
--write. A rule is right where it picks the original out of a group that holds exactly one.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks" / "detect")]

from corpus import corpus

from tui.config import DetectSettings, SuggestSettings
from tui.detect.features.tokens import features
from tui.detect.group_finder import find_groups
from tui.model import Article, text_digest
from tui.suggest import RULES, Facts, suggest
from tui.text import words

BEGIN, END = "<!-- rules: begin -->", "<!-- rules: end -->"
MEASURED = [name for name in RULES if name not in {"path_preference", "source_date", "byline"}]
ARTICLES, SEED = 6_000, 11
ORDERS = {
    "default": SuggestSettings().rules,
    "furniture, then length": ("least_furniture", "longest"),
    "length, then furniture": ("longest", "least_furniture"),
    "agreement alone": ("agreement",),
    "furniture first": ("least_furniture", *(n for n in MEASURED if n != "least_furniture")),
}


@dataclass(frozen=True)
class Case:
    """The copies of a group as rules see them, and the id of the original."""

    copies: tuple[Facts, ...]
    original: str


def cases(rows: Sequence[dict[str, str]]) -> list[Case]:
    """The groups that are found and hold copies of one original, and the original."""
    texts = [row["text"] for row in rows]
    articles = {
        row["id"]: Article(
            row["id"], "", words.count(text), len(text), text_digest(text), row["id"]
        )
        for row, text in zip(rows, texts, strict=True)
    }
    found = find_groups(list(articles.values()), features(texts), settings=DetectSettings())
    of = {row["id"]: row for row in rows}
    made = []
    for group in found.groups:
        originals = [name for name in group.members if of[name]["kind"].startswith("orig")]
        if len({of[name]["cluster"] for name in group.members}) == len(originals) == 1:
            copies = tuple(
                Facts(
                    articles[name],
                    sum(end - begin for begin, end in found.furniture.get(name, ())),
                    evidence=evidence,
                )
                for name, evidence in zip(group.members, group.evidence, strict=True)
            )
            made.append(Case(copies, originals[0]))
    return made


def judged(found: Sequence[Case], rules: Sequence[str]) -> Counter[str]:
    """How often the rules pick the original, pick another copy, or say nothing."""
    counts: Counter[str] = Counter()
    for case in found:
        said = suggest(case.copies, SuggestSettings(rules=tuple(rules)))
        counts["silent" if said.rule == "none" else str(said.article == case.original)] += 1
    return counts


def _cells(counts: Counter[str]) -> str:
    spoke = counts["True"] + counts["False"]
    right = f"{counts['True'] / spoke:.0%}" if spoke else "–"
    return f"{spoke} of {counts.total()} | {right}"


def tables(sets: dict[str, list[Case]]) -> str:
    """A table of the rules and one of the orders, for each set."""
    parts = []
    for name, found in sets.items():
        pairs = [case for case in found if len(case.copies) == 2]
        more = [case for case in found if len(case.copies) > 2]
        chance = sum(1 / len(case.copies) for case in more) / max(1, len(more))
        lines = [
            f"### {name}",
            "",
            f"{len(pairs)} pairs, of which chance is right in 50%; {len(more)} groups of three or more, {chance:.0%}.",
            "",
            "| rule | speaks of pairs | right | speaks of larger groups | right |",
            "| --- | ---: | ---: | ---: | ---: |",
        ]
        for rule in MEASURED:
            cells = [_cells(judged(some, (rule,))) for some in (pairs, more)]
            lines.append(f"| {rule} | {' | '.join(cells)} |")
        lines += ["", "| order | right | wrong | no preference |", "| --- | ---: | ---: | ---: |"]
        for order, rules in ORDERS.items():
            counts = judged(found, rules)
            lines.append(f"| {order} | {counts['True']} | {counts['False']} | {counts['silent']} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--also", type=Path)
    arguments = parser.parse_args()
    sets = {"Our own corpus": cases(list(corpus(ARTICLES, SEED)))}
    if arguments.also:
        with gzip.open(arguments.also, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        sets["A development set of machine-made copies that is not part of this repository"] = (
            cases(rows)
        )
    found = tables(sets)
    if arguments.write:
        text = arguments.write.read_text(encoding="utf-8")
        block = f"{BEGIN}\n{found}\n{END}"
        arguments.write.write_text(
            re.sub(f"{BEGIN}.*?{END}", lambda _match: block, text, flags=re.DOTALL),
            encoding="utf-8",
        )
    else:
        print(found)


if __name__ == "__main__":
    main()
