"""One database role and one schema per service: ``python -m deployment.roles``.

Each service signs in with a role of its own, which owns its own schema and can see no other. Run again it changes
nothing but the passwords, so it also serves to change those.

As a command it takes the address of an administrator of the database from ``WRES_DATABASE_URL`` and the passwords
from ``GATEWAY_PASSWORD``, ``INDICATORS_PASSWORD``, ``TRAJECTORY_PASSWORD`` and ``OVERSIGHT_PASSWORD``.
"""

import asyncio
import os
import sys
from collections.abc import Mapping
from typing import Final

import asyncpg
from sqlalchemy.engine import make_url

SCHEMAS: Final = ("gateway", "indicators", "trajectory", "oversight")
"""The owners of data, each with a schema of the same name."""

_LOCK: Final = 0x57524553
"""Any number will do: two runs at once wait for each other."""


def role_of(schema: str) -> str:
    """Return the role that owns ``schema``. Roles belong to a whole server, so the name says whose they are."""
    return f"wres_{schema}"


def address_for(administrator: str, schema: str, password: str) -> str:
    """Return the database address that the owner of ``schema`` signs in with."""
    url = make_url(administrator).set(username=role_of(schema), password=password)
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
            for schema in SCHEMAS:
                await _prepare(connection, schema, passwords[schema])
    finally:
        await connection.close()


async def _prepare(connection: "asyncpg.Connection[asyncpg.Record]", schema: str, password: str) -> None:
    role = role_of(schema)
    known = await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role)
    # A password cannot be a parameter of these commands; the server itself quotes it.
    quoted = await connection.fetchval("SELECT quote_literal($1::text)", password)
    await connection.execute(f"{'ALTER' if known else 'CREATE'} ROLE {role} LOGIN PASSWORD {quoted}")
    # An administrator who is not a superuser may give a schema only to a role that it is a member of.
    await connection.execute(f"GRANT {role} TO CURRENT_USER")
    await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {role}")


def main() -> None:
    """Prepare the roles as the environment says."""
    variables = {schema: f"{schema.upper()}_PASSWORD" for schema in SCHEMAS}
    missing = [name for name in ("WRES_DATABASE_URL", *variables.values()) if not os.environ.get(name)]
    if missing:
        sys.exit(f"Set {', '.join(missing)}.")
    passwords = {schema: os.environ[name] for schema, name in variables.items()}
    asyncio.run(prepare_roles(os.environ["WRES_DATABASE_URL"], passwords))


if __name__ == "__main__":
    main()
