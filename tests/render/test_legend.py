from texts import FERRY, SPUN

from tui.compare.compare_texts import diff
from tui.render.ansi import painted
from tui.render.legend import legend


def told(left, right, *, marks, colour=False):
    return painted([legend(diff(left, right), marks=marks)], colour=colour).rstrip("\n")


def test_marks_are_explained_where_they_occur():
    left = "Mr Berg sold 3 boats on Monday.\n"
    right = "Mr Lund sold 5 boats on monday.\n\nAdvertisement\n"
    said = told(left, right, marks=True)
    assert (
        said
        == "shown as: [-only left-]  {+only right+}  # number  @ name  = case only  · furniture"
    )
    assert "#" not in told(left, left.replace("boats", "ships"), marks=True)
    assert told(left, left, marks=True) == ""


def test_each_style_is_explained_in_itself():
    left, right = "Mr Berg sold 3 boats.", "Mr Berg sold 5 ships."
    said = told(left, right, marks=False, colour=True)
    assert "\x1b[9;38;5;172monly left\x1b[0m" in said
    assert "\x1b[1;7;4;38;5;33mnumber\x1b[0m" in said
    assert "⟨moved⟩" in told(FERRY, SPUN, marks=False)
