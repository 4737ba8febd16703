"""What is done with sorted numbers is what sets say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tui.detect.arrays import among, in_both

numbers = st.lists(st.integers(0, 40), max_size=30)


@given(numbers, numbers)
def test_among_says_what_membership_says(values, others):
    found = among(np.array(values, np.int64), np.array(others, np.int64))
    assert found.tolist() == [value in others for value in values]


@given(
    st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)), st.sampled_from([np.int64, np.uint64])
)
def test_what_two_lists_have_in_common_is_found_in_either(one, other, dtype):
    keys, others = np.array(sorted(one), dtype), np.array(sorted(other), dtype)
    here, there = in_both(keys, others)
    assert keys[here].tolist() == others[there].tolist() == sorted(one & other)
