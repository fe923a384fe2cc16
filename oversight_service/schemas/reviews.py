"""The wire of periodic reviews: what was assessed at a date, and how one compares with another."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from oversight_service.domain.review import ReviewMovement, ReviewStanding
from oversight_service.schemas.impersonal import Impersonal
from services.wire import Wire
from vocabulary.years import FIRST_YEAR, LAST_YEAR


class ReviewIn(Wire):
    """What a review is to assess: every body of a framework in a reporting year, and why it is run."""

    framework: Annotated[str, Field(pattern=r"^[a-z0-9-]{3,60}$")]
    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR, strict=True)]
    note: Annotated[Impersonal, Field(max_length=2_000)] = ""


class AspirationBandOut(BaseModel):
    """England's posts of a band on the day: BME staff among those of known ethnicity, and the share aimed for."""

    band: str
    interest: int | None
    total: int | None
    share: float | None
    target_share: float | None
    status: str
    horizon: int
    required_share: float | None
    additional_per_year: float | None


class AspirationOut(BaseModel):
    """Progress on the BME leadership aspiration nationally: England's bands, and how many goals stand where."""

    bands: list[AspirationBandOut]
    goals: dict[str, int] | None
    reason: str | None


class ReviewCountsOut(BaseModel):
    """How many bodies there are by what could be told of them."""

    triggered: int
    clear: int
    not_assessable: int


class ReviewKept(BaseModel):
    """A review as it is kept: nothing in it is computed again."""

    framework: str
    framework_version: str
    year: int
    note: str
    counts: ReviewCountsOut
    standings: list[ReviewStanding]
    aspiration: AspirationOut
    inputs: str


class ReviewLineOut(BaseModel):
    """A review in short."""

    id: str
    framework: str
    framework_version: str
    year: int
    note: str
    run_at: datetime
    run_by: str
    counts: ReviewCountsOut
    href: str


class ReviewListOut(BaseModel):
    """Every review that was run, the newest last."""

    items: list[ReviewLineOut]
    next: None = None
    total: int
    reason: str | None


class ReviewOut(ReviewLineOut):
    """A review whole. ``inputs`` names the state of all data behind it: the same state gives the same name."""

    standings: list[ReviewStanding]
    aspiration: AspirationOut
    inputs: str


class AspirationMovementOut(BaseModel):
    """A band of England in two reviews; shares are plain."""

    band: str
    earlier_share: float | None
    later_share: float | None
    change: float | None
    earlier_posts_short: float | None
    later_posts_short: float | None


class ReviewComparisonOut(BaseModel):
    """Two reviews of one framework: what moved, over the bodies that could be assessed in both."""

    earlier: ReviewLineOut
    later: ReviewLineOut
    same_framework_version: bool
    movements: list[ReviewMovement]
    aspiration: list[AspirationMovementOut]
