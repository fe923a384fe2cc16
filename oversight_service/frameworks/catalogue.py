"""The catalogue of frameworks: every TOML file beside this module. A new framework is a new file and no code."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from oversight_service.domain.framework_file import parse_framework
from oversight_service.domain.framework_table import FrameworkError
from oversight_service.domain.frameworks import Framework

FOLDER: Final = Path(__file__).parent
"""Where the committed framework files are."""


def load_catalogue(folder: Path = FOLDER) -> Mapping[str, Framework]:
    """Return the frameworks of a folder by key, in the order of the file names.

    A file is named after its framework, ``<key>.toml``, so no two files can hold the same one.

    Raises:
        FrameworkError: a file is broken; the file, the key and the fault are named.
    """
    frameworks = {path.stem: _load(path) for path in sorted(folder.glob("*.toml"))}
    return MappingProxyType(frameworks)


def _load(path: Path) -> Framework:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise FrameworkError(path.name, "(whole file)", f"not UTF-8 text: {error.reason}") from None
    framework = parse_framework(path.name, text)
    if framework.key != path.stem:
        raise FrameworkError(path.name, "key", f"'{framework.key}' is not the name of the file")
    return framework
