from tui.model import Change
from tui.review.tools.undo import Action, History, Step


def step(name):
    change = Change(name, "alice", None)
    return Step(name, (change,), (change,))


def names(action):
    return None if action is None else (action.name, [one.article for one in action.steps])


def test_back_and_forth():
    told = []
    history = History(lambda what, action: told.append((what, action.name)))
    history.record("one", step("a"))
    history.record("two", step("b"))
    assert names(history.back()) == ("two", ["b"])
    assert names(history.back()) == ("one", ["a"])
    assert history.back() is None
    assert names(history.forth()) == ("one", ["a"])
    history.record("three", step("c"))
    assert history.forth() is None
    assert told == [
        ("did", "one"), ("did", "two"), ("undone", "two"), ("undone", "one"),
        ("redone", "one"), ("did", "three"),
    ]  # fmt: skip


def test_steps_together_are_one_action_also_when_nested():
    history = History()
    with history.as_one("both"):
        history.record("x", step("a"))
        with history.as_one("inner"):
            history.record("y", step("b"))
    with history.as_one("nothing"):
        pass
    assert names(history.back()) == ("both", ["a", "b"])
    assert history.back() is None


def test_the_run_before_is_taken_up_before_this_one():
    history = History()
    history.record("now", step("b"))
    history.begin_with([Action("then", (step("a"),))])
    assert names(history.back()) == ("now", ["b"])
    assert names(history.back()) == ("then", ["a"])
