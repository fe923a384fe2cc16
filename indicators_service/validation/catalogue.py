"""Reads the rules of validation and refuses a file that is not whole."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from indicators_service.domain.checks import KINDS
from indicators_service.domain.facts import JUDGED
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

    @field_validator("wording")
    @classmethod
    def _can_be_filled_in(cls, wording: str) -> str:
        _worded(wording)
        return wording


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
        RuleError: the file is no TOML, lacks a field, names an unknown kind or a rule twice, or a rule has not the
            parameters of its kind, is about an item that nobody counts, or words what its kind does not tell.
    """
    try:
        read = _File.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValueError as error:
        raise RuleError(f"{file.name}: {error}") from error
    if faults := list(_faults(read)):
        raise RuleError(f"{file.name}: {'; '.join(faults)}")
    figures = {name: Figure(**figure.model_dump()) for name, figure in read.figures.items()}
    return tuple(Rule(**rule.model_dump(), figures=figures) for rule in read.rules)


def _faults(read: _File) -> Iterator[str]:
    yield from (
        f"{name} is there twice" for name, times in Counter(rule.id for rule in read.rules).items() if times > 1
    )
    for name, figure in read.figures.items():
        yield from (f"{name}: nobody counts {item}" for item in {figure.item, figure.events or figure.item} - JUDGED)
        if (figure.kind is FigureKind.RATIO) != (figure.events is not None and figure.top is not None):
            yield f"{name}: a ratio has events and a group on top, and nothing else has"
    for rule in read.rules:
        found = _faults_of(rule, set(read.figures)) if rule.kind in KINDS else (f"there is no kind {rule.kind}",)
        yield from (f"{rule.id}: {fault}" for fault in found)


def _faults_of(rule: _Rule, figures: set[str]) -> Iterator[str]:
    kind, given = KINDS[rule.kind], set(rule.parameters)
    needed = kind.items | kind.figures | kind.needs
    yield from (f"lacks {name}" for name in sorted(needed - given))
    yield from (f"knows no {name}" for name in sorted(given - needed - kind.may))
    yield from (f"nobody counts {item}" for item in _named(rule, kind.items) if item not in JUDGED)
    yield from (f"nobody states {figure}" for figure in _named(rule, kind.figures) if figure not in figures)
    yield from (f"its wording has no {name} to tell" for name in sorted(_worded(rule.wording) - kind.tells))


def _named(rule: _Rule, parameters: Iterable[str]) -> Iterator[object]:
    for parameter in sorted(parameters):
        value = rule.parameters.get(parameter, [])
        yield from value if isinstance(value, list) else [value]


def _worded(wording: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(wording) if name is not None}


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of validation."""
    return load()
