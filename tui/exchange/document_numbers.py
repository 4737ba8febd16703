"""How tools that name documents by number count them: tasks of files, and rows in the files of a task.

datatrove deals the sorted files out to its tasks like cards: task k of n reads the files k, k + n, k + 2n …
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tui.errors import UsageError


@dataclass(frozen=True, slots=True)
class Shards:
    """The files of records in sorted order, and what tells the documents of one in theirs.

    `documents(file)` gives an article id a document, None for one that is no article here. `tasks` is how many
    there were, 0 for one a file.
    """

    files: Sequence[str]
    documents: Callable[[str], Sequence[str | None]]
    tasks: int = 0

    def of_task(self, task: int) -> Iterator[str | None]:
        """The documents of one task, in the order of their rows."""
        for file in self.files[task :: self.tasks or len(self.files)]:
            yield from self.documents(file)

    def count(self) -> int:
        """How many tasks there are. Raises UsageError where there are no files of records."""
        if not self.files:
            raise UsageError(
                "documents are numbered in files of records, and there is none here",
                do="Use another form, or a folder of .jsonl files",
            )
        return self.tasks or len(self.files)


def _none(file: str) -> Sequence[str | None]:
    del file
    return ()


NO_SHARDS: Final = Shards((), _none)
