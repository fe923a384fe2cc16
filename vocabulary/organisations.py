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

ENGLAND_TYPES: Final = TRUST_TYPES | {OrganisationType.CCG, OrganisationType.ICB}
"""The bodies that the strategy's Table 1 adds up: NHS trusts and CCGs; and ICBs, which followed CCGs in 2022."""


class Region(StrEnum):
    """The seven NHS regions of 2019 by ODS code."""

    LONDON = "Y56"
    SOUTH_WEST = "Y58"
    SOUTH_EAST = "Y59"
    MIDLANDS = "Y60"
    EAST_OF_ENGLAND = "Y61"
    NORTH_WEST = "Y62"
    NORTH_EAST_AND_YORKSHIRE = "Y63"


REGIONS: Final[dict[str, str]] = {
    Region.LONDON.value: "London",
    Region.SOUTH_WEST.value: "South West",
    Region.SOUTH_EAST.value: "South East",
    Region.MIDLANDS.value: "Midlands",
    Region.EAST_OF_ENGLAND.value: "East of England",
    Region.NORTH_WEST.value: "North West",
    Region.NORTH_EAST_AND_YORKSHIRE.value: "North East and Yorkshire",
}
"""The regions' names by code, in the order of their codes."""

ODS_CODE_PATTERN: Final = r"^[A-Z0-9]{3,6}$"
"""An ODS code of an organisation: three to six capital letters and digits."""

_ODS_CODE: Final = re.compile(ODS_CODE_PATTERN)


def is_ods_code(text: str) -> bool:
    """Say whether ``text`` has the form of an organisation's ODS code."""
    return _ODS_CODE.fullmatch(text) is not None
