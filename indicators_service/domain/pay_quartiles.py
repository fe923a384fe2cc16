"""Who is in each pay quartile: every group's share of it, people of unknown ethnicity among them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indicators_service.domain.findings import (
    NO_DENOMINATOR,
    Findings,
    completeness,
    figures,
    no_evidence,
    numbers,
    small,
)
from indicators_service.domain.pay import Pay, PayControl, Quartile
from indicators_service.domain.results import Heading
from indicators_service.domain.tally import COUNTED, INTEREST, NOT_COLLECTED, REFERENCE, SUPPRESSED, UNKNOWN, Ints
from indicators_service.domain.telling import Rows, told
from inference.proportion import wilson
from vocabulary.indicators import Orientation, Polarity

INDICATOR: Final = "ethnicity-pay-gap"

_GROUPS: Final = ("reference", "interest", "unknown")


def _heading(quartile: Quartile, group: str) -> Heading:
    part = {"quartile": quartile.value, "group": group}
    return Heading(INDICATOR, part, "quartile_share", "percent", Orientation.NONE, Polarity.NEUTRAL, None)


_HEADINGS: Final = [_heading(quartile, group) for quartile in Quartile for group in _GROUPS]


def quartile_shares(pays: Sequence[Pay | None], control: PayControl | None = None) -> Rows:
    """Return twelve results per body: in each quartile, lowest first, the three groups' shares in percent.

    The groups of every result hold the whole quartile. A quartile with nobody in it is null, ``no-denominator``.
    """
    counts, status = _columns(pays)
    if control is not None:
        status[(status == COUNTED) & _gives_away(counts, control)] = SUPPRESSED
        counts = control.rounded(counts)
    # Each quartile three times over: once for each group whose share it is.
    counts, status = (np.repeat(column, len(_GROUPS), axis=1) for column in (counts, status))
    return told(_shares(counts, status), _HEADINGS, None if control is None else str(control))


def _columns(pays: Sequence[Pay | None]) -> tuple[Ints, Ints]:
    """Return counts, (bodies, quartiles, 3), and status, (bodies, quartiles)."""
    counts = np.zeros((len(pays), len(Quartile), 3), np.int64)
    status = np.full(counts.shape[:2], NOT_COLLECTED, np.int64)
    for body, pay in enumerate(pays):
        if pay is None or pay.quartiles is None:
            continue
        status[body] = COUNTED
        for place, quartile in enumerate(Quartile):
            cell = pay.quartiles.get(quartile)
            counts[body, place] = (0, 0, 0) if cell is None else (cell.reference, cell.interest, cell.unknown)
    return counts, status


def _gives_away(counts: Ints, control: PayControl) -> NDArray[np.bool_]:
    """Say, per body, whether a count is too small to be shown. Nobody of a group anywhere is no secret."""
    somebody = counts.sum(axis=1, keepdims=True) > 0
    return np.asarray(((counts < control.threshold) & somebody).any(axis=(1, 2))[:, None])


def _shares(counts: Ints, status: Ints) -> Findings:
    total = counts.sum(axis=-1)
    reason = np.where((status == COUNTED) & (total == 0), NO_DENOMINATOR, status).astype(np.int8)
    known = status == COUNTED
    reference, interest, unknown = (
        figures(numbers(counts[..., group], known), numbers(total, known)) for group in (REFERENCE, INTEREST, UNKNOWN)
    )
    groups = (reference, interest, unknown)
    part = np.arange(counts.shape[1])
    own = np.stack([group.numerator for group in groups])[part % len(groups), :, part].T
    lower, upper = wilson(own, reference.denominator)
    return Findings(
        value=figures(own, reference.denominator).rate,
        reason=reason,
        reference=reference,
        interest=interest,
        unknown=unknown,
        evidence=replace(no_evidence(reason.shape), lower=100 * lower, upper=100 * upper),
        small=small(reason, reference.numerator, interest.numerator),
        completeness=completeness((counts, np.repeat(status[..., None], 3, axis=-1).astype(np.int8))),
    )
