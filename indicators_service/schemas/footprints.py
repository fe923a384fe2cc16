"""The bodies of a past year that are one today, as they go over the wire."""

from pydantic import BaseModel

from indicators_service.schemas.organisations import SuccessionOut


class YearFootprintOut(BaseModel):
    """The bodies that together made up a body of today on 31 March of a year, by code.

    ``existed`` says whether the body itself was there then. Where ``complete`` is false, ``reason`` says why: the
    members are those that can be told, and are not the whole. ``steps`` led from them to today's body.
    """

    organisation: str
    year: int
    existed: bool
    members: list[str]
    complete: bool
    reason: str | None
    steps: list[SuccessionOut]
    sentences: list[str]
