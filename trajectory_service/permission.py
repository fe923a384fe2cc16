"""What a client may see and set of goals. Who commissions whom, the indicators service knows and is asked."""

from fastapi import Request

from services.identity import HEADER, Caller, refusal
from services.peers import peer_of
from vocabulary.clients import ClientKind


async def require_exact(request: Request, caller: Caller, ods: str) -> None:
    """Refuse a caller who may not see the body's own figures; a body that is not registered is a 404.

    Raises:
        Problem: 403 or 401, or the 404 of the indicators service.
    """
    answer = await peer_of(request, "indicators").read(
        f"/v1/organisations/{ods}/entitlement", request.headers[HEADER]
    )
    if not answer["exact"]:
        raise refusal(caller, f"This client may not read the goals of {ods}.")


def require_setter(caller: Caller, ods: str) -> None:
    """Refuse a caller who may not propose a goal for the body: the body itself and the national team may.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if caller.kind not in (ClientKind.ADMINISTRATOR, ClientKind.NATIONAL_TEAM) and caller.body != ods:
        raise refusal(caller, f"Only {ods} itself and the national team propose its goals.")
