"""What a pack tells of the way to a target."""

from dataclasses import dataclass

from oversight_service.domain.facts import Source


@dataclass(frozen=True, slots=True)
class Horizon:
    """What meeting a target by one year takes. Shares and probabilities are plain, 0 to 1."""

    year: int
    required_share: float | None
    required_in_words: str | None
    additional_per_year: float | None
    probability_met: float | None
    reachable: bool | None
    earliest_year: int | None
    reason: str | None
    safer_probability: float | None
    safer_share: float | None
    safer_in_words: str | None


@dataclass(frozen=True, slots=True)
class TrajectoryEvidence:
    """One band's way to its target. ``share`` is BME among known ethnicities; shares are plain, 0 to 1."""

    id: str
    title: str
    staff_group: str
    band: str
    questions: tuple[str, ...]
    status: str
    reason: str | None
    baseline_year: int | None
    interest: int | None
    total: int | None
    unknown: int | None
    share: float | None
    target_share: float | None
    target_source: str | None
    horizons: tuple[Horizon, ...]
    sentence: str
    source: Source
