"""`copydesk export FOLDER --to FORM`: the decisions for other programs, on standard output."""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace

from tui.commands.opening import clear_progress, open_folder, say
from tui.exchange.clusters import Cluster, Copy, Options, checked, heavy_losses
from tui.exchange.forms import FORMS
from tui.model import OPEN_STATES, decision_id
from tui.resume import Case, Standing, fates
from tui.review import Review
from tui.visible import visible

_STANDS = {"restored", "noted"}


def run(arguments: argparse.Namespace) -> int:
    """Write the form to standard output; warn where a source would lose most of what it has."""
    opened = open_folder(arguments)
    clear_progress()
    clusters = checked(clusters_of(opened.review, undecided=arguments.undecided))
    say(*heavy_losses(clusters, opened.index.articles))
    options = Options(nul=arguments.null, root=os.path.realpath(opened.index.root))
    for piece in FORMS[arguments.to].write(clusters, options):
        _write(piece)
    return 0


def clusters_of(review: Review, *, undecided: str) -> Iterator[Cluster]:
    """Every case as a cluster; `undecided` ones are left out (skip), kept whole, or follow the suggestion."""
    for position, case in enumerate(review.cases):
        said = _said_of(review, case)
        if case.state in OPEN_STATES and not said:
            if undecided == "skip":
                continue
            if undecided == "suggest":
                said = _suggested(review, position)
        told = (said.get(article.id, Copy(article)) for article in review.copies(position))
        copies = tuple(_kept(copy) if copy.article.id in review.locked else copy for copy in told)
        digests = (copy.article.digest for copy in copies)
        yield Cluster(decision_id(digests), case.state, case.score, copies)


def _kept(copy: Copy) -> Copy:
    """The copy, kept whatever was decided: it stands in a reference."""
    return replace(copy, of="") if copy.dropped else copy


def _said_of(review: Review, case: Case) -> dict[str, Copy]:
    """What the decisions that stand say of each article; the reviewer's own word comes first."""
    found: dict[str, Copy] = {}
    for standing in case.standings:
        stands = standing.state in _STANDS and not standing.overruled
        if case.state != "conflict" and stands:
            record, fate = standing.decision, fates(standing)
            for article, canonical in (fate | _inherited(review, standing, fate)).items():
                copy = Copy(review.articles[article], canonical, record.label, record.reviewer)
                found.setdefault(article, copy)
    return found


def _inherited(review: Review, standing: Standing, fate: Mapping[str, str]) -> dict[str, str]:
    """The newcomers with exactly the text of a member share its fate: an excluded one's are kept too."""
    kept_last = sorted(fate.items(), key=lambda told: not told[1])  # where in doubt, keep
    by_text = {review.articles[article].digest: canonical for article, canonical in kept_last}
    same = ((article, review.articles[article].digest) for article in standing.inherited)
    return {article: by_text[digest] for article, digest in same if digest in by_text}


def _suggested(review: Review, position: int) -> dict[str, Copy]:
    """Every copy as one of the suggested copy; nothing where no rule tells the copies apart."""
    suggestion = review.suggestion(position)
    if suggestion.rule == "none":
        return {}
    return {article.id: Copy(article, suggestion.article) for article in review.copies(position)}


def _write(piece: bytes) -> None:
    """Bytes as they are where a program reads them; made visible where a person does."""
    if sys.stdout.isatty():
        sys.stdout.write(visible(piece.decode("utf-8", "surrogateescape"), layout=True))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(piece)
