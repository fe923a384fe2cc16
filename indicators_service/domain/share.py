"""Operator: the share of the group of interest among some people, in percent."""

from dataclasses import replace

import numpy as np

from indicators_service.domain.findings import (
    NO_DENOMINATOR,
    Cells,
    Figures,
    Findings,
    completeness,
    figures,
    no_evidence,
    numbers,
    small,
    unavailable,
)
from indicators_service.domain.tally import INTEREST, REFERENCE, UNKNOWN
from inference.proportion import wilson


def share(people: Cells, *, with_unknown: bool) -> Findings:
    """Return interest / everybody, or interest / known where ``with_unknown`` is false, with Wilson's interval.

    Each group's figures are its own count, the denominator used, and its own share.
    """
    counts, status = people
    width = 3 if with_unknown else 2
    reason = unavailable(status[..., :width])
    known = reason == 0
    total = counts[..., :width].sum(axis=-1)

    def group(place: int) -> Figures:
        return figures(numbers(counts[..., place], known), numbers(total, known))

    reference, interest = group(REFERENCE), group(INTEREST)
    lower, upper = wilson(interest.numerator, interest.denominator)
    return Findings(
        value=interest.rate,
        reason=np.where(known & (total == 0), NO_DENOMINATOR, reason).astype(np.int8),
        reference=reference,
        interest=interest,
        unknown=group(UNKNOWN) if with_unknown else None,
        evidence=replace(no_evidence(reason.shape), lower=100 * lower, upper=100 * upper),
        small=small(reason, reference.numerator, interest.numerator),
        completeness=completeness(people),
    )
