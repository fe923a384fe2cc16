"""What is refused as a ladder, each with the name of the field."""

from collections.abc import Sequence

from trajectory_service.domain.inputs import require
from trajectory_service.domain.ladder import Counted, Rung
from vocabulary.bands import AFC_AND_VSM


def check(rungs: Sequence[Rung]) -> None:
    """Refuse rungs that are not a ladder.

    Raises:
        InputError: named by ``rungs[i].field``: bands that are not consecutive, more people of the group of interest
            than people, chances or counts that cannot be, a promotion from the top rung.
    """
    require(len(rungs) > 0, "rungs", "must have at least one rung")
    for place, rung in enumerate(rungs):
        _check_band(rungs, place)
        _check_people(rung, f"rungs[{place}]")
        for name, counted in (("promotions", rung.promotions), ("leavers", rung.leavers)):
            if counted is not None:
                _check_counts(counted, f"rungs[{place}].{name}")
    _check_top(rungs[-1], f"rungs[{len(rungs) - 1}]")


def _check_band(rungs: Sequence[Rung], place: int) -> None:
    field, band = f"rungs[{place}].band", rungs[place].band
    require(band in AFC_AND_VSM, field, "must be an AfC band or VSM: medical grades have no place on the ladder")
    if place:
        below = rungs[place - 1].band
        next_up = AFC_AND_VSM.index(below) + 1
        words = f"must be the band next above {below}: rungs are consecutive, lowest first, each once"
        require(next_up < len(AFC_AND_VSM) and band == AFC_AND_VSM[next_up], field, words)


def _check_people(rung: Rung, field: str) -> None:
    require(rung.interest >= 0, f"{field}.interest", "must not be negative")
    require(rung.total >= rung.interest, f"{field}.total", "must not be smaller than interest")
    for name in ("leaving", "leaving_interest", "promotion", "promotion_interest", "recruitment_share"):
        value = getattr(rung, name)
        require(value is None or 0.0 <= value <= 1.0, f"{field}.{name}", "must lie between 0 and 1")
    require(rung.recruits is None or rung.recruits >= 0, f"{field}.recruits", "must not be negative")
    growth = rung.growth
    require(growth is None or -1.0 <= growth <= 1.0, f"{field}.growth", "must lie between -1 and 1")
    words = "says how the size is to move, and so do the recruits: give one of the two"
    require(growth is None or rung.recruits is None, f"{field}.growth", words)
    for name, bounds in (
        ("recruitment_bounds", rung.recruitment_bounds),
        ("promotion_bounds", rung.promotion_bounds),
    ):
        words = "must have 0 <= least <= most <= 1"
        require(0.0 <= bounds.least <= bounds.most <= 1.0, f"{field}.{name}", words)


def _check_counts(counted: Counted, field: str) -> None:
    require(counted.years >= 1, f"{field}.years", "must be at least 1")
    for name, count in (("interest", counted.interest), ("others", counted.others)):
        require(count.events >= 0, f"{field}.{name}.events", "must not be negative")
        require(count.people >= count.events, f"{field}.{name}.events", "must not be more than people")


def _check_top(top: Rung, field: str) -> None:
    words = "must be left out or 0: nobody is promoted from the top rung"
    for name in ("promotion", "promotion_interest"):
        require(not getattr(top, name), f"{field}.{name}", words)
    counted = top.promotions
    require(counted is None or counted.interest.events + counted.others.events == 0, f"{field}.promotions", words)
