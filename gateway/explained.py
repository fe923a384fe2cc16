"""What each problem and each code of ``errors[]`` means, and what to do about it, as it goes over the wire."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from services.problems import TITLES
from services.remedies import REMEDIES

_FILE: Final = Path(__file__).with_name("fault_codes.toml")

WITH_FAULTS: Final = "invalid"
"""The code of the problem whose ``errors`` say what is wrong one by one."""


class FaultKind(BaseModel):
    """A code of ``errors[]``: where it is met, and what to do about it."""

    code: str
    area: str
    fix: str


class ProblemKind(BaseModel):
    """A kind of problem. ``faults`` are the codes that its ``errors`` may have, where it has any."""

    code: str
    title: str
    statuses: list[int]
    meaning: str
    fix: str
    faults: list[FaultKind]


class ProblemKinds(BaseModel):
    """Every kind of problem."""

    items: list[ProblemKind]
    total: int


@cache
def fault_kinds() -> tuple[FaultKind, ...]:
    """Return every code of ``errors[]`` with its fix, by area."""
    areas = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        FaultKind(code=code, area=area, fix=fix) for area, fixes in areas.items() for code, fix in fixes.items()
    )


def problem_kind(code: str) -> ProblemKind | None:
    """Return the kind of problem of a code, or ``None`` when there is none such."""
    title, remedy = TITLES.get(code), REMEDIES.get(code)
    if title is None or remedy is None:
        return None
    return ProblemKind(
        code=code,
        title=title,
        statuses=list(remedy.statuses),
        meaning=remedy.meaning,
        fix=remedy.fix,
        faults=list(fault_kinds()) if code == WITH_FAULTS else [],
    )


def problem_kinds() -> ProblemKinds:
    """Return every kind of problem; the codes of ``errors`` are told of the one that has them alone."""
    kinds = [kind for kind in map(problem_kind, TITLES) if kind is not None]
    items = [kind.model_copy(update={"faults": []}) for kind in kinds]
    return ProblemKinds(items=items, total=len(items))
