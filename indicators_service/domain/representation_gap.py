"""Operator: a group's share of some people minus its share of the whole workforce, in percentage points.

Unknown staff stay in both denominators. The gap is taken from counts, before any rounding.
"""

import numpy as np

from indicators_service.domain.difference import newcombe
from indicators_service.domain.findings import (
    NO_DENOMINATOR,
    Cells,
    Evidence,
    Figures,
    Findings,
    completeness,
    figures,
    numbers,
    small,
    unavailable,
)
from indicators_service.domain.tally import INTEREST, REFERENCE, UNKNOWN, Ints
from inference.equality import equality
from inference.normal import Floats

_Table = tuple[Ints, Ints, Ints, Ints]


def stratum_gap(stratum: Cells, workforce: Cells) -> Findings:
    """Return the gap of the group of interest in a stratum that is itself part of the workforce.

    Share of stratum and share of workforce are not independent, but gap = (1 - f)(share of stratum - share
    of the rest) exactly, with f = stratum / workforce, and those two are. So the interval is Newcombe's for
    stratum against rest times (1 - f), and the test compares stratum with rest. A stratum that is the whole
    workforce has gap 0 and no interval. Where rounding makes a stratum larger than its workforce there is
    no interval either.
    """
    part, part_total, whole, whole_total = _counts(stratum, workforce, INTEREST)
    rest = (part, part_total, whole - part, whole_total - part_total)
    outside = np.maximum(whole_total - part_total, 0) / np.maximum(whole_total, 1)
    return _findings(stratum, workforce, INTEREST, rest, outside)


def body_gap(body: Cells, workforce: Cells, group: int) -> Findings:
    """Return a group's share of the board minus its share of the workforce.

    The board is compared with the workforce as with an independent group (Newcombe's interval): most of its
    members are outside the staff count, and the few inside it are a sliver of the workforce, so their
    overlap does not matter.
    """
    table = _counts(body, workforce, group)
    return _findings(body, workforce, group, table, np.ones(table[0].shape))


def _counts(part: Cells, whole: Cells, group: int) -> _Table:
    return part[0][..., group], part[0].sum(axis=-1), whole[0][..., group], whole[0].sum(axis=-1)


def _findings(part: Cells, whole: Cells, group: int, compared: _Table, scale: Floats) -> Findings:
    reason = unavailable(part[1], whole[1])
    known = reason == 0
    x, n, y, m = (numbers(column, known) for column in _counts(part, whole, group))
    defined = known & (n > 0) & (m > 0)
    # One fraction of whole numbers, so that nothing is rounded before the division.
    value = np.divide(100 * (x * m - y * n), n * m, out=np.full(n.shape, np.nan), where=defined)

    def figures_of(place: int) -> Figures:
        return figures(numbers(part[0][..., place], known), n)

    groups = [figures_of(place) for place in (REFERENCE, INTEREST, UNKNOWN)]
    return Findings(
        value=value,
        reason=np.where(known & ~defined, NO_DENOMINATOR, reason).astype(np.int8),
        reference=groups[REFERENCE],
        interest=groups[INTEREST],
        unknown=groups[UNKNOWN],
        evidence=_evidence(compared, defined, value, group, scale),
        small=small(reason, groups[REFERENCE].numerator, groups[INTEREST].numerator),
        completeness=completeness(part),
    )


def _evidence(compared: _Table, defined: np.ndarray, value: Floats, group: int, scale: Floats) -> Evidence:
    _, _, y, m = compared
    usable = defined & (y >= 0) & (m > 0) & (y <= m)
    table = [np.where(usable, column, 0).astype(np.int64) for column in compared]
    lower, upper = newcombe(table[0], table[1], table[2], table[3])
    p, exact = equality(table[0], table[1], table[2], table[3])
    sign = {INTEREST: 1, REFERENCE: -1}.get(group, 0)
    return Evidence(
        lower=np.where(usable, 100 * scale * lower, np.nan),
        upper=np.where(usable, 100 * scale * upper, np.nan),
        method="newcombe",
        p=np.where(usable, p, np.nan),
        exact=exact & usable,
        favours=sign * np.sign(value),
    )
