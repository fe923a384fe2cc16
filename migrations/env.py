"""Runs the revisions of one service over the connection that ``services.migrations`` opened."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString

from services.instants import Instant

SCHEMA = context.config.attributes["schema"]


def only_own_schema(name: str | None, kind: str, _parents: Any) -> bool:
    """Look at the service's own schema and at no other."""
    return name == SCHEMA if kind == "schema" else True


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | bool:
    """Write our types as SQLAlchemy's own, which revision files import and which never change."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    include_schemas=True,
    include_name=only_own_schema,
    version_table_schema=SCHEMA,
    render_item=render_item,
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
