"""The wire: people in every stratum of many bodies, as columns."""

from pydantic import BaseModel

from indicators_service.schemas.values import Body


class StratumName(BaseModel):
    """A staff group and a band, a grade, or a cluster of bands; ``all`` is every one of them."""

    staff_group: str
    band: str


class WorkforceOut(BaseModel):
    """People on 31 March, from published returns: a row for each organisation, a column for each stratum.

    ``white``, ``bme`` and ``unknown`` are headcounts. A ``null`` of an organisation under ``not_collected`` was not
    in its return; any other is hidden under disclosure control, by which counts of organisations outside ``exact``
    are rounded.
    """

    year: int
    organisations: list[Body]
    strata: list[StratumName]
    white: list[list[int | None]]
    bme: list[list[int | None]]
    unknown: list[list[int | None]]
    not_collected: list[str]
    exact: list[str]
    rule: str | None
