"""The catalogue of standards: every TOML file beside this module. A new standard is a new file and no code."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pydantic import ValidationError

from indicators_service.domain.standard import Standard
from indicators_service.standards.building import standard
from indicators_service.standards.standard_file import StandardFile

FOLDER: Final = Path(__file__).parent
"""Where the committed files are."""


class StandardError(ValueError):
    """A standard's file is broken. The message names the file and the fault."""

    def __init__(self, file: str, fault: str) -> None:
        super().__init__(f"{file}: {fault}")
        self.file = file
        self.fault = fault


@cache
def catalogue() -> Mapping[str, Standard]:
    """Return the committed standards by key, read once a process.

    Raises:
        StandardError: a file is broken.
    """
    return load(FOLDER)


def load(folder: Path) -> Mapping[str, Standard]:
    """Return the standards of a folder by key, in the order of the file names.

    A file is named after its standard, ``<key>.toml``, so no two files can hold the same one.

    Raises:
        StandardError: a file is broken; the file, the field and the fault are named.
    """
    return MappingProxyType({path.stem: _read(path) for path in sorted(folder.glob("*.toml"))})


def _read(path: Path) -> Standard:
    try:
        read = standard(StandardFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "(whole file)"
        raise StandardError(path.name, f"{where}: {first['msg'].removeprefix('Value error, ')}") from None
    except ValueError as error:  # broken TOML, text that is not UTF-8, and declarations that contradict each other
        raise StandardError(path.name, str(error)) from None
    if read.key != path.stem:
        raise StandardError(path.name, f"key: '{read.key}' is not the name of the file")
    return read
