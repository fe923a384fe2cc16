"""Bodies that put things on record: a trust, CCGs that commission it, did or do not, and a national body."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

from httpx2 import Response

from services.identity import Caller
from services.settings import Settings
from tests.callers import (
    ADMINISTRATOR,
    NATIONAL_TEAM,
    OVERSIGHT,
    PUBLIC,
    REGULATOR,
    House,
    commissioner,
    open_house,
    provider,
    refused,
)

BODIES: Final = {
    "RX1": "acute",
    "RX2": "acute",
    "Q01": "ccg",
    "Q02": "ccg",
    "Q03": "ccg",
    "T01": "arms_length_body",
}
OWN: Final = provider("RX1")

READERS: Final = (OWN, ADMINISTRATOR, NATIONAL_TEAM, REGULATOR, OVERSIGHT, commissioner("RX1"), commissioner("Q01"))
STRANGERS: Final = (
    PUBLIC,
    provider("RX2"),
    provider("Q01"),
    commissioner("RX2"),
    commissioner("Q02"),
    commissioner("Q03"),
)
KEEPERS: Final = (OWN, commissioner("RX1"), ADMINISTRATOR)
ONLOOKERS: Final = (*STRANGERS, NATIONAL_TEAM, REGULATOR, OVERSIGHT, commissioner("Q01"))

Call = Callable[[Caller], Any]


@asynccontextmanager
async def open_records(settings: Settings) -> AsyncIterator[House]:
    """Start the services with the bodies registered; Q01 commissions RX1, and Q03 did until 2017."""
    async with open_house(settings) as house:
        for ods, kind in BODIES.items():
            body = {"name": f"Body {ods}", "type": kind, "region": "Y56"}
            assert (await house.indicators.put(f"/v1/organisations/{ods}", body)).status_code == 201
        for ods, term in (("Q01", {"from": "2015-04-01"}), ("Q03", {"from": "2015-04-01", "to": "2017-03-31"})):
            answer = await house.indicators.put(f"/v1/commissioners/{ods}/providers/RX1", term)
            assert answer.status_code == 201, answer.text
        yield house


async def allowed(call: Call, callers: tuple[Caller, ...]) -> None:
    """Every one of these may."""
    for caller in callers:
        answer = await call(caller)
        assert answer.is_success, (caller, answer.text)


async def not_allowed(call: Call, callers: tuple[Caller, ...]) -> None:
    """None of these may: 401 without a credential, 403 with one. The answer holds nothing but the refusal."""
    for caller in callers:
        answer: Response = await call(caller)
        assert answer.status_code == refused(caller), (caller, answer.text)
        assert answer.json()["errors"] == []


async def faults(call: Any) -> list[tuple[str, str]]:
    """Path and code of everything that is wrong with a call, which is refused as invalid."""
    answer = await call
    assert answer.status_code == 422, answer.text
    return [(error["path"], error["code"]) for error in answer.json()["errors"]]
