"""Roles on a server that is there already: prepared as often as one likes."""

import uuid
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from deployment.roles import MIGRATOR, SIGNING_IN, address_for, owner_of, prepare_roles, role_of
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
    await prepare_roles(empty, dict.fromkeys(SIGNING_IN, "first"))
    migrator = await asyncpg.connect(
        address_for(empty, MIGRATOR, "first"), server_settings={"role": owner_of("indicators")}
    )
    await migrator.execute("CREATE TABLE indicators.kept (n integer)")
    await migrator.close()
    service = await asyncpg.connect(address_for(empty, "indicators", "first"))
    await service.execute("INSERT INTO indicators.kept VALUES (1)")
    before = await _stored(empty, "indicators")

    await prepare_roles(empty, dict.fromkeys(SIGNING_IN, "it's the second"))
    assert await service.fetchval("SELECT count(*) FROM indicators.kept") == 1
    assert await _stored(empty, "indicators") != before
    await service.close()


async def test_a_schema_that_its_service_owned_goes_to_the_owner_and_stays_open_to_it(empty: str) -> None:
    await prepare_roles(empty, dict.fromkeys(SIGNING_IN, "first"))
    administrator = await asyncpg.connect(empty)
    await administrator.execute("CREATE TABLE indicators.earlier (n integer)")
    for what in ("SCHEMA indicators", "TABLE indicators.earlier"):
        await administrator.execute(f"ALTER {what} OWNER TO {role_of('indicators')}")

    await prepare_roles(empty, dict.fromkeys(SIGNING_IN, "first"))
    found = await administrator.fetchrow(
        "SELECT tableowner, has_schema_privilege($1, 'indicators', 'CREATE') AS creates FROM pg_tables "
        "WHERE schemaname = 'indicators' AND tablename = 'earlier'",
        role_of("indicators"),
    )
    assert tuple(found or ()) == (owner_of("indicators"), False)
    service = await asyncpg.connect(address_for(empty, "indicators", "first"))
    assert await service.execute("INSERT INTO indicators.earlier VALUES (1)") == "INSERT 0 1"
    await service.close()
    await administrator.close()


def test_an_owner_signs_in_at_the_administrators_server_and_database() -> None:
    url = make_url(address_for("postgresql://postgres:root@db:5433/wres", "oversight", "p@ss/word"))
    assert (url.username, url.password) == ("wres_oversight", "p@ss/word")
    assert (url.host, url.port, url.database) == ("db", 5433, "wres")


def test_the_address_on_a_socket_keeps_the_socket() -> None:
    url = make_url(address_for("postgresql://postgres:@/postgres?host=/run/here", "gateway", "secret"))
    assert (url.username, url.query["host"]) == ("wres_gateway", "/run/here")
