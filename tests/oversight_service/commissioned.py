"""Three providers with surveys, one of them with a single question, for what commissioners make of them."""

from typing import Any, Final

from tests.callers import House
from tests.documents import complete

SURVEYS: Final = {
    "RX1": [(28.0, 30.0), (23.0, 28.0), (87.0, 72.0), (6.0, 14.0)],
    "RX2": [(25.0, 24.0), (20.0, 26.0), (88.0, 80.0), (5.0, 10.0)],
    "RX3": [(30.0, 31.0)],
}
"""White and BME percentages. The adverse gaps of RX1 are 2, 5, 15 and 8 points, those of RX2 -1, 6, 8 and 5."""

PEOPLE: Final = 1385
"""Everybody in a return as it stands in ``complete``."""

_QUESTIONS: Final = ("harassment_public", "harassment_staff", "equal_opportunities", "discrimination")


def surveyed(ods: str, year: int = 2018, worse: float = 0.0, **changes: Any) -> dict[str, Any]:
    """Return a provider's return; ``worse`` is added to every BME percentage."""
    answers: dict[str, Any] = {"year": year - 1} | {question: {} for question in _QUESTIONS}
    for question, (white, bme) in zip(_QUESTIONS, SURVEYS[ods], strict=False):
        answers[question] = {
            "white": {"percent": white, "respondents": 900},
            "bme": {"percent": bme + worse, "respondents": 140},
        }
    document = complete(organisation=ods, year=year, snapshot=None, staff_survey=answers)
    return document | {"edition": None} | changes


def of_people(count: int) -> list[dict[str, Any]]:
    """Return a workforce of so many people, some of them BME."""
    return [
        {"staff_group": "non_clinical", "band": "8a", "white": count - count // 4, "bme": count // 4, "unknown": 0}
    ]


async def register(house: House, ods: str, kind: str, **more: Any) -> None:
    """Register a body."""
    body = {"name": f"Body {ods}", "type": kind, "region": "Y56", **more}
    assert (await house.indicators.put(f"/v1/organisations/{ods}", body)).is_success


async def submit(house: House, document: dict[str, Any]) -> None:
    """Store a return."""
    path = f"/v1/organisations/{document['organisation']}/returns/{document['year']}"
    answer = await house.indicators.put(path, document)
    assert answer.is_success, answer.text


async def commission(
    house: House,
    ods: str,
    provider: str,
    flow: float | None,
    year: int = 2018,
    first: str = "2015-04-01",
    **more: str,
) -> None:
    """Record a contract, by default from 2015 on; ``flow`` is what the provider weighs in the year, in pounds."""
    weights = [] if flow is None else [{"year": year, "basis": "financial_flow", "value": flow}]
    body = {"from": first, **more, "weights": weights}
    answer = await house.indicators.put(f"/v1/commissioners/{ods}/providers/{provider}", body)
    assert answer.is_success, answer.text


async def engage(house: House, ods: str, score: float, year: int = 2018) -> None:
    """Record a staff engagement score."""
    body = {"value": score, "published_on": "2018-03-06", "source": "NHS Staff Survey"}
    path = f"/v1/organisations/{ods}/figures/staff-engagement?year={year}"
    answer = await house.oversight.put(path, body)
    assert answer.is_success, answer.text
