"""What is there is spared, what comes is spared for a while, and in the end all is as before."""

import gc

from tui.screens.session import gc_pauses


def test_everything_is_as_before_in_the_end():
    usual = gc.get_threshold()
    try:
        gc_pauses.spare_what_comes()
        assert gc.get_threshold()[:2] == usual[:2], "young garbage is looked for as ever"
        assert gc.get_threshold()[2] > 1_000 * usual[2]
        assert gc.get_freeze_count() > 0
        gc_pauses.spare_what_is_there()
        assert gc.get_threshold() == usual
        assert gc.get_freeze_count() > 0
    finally:
        gc_pauses.spare_nothing()
    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() == 0
