import pytest
from known_edits import PROFILES, Score, equal_words, make

from tui.compare.diff import diff


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
