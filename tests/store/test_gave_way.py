"""What lost between git's conflict markers is handed on with the first save, and never again."""

from tui.store.decisions_file import DecisionsFile


def test_the_older_word_between_markers_is_handed_on_once(tmp_path, decide, change):
    path = tmp_path / "decisions.toml"
    early, late = decide(1), decide(1, verdict="flagged", minutes=5)
    DecisionsFile(path).write([change(early)])
    theirs = path.read_text()
    path.unlink()
    DecisionsFile(path).write([change(late)])
    ours = path.read_text()
    begin = ours.index("[[decision]]")
    end = ours.index("# end")
    block = theirs[theirs.index("[[decision]]") : theirs.index("# end")]
    path.write_text(
        f"{ours[:begin]}<<<<<<< HEAD\n{ours[begin:end]}=======\n{block}>>>>>>> bob\n{ours[end:]}"
    )
    file = DecisionsFile(path)
    file.check_writable()
    assert [record.verdict for record in file.load().decisions] == ["flagged"]
    assert file.write([change(decide(2))]).lost == (early,)
    assert file.write([change(decide(3))]).lost == ()
    assert "<<<<<<<" not in path.read_text()
