"""Three sessions of two reviewers with clocks that jump, on a file to which everything happens meanwhile.

    python tests/campaigns/clocks.py --decisions 3000

Two processes of alice and one of bob decide the same groups, undo, and replace each other's verdicts by rule; each one's
clock jumps by up to three hours either way, and each learns late what the others saved. Meanwhile the file becomes a
folder, a FIFO, a link, invalid TOML, unreadable, is deleted, and older commits of it are checked out.

Every verdict has a name of its own in its note. "Lost" are acknowledged verdicts that are not in the file at the end and
that nobody who had read them replaced; "unrecorded" are those that are not in the file and not in a journal either.
"""

import argparse
import errno
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from samples import DAY, decide, held, report, say

from tui.errors import DecisionsError
from tui.model import Change
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.decisions.undo_journal import Journal
from tui.store.disk.system import System
from tui.store.merging.record_order import alternatives

GROUPS = 60
FARTHEST = 3 * 3600  # seconds that a clock may be off
WRITERS = (("alice", "one"), ("alice", "one"), ("bob", "two"))  # reviewer, account
VERDICTS = ("canonical", "not-duplicates", "flagged", "skipped")
JUNK = "\noh = = 1\n"


class Denying(System):
    """A system that refuses to open the decisions file while a mark lies beside it: root obeys no modes."""

    def __init__(self, path):
        self.path, self.mark = path, path.with_name("denied")

    def open(self, path, flags, mode=0o600):
        if path == self.path and self.mark.exists():
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        return super().open(path, flags, mode)


def names(record):
    """The names of all verdicts that a record holds, with these verdicts: {name: {verdict}}."""
    found = {}
    for one in alternatives(record):
        for name in filter(None, one.note.split("\n")):
            found.setdefault(name, set()).add(one.verdict)
    return found


class Session:
    """One reviewer at one terminal: what they see, what waits to be saved, and news not yet looked at."""

    def __init__(self, path, number, seed, log):
        self.chance = random.Random(f"{seed} {number}")
        self.number, (self.reviewer, _) = number, WRITERS[number]
        self.file = DecisionsFile(path, Denying(path))
        self.seen = {one.key: one for one in self.file.load().decisions}
        self.log, self.count, self.offset = log, 0, 0.0
        self.waiting, self.late, self.trouble = [], [], ""

    def now(self):
        if self.chance.random() < 0.15:
            self.offset = self.chance.uniform(-FARTHEST, FARTHEST)
        at = DAY + timedelta(seconds=time.monotonic() + self.offset)
        return at.replace(microsecond=0)

    def verdict(self, group, rule=""):
        self.count += 1
        verdict = self.chance.choice(VERDICTS)
        name = f"{self.number}-{self.count:06}"  # no name is part of another
        return replace(decide(group, self.reviewer, verdict), at=self.now(), note=name, rule=rule)

    def act(self):
        """Do one thing as the screen does it: the change states what this session had read."""
        dice, group = self.chance.random(), self.chance.randrange(GROUPS)
        mine = decide(group, self.reviewer)
        if dice < 0.12 and mine.key in self.seen:
            self.put(Change(mine.id, mine.reviewer, None))
        elif dice < 0.2 and self.reviewer == "bob":
            theirs = decide(group, "alice")
            if theirs.key in self.seen:
                self.put(Change(theirs.id, "alice", None))
            self.put(self.change(self.verdict(group, "longest")))
        else:
            rule = "longest" if dice > 0.9 else ""
            self.put(self.change(self.verdict(group, rule)))

    def change(self, decision):
        return Change(decision.id, decision.reviewer, decision)

    def put(self, change):
        key = (change.id, change.reviewer)
        self.waiting.append(replace(change, read=self.seen.get(key)))
        if change.decision is None:
            self.seen.pop(key, None)
        else:
            self.seen[key] = change.decision

    def save(self):
        """Try to save what waits; whether that worked. What others did is looked at later."""
        try:
            outcome = self.file.write(self.waiting)
        except DecisionsError as trouble:
            self.trouble = str(trouble)
            return False
        for change in self.waiting:
            new = change.decision
            known = change.read
            said = {"key": [change.id, change.reviewer], "read": list(names(known)), "rule": ""}
            if new is not None:
                said |= {"name": new.note, "verdict": new.verdict, "rule": new.rule}
            self.log.write(json.dumps(said) + "\n")
        self.log.flush()
        self.waiting.clear()
        self.late.append(outcome.news)
        return True

    def look(self):
        """Take in the oldest news as the screen does, unless decided anew since."""
        for change in self.late.pop(0):
            key = (change.id, change.reviewer)
            if change.reviewer == self.reviewer and self.seen.get(key) != change.read:
                continue
            if change.decision is None:
                self.seen.pop(key, None)
            else:
                self.seen[key] = change.decision


def work(path, number, seed, folder):
    """One session, until it is told to end; it then saves what waits."""
    os.environ["XDG_STATE_HOME"] = str(folder / WRITERS[number][1])
    with (folder / f"log-{number}").open("w") as log:
        session = Session(path, number, seed, log)
        while not (folder / "end").exists():
            session.act()
            session.save()
            while len(session.late) > session.chance.randrange(4):
                session.look()
            time.sleep(session.chance.random() * 0.06)  # some ten decisions between two faults
        mine = session.verdict(10**6 + number)
        session.put(session.change(mine))
        for _ in range(400):
            if session.save():
                return
            time.sleep(0.05)
    raise SystemExit(f"nothing could be saved at the end: {session.trouble}")


# ---- what happens to the file ---------------------------------------------------------------------


