"""Which lines of an audit trail are asked for, and in which order."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Annotated, Final, Literal

from fastapi import Depends, Query

from services.as_of import AsOf
from services.wire import Text

Order = Literal["newest", "oldest"]
NAMED: Final = ("organisation", "subject", "by", "kind", "action")
"""What a line must say exactly, where it is asked for."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which lines are asked for. A window has its beginning and not its end."""

    order: Order = "newest"
    organisation: str | None = None
    subject: str | None = None
    by: str | None = None
    kind: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def parameters(self) -> dict[str, str]:
        """Return them as the parameters of a call."""
        named = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in named.items()
            if value is not None
        }


def _asked(
    order: Annotated[Order, Query(description="Newest or oldest first.")] = "newest",
    organisation: Annotated[Text | None, Query(max_length=10, description="Code of a body.")] = None,
    subject: Annotated[
        Text | None, Query(max_length=100, description="What tells things of a kind apart, such as a client's id.")
    ] = None,
    by: Annotated[Text | None, Query(max_length=64, description="Id of the client that did it.")] = None,
    kind: Annotated[Text | None, Query(max_length=30, description="With what it was done.")] = None,
    action: Annotated[Text | None, Query(max_length=30, description="What was done.")] = None,
    since: AsOf = None,
    until: AsOf = None,
) -> Filters:
    return Filters(order, organisation, subject, by, kind, action, since, until)


Filtered = Annotated[Filters, Depends(_asked)]
"""A route parameter: which lines are asked for."""
