"""What the titles of two articles name, if each names one thing of its own.

The pages of an encyclopaedia, a catalogue or a series are about as many things as there are pages, however alike
the rest of them is. Copies of one page keep what it names, or one side lost its title.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import among, fresh, sums
from tui.detect.features.packing import NUMBER, PLAIN
from tui.detect.pairs.term_joins import BestMatches, Side

LONGEST: Final = 5  # terms of a title that may name the one thing its text is about
AGAIN: Final = 0.6  # share of them with which the text then begins
LATEST: Final = 1  # how many terms may stand before them there
LONGEST_TITLE: Final = 10  # terms; what is longer is a lead itself
LEAD_MET: Final = 0.2  # share of a lead from which it is the other's lead
WORD_FOR_WORD: Final = 0.85  # share of the plain words of titles and leads, beside what they name
TITLE: Final = 1
LEAD: Final = 2
IN_COMMON: Final = 2  # terms, no numbers, that the titles of a series share

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def missing_headword(
    left: Side,
    right: Side,
    wholes: tuple[Floats, Floats],
    likest: tuple[BestMatches, BestMatches],
    count: int,
) -> list[Floats]:
    """For either side the share of its headword, by weight, that the headword of the other lacks, 0..1.

    An article has a headword where its text begins with its title again: "Grey heron. The grey heron is ...".
    0 where one of the two has none. `wholes`: the weight of each sentence of the left, of the right; `likest`: what is
    met of them. A site's slogan under its name is met in no page of another site, and makes no headword of it.
    """
    rows = [_headword(*of_side) for of_side in zip((left, right), wholes, likest, strict=True)]
    found = []
    for own, mine, other, theirs in _each(left, right, *rows):
        of = own.pairs[own.sentences[mine]]
        lacking = ~among(own.terms[mine], other.terms[theirs])
        lacking &= among(of, other.pairs[other.sentences[theirs]])
        weights = own.weights[mine]
        found.append(
            sums(of, weights * lacking, count) / np.maximum(sums(of, weights, count), 1e-9)
        )
    return found


def serial_titles(left: Side, right: Side, opens: tuple[Flags, Flags], count: int) -> Flags:
    """Whether the two titles are those of a series: each has a number of its own, and all else is in both.

    `opens`: whether a sentence of the left, of the right, is the first that weighs anything.
    """
    titles = [
        np.flatnonzero(first[side.sentences])
        for side, first in zip((left, right), opens, strict=True)
    ]
    series = np.ones(count, bool)
    for own, mine, other, theirs in _each(left, right, *titles):
        of, is_number = own.pairs[own.sentences[mine]], own.kinds[mine] == NUMBER
        lacking = ~among(own.terms[mine], other.terms[theirs])
        series &= np.bincount(of[lacking & is_number], minlength=count) > 0
        series &= np.bincount(of[lacking & ~is_number], minlength=count) == 0
        series &= np.bincount(of[~lacking & ~is_number], minlength=count) >= IN_COMMON
    return series


def differing_topic(
    left: Side,
    right: Side,
    wholes: tuple[Floats, Floats],
    likest: tuple[BestMatches, BestMatches],
    count: int,
) -> tuple[Flags, tuple[Flags, Flags]]:
    """Whether the leads of the two tell the same of something else, which either title names and the lead again.

    The lead is the sentence behind a title. The sentence of the other article that is `likest` to it has not that
    word, nor has the other's title. Besides, which rows of the left, of the right, say that something where
    titles and leads have the same plain words beside it: those of a template. What was reworded has others there.
    """
    one, other = (
        _openings(*of_side, LONGEST_TITLE)
        for of_side in zip((left, right), wholes, likest, strict=True)
    )
    sides = (
        (left, right, one, other[0], likest[0]),
        (right, left, other, one[0], likest[1]),
    )
    out, same = np.ones((2, count), bool)
    named = []
    for own, theirs, openings, titles, most in sides:
        rows, alike = _named_alone(own, theirs, openings, titles, most, count)
        out &= np.bincount(own.pairs[own.sentences[rows]], minlength=count) > 0
        same &= alike >= WORD_FOR_WORD
        named.append(rows)
    said = [_saying(*of_side, out & same) for of_side in zip((left, right), named, strict=True)]
    return out, (said[0], said[1])


def _saying(side: Side, named: Ints, asked: Flags) -> Flags:
    """Which rows of the pairs asked about hold a term of the rows that are named."""
    found = np.zeros(len(side.terms), bool)
    at = np.flatnonzero(asked[side.pairs][side.sentences])
    found[at] = among(side.terms[at], side.terms[named])
    return found


def _named_alone(
    own: Side,
    other: Side,
    openings: tuple[Ints, Ints],
    titles: Ints,
    likest: BestMatches,
    count: int,
) -> tuple[Ints, Floats]:
    """The rows of one side's titles of which that is so, and how much of the plain words beside them the other has there.

    `openings` are its titles and leads, `titles` those of the other.
    """
    _, lead = openings
    role = _roles(own, openings)
    there = np.zeros(len(other.pairs), bool)
    there[titles] = there[other.firsts[own.pairs[lead]] + likest.local[lead]] = True
    met, told = np.zeros(len(role), bool), np.flatnonzero(role)
    met[told] = among(own.terms[told], other.terms[there[other.sentences]])
    named = np.flatnonzero((role == TITLE) & (own.kinds != NUMBER) & ~met)
    named = named[among(own.terms[named], own.terms[role == LEAD])]
    beside = np.flatnonzero((role > 0) & (own.kinds == PLAIN))
    beside = beside[~among(own.terms[beside], own.terms[named])]
    of, weights = own.pairs[own.sentences[beside]], own.weights[beside]
    whole = np.maximum(sums(of, weights, count), 1e-9)
    return named, sums(of, weights * met[beside], count) / whole


def _each(
    left: Side, right: Side, lefts: Ints, rights: Ints
) -> tuple[tuple[Side, Ints, Side, Ints], ...]:
    """Own side and rows, the other's side and rows: for the left and for the right."""
    return (left, lefts, right, rights), (right, rights, left, lefts)


