"""The real services composed: in one process, and apart over real HTTP."""

import asyncio
import json
from pathlib import Path

import pytest
from pydantic import SecretStr

import indicators_service.app
import oversight_service.app
import trajectory_service.app
from gateway import distributed, embedded
from services.settings import Settings
from tests.gateway.conftest import ADMINISTRATOR, caller_at, settings_in
from tests.gateway.standing_in import served

PEERS = dict.fromkeys(("indicators", "trajectory", "oversight"), "http://127.0.0.1:1")
KEY = {"apikey": ADMINISTRATOR, "x-request-id": "r-1"}
ADDRESSES = [
    "/_status",
    "/v1/organisations",
    "/v1/organisations/RX1",
    "/v1/organisations/RX1/indicators?year=2018",
    "/v1/organisations/RX1/trajectories",
    "/v1/organisations/RX1/well-led?year=2018",
    "/v1/frameworks",
    "/v1/openapi.json",
]


def test_the_real_services_answer_the_same_in_one_process_and_apart(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    asyncio.run(embedded.prepare(settings))
    with (
        served(indicators_service.app.application(settings)) as indicators,
        served(
            trajectory_service.app.application(settings.model_copy(update={"peers": {"indicators": indicators}}))
        ) as trajectory,
    ):
        both = {"indicators": indicators, "trajectory": trajectory}
        with served(oversight_service.app.application(settings.model_copy(update={"peers": both}))) as oversight:
            apart = settings.model_copy(update={"peers": {**both, "oversight": oversight}})
            with served(embedded.application(settings)) as one, served(distributed.application(apart)) as four:
                for path in ADDRESSES:
                    answers = [caller_at(address)("GET", path, KEY) for address in (one, four)]
                    assert answers[0].status == answers[1].status, path
                    assert json.loads(answers[0].body) == json.loads(answers[1].body), path
                    assert [h for h in answers[0].headers if h[0] not in ("date", "x-correlation-id")] == [
                        h for h in answers[1].headers if h[0] not in ("date", "x-correlation-id")
                    ], path


@pytest.mark.parametrize("peers", [{"indicators": "http://a"}, {**PEERS, "bakery": "http://a"}])
def test_services_left_out_or_unheard_of_are_refused_at_start(tmp_path: Path, peers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="WRES_PEERS must name indicators, oversight, trajectory"):
        distributed.application(settings_in(tmp_path).model_copy(update={"peers": peers}))


def test_services_apart_need_a_secret_that_all_share(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="WRES_IDENTITY_SECRET"):
        distributed.application(Settings(data=tmp_path, peers=PEERS, bootstrap_key=SecretStr("a key for this test")))
