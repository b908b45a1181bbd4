"""Parquet into a table, in bounded steps."""

from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

from corecase.core.errors import InputError
from corecase.exchange.limits import OWN, Limits
from corecase.exchange.tables import Cell, Table, assembled

_ROWS_AT_ONCE = 10_000


def read_parquet(data: bytes, source: str, limits: Limits = OWN) -> Table:
    """The table in a Parquet file of plain columns; row numbers count the headings as row 1.

    Raises InputError for a damaged file, a column of lists, structures or bytes, and a file
    that unpacks to more than `limits`.
    """
    try:
        with pq.ParquetFile(BytesIO(data)) as file:
            _check_columns(file.schema_arrow, source)
            _check_size(file.metadata, source, limits)
            texts = [field.name for field in file.schema_arrow if pa.types.is_string(field.type)]
        # As dictionaries, a long text that many rows repeat is held once.
        with pq.ParquetFile(BytesIO(data), read_dictionary=texts) as file:
            batches = file.iter_batches(batch_size=_ROWS_AT_ONCE, use_threads=False)
            rows = [row for batch in batches for row in zip(*map(_cells, batch), strict=True)]
            return assembled(source, [file.schema_arrow.names, *rows])
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise InputError(
            f"{source} is damaged and cannot be read as Parquet; export it again."
        ) from error


def _cells(column: pa.Array) -> list[Cell]:
    column.validate(full=True)
    if not pa.types.is_dictionary(column.type):
        cells: list[Cell] = column.to_pylist()
        return cells
    values = column.dictionary.to_pylist()
    return [None if index is None else values[index] for index in column.indices.to_pylist()]


def _check_size(metadata: pq.FileMetaData, source: str, limits: Limits) -> None:
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    n_bytes = sum(group.total_byte_size for group in groups)
    n_cells = metadata.num_rows * metadata.num_columns
    if n_bytes > limits.n_bytes or n_cells > limits.n_cells:
        raise InputError(
            f"{source} unpacks to more than a table of judgements can need; export only the "
            "rows you need."
        )


def _check_columns(schema: pa.Schema, source: str) -> None:
    for field in schema:
        kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
            raise InputError(
                f"The column {field.name} of {source} holds {kind} and not single values; "
                "export plain text and numbers."
            )
