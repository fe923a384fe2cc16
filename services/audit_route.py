"""The addresses at which a service shows its audit trail: a part of the whole, which the gateway puts together."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query

from services.audit_checking import AuditStep, step
from services.audit_filters import Filtered
from services.audit_reading import AuditHead, AuditPart, head, page
from services.audit_table import table_of
from services.chain import NOTHING, End
from services.database import Reading
from services.identity import Caller, caller_of, refusal

MOST: Final = 500
LAST: Final = 2**62
"""No line has a larger number."""

END_PATTERN: Final = r"^[0-9]{1,18}:[0-9a-f]{64}$"
"""How the end of a chain is written: its number and its digest."""


def end_of(written: str | None) -> End | None:
    """Return the end of a chain that was written as ``123:digest``."""
    if written is None:
        return None
    number, _, digest = written.partition(":")
    return End(int(number), digest)


def written_end(end: End | AuditHead) -> str:
    """Return the end of a chain as it is written."""
    return f"{end.number}:{end.hash}"


def audit_reader(reads: Callable[[str], bool]) -> Any:
    """Return what refuses all but the kinds of client that may read an audit trail: a dependency of its routes."""

    async def allowed(caller: Annotated[Caller, Depends(caller_of)]) -> None:
        if not reads(caller.kind):
            raise refusal(caller, "Only administrators read the audit trail.")

    return Depends(allowed)


def audit_router(service: str, reads: Callable[[str], bool]) -> APIRouter:
    """Return the router of a service's audit trail; ``reads`` says which kinds of client may read it."""
    table, address = table_of(service), f"/audit/{service}"
    router = APIRouter(prefix="/v1", tags=["audit"], dependencies=[audit_reader(reads)])

    async def read_part(
        session: Reading,
        filters: Filtered,
        after: Annotated[int | None, Query(ge=0, le=LAST, description="Number of the last line seen.")] = None,
        limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
    ) -> AuditPart:
        return await page(session, table, filters, after, limit)

    async def read_head(session: Reading) -> AuditHead:
        return await head(session, table)

    async def verify_step(
        session: Reading,
        begin: Annotated[
            str, Query(pattern=END_PATTERN, description="The line after which to begin.")
        ] = f"0:{NOTHING}",
        known: Annotated[str | None, Query(pattern=END_PATTERN, description="An end known from before.")] = None,
    ) -> AuditStep:
        return await step(session, table, end_of(begin) or End(), end_of(known))

    for path, endpoint, name, says in (
        ("", read_part, "read_audit_of", f"Read the audit trail of the {service} service. The whole is /v1/audit."),
        ("/head", read_head, "read_audit_head_of", f"Read the last line of the {service} service's chain."),
        ("/verification", verify_step, "verify_audit_of", f"Check a part of the {service} service's chain."),
    ):
        router.add_api_route(f"{address}{path}", endpoint, name=f"{name}_{service}", description=says)
    return router
