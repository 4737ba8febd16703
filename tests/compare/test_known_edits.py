import pytest
from edit_score import Score, equal_words
from known_edits import PROFILES, make

from tui.compare.compare_texts import diff


def judged(profile, level="word"):
    score = Score()
    for seed in range(12):
        truth = make(profile, seed)
        score.add(truth, equal_words(truth, diff(truth.a, truth.b, level=level)))
    return score


@pytest.mark.parametrize("profile", PROFILES)
def test_known_edits_are_told(profile):
    score = judged(profile)
    assert score.hit > 100
    assert score.f1 >= 0.98
    assert score.false_per_100 <= 0.08
    assert score.moved_share >= 0.98


def test_nothing_is_kept_equal_in_a_rewritten_sentence():
    rewritten = kept = 0
    for seed in range(12):
        truth = make("heavy", seed)
        equal = equal_words(truth, diff(truth.a, truth.b))
        begins = [begin for begin, *_rest, label, _moved in truth.right if label == "rewrite"]
        rewritten += len(begins)
        kept += sum(begin in equal for begin in begins)
    assert rewritten > 1000
    assert kept <= rewritten / 1000


def test_the_phrase_level_is_calmer_at_a_small_price():
    word, phrase = judged("spun"), judged("spun", "phrase")
    assert word.f1 - 0.03 < phrase.f1 < word.f1
    assert phrase.f1 >= 0.96
    assert phrase.false_per_100 <= word.false_per_100


def test_the_truth_itself_is_judged_perfect():
    for profile in PROFILES:
        truth, score = make(profile, 1), Score()
        score.add(
            truth,
            {
                begin: truth.left[source][0]
                for begin, _end, source, label, _moved in truth.right
                if source >= 0 and label in {"keep", "case"}
            },
        )
        assert (score.f1, score.false_equal, score.moved_share) == (1.0, 0, 1.0)
