"""Who may look after a subscription: its own client, and administrators."""

from sqlmodel.ext.asyncio.session import AsyncSession

from gateway.permission import require_of_client
from gateway.webhooks.states import SubscriptionState
from gateway.webhooks.tables import SubscriptionRow
from services.identity import Caller
from services.problems import Problem
from vocabulary.permissions.resources import Action, Resource


async def asked_for(
    session: AsyncSession, caller: Caller, subscription: str, action: Action, *, alone: bool = False
) -> SubscriptionRow:
    """Return a subscription that the caller may look after; ``alone`` lets everybody else wait who would change it.

    Raises:
        Problem: 403, or 401 when there was no credential, for another's; 404 where there is none.
    """
    row = await session.get(SubscriptionRow, subscription, with_for_update=alone)
    require_of_client(caller, Resource.SUBSCRIPTION, action, row.client if row else caller.client)
    if row is None:
        raise Problem(404, f"There is no subscription {subscription}.")
    return row


def require_not_ended(row: SubscriptionRow) -> None:
    """Refuse to go on with a subscription that has ended.

    Raises:
        Problem: 409.
    """
    if row.state == SubscriptionState.ENDED:
        raise Problem(409, f"The subscription has ended: {row.reason} Make another.")
