"""From a standard's file to the domain's declarations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indicators_service.domain.edition import Edition
from indicators_service.domain.layout import Layout
from indicators_service.domain.results import Heading
from indicators_service.domain.standard import STATED, Definition, GroupNames, Measure, Operator, Standard
from indicators_service.domain.tally import INTEREST, REFERENCE, UNKNOWN
from indicators_service.standards.editions import editions
from indicators_service.standards.expansion import Bound, Lists, expanded, filled, names
from indicators_service.standards.standard_file import (
    COMPARING,
    RATIOS,
    IndicatorTable,
    LayoutTable,
    MeasureTable,
    StandardFile,
    SumTable,
)
from vocabulary.indicators import Polarity

_PLACES = {"reference": REFERENCE, "interest": INTEREST, "unknown": UNKNOWN}
_ON_TOP = {"reference_over_interest": REFERENCE, "interest_over_reference": INTEREST}
_OF_SURVEY = (Operator.GROUP_PERCENTAGE, Operator.PERCENTAGE_GAP)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part with its templates filled in."""

    of: str
    against: str | None
    labels: dict[str, str]


def standard(file: StandardFile) -> Standard:
    """Return the standard that a file declares.

    Raises:
        ValueError: the declarations contradict each other; the message says which.
    """
    groups = GroupNames(file.groups.reference, file.groups.interest, file.groups.unknown)
    layout = _layout(file.layout, file.lists)
    definitions = tuple(_definition(table, file.lists, groups) for table in file.indicators)
    built = Standard(
        key=file.key,
        version=file.version,
        title=file.title,
        about=file.about,
        groups=groups,
        layout=layout,
        definitions=definitions,
        editions=editions(file.editions),
    )
    _check(built)
    return built


def _layout(table: LayoutTable, lists: Lists) -> Layout:
    counted = [(names(entry.items, lists), entry.together) for entry in table.counted]
    return Layout(
        counted=tuple(item for items, _ in counted for item in items),
        tree=dict(_sums(table.totals, lists)),
        joint=dict(_sums(table.joint, lists)),
        staff_of=table.staff_of,
        whole=table.whole,
        sections=tuple(items for items, together in counted if together),
        windowed=table.windowed,
        questions=table.questions,
    )


def _sums(tables: Sequence[SumTable], lists: Lists) -> Iterator[tuple[str, tuple[str, ...]]]:
    for table in tables:
        for total, bound in expanded(table.item, lists):
            yield total, names(table.of, lists, bound)


def _definition(table: IndicatorTable, lists: Lists, groups: GroupNames) -> Definition:
    parts = [
        _Part(item, entry.against and filled(entry.against, bound), _labels(entry.part, bound))
        for entry in table.parts
        for item, bound in expanded(entry.of, lists)
    ]
    measures = [
        _measure(table, entry, parts, group, groups) for entry in table.measures for group in entry.groups or (None,)
    ]
    return Definition(
        id=table.id,
        title=table.title,
        formula=table.formula,
        unit=table.unit,
        orientation=_worded(table.orientation, groups),
        polarity=table.polarity,
        parity=table.parity,
        period=table.period,
        basis=table.basis,
        note=table.note,
        measures=tuple(measures),
    )


def _labels(labels: Mapping[str, str], bound: Bound) -> dict[str, str]:
    return {label: filled(value, bound) for label, value in labels.items()}


def _measure(
    table: IndicatorTable, entry: MeasureTable, parts: Sequence[_Part], group: str | None, groups: GroupNames
) -> Measure:
    return Measure(
        operator=entry.operator,
        headings=tuple(_heading(table, entry, part.labels, group, groups) for part in parts),
        of=tuple(part.of for part in parts),
        against=_against(table, entry, parts),
        group=INTEREST if group is None else _PLACES[group],
        top=_top(table, entry.operator),
        welcome=table.polarity is Polarity.HIGHER_IS_BETTER if entry.welcome is None else entry.welcome,
        window_years=STATED if entry.window_years == "stated" else entry.window_years,
    )


def _against(table: IndicatorTable, entry: MeasureTable, parts: Sequence[_Part]) -> tuple[str, ...]:
    """Return what the parts are compared with: one item when it is the same for all."""
    items = [part.against or entry.against for part in parts] if entry.operator in COMPARING else []
    if None in items:
        raise ValueError(f"indicator {table.id}: '{entry.operator}' is against another item")
    named = tuple(item for item in items if item is not None)
    return named[:1] if len(set(named)) == 1 else named


def _top(table: IndicatorTable, operator: Operator) -> int:
    if operator not in RATIOS:
        return REFERENCE
    if table.orientation not in _ON_TOP:
        raise ValueError(f"indicator {table.id}: a ratio's orientation is one of {', '.join(_ON_TOP)}")
    return _ON_TOP[table.orientation]


def _heading(
    table: IndicatorTable, entry: MeasureTable, part: dict[str, str], group: str | None, groups: GroupNames
) -> Heading:
    labels = part if group is None else {**part, "group": group}
    if entry.unit is None or entry.polarity is None:
        orientation, parity = _worded(table.orientation, groups), table.parity
        return Heading(table.id, labels or None, entry.name, table.unit, orientation, table.polarity, parity)
    return Heading(table.id, labels or None, entry.name, entry.unit, "none", entry.polarity, None)


def _worded(orientation: str, groups: GroupNames) -> str:
    """Return an orientation in the standard's own words."""
    return orientation.replace("reference", groups.reference).replace("interest", groups.interest)


def _check(built: Standard) -> None:
    """Refuse a standard that measures what it does not count or ask, or that repeats itself.

    Raises:
        ValueError: naming the fault.
    """
    ids = [definition.id for definition in built.definitions]
    if len(set(ids)) < len(ids) or len(set(built.groups.names())) < 3:
        raise ValueError("every indicator and every group has a name of its own")
    for definition in built.definitions:
        for measure in definition.measures:
            known = built.layout.questions if measure.operator in _OF_SURVEY else built.layout.items
            if unknown := [name for name in (*measure.of, *measure.against) if name not in known]:
                raise ValueError(f"indicator {definition.id} measures what is not counted: {', '.join(unknown)}")
    for edition in built.editions:
        _check_edition(built, edition, ids)


def _check_edition(built: Standard, edition: Edition, ids: Sequence[str]) -> None:
    if unknown := [*set(edition.versions) - set(ids), *set(edition.survey_items) - set(built.layout.questions)]:
        raise ValueError(f"edition {edition.key} speaks of what the standard has not: {', '.join(unknown)}")
    if edition.senior not in {item.rpartition("/")[2] for item in built.layout.items}:
        raise ValueError(f"edition {edition.key} calls senior what is not counted: {edition.senior}")
