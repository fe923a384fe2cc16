"""Bodies with returns over years for tests of goals: one band of senior staff, and everybody else."""

from typing import Any

from tests.callers import House, publish
from tests.documents import complete

GOAL: dict[str, Any] = {"share": 0.25, "year": 2028, "baseline_year": 2016}


def staffed(ods: str, year: int, bme: int, white: int, appointed: tuple[int, int] = (12, 48)) -> dict[str, Any]:
    """Return a body's return: so many BME and white people in band 8a, and 300 of 1,100 in band 5."""
    rows = [
        {"staff_group": "clinical_non_medical", "band": "8a", "white": white, "bme": bme, "unknown": 3},
        {"staff_group": "clinical_non_medical", "band": "5", "white": 800, "bme": 300, "unknown": 20},
    ]
    recruitment = {
        "shortlisted": {"white": 600, "bme": 150, "unknown": 20},
        "appointed": {"white": appointed[1], "bme": appointed[0], "unknown": 1},
    }
    changes = {"organisation": ods, "year": year, "snapshot": None, "workforce": rows, "recruitment": recruitment}
    return complete(**changes) | {"edition": None, "training": None, "staff_survey": None}


async def register(house: House, ods: str, **more: Any) -> None:
    """Register a trust."""
    body = {"name": f"Trust {ods}", "type": "acute", "region": "Y56", "opened": "2000-04-01"}
    answer = await house.indicators.put(f"/v1/organisations/{ods}", body | more)
    assert answer.is_success, answer.text


async def returned(house: House, ods: str, counts: dict[int, tuple[int, int]]) -> None:
    """Store and publish a body's returns: BME and white people in band 8a by year."""
    for year, (bme, white) in counts.items():
        document = staffed(ods, year, bme, white)
        answer = await house.indicators.put(f"/v1/organisations/{ods}/returns/{year}", document)
        assert answer.is_success, answer.text
        await publish(house.indicators, ods, year)
