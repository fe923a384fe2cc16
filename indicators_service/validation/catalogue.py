"""Reads the rules of validation and refuses a file that is not whole."""

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from indicators_service.domain.checks import KINDS
from indicators_service.domain.rules import Figure, FigureKind, Rule, Severity

FILE: Final = Path(__file__).with_name("rules.toml")

Words = Annotated[str, Field(min_length=10, max_length=600)]


class RuleError(ValueError):
    """The file of rules is broken. The message says where."""


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{3,60}$")]
    severity: Severity
    section: Annotated[str, Field(pattern=r"^[a-z_]{3,30}$")]
    title: Words
    kind: str
    wording: Words
    why: Words
    source: Annotated[str, Field(min_length=3, max_length=300)]
    since: Annotated[str, Field(pattern=r"^\d+$")]
    parameters: dict[str, Any] = Field(default_factory=dict)


class _Figure(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: FigureKind
    item: str
    events: str | None = None
    top: Literal["reference", "interest"] | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    figures: dict[str, _Figure]
    rules: Annotated[list[_Rule], Field(min_length=1)]


def load(file: Path = FILE) -> tuple[Rule, ...]:
    """Return the rules of a file, in order.

    Raises:
        RuleError: the file is no TOML, lacks a field, names an unknown kind, or a rule twice.
    """
    try:
        read = _File.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValueError as error:
        raise RuleError(f"{file.name}: {error}") from error
    twice = [name for name, times in Counter(rule.id for rule in read.rules).items() if times > 1]
    unknown = sorted({rule.kind for rule in read.rules} - set(KINDS))
    if twice or unknown:
        raise RuleError(f"{file.name}: rules named twice: {twice}; kinds that there are not: {unknown}")
    figures = {name: Figure(**figure.model_dump()) for name, figure in read.figures.items()}
    return tuple(Rule(**rule.model_dump(), figures=figures) for rule in read.rules)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of validation."""
    return load()
