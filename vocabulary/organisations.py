"""Kinds of NHS organisation, regions, and the ODS code that names a body everywhere."""

import re
from enum import StrEnum
from typing import Final


class OrganisationType(StrEnum):
    """What kind of body an organisation is. Trusts are told apart by the services they provide."""

    ACUTE = "acute"
    MENTAL_HEALTH = "mental_health"
    COMMUNITY = "community"
    AMBULANCE = "ambulance"
    SPECIALIST = "specialist"
    CCG = "ccg"
    ICB = "icb"
    ARMS_LENGTH_BODY = "arms_length_body"
    INDEPENDENT_PROVIDER = "independent_provider"


TRUST_TYPES: Final = frozenset(
    {
        OrganisationType.ACUTE,
        OrganisationType.MENTAL_HEALTH,
        OrganisationType.COMMUNITY,
        OrganisationType.AMBULANCE,
        OrganisationType.SPECIALIST,
    }
)

ENGLAND_TYPES: Final = TRUST_TYPES | {OrganisationType.CCG}
"""The bodies that the strategy's Table 1 adds up: NHS trusts and CCGs."""

REGIONS: Final[dict[str, str]] = {
    "Y56": "London",
    "Y58": "South West",
    "Y59": "South East",
    "Y60": "Midlands",
    "Y61": "East of England",
    "Y62": "North West",
    "Y63": "North East and Yorkshire",
}
"""The seven NHS regions of 2019 by ODS code."""

ODS_CODE_PATTERN: Final = r"^[A-Z0-9]{3,6}$"
"""An ODS code of an organisation: three to six capital letters and digits."""

_ODS_CODE: Final = re.compile(ODS_CODE_PATTERN)


def is_ods_code(text: str) -> bool:
    """Say whether ``text`` has the form of an organisation's ODS code."""
    return _ODS_CODE.fullmatch(text) is not None
