"""The actions of a review ↔ the journal of the store: undo reaches back over a restart."""

from tui.review import now
from tui.review.tools.undo import Action, History, Step
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.decisions.undo_journal import Journal, RecordedAction, RecordedStep


def history_of(file: DecisionsFile) -> History:
    """A history that begins with the last run's actions and notes in the journal what is done in this one.

    Only actions are taken up whose records nobody has changed since.
    """
    journal = Journal(file.path)
    history = History(lambda what, action: _note(journal, what, action))
    history.begin_with([_action(deed) for deed in journal.undoable(file.held())])
    return history


def _note(journal: Journal, what: str, action: Action) -> None:
    if what == "undone":
        journal.take_back()
    elif what == "redone":
        journal.do_again()
    else:
        journal.note(RecordedAction(action.name, now(), tuple(map(_did, action.steps))))


def _action(deed: RecordedAction) -> Action:
    return Action(
        deed.name,
        tuple(
            Step(did.article, did.before, did.after, everywhere=did.everywhere)
            for did in deed.steps
        ),
    )


def _did(step: Step) -> RecordedStep:
    return RecordedStep(step.article, step.before, step.after, everywhere=step.everywhere)
