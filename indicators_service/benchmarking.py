"""An organisation beside its group: who is in the group, what each reader sees of them, and where it stands.

The group's bodies are those with a published return. With today's footprint they are today's bodies, each the sum of
those that merged into it. What the reader may not see exactly comes from the release, so a group of the reader's own
choosing tells nothing that is not public already.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service import permission, values
from indicators_service.areas import area_ids, area_name
from indicators_service.books import Book, ControlRule, footprint_area
from indicators_service.domain import items
from indicators_service.domain.benchmark import Benchmark, benchmarks
from indicators_service.domain.funnel import Funnel, funnel_of_gaps, funnel_of_ratios, funnel_of_shares
from indicators_service.domain.nearest_peers import Candidate, nearest_peers
from indicators_service.domain.one_measure import OneMeasure, measures_of
from indicators_service.domain.over_dispersion import Adjustment
from indicators_service.domain.pooling import KINDS, counts_of, kind_of
from indicators_service.domain.published_rows import rows, stacked
from indicators_service.domain.results import GroupFigures, Groups, Result
from indicators_service.domain.standard import STATED
from indicators_service.domain.tally import COUNTED, Tally
from indicators_service.histories import FootprintKind
from indicators_service.standards.wres import wres
from services.identity import Caller
from vocabulary.indicators import Reason
from vocabulary.organisations import OrganisationType

GROUP_PATTERN: Final = r"^(england|region|type|ics|nearest(:[1-9][0-9]?)?|peers:[A-Z0-9]{3,6}(,[A-Z0-9]{3,6}){0,49})$"
"""The form of a group: england, region, type, ics, nearest, nearest:5, or peers:RX1,RX2."""

HEADLINE: Final = "bands_8a_to_vsm"
"""The cluster whose gap speaks for indicator 1 unless more is asked for."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of bodies: its kind and name, its members by ODS code, and the rule by which they belong."""

    kind: str
    id: str | None
    name: str
    members: tuple[str, ...]
    rule: str
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """The bodies of a year to choose a group from: one row each in the tally, as the reader may see them."""

    book: Book
    ods: tuple[str, ...]
    tally: Tally
    left_out: tuple[str, ...]

    def rows(self, members: Sequence[str]) -> Tally:
        """Return the counts of some bodies."""
        places = {ods: place for place, ods in enumerate(self.ods)}
        return rows(self.tally, [places[ods] for ods in members])

    def headcounts(self) -> list[int | None]:
        """Return every body's staff as the reader may see them, in the order of ``ods``; ``None`` is not known."""
        counts, status = self.tally.take([items.WHOLE_WORKFORCE])
        others = tuple(range(1, counts.ndim))
        known = (status == COUNTED).all(axis=others).tolist()
        return [int(each) if told else None for each, told in zip(counts.sum(axis=others), known, strict=True)]


async def field_of(
    session: AsyncSession, caller: Caller, book: Book, rule: ControlRule, kind: FootprintKind
) -> Field:
    """Return the bodies of a year as the caller may see them: as they reported, or as they are today."""
    seen = await values.sight(session, caller, book, rule)
    if kind == "reported":
        return Field(book, book.columns.ods, seen, ())
    entitled = await permission.exact_bodies(caller, session, book.year)
    tallies: list[Tally] = []
    ods: list[str] = []
    told: set[str] = set()
    for today, members in book.lineage.current_bodies(book.places, book.year).members.items():
        if len(members) == 1 and book.lineage.current_members(today, book.year, book.places).members == members:
            tallies.append(rows(seen, [book.places[members[0]]]))
        elif footprint_area(today) in book.areas:
            exact = permission.sees_all(caller) or today in entitled
            tallies.append(await book.area(footprint_area(today), None if exact else rule))
        else:
            continue
        ods.append(today)
        told.update(members)
    left_out = tuple(body for body in book.columns.ods if body not in told)
    return Field(book, tuple(ods), stacked(tallies, seen), left_out)


def group_of(asked: str, ods: str, field: Field) -> Group | None:
    """Return the group that is asked for around a body; ``None`` where the body has no such place.

    A body of the field always belongs to its own group.
    """
    kind, _, rest = asked.partition(":")
    if kind == "peers":
        chosen = tuple(sorted({ods, *(code for code in rest.split(",") if code in field.ods)}))
        missing = sorted(set(rest.split(",")) - set(field.ods))
        absent = f" Without a published return: {', '.join(missing)}." if missing else ""
        return Group(kind, None, "Chosen peers", chosen, f"The organisations named.{absent}", field.left_out)
    if kind == "nearest":
        return _nearest(ods, field, int(rest or 10))
    return _area(kind, ods, field)


