"""Roles on a server that is there already: prepared as often as one likes."""

import uuid
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from deployment.roles import SCHEMAS, address_for, prepare_roles, role_of
from tests.databases import copy_of, drop


@pytest.fixture
async def empty(postgresql: str) -> AsyncIterator[str]:
    """An empty database, at its administrator's address."""
    name = f"roles_{uuid.uuid4().hex}"
    yield await copy_of(postgresql, "template0", name)
    await drop(postgresql, name)


async def _stored(address: str, schema: str) -> str:
    connection = await asyncpg.connect(address)
    try:
        found: str = await connection.fetchval(
            "SELECT rolpassword FROM pg_authid WHERE rolname = $1", role_of(schema)
        )
        return found
    finally:
        await connection.close()


async def test_preparing_twice_keeps_the_data_and_changes_the_passwords(empty: str) -> None:
    await prepare_roles(empty, dict.fromkeys(SCHEMAS, "first"))
    owner = await asyncpg.connect(address_for(empty, "indicators", "first"))
    await owner.execute("CREATE TABLE indicators.kept (n integer)")
    before = await _stored(empty, "indicators")

    await prepare_roles(empty, dict.fromkeys(SCHEMAS, "it's the second"))
    assert await owner.fetchval("SELECT count(*) FROM indicators.kept") == 0
    assert await _stored(empty, "indicators") != before
    await owner.close()


def test_an_owner_signs_in_at_the_administrators_server_and_database() -> None:
    url = make_url(address_for("postgresql://postgres:root@db:5433/wres", "oversight", "p@ss/word"))
    assert (url.username, url.password) == ("wres_oversight", "p@ss/word")
    assert (url.host, url.port, url.database) == ("db", 5433, "wres")


def test_the_address_on_a_socket_keeps_the_socket() -> None:
    url = make_url(address_for("postgresql://postgres:@/postgres?host=/run/here", "gateway", "secret"))
    assert (url.username, url.query["host"]) == ("wres_gateway", "/run/here")
