"""What a reviewer's verdict becomes as records: pure, members in, changes out.

A decision speaks of its members. Deciding again replaces what the same reviewer said of any of them.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from tui import __version__
from tui.model import Article, Change, Decision, Member, Verdict, decision_id


def decision(
    members: Sequence[Article],
    verdict: Verdict,
    *,
    reviewer: str,
    at: datetime,
    canonical: str = "",
    excluded: Collection[str] = (),
    score: float | None = None,
    rule: str = "",
    settles: Collection[str] = (),
) -> Decision:
    """The record of a verdict on `members`; `canonical` and `excluded` are article ids among them.

    `settles` names the reviewers whose other word was known and is overruled by this one.

    `at` is in UTC; it is kept to the second. Raises ValueError where the canonical copy is no member
    that counts, or a canonical verdict names none.
    """
    ids = {article.id for article in members}
    if (verdict == "canonical") != bool(canonical):
        raise ValueError("a canonical verdict names its canonical copy, and no other verdict does")
    if canonical and (canonical not in ids or canonical in excluded):
        raise ValueError("the canonical copy is none of the copies that count")
    return Decision(
        id=decision_id(article.digest for article in members),
        verdict=verdict,
        members=tuple(
            Member(
                path=article.id,
                digest=article.digest,
                raw=article.raw,
                canonical=article.id == canonical,
                excluded=article.id in excluded,
            )
            for article in sorted(members, key=lambda article: article.id)
        ),
        reviewer=reviewer,
        at=at.replace(microsecond=0),
        score=None if score is None else round(score, 4),
        tool=__version__,
        rule=rule,
        settles=tuple(sorted(settles)),
    )


def replacing(new: Decision, earlier: Sequence[Decision]) -> tuple[Change, ...]:
    """The changes that write `new` and take out `earlier`, records of the same reviewer.

    What a person wrote (note, label) is carried over from the records that go, unless `new` has its own.
    """
    notes = [record.note for record in earlier if record.note]
    labels = [record.label for record in earlier if record.label]
    kept = replace(
        new,
        note=new.note or "\n".join(dict.fromkeys(notes)),
        label=new.label or (labels[0] if labels else ""),
    )
    gone = (Change(old.id, old.reviewer, None) for old in earlier if old.key != new.key)
    return (*gone, Change(new.id, new.reviewer, kept))


def worth_keeping(record: Decision) -> bool:
    """Whether a record says anything: a verdict, a note, a label, or that a copy is excluded."""
    written = record.note or record.label or any(member.excluded for member in record.members)
    return record.verdict != "undecided" or bool(written)
