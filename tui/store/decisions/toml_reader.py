"""The text of a decisions file → the document that it is, or what is wrong with it and on which line.

A text that is in our own form is read block by block; of any other, and of one with any flaw, the parser reads
the whole, and it, never the cutting into blocks, is the authority.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import lt
from types import MappingProxyType
from typing import Any, Final

import tomli

from tui.model import Change, Decision, decision_id
from tui.store.decisions.decision_blocks import Blocks, cut_other_tables, split
from tui.store.decisions.document import HEADER, Document, Key
from tui.store.decisions.fast_parser import parse_canonical_block
from tui.store.decisions.toml_writer import SCHEMA, RecordError, decision_of, toml_value
from tui.store.merging.record_order import combined, is_after

_MOST_PARSED_ALONE: Final = 5000  # blocks; beyond it parsing the whole is quicker


class Malformed(Exception):  # noqa: N818 - a value for the reader: it becomes a read-only file
    """The text is no decisions file that can be changed: the 1-based line, and what is wrong there.

    `held` are the decisions that could be read nevertheless.
    """

    def __init__(self, line: int, what: str, do: str, held: tuple[Decision, ...] = ()) -> None:
        super().__init__(what)
        self.line, self.what, self.do, self.held = line, what, do, held


def read(text: str, known: Document | None = None) -> Document:
    """The document that `text` is. Raises Malformed.

    `known` is an earlier state of the same file: blocks that are the same are not read again.
    """
    if not text.strip("\ufeff \t\r\n"):
        return Document()
    cut = split(text)
    if (quick := _read_by_blocks(cut, known)) is not None:
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
        twin = held.get(decision.key)
        held[decision.key] = decision if twin is None else _one_of_two(twin, decision)
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


def _one_of_two(first: Decision, second: Decision) -> Decision:
    """The record that two of one key amount to."""
    if is_after(first, second) or first == second:
        return first
    return second if is_after(second, first) else combined((first, second))[0]


def _flaws(decision: Decision, held: Mapping[Key, Decision], line: int) -> Iterator[str]:
    if decision.key in held:
        yield (
            f"line {line}: {decision.reviewer} decides {decision.id} a second time; "
            "the two count as one record, in conflict where their verdicts differ"
        )
    if decision.id != decision_id(member.digest for member in decision.members):
        yield f"line {line}: the id {decision.id} is not that of its members; it is used as it is"


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


def _read_by_blocks(cut: Blocks, known: Document | None) -> Document | None:
    """Read block by block, the parser being asked only for blocks that are new and not as we write them.

    None where the whole must be parsed: it is not in our form, or something in it is wrong.
    """
    if not cut.blocks or "[" in cut.behind or "=" in cut.behind or not _is_plain_head(cut, known):
        return None
    held: dict[str, Decision] = {}
    if known is not None and len(known.keys) == len(known.decisions):
        held = {
            block: known.decisions[key] for key, block in zip(known.keys, known.blocks, strict=True)
        }
    decisions: list[Decision] = []
    parsed = 0
    for block in cut.blocks:
        decision = held.get(block) or parse_canonical_block(block)
        if decision is None:
            parsed += 1
            if parsed > _MOST_PARSED_ALONE or (decision := _parsed_alone(block)) is None:
                return None
        decisions.append(decision)
    return _document(cut, decisions)


def _is_plain_head(cut: Blocks, known: Document | None) -> bool:
    """Whether what stands before the decisions is whole, of our schema, and no decision itself."""
    if known is not None and cut.before == known.before:
        return True
    try:
        head = tomli.loads(cut.before.removeprefix("\ufeff"))
    except (tomli.TOMLDecodeError, RecursionError):
        return False
    schema = head.get("schema", SCHEMA)
    return "decision" not in head and schema == SCHEMA and not isinstance(schema, bool)


def _parsed_alone(block: str) -> Decision | None:
    try:
        table = tomli.loads(block)
        if table.keys() != {"decision"} or len(table["decision"]) != 1:
            return None
        return decision_of(table["decision"][0])
    except (tomli.TOMLDecodeError, RecordError, RecursionError):
        return None
