"""A write that follows an earlier version: named, stale, not named, and where none is there yet."""

import itertools
from pathlib import Path

import httpx2
import pytest
from fastapi import APIRouter, FastAPI, Response
from sqlalchemy import MetaData

from services.application import Service, create_application
from services.conditional import IfMatch, entity_tag
from services.settings import Settings

router = APIRouter(prefix="/v1")
STORED: dict[str, bytes] = {}


@router.put("/recipes/{name}")
async def keep(name: str, if_match: IfMatch, response: Response) -> None:
    if_match.require(*([entity_tag(STORED[name])] if name in STORED else []), what="the recipe")
    STORED[name] = b"revision %d" % next(_revisions)
    response.headers["etag"] = entity_tag(STORED[name])


_revisions = itertools.count()


def bakery(*, needed: bool) -> FastAPI:
    settings = Settings(data=Path("nowhere"), require_if_match=needed)
    return create_application(Service("bakery", "Bakery", [router], MetaData()), settings)


async def put(app: FastAPI, name: str, tag: str | None = None) -> httpx2.Response:
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://bakery") as client:
        return await client.put(f"/v1/recipes/{name}", headers={} if tag is None else {"if-match": tag})


@pytest.mark.parametrize("needed", [False, True])
async def test_what_is_named_must_be_the_newest(needed: bool) -> None:
    app, name = bakery(needed=needed), f"bread-{needed}"
    first = await put(app, name)
    assert first.status_code == 200, "there is nothing yet that could be named"
    second = await put(app, name, first.headers["etag"])
    assert second.status_code == 200
    stale = await put(app, name, first.headers["etag"])
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert (await put(app, name, f'"other", W/{second.headers["etag"]}')).status_code == 200
    assert (await put(app, name, "*")).status_code == 200


async def test_what_is_not_there_cannot_be_named() -> None:
    for tag in ('"any"', "*"):
        assert (await put(bakery(needed=False), "never-kept", tag)).status_code == 412


async def test_who_names_nothing_is_asked_to_where_the_installation_wants_it() -> None:
    for needed, status in ((False, 200), (True, 428)):
        app, name = bakery(needed=needed), f"cake-{needed}"
        await put(app, name)
        again = await put(app, name)
        assert again.status_code == status
    assert again.json()["code"] == "precondition-required"
    assert "If-Match" in again.json()["detail"]
