"""The JSON of the commands: nouns in, what `json.dumps` takes out. Keys are added, never changed."""

import json
from collections.abc import Iterator
from typing import Any, Final

from tui.index import Index
from tui.model import STATES, Article, Match, Suggestion, decision_id
from tui.resume import is_applied
from tui.review import Review
from tui.store.rescue.rescue_files import Waiting

SCHEMA: Final = 1


def dumps(answer: Any) -> str:
    """One line of ASCII: whatever the articles hold, it is safe to print and to pipe."""
    return json.dumps(answer, ensure_ascii=True, separators=(",", ":"))


def groups(index: Index, review: Review) -> dict[str, Any]:
    """The whole answer of `groups --format json`."""
    return {
        "schema": SCHEMA,
        "folder": str(index.root),
        "articles": len(index.articles),
        "skipped": [{"path": s.path, "reason": s.reason} for s in index.skipped],
        "groups": list(each_group(review)),
        "notes": list(index.notes),
        "unresolved": [{"name": one.path, "reason": one.reason} for one in index.unresolved],
    }


def each_group(review: Review) -> Iterator[dict[str, Any]]:
    """One group after the other, the most alike first."""
    for position, case in enumerate(review.cases):
        copies = review.copies(position)
        matches = [match for group in case.groups for match in group.matches]
        matches.sort(key=lambda match: (-match.score, match.left, match.right))
        yield {
            "id": decision_id(copy.digest for copy in copies),
            "score": rounded(case.score),
            "state": case.state,
            "members": [_member(copy, review) for copy in copies],
            "matches": [match_of(match) for match in matches],
            "suggestion": _suggestion(review.suggestion(position)),
            "evidence": [_suggestion(told) for told in review.evidence(position)],
            "claimed_by": sorted({tool for group in case.groups for tool in group.claimed_by}),
            "keeps": sorted({one for group in case.groups for one in group.keeps}),
            "odd": sorted(review.odd(position)),
            "bridges": [match_of(tie) for group in case.groups for tie in group.bridges],
        }


def status(index: Index, review: Review) -> dict[str, Any]:
    """The whole answer of `status --format json`."""
    states = {state: review.counts[state] for state in STATES}
    states["canonical"] += review.applied
    return {
        "schema": SCHEMA,
        "folder": str(index.root),
        "groups": len(review.cases) + review.applied,
        "decided": review.decided + review.applied,
        "set_aside": review.set_aside,
        "open": review.open,
        "states": states,
        "applied": review.applied,
        "orphans": [
            {
                "id": orphan.decision.id,
                "reasons": list(orphan.reasons),
                "applied": is_applied(orphan, review.articles),
            }
            for orphan in review.orphans
        ],
        "changed": [
            {"members": list(case.members), "state": case.state, "reasons": list(case.reasons)}
            for case in review.cases
            if case.reasons
        ],
    }


def waiting(found: Waiting) -> dict[str, Any]:
    """The key of `status --format json` for decisions of earlier runs that are not saved yet."""
    return {"rescue": {"files": len(found.rescues), "decisions": found.count}}


def passages(index: Index) -> dict[str, Any]:
    """The whole answer of `groups --tier passages --format json`."""
    return {
        "schema": SCHEMA,
        "folder": str(index.root),
        "articles": len(index.articles),
        "passages": [match_of(match) for match in index.passages],
        "notes": list(index.notes),
    }


def _member(copy: Article, review: Review) -> dict[str, Any]:
    return {
        "article": copy.id,
        "digest": copy.digest,
        "words": copy.words,
        "reference": copy.id in review.locked,
    }


def match_of(match: Match) -> dict[str, Any]:
    """A match with its reasons."""
    return {
        "left": match.left,
        "right": match.right,
        "score": rounded(match.score),
        "reasons": [
            {"name": why.name, "value": rounded(why.value), "sentence": why.sentence}
            for why in match.reasons
        ],
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "article": suggestion.article,
        "rule": suggestion.rule,
        "reason": suggestion.reason,
    }


def rounded(value: float) -> float:
    """A share or a score as answers show it: four places."""
    return round(value, 4)
