"""One running program for every attack, with clients of two trusts, of a regulator, and of nobody."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from tests.documents import complete
from tests.security.program import OTHER, OWN, YEAR, Program
from tests.servers import KEY, embedded


def made(client: httpx2.Client, **body: Any) -> dict[str, Any]:
    """Make a client of the product."""
    answer = client.post("/v1/clients", json=body, headers={"apikey": KEY})
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("attacked")
    variables = {"WRES_LOG_LEVEL": "INFO", "WRES_EXPORT_SECONDS": "0"}
    with (
        embedded(folder, variables) as address,
        httpx2.Client(base_url=address, timeout=30, trust_env=False) as client,
    ):
        clients = {
            "own": made(client, name="own", kind="provider", body=OWN),
            "second": made(client, name="second", kind="provider", body=OWN),
            "other": made(client, name="other", kind="provider", body=OTHER),
            "regulator": made(client, name="regulator", kind="regulator"),
        }
        keys = {name: each["key"] for name, each in clients.items()} | {"administrator": KEY}
        ids = {name: each["id"] for name, each in clients.items()}
        opened = Program(address, folder / "gateway.log", client, keys, ids)
        draft = complete(organisation=OWN, year=YEAR) | {"edition": None, "snapshot": None}
        put = opened.ask("own", "PUT", f"/v1/organisations/{OWN}/returns/{YEAR}", json=draft)
        assert put.status_code in (200, 201), put.text
        yield opened
