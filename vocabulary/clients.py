"""Kinds of client, and what each may see and do. The owning service enforces it, body by body."""

from enum import StrEnum
from typing import Final


class ClientKind(StrEnum):
    """Who a client is.

    ``ADMINISTRATOR`` keeps clients and may do everything. ``NATIONAL_TEAM`` sees all, agrees targets and keeps
    reference data. ``REGULATOR`` reads all exact figures. ``OVERSIGHT`` does too, and records official
    outcomes. ``COMMISSIONER`` reads its own body and the providers it commissions. ``PROVIDER`` submits and reads
    its own returns, exact. ``PUBLIC`` reads what is published, under disclosure control, and needs no key.
    """

    ADMINISTRATOR = "administrator"
    NATIONAL_TEAM = "national_team"
    REGULATOR = "regulator"
    OVERSIGHT = "oversight"
    COMMISSIONER = "commissioner"
    PROVIDER = "provider"
    PUBLIC = "public"


ACT_FOR_A_BODY: Final = frozenset({ClientKind.COMMISSIONER, ClientKind.PROVIDER})
"""Kinds of client that act for one organisation, named by its ODS code."""
