"""Random merges of two branches in a real git repository, by git's own lines and by our meaning.

    python tests/campaigns/merges.py --merges 1000

Every second merge is made by git alone, of a branch of alice and one of bob: where it leaves conflict markers,
the file is opened as it is. Every other one calls `copydesk merge` as its driver, whoever decided what on which branch.
A naive oracle says which decisions must come out.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from samples import decide, report

from tui.model import Change
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.decisions.document import Document

ROOT = Path(__file__).parent.parent.parent
DRIVER = f"""#!{sys.executable}
import sys
sys.path.insert(0, {str(ROOT)!r})
from tui.cli import main
sys.exit(main(["merge", *sys.argv[1:5]]))
"""


class Repository:
    """A repository with one decisions file in it."""

    def __init__(self, folder):
        self.folder, self.path = folder / "repository", folder / "repository" / "decisions.toml"
        self.environment = os.environ | {
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
        }  # fmt: skip
        driver = folder / "driver"
        driver.write_text(DRIVER)
        driver.chmod(0o755)
        self.folder.mkdir()
        self.git("init", "-q", "-b", "main")
        self.git("config", "merge.copydesk.driver", f"{driver} %O %A %B %P")
        self.git("config", "gc.auto", "0")

    def git(self, *words):
        return subprocess.run(
            ["git", "-C", self.folder, *words],
            env=self.environment,
            capture_output=True,
            check=False,
        ).returncode

    def commit(self, document):
        self.path.write_text(document.text(), "utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x", "--allow-empty")

    def merge(self, base, ours, theirs, style, driver):
        """Commit the base, branch, and merge; whether git called it clean."""
        self.git("config", "merge.conflictStyle", style)
        (self.folder / ".gitattributes").write_text("decisions.toml merge=copydesk\n" * driver)
        self.commit(base)
        self.git("checkout", "-q", "-B", "other")
        self.commit(theirs)
        self.git("checkout", "-q", "main")
        self.commit(ours)
        return self.git("merge", "-q", "-m", "z", "other") == 0

    def tidy(self):
        self.git("merge", "--abort")
        self.git("checkout", "-q", "-f", "main")


def side(chance, base, minute, reviewers):
    """A branch: some decisions added, changed and removed by one of `reviewers`."""
    changes = []
    for number in range(20):
        who = chance.choice(reviewers)
        verdict = chance.choice(["canonical", "not-duplicates", "flagged", "skipped"])
        dice = chance.random()
        if dice < 0.15:
            one = decide(number, who, verdict, minutes=minute)
            changes.append(Change(one.id, one.reviewer, one))
        elif dice < 0.2:
            changes.append(Change(decide(number).id, who, None))
    return base.with_changes(changes)


def oracle(base, ours, theirs):
    """What must come out: key by key, one changed side wins; two changed sides stay together.

    Neither side has read the other here. Of two verdicts the later stands first, and holds the other as a conflict.
    """
    expected = {}
    for key in base.keys() | ours.keys() | theirs.keys():
        was, here, there = base.get(key), ours.get(key), theirs.get(key)
        if there in (here, was):
            result = here
        elif here == was:
            result = there
        else:
            result, *other = sorted(
                filter(None, (here, there)), key=lambda one: -one.at.timestamp()
            )
            if other and other[0].verdict != result.verdict:
                result = replace(result, concurrent=(other[0],))
        if result is not None:
            expected[key] = result
    return expected


def check(repository, chance, driver, style):
    """One merge: (clean, acknowledged, lost, unreadable, wrong)."""
    base = Document().with_changes(
        Change(one.id, one.reviewer, one)
        for one in (decide(n, chance.choice(["alice", "bob"])) for n in range(20))
        if chance.random() < 0.5
    )
    # With the driver anybody decides anything on both branches. By lines each reviewer has a branch: of one
    # decision changed on both, git takes lines of either, and no reader could tell that it did.
    both = (["alice", "bob"],) * 2 if driver else (["alice"], ["bob"])
    ours, theirs = (side(chance, base, minute, who) for minute, who in enumerate(both, 1))
    clean = repository.merge(base, ours, theirs, style, driver)
    expected = oracle(base.decisions, ours.decisions, theirs.decisions)
    try:
        now = opened(repository.path)
    finally:
        repository.tidy()
    if now is None:
        return clean, len(expected), len(expected), 1, 1
    lost = sum(now.get(key) != one for key, one in expected.items())
    # Without the common ancestor in the markers a removal cannot be told from an addition.
    knows_ancestor = clean or style == "diff3"
    extra = len(now.keys() - expected.keys()) if knows_ancestor else 0
    return clean, len(expected), lost, 0, lost + extra


def opened(path):
    """The decisions as the program reads them, of a merge that git called clean or of its markers."""
    loaded = DecisionsFile(path).load()
    return None if loaded.read_only else {one.key: one for one in loaded.decisions}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--merges", type=int, default=100)
    options.add_argument("--seed", type=int, default=3)
    said = options.parse_args()
    chance = random.Random(said.seed)
    folder = Path(tempfile.mkdtemp(prefix="merges-"))
    repository = Repository(folder)
    figures = {
        "clean": 0,
        "conflicts_opened": 0,
        "acknowledged": 0,
        "lost": 0,
        "unreadable": 0,
        "wrong": 0,
    }
    for number in range(said.merges):
        style = ("merge", "diff3")[number // 2 % 2]
        clean, expected, lost, unreadable, wrong = check(
            repository, chance, bool(number % 2), style
        )
        figures["clean"] += clean
        figures["conflicts_opened"] += not clean
        figures["acknowledged"] += expected
        figures["lost"] += lost
        figures["unreadable"] += unreadable
        figures["wrong"] += bool(wrong)
    shutil.rmtree(folder)
    return report(campaign="merges", merges=said.merges, **figures, violations=figures["wrong"])


if __name__ == "__main__":
    sys.exit(main())
