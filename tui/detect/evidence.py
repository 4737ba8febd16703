"""Candidate pairs → what is found of each article in the other, as columns: the facts a score is made of.

All pairs of a block are looked at together with sorted joins: a loop over pairs is ten times slower.
A column holds one value a pair; `_l` and `_r` are of the left and the right article.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import fresh, lengths, ranges, sums
from tui.detect.candidates import Pairs
from tui.detect.headwords import headword_out, number_out
from tui.detect.packing import NAME, NUMBER, PLAIN, TERM_BITS, Corpus
from tui.detect.rarity import Weighed
from tui.detect.sides import Meetings, Side, meetings_of, sentences_of, side_of
from tui.detect.titles import head, title_out
from tui.detect.verbatim import Sentences, verbatim

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Keys = npt.NDArray[np.uint64]
Columns = dict[str, Floats]

PAIRS_AT_ONCE: Final = 8192
MET_AGAIN: Final = 0.2  # share of a sentence's weight from which it begins to be found again
MET_WHOLE: Final = 0.7  # and from which it wholly is
FOUND: Final = 0.4  # and from which it is counted as found, in the reasons
APART: Final = 0.85  # and below which the sentence is not the other's
WELL_ORDERED: Final = 0.25  # of a sentence's words: from here it keeps the other's order
REPEATED: Final = 8  # sentences with a term that each sentence is compared with
_KINDS: Final = {"plain": PLAIN, "name": NAME, "number": NUMBER}


def containment(corpus: Corpus, weighed: Weighed, pairs: Pairs) -> Columns:
    """How much weight of terms is shared: `shared`, and `weight_*` of each side.

    `common`: number of terms that both hold, `fewer`: of the terms of the side that has fewer.
    `subject_out_*`: weight of the names and numbers that a side repeats, for each time more than they
    stand in the other: what the article is about and the other is not.
    """
    count = len(pairs)
    left, left_pair = _terms(corpus, weighed, pairs.left)
    right, right_pair = _terms(corpus, weighed, pairs.right)
    left_keys = (left_pair << TERM_BITS) | corpus.terms[left]
    right_keys = (right_pair << TERM_BITS) | corpus.terms[right]
    in_right, in_left = _in_both(left_keys, right_keys)
    left_weights = weighed.class_weights[weighed.classes[left]]
    found = {
        "shared": sums(left_pair[in_right], left_weights[in_right], count),
        "common": np.bincount(left_pair[in_right], minlength=count).astype(np.float64),
        "fewer": np.minimum(
            np.bincount(left_pair, minlength=count), np.bincount(right_pair, minlength=count)
        ).astype(np.float64),
    }
    left_times, right_times = (weighed.times[at].astype(np.int64) for at in (left, right))
    left_there, right_there = np.zeros_like(left_times), np.zeros_like(right_times)
    left_there[in_right], right_there[in_left] = right_times[in_left], left_times[in_right]
    for side, at, pair, times, there in (
        ("l", left, left_pair, left_times, left_there),
        ("r", right, right_pair, right_times, right_there),
    ):
        weights = weighed.class_weights[weighed.classes[at]]
        found[f"weight_{side}"] = sums(pair, weights, count)
        more = np.maximum(times - there, 0) * weights
        more[(times < 2) | (corpus.term_kinds[at] == PLAIN)] = 0
        found[f"subject_out_{side}"] = sums(pair, more, count)
    return found


def _terms(corpus: Corpus, weighed: Weighed, articles: Ints) -> tuple[Ints, Ints]:
    """Positions of the terms that count in each article, and the number of its pair."""
    sizes = lengths(corpus.term_offsets, articles)
    at = ranges(corpus.term_offsets[articles], sizes)
    pair = np.repeat(np.arange(len(articles)), sizes)
    counts = weighed.counts[at]
    return at[counts], pair[counts]


def _in_both(keys: Ints, others: Ints) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which of the keys are among the others, and the other way; either ascending, each key once."""
    among = np.zeros(len(others), bool)
    if not len(others):
        return np.zeros(len(keys), bool), among
    at = np.minimum(np.searchsorted(others, keys), len(others) - 1)
    found: npt.NDArray[np.bool_] = others[at] == keys
    among[at[found]] = True
    return found, among


def alignment(corpus: Corpus, weighed: Weighed, pairs: Pairs) -> Columns:
    """How much of each side's sentences is met again in the sentence of the other that is most like it.

    `covered_*`: weight of the sentences met again, those met in part counting in part, 0..1.
    `found_*`: share of the sentences that are found. `plain_met_*`, `name_met_*`, `number_met_*`: of the
    terms of found sentences, the weight that stands in the sentence found or beside it;
    `plain_of_*` …: the weight of all of them. `in_order_*`: how many tokens follow each other as
    they do there; `ordered_*`: weight of the sentences in which enough do, 0..1. `tokens_*`: how many count.
    `head_*`: how like the side's first sentence, mostly its title, is to one sentence of the other: weight in
    common by weight of both (Jaccard 1912), 0..1. `verbatim_*`: weight of the sentences that stand in the other to
    the letter, 0..1; `foot_*` in its place where they look like the foot of one site's pages. `title_out_*`:
    weight of the title's plain words that the text repeats more often than the other has them. `headword_out_*`:
    share of the headword that is not in the other's; `number_in_title`: 1 where the titles differ by a number alone.
    """
    left = side_of(corpus, weighed, pairs.left)
    right = side_of(corpus, weighed, pairs.right)
    at_left, at_right = _same_terms(left.terms, right.terms)
    wholes = _whole(left), _whole(right)
    found: Columns = {}
    told: dict[str, Sentences] = {}
    for side, own, other, one, two, whole in (
        ("l", left, right, at_left, at_right, wholes[0]),
        ("r", right, left, at_right, at_left, wholes[1]),
    ):
        facts, met = _met_again(own, other, one, two, whole, len(pairs), weighed.class_weights)
        found |= {f"{name}_{side}": column for name, column in facts.items()}
        articles = pairs.left if side == "l" else pairs.right
        told[side] = sentences_of(corpus, articles, own, met < APART)
    left_share, right_share, foot = verbatim(told["l"], told["r"], len(pairs))
    found |= {"verbatim_l": left_share * ~foot, "verbatim_r": right_share * ~foot}
    found |= {"foot_l": left_share * foot, "foot_r": right_share * foot}
    found["headword_out_l"], found["headword_out_r"] = headword_out(left, right, wholes, len(pairs))
    found["number_in_title"] = number_out(left, right, wholes, len(pairs)).astype(np.float64)
    for side, articles in (("l", pairs.left), ("r", pairs.right)):
        found[f"tokens_{side}"] = lengths(weighed.token_offsets, articles).astype(np.float64)
    return found


