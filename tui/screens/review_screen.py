"""The review screen's keys: each calls a method of `Review`, then brings the screen in step. It decides nothing."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from textual.binding import BindingsMap
from textual.message import Message

from tui import pair_summary
from tui.errors import UsageError
from tui.model import OPEN_STATES
from tui.review.tools.filters import SORTS
from tui.screens.collation import CollationScreen
from tui.screens.help import HelpScreen
from tui.screens.key_table import all_keys, bindings
from tui.screens.prompts import ChoiceScreen, LineScreen, NoteScreen
from tui.screens.review_search import Searching
from tui.screens.rule import RuleScreen
from tui.screens.session import external_programs
from tui.screens.session.diff_cache import of_kind
from tui.screens.session.saved_view import AS_DETECTED, keep_arranged
from tui.screens.text_viewer import ReadingScreen
from tui.screens.texts import progress_report
from tui.text.plural import counted

LEVELS: Final = ("word", "phrase", "sentence")
_ANY_KIND: Final = ""


class ReviewScreen(Searching):
    """Keys in, calls of `Review` out."""

    class Refused(Message):
        """A prompt does not open."""

    def __init__(self, *given, **options) -> None:
        super().__init__(*given, **options)
        self._kind = _ANY_KIND
        self._range_from = ""  # an article of the group at which a range begins
        self._again: Callable[[], str] | None = None
        # Textual's own way, a keymap, is applied anew at every key press, in time quadratic in bindings.
        self._bindings = BindingsMap.merge([BindingsMap(bindings(self.keys)), self._bindings])

    # ---- the list -------------------------------------------------------------------------------

    def action_move(self, rows: int) -> None:
        """Go up or down the list."""
        if self.review.step(rows):
            self.show()

    def action_first(self) -> None:
        """Go to the first group."""
        if self.review.go_to_rank(0):
            self.show()

    def action_last(self) -> None:
        """Go to the last group."""
        if self.review.go_to_rank(len(self.review.order) - 1):
            self.show()

    def action_next_open(self) -> None:
        """Go to the next undecided group."""
        if self.review.go_to_next_open():
            self.show()
        else:
            self.say(self.review.none_open())

    def action_next_set_aside(self) -> None:
        """Go to the next group that is skipped or flagged."""
        if self.review.go_to_next_set_aside():
            self.show()
        else:
            self.say(self.review.none_set_aside())

    def action_filter(self) -> None:
        """Ask which groups to show."""
        wanted, sort = self.review.arranged
        question = "show only: state:stale score>=.8 size>2 path:wire/* differs:number words"
        ask = LineScreen(question, wanted)
        self.app.push_screen(ask, lambda text: None if text is None else self._arrange(text, sort))

    def action_sort(self) -> None:
        """Ask for an order of the list."""
        wanted, sort = self.review.arranged
        ask = ChoiceScreen("sort by", tuple(SORTS), sort)
        self.app.push_screen(ask, lambda name: self._arrange(wanted, name) if name else None)

    def action_clear(self) -> None:
        """Show all groups again, none selected, nothing highlighted."""
        self.clear_search()
        self._arrange("", AS_DETECTED)

    def _arrange(self, wanted: str, sort: str) -> None:
        try:
            count = self.review.arrange(wanted, sort)
        except UsageError as trouble:
            self.say(str(trouble))
            return
        self.review.selected.clear()
        keep_arranged(self.decisions, self.review)
        shown = counted(count, "group is shown", "groups are shown")
        said = "; ".join(filter(None, [f"{shown}, sorted by {sort}", self.review.hidden_open()]))
        self.show_arranged(said if count else "")

    def action_select(self) -> None:
        """Select the group, or no longer, and go on to the next one."""
        if self.review.order:
            self.review.select()
            self.list.refresh_row(self.list.cursor)
            self.review.step(1)
            self.show(f"{len(self.review.selected)} selected: the next decision is for all of them")

    def action_select_range(self) -> None:
        """Begin a range here; the second time, select all from there to here."""
        if not self.review.order:
            return
        began = self.review.position_of(self._range_from)
        if began is None:
            self._range_from = self.review.case.members[0]
            self.say("a range begins here: go to its other end and press V again")
            return
        self.review.select_to(began)
        self._range_from = ""
        self.show_arranged(f"{len(self.review.selected)} selected")

    # ---- deciding -------------------------------------------------------------------------------

    def press(self, key: Callable[[], str], *, many: bool = False, again: bool = True) -> None:
        """One key of `Review`, and the screen in step with what it did.

        With `many` it is pressed on every selected group, as one step of undo.
        """
        review = self.review
        if not review.order:
            return
        cases, before = len(review.cases), review.open
        if many and review.selected:
            selected = sorted(review.selected)
            count = review.apply_to(selected, counted(len(selected), "group"), key)
            review.selected.clear()
            on = review.move_on(was_open=review.open < before)
            said, redraw = f"{counted(count, 'group')} at once; u takes it back{on}", True
        else:
            row = self.list.cursor
            said, redraw = key(), cases != len(review.cases)
            self.list.refresh_row(row)
        if again:
            self._again = key
        self.pace = review.pace()
        if redraw:
            self.show_arranged(said)
        else:
            self.show(said)
        if before and not review.open and not review.growing:
            self.action_summary()

    def action_choose_base(self) -> None:
        """The starred copy is canonical."""
        self.press(self.review.choose_base, many=True)

    def action_choose_shown(self) -> None:
        """The copy shown is canonical."""
        self.press(self.review.choose_shown)

    def action_choose(self, number: int) -> None:
        """Copy `number` is canonical."""
        self.press(partial(self.review.choose_number, number))

    def action_choose_any(self) -> None:
        """Ask for the number of the canonical copy: there may be more than nine."""

        def choose(answer: str | None) -> None:
            if answer and answer.strip().isdigit():
                self.action_choose(int(answer))

        self.app.push_screen(
            LineScreen("number of the canonical copy"), self._of_this_group(choose)
        )

    def _of_this_group(self, take: Callable[[str | None], None]) -> Callable[[str | None], None]:
        """An answer that is taken for the group under the cursor now, wherever the cursor is by then."""
        members = self.review.case.members if self.review.order else ()

        def taken(answer: str | None) -> None:
            at = self.review.position_of(members[0]) if members else None
            if at is None or self.review.cases[at].members != members:
                if answer is not None:
                    self.say("the group that this was for has changed meanwhile: nothing is done")
                return
            self.review.go(at)
            take(answer)

        return taken

    def action_decide(self, key: str) -> None:
        """A verdict without arguments, of all selected groups where there are some."""
        self.press(getattr(self.review, key), many=True)

    def action_press(self, key: str) -> None:
        """Any other key that is one method of `Review` without arguments."""
        self.press(getattr(self.review, key), again=False)

    def action_repeat(self) -> None:
        """Do here what was done last."""
        if self._again is not None:
            self.press(self._again, many=True)
        else:
            self.say(". repeats the last decision: there is none yet")

    def action_join(self) -> None:
        """Join the selected groups with this one."""
        self.press(lambda: self.review.join(sorted(self.review.selected)), again=False)

    def action_note(self) -> None:
        """Write a note on the group."""
        if self.review.order:
            self.app.push_screen(
                NoteScreen(self.review.note()), self._of_this_group(self._put_note)
            )

    def _put_note(self, note: str | None) -> None:
        if note is not None and note != self.review.note():
            self.press(partial(self.review.put_note, note), again=False)

    def action_label(self) -> None:
        """Label the copies of the group."""
        if self.review.order:
            ask = ChoiceScreen("label", ("", *self.config.review.labels), self.review.label())
            self.app.push_screen(ask, self._of_this_group(self._put_label))

    def _put_label(self, label: str | None) -> None:
        if label is not None:
            self.press(partial(self.review.put_label, label), many=True)

    def action_rule(self) -> None:
        """Decide open groups by rule, after a look at what it would do."""

        def decide(found: tuple[str, dict[int, str], set[int]] | None) -> None:
            if found:
                rule, chosen, replaced = found

                def choose() -> str:
                    count = self.review.choose_by_rule(chosen, rule, replaced)
                    return f"{rule}: {counted(count, 'group')} decided; u takes it back"

                self.press(choose, again=False)
                self.list.refresh()

        if self.review.growing:
            self._refuse("a rule looks at all groups: when indexing has ended")
        elif any(
            self.review.cases[position].state in OPEN_STATES for position in self.review.order
        ):
            self.app.push_screen(RuleScreen(self.review), decide)
        else:
            self._refuse(self.review.none_open())

    def _refuse(self, said: str) -> None:
        """Say why a prompt does not open; what is typed on with its key was meant for the prompt."""
        self.say(said)
        self.app.post_message(self.Refused())

    # ---- comparing ------------------------------------------------------------------------------

    def action_change(self, step: int) -> None:
        """Go to the next or previous change of the diff."""
        if self.review.order and not self.pane.jump(step):
            self.say("no more changes that way")
        self._show_pair()

    def action_change_of_kind(self, step: int) -> None:
        """Go to the next or previous change of the chosen kind."""
        compared = self._drawn.compared if self._drawn else None
        wanted = of_kind(compared.diff, self._kind) if compared and self._kind else None
        if not self.pane.jump(step, wanted):
            self.say(f"no more changes that way: {self._kind or 'of any kind'}")
        self._show_pair()

    def action_kind(self) -> None:
        """Choose the kind of change to jump by."""
        compared = self._drawn.compared if self._drawn else None
        kinds = pair_summary.by_count(compared.summary.kinds) if compared else []

        def choose(kind: str | None) -> None:
            if kind is not None:
                self._kind = kind
                self.say(f"{{ and }} jump by: {kind or 'any change'}")

        names = ("", *(kind for kind, _count in kinds))
        counts = ("", *(f"{count:,}" for _kind, count in kinds))
        self.app.push_screen(ChoiceScreen("kind of change", names, self._kind, counts), choose)

    def action_pair_summary(self) -> None:
        """What the two copies that are compared amount to."""
        drawn = self._drawn
        if drawn is None or drawn.compared is None:
            self.say("there is nothing to tell of this pair yet" if self.review.order else "")
            return
        compared = drawn.compared
        said = f"left   {drawn.base}\nright  {drawn.shown}\n\n"
        said += pair_summary.page(compared.summary, compared.notes)
        self.app.push_screen(ReadingScreen("What the two amount to", said))

    def action_other_end(self) -> None:
        """Go to the other end of a moved passage."""
        if not self.pane.other_end():
            self.say("no moved passage here")
        self._show_pair()

    def _show_pair(self) -> None:
        if self.review.order:
            self.say_pair()

    def action_scroll(self, pages: float) -> None:
        """Scroll the diff."""
        self.pane.page(pages)

    def action_show_copy(self, step: int) -> None:
        """Compare with the next or previous copy."""
        if self.review.order:
            self.review.show_copy(step)
            self.show_diff()

    def action_all_copies(self) -> None:
        """The base beside all its copies, with who reads otherwise at each place."""
        if self.review.order:
            base = self.review.pair().base
            others = [copy for copy in self.review.case.members if copy != base]
            title = self.review.title()
            self.app.push_screen(
                CollationScreen(self.comparer, title, base, others, marks=self.view.marks)
            )

    def action_swap(self) -> None:
        """Swap base and copy shown."""
        if self.review.order:
            self.review.swap()
            self.show_diff()

    def action_side_by_side(self) -> None:
        """Side by side, or inline."""
        self.view = replace(self.view, side_by_side=not self.view.side_by_side)
        self._show_view("side by side" if self.view.side_by_side else "inline")

    def action_fold(self) -> None:
        """Fold long equal text, or show it."""
        self.view = replace(self.view, fold=not self.view.fold)
        self._show_view("long equal text is folded" if self.view.fold else "all text is shown")

    def action_marks(self) -> None:
        """Mark changes in the text, or by colour alone."""
        self.view = replace(self.view, marks=not self.view.marks)
        marks = "marks: [-gone-]{+new+}; in front # number, @ name, = case, · furniture"
        self._show_view(marks if self.view.marks else "no marks")

    def _show_view(self, said: str) -> None:
        self.say(said)
        self.show_diff(keep_place=True)

    def action_level(self) -> None:
        """The next level of the diff."""
        at = (LEVELS.index(self.view.level) + 1) % len(LEVELS)
        self.view = replace(self.view, level=LEVELS[at])
        self._show_view(f"level: {self.view.level}")

    def action_full_text(self) -> None:
        """Read the whole text of the copy shown."""
        if self.review.order:
            article = self.review.articles[self.review.pair().shown]
            found = self.comparer.text(article.id)
            body = found if isinstance(found, str) else f"({found.reason})"
            self.app.push_screen(
                ReadingScreen(article.id, f"{progress_report.source(article)}\n\n{body}")
            )

    def action_outside(self, how: str) -> None:
        """Hand the copy shown to the pager, the editor or the clipboard."""
        if self.review.order:
            article = self.review.pair().shown
            self.say(getattr(external_programs, how)(self.app, self.comparer, article))

    # ---- other ----------------------------------------------------------------------------------

    def action_summary(self) -> None:
        """Say how far the review is."""
        said = progress_report.summary(self.review, self.pace, self.decisions, self.step)
        self.app.push_screen(ReadingScreen("How far the review is", said))

    def action_trouble(self) -> None:
        """Show what went wrong since the start."""
        log = "\n".join(self.log_of_trouble) or "Nothing went wrong so far."
        self.app.push_screen(ReadingScreen("Trouble log", log))

    def action_help(self) -> None:
        """Show all keys; what is chosen there is done."""
        self.app.push_screen(HelpScreen(self.keys), self._run_chosen)

    async def _run_chosen(self, name: str | None) -> None:
        action = next((key.action for key in all_keys() if key.id == name), None)
        if action is not None:
            await self.run_action(action)

    def on_paste(self) -> None:
        """Do nothing with pasted text: no line is open that takes it."""
        self.say("pasted text is ignored here")

    def action_quit(self) -> None:
        """Leave; the app saves on its way out."""
        self.app.exit(0)

    def action_suspend(self) -> None:
        """Back to the shell for a while."""
        self.app.action_suspend_process()
