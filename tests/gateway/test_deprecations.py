"""An operation that is to end says so in the contract and in every answer, whichever shape the gateway has."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from datetime import date

import pytest
from fastapi import APIRouter, FastAPI
from sqlalchemy import MetaData
from starlette.types import ASGIApp

from gateway.addresses import anchor
from gateway.app import Gateway
from gateway.deprecations import deprecated_in, filled
from gateway.upstream import Upstream
from services.application import Service, create_application
from services.deprecation import deprecation_of, ending
from services.problems import Problem
from services.settings import Settings
from tests.contract.whole import whole_contract
from tests.gateway.conftest import Call, caller_at
from tests.gateway.standing_in import served

NAME = "bakery"
router = APIRouter(prefix="/v1")
ENDING = ending(date(2027, 1, 4), date(2028, 1, 4), successor="/v2/loaves/{loaf}")


@router.get("/loaves/{loaf}", openapi_extra=ENDING)
async def read_loaf(loaf: str) -> dict[str, str]:
    if loaf == "eaten":
        raise Problem(404, "It was eaten.")
    return {"loaf": loaf}


@router.delete("/loaves/{loaf}")
async def eat_loaf(loaf: str) -> dict[str, str]:
    return {"eaten": loaf}


def bakery(settings: Settings) -> FastAPI:
    return create_application(Service(NAME, "Bakery", [router], MetaData()), settings)


def door(settings: Settings, address: str | None) -> Gateway:
    """A gateway to the bakery: inside it, or at an address."""
    app = bakery(settings)

    @asynccontextmanager
    async def running() -> AsyncIterator[Mapping[str, ASGIApp]]:
        if address is not None:
            upstream = Upstream(NAME, address, settings)
            yield {NAME: upstream}
            await upstream.close()
        else:
            async with app.router.lifespan_context(app):
                yield {NAME: app}

    return Gateway(settings, {NAME: app.openapi()}, running)


@pytest.fixture(scope="module", params=["embedded", "distributed"])
def to_bakery(settings: Settings, request: pytest.FixtureRequest) -> Iterator[Call]:
    with ExitStack() as stack:
        apart = stack.enter_context(served(bakery(settings))) if request.param == "distributed" else None
        yield caller_at(stack.enter_context(served(door(settings, apart))))


@pytest.mark.parametrize(("loaf", "status"), [("rye", 200), ("eaten", 404)])
def test_every_answer_says_since_when_until_when_and_what_follows(to_bakery: Call, loaf: str, status: int) -> None:
    answer = to_bakery("GET", f"/v1/loaves/{loaf}")
    assert answer.status == status
    assert answer.header("deprecation") == "@1799020800"
    assert answer.header("sunset") == "Tue, 04 Jan 2028 00:00:00 GMT"
    assert answer.header("link") == (
        '</docs#get-v1-loaves-loaf>; rel="deprecation", </docs#versions>; rel="sunset", '
        f'</v2/loaves/{loaf}>; rel="successor-version"'
    )


def test_a_method_that_stays_says_nothing(to_bakery: Call) -> None:
    for answer in (to_bakery("DELETE", "/v1/loaves/rye"), to_bakery("GET", "/_ping")):
        assert answer.status == 200
        assert not {"deprecation", "sunset", "link"} & dict(answer.headers).keys()


def test_the_contract_and_the_page_say_so_too(to_bakery: Call) -> None:
    operations = json.loads(to_bakery("GET", "/v1/openapi.json").body)["paths"]["/v1/loaves/{loaf}"]
    assert operations["get"]["deprecated"] is True
    assert operations["get"]["x-deprecation"]["sunset"] == "2028-01-04"
    assert "deprecated" not in operations["delete"]
    page = to_bakery("GET", "/docs").body.decode()
    assert 'id="get-v1-loaves-loaf"' in page
    assert 'id="versions"' in page
    assert "Deprecated since 2027-01-04" in page
    assert "until 2028-01-04 at the least" in page


def test_what_a_caller_writes_into_an_address_cannot_end_the_header(to_bakery: Call) -> None:
    answer = to_bakery("GET", "/v1/loaves/rye%0d%0aset-cookie:%20a=b")
    assert answer.header("set-cookie") is None
    assert "</v2/loaves/rye%0D%0Aset-cookie%3A%20a%3Db>" in (answer.header("link") or "")


def test_a_successor_with_other_names_is_told_as_a_template() -> None:
    assert filled("/v2/{oven}/loaves", "/v1/loaves/{loaf}", "/v1/loaves/rye") == "/v2/{oven}/loaves"


def test_nothing_may_end_sooner_than_was_promised_or_without_a_day() -> None:
    with pytest.raises(ValueError, match="365 days"):
        ending(date(2027, 1, 4), date(2028, 1, 3))
    with pytest.raises(ValueError, match="since when"):
        deprecation_of({"deprecated": True})


def test_every_operation_has_an_anchor_of_its_own_and_none_is_to_end_today() -> None:
    contract = whole_contract()
    anchors = [anchor(method, path) for path, item in contract["paths"].items() for method in item]
    assert len(anchors) == len(set(anchors))
    assert deprecated_in(contract) == {}
