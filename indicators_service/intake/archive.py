"""Unpacking a workbook's archive within limits, and packing again what was seen."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Final

from indicators_service.intake.taken import Limits, UnreadableError

_CHUNK: Final = 65_536
_ENCRYPTED: Final = 0x1
_SMALL: Final = 100_000
"""Entries up to this size may be packed as tightly as they like: an empty sheet of many rows is."""

_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_READ: Final = (".xml", ".rels")
"""Parts that hold cells and say where they are. Pictures and the like are left packed."""

_REFUSED: Final = {
    "xl/workbook.bin": ("wrong-format", "This is a binary workbook (.xlsb). Save it as .xlsx."),
    "xl/vbaproject.bin": ("macros", "The workbook has macros. Save it as .xlsx, without macros."),
    "content.xml": ("wrong-format", "This is an OpenDocument sheet (.ods). Save it as .xlsx or CSV."),
}


def unpacked(content: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the parts of an .xlsx file by name, unpacked within the limits.

    Raises:
        UnreadableError: it is no such file, has a password or macros, or is larger unpacked than an honest one.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_kinds(entries)
            _refuse_sizes(entries, limits)
            return _parts(archive, [entry for entry in entries if entry.filename.lower().endswith(_READ)], limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError("not-a-workbook", "The file is no whole workbook. Save it again as .xlsx.") from error


def repacked(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of these parts, not compressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return target.getvalue()


def _refuse_kinds(entries: Sequence[zipfile.ZipInfo]) -> None:
    names = [entry.filename.lower() for entry in entries]
    for name, (code, message) in _REFUSED.items():
        if name in names:
            raise UnreadableError(code, message)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableError("encrypted", "The file has a password. Save it as .xlsx without one.")
    if "xl/workbook.xml" not in names:
        raise UnreadableError("wrong-format", "The file is an archive, but no workbook. Send .xlsx or CSV.")
    if len(set(names)) < len(names) or any(entry.compress_type not in _METHODS for entry in entries):
        raise UnreadableError("not-a-workbook", "The file is packed in an unusual way. Save it again as .xlsx.")


def _refuse_sizes(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    """Judge by what the archive says of itself, before anything is unpacked."""
    if len(entries) > limits.entries:
        raise UnreadableError("too-large", f"The workbook has more than {limits.entries} parts. Use the template.")
    tight = any(e.file_size > max(_SMALL, limits.ratio * e.compress_size) for e in entries)
    if tight or sum(entry.file_size for entry in entries) > limits.unzipped_bytes:
        raise _too_large(limits)


def _parts(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], limits: Limits) -> dict[str, bytes]:
    left = limits.unzipped_bytes
    parts = {}
    for entry in entries:
        parts[entry.filename] = _bounded(archive, entry, left, limits)
        left -= len(parts[entry.filename])
    return parts


def _bounded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, limits: Limits) -> bytes:
    part = bytearray()
    with archive.open(entry) as source:
        while chunk := source.read(_CHUNK):
            part += chunk
            if len(part) > left:
                raise _too_large(limits)
    return bytes(part)


def _too_large(limits: Limits) -> UnreadableError:
    megabytes = limits.unzipped_bytes // 1_000_000
    return UnreadableError(
        "too-large",
        f"The workbook is too large when unpacked; {megabytes} MB is the most. Use a new template.",
    )
