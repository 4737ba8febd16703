"""Folders, groups and decisions in a word each, for tests of what a decision means today."""

from datetime import UTC, datetime

from tui.model import Article, Decision, Group, Match, Member, decision_id, text_digest

DAY = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


def article(path, text, raw=""):
    return Article(
        path, "", len(text.split()), len(text), text_digest(text), f"raw of {raw or text}"
    )


def folder(**texts):
    """Articles by name: `folder(a="one", b="two")` is a.txt and b.txt."""
    return {f"{name}.txt": article(f"{name}.txt", text) for name, text in texts.items()}


def group(*names, score=0.9):
    members = tuple(sorted(f"{name}.txt" for name in names))
    return Group(members, score, tuple(Match(members[0], other, score) for other in members[1:]))


def decide(articles, *names, verdict="canonical", reviewer="alice", at=DAY, out=(), **more):
    """A decision on copies by name; the first is the canonical one where the verdict has one."""
    copies = [articles[f"{name}.txt"] for name in names]
    members = tuple(
        Member(
            copy.id,
            copy.digest,
            copy.raw,
            canonical=verdict == "canonical" and copy is copies[0],
            excluded=copy.id in {f"{name}.txt" for name in out},
        )
        for copy in copies
    )
    digests = decision_id(member.digest for member in members)
    return Decision(digests, verdict, members, reviewer, at, score=0.9, **more)
