"""The indicators service's response for one organisation and year, as the evidence needs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from oversight_service.domain.facts import Source
from oversight_service.domain.peer_body import Body

SERVICE: Final = "indicators"

RowKey = tuple[str, frozenset[tuple[str, str]], str]


@dataclass(frozen=True, slots=True)
class Group:
    """One group's people behind a figure. ``rate`` is a percentage, 0 to 100."""

    numerator: float | None
    denominator: float | None
    rate: float | None


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval around a value; ``upper`` None has no upper end. ``level`` is a share such as 0.95."""

    lower: float | None
    upper: float | None
    level: float | None
    method: str | None


@dataclass(frozen=True, slots=True)
class Previous:
    """The same figure of an earlier reporting year."""

    year: int
    value: float | None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row of results. Fields are those of the contract; None is unknown."""

    indicator: str
    part: Mapping[str, str] | None
    measure: str
    value: float | None
    unit: str | None
    polarity: str | None
    reason: str | None
    groups: Mapping[str, Group]
    interval: Interval | None
    p_value: float | None
    test: str | None
    four_fifths: str | None
    significant: bool | None
    favours: str | None
    small_number: bool | None
    completeness: float | None
    previous: Previous | None
    benchmark: Mapping[str, object] | None
    method_version: str | None


@dataclass(frozen=True, slots=True)
class IndicatorResults:
    """The rows of one response by what they measure, and the revision of the return they come from.

    ``controlled``: at least one row was computed from counts under disclosure control.
    """

    ods: str
    year: int
    revision: int | None
    document: str | None
    edition: str | None
    state: str | None
    published: bool | None
    snapshot: str | None
    controlled: bool
    rows: Mapping[RowKey, ResultRow]

    def find(self, indicator: str, part: Mapping[str, str] | None, measure: str) -> ResultRow | None:
        """Return the row that measures exactly this, or None."""
        return self.rows.get(row_key(indicator, part, measure))


def row_key(indicator: str, part: Mapping[str, str] | None, measure: str) -> RowKey:
    """Return what a row is found by: the order of the part's names does not matter."""
    return indicator, frozenset((part or {}).items()), measure


def indicators_href(ods: str, year: int) -> str:
    """Return the public path of the indicators of an organisation and year."""
    return f"/v1/organisations/{ods}/indicators?year={year}"


def row_source(
    ods: str,
    year: int,
    results: IndicatorResults | None,
    indicator: str,
    part: Mapping[str, str] | None,
    measure: str,
) -> Source:
    """Return where a row comes from, or would have come from when there is no response."""
    row = results.find(indicator, part, measure) if results else None
    return Source(
        service=SERVICE,
        href=indicators_href(ods, year),
        year=year,
        revision=results.revision if results else None,
        document=results.document if results else None,
        method_version=row.method_version if row else None,
        indicator=indicator,
        part=part,
        measure=measure,
    )


def read_results(content: Mapping[str, object]) -> IndicatorResults:
    """Return the response that a JSON body holds.

    Raises:
        PeerBodyError: the body is not in the agreed shape.
    """
    body = Body("indicators", content)
    rows = [_row(row) for row in body.each("results")]
    return IndicatorResults(
        ods=body.needed_inner("organisation").needed_text("ods"),
        year=body.needed_whole("year"),
        revision=body.whole("revision"),
        document=body.text("document"),
        edition=body.text("edition"),
        state=body.text("state"),
        published=body.flag("published"),
        snapshot=body.text("snapshot"),
        controlled=any(_controlled(row) for row in body.each("results")),
        rows={row_key(row.indicator, row.part, row.measure): row for row in rows},
    )


def _row(body: Body) -> ResultRow:
    interval, previous, benchmark = (body.inner(key) for key in ("interval", "previous", "benchmark"))
    groups = body.inner("groups")
    return ResultRow(
        indicator=body.needed_text("indicator"),
        part=body.part("part"),
        measure=body.needed_text("measure"),
        value=body.number("value"),
        unit=body.text("unit"),
        polarity=body.text("polarity"),
        reason=body.text("reason"),
        groups=_groups(groups) if groups else {},
        interval=_interval(interval) if interval else None,
        p_value=body.number("p_value"),
        test=body.text("test"),
        four_fifths=body.text("four_fifths"),
        significant=body.flag("significant"),
        favours=body.text("favours"),
        small_number=body.flag("small_number"),
        completeness=body.number("completeness"),
        previous=Previous(previous.needed_whole("year"), previous.number("value")) if previous else None,
        benchmark=benchmark.content if benchmark else None,
        method_version=body.text("method_version"),
    )


def _controlled(body: Body) -> bool:
    disclosure = body.inner("disclosure")
    return bool(disclosure and disclosure.flag("controlled"))


def _groups(body: Body) -> dict[str, Group]:
    inner = {name: body.inner(name) for name in body.content}
    return {
        name: Group(group.number("numerator"), group.number("denominator"), group.number("rate"))
        for name, group in inner.items()
        if group is not None
    }


def _interval(body: Body) -> Interval:
    return Interval(body.number("lower"), body.number("upper"), body.number("level"), body.text("method"))
