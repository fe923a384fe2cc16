"""A database that cannot be had in time: too many write at once, or it is away. The caller is told so, and waits."""

from typing import Final

from fastapi import FastAPI, Request
from sqlalchemy.exc import DBAPIError, InterfaceError, TimeoutError
from starlette.responses import Response

from services import records
from services.peers import away
from services.problems import Problem

_WAITED_IN_VAIN: Final = frozenset({"55P03", "57014", "40P01", "40001"})
"""What PostgreSQL calls a lock that was not had in time, a statement cut short, a deadlock and a lost race."""

_AWAY: Final = ("08", "53", "57P")
"""How its codes for a broken connection, for having no room, and for stopping begin."""

_SQLITE_WAITED: Final = ("database is locked", "database is busy", "table is locked")


def install(app: FastAPI) -> None:
    """Make ``app`` answer 503 where its database cannot be had in time."""

    async def on_trouble(request: Request, error: Exception) -> Response:
        problem = _problem(error, request.app.state.service.name)
        if problem is None:
            raise error
        records.log.warning("the database cannot be had", extra={"path": request.url.path, "error": repr(error)})
        return problem.response(request.url.path)

    for kind in (DBAPIError, TimeoutError, ConnectionError):
        app.add_exception_handler(kind, on_trouble)


def _problem(error: Exception, service: str) -> Problem | None:
    """Return what to answer, or ``None`` where the fault is ours and not that of the moment."""
    if isinstance(error, TimeoutError):
        return _busy(service)
    if not isinstance(error, DBAPIError):
        return away(service)
    said, state = str(error.orig), str(getattr(error.orig, "sqlstate", None) or "")
    if state in _WAITED_IN_VAIN or any(word in said for word in _SQLITE_WAITED):
        return _busy(service)
    if state.startswith(_AWAY) or isinstance(error, InterfaceError) or error.connection_invalidated:
        return away(service)
    return None


def _busy(service: str) -> Problem:
    words = f"The database of the {service} service is busy. Nothing was kept; send the call again."
    return Problem(503, words, "database-busy", headers={"Retry-After": "2"})
