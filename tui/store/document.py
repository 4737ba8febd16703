"""The text of a decisions file ↔ its decisions, each with the text it stands in.

A `Document` is what one state of the file says. Changing it gives a new one, in which the text of every
decision that did not change is the same to the last character.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import lt
from types import MappingProxyType
from typing import Any, Final

import tomli

from tui.model import Change, Decision, decision_id
from tui.store.blocks import Blocks, comment_lines, cut_other_tables, split
from tui.store.toml_text import SCHEMA, RecordError, block_of, decision_of, toml_value

Key = tuple[str, str]
HEADER: Final = "# Review decisions. Safe to edit by hand and to keep in git.\nschema = 1\n\n"
END: Final = "# end\n"
_FEW: Final = 500  # changes that are put in one by one; more are merged in one walk
_MOST_PARSED_ALONE: Final = 1000  # changed blocks; beyond it the whole is parsed again


class Malformed(Exception):  # noqa: N818 - a value for the reader: it becomes a read-only file
    """The text is no decisions file that can be changed: the 1-based line, and what is wrong there.

    `held` are the decisions that could be read nevertheless.
    """

    def __init__(self, line: int, what: str, do: str, held: tuple[Decision, ...] = ()) -> None:
        super().__init__(what)
        self.line, self.what, self.do, self.held = line, what, do, held


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


def read(text: str, known: Document | None = None) -> Document:
    """The document that `text` is. Raises Malformed.

    `known` is an earlier state of the same file: blocks that are the same are not parsed again. The
    parser, never the cutting into blocks, is the authority.
    """
    if not text.strip("\ufeff \t\r\n"):
        return Document()
    cut = split(text)
    if known is not None and (quick := _read_changed(cut, known)) is not None:
        return quick
    whole = _parsed(text)
    _check_schema(whole)
    records = _records(whole)
    decisions = _decisions(records, cut, text)
    cut, fits = _own_form(cut, records, whole)
    if not fits:
        return _rewritten(whole, decisions)
    return _document(cut, decisions)


def _document(cut: Blocks, decisions: Sequence[Decision]) -> Document:
    held: dict[Key, Decision] = {}
    warnings: list[str] = []
    for decision, line in zip(decisions, cut.lines, strict=True):
        warnings += _flaws(decision, held, line)
        if decision.key not in held or held[decision.key].at <= decision.at:
            held[decision.key] = decision
    keys = tuple(decision.key for decision in decisions)
    return Document(
        before=cut.before,
        blocks=cut.blocks,
        behind=cut.behind,
        keys=keys,
        decisions=MappingProxyType(held),
        newline="\r\n" if "\r\n" in (cut.before or "".join(cut.blocks[:1])) else "\n",
        warnings=tuple(warnings),
        in_order=all(map(lt, keys, keys[1:])),
    )


def _flaws(decision: Decision, held: Mapping[Key, Decision], line: int) -> Iterator[str]:
    if decision.key in held:
        yield (
            f"line {line}: {decision.reviewer} decides {decision.id} a second time; "
            "the later of the two counts"
        )
    if decision.id != decision_id(member.digest for member in decision.members):
        yield f"line {line}: the id {decision.id} is not that of its members; it is used as it is"


# ---- reading ------------------------------------------------------------------------------------


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomli.loads(text.removeprefix("\ufeff"))
    except tomli.TOMLDecodeError as trouble:
        what = f"this is not TOML: {trouble.msg.lower()} (column {trouble.colno})"
        raise Malformed(
            trouble.lineno, what, "Mend that line by hand, or take the file back"
        ) from None
    except RecursionError:
        raise Malformed(1, "brackets are nested too deep", "Take the file back") from None


def _check_schema(whole: Mapping[str, Any]) -> None:
    schema = whole.get("schema", SCHEMA)
    if schema == SCHEMA and not isinstance(schema, bool):
        return
    if isinstance(schema, int) and schema > SCHEMA:
        do = "Update copydesk to decide in it"
        what = f"schema {schema} is of a newer copydesk, this one knows {SCHEMA}"
        raise Malformed(1, what, do, tuple(_those_that_can_be_read(whole)))
    raise Malformed(1, f"there is no schema {schema!r}", f"Write schema = {SCHEMA}")


def _those_that_can_be_read(whole: Mapping[str, Any]) -> Iterator[Decision]:
    records = whole.get("decision")
    for record in records if isinstance(records, list) else ():
        try:
            if isinstance(record, dict):
                yield decision_of(record)
        except RecordError:
            continue


def _records(whole: Mapping[str, Any]) -> list[dict[str, Any]]:
    records = whole.get("decision", [])
    if isinstance(records, list) and all(isinstance(record, dict) for record in records):
        return records
    raise Malformed(1, '"decision" is no list of decisions', "Write each one under [[decision]]")


def _decisions(records: Sequence[Mapping[str, Any]], cut: Blocks, text: str) -> list[Decision]:
    found: list[Decision] = []
    for number, record in enumerate(records):
        try:
            found.append(decision_of(record))
        except RecordError as trouble:
            others = tuple(_those_that_can_be_read({"decision": records}))
            line = _line_of(number, record, cut, len(records), text)
            raise Malformed(line, str(trouble), "Mend or remove that decision", others) from None
    return found


def _line_of(number: int, record: Mapping[str, Any], cut: Blocks, total: int, text: str) -> int:
    if len(cut.lines) == total:
        return cut.lines[number]
    at = text.find(str(record.get("id", "[[decision]]")))
    return text.count("\n", 0, max(at, 0)) + 1


def _own_form(
    cut: Blocks, records: Sequence[Mapping[str, Any]], whole: Mapping[str, Any]
) -> tuple[Blocks, bool]:
    """Whether the blocks are the decisions, one for one; foreign tables behind them are set apart."""
    if len(cut.blocks) != len(records) or ("decision" in whole and not records):
        return cut, False
    if not all(record["id"] in block for record, block in zip(records, cut.blocks, strict=True)):
        return cut, False
    tables = [key for key, held in whole.items() if key != "decision" and _is_table(held)]
    if not tables or not cut.blocks:
        return cut, True
    last, rest = cut_other_tables(cut.blocks[-1])
    cut = replace(cut, blocks=(*cut.blocks[:-1], last), behind=rest + cut.behind)
    try:
        around = tomli.loads(cut.before.removeprefix("\ufeff")) | tomli.loads(cut.behind)
    except tomli.TOMLDecodeError:
        return cut, False
    return cut, all(table in around for table in tables)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_is_table, value)))


def _rewritten(whole: Mapping[str, Any], decisions: Sequence[Decision]) -> Document:
    """The same decisions in the form that this program writes; everything else by its meaning."""
    others = {k: held for k, held in whole.items() if k not in {"schema", "decision"}}
    said = "".join(f"{toml_value(key)} = {toml_value(held)}\n" for key, held in others.items())
    document = Document(before=HEADER[:-1] + said + "\n")
    document = document.with_changes(Change(d.id, d.reviewer, d) for d in decisions)
    told = (
        "the decisions stand in another form than [[decision]] tables: "
        "they are used, and the first save rewrites them as such tables, without comments"
    )
    return replace(document, warnings=(*document.warnings, told))


def _read_changed(cut: Blocks, known: Document) -> Document | None:
    """Read by parsing only the blocks that `known` has not; None where the whole must be parsed."""
    if cut.before != known.before or "[" in cut.behind or "=" in cut.behind:
        return None
    held = {
        block: known.decisions[key] for key, block in zip(known.keys, known.blocks, strict=True)
    }
    if len(held) != len(known.decisions):
        return None  # two decisions with one key: seldom, and not worth being quick
    new = [block for block in cut.blocks if block not in held]
    if len(new) > _MOST_PARSED_ALONE:
        return None
    for block in new:
        try:
            table = tomli.loads(block)
            if table.keys() != {"decision"} or len(table["decision"]) != 1:
                return None
            held[block] = decision_of(table["decision"][0])
        except (tomli.TOMLDecodeError, RecordError, RecursionError):
            return None
    return _document(cut, [held[block] for block in cut.blocks])


# ---- changing -----------------------------------------------------------------------------------


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
