"""Every measure of a body beside those of its group: where it stands, and how it compares with the others pooled.

No body is compared with itself: neither the others' median nor their pooled value has anything of its own. Values are
pooled from counts, never averaged from the bodies' values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indicators_service.domain.comparison import Verdict, others_of, verdicts
from indicators_service.domain.pooling import KINDS, Columns, counts_of, kind_of
from indicators_service.domain.results import Result
from indicators_service.domain.standing import (
    FourFifthsCounts,
    Reading,
    Standing,
    four_fifths_of_others,
    standings,
)
from inference.normal import Floats
from vocabulary.indicators import Polarity

_RATIO: Final = "ratio"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A body against the others pooled. ``others`` is their value; method and p-value are ``None`` without a test."""

    verdict: Verdict
    method: str | None
    p_value: float | None
    others: float | None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One measure of one body in its group.

    ``pooled`` is the value of the whole group, the body among it, from summed counts; ``None`` where the measure has
    no counts or the group no value. ``four_fifths`` counts the others, ``None`` where the measure is not judged so.
    """

    result: Result
    standing: Standing
    pooled: float | None
    comparison: Comparison
    four_fifths: FourFifthsCounts | None


@dataclass(frozen=True, slots=True, eq=False)
class _Compared:
    """The comparison of one measure by body, and the value of the group."""

    pooled: float
    others: Floats
    p_value: Floats
    method: NDArray[np.str_]


def benchmarks(rows: Sequence[Sequence[Result]], bodies: Sequence[int] | None = None) -> list[list[Benchmark]]:
    """Return the benchmarks of some bodies of a group, measure by measure in the order of the results.

    Args:
        rows: the results of every body of the group, the same measures in the same order.
        bodies: the places of those to be told; all of them when left out.
    """
    chosen = list(range(len(rows)) if bodies is None else bodies)
    if not chosen:
        return []
    compared = _compared(rows, chosen)
    measures = [_measure([row[place] for row in rows], chosen, compared.get(place)) for place in range(len(rows[0]))]
    return [list(body) for body in zip(*measures, strict=True)]


def _compared(rows: Sequence[Sequence[Result]], chosen: Sequence[int]) -> dict[int, _Compared]:
    """Compare every measure that has counts, by its place; those of a kind all at once."""
    places: dict[str, list[int]] = {}
    for place, result in enumerate(rows[0]):
        if (kind := kind_of(result)) is not None:
            places.setdefault(kind, []).append(place)
    found: dict[int, _Compared] = {}
    for kind, of in places.items():
        found |= zip(of, _of_kind(kind, counts_of(kind, rows, of), chosen), strict=True)
    return found


def _of_kind(kind: str, counts: Columns, chosen: Sequence[int]) -> list[_Compared]:
    added = np.where(np.isfinite(counts), counts, 0)
    own = counts[:, chosen]
    others = np.moveaxis(others_of(np.moveaxis(added, 1, 0)), 0, 1)[:, chosen]
    pooled = KINDS[kind].value(added.sum(axis=1, keepdims=True))[0]
    value, tests = KINDS[kind].value(others), KINDS[kind].compare(own, others)
    return [
        _Compared(float(pooled[part]), value[:, part], tests.p_value[:, part], tests.method[:, part])
        for part in range(len(pooled))
    ]


def _measure(results: Sequence[Result], chosen: Sequence[int], compared: _Compared | None) -> list[Benchmark]:
    first = results[0]
    reading = Reading(Polarity(first.polarity), first.parity, is_ratio=first.unit == _RATIO)
    values = np.array([np.nan if result.value is None else result.value for result in results])
    standing = standings(values, reading)
    fifths = _fifths(results)
    comparisons = _comparisons(values[chosen], compared, reading)
    pooled = None if compared is None else _number(compared.pooled)
    return [
        Benchmark(results[body], standing.row(body), pooled, comparison, fifths.get(body))
        for body, comparison in zip(chosen, comparisons, strict=True)
    ]


def _fifths(results: Sequence[Result]) -> Mapping[int, FourFifthsCounts]:
    marks = [result.four_fifths for result in results]
    return dict(enumerate(four_fifths_of_others(marks))) if any(marks) else {}


def _comparisons(values: Floats, compared: _Compared | None, reading: Reading) -> list[Comparison]:
    if compared is None:
        return [Comparison(Verdict.NOT_COMPARED, None, None, None)] * len(values)
    judged = verdicts(values, compared.others, compared.p_value, reading)
    # A test may stand where the value does not, but nothing is told of a value that is not shown.
    tested = np.isfinite(values) & np.isfinite(compared.others) & np.isfinite(compared.p_value)
    return [
        Comparison(verdict, str(method) if test else None, float(p) if test else None, _number(float(others)))
        for verdict, method, p, others, test in zip(
            judged, compared.method, compared.p_value, compared.others, tested, strict=True
        )
    ]


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value