def _area(kind: str, ods: str, field: Field) -> Group | None:
    member = field.book.members[ods]
    area = next((each for each in area_ids(member) if each.partition(":")[0] == kind), None)
    if area is None:
        return None
    members = tuple(each for each in field.ods if area in area_ids(field.book.members[each]))
    rule = f"Organisations of {area_name(area)} with a published return for {field.book.year}."
    return Group(kind, area, area_name(area), members, rule, field.left_out)


def _nearest(ods: str, field: Field, most: int) -> Group:
    known = field.book.members
    candidates = [
        Candidate(each, OrganisationType(known[each].type), staff)
        for each, staff in zip(field.ods, field.headcounts(), strict=True)
    ]
    own = next(each for each in candidates if each.ods == ods)
    found = nearest_peers(own, candidates, most)
    members = tuple(sorted({ods, *(peer.ods for peer in found.peers)}))
    return Group("nearest", None, "Nearest peers", members, found.rule, field.left_out)


Computed = list[list[Result]]
"""The same results of every body."""


def headline_results(tally: Tally) -> Computed:
    """Return, per body, what speaks for each indicator: ratios, gaps, percentages and progression."""
    return _results(tally, [each for each in _every_measure() if _is_headline(each)])


def results_of(tally: Tally, indicators: Sequence[str]) -> Computed:
    """Return, per body, every measure of some indicators."""
    wanted = [each for each in _every_measure() if each.heading.indicator in indicators]
    return _results(tally, wanted)


def _every_measure() -> list[OneMeasure]:
    return [each for definition in wres().definitions for each in measures_of(wres(), definition.id)]


def _is_headline(each: OneMeasure) -> bool:
    part = each.heading.part or {}
    if "band" in part:
        if part["band"] == HEADLINE:
            # Clinical and non-clinical too: a body's senior posts together can hide that one of them stands apart.
            return each.heading.measure in ("gap", "share")
        return (part["staff_group"], part["band"], each.heading.measure) == ("all", "all", "share")
    return part.get("membership", "all") == "all" and part.get("group") != "unknown"


def _results(tally: Tally, measures: Sequence[OneMeasure]) -> Computed:
    # The share of the whole workforce goes first: gaps from it are pooled with its counts.
    whole = [each for each in _every_measure() if each.heading.part == {"staff_group": "all", "band": "all"}]
    shares = [each for each in whole if each.heading.measure == "share"]
    columns = [each.results(tally) for each in (*shares, *(each for each in measures if each not in shares))]
    return [list(body) for body in zip(*columns, strict=True)]


@dataclass(frozen=True, slots=True)
class Benchmarked:
    """One measure of the body in its group, and its funnel, where the measure has one."""

    benchmark: Benchmark
    funnel: Funnel | None


def comparable(found: Computed, tally: Tally, own: int) -> Computed:
    """Return the results without those whose events were counted over another window than the body's own."""
    windowed = {each.heading.indicator for each in _every_measure() if each.measure.window_years == STATED}
    same = tally.window_years == tally.window_years[own]
    return [
        row if alike else [_not_comparable(each) if each.indicator in windowed else each for each in row]
        for row, alike in zip(found, same.tolist(), strict=True)
    ]


def _not_comparable(result: Result) -> Result:
    blank = GroupFigures(None, None, None)
    hidden = Groups(blank, blank, blank)
    return replace(result, value=None, reason=Reason.NOT_COMPARABLE, groups=hidden, four_fifths=None)


def benchmarked(found: Computed, own: int, adjustment: Adjustment) -> list[Benchmarked]:
    """Return every measure of the body at place ``own`` beside the others."""
    (told,) = benchmarks(found, [own])
    return [Benchmarked(each, _funnel(found, place, own, adjustment)) for place, each in enumerate(told)]


_FUNNELS: Final[Mapping[str, Callable[..., Funnel]]] = {
    "rate_ratio": funnel_of_ratios,
    "gap": funnel_of_gaps,
}


def _funnel(found: Computed, place: int, own: int, adjustment: Adjustment) -> Funnel | None:
    """Return the group's funnel of one measure; its target is the group pooled."""
    result = found[own][place]
    kind = kind_of(result)
    is_share = result.measure in ("share", "share_of_known", "percentage")
    make = _FUNNELS.get(result.measure)
    if kind is None or (make is None and not is_share) or result.orientation == "stratum_minus_workforce":
        return None
    counts = counts_of(kind, found, [place])[:, :, 0]
    target = KINDS[kind].value(np.nansum(counts, axis=1, keepdims=True))[0]
    if not np.isfinite(target):
        return None
    if is_share:
        return funnel_of_shares(counts[0], counts[1], target / 100, adjustment)
    scale = 1 if result.measure == "rate_ratio" else 100
    return make(*counts, target / scale, adjustment) if make else None
