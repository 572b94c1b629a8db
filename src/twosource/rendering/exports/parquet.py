"""A table → Parquet, by pyarrow, which is an extra: texts to the code point, numbers, times and lists with their types.

Strategy: columns have the types of their kinds, and are made of whole columns; the file is made in memory, and is the
same for the same table and release of pyarrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from twosource.errors import ConfigError
from twosource.rendering.exports.tables import Kind, Table

if TYPE_CHECKING:
    from collections.abc import Callable

MEDIA_TYPE: Final = "application/vnd.apache.parquet"


def parquet(table: Table) -> bytes:
    """The table as one file.

    Raises:
        ConfigError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow import parquet as files  # noqa: PLC0415
    except ImportError as error:
        raise ConfigError(f"nothing writes Parquet here ({error}); run: pip install 'twosource[parquet]'") from error
    schema = pa.schema([(name, _TYPES[kind](pa)) for name, kind in table.columns.items()])
    cells = zip(*table.rows, strict=True) if table.rows else [()] * len(schema)
    columns = [pa.array(list(column), field.type) for column, field in zip(cells, schema, strict=True)]
    sink = pa.BufferOutputStream()
    files.write_table(pa.Table.from_arrays(columns, schema=schema), sink, compression="zstd")
    written: bytes = sink.getvalue().to_pybytes()
    return written


_TYPES: Final[Mapping[Kind, Callable[[Any], Any]]] = MappingProxyType(
    {
        Kind.TEXT: lambda pa: pa.string(),
        Kind.TEXTS: lambda pa: pa.list_(pa.string()),
        Kind.WHOLE: lambda pa: pa.int64(),
        Kind.TRUTH: lambda pa: pa.bool_(),
        Kind.MOMENT: lambda pa: pa.timestamp("us", tz="UTC"),
    }
)
