"""The small tables say of what is usual what the whole ones say."""

import numpy as np
import pytest

from tui.detect.features import characters


@pytest.mark.parametrize(
    "codes", [range(0x300), range(0x2010, 0x2060), range(0x20A0, 0x20C0), range(0x10100)]
)
def test_usual_and_other_code_points_are_of_the_kind_and_fold_as_the_tables_say(codes):
    asked = np.array(codes, np.uint32)
    kinds = characters.kinds()[np.minimum(asked, 0xFFFF)]
    assert characters.kinds_of(asked).tolist() == kinds.tolist()
    letters = asked[(kinds != characters.GAP) & (asked < 0x10000)]
    assert characters.folded_of(letters).tolist() == characters.folded()[letters].tolist()
