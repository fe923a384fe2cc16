"""Figures that an organisation prints of itself, so that they can be held against its counts."""

from typing import Annotated, Literal

from pydantic import Field

from services.wire import Wire

Figure = Literal[
    "workforce_total",
    "workforce_bme",
    "workforce_bme_share",
    "workforce_bme_change",
    "likelihood_appointment",
    "likelihood_disciplinary",
    "likelihood_training",
    "board_total",
    "board_bme",
]
"""What may be stated: people, the BME share in percent, its change in people within a year, a relative likelihood."""


class Stated(Wire):
    """One figure as it is printed. The decimal places that it is given with say how far it was rounded."""

    figure: Figure
    value: Annotated[float, Field(strict=True, ge=-10_000_000, le=10_000_000, allow_inf_nan=False)]
