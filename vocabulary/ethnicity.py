"""Ethnic categories of the NHS Data Dictionary and how the WRES groups them.

The map from category to group is data with a name and a version, because publishers group differently.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class EthnicGroup(StrEnum):
    """The three groups of the WRES. ``BME`` is black and minority ethnic as the WRES defines it."""

    WHITE = "white"
    BME = "bme"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Grouping:
    """A named, versioned map from ethnic category codes to groups."""

    name: str
    version: str
    groups: Mapping[str, EthnicGroup]

    def group_of(self, code: str | None) -> EthnicGroup:
        """Return the group of a code. Sub-codes roll up by their first letter; blank is unknown.

        Raises:
            ValueError: the code is not in the NHS Data Dictionary.
        """
        if code is None or not code.strip():
            return EthnicGroup.UNKNOWN
        cleaned = code.strip().upper()
        group = self.groups.get(cleaned) or self.groups.get(cleaned[0])
        if group is None:
            raise ValueError(f"'{code}' is not an ethnic category of the NHS Data Dictionary")
        return group


WRES_GROUPING: Final = Grouping(
    name="wres",
    version="2015",
    groups=MappingProxyType(
        dict.fromkeys("ABC", EthnicGroup.WHITE)
        | dict.fromkeys("DEFGHJKLMNPRS", EthnicGroup.BME)
        | dict.fromkeys(("Z", "99"), EthnicGroup.UNKNOWN)
    ),
)
"""White is A, B, C; BME is D to S; not stated (Z), 99 and blank are unknown."""
