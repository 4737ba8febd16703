"""Tables as parquet, by pyarrow of the extra."""

import io
from collections.abc import Mapping, Sequence

from tui.errors import UsageError


def parquet(columns: Mapping[str, Sequence[str] | Sequence[int]]) -> bytes:
    """A parquet file of these columns; text where one is empty. Raises UsageError where pyarrow is not installed.

    A name that is not UTF-8 cannot stand in it: UsageError too.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - of an extra
        from pyarrow import parquet as written  # noqa: PLC0415 - the same
    except ModuleNotFoundError as error:
        raise UsageError("parquet is written by pyarrow", do="Install copydesk[parquet]") from error
    arrays = {
        name: pa.array(_legible(values), pa.int64() if _numbers(values) else pa.string())
        for name, values in columns.items()
    }
    sink = io.BytesIO()
    written.write_table(pa.table(arrays), sink)
    return sink.getvalue()


def _numbers(values: Sequence[str] | Sequence[int]) -> bool:
    return bool(values) and isinstance(values[0], int)


def _legible(values: Sequence[str] | Sequence[int]) -> list[str | int]:
    for value in values:
        if isinstance(value, str) and any("\ud800" <= one <= "\udfff" for one in value):
            raise UsageError("parquet holds UTF-8, and this name is none", where=value)
    return list(values)
