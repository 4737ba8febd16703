"""The screen where there is nothing to review: what was scanned, what was skipped, the nearest miss."""

from tui.index import Index
from tui.screens.text_viewer import ReadingScreen
from tui.text.plural import counted

_MOST = 200


def nothing_to_review(index: Index) -> ReadingScreen:
    """Say why there are no groups, and what to do."""
    read = counted(len(index.articles), "article was read", "articles were read")
    said = [f"{read}, {counted(len(index.skipped), 'file')} skipped."]
    if not index.articles:
        said += ["", "No file in this folder could be read as an article."]
        said += [
            "Articles are .txt, .md and .jsonl files; `copydesk groups FOLDER` lists the rest."
        ]
    else:
        said += ["", "No two of them are copies of each other."]
        if index.nearest is not None:
            near = index.nearest
            said += [
                "",
                f"The nearest miss, score {near.score:.2f}:",
                f"  {near.left}",
                f"  {near.right}",
            ]
            said += [f"  {reason.sentence}" for reason in near.reasons]
    said += ["", *index.notes]
    if index.skipped:
        said += ["", "Skipped:"]
        said += [f"  {one.path}: {one.reason}" for one in index.skipped[:_MOST]]
    if len(index.skipped) > _MOST:
        said.append(f"  and {len(index.skipped) - _MOST:,} more")
    return ReadingScreen(f"Nothing to review in {index.root}", "\n".join(said))