def away(path, make, clear):
    """Have something else in the file's place for a moment."""
    aside = path.with_name("aside.toml")
    path.rename(aside)
    try:
        make()
        time.sleep(0.05)
        clear()
    finally:
        aside.replace(path)


def folder_in_place(path, _):
    away(path, path.mkdir, path.rmdir)


def fifo_in_place(path, _):
    away(path, lambda: os.mkfifo(path), path.unlink)


def link_in_place(path, _):
    real = path.with_name("real.toml")
    path.rename(real)
    with suppress(FileExistsError):
        path.symlink_to(real.name)
    time.sleep(0.05)
    real.replace(path)


def invalid(path, _):
    def put(text):
        new = path.with_name("decisions.toml~")
        new.write_text(text)
        new.replace(path)

    whole = path.read_text()
    put(whole + JUNK)
    time.sleep(0.05)
    if JUNK in (text := path.read_text()):
        put(text.replace(JUNK, ""))


def deleted(path, _):
    path.unlink()


def denied(path, _):
    mark = path.with_name("denied")
    mark.touch()
    try:
        path.chmod(0)
        time.sleep(0.05)
        path.chmod(0o644)
    finally:
        mark.unlink()


def checkout(path, chance):
    commit(path)
    git(path, "checkout", "-q", f"HEAD~{chance.randrange(1, 4)}", "--", path.name)


def commit(path):
    """Commit the file as it is now; `git add` takes the size of one file and the bytes of the next one."""
    blob = git(path, "hash-object", "-w", "--stdin", data=path.read_bytes()).decode().strip()
    git(path, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path.name}")
    git(path, "commit", "-q", "--allow-empty", "-m", "x")


def git(path, *words, data=b""):
    return subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words],
        cwd=path.parent, input=data, capture_output=True, check=False,
    ).stdout  # fmt: skip


FAULTS = {
    "folder": folder_in_place,
    "FIFO": fifo_in_place,
    "link": link_in_place,
    "invalid TOML": invalid,
    "deleted": deleted,
    "denied": denied,
    "checkout": checkout,
}


# ---- the whole ------------------------------------------------------------------------------------


def acknowledged(folder):
    """What each session logged, in its order: only what a save had returned for."""
    return [
        json.loads(line)
        for number in range(len(WRITERS))
        for line in (folder / f"log-{number}").read_text().splitlines()
    ]


def in_journals(path, folder):
    """What the journals of both accounts tell: {key: {name: {verdict}}}."""
    found = {}
    for account in {account for _, account in WRITERS}:
        os.environ["XDG_STATE_HOME"] = str(folder / account)
        for one in Journal(path).replaced():
            of_key = found.setdefault(one.decision.key, {})
            for name, verdicts in names(one.decision).items():
                of_key.setdefault(name, set()).update(verdicts)
    return found


def check(path, folder):
    """Count what became of the acknowledged verdicts."""
    logged, now, journal = acknowledged(folder), held(path), in_journals(path, folder)
    figures = dict.fromkeys(("acknowledged", "in_conflict", "replaced", "lost", "unrecorded"), 0)
    figures["unreadable"] = int(now is None)
    now = now or {}
    figures["in_conflict"] = sum(bool(one.concurrent) for one in now.values())
    known = {(tuple(said["key"]), name) for said in logged for name in said["read"]}
    for said in logged:
        if "name" not in said:
            continue
        figures["acknowledged"] += 1
        key, name = tuple(said["key"]), said["name"]
        if said["verdict"] in names(now.get(key)).get(name, ()):
            continue
        figures["replaced"] += 1
        if said["verdict"] not in journal.get(key, {}).get(name, ()):
            figures["unrecorded"] += 1
            say("unrecorded", said)
        if (key, name) not in known and not said["rule"]:
            figures["lost"] += 1
            say("lost", said)
    return figures


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--decisions", type=int, default=3000, help="acknowledged, at least")
    options.add_argument("--seed", type=int, default=17)
    options.add_argument("--faults", nargs="*", choices=sorted(FAULTS), default=sorted(FAULTS))
    said = options.parse_args()
    chance = random.Random(said.seed)
    folder = Path(tempfile.mkdtemp(prefix="clocks-"))
    (folder / "articles").mkdir()
    path = folder / "articles" / "decisions.toml"
    git(path, "init", "-q")
    os.environ["XDG_STATE_HOME"] = str(folder / "one")
    DecisionsFile(path).write([Change(*decide(10**7).key, decide(10**7))])
    for _ in range(3):
        commit(path)
    children = [start(path, number, said.seed, folder) for number in range(len(WRITERS))]
    faults = dict.fromkeys(said.faults, 0)
    until = time.monotonic() + said.decisions * 0.2
    while time.monotonic() < until and count_in(folder) < said.decisions:
        time.sleep(chance.random() * 0.15)
        for fault in chance.sample(said.faults, min(1, len(said.faults))):
            with suppress(OSError):  # a save was quicker
                FAULTS[fault](path, chance)
                faults[fault] += 1
    (folder / "end").touch()
    failed = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    figures = check(path, folder)
    shutil.rmtree(folder)
    return report(
        campaign="clocks", **figures, faults=faults, violations=figures["unrecorded"] + sum(failed)
    )


def count_in(folder):
    return sum(log.read_text().count('"name"') for log in folder.glob("log-*"))


def start(path, number, seed, folder):
    child = os.fork()
    if child == 0:
        code = 3
        try:
            work(path, number, seed, folder)
            code = 0
        except BaseException as trouble:  # noqa: BLE001 - the child must say it and end
            say(f"session {number}: {trouble!r}")
        os._exit(code)
    return child


if __name__ == "__main__":
    sys.exit(main())
