"""One running server for the tests of the client. It is empty at first, and each test has bodies of its own."""

from collections.abc import Iterator

import pytest
from model_employer import Client

from tests.client.publishing import client_at
from tests.servers import embedded

SETTINGS = {"WRES_DEMO": "0", "WRES_WEBHOOKS_INSECURE": "1", "WRES_WEBHOOKS_POLL_SECONDS": "0.1"}
"""Webhooks may go to this machine."""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with embedded(tmp_path_factory.mktemp("served"), SETTINGS) as started:
        yield started


@pytest.fixture
def door(address: str) -> Iterator[Client]:
    """The administrator's client."""
    with client_at(address) as client:
        yield client
