"""The catalogue of implementation plans: every TOML file beside this module."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from oversight_service.domain.framework_table import FrameworkError
from oversight_service.domain.implementation_plan import ImplementationPlan
from oversight_service.domain.implementation_plan_file import parse_plan

FOLDER: Final = Path(__file__).parent
"""Where the committed plans are."""


# The same text is the same plan, which is never changed.
_understood: Final = lru_cache(16)(parse_plan)


def load_plans(folder: Path = FOLDER) -> Mapping[str, ImplementationPlan]:
    """Return the plans of a folder by key, in the order of the file names.

    A file is named after its plan, ``<key>.toml``, so no two files can hold the same one.

    Raises:
        FrameworkError: a file is broken; the file, the line, the key and the fault are named.
    """
    return MappingProxyType({path.stem: _load(path) for path in sorted(folder.glob("*.toml"))})


def _load(path: Path) -> ImplementationPlan:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise FrameworkError(path.name, "(whole file)", f"not UTF-8 text: {error.reason}") from None
    plan = _understood(path.name, text)
    if plan.key != path.stem:
        raise FrameworkError(path.name, "key", f"'{plan.key}' is not the name of the file")
    return plan
