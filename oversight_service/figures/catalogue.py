"""The catalogue of recorded figures: every TOML file beside this module. A new figure is a new file and no code."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from oversight_service.domain.figure import FigureDefinition
from oversight_service.domain.figure_file import parse_figure
from oversight_service.domain.framework_table import FrameworkError

FOLDER: Final = Path(__file__).parent
"""Where the committed files are."""


def load_figures(folder: Path = FOLDER) -> Mapping[str, FigureDefinition]:
    """Return the figures of a folder by key, in the order of the file names.

    A file is named after its figure, ``<key>.toml``, so no two files can hold the same one.

    Raises:
        FrameworkError: a file is broken; the file, the key and the fault are named.
    """
    return MappingProxyType({path.stem: _load(path) for path in sorted(folder.glob("*.toml"))})


def _load(path: Path) -> FigureDefinition:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise FrameworkError(path.name, "(whole file)", f"not UTF-8 text: {error.reason}") from None
    figure = parse_figure(path.name, text)
    if figure.key != path.stem:
        raise FrameworkError(path.name, "key", f"'{figure.key}' is not the name of the file")
    return figure
