"""Candidate pairs → what is found of each article in the other, as columns: the facts a score is made of.

All pairs of a block are looked at together with sorted joins: a loop over pairs is ten times slower.
A column holds one value a pair; `_l` and `_r` are of the left and the right article.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from tui.detect.arrays import fresh, in_both, lengths, ranges, sums
from tui.detect.features.languages import UNSURE
from tui.detect.features.packing import NAME, NUMBER, PLAIN, Corpus
from tui.detect.pairs.candidates import Pairs
from tui.detect.pairs.missing_subjects import missing_subjects
from tui.detect.pairs.parallel_runs import in_step
from tui.detect.pairs.recurring_passages import recurring
from tui.detect.pairs.sentence_runs import longest_passage
from tui.detect.pairs.term_joins import (
    BestMatches,
    Side,
    best_matches,
    meetings_of,
    other_way,
    sentences_of,
    sides_of,
)
from tui.detect.pairs.titles import head, is_first, missing_title_words
from tui.detect.pairs.topics import differing_topic, missing_headword, serial_titles
from tui.detect.pairs.verbatim import Sentences, Verbatim, verbatim
from tui.detect.term_weights import Weighed

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Keys = npt.NDArray[np.uint64]
Columns = dict[str, Floats]

PAIRS_AT_ONCE: Final = 2048
MET_AGAIN: Final = 0.2  # share of a sentence's weight from which it begins to be found again
MET_WHOLE: Final = 0.7  # and from which it wholly is
FOUND: Final = 0.4  # and from which it is counted as found, in the reasons
TO_THE_WORD: Final = 0.97  # and from which nothing of it is other
APART: Final = 0.85  # and below which the sentence is not the other's
FRAME: Final = (
    2.5  # weight of the plain words of a sentence that is known by them, whatever fills it
)
WELL_ORDERED: Final = 0.25  # of a sentence's words: from here it keeps the other's order
REPEATED: Final = 6  # sentences with a term: all are compared with all, of more with so many each
_KINDS: Final = {"plain": PLAIN, "name": NAME, "number": NUMBER}


def alignment(corpus: Corpus, weighed: Weighed, pairs: Pairs) -> Columns:
    """How much of each side's sentences is met again in the sentence of the other that is most like it.

    `covered_*`: weight of the sentences met again, those met in part counting in part, 0..1.
    `found_*`: share of the sentences that are found. `plain_met_*`, `name_met_*`, `number_met_*`: of the
    terms of found sentences, the weight that stands in the sentence found or beside it;
    `plain_of_*` …: the weight of all of them; `kept_met_*`, `kept_of_*`: the same of the names and numbers of those
    sentences that are found, but not to the word; `names_met_*`, `names_of_*`, `numbers_met_*`, `numbers_of_*`: how many
    these are. `in_order_*`: how many tokens follow each other as
    they do there, `passage_*` of them in the longest passage, `at_edge_*` 1 where both begin or both end with it, `beside_*` what share of the article stands before or behind it, 0..1; `ordered_*`: weight of the sentences in which enough do, 0..1. `in_step_*`: weight of the sentences
    that follow each other as there, 0..1. `tokens_*`: how many count.
    `head_*`: how like the side's first sentence, mostly its title, is to one sentence of the other: weight in
    common by weight of both (Jaccard 1912), 0..1. `verbatim_*`: weight of the sentences that stand in the other to
    the letter, 0..1; `foot_*` in its place as surely as they are the foot of one site's pages. `subject_out_*`: weight of
    the names and numbers that a side comes back to and the other does less. `title_out_*`:
    weight of the title's plain words that the text repeats more often than the other has them. `headword_out_*`:
    share of the headword that is not in the other's; `other_topic`: 1 where the leads are alike and about what either title
    names alone; `other_language`: 1 where they are surely of two; `number_in_title`: 1 where the titles differ by a number alone.
    """
    left, right = sides_of(corpus, weighed, pairs)
    at_left, at_right = _same_terms(left.terms, right.terms)
    wholes = _whole(left), _whole(right)
    firsts = is_first(left, wholes[0]), is_first(right, wholes[1])
    meetings = meetings_of(
        left.sentences[at_left],
        right.local[at_right],
        left.classes[at_left],
        weighed.class_weights,
    )
    found: Columns = {}
    told: dict[str, Sentences] = {}
    ways = meetings, other_way(meetings, left, right)
    likest = best_matches(ways[0], wholes[0]), best_matches(ways[1], wholes[1])
    other_topic, topics = differing_topic(left, right, wholes, likest, len(pairs))
    topic = dict(zip("lr", topics, strict=True))
    for side, own, other, one, two, meet, most, weights, first in (
        ("l", left, right, at_left, at_right, ways[0], likest[0], wholes, firsts[0]),
        ("r", right, left, at_right, at_left, ways[1], likest[1], wholes[::-1], firsts[1]),
    ):
        facts, apart = _met_again(own, other, one, two, most, weights, topic[side], len(pairs))
        found |= {f"{name}_{side}": column for name, column in facts.items()}
        found[f"head_{side}"] = head(own, other, meet, weights[0], first, len(pairs))
        found[f"subject_out_{side}"] = missing_subjects(own, other, most, len(pairs))
        found[f"title_out_{side}"] = missing_title_words(own, other, first, len(pairs))
        articles = pairs.left if side == "l" else pairs.right
        told[side] = sentences_of(corpus, articles, own, weights[0], apart)
    same = verbatim(told["l"], told["r"], len(pairs))
    foot = same.foot * (1 - _speaking((left, right), wholes, same))
    for side, share in zip("lr", same.shares, strict=True):
        found |= {f"verbatim_{side}": share * (1 - foot), f"foot_{side}": share * foot}
    found["headword_out_l"], found["headword_out_r"] = missing_headword(
        left, right, wholes, likest, len(pairs)
    )
    found["other_topic"] = other_topic.astype(np.float64)
    found["other_language"] = _other_language(corpus, pairs)
    found["number_in_title"] = serial_titles(left, right, firsts, len(pairs)).astype(np.float64)
    for side, articles in (("l", pairs.left), ("r", pairs.right)):
        found[f"tokens_{side}"] = lengths(weighed.token_offsets, articles).astype(np.float64)
    return found


def _other_language(corpus: Corpus, pairs: Pairs) -> Floats:
    """1 for each pair of which both are surely of a language, and not of the same."""
    left, right = corpus.languages[pairs.left], corpus.languages[pairs.right]
    other: Floats = ((left != right) & (left != UNSURE) & (right != UNSURE)).astype(np.float64)
    return other


def _speaking(sides: tuple[Side, Side], wholes: tuple[Floats, Floats], same: Verbatim) -> Floats:
    """For each pair with what looks like a foot how surely both sides speak of it in what they have for themselves, 0..1."""
    least = np.ones(len(same.foot))
    for side, whole, *masks in zip(sides, wholes, same.own, same.shared, strict=True):
        own, shared = np.zeros((2, len(whole)), bool)
        own[whole > 0], shared[whole > 0] = masks
        least = np.minimum(least, recurring(side, own, shared, same.foot))
    return least


def _whole(side: Side) -> Floats:
    """The weight of each sentence."""
    return sums(side.sentences, side.weights, len(side.pairs))


def _same_terms(left: Keys, right: Keys) -> tuple[Ints, Ints]:
    """The rows of either side that hold the same term of a pair: each with each.

    Where a term stands in more than REPEATED sentences of both, each with those that stand about as far on among
    them: the same rows whichever side is called left.
    """
    firsts = [np.flatnonzero(fresh(keys)) for keys in (left, right)]
    one, two = in_both(left[firsts[0]], right[firsts[1]])
    times, theirs = (
        np.diff(np.append(first, len(keys)))[at]
        for first, keys, at in zip(firsts, (left, right), (one, two), strict=True)
    )
    begins, size = np.repeat(firsts[1][two], times), np.repeat(theirs, times)
    often = np.flatnonzero(np.minimum(times, theirs) > REPEATED)
    if len(often):
        of, which = times[often], ranges(np.zeros(len(often), np.int64), times[often])
        at = ranges((np.cumsum(times) - times)[often], of)
        low, high = _about_as_far(which, np.repeat(of, of), np.repeat(theirs[often], of))
        begins[at] += low
        size[at] = high - low
    rows = np.repeat(ranges(firsts[0][one], times), size)
    return rows, ranges(begins, size)


def _about_as_far(which: Ints, of: Ints, theirs: Ints) -> tuple[Ints, Ints]:
    """Of `theirs` occurrences on the other side, half-open, those as far on as number `which` of `of`.

    Their middles, as shares of all, are no farther apart than half of REPEATED by the fewer of both.
    """
    middle, most = (2 * which + 1) * theirs, REPEATED * np.maximum(of, theirs)
    low = -((of + most - middle) // (2 * of))
    high = (middle + most - of) // (2 * of) + 1
    return np.maximum(low, 0), np.minimum(high, theirs)


def _met_again(
    own: Side,
    other: Side,
    one: Ints,
    two: Ints,
    likest: BestMatches,
    wholes: tuple[Floats, Floats],
    topic: npt.NDArray[np.bool_],
    count: int,
) -> tuple[Columns, npt.NDArray[np.bool_]]:
    """The facts of one side, and which of its sentences are like none of the other.

    Rows `one` of `own` and `two` of `other` hold the same term of a pair; `likest` tells of each own sentence;
    `wholes` are the weights of the own sentences and of the other's. `topic`: which own rows say what the article is
    about where the other is about something else; that fills a template, and is no wording.
    """
    whole = wholes[0]
    sentence, theirs = own.sentences[one], other.local[two]
    met, place = likest.met, likest.local
    again = np.clip((met - MET_AGAIN) / (MET_WHOLE - MET_AGAIN), 0, 1)
    total = np.maximum(sums(own.pairs, whole, count), 1e-9)
    told = whole > 0
    stepping = in_step(own.pairs, likest.shared * likest.stands_out, place)
    facts = {
        "covered": sums(own.pairs, again * whole, count) / total,
        "found": sums(own.pairs, met >= FOUND, count) / np.maximum(sums(own.pairs, told, count), 1),
        "in_step": sums(own.pairs, whole * stepping, count) / total,
    }
    off = theirs - place[sentence]
    in_place = np.zeros(len(own.terms), bool)
    in_place[one[np.flatnonzero(np.abs(off) <= 1)]] = True
    heard = _heard(own, met)
    found = np.flatnonzero(heard)
    pair_and_kind = own.pairs[own.sentences[found]] * 4 + own.kinds[found]
    weights = own.weights[found] * heard[found]
    weights[topic[found] & (own.kinds[found] == PLAIN)] = 0
    of_kinds = sums(pair_and_kind, weights, count * 4).reshape(-1, 4)
    met_of_kinds = sums(pair_and_kind, weights * in_place[found], count * 4).reshape(-1, 4)
    for name, kind in _KINDS.items():
        facts |= {f"{name}_of": of_kinds[:, kind], f"{name}_met": met_of_kinds[:, kind]}
    counted = np.flatnonzero((own.kinds != PLAIN) & (met >= FOUND)[own.sentences])
    kinds = own.pairs[own.sentences[counted]] * 4 + own.kinds[counted]
    number = sums(kinds, np.ones(len(kinds)), count * 4).reshape(-1, 4)
    number_met = sums(kinds, in_place[counted], count * 4).reshape(-1, 4)
    for name, kind in (("names", NAME), ("numbers", NUMBER)):
        facts |= {f"{name}_of": number[:, kind], f"{name}_met": number_met[:, kind]}
    facts |= _kept(own, (met >= FOUND) & (met < TO_THE_WORD), in_place, count)
    rare = weights * own.may_name[found]
    of = own.pairs[own.sentences[found]]
    facts |= {"rare_of": sums(of, rare, count), "rare_met": sums(of, rare * in_place[found], count)}
    kept = np.flatnonzero((off == 0) & (met > MET_AGAIN)[sentence])
    times = _in_order(own, other, one[kept], two[kept])
    wanted = np.maximum(np.bincount(own.sentences, minlength=len(own.pairs)) * WELL_ORDERED, 1)
    facts["in_order"] = sums(own.pairs, times, count)
    facts |= longest_passage(
        own, other, wholes, likest, times, (met >= FOUND) & (times >= wanted), in_place, count
    )
    facts["ordered"] = sums(own.pairs, np.minimum(times / wanted, 1) * whole, count) / total
    return facts, (met < APART) & ~_filled_anew(own, in_place)


def _kept(
    own: Side, edited: npt.NDArray[np.bool_], in_place: npt.NDArray[np.bool_], count: int
) -> Columns:
    """The weight of the names and numbers of the `edited` sentences, and of those of them that were kept."""
    slots = np.flatnonzero(edited[own.sentences] & (own.kinds != PLAIN))
    of, weights = own.pairs[own.sentences[slots]], own.weights[slots]
    return {
        "kept_of": sums(of, weights, count),
        "kept_met": sums(of, weights * in_place[slots], count),
    }


def _heard(own: Side, met: Floats) -> Floats:
    """How much each term of a side tells of what agrees, 0..1: where its sentence is found.

    A number tells as soon as the sentence begins to count as met: in a line of a table little else stands.
    """
    begins = np.clip((met - MET_AGAIN) / (FOUND - MET_AGAIN), 0, 1)
    heard: Floats = np.where(
        own.kinds == NUMBER, begins[own.sentences], (met >= FOUND)[own.sentences]
    )
    return heard


def _filled_anew(own: Side, in_place: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which sentences stand in the other article with other names and numbers, as in a corrected reprint."""
    plain = np.flatnonzero(own.kinds == PLAIN)
    sentence, weights = own.sentences[plain], own.weights[plain]
    whole = sums(sentence, weights, len(own.pairs))
    met = sums(sentence, weights * in_place[plain], len(own.pairs))
    return (whole >= FRAME) & (met >= APART * whole)


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
    return np.bincount(keys[1:].compress(kept) >> 13, minlength=len(own.pairs))
