"""The text of a plan's file (TOML) read into an ``ImplementationPlan``. Pure: who reads the disk gives the text."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Final

from oversight_service.domain.framework_lines import line_of
from oversight_service.domain.framework_table import FrameworkError, Table
from oversight_service.domain.framework_words import Confidence
from oversight_service.domain.frameworks import Review
from oversight_service.domain.implementation_plan import (
    ImplementationPlan,
    ObjectiveGroup,
    OversightBody,
    PlanSource,
    StrategicObjective,
)

_OBJECTIVE: Final = re.compile(r"(?P<group>[1-9]\d?)\.[1-9]\d?")


def parse_plan(file: str, text: str) -> ImplementationPlan:
    """Return the plan that ``text`` describes; ``file`` is its name, used in errors only.

    Raises:
        FrameworkError: not TOML, a key missing, unknown or of the wrong kind, an id twice, or a reference that leads
            nowhere.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FrameworkError(file, "(whole file)", f"not valid TOML: {error}") from None
    try:
        return _plan(Table(file, "", content))
    except FrameworkError as error:
        raise error.on_line(line_of(text, error.key)) from None


def _plan(table: Table) -> ImplementationPlan:
    bodies = _bodies(table)
    plan = ImplementationPlan(
        key=table.text("key"),
        version=table.text("version"),
        title=table.text("title"),
        overseen_by=_overseers(table, "overseen_by", bodies),
        source=_source(table.table("source")),
        review=_review(table.table("review")),
        groups=_groups(table, bodies),
    )
    table.finish()
    return plan


def _source(table: Table) -> PlanSource:
    source = PlanSource(
        title=table.text("title"),
        publisher=table.text("publisher"),
        published=table.text("published"),
        part=table.text("part"),
        confidence=table.word("confidence", Confidence),
        note=table.text("note"),
    )
    table.finish()
    return source


def _review(table: Table) -> Review:
    review = Review(table.text("author"), table.day("reviewed_on"))
    table.finish()
    return review


def _bodies(table: Table) -> Mapping[str, OversightBody]:
    read: list[OversightBody] = []
    for inner in table.tables("bodies"):
        read.append(OversightBody(inner.text("key"), inner.text("name")))
        inner.finish()
    _once(table, "bodies", [body.key for body in read])
    return {body.key: body for body in read}


def _overseers(table: Table, key: str, bodies: Mapping[str, OversightBody]) -> tuple[OversightBody, ...]:
    named = table.texts(key)
    for name in named:
        if name not in bodies:
            raise table.fault(key, f"'{name}' is none of the bodies: {', '.join(bodies)}")
    return tuple(bodies[name] for name in named)


def _groups(table: Table, bodies: Mapping[str, OversightBody]) -> tuple[ObjectiveGroup, ...]:
    titles: dict[str, str] = {}
    headings = table.tables("groups")
    for heading in headings:
        titles[heading.text("id")] = heading.text("title")
        heading.finish()
    _once(table, "groups", [heading.text("id") for heading in headings])
    found = [_objective(inner, titles, bodies) for inner in table.tables("objectives")]
    _once(table, "objectives", [objective.id for objective in found])
    groups = tuple(
        ObjectiveGroup(id, title, tuple(each for each in found if each.id.partition(".")[0] == id))
        for id, title in titles.items()
    )
    empty = next((place for place, group in enumerate(groups) if not group.objectives), None)
    if empty is not None or not groups:
        raise table.fault(f"groups[{empty or 0}]", "has no objective")
    return groups


def _objective(table: Table, groups: Iterable[str], bodies: Mapping[str, OversightBody]) -> StrategicObjective:
    objective = StrategicObjective(
        id=table.text("id"),
        title=table.text("title"),
        outcome=table.text("outcome"),
        deliverable=table.text("deliverable"),
        oversight=_overseers(table, "oversight", bodies),
    )
    table.finish()
    form = _OBJECTIVE.fullmatch(objective.id)
    if form is None or form["group"] not in groups:
        raise table.fault("id", f"'{objective.id}' is not the id of one of the groups, a full stop and a number")
    return objective


def _once(table: Table, key: str, ids: list[str]) -> None:
    for place, id in enumerate(ids):
        if id in ids[:place]:
            raise table.fault(f"{key}[{place}]", f"'{id}' is there twice")
