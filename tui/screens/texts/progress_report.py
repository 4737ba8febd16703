"""Longer answers of the review, as text to read: how far it is, what a source says of itself."""

from pathlib import Path

from tui.model import STATES, Article
from tui.progress import Step
from tui.resume import is_applied
from tui.review import Review
from tui.review.tools.statistics import Pace
from tui.screens.session.indexing_thread import in_words
from tui.screens.widgets.styles import GLYPHS
from tui.text.plural import counted


def summary(review: Review, pace: Pace, decisions: Path, step: Step) -> str:
    """How far the review is, what was done today, and where it is kept; while groups come, what that leaves open."""
    counts = (
        f"{review.open:,} still open, {review.decided:,} decided, {review.set_aside:,} set aside"
    )
    said = [f"{counted(len(review.cases), 'group')}, {counts}.", ""]
    if review.growing:
        said = [f"Indexing goes on: {in_words(step)}.", "", f"Found so far: {said[0]}", ""]
    said += [
        f"{review.counts[state]:>8,}  {GLYPHS[state]} {state}"
        for state in STATES
        if review.counts[state]
    ]
    said += ["", *_today(review)]
    if pace.an_hour:
        left = "" if review.growing else pace.left(review.open)
        said += ["", f"At {pace.an_hour:.0f} an hour" + (f", about {left} left." if left else ".")]
    if review.applied:
        applied = counted(review.applied, "more group")
        said += ["", f"{applied} decided and applied: only the canonical copy is left."]
    orphans = [one for one in review.orphans if not is_applied(one, review.articles)]
    if orphans:
        count = counted(len(orphans), "decision is", "decisions are")
        said += ["", f"{count} of articles that are no longer here:"]
        said += [
            f"  {standing.decision.members[0].path} and {len(standing.decision.members) - 1} more"
            for standing in orphans[:20]
        ]
    return "\n".join([*said, "", *_outlook(review), f"Decisions are kept in {decisions}."])


def _today(review: Review) -> list[str]:
    """What the reviewer decided and set aside today."""
    today = review.tally()
    said = [f"Decided today by {review.reviewer}: {today.decided:,}"]
    if today.decided:
        said.append(f"{today.by_hand:>8,}  by hand")
        said.append(f"{today.by_rule:>8,}  by rule")
    if today.suggested:
        share = today.agreed / today.suggested
        said.append(f"{today.agreed:>8,}  of {today.suggested:,} as it was suggested ({share:.0%})")
    if today.set_aside:
        said.append(f"Set aside today: {today.set_aside:,}")
    return said


def _outlook(review: Review) -> list[str]:
    """What is left to do, with an empty line behind it; nothing while groups are open."""
    if review.growing:
        return [
            "When indexing has ended: groups that earlier decisions tie to other articles, decisions",
            "of articles that are gone, deciding by rule, undoing what was done before this start.",
            "",
        ]
    if review.open:
        return []
    done = "No group is open" if review.set_aside else "Every group is decided"
    said = [f"{done}. q leaves; copydesk export hands the decisions on."]
    if review.set_aside:
        aside = counted(review.set_aside, "group is", "groups are")
        said.append(f"{aside} set aside: R goes to the next.")
    return [*said, ""]


def source(article: Article) -> str:
    """What a copy says of itself, in a few lines."""
    facts = {
        "title": article.title,
        "date": article.date,
        "author": article.author,
        "url": article.url,
        "words": f"{article.words:,}",
    }
    return "\n".join(f"{name + ':':<8}{value}" for name, value in facts.items() if value)
