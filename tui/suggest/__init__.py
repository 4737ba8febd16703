"""Which copy looks canonical, and why in one line: rules over facts that are handed in.

All of it is evidence and none of it proof: dates are scraped, and the longer copy may be the spun
one. The configuration orders the rules; the first that tells the copies apart speaks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from tui.config import SuggestSettings
from tui.model import Suggestion
from tui.suggest.by_page import least_furniture, longest
from tui.suggest.by_source import byline, path_preference, source_date
from tui.suggest.by_words import agreement, commoner_wording, quotations, shared_facts
from tui.suggest.copy_facts import Facts, Rule

__all__ = ["REFERENCE", "RULES", "Facts", "evidence", "suggest"]

REFERENCE: Final = "reference"

_OF_SOURCE: Final[Mapping[str, Rule]] = MappingProxyType(
    {"path_preference": path_preference, "source_date": source_date, "byline": byline}
)
_OF_TEXT: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "agreement": agreement,
        "commoner_wording": commoner_wording,
        "quotations": quotations,
        "shared_facts": shared_facts,
        "least_furniture": least_furniture,
        "longest": longest,
    }
)
RULES: Final[Mapping[str, Rule]] = MappingProxyType({**_OF_SOURCE, **_OF_TEXT})


def suggest(copies: Sequence[Facts], settings: SuggestSettings) -> Suggestion:
    """The copy that the first telling rule picks; the first by id, with rule "none", where none tells.

    Where copies stand in a reference, it is one of them, by the rule "reference". Where several have the text
    that is picked, the rules are asked again among them.

    The order of `copies` changes nothing. Raises ValueError where there are no copies.
    """
    ordered = sorted(copies, key=lambda facts: facts.article.id)
    if not ordered:
        raise ValueError("a suggestion needs at least one copy")
    locked = [replace(facts, reference=False) for facts in ordered if facts.reference]
    if locked:
        return _of_references(locked, suggest(locked, settings))
    for name in settings.rules:
        found = _by_rule(name, ordered, settings)
        if found is not None:
            return found
    return Suggestion(
        ordered[0].article.id, "none", "no preference: no rule speaks for one of the copies"
    )


def evidence(copies: Sequence[Facts], settings: SuggestSettings) -> tuple[Suggestion, ...]:
    """What every rule says that can tell the copies apart, those of the configuration first and in its order."""
    ordered = sorted(copies, key=lambda facts: facts.article.id)
    names = dict.fromkeys((*settings.rules, *RULES)) if len(ordered) > 1 else ()
    told = (_by_rule(name, ordered, settings) for name in names)
    return tuple(found for found in told if found is not None)


def _by_rule(name: str, ordered: Sequence[Facts], settings: SuggestSettings) -> Suggestion | None:
    """What one rule says; of copies with the same text the rules of the text are shown the first."""
    texts = ordered if name in _OF_SOURCE else _distinct(ordered)
    chosen = RULES[name](texts, settings) if texts else None
    if chosen is None:
        return None
    article, reason = chosen
    if name in _OF_SOURCE:
        return Suggestion(article.id, name, reason)
    same = [facts for facts in ordered if facts.article.digest == article.digest]
    among = suggest(same, replace(settings, rules=_rules_of_source(settings)))
    also = f"; {len(same)} copies have this text" if len(same) > 1 else ""
    return Suggestion(among.article, name, f"{reason}{also}")


def _rules_of_source(settings: SuggestSettings) -> tuple[str, ...]:
    return tuple(name for name in settings.rules if name in _OF_SOURCE)


def _distinct(ordered: Sequence[Facts]) -> list[Facts]:
    """The first copy of each text."""
    first: dict[str, Facts] = {}
    for facts in ordered:
        first.setdefault(facts.article.digest, facts)
    return list(first.values())


def _of_references(copies: Sequence[Facts], among: Suggestion) -> Suggestion:
    """The copy chosen among those of references, said so."""
    if len(copies) == 1:
        return Suggestion(among.article, REFERENCE, "it stands in a reference, so it stays")
    others = f"one of {len(copies)} copies that stand in a reference"
    return Suggestion(among.article, REFERENCE, f"{others}; {among.reason}")
