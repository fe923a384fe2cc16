"""The choices behind a commissioner's values, as they are asked for: gaps, weights, floors, and whose contracts."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Annotated

from fastapi import Depends, Query

from oversight_service.commissioning import Footprint
from oversight_service.domain.commissioner_year import GivenWeights
from oversight_service.domain.given_weights import given_weights
from oversight_service.domain.progress_against_wres import GapMode, Parameters, WeightBasis
from services.problems import Fault, invalid

Footprinted = Annotated[
    Footprint,
    Query(description="reported: as it stood in the year. current: with the bodies that are one with it today."),
]
WeightsAsked = Annotated[
    list[str] | None,
    Query(alias="weight", max_length=200, description="A provider's own weight, RX1:0.5; together they sum to 1."),
]
BasisAsked = Annotated[
    WeightBasis | None,
    Query(description="What providers weigh by: headcount where nothing is said, custom where weights are given."),
]


def _parameters(
    gap_mode: GapMode = GapMode.SIGNED,
    weight_basis: BasisAsked = None,
    least_indicators: Annotated[int, Query(ge=1, le=4, description="Survey indicators that an index needs.")] = 2,
    coverage_floor: Annotated[
        float, Query(ge=0, le=1, description="No value where less of all weight has an index, or a figure.")
    ] = 0.5,
) -> Parameters:
    basis = weight_basis or WeightBasis.HEADCOUNT
    return Parameters(gap_mode, basis, least_indicators, Fraction(str(coverage_floor)))


ParametersAsked = Annotated[Parameters, Depends(_parameters)]
"""A route parameter: the choices behind a commissioner's values."""


def weights_given(
    texts: Sequence[str] | None, basis: WeightBasis | None, ods: str, providers: Collection[str]
) -> GivenWeights:
    """Return the weights that the reader hands in, ``None`` where there are none.

    Raises:
        Problem: 422 with everything that is wrong with them.
    """
    if not texts:
        return None
    if basis not in (None, WeightBasis.CUSTOM):
        words = f"Weights that are given go with weight_basis=custom, not {basis}."
        raise invalid(Fault("query:weight_basis", "not-custom", words, column="weight_basis"))
    read = given_weights(texts, ods, providers)
    if isinstance(read, Mapping):
        return read
    raise invalid(*(Fault("query:weight", each.code, each.message, column="weight") for each in read))
