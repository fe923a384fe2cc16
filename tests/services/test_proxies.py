"""From where a call comes: told by a proxy that is named, and by nobody else."""

from pathlib import Path

import pytest

from services.serving import Server
from services.settings import Settings
from tests.services.echoing import echo


@pytest.mark.parametrize(
    ("trusted", "believed"),
    [("127.0.0.1", False), ("10.77.0.0/24", True), ("192.0.2.1, 10.77.0.5", True), ("", False)],
)
def test_a_proxy_is_believed_where_it_is_named(trusted: str, believed: bool) -> None:
    server = Server(echo, Settings(data=Path("nowhere"), trusted_proxies=trusted))
    server.config.load()
    hosts = server.config.loaded_app.trusted_hosts
    assert ("10.77.0.5" in hosts) is believed
    assert "203.0.113.9" not in hosts
