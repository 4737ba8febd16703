"""The decisions file on a disk: what is in it is used, or left untouched with a reason."""

import errno
import os
import stat
import threading
import time
from dataclasses import replace
from typing import ClassVar

import pytest
import tomli

from tui.errors import DecisionsError
from tui.model import Member
from tui.store.decisions_file import DecisionsFile
from tui.store.document import Document
from tui.store.system import System

AS_ROOT = os.geteuid() == 0


@pytest.fixture
def path(tmp_path):
    return tmp_path / "decisions.toml"


@pytest.fixture
def open_file(path):
    def of():
        file = DecisionsFile(path)
        loaded = file.load()
        assert loaded.read_only == ""
        return file

    return of


def held(path):
    loaded = DecisionsFile(path).load()
    assert loaded.read_only == ""
    return set(loaded.decisions)


def others(path):
    """What lies beside the decisions file, but for the lock, which stays for good."""
    return sorted(p.name for p in path.parent.iterdir() if p.name not in {path.name, f".{path.name}.lock"})  # fmt: skip


# ---- reading ----------------------------------------------------------------------------------------


def test_no_file_is_no_decisions_and_opening_writes_nothing(path, open_file):
    file = open_file()
    file.check_writable()
    assert list(path.parent.iterdir()) == []
    assert dict(file.held()) == {}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('verdict = "canonical"', 'verdict = "canonical', "decisions.toml:6: this is not TOML"),
        ('verdict = "canonical"', 'verdict = "best"', "decisions.toml:4: the verdict must be"),
        ('path = "wire/', 'path = "/wire/', "decisions.toml:4: the path"),
        ('path = "wire/', 'path = "../wire/', "leads out of the folder"),
        ("schema = 1", "schema = 2", "decisions.toml:1: schema 2 is of a newer copydesk"),
        ("[[decision]]", "<<<<<<< HEAD\n[[decision]]", "decisions.toml:4: git's conflict markers"),
        ("# Review", "\xff Review", "decisions.toml:1: this is not UTF-8"),
    ],
)
def test_a_file_in_trouble_is_read_only_names_its_line_and_stays_as_it_is(
    old, new, said, path, decide, change
):
    text = Document().with_changes([change(decide(0)), change(decide(1))]).text()
    path.write_bytes(text.replace(old, new, 1).encode("latin-1"))
    before = path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino
    file = DecisionsFile(path)
    loaded = file.load()
    assert said in loaded.read_only
    assert loaded.read_only.count(". ") >= 1, "it says what to do"
    with pytest.raises(DecisionsError, match="decisions"):
        file.write([change(decide(5))])
    with pytest.raises(DecisionsError):
        file.check_writable()
    assert before == (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
    path.write_text(text)
    file.write([change(decide(5))])
    assert held(path) == {decide(0), decide(1), decide(5)}, "mended, it is used at once"


def test_a_newer_or_damaged_file_still_shows_what_it_says(path, decide, change):
    text = Document().with_changes([change(decide(0))]).text()
    path.write_text(text.replace("schema = 1", "schema = 2"))
    assert DecisionsFile(path).load().decisions == (decide(0),)


def test_conflict_markers_are_used_and_written_as_one_with_the_next_save(path, decide, change):
    text = Document().with_changes([change(decide(0))]).text()
    block = Document().with_changes([change(decide(1))]).blocks[0]
    path.write_text(text.replace("# end", f"<<<<<<< HEAD\n=======\n{block}>>>>>>> bob\n# end"))
    before = path.read_bytes()
    file = DecisionsFile(path)
    loaded = file.load()
    assert loaded.read_only == ""
    assert set(loaded.decisions) == {decide(0), decide(1)}
    assert "git left conflict markers" in loaded.warnings[0]
    assert path.read_bytes() == before, "opening alone writes nothing"
    file.write([change(decide(2))])
    assert held(path) == {decide(0), decide(1), decide(2)}
    assert "<<<" not in path.read_text()


def test_something_else_than_a_file_is_refused(path, decide, change):
    os.mkfifo(path)
    assert "no regular file" in DecisionsFile(path).load().read_only
    with pytest.raises(DecisionsError, match="no regular file"):
        DecisionsFile(path).write([change(decide(0))])
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_folder_in_its_place_is_refused(path, decide, change):
    path.mkdir()
    assert DecisionsFile(path).load().read_only
    with pytest.raises(DecisionsError):
        DecisionsFile(path).write([change(decide(0))])


@pytest.mark.skipif(AS_ROOT, reason="root reads what nobody may read")
def test_a_file_that_may_not_be_read_is_read_only(path, decide, change):
    DecisionsFile(path).write([change(decide(0))])
    path.chmod(0)
    assert "permission denied" in DecisionsFile(path).load().read_only


# ---- writing ----------------------------------------------------------------------------------------


def test_what_is_written_is_there_and_nothing_lies_beside_it(
    path, open_file, decide, change, removal
):
    file = open_file()
    file.write([change(decide(0)), change(decide(1))])
    file.write([change(decide(2)), removal(decide(0))])
    assert held(path) == {decide(1), decide(2)}
    assert others(path) == []
    assert set(file.held().values()) == held(path)


def test_a_new_file_has_the_mode_that_the_umask_says(path, open_file, decide, change):
    old = os.umask(0o027)
    try:
        open_file().write([change(decide(0))])
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_owner_and_mode_are_kept(path, open_file, decide, change):
    file = open_file()
    file.write([change(decide(0))])
    path.chmod(0o664)
    if AS_ROOT:
        os.chown(path, 12345, 54321)
    file.write([change(decide(1))])
    status = path.stat()
    assert stat.S_IMODE(status.st_mode) == 0o664
    if AS_ROOT:
        assert (status.st_uid, status.st_gid) == (12345, 54321)


def test_a_link_stays_a_link_and_its_file_is_written(tmp_path, decide, change):
    (tmp_path / "real").mkdir()
    (tmp_path / "link.toml").symlink_to("real/kept.toml")
    DecisionsFile(tmp_path / "link.toml").write([change(decide(0))])
    DecisionsFile(tmp_path / "link.toml").write([change(decide(1))])
    assert (tmp_path / "link.toml").is_symlink()
    assert held(tmp_path / "real/kept.toml") == {decide(0), decide(1)}


def test_what_somebody_else_saved_meanwhile_is_kept_and_told(
    path, open_file, decide, change, removal
):
    mine, yours = open_file(), open_file()
    mine.write([change(decide(0)), change(decide(1))])
    yours.write([change(decide(2, reviewer="bob"))])
    outcome = mine.write([change(decide(3))])
    assert held(path) == {decide(0), decide(1), decide(2, reviewer="bob"), decide(3)}
    assert outcome.news == (change(decide(2, reviewer="bob")),)
    path.write_text(path.read_text().replace('"bob"', '"carol"'))
    outcome = mine.write([change(decide(4))])
    assert set(outcome.news) == {
        removal(decide(2, reviewer="bob")),
        change(decide(2, reviewer="carol")),
    }


@pytest.mark.parametrize(("minutes", "wins"), [(5, "theirs"), (-5, "ours")])
def test_changed_on_both_sides_the_later_wins_and_the_other_is_handed_back(
    minutes, wins, path, open_file, decide, change
):
    mine = open_file()
    mine.write([change(decide(0, minutes=-9))])
    theirs, ours = decide(0, verdict="flagged", minutes=minutes), decide(0, verdict="skipped")
    DecisionsFile(path).write([change(theirs)])
    outcome = mine.write([change(ours)])
    stays, goes = (theirs, ours) if wins == "theirs" else (ours, theirs)
    assert held(path) == {stays}
    assert outcome.lost == (goes,)


def test_after_a_failure_it_is_still_known_what_both_sides_changed(path, decide, change):
    disk = Refusing("fsync", errno.EIO)
    file = DecisionsFile(path, disk)
    DecisionsFile(path).write([change(decide(0, minutes=-9))])
    file.load()
    theirs, ours = decide(0, verdict="flagged", minutes=5), decide(0, verdict="skipped")
    DecisionsFile(path).write([change(theirs), change(decide(1))])
    with pytest.raises(DecisionsError):
        file.write([change(ours)])
    disk._call = ""
    outcome = file.write([change(ours)])
    assert held(path) == {theirs, decide(1)}
    assert outcome.lost == (ours,)
    assert set(outcome.news) == {change(theirs), change(decide(1))}


def test_a_removal_by_hand_is_a_change(path, open_file, decide, change, removal):
    open_file().write([change(decide(0)), change(decide(1))])
    file = open_file()
    DecisionsFile(path).write([removal(decide(0))])
    file.write([change(decide(2))])
    assert held(path) == {decide(1), decide(2)}


def test_what_this_run_saved_is_put_back_when_another_drops_it(path, open_file, decide, change):
    file = open_file()
    file.write([change(decide(0))])
    old = path.read_bytes()
    file.write([change(decide(1)), change(decide(0, verdict="flagged", minutes=1))])
    path.with_suffix(".old").write_bytes(old)
    path.with_suffix(".old").replace(path)  # as `git checkout` does
    outcome = file.write([change(decide(2))])
    assert held(path) == {decide(0, verdict="flagged", minutes=1), decide(1), decide(2)}
    assert any("put back" in note for note in outcome.notes)


def test_an_undo_of_this_run_is_not_put_back(path, open_file, decide, change, removal):
    file = open_file()
    file.write([change(decide(0)), change(decide(1))])
    file.write([removal(decide(0))])
    DecisionsFile(path).write([change(decide(5))])
    file.write([change(decide(2))])
    assert held(path) == {decide(1), decide(2), decide(5)}


def test_deleted_while_open_it_is_written_anew_and_said(path, open_file, decide, change):
    file = open_file()
    file.write([change(decide(0))])
    path.unlink()
    outcome = file.write([change(decide(1))])
    assert held(path) == {decide(0), decide(1)}
    assert any("was gone" in note for note in outcome.notes)


def test_emptied_while_open_it_is_left_alone_until_somebody_mends_it(
    path, open_file, decide, change
):
    file = open_file()
    file.write([change(decide(0))])
    path.write_bytes(b"")
    with pytest.raises(DecisionsError, match="became empty"):
        file.write([change(decide(1))])
    assert path.read_bytes() == b""
    path.unlink()
    file.write([change(decide(1))])
    assert held(path) == {decide(0), decide(1)}


def test_damaged_while_open_it_is_left_alone(path, open_file, decide, change):
    file = open_file()
    file.write([change(decide(0))])
    path.write_text(path.read_text() + "oh = = 1\n")
    before = path.read_bytes()
    with pytest.raises(DecisionsError, match="not TOML"):
        file.write([change(decide(1))])
    assert path.read_bytes() == before


def test_a_file_that_an_editor_is_writing_is_waited_for(path, open_file, decide, change):
    open_file().write([change(decide(n)) for n in range(4)])
    file = open_file()
    whole = path.read_text()
    half = whole.index("[[decision]]", len(whole) // 2)

    def edit():
        with path.open("w") as out:
            out.write(whole[:half])
            out.flush()
            begun.set()
            time.sleep(0.03)
            out.write("# by hand\n" + whole[half:])

    begun = threading.Event()
    editor = threading.Thread(target=edit)
    editor.start()
    begun.wait()
    file.write([change(decide(9))])
    editor.join()
    assert held(path) == {decide(n) for n in (0, 1, 2, 3, 9)}
    assert "# by hand" in path.read_text()


def test_many_programs_at_once_lose_nothing(path, decide, change):
    def write(who):
        file = DecisionsFile(path)
        for number in range(12):
            file.write([change(decide(number, reviewer=who))])

    threads = [threading.Thread(target=write, args=(f"r{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert held(path) == {decide(n, reviewer=f"r{who}") for n in range(12) for who in range(4)}
    assert others(path) == []


def test_a_decision_that_cannot_be_written_down_touches_nothing(path, open_file, decide, change):
    file = open_file()
    file.write([change(decide(0))])
    before = path.read_bytes()
    odd = replace(decide(1), members=(Member("a.txt", "b2:\ud800", "", canonical=True),))
    with pytest.raises(DecisionsError):
        file.write([change(odd)])
    assert path.read_bytes() == before


def test_line_ends_and_comments_of_the_file_survive_a_save(path, open_file, decide, change):
    text = Document().with_changes([change(decide(0))]).text()
    text = text.replace("[[decision]]", "# by hand\n[[decision]]").replace("\n", "\r\n")
    path.write_bytes(text.encode())
    open_file().write([change(decide(1))])
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b"# by hand\r\n[[decision]]" in data


def test_a_large_file_is_written_in_pieces_between_which_others_may_run(tmp_path, decide, change):
    class Watched(System):
        sizes: ClassVar[list[int]] = []

        def write(self, descriptor, data):
            self.sizes.append(len(data))
            return super().write(descriptor, data)

    file = DecisionsFile(tmp_path / "decisions.toml", Watched())
    file.write([change(decide(n)) for n in range(2000)])
    assert sum(Watched.sizes) == file.path.stat().st_size > 600_000
    assert max(Watched.sizes) < 200_000


# ---- trouble with the disk --------------------------------------------------------------------------


class Refusing(System):
    """A disk on which one call fails."""

    def __init__(self, call, code):
        self._call, self._code = call, code

    def __getattribute__(self, name):
        if name == object.__getattribute__(self, "_call"):
            code = object.__getattribute__(self, "_code")

            def refuse(*_):
                raise OSError(code, os.strerror(code))

            return refuse
        return object.__getattribute__(self, name)


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        ("write", errno.ENOSPC, "no space left.*Make room"),
        ("fsync", errno.EIO, "input/output error"),
        ("open", errno.EROFS, "read-only file system.*--decisions"),
        ("open", errno.EACCES, "permission denied.*--decisions"),
        ("write", errno.EFBIG, "file too large.*ulimit"),
    ],
)
def test_a_disk_that_refuses_is_told_with_what_to_do(call, code, said, path, decide, change):
    DecisionsFile(path).write([change(decide(0))])
    before = path.read_bytes()
    with pytest.raises(DecisionsError, match=said):
        DecisionsFile(path, Refusing(call, code)).write([change(decide(1))])
    assert path.read_bytes() == before
    assert others(path) == []


@pytest.mark.parametrize("call", ["exchange", "rename_new"])
def test_without_the_kernels_better_calls_a_plain_rename_does(call, path, decide, change):
    file = DecisionsFile(path, Refusing(call, errno.EINVAL))
    file.write([change(decide(0))])
    file.write([change(decide(1))])
    assert held(path) == {decide(0), decide(1)}
    assert others(path) == []


def test_without_locks_a_file_stands_in_and_it_is_said(path, decide, change):
    file = DecisionsFile(path, Refusing("lock", errno.ENOLCK))
    outcome = file.write([change(decide(0))])
    assert "has no locks" in outcome.notes[0]
    assert held(path) == {decide(0)}
    assert others(path) == []


def test_a_folder_that_is_gone_is_said(path, decide, change):
    file = DecisionsFile(path.parent / "gone" / "decisions.toml")
    with pytest.raises(DecisionsError, match="no such folder"):
        file.check_writable()
    with pytest.raises(DecisionsError, match="Make that folder again"):
        file.write([change(decide(0))])


def test_a_failed_save_can_be_tried_again(decide, change, tmp_path):
    file = DecisionsFile(tmp_path / "new" / "decisions.toml")
    with pytest.raises(DecisionsError):
        file.write([change(decide(0))])
    (tmp_path / "new").mkdir()
    file.write([change(decide(0))])
    assert held(tmp_path / "new" / "decisions.toml") == {decide(0)}


def test_the_file_reads_as_toml_for_everybody_else(path, decide, change):
    DecisionsFile(path).write([change(decide(0, note="\u202e\x1b[2J"))])
    whole = tomli.loads(path.read_text())
    assert whole["schema"] == 1
    assert whole["decision"][0]["note"] == "\u202e\x1b[2J"
    assert b"\x1b" not in path.read_bytes()
