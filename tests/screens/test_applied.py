"""The screen after `apply`: every group is decided, and only the canonical copies are left."""


async def test_what_was_applied_is_in_the_summary_and_no_key_fails_without_groups(desk, folder):
    async with desk() as d:
        await d.press("a", "a", "a")
        assert d.review.open == 0
        assert len(d.on_disk()) == 3
        chosen = {name for at in range(3) for name in d.review.canonical(at)}
    for path in folder.glob("*.txt"):
        if path.name not in chosen:
            path.unlink()
    async with desk() as d:
        assert (len(d.review.cases), d.review.applied) == (0, 3)
        await d.press("S")
        shown = d.on_screen()
        assert "3 more groups decided and applied: only the canonical copy is left." in shown
        assert "no longer here" not in shown
        await d.press("escape", "a", "c", "x", "s", "f", "d", "=", "u", "tab", "j", "b", "P", "t")
        assert d.app.is_running
