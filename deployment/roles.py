"""Who may do what in the database: ``python -m deployment.roles``.

Each service signs in with a role of its own, which reads and writes the rows of its own schema, and can neither see
another nor change what the schema is made of. The schema belongs to a role that nobody signs in with; the migrator
acts as it. Run again it changes nothing but the passwords, so it also serves to change those, and to bring an
installation whose services owned their schemas to this state.

As a command it takes the address of an administrator of the database from ``WRES_DATABASE_URL`` and the passwords
from ``GATEWAY_PASSWORD``, ``INDICATORS_PASSWORD``, ``TRAJECTORY_PASSWORD``, ``OVERSIGHT_PASSWORD`` and
``MIGRATOR_PASSWORD``.
"""

import asyncio
import os
import sys
from collections.abc import Mapping
from typing import Final, TypeAlias

import asyncpg
from sqlalchemy.engine import make_url

SCHEMAS: Final = ("gateway", "indicators", "trajectory", "oversight")
"""The services with data, each with a schema of the same name."""

MIGRATOR: Final = "migrator"
"""Who changes what the schemas are made of, and nothing else."""

SIGNING_IN: Final = (*SCHEMAS, MIGRATOR)
"""Everybody with a password."""

_LOCK: Final = 0x57524553
"""Any number will do: two runs at once wait for each other."""

_ROWS: Final = "SELECT, INSERT, UPDATE, DELETE"

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


def role_of(name: str) -> str:
    """Return the role that a service, or the migrator, signs in with.

    Roles belong to a whole server, so the name says whose they are.
    """
    return f"wres_{name}"


def owner_of(schema: str) -> str:
    """Return the role that ``schema`` belongs to."""
    return f"{role_of(schema)}_owner"


def address_for(administrator: str, name: str, password: str) -> str:
    """Return the database address at which a service, or the migrator, signs in."""
    url = make_url(administrator).set(username=role_of(name), password=password)
    return url.render_as_string(hide_password=False)


async def prepare_roles(administrator: str, passwords: Mapping[str, str]) -> None:
    """Create what is missing of the roles and schemas, and set the passwords; all of it or nothing.

    Raises:
        asyncpg.PostgresError: the administrator may not create roles or schemas.
    """
    connection = await asyncpg.connect(administrator)
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
            for name in SIGNING_IN:
                await _sign_in(connection, role_of(name), passwords[name])
            for schema in SCHEMAS:
                await _own(connection, schema)
                await _open(connection, schema)
    finally:
        await connection.close()


async def _sign_in(connection: Connection, role: str, password: str) -> None:
    """Make a role that may sign in, or give it another password."""
    # A password cannot be a parameter of these commands; the server itself quotes it.
    quoted = await connection.fetchval("SELECT quote_literal($1::text)", password)
    verb = "ALTER" if await _known(connection, role) else "CREATE"
    await connection.execute(f"{verb} ROLE {role} LOGIN PASSWORD {quoted}")
    # An administrator who is not a superuser may give away only what belongs to a role that it is a member of.
    await connection.execute(f"GRANT {role} TO CURRENT_USER")


async def _known(connection: Connection, role: str) -> bool:
    return bool(await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role))


async def _own(connection: Connection, schema: str) -> None:
    """Give a schema, and all that is in it, to its owner."""
    owner = owner_of(schema)
    if not await _known(connection, owner):
        await connection.execute(f"CREATE ROLE {owner} NOLOGIN")
    await connection.execute(f"GRANT {owner} TO CURRENT_USER, {role_of(MIGRATOR)}")
    await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {owner}")
    await connection.execute(f"ALTER SCHEMA {schema} OWNER TO {owner}")
    await connection.execute(f"REASSIGN OWNED BY {role_of(schema)} TO {owner}")


async def _open(connection: Connection, schema: str) -> None:
    """Let a service read and write rows, of the tables that are there and of those that migrations will make.

    What it may not even do to a row, a migration takes back: see ``services.migrations``.
    """
    owner, service = owner_of(schema), role_of(schema)
    await connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {service}")
    to_come = f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema} GRANT"
    await connection.execute(f"{to_come} {_ROWS} ON TABLES TO {service}")
    await connection.execute(f"{to_come} USAGE ON SEQUENCES TO {service}")
    tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = $1", schema)
    for (table,) in tables:
        granted = await connection.fetchval(
            "SELECT has_table_privilege($1, format('%I.%I', $2::text, $3::text), 'SELECT')", service, schema, table
        )
        if not granted:
            await connection.execute(f'GRANT {_ROWS} ON {schema}."{table}" TO {service}')
    await connection.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {service}")


def main() -> None:
    """Prepare the roles as the environment says."""
    variables = {name: f"{name.upper()}_PASSWORD" for name in SIGNING_IN}
    missing = [name for name in ("WRES_DATABASE_URL", *variables.values()) if not os.environ.get(name)]
    if missing:
        sys.exit(f"Set {', '.join(missing)}.")
    passwords = {name: os.environ[variable] for name, variable in variables.items()}
    asyncio.run(prepare_roles(os.environ["WRES_DATABASE_URL"], passwords))


if __name__ == "__main__":
    main()
