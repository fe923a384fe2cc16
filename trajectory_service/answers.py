"""Answers composed: what every stratum of a body or area has to recruit, as the wire shows it."""

from collections.abc import Sequence
from typing import Final

from services.problems import Fault, Problem, invalid
from trajectory_service.domain.inputs import InputError
from trajectory_service.domain.projection import Projection, Reason, Status
from trajectory_service.domain.trajectory import METHOD_VERSION, project_many
from trajectory_service.returned import Feeder, Returned
from trajectory_service.schemas.figures import share_out
from trajectory_service.schemas.trajectories import (
    BaselineOut,
    FeederOut,
    StratumOut,
    TargetOut,
    horizon_out,
    stratum_out,
)
from vocabulary.years import LAST_YEAR

STRATEGY_HORIZONS: Final = (2023, 2028, 2033)
"""The years by which the strategy's Table 2 asks for equality."""


def horizons_from(baseline_year: int, asked: Sequence[int] | None) -> list[int]:
    """Return the horizons asked for; else the strategy's that lie ahead, and ten years ahead when none does."""
    ahead = [year for year in STRATEGY_HORIZONS if year > baseline_year]
    return list(asked or ahead) or [min(baseline_year + 10, LAST_YEAR)]


def refused(error: InputError, field: str | None = None) -> Problem:
    """Return the 422 problem for an input that the model refuses: of a body, or of a query where a field is named."""
    if field is not None:
        return invalid(Fault(f"query:{field}", field, f"{field} {error.message}", column=field))
    return invalid(Fault(f"$.{error.field}", "not-computable", str(error), column=error.field))


def strata_out(
    returned: Sequence[Returned], horizons: Sequence[int], year: int, probability: float
) -> list[StratumOut]:
    """Return the trajectory of every stratum, those that cannot be assessed with the reason.

    Raises:
        Problem: 422 for a horizon that is not after the return's year.
    """
    try:
        found = iter(project_many([row.stratum for row in returned if row.stratum], horizons, probability))
    except InputError as error:
        raise refused(error, "horizon") from error
    return [
        _with_feeder(
            stratum_out(next(found), METHOD_VERSION) if row.stratum else _absent(row, horizons, year, probability),
            row.feeder,
        )
        for row in returned
    ]


def _with_feeder(shown: StratumOut, feeder: Feeder | None) -> StratumOut:
    if feeder is None:
        return shown
    needed = ((each.year, each.required_share) for each in shown.horizons)
    short = [
        year for year, share in needed if share is not None and feeder.share is not None and share > feeder.share
    ]
    return shown.model_copy(
        update={"feeder": FeederOut(band=feeder.band, share=share_out(feeder.share), short_for_horizons=short)}
    )


def _absent(row: Returned, horizons: Sequence[int], year: int, probability: float) -> StratumOut:
    projections = [Projection.not_assessable(later, probability, Reason.NOT_KNOWN) for later in horizons]
    return StratumOut(
        staff_group=row.staff_group,
        band=row.band,
        baseline=BaselineOut(year=year, interest=None, total=None, unknown=None, share=None),
        target=TargetOut(share=None, source="whole workforce"),
        status=Status.NOT_ASSESSABLE,
        reason=row.reason,
        horizons=[horizon_out(projection) for projection in projections],
        feeder=None,
        assumptions=[],
        method_version=METHOD_VERSION,
    )
