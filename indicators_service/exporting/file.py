"""A whole year as a file: in which form, and what is known of it."""

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """A form of file."""

    CSV = "csv"
    NDJSON = "ndjson"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class File:
    """A file: its rows, its size in bytes and digest (SHA-256, hexadecimal), and its bytes, packed with gzip."""

    rows: int
    size: int
    digest: str
    packed: bytes
