from hypothesis import given
from hypothesis import strategies as st

from tui.compare.compare_texts import diff
from tui.compare.words import cleanup, lcs


def test_a_function_word_joins_the_run_beside_it():
    left = "In the evening, the ferry left the harbour."
    right = "The ferry left the harbour."
    assert [left[slice(*e.left)] for e in diff(left, right).edits if e.tag == "delete"] == [
        "In the evening, "
    ]


def test_a_function_word_joins_the_run_before_it():
    left = "The ferry left the harbour on the day we came."
    right = "The ferry left the harbour on the fog lay low."
    equal = [e for e in diff(left, right).edits if e.tag == "equal"]
    assert len(equal) == 2
    assert left[slice(*equal[0].left)].endswith("on the ")


letters = st.text("abcd", max_size=14)


@given(letters, letters)
def test_joining_keeps_as_many_words_equal_in_no_more_runs(left, right):
    weights = tuple([0.15 if letter in "ab" else 1.0 for letter in text] for text in (left, right))
    runs, _bounded = lcs.stayed(left, right)
    before = [list(run) for run in runs]
    after = cleanup.join(runs, left, right, weights)
    assert sum(run[1] - run[0] for run in after) == sum(run[1] - run[0] for run in before)
    assert len(after) <= len(before)
    at = (0, 0)
    for run in after:
        assert left[run[0] : run[1]] == right[run[2] : run[3]]
        assert run[0] >= at[0]
        assert run[2] >= at[1]
        at = (run[1], run[3])
