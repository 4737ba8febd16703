"""`copydesk export FOLDER --to FORM`: the decisions for other programs, on standard output."""

import argparse
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from tui.commands.binary_output import write_bytes
from tui.commands.open_folder import (
    OpenFolder,
    clear_progress,
    locate,
    on_standard_error,
    open_folder,
    say,
)
from tui.errors import UsageError
from tui.exchange.source_statistics import heavy_losses
from tui.exchange.writers.canonical_urls import without_address
from tui.exchange.writers.clusters import Cluster, Copy, Options, checked
from tui.exchange.writers.export_formats import FORMS
from tui.imported_groups import shards
from tui.model import OPEN_STATES, decision_id
from tui.read.document_offsets import record_lines
from tui.read.folder import record_file
from tui.resume import Case, DecisionStatus, binding_fates
from tui.review import Review, rule_scope
from tui.review.tools import bulk_rules
from tui.store.disk.new_files import write_file, write_files
from tui.text.plural import counted


def run(arguments: argparse.Namespace) -> int:
    """Write the form; warn where a source would lose most of what it has."""
    form, output = FORMS[arguments.to], arguments.output
    if form.write_files and output is None:
        raise UsageError(
            f"--to {arguments.to} makes several files", do="Say in which folder: -o DIR"
        )
    opened = open_folder(arguments, decisions=locate(arguments, only=True))
    clusters = checked(clusters_of(opened.review, undecided=arguments.undecided))
    say(*heavy_losses(clusters, opened.index.articles.values()))
    options = _options(arguments, opened)
    if arguments.to == "urls":
        say(*_without_address(clusters))
    if form.write_files and output is not None:
        files = form.write_files(clusters, options)
        names = write_files(output, files, apart=opened.index.root, progress=on_standard_error())
        clear_progress()
        say(f"{counted(names, 'file')} in {output}")
    elif form.write and output is not None:
        write_file(output, form.write(clusters, options))
    elif form.write:
        for piece in form.write(clusters, options):
            write_bytes(piece)
    return 0


def _options(arguments: argparse.Namespace, opened: OpenFolder) -> Options:
    """What the forms may ask of the folder."""
    index, settings = opened.index, opened.config.read
    return Options(
        nul=arguments.null,
        root=os.path.realpath(index.root),
        articles=index.articles,
        file_of=record_file,
        lines=partial(record_lines, index.root),
        shards=shards(index.root, index.articles, index.skipped, settings, arguments.tasks or 0),
    )


def _without_address(clusters: Iterable[Cluster]) -> Iterator[str]:
    """What is to be said of copies that a map of addresses cannot hold."""
    missing = without_address(clusters)
    if missing:
        more = f" and {len(missing) - 1:,} more" if len(missing) > 1 else ""
        yield f"left out, for no address is known of it or of its canonical: {missing[0]}{more}"


def clusters_of(review: Review, *, undecided: str) -> Iterator[Cluster]:
    """Every case as a cluster; `undecided` ones are left out (skip), kept whole, or follow the suggestion."""
    for position, case in enumerate(review.cases):
        said = _said_of(review, case)
        if case.state in OPEN_STATES:
            if undecided == "skip" and not said:
                continue
            if undecided == "suggest":
                said = _suggested(review, position) | said
        told = (said.get(article.id, Copy(article)) for article in review.copies(position))
        copies = tuple(_kept(copy) if copy.article.id in review.locked else copy for copy in told)
        digests = (copy.article.digest for copy in copies)
        yield Cluster(decision_id(digests), case.state, case.score, copies)


def _kept(copy: Copy) -> Copy:
    """The copy, kept whatever was decided: it stands in a reference."""
    return replace(copy, of="") if copy.dropped else copy


def _said_of(review: Review, case: Case) -> dict[str, Copy]:
    """What the verdicts that hold say of each article; the reviewer's own come first.

    An article may be kept apart from one text and be the copy of another: it is then the copy.
    """
    if case.state == "conflict":
        return {}
    copies = [
        Copy(
            review.articles[article], canonical, standing.decision.label, standing.decision.reviewer
        )
        for standing in case.standings
        for fate in [binding_fates(standing)]
        for article, canonical in (fate | _inherited(review, standing, fate)).items()
    ]
    found: dict[str, Copy] = {}
    for copy in sorted(copies, key=lambda copy: not copy.of):
        found.setdefault(copy.article.id, copy)
    return found


def _inherited(review: Review, standing: DecisionStatus, fate: Mapping[str, str]) -> dict[str, str]:
    """The newcomers with exactly the text of a member share its fate: an excluded one's are kept too."""
    kept_last = sorted(fate.items(), key=lambda told: not told[1])  # where in doubt, keep
    by_text = {review.articles[article].digest: canonical for article, canonical in kept_last}
    same = ((article, review.articles[article].digest) for article in standing.inherited)
    return {article: by_text[digest] for article, digest in same if digest in by_text}


def _suggested(review: Review, position: int) -> dict[str, Copy]:
    """The copies that wait as copies of the suggested one; nothing where a verdict, a tie or a stub says otherwise."""
    scope = rule_scope(review.cases[position])
    waiting = [article for article in scope.members if article not in scope.excluded]
    if scope.blocked or not waiting or bulk_rules.stub([review.articles[one] for one in waiting]):
        return {}
    suggestion = review.suggestion_among(waiting, position)
    if suggestion.rule == "none" or scope.anchor not in ("", suggestion.article):
        return {}
    return {one: Copy(review.articles[one], suggestion.article) for one in waiting}
