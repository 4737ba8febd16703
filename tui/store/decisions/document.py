"""The text of a decisions file ↔ its decisions, each with the text it stands in.

A `Document` is what one state of the file says. Changing it gives a new one, in which the text of every
decision that did not change is the same to the last character.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from types import MappingProxyType
from typing import Final

import tomli

from tui.model import Change, Decision
from tui.store.decisions.decision_blocks import comment_lines
from tui.store.decisions.toml_writer import block_of

Key = tuple[str, str]
HEADER: Final = "# Review decisions. Safe to edit by hand and to keep in git.\nschema = 1\n\n"
END: Final = "# end\n"
_PIECE: Final = 128  # blocks: some 70 KB, encoded in a fraction of a millisecond
_FEW: Final = 500  # changes that are put in one by one; more are merged in one walk


@dataclass(frozen=True, slots=True)
class Document:
    """`before + "".join(blocks) + behind` is the text; `keys[n]` is the key of `blocks[n]`.

    `decisions` has one decision a key; of two with one key it is the later one. `newline` is the line
    end of new text. `warnings` are sentences about what was read in spite of a flaw.
    """

    before: str = HEADER
    blocks: tuple[str, ...] = ()
    behind: str = END
    keys: tuple[Key, ...] = ()
    decisions: MappingProxyType[Key, Decision] = field(default_factory=lambda: MappingProxyType({}))
    newline: str = "\n"
    warnings: tuple[str, ...] = ()
    in_order: bool = (
        True  # no key before a smaller one or a second time, as this program writes them
    )

    def text(self) -> str:
        """The whole text of the file."""
        return "".join((self.before, *self.blocks, self.behind))

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the file, some blocks at a time.

        To join and encode a file of 57 MB at once takes 75 ms in which no other thread may run; of pieces each
        takes so little that a key is answered while they are written.
        """
        parts = chain((self.before,), self.blocks, (self.behind,))
        while some := tuple(islice(parts, _PIECE)):
            yield "".join(some).encode()

    def with_changes(self, changes: Iterable[Change]) -> "Document":
        """The document after `changes`; of two with one key the last counts. Linear.

        A changed decision keeps its place, its comments and the keys of other versions; a new one is
        put in the order of ids. Raises ValueError where a decision cannot be written down.
        """
        wanted = {(change.id, change.reviewer): change.decision for change in changes}
        wanted = {
            key: decision
            for key, decision in wanted.items()
            if decision is not None or key in self.decisions
        }
        texts = {
            key: None if decision is None else _block(decision, self._block_of(key), self.newline)
            for key, decision in wanted.items()
        }
        return self._with_texts(texts, {k: d for k, d in wanted.items() if d is not None})

    def with_blocks(
        self, texts: Mapping[Key, str], decisions: Mapping[Key, Decision]
    ) -> "Document":
        r"""The document with blocks (line ends `\n`) of `decisions` put in as they are; "" takes one out."""
        ends = {key: text.replace("\n", self.newline) or None for key, text in texts.items()}
        return self._with_texts(ends, {key: decisions[key] for key, text in texts.items() if text})

    def _block_of(self, key: Key) -> str:
        """The text of a decision, "" where there is none; of two with one key the first."""
        if key not in self.decisions:
            return ""
        return self.blocks[bisect_left(self.keys, key) if self.in_order else self.keys.index(key)]

    def _with_texts(
        self, texts: Mapping[Key, str | None], new: Mapping[Key, Decision]
    ) -> "Document":
        decisions = self.decisions | dict(new)
        for key, text in texts.items():
            if text is None:
                decisions.pop(key, None)
        few = self.in_order and len(texts) <= _FEW
        keys, blocks = _put_few(self, texts) if few else _put_many(self, texts)
        return replace(self, keys=keys, blocks=blocks, decisions=MappingProxyType(decisions))


_Placed = tuple[tuple[Key, ...], tuple[str, ...]]


def _put_few(document: Document, texts: Mapping[Key, str | None]) -> _Placed:
    """The keys and blocks of a document in order with `texts` in their places; None takes a block out."""
    keys, blocks = list(document.keys), list(document.blocks)
    for key, text in texts.items():
        at = bisect_left(keys, key)
        there = at < len(keys) and keys[at] == key
        if there:
            del keys[at], blocks[at]
        if text is not None:
            above = blocks[at - 1] if at else document.before
            keys.insert(at, key)
            blocks.insert(at, _gap(above, document.newline) + text)
    return tuple(keys), tuple(blocks)


def _put_many(document: Document, texts: Mapping[Key, str | None]) -> _Placed:
    """The same for any document and any number of texts, in one walk."""
    keys: list[Key] = []
    blocks: list[str] = []
    new = iter(sorted(key for key, text in texts.items() if text and key not in document.decisions))
    following = next(new, None)
    written: set[Key] = set()

    def put(key: Key, block: str) -> None:
        keys.append(key)
        blocks.append(block)

    def write(key: Key) -> None:
        above = blocks[-1] if blocks else document.before
        put(key, _gap(above, document.newline) + (texts[key] or ""))

    for key, block in zip(document.keys, document.blocks, strict=True):
        while following is not None and following < key:
            write(following)
            following = next(new, None)
        if key not in texts:
            put(key, block)
        elif key not in written and texts[key] is not None:
            written.add(
                key
            )  # of two blocks with one key, the second goes when the first is replaced
            write(key)
    while following is not None:
        write(following)
        following = next(new, None)
    return tuple(keys), tuple(blocks)


def _block(decision: Decision, old: str, newline: str) -> str:
    """The text of a decision in place of `old`, with what a person and other versions wrote there."""
    text = block_of(decision, tomli.loads(old)["decision"][0] if old else None)
    if newline != "\n":
        text = text.replace("\n", newline)
    return comment_lines(old) + text


def _gap(above: str, newline: str) -> str:
    """What must stand between `above` and a block so that an empty line parts them."""
    if not above or above.endswith(newline * 2):
        return ""
    return newline if above.endswith(newline) else newline * 2
