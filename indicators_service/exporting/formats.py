"""Columns as the bytes of a file: CSV, NDJSON and Parquet, each the same bytes for the same columns."""

import csv
import io
import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from arro3 import core as arrow
from arro3.io import write_parquet

from indicators_service.exporting.file import Format
from indicators_service.exporting.layout import LAYOUT, NAMES, Kind
from indicators_service.exporting.rows import Columns
from services.delimited import harmless

MEDIA_TYPES: Final = {
    Format.CSV: "text/csv; charset=utf-8; header=present",
    Format.NDJSON: "application/x-ndjson",
    Format.PARQUET: "application/vnd.apache.parquet",
}


class Writer(ABC):
    """Takes columns part by part and gives bytes as they are ready."""

    @abstractmethod
    def add(self, columns: Columns) -> bytes:
        """Take some rows; return what can be written of the file."""

    @abstractmethod
    def end(self) -> bytes:
        """Return the rest of the file."""


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


_PLACES: Final = {name: place for place, name in enumerate(NAMES)}


def _of_kind(kind: Kind) -> list[str]:
    return [column.name for column in LAYOUT if column.kind is kind]


def _told(columns: Columns, truths: tuple[Any, Any]) -> list[Sequence[Any]]:
    """Return the columns in their order, with instants as text and truth as a form writes it."""
    found = dict(columns)
    for name in _of_kind(Kind.INSTANT):
        found[name] = [_instant(value) for value in columns[name]]
    for name in _of_kind(Kind.TRUTH):
        found[name] = [None if value is None else truths[value] for value in columns[name]]
    return [found[name] for name in NAMES]


class CsvWriter(Writer):
    """One header, one line a row; empty is not known."""

    def __init__(self) -> None:
        self._text = io.StringIO(newline="")
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._writer.writerow(NAMES)

    def add(self, columns: Columns) -> bytes:
        """Take some rows."""
        told = _told(columns, ("false", "true"))
        for name in _of_kind(Kind.TEXT):
            place = _PLACES[name]
            told[place] = [harmless(value) for value in told[place]]
        self._writer.writerows(zip(*told, strict=True))
        return self._taken()

    def end(self) -> bytes:
        """Return what is left."""
        return self._taken()

    def _taken(self) -> bytes:
        taken = self._text.getvalue().encode()
        self._text.seek(0)
        self._text.truncate()
        return taken


class NdjsonWriter(Writer):
    """One JSON object a line, with every name; null is not known."""

    def add(self, columns: Columns) -> bytes:
        """Take some rows."""
        write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
        rows = zip(*_told(columns, (False, True)), strict=True)
        return "".join(f"{write(dict(zip(NAMES, row, strict=True)))}\n" for row in rows).encode()

    def end(self) -> bytes:
        """Return nothing: each line was whole."""
        return b""


_TYPES: Final = {
    Kind.TEXT: arrow.DataType.utf8(),
    Kind.WHOLE: arrow.DataType.int64(),
    Kind.NUMBER: arrow.DataType.float64(),
    Kind.TRUTH: arrow.DataType.bool(),
    Kind.INSTANT: arrow.DataType.timestamp("us", tz="UTC"),
}
_SCHEMA: Final = arrow.Schema(
    [arrow.Field(column.name, _TYPES[column.kind], nullable=not column.needed) for column in LAYOUT]
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECONDS: Final = 1_000_000


class ParquetWriter(Writer):
    """Typed columns, compressed; given whole at the end, as the form puts its index there."""

    def __init__(self) -> None:
        self._batches: list[arrow.RecordBatch] = []

    def add(self, columns: Columns) -> bytes:
        """Take some rows."""
        arrays = [_array(column.kind, columns[column.name]) for column in LAYOUT]
        self._batches.append(arrow.RecordBatch.from_arrays(arrays, schema=_SCHEMA))
        return b""

    def end(self) -> bytes:
        """Return the file."""
        file = io.BytesIO()
        reader = arrow.RecordBatchReader.from_batches(_SCHEMA, self._batches)
        write_parquet(reader, file, compression="zstd(3)", created_by="Model Employer")
        return file.getvalue()


def _array(kind: Kind, values: Sequence[Any]) -> arrow.Array:
    if kind is not Kind.INSTANT:
        return arrow.Array(list(values), type=_TYPES[kind])
    since = [round((value - _EPOCH).total_seconds() * _MICROSECONDS) for value in values]
    return arrow.Array(since, type=arrow.DataType.int64()).cast(_TYPES[kind])


WRITERS: Final[dict[Format, type[Writer]]] = {
    Format.CSV: CsvWriter,
    Format.NDJSON: NdjsonWriter,
    Format.PARQUET: ParquetWriter,
}
