"""What a reader may ask of stored strata: whose, by when, of which bands, and as known when."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import Field

from vocabulary.bands import Band
from vocabulary.organisations import ODS_CODE_PATTERN, REGIONS, OrganisationType
from vocabulary.years import FIRST_YEAR, LAST_YEAR

Ods = Annotated[str, Path(pattern=ODS_CODE_PATTERN, description="ODS code of the organisation.")]
Horizons = Annotated[
    list[Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]] | None,
    Query(alias="horizon", min_length=1, max_length=10, description="Years to reach equality by; may be repeated."),
]
Bands = Annotated[
    list[Band] | None, Query(description="Only these bands or grades; may be repeated.", max_length=len(Band))
]
Confidence = Annotated[float, Query(gt=0, lt=1, description="Also say what meets the goal with this probability.")]
AreaId = Annotated[
    str,
    Path(
        pattern=rf"^(england|trusts|region:({'|'.join(REGIONS)})|ics:[A-Z0-9]{{3,6}}|type:({'|'.join(OrganisationType)}))$",
        description="england, trusts, region:Y56, ics:QMJ or type:acute.",
    ),
]
YearAsked = Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Return to start from; the newest.")]
YearOfReturns = Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Year of the returns to start from.")]
TurnoverFrom = Annotated[
    Literal["default", "returns"],
    Query(description="default: a stated rate for each band. returns: the organisation's own, from two returns."),
]
Footprinted = Annotated[
    Literal["reported", "current"],
    Query(description="reported: the body's own return. current: with those of the bodies that merged into it."),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of stored strata: by when, of which bands, and with which probability."""

    horizons: list[int] | None
    bands: list[Band] | None
    probability: float

    @property
    def key(self) -> tuple[tuple[int, ...], tuple[str, ...], float]:
        """The same as a key to remember answers by."""
        return tuple(self.horizons or ()), tuple(self.bands or ()), self.probability
