"""The pay section on the wire: what it takes, what it refuses, and what the domain makes of it."""

from typing import Any

import pytest
from pydantic import ValidationError

from indicators_service.domain.annual_return import Counts
from indicators_service.domain.pay import GroupPay, Quartile
from indicators_service.pay_documents import pay
from indicators_service.schemas.pay import Pay
from vocabulary.bands import Band, StaffGroup

_WHITE = {"mean": 18.5, "median": 16.25, "people": 900}
_BME = {"mean": 16.1234, "median": 15.0, "people": 300}
_QUARTILES = [{"quartile": q.value, "white": 20, "bme": 10, "unknown": n} for n, q in enumerate(Quartile)]
_BAND = {"staff_group": "non_clinical", "band": "5", "white": _WHITE, "bme": _BME}


def _section(**changes: Any) -> dict[str, Any]:
    return {"hourly": {"white": _WHITE, "bme": _BME, "unknown": None}, "quartiles": None, "bands": None} | changes


def test_white_staff_are_the_reference_group_and_bme_staff_of_interest() -> None:
    found = pay(Pay.model_validate(_section(quartiles=_QUARTILES, bands=[_BAND])))
    assert found is not None
    assert found.hourly.reference == GroupPay(18.5, 16.25, 900)
    assert found.hourly.interest == GroupPay(16.1234, 15.0, 300)
    assert found.hourly.unknown is None
    assert found.quartiles is not None
    assert found.quartiles[Quartile.UPPER] == Counts(20, 10, 3)
    assert found.bands is not None
    assert found.bands[StaffGroup.NON_CLINICAL, Band.BAND_5].interest.people == 300


def test_a_section_that_is_not_there_stays_away() -> None:
    assert pay(None) is None
    found = pay(Pay.model_validate(_section()))
    assert found is not None
    assert (found.quartiles, found.bands) == (None, None)


@pytest.mark.parametrize("amount", [0, -1.0, 1000.01, 12.34567, "12.5", float("nan"), True])
def test_hourly_pay_is_a_number_of_pounds_to_four_places(amount: object) -> None:
    with pytest.raises(ValidationError) as refused:
        Pay.model_validate(_section(hourly={"white": _WHITE | {"mean": amount}, "bme": _BME}))
    assert refused.value.errors()[0]["loc"] == ("hourly", "white", "mean")


@pytest.mark.parametrize("amount", [0.0001, 1000, 17.3333])
def test_ordinary_amounts_are_taken(amount: float) -> None:
    assert Pay.model_validate(_section(hourly={"white": _WHITE | {"mean": amount}, "bme": _BME}))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"hourly": {"white": _WHITE | {"people": 0}, "bme": _BME}}, "no people"),
        ({"quartiles": _QUARTILES[:3]}, "at least 4"),
        ({"quartiles": [*_QUARTILES[:3], _QUARTILES[0]]}, "'lower' is given more than once"),
        ({"bands": [_BAND, _BAND]}, "'non_clinical 5' is given more than once"),
        ({"bands": [_BAND | {"band": "consultant"}]}, "no band or grade 'consultant'"),
        ({"employees": []}, "Extra inputs"),
    ],
)
def test_a_section_that_contradicts_itself_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Pay.model_validate(_section(**changes))


def test_a_group_of_nobody_has_no_pay() -> None:
    found = pay(Pay.model_validate(_section(hourly={"white": _WHITE, "bme": {"people": 0}})))
    assert found is not None
    assert found.hourly.interest == GroupPay(None, None, 0)
