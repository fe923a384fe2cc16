"""The ethnicity pay gap: how much less an hour the group of interest is paid, from what a body submits.

Gap = (reference - interest) / reference x 100 on mean and on median hourly pay, over the whole workforce and band by
band (the strategy, Annex C 4.2). Above 0 the group of interest is paid less. Unknown staff are left out of the gap
and shown in the quartiles. Bodies submit means and medians, not people's pay, so a gap has neither interval nor test.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from indicators_service.domain.findings import NO_DENOMINATOR, Figures, Findings, no_evidence, numbers, small
from indicators_service.domain.items import ALL
from indicators_service.domain.pay import Pay, PayControl
from indicators_service.domain.pay_quartiles import INDICATOR, quartile_shares
from indicators_service.domain.results import Heading, Result
from indicators_service.domain.tally import COUNTED, INTEREST, NOT_COLLECTED, REFERENCE, SUPPRESSED, Ints
from indicators_service.domain.telling import Rows, told
from inference.normal import Floats
from vocabulary.bands import BANDS_OF
from vocabulary.indicators import Polarity

ORIENTATION: Final = "white_minus_bme_of_white"
"""The gap is taken of the reference group's pay, which is the WRES's white staff."""

PARTS: Final[tuple[tuple[str, str], ...]] = (
    (ALL, ALL),
    *((group.value, band.value) for group, bands in BANDS_OF.items() for band in bands),
)
"""Staff group and band of each gap, in order: the whole body first."""

_COLUMN: Final = {part: place for place, part in enumerate(PARTS)}


def _heading(staff_group: str, band: str, measure: str) -> Heading:
    part = {"staff_group": staff_group, "band": band}
    return Heading(INDICATOR, part, measure, "percent", ORIENTATION, Polarity.CLOSER_TO_PARITY, 0.0)


_MEAN: Final = [_heading(*part, "mean_gap") for part in PARTS]
_MEDIAN: Final = [_heading(*part, "median_gap") for part in PARTS]


def pay_gap(pays: Sequence[Pay | None], control: PayControl | None = None) -> Rows:
    """Return the same results for every body: mean and median gap of every part, then the quartile shares.

    ``None`` for a body is pay not collected. Without ``control`` figures are exact. A gap is null with
    ``no-denominator`` where a group has nobody in the part, with ``not-collected`` where its pay was not given.
    """
    if not pays:
        return []
    rule = None if control is None else str(control)
    mean, median, people, status = _columns(pays)
    means = told(_gap(mean, people, status, control), _MEAN, rule)
    medians = told(_gap(median, people, status, control), _MEDIAN, rule)
    return [
        [gap for both in zip(mean_gaps, median_gaps, strict=True) for gap in both] + shares
        for mean_gaps, median_gaps, shares in zip(means, medians, quartile_shares(pays, control), strict=True)
    ]


def not_collected() -> list[Result]:
    """Return the two gaps of a whole body that submitted no pay: null, ``not-collected``."""
    return pay_gap([None])[0][:2]


def _columns(pays: Sequence[Pay | None]) -> tuple[Floats, Floats, Ints, Ints]:
    """Return mean, median and people, (bodies, parts, 2), and status, (bodies, parts)."""
    shape = (len(pays), len(PARTS), 2)
    figures, people = np.full((2, *shape), np.nan), np.zeros(shape, np.int64)
    status = np.full(shape[:2], NOT_COLLECTED, np.int64)
    for body, pay in enumerate(pays):
        if pay is None:
            continue
        status[body, slice(1 if pay.bands is None else None)] = COUNTED
        bands = {(group.value, band.value): both for (group, band), both in (pay.bands or {}).items()}
        for part, both in ({PARTS[0]: pay.hourly} | bands).items():
            for group, of in ((REFERENCE, both.reference), (INTEREST, both.interest)):
                cell = body, _COLUMN[part], group
                figures[:, *cell] = [np.nan if amount is None else amount for amount in (of.mean, of.median)]
                people[cell] = of.people
    return figures[0], figures[1], people, status


def _gap(pay: Floats, people: Ints, status: Ints, control: PayControl | None) -> Findings:
    reason = _reason(pay, people, status, control)
    defined = reason == COUNTED
    reference = np.where(defined, pay[..., REFERENCE], np.nan)
    value = 100 * (reference - pay[..., INTEREST]) / reference
    seen = people if control is None else control.rounded(people)
    blank = np.full(value.shape, np.nan)
    groups = [Figures(blank, numbers(seen[..., group], defined), blank) for group in (REFERENCE, INTEREST)]
    return Findings(
        value=value,
        reason=reason,
        reference=groups[REFERENCE],
        interest=groups[INTEREST],
        unknown=None,
        evidence=no_evidence(value.shape),
        small=small(reason, *(group.denominator for group in groups)),
        completeness=blank,
    )


def _reason(pay: Floats, people: Ints, status: Ints, control: PayControl | None) -> np.ndarray:
    shown_from = 0 if control is None else control.shown_from
    # A part with nobody of either group hides nobody; with nobody of one group, that itself would be told.
    hidden = (people < shown_from).any(axis=-1) & (people > 0).any(axis=-1)
    nobody, absent = (people == 0).any(axis=-1), np.isnan(pay).any(axis=-1)
    cases = [status != COUNTED, hidden, nobody, absent]
    return np.select(cases, [status, SUPPRESSED, NO_DENOMINATOR, NOT_COLLECTED], COUNTED).astype(np.int8)
