"""The life of a return: who takes which step, in which order, and what the public sees when."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from services.identity import Caller
from tests.callers import ADMINISTRATOR, NATIONAL_TEAM, PUBLIC, REGULATOR, House, open_house, provider, refused
from tests.documents import complete
from tests.stocked import Stocked
from vocabulary.clients import ClientKind

OWN = provider("RX1")
SECOND = Caller("second-client-of-RX1", ClientKind.PROVIDER, "RX1")
RETURN = "/v1/organisations/RX1/returns/2018"
STEPS = f"{RETURN}/transitions"
PUBLISHED = "/v1/organisations/RX1/indicators?year=2018"


async def stock(house: House) -> None:
    body = {"name": "Test Valley NHS Trust", "type": "acute", "region": "Y56"}
    assert (await house.indicators.put("/v1/organisations/RX1", body)).status_code == 201
    assert (await house.indicators.put(RETURN, complete(), OWN)).status_code == 201


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def explanations(house: House) -> list[dict[str, str]]:
    stored = (await house.indicators.get(RETURN, OWN)).json()
    return [{"code": code, "text": "Checked."} for code in sorted({w["code"] for w in stored["warnings"]})]


async def step(house: House, to: str, caller: Caller, **more: Any) -> Any:
    if to == "signed_off" and "explanations" not in more:
        more["explanations"] = await explanations(house)
    return await house.indicators.post(STEPS, {"to": to, **more}, caller)


async def signed_off(house: House) -> None:
    assert (await step(house, "submitted", OWN)).status_code == 200
    assert (await step(house, "signed_off", SECOND)).status_code == 200


async def sees(house: House, caller: Caller = PUBLIC, **query: Any) -> int:
    return (await house.indicators.get(PUBLISHED, caller, params={"year": 2018, **query})).status_code


async def test_a_return_goes_from_draft_to_published_and_only_then_is_seen(house: House) -> None:
    assert await sees(house) == 404
    await signed_off(house)
    assert await sees(house) == 404
    published = await step(house, "published", NATIONAL_TEAM, note="Checked against the collection.")
    assert published.json()["state"] == "published"
    assert await sees(house) == 200
    life = (await house.indicators.get(STEPS, OWN)).json()
    assert [line["state"] for line in life["items"]] == ["published", "signed_off", "submitted", "draft"]
    assert [line["by"] for line in life["items"]] == ["wres-team", SECOND.client, OWN.client, OWN.client]


@pytest.mark.parametrize(
    ("taken", "asked"),
    [((), "signed_off"), ((), "published"), (("submitted",), "submitted"), (("submitted",), "published")],
)
async def test_a_step_out_of_order_is_a_conflict(house: House, taken: tuple[str, ...], asked: str) -> None:
    for each in taken:
        assert (await step(house, each, OWN)).status_code == 200
    refusal = await step(house, asked, ADMINISTRATOR)
    assert refusal.status_code == 409
    assert "can be" in refusal.json()["detail"]


async def test_another_person_signs_off(house: House) -> None:
    await step(house, "submitted", OWN)
    same = await step(house, "signed_off", OWN)
    assert (same.status_code, "Another person" in same.json()["detail"]) == (409, True)
    assert (await step(house, "signed_off", SECOND)).status_code == 200


async def test_every_warning_is_explained_at_sign_off_and_the_explanation_is_kept(house: House) -> None:
    warned = await house.indicators.put(
        RETURN, complete(disciplinary={"entered": {"white": 17, "bme": 9000, "unknown": 0}}), OWN
    )
    codes = {warning["code"] for warning in warned.json()["warnings"]}
    assert "entered-above-staff" in codes
    await step(house, "submitted", OWN)
    silent = await step(house, "signed_off", SECOND, explanations=[])
    assert (silent.status_code, "entered-above-staff" in silent.json()["detail"]) == (422, True)
    assert (await step(house, "signed_off", SECOND)).status_code == 200
    kept = (await house.indicators.get(STEPS, OWN)).json()["items"][0]["explanations"]
    assert {line["code"] for line in kept} == codes


async def test_who_may_take_which_step(house: House) -> None:
    for caller in (provider("RX2"), REGULATOR, NATIONAL_TEAM, PUBLIC):
        assert (await step(house, "submitted", caller)).status_code == refused(caller)
    await signed_off(house)
    for caller in (OWN, REGULATOR, PUBLIC):
        assert (await step(house, "published", caller)).status_code == refused(caller)
    assert (await step(house, "published", NATIONAL_TEAM)).status_code == 200
    for caller in (OWN, REGULATOR, PUBLIC):
        assert (await step(house, "withdrawn", caller)).status_code == refused(caller)
    assert (await step(house, "withdrawn", NATIONAL_TEAM)).status_code == 200
    for caller in (provider("RX2"), PUBLIC):
        assert (await house.indicators.get(STEPS, caller)).status_code == refused(caller)


async def test_a_revision_supersedes_the_published_one_only_when_it_is_published_itself(house: House) -> None:
    await signed_off(house)
    await step(house, "published", NATIONAL_TEAM)
    between = datetime.now(UTC)
    await house.indicators.put(RETURN, complete(recruitment=None), OWN)
    assert (await house.indicators.get(PUBLISHED, PUBLIC)).json()["revision"] == 1
    assert (await house.indicators.get(PUBLISHED, OWN)).json()["revision"] == 2
    await signed_off(house)
    await step(house, "published", NATIONAL_TEAM)
    assert (await house.indicators.get(PUBLISHED, PUBLIC)).json()["revision"] == 2
    then = await house.indicators.get(PUBLISHED, PUBLIC, params={"year": 2018, "as_of": between.isoformat()})
    assert (then.json()["revision"], then.json()["state"], then.json()["published"]) == (1, "published", True)
    history = (await house.indicators.get(f"{RETURN}/revisions", OWN)).json()["items"]
    assert [(line["revision"], line["state"]) for line in history] == [(2, "published"), (1, "superseded")]


async def test_a_newer_draft_ends_the_life_of_one_that_was_not_published(house: House) -> None:
    await step(house, "submitted", OWN)
    await house.indicators.put(RETURN, complete(), OWN)
    history = (await house.indicators.get(f"{RETURN}/revisions", OWN)).json()["items"]
    assert [(line["revision"], line["state"]) for line in history] == [(2, "draft"), (1, "superseded")]


async def test_an_embargo_holds_a_publication_back_and_a_withdrawal_before_its_end_undoes_it(house: House) -> None:
    await signed_off(house)
    await step(house, "published", NATIONAL_TEAM)
    await house.indicators.put(RETURN, complete(), OWN)
    await signed_off(house)
    later = datetime.now(UTC) + timedelta(days=30)
    held = await step(house, "published", NATIONAL_TEAM, embargo=later.isoformat())
    assert held.json()["embargo"] is not None
    assert (await house.indicators.get(PUBLISHED, PUBLIC)).json()["revision"] == 1
    own = (await house.indicators.get(PUBLISHED, OWN)).json()
    assert (own["revision"], own["state"], own["published"]) == (2, "signed_off", False)
    assert await sees(house, as_of=(later + timedelta(days=1)).isoformat()) == 422
    assert (await step(house, "withdrawn", NATIONAL_TEAM)).status_code == 200
    seen = (await house.indicators.get(PUBLISHED, PUBLIC)).json()
    assert (seen["revision"], seen["state"]) == (1, "published")
    assert (await told(house), await waiting(house)) == (["published-1"], [])


async def told(house: House, caller: Caller = PUBLIC) -> list[str]:
    """The etags of the returns that the feed tells of."""
    items = (await house.indicators.get("/v1/changes/indicators", caller)).json()["items"]
    return [each["etag"] for each in items if each["kind"] == "return"]


async def waiting(house: House) -> list[str]:
    """The etags that wait for the end of an embargo."""
    async with house.indicators.app.state.database.reading() as session:
        rows = (await session.connection()).execute(text("SELECT etag FROM indicators.change_pending ORDER BY etag"))
        return [etag for (etag,) in (await rows).all()]


async def test_what_is_published_in_place_of_an_embargoed_revision_is_all_that_is_told(house: House) -> None:
    await signed_off(house)
    later = datetime.now(UTC) + timedelta(days=30)
    await step(house, "published", NATIONAL_TEAM, embargo=later.isoformat())
    assert (await told(house, NATIONAL_TEAM), await waiting(house)) == ([], ["published-1", "published-1"])
    await house.indicators.put(RETURN, complete(), OWN)
    await signed_off(house)
    assert (await step(house, "published", NATIONAL_TEAM)).status_code == 200
    assert (await told(house), await waiting(house)) == (["published-2"], [])


async def test_an_embargo_ends_by_itself(house: House) -> None:
    await signed_off(house)
    soon = datetime.now(UTC) + timedelta(seconds=1)
    assert (await step(house, "published", NATIONAL_TEAM, embargo=soon.isoformat())).status_code == 200
    assert await sees(house) == 404
    assert await told(house, NATIONAL_TEAM) == []
    for _ in range(200):
        if await sees(house) == 200:
            break
        await asyncio.sleep(0.1)
    assert datetime.now(UTC) >= soon
    assert await sees(house) == 200
    assert await told(house) == ["published-1"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"to": "published", "embargo": "2001-01-01T00:00:00Z"}, "past"),
        ({"to": "submitted", "embargo": "2101-01-01T00:00:00Z"}, "embargo belongs"),
        ({"to": "submitted", "explanations": [{"code": "a", "text": "because"}]}, "explanations belong"),
        ({"to": "draft"}, "submitted"),
    ],
)
async def test_a_step_that_makes_no_sense_is_told_so(house: House, body: dict[str, Any], says: str) -> None:
    await signed_off(house)
    answer = await house.indicators.post(STEPS, body, ADMINISTRATOR)
    assert (answer.status_code, says in answer.text) == (422, True)


async def test_a_withdrawn_return_is_seen_no_more_but_was_seen_then(house: House) -> None:
    await signed_off(house)
    await step(house, "published", NATIONAL_TEAM)
    between = datetime.now(UTC).isoformat()
    assert (await step(house, "withdrawn", NATIONAL_TEAM, note="Counted twice.")).status_code == 200
    assert await sees(house) == 404
    assert await sees(house, as_of=between) == 200
    assert (await house.indicators.get(PUBLISHED, OWN)).json()["state"] == "withdrawn"


async def test_a_step_is_refused_with_a_stale_tag_and_taken_with_the_newest(house: House) -> None:
    read = await house.indicators.get(RETURN, OWN)
    stale = {"if-match": '"1-0000000000000000-draft"'}
    assert (await house.indicators.post(STEPS, {"to": "submitted"}, OWN, headers=stale)).status_code == 412
    fresh = {"if-match": read.headers["etag"]}
    assert (await house.indicators.post(STEPS, {"to": "submitted"}, OWN, headers=fresh)).status_code == 200
    assert (await house.indicators.post(STEPS, {"to": "withdrawn"}, OWN, headers=fresh)).status_code == 412


async def test_a_return_is_late_after_its_deadline(house: House) -> None:
    assert (await house.indicators.get(STEPS, OWN)).json()["late"] is None
    past, future = (
        {"submit_by": "2018-08-31", "source": "A letter."},
        {"submit_by": "2100-08-31", "source": "A letter."},
    )
    for caller in (OWN, REGULATOR, PUBLIC):
        assert (await house.indicators.put("/v1/deadlines/2018", past, caller)).status_code == refused(caller)
    assert (await house.indicators.put("/v1/deadlines/2018", past, NATIONAL_TEAM)).status_code == 201
    assert (await house.indicators.get(STEPS, OWN)).json()["late"] is True
    await step(house, "submitted", OWN)
    assert (await house.indicators.put("/v1/deadlines/2018", future, NATIONAL_TEAM)).status_code == 200
    assert (await house.indicators.get(STEPS, OWN)).json()["late"] is False
    assert (await house.indicators.get("/v1/deadlines", PUBLIC)).json()["items"][0]["submit_by"] == "2100-08-31"


async def test_many_returns_take_a_step_together_and_each_is_judged_by_itself(house: House) -> None:
    await house.indicators.put("/v1/organisations/RX2", {"name": "Second NHS Trust", "type": "acute"})
    await house.indicators.put("/v1/organisations/RX2/returns/2018", complete(organisation="RX2"), provider("RX2"))
    both = [{"organisation": ods, "year": 2018} for ods in ("RX1", "RX2", "RX9")]
    own = (await house.indicators.post("/v1/returns:transition", {"to": "submitted", "returns": both}, OWN)).json()
    assert own["taken"] == 1
    assert {line["organisation"]: line["code"] for line in own["refused"]} == dict.fromkeys(
        ("RX2", "RX9"), "not-yours"
    )
    rest = await house.indicators.post("/v1/returns:transition", {"to": "submitted", "returns": both}, ADMINISTRATOR)
    codes = {line["organisation"]: line["code"] for line in rest.json()["refused"]}
    assert (rest.json()["taken"], codes) == (1, {"RX1": "not-in-order", "RX9": "not-found"})
