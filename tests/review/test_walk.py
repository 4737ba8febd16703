"""Any walk over the keys keeps file, counts and states in step."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.desk import Desk

KEYS = st.sampled_from(
    [
        "choose_base",
        "choose_shown",
        "not_duplicates",
        "skip",
        "flag",
        "exclude_shown",
        "undo",
        "redo",
        "swap",
        "go_to_next_open",
        "same_verdict",
    ]
)
STEPS = st.lists(
    st.one_of(KEYS, st.integers(-1, 4), st.text("ab", max_size=2).map(lambda text: f"note:{text}")),
    max_size=25,
)


@given(STEPS)
@settings(max_examples=150, deadline=None)
def test_any_walk_keeps_file_counts_and_states_in_step(steps):
    desk = Desk()
    review = desk.review
    for step in steps:
        if isinstance(step, int):
            review.go(step)
            review.choose_number(step)
        elif step.startswith("note:"):
            review.put_note(step.removeprefix("note:"))
        else:
            getattr(review, step)()
    assert desk.file() == review.decisions, "what was kept is what the review says"
    fresh = Desk(desk.file().values())
    assert fresh.states() == desk.states(), "and tomorrow says the same"
    assert +review.counts == +fresh.review.counts
    while review.undo() != "nothing to undo":
        pass
    assert desk.file() == {}
