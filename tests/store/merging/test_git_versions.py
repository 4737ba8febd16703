"""What git still holds of a merge: asked in a real repository."""

import os
import shutil
import subprocess

import pytest

from tui.store.merging.git_versions import versions

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def repository(tmp_path):
    """Two branches of a file, of which the other is about to be merged."""
    folder = tmp_path / "repository"
    (folder / "deep").mkdir(parents=True)
    people = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}  # fmt: skip
    own = os.environ | people | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def git(*words):
        subprocess.run(["git", "-C", folder, *words], env=own, capture_output=True, check=False)

    def commit(text):
        (folder / "deep" / "d.toml").write_text(text)
        git("add", "-A")
        git("commit", "-q", "-m", "x")

    git("init", "-q", "-b", "main")
    commit("a\nb\nc\nd\n")
    git("checkout", "-q", "-b", "other")
    return folder / "deep" / "d.toml", git, commit


def test_of_an_open_conflict_the_index_has_them(repository):
    path, git, commit = repository
    commit("a\nb\nc\ntheirs\n")
    git("checkout", "-q", "main")
    commit("a\nb\nc\nours\n")
    git("merge", "-q", "other")
    text = path.read_text()
    assert "<<<<<<<" in text
    assert versions(path, text) == ("a\nb\nc\nd\n", "a\nb\nc\nours\n", "a\nb\nc\ntheirs\n")


def test_of_a_merge_just_made_the_parents_have_them(repository):
    path, git, commit = repository
    commit("theirs\na\nb\nc\nd\n")
    git("checkout", "-q", "main")
    commit("a\nb\nc\nd\nours\n")
    git("merge", "-q", "-m", "z", "other")
    text = path.read_text()
    assert text == "theirs\na\nb\nc\nd\nours\n"
    assert versions(path, text) == ("a\nb\nc\nd\n", "a\nb\nc\nd\nours\n", "theirs\na\nb\nc\nd\n")
    assert versions(path, "changed by hand since") is None


def test_elsewhere_git_tells_nothing(repository, tmp_path):
    path, _, _ = repository
    assert versions(path, path.read_text()) is None
    assert versions(tmp_path / "d.toml", "") is None
    assert versions(tmp_path / "no" / "d.toml", "") is None


def test_without_git_nothing_is_told(repository, monkeypatch):
    path, _, _ = repository
    monkeypatch.setenv("PATH", "/nonexistent")
    assert versions(path, path.read_text()) is None
