"""One decision ↔ its `[[decision]]` text: the schema of the decisions file, and its strings.

Control, bidirectional and invisible characters are always escaped, so that the file can be shown with
`cat`. What is written is parsed again and compared before anything reaches the disk.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

import tomli

from tui.model import VERDICTS, Decision, Member

SCHEMA: Final = 1
_KEYS: Final = (
    "id", "verdict", "score", "reviewer", "at", "tool", "label", "note", "rule", "settles", "follows",
    "concurrent", "members",
)  # fmt: skip
_KNOWN: Final = frozenset(_KEYS)
_MEMBER_KEYS: Final = frozenset({"path", "path_raw", "digest", "raw", "canonical", "excluded"})
_TEXTS: Final = ("tool", "label", "note", "rule")

# Besides what TOML demands: everything that a terminal obeys, hides or reorders.
_ESCAPED: Final = re.compile(
    '[\x00-\x1f"\\\\\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e'
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_RAW_ESCAPE: Final = re.compile(r"%u([0-9A-Fa-f]{4})|((?:%[0-9A-Fa-f]{2}|[^%])+)|%")


class RecordError(ValueError):
    """A record of the file is no decision; the message is a sentence that says what it lacks."""


def block_of(decision: Decision, earlier: Mapping[str, Any] | None = None) -> str:
    r"""The text of one record, line ends `\n`, one empty line behind it.

    `earlier` is the parsed record that it replaces: keys of other versions are taken over from it. Lone
    surrogates in what a person wrote become U+FFFD; in paths they are kept (`path_raw`). Raises
    ValueError where the record would not be read back as it is.
    """
    table = _table_of(decision, earlier or {})
    text = _text_of_table(table)
    back = tomli.loads(text)["decision"]
    if repr(back) != repr([table]):  # repr: 1 is not 1.0 here, and nan is nan
        raise ValueError(f"the decision {decision.id} cannot be written down as it is")
    return text


def unchecked_block(decision: Decision) -> str:
    """The text of one record as `block_of` writes it, not parsed again: for journals, not for the file."""
    return _text_of_table(_table_of(decision, {}))


def _text_of_table(table: Mapping[str, Any]) -> str:
    lines = ["[[decision]]"]
    lines += [
        f"{_key(key)} = {toml_value(value)}" for key, value in table.items() if key != "members"
    ]
    lines += ["members = [", *(f"  {toml_value(member)}," for member in table["members"]), "]"]
    return "\n".join(lines) + "\n\n"


def decision_of(table: Mapping[str, Any]) -> Decision:
    """The decision in one parsed record. Raises RecordError where it holds none."""
    members = table.get("members")
    if not isinstance(members, list) or not members:
        raise RecordError('a decision needs "members", a list of { path, digest, raw }')
    verdict = table.get("verdict")
    if verdict not in VERDICTS:
        raise RecordError(f'the verdict must be one of {", ".join(VERDICTS)}, not "{verdict}"')
    texts = {key: _text(table, key) for key in _TEXTS if key in table}
    found = tuple(map(_member_of, members))
    if verdict == "canonical" and sum(m.canonical and not m.excluded for m in found) != 1:
        raise RecordError('a canonical verdict needs one member with "canonical = true"')
    return Decision(
        id=_needed(table, "id"),
        verdict=verdict,
        members=found,
        reviewer=_needed(table, "reviewer"),
        at=_time(table.get("at")),
        score=_score(table.get("score")),
        settles=_list_of_text(table, "settles", "reviewers"),
        follows=_list_of_text(table, "follows", "digests"),
        concurrent=_concurrent(table),
        extra=()
        if _KNOWN.issuperset(table)
        else tuple((key, value) for key, value in table.items() if key not in _KNOWN),
        **texts,
    )


def legible(text: str) -> str:
    """`text` without lone surrogates, which UTF-8 cannot hold: U+FFFD stands for them."""
    return _LONE_SURROGATE.sub("\ufffd", text)


# ---- out ----------------------------------------------------------------------------------------


def toml_value(value: Any) -> str:
    """Any TOML value as text on one line. Raises TypeError for what is none."""
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)} = {toml_value(held)}" for key, held in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(toml_value, value))}]"
    return _plain_value(value)


def _plain_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)  # inf and nan are written alike in both languages
    if isinstance(value, date | time):
        return value.isoformat().replace("+00:00", "Z")
    raise TypeError(f"{type(value).__name__} is no TOML value")


def path_raw(path: str) -> str:
    r"""A path that is not UTF-8 (`os.fsdecode` form) in ASCII: its bytes percent-encoded.

    A surrogate that stands for no byte, as JSON can hold one in a record's id, is `%uXXXX`.

    >>> path_raw("caf\udce9.txt")
    'caf%E9.txt'
    """
    return "".join(_raw_pieces(path))


def _raw_pieces(path: str) -> Iterator[str]:
    for character in path:
        if "!" <= character <= "~" and character != "%":
            yield character
        elif "\ud800" <= character <= "\udfff" and not "\udc80" <= character <= "\udcff":
            yield f"%u{ord(character):04X}"
        else:
            yield "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogateescape"))


def _table_of(decision: Decision, earlier: Mapping[str, Any]) -> dict[str, Any]:
    table: dict[str, Any] = {"id": decision.id, "verdict": decision.verdict}
    if decision.score is not None:
        table["score"] = float(decision.score)
    table["reviewer"] = legible(decision.reviewer)
    table["at"] = decision.at.astimezone(UTC).replace(microsecond=0, fold=0)
    for key in _TEXTS:
        if text := getattr(decision, key):
            table[key] = legible(text)
    if decision.settles:
        table["settles"] = [legible(name) for name in decision.settles]
    if decision.follows:
        table["follows"] = list(decision.follows)
    if decision.concurrent:
        table["concurrent"] = [_table_of(one, {}) for one in decision.concurrent]
    kept = {key: value for key, value in earlier.items() if key not in _KNOWN}
    table |= kept | dict(decision.extra)
    table["members"] = [_member_table(member, earlier) for member in decision.members]
    return table


def _member_table(member: Member, earlier: Mapping[str, Any]) -> dict[str, Any]:
    table: dict[str, Any] = {"path": member.path}
    if _LONE_SURROGATE.search(member.path):
        table = {"path": legible(member.path), "path_raw": path_raw(member.path)}
    table["digest"] = member.digest
    if member.raw:
        table["raw"] = member.raw
    if member.canonical:
        table["canonical"] = True
    if member.excluded:
        table["excluded"] = True
    for old in earlier.get("members", []):
        if old.get("path") == table["path"] and old.get("digest") == member.digest:
            table |= {key: value for key, value in old.items() if key not in _MEMBER_KEYS}
    return table


def _string(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    code = ord(character)
    return _SHORT.get(character) or (f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}")


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _string(key)


# ---- in -----------------------------------------------------------------------------------------


def _member_of(table: Any) -> Member:
    if not isinstance(table, dict):
        raise RecordError("a member is { path = …, digest = …, raw = … }")
    path, digest, raw = table.get("path"), table.get("digest"), table.get("raw", "")
    canonical, excluded = table.get("canonical", False), table.get("excluded", False)
    if not (isinstance(path, str) and isinstance(digest, str) and isinstance(raw, str)):
        raise RecordError('a member needs "path" and "digest" as text')
    if not (isinstance(canonical, bool) and isinstance(excluded, bool)):
        raise RecordError('"canonical" and "excluded" are true or false')
    if "path_raw" in table:
        path = path_of_raw(_text(table, "path_raw"))
    if path[:1] in {"", "/"}:
        raise RecordError(f'the path "{path}" must be relative to the folder of articles')
    if ".." in path and ".." in path.split("#", 1)[0].split("/"):
        raise RecordError(f'the path "{path}" leads out of the folder of articles')
    return Member(path, digest, raw, canonical, excluded)


def path_of_raw(raw: str) -> str:
    """The inverse of `path_raw`. Raises RecordError where a percent sign stands alone."""
    pieces = []
    for found in _RAW_ESCAPE.finditer(raw):
        surrogate, encoded = found.groups()
        if surrogate:
            pieces.append(chr(int(surrogate, 16)))
        elif encoded:
            pieces.append(_bytes_of(encoded).decode("utf-8", "surrogateescape"))
        else:
            raise RecordError(f'"path_raw" is percent-encoded; "{raw}" has a % that is not')
    return "".join(pieces)


def _bytes_of(encoded: str) -> bytes:
    return re.sub(
        rb"%([0-9A-Fa-f]{2})", lambda two: bytes([int(two[1], 16)]), encoded.encode("utf-8")
    )


def _needed(table: Mapping[str, Any], key: str) -> str:
    if not table.get(key):
        raise RecordError(f'a decision needs "{key}"')
    return _text(table, key)


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table[key]
    if not isinstance(value, str):
        raise RecordError(f'"{key}" must be text in quotation marks')
    return value


def _list_of_text(table: Mapping[str, Any], key: str, what: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise RecordError(f'"{key}" is a list of {what}')
    return tuple(value)


def _concurrent(table: Mapping[str, Any]) -> tuple[Decision, ...]:
    """The verdicts that a record is in conflict with; they hold no further ones."""
    value = table.get("concurrent", [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise RecordError('"concurrent" is a list of decisions')
    return tuple(decision_of({k: v for k, v in one.items() if k != "concurrent"}) for one in value)


def _score(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RecordError('"score" must be a number')
    return float(value)


def _time(value: Any) -> datetime:
    """A time without a zone is UTC, a date without a time is its midnight."""
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    raise RecordError('a decision needs "at", a time such as 2026-11-22T13:40:04Z')