def _whole(side: Side) -> Floats:
    """The weight of each sentence."""
    return sums(side.sentences, side.weights, len(side.pairs))


def _same_terms(left: Keys, right: Keys) -> tuple[Ints, Ints]:
    """The rows of either side that hold the same term of a pair: each with each, up to REPEATED of the right."""
    first = np.flatnonzero(fresh(right))
    if not len(first):
        return first, first
    at = np.minimum(np.searchsorted(right[first], left), len(first) - 1)
    times = np.diff(np.append(first, len(right)))[at]
    size = np.where(right[first[at]] == left, np.minimum(times, REPEATED), 0)
    return np.repeat(np.arange(len(left)), size), ranges(first[at], size)


def _met_again(
    own: Side,
    other: Side,
    one: Ints,
    two: Ints,
    whole: Floats,
    count: int,
    class_weights: npt.NDArray[Any],
) -> tuple[Columns, Floats]:
    """The facts of one side, and how much of each of its sentences is met.

    Rows `one` of `own` and `two` of `other` hold the same term of a pair. `whole`: the weight of each own sentence.
    """
    number = len(own.pairs)
    sentence, theirs = own.sentences[one], other.local[two]
    meetings = meetings_of(sentence, theirs, own.classes[one], class_weights)
    best, place = _most_like(number, meetings)
    met = np.minimum(best / np.maximum(whole, 1e-9), 1)
    again = np.clip((met - MET_AGAIN) / (MET_WHOLE - MET_AGAIN), 0, 1)
    total = np.maximum(sums(own.pairs, whole, count), 1e-9)
    told = whole > 0
    facts = {
        "covered": sums(own.pairs, again * whole, count) / total,
        "found": sums(own.pairs, met >= FOUND, count) / np.maximum(sums(own.pairs, told, count), 1),
        "head": head(own, other, meetings, whole, count),
        "title_out": title_out(own, other, whole, count),
    }
    off = theirs - place[sentence]
    in_place = np.zeros(len(own.terms), bool)
    in_place[one[np.abs(off) <= 1]] = True
    found = np.flatnonzero((met >= FOUND)[own.sentences])
    pair_and_kind = own.pairs[own.sentences[found]] * 4 + own.kinds[found]
    weights = own.weights[found]
    of_kinds = sums(pair_and_kind, weights, count * 4).reshape(-1, 4)
    met_of_kinds = sums(pair_and_kind, weights * in_place[found], count * 4).reshape(-1, 4)
    for name, kind in _KINDS.items():
        facts |= {f"{name}_of": of_kinds[:, kind], f"{name}_met": met_of_kinds[:, kind]}
    kept = (off == 0) & (met > MET_AGAIN)[sentence]
    times = _in_order(own, other, one[kept], two[kept])
    wanted = np.maximum(np.bincount(own.sentences, minlength=number) * WELL_ORDERED, 1)
    facts["in_order"] = sums(own.pairs, times, count)
    facts["ordered"] = sums(own.pairs, np.minimum(times / wanted, 1) * whole, count) / total
    return facts, met


def _most_like(number: int, meetings: Meetings) -> tuple[Floats, Ints]:
    """For each own sentence the largest weight that it shares with one of the other's, and which; -9 for none."""
    best, place = np.zeros(number), np.full(number, -9)
    if not len(meetings.own):
        return best, place
    first = np.flatnonzero(fresh(meetings.own))
    most = np.maximum.reduceat(meetings.shared, first)
    size = np.diff(np.append(first, len(meetings.own)))
    winner = np.flatnonzero(meetings.shared == np.repeat(most, size))
    winner = winner[fresh(meetings.own[winner])]  # of equal ones the first
    best[meetings.own[first]] = most
    place[meetings.own[winner]] = meetings.local[winner]
    return best, place


def _in_order(own: Side, other: Side, one: Ints, two: Ints) -> Ints:
    """For each own sentence, how often a word found again comes as far behind the one before as in the other.

    One word more or less between them is allowed, and one of the two is a plain word: names of two words keep
    their order whoever writes.
    """
    keys = (own.sentences[one] << 13) | (own.places[one] << 7) | (other.places[two] << 1)
    keys |= own.kinds[one] != PLAIN
    keys.sort()
    place, there = (keys >> 7) & 63, (keys >> 1) & 63
    step = np.diff(place)
    kept = (keys[1:] >> 13 == keys[:-1] >> 13) & (step > 0)
    kept &= np.abs(np.diff(there) - step) <= 1
    kept &= (keys[1:] & keys[:-1] & 1) == 0
    return np.bincount(keys[1:][kept] >> 13, minlength=len(own.pairs))
