"""What tells a reader that something it remembers still stands: a number that every change counts up.

The number is changed in the unit of work of the change, and a second writer waits for the first, so that no change
can become visible after a later number has been read.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.tables import GenerationRow

ORGANISATIONS: Final = "organisations"
"""Counts changes of organisations and of who succeeded whom."""

_INSERT: Final[Mapping[str, Callable[..., Any]]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def published(year: int) -> str:
    """Return the name of the number that counts publications and withdrawals of a year."""
    return f"published:{year}"


async def bump(session: AsyncSession, names: Iterable[str]) -> None:
    """Count a change of each. In one order for everybody, so that no two writers wait for each other."""
    insert = _INSERT[session.get_bind().dialect.name]
    counted = {"number": GenerationRow.number + 1}
    for name in sorted(set(names)):
        first = insert(GenerationRow).values(name=name, number=1)
        await session.exec(first.on_conflict_do_update(index_elements=["name"], set_=counted))


async def numbers(session: AsyncSession, names: Iterable[str]) -> dict[str, int]:
    """Return the number of each; one that never changed has none."""
    query = select(GenerationRow.name, GenerationRow.number).where(col(GenerationRow.name).in_(sorted(set(names))))
    return dict((await session.exec(query)).all())
