"""Folders that a folder is held against: how their articles are called beside its own, and which findings span both.

A reference inside of the folder keeps its names. One elsewhere is called `reference:NAME` by its own name, and its
articles stand below that: no name leads out of the folder, so whatever acts on the folder's files meets none of
them; and a decision says the same wherever the reference lies.
"""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import Final

from tui.errors import UsageError
from tui.model import Article, Group, Match

MARK: Final = "reference:"


def named(root: Path, references: Sequence[Path]) -> dict[str, Path]:
    """The name of each reference from the folder → where it lies, in the order of the call.

    Two that are called alike get a number, and so does one that is called as something in the folder is. One outside of the folder that lies inside of another one named before it is
    reached by that one, and has no name of its own. Raises UsageError for the folder itself.
    """
    home = os.path.realpath(root)
    found: dict[str, Path] = {}
    for real in dict.fromkeys(Path(os.path.realpath(reference)) for reference in references):
        if str(real) == home:
            raise UsageError(
                "a folder cannot be its own reference",
                where=str(real),
                do="Name another folder with --reference, or one inside of it",
            )
        if real.is_relative_to(home):
            found[real.relative_to(home).as_posix()] = real
        elif not any(real.is_relative_to(place) for _, place in elsewhere(found)):
            name = f"{MARK}{real.name}"
            names = chain([name], (f"{name}~{number}" for number in count(2)))
            free = (one for one in names if one not in found and not os.path.lexists(root / one))
            found[next(free)] = real
    return found


def elsewhere(references: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """The references that lie outside of the folder."""
    return ((name, place) for name, place in references.items() if name.startswith(MARK))


def inside(references: Mapping[str, Path]) -> list[str]:
    """The names of the references that lie inside of the folder: their paths from it."""
    return [name for name in references if not name.startswith(MARK)]


def called(article: Article, name: str) -> Article:
    """An article of a reference elsewhere, as it is called here."""
    return replace(article, id=f"{name}/{article.id}")


def locked(references: Mapping[str, Path], articles: Collection[str]) -> frozenset[str]:
    """The ids that are those of references."""
    below = tuple(f"{name}/" for name in references)
    return frozenset(article for article in articles if article.startswith(below))


def home(root: Path, article: Article, references: Mapping[str, Path]) -> tuple[Path, Article]:
    """The folder that an article is to be read from, and the article as it is called there."""
    for name, place in elsewhere(references):
        if article.id.startswith(f"{name}/"):
            return place, replace(article, id=article.id[len(name) + 1 :])
    return root, article


def spans(group: Group, articles: Collection[str]) -> bool:
    """Whether a group has members among these and others."""
    inside = sum(member in articles for member in group.members)
    return 0 < inside < len(group.members)


def match_spans(match: Match, articles: Collection[str]) -> bool:
    """Whether a match ties one of these to another article."""
    return (match.left in articles) != (match.right in articles)