def _headword(side: Side, whole: Floats, likest: BestMatches) -> Ints:
    """The rows of the terms of each title with which the next sentence begins, in the title's order from its first."""
    role = _roles(side, _openings(side, whole, likest, LONGEST))
    named, begun = np.flatnonzero(role == TITLE), np.flatnonzero(role == LEAD)
    if not len(begun):
        return begun
    at = begun[np.minimum(np.searchsorted(side.terms[begun], side.terms[named]), len(begun) - 1)]
    behind = side.places[at] - side.places[named]
    again = (side.terms[at] == side.terms[named]) & (behind >= 0) & (behind <= LATEST)
    of = side.pairs[side.sentences[named]]
    number = int(of.max(initial=-1)) + 1
    leads = again & (side.places[named] == 0)
    behind_first = np.full(number, -1)
    behind_first[of[leads]] = behind[leads]
    again &= behind == behind_first[of]
    enough = np.bincount(of[again], minlength=number) >= AGAIN * np.bincount(of, minlength=number)
    rows: Ints = named[again & enough[of]]
    return rows


def _openings(side: Side, whole: Floats, likest: BestMatches, longest: int) -> tuple[Ints, Ints]:
    """The titles, of up to `longest` terms, and their leads: the next sentence that weighs anything, which says more.

    Only where something of the lead is met.
    """
    told = np.flatnonzero(whole > 0)
    first = np.flatnonzero(fresh(side.pairs[told]))
    first = first[first + 1 < len(told)]
    title, lead = told[first], told[first + 1]
    sizes = np.bincount(side.sentences, minlength=len(whole))
    kept = (side.pairs[title] == side.pairs[lead]) & (likest.met[lead] >= LEAD_MET)
    kept &= sizes[title] <= longest
    title, lead = title[kept], lead[kept]
    more = _says_more(side, title, lead)
    return title[more], lead[more]


def _says_more(side: Side, titles: Ints, leads: Ints) -> Flags:
    """Which leads have a term that their title has not: a title told twice is no lead."""
    role = _roles(side, (titles, leads))
    lead = np.flatnonzero(role == LEAD)
    more = lead[~among(side.terms[lead], side.terms[role == TITLE])]
    says: Flags = np.bincount(side.sentences[more], minlength=len(side.pairs))[leads] > 0
    return says


def _roles(side: Side, openings: tuple[Ints, Ints]) -> npt.NDArray[np.int8]:
    """Of each row whether it stands in one of these titles (TITLE), in one of these leads (LEAD), or elsewhere (0)."""
    roles = np.zeros(len(side.pairs), np.int8)
    roles[openings[0]], roles[openings[1]] = TITLE, LEAD
    return roles[side.sentences]
