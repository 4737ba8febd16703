"""The decisions file on a disk: what is in it is used, or left untouched with a reason."""

import os
import stat
from dataclasses import replace
from typing import ClassVar

import pytest
import tomli

from tests.store.on_disk import held, others
from tui.errors import DecisionsError
from tui.model import Member
from tui.store.decisions.decisions_file import DecisionsFile
from tui.store.decisions.document import Document
from tui.store.disk.system import System

AS_ROOT = os.geteuid() == 0


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


def test_the_file_reads_as_toml_for_everybody_else(path, decide, change):
    DecisionsFile(path).write([change(decide(0, note="\u202e\x1b[2J"))])
    whole = tomli.loads(path.read_text())
    assert whole["schema"] == 1
    assert whole["decision"][0]["note"] == "\u202e\x1b[2J"
    assert b"\x1b" not in path.read_bytes()
