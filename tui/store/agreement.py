"""Decisions of several reviewers in, how far they agree out: in percent, and corrected for chance.

Compared is what is said of each text, whatever groups it was decided in: is it a copy of another at all,
and if so, is it the canonical one. A verdict that leaves the question open (skipped, flagged) is no answer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tui.errors import DecisionsError
from tui.model import Decision
from tui.store.decisions.decisions_file import DecisionsFile

NO_COPY: Final = "no copy"


@dataclass(frozen=True, slots=True)
class Question:
    """How far the reviewers agree on one question.

    `texts` were answered by two reviewers or more, `pairs` of answers were compared, `agreeing` (0..1)
    of them are the same. `alpha` is Krippendorff's for nominal answers: 1 is perfect, 0 is what chance
    would give, below 0 is worse; None where all answers are the same, so that chance cannot be told.
    """

    name: str
    texts: int
    pairs: int
    agreeing: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Texts of which different things are said: their paths, and (reviewer, what they say) sorted.

    What they say is "no copy", or the path of the copy that is canonical for them.
    """

    paths: tuple[str, ...]
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The reviewers, each question, and every disagreement by path."""

    reviewers: tuple[str, ...]
    questions: tuple[Question, ...]
    disagreements: tuple[Disagreement, ...]


def agreement(decisions: Iterable[Decision]) -> Agreement:
    """Compare all reviewers that are in `decisions`. Linear in members, times reviewers."""
    fates = _fates(decisions)
    texts = [answers for answers in fates.values() if len(answers) > 1]
    copies = [
        {who: "copy" if fate.canonical else NO_COPY for who, fate in answers.items()}
        for answers in texts
    ]
    roles = [
        {
            w: "canonical" if f.canonical == f.digest else "copy"
            for w, f in answers.items()
            if f.canonical
        }
        for answers in texts
    ]
    return Agreement(
        tuple(sorted({who for answers in fates.values() for who in answers})),
        (question("copies of another", copies), question("canonical copy", roles)),
        _disagreements(texts),
    )


def agreement_of_files(paths: Sequence[Path]) -> Agreement:
    """The same for decisions files; a reviewer who is in two of them is told apart by the file's name.

    Raises DecisionsError where a file is not there or cannot be read.
    """
    decisions: list[tuple[Path, Decision]] = []
    for path in paths:
        if not path.exists():
            raise DecisionsError(
                "there is no such file", where=str(path), do="Name decisions files"
            )
        loaded = DecisionsFile(path).load()
        if loaded.read_only and not loaded.decisions:
            raise DecisionsError(loaded.read_only)
        decisions += ((path, decision) for decision in loaded.decisions)
    files = defaultdict(set)
    for path, decision in decisions:
        files[decision.reviewer].add(path)
    return agreement(
        decision
        if len(files[decision.reviewer]) == 1
        else replace(decision, reviewer=f"{decision.reviewer} in {path.name}")
        for path, decision in decisions
    )


def question(name: str, units: Sequence[Mapping[str, str]]) -> Question:
    """Agreement on one question; each unit holds the answers of its reviewers.

    Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), nominal data with missing answers.
    """
    units = [unit for unit in units if len(unit) > 1]
    values: Counter[str] = Counter()
    agreeing = pairs = disagreement = 0.0
    for unit in units:
        counts = Counter(unit.values())
        answers = len(unit)
        same = sum(count * (count - 1) for count in counts.values())
        agreeing += same / 2
        pairs += answers * (answers - 1) / 2
        disagreement += (answers * (answers - 1) - same) / (answers - 1)
        values.update(counts)
    total = sum(values.values())
    by_chance = total * total - sum(count * count for count in values.values())
    return Question(
        name,
        len(units),
        int(pairs),
        agreeing / pairs if pairs else None,
        1 - (total - 1) * disagreement / by_chance if by_chance else None,
    )


@dataclass(frozen=True, slots=True)
class _Fate:
    """What a reviewer says of a text: the digest and path of its canonical copy, "" for no copy."""

    digest: str
    path: str
    canonical: str
    chosen: str


def _fates(decisions: Iterable[Decision]) -> dict[str, dict[str, _Fate]]:
    """Digest of a text → reviewer → what they said of it last."""
    said: dict[str, dict[str, _Fate]] = defaultdict(dict)
    for decision in sorted(decisions, key=lambda one: (one.at, one.id)):
        if decision.verdict not in {"canonical", "not-duplicates"}:
            continue
        chosen = next((member for member in decision.members if member.canonical), None)
        if decision.verdict == "not-duplicates":
            chosen = None
        for member in decision.members:
            counts = chosen is not None and not member.excluded
            said[member.digest][decision.reviewer] = _Fate(
                member.digest,
                member.path,
                chosen.digest if chosen is not None and counts else "",
                chosen.path if chosen is not None and counts else NO_COPY,
            )
    return said


def _disagreements(texts: Sequence[Mapping[str, _Fate]]) -> tuple[Disagreement, ...]:
    """The texts on which answers differ, those with the same answers together."""
    paths: dict[tuple[tuple[str, str], ...], set[str]] = defaultdict(set)
    for answers in texts:
        if len({fate.canonical for fate in answers.values()}) > 1:
            said = tuple(sorted((who, fate.chosen) for who, fate in answers.items()))
            paths[said].add(min(fate.path for fate in answers.values()))
    found = (Disagreement(tuple(sorted(held)), said) for said, held in paths.items())
    return tuple(sorted(found, key=lambda one: one.paths))
