"""The catalogue of frameworks: every TOML file beside this module. A new framework is a new file and no code."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from oversight_service.domain.framework_file import parse_framework
from oversight_service.domain.framework_lines import line_of
from oversight_service.domain.framework_table import FrameworkError
from oversight_service.domain.frameworks import Framework

FOLDER: Final = Path(__file__).parent
"""Where the committed framework files are."""


def load_catalogue(
    folder: Path = FOLDER, further: Path | None = None, figures: Collection[str] | None = None
) -> Mapping[str, Framework]:
    """Return the frameworks of a folder, and of a further one, by key, in the order of the file names.

    A file is named after its framework, ``<key>.toml``, so no two files of a folder can hold the same one.

    Args:
        folder: where the committed files are.
        further: a folder with files of the installation's own; it must be there if it is named.
        figures: the keys of the figures there are, so that a framework asks for no other; unchecked if left out.

    Raises:
        FrameworkError: a file is broken; the file, the line, the key and the fault are named.
    """
    paths = sorted(folder.glob("*.toml"))
    if further is not None:
        if not further.is_dir():
            raise FrameworkError(str(further), "(folder)", "there is no such folder")
        paths += sorted(further.glob("*.toml"))
    frameworks: dict[str, Framework] = {}
    for path in paths:
        if path.stem in frameworks:
            raise FrameworkError(path.name, "key", "a framework under this key comes with the product")
        frameworks[path.stem] = _load(path, figures)
    return MappingProxyType(frameworks)


def _load(path: Path, figures: Collection[str] | None) -> Framework:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise FrameworkError(path.name, "(whole file)", f"not UTF-8 text: {error.reason}") from None
    framework = _understood(path.name, text)
    if framework.key != path.stem:
        raise FrameworkError(path.name, "key", f"'{framework.key}' is not the name of the file")
    if figures is not None:
        _check_figures(path.name, text, framework, figures)
    return framework


# The same text is the same framework, which is never changed: who starts a service again need not read it again.
_understood: Final = lru_cache(256)(parse_framework)


def _check_figures(file: str, text: str, framework: Framework, figures: Collection[str]) -> None:
    asked = {f"recorded[{number}].figure": each.figure for number, each in enumerate(framework.recorded)}
    if framework.scoring and framework.scoring.cap:
        asked["scoring.cap.figure"] = framework.scoring.cap.figure
    for key, figure in asked.items():
        if figure not in figures:
            fault = f"'{figure}' is not one of {', '.join(sorted(figures))}"
            raise FrameworkError(file, key, fault, line_of(text, key))
