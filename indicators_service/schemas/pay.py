"""The pay section of a return: means and medians of hourly pay, never a person's own."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from indicators_service.domain.pay import Quartile
from indicators_service.schemas.counts import GroupCounts, People
from services.wire import Wire
from vocabulary.bands import BANDS_OF, Band, StaffGroup

MOST_POUNDS = 1000
"""Pounds an hour that nobody in the NHS reaches; keeps yearly pay out of hourly fields."""


def _to_a_hundredth_of_a_penny(pay: float) -> float:
    if round(pay, 4) != pay:
        raise ValueError("give hourly pay in pounds with at most 4 decimal places")
    return pay


HourlyPay = Annotated[
    float,
    Field(strict=True, gt=0, le=MOST_POUNDS, allow_inf_nan=False),
    AfterValidator(_to_a_hundredth_of_a_penny),
]
"""Pounds an hour."""


class GroupPay(Wire):
    """Mean and median hourly pay of so many people. Null where there is nobody, or the figure was not taken."""

    mean: HourlyPay | None = None
    median: HourlyPay | None = None
    people: People

    @model_validator(mode="after")
    def _nobody_is_paid_nothing(self) -> Self:
        if self.people == 0 and (self.mean, self.median) != (None, None):
            raise ValueError("pay is given but no people: count the people, or leave mean and median null")
        return self


class PayOfGroups(Wire):
    """Hourly pay of the whole workforce by group."""

    white: GroupPay
    bme: GroupPay
    unknown: GroupPay | None = None


class BandPay(Wire):
    """Hourly pay in one band or grade."""

    staff_group: StaffGroup
    band: Band
    white: GroupPay
    bme: GroupPay

    @model_validator(mode="after")
    def _band_of_the_group(self) -> Self:
        if self.band not in BANDS_OF[self.staff_group]:
            raise ValueError(f"{self.staff_group.value} has no band or grade '{self.band.value}'")
        return self


class QuartileCounts(GroupCounts):
    """People of each group in one pay quartile."""

    quartile: Quartile


class Pay(Wire):
    """Ethnicity pay: over the whole workforce, by quartile and by band. The last two may be null."""

    hourly: PayOfGroups
    quartiles: Annotated[list[QuartileCounts], Field(min_length=4, max_length=4)] | None = None
    bands: Annotated[list[BandPay], Field(max_length=100)] | None = None

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        _refuse_repeated("quartile", [row.quartile.value for row in self.quartiles or ()])
        _refuse_repeated("band", [f"{row.staff_group.value} {row.band.value}" for row in self.bands or ()])
        return self


def _refuse_repeated(kind: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"the {kind} '{name}' is given more than once")
