"""What a provider's year tells its commissioner: survey percentages, headcount, its return, what it lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from oversight_service.domain.compliance import Movement
from oversight_service.domain.headlines import HEADLINES, headlines
from oversight_service.domain.peer_body import Body
from oversight_service.domain.progress_against_wres import INDICATORS

NOT_SUBMITTED: Final = "not-submitted"
SUBMITTED: Final = frozenset({"submitted", "signed_off", "published"})
"""The states of a return that was submitted and stands."""


@dataclass(frozen=True, slots=True)
class ProviderYear:
    """One provider in one year. ``percentages`` are white and BME, by indicator; ``missing`` says why others are not.

    ``headcount`` is everybody in the return, unknown ethnicity among them; ``state`` is how far the return is.
    ``without_value`` says of each of the nine indicators that has no value why it has none.
    """

    percentages: Mapping[str, tuple[Fraction, Fraction]]
    missing: Mapping[str, str]
    headcount: int | None
    state: str
    published: bool
    revision: int | None
    without_value: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GoalCounts:
    """How many of a body's goals in force stand where, by the return of the year."""

    on_track: int
    behind: int
    ahead: int
    not_assessable: int

    @property
    def status(self) -> str | None:
        """Where the body stands by all its goals: behind where any is, ``None`` where it has none.

        A goal that cannot be assessed says nothing, unless no other does.
        """
        told = (("behind", self.behind), ("on_track", self.on_track), ("ahead", self.ahead))
        found = next((name for name, count in told if count), None)
        return found or ("not_assessable" if self.not_assessable else None)


def provider_year(content: Mapping[str, object]) -> ProviderYear:
    """Return what an answer of the indicators service tells of a provider's year.

    Raises:
        PeerBodyError: the body is not in the agreed shape.
    """
    body = Body("indicators", content)
    rows = body.each("results")
    told = {name: _percentages(rows, name) for name in INDICATORS}
    return ProviderYear(
        percentages={name: pair for name, (pair, _) in told.items() if pair},
        missing={name: reason for name, (pair, reason) in told.items() if not pair},
        headcount=_headcount(rows),
        state=body.needed_text("state"),
        published=bool(body.flag("published")),
        revision=body.whole("revision"),
        without_value={each.indicator: each.reason for each in headlines(rows) if each.reason is not None},
    )


def without_value(year: ProviderYear | None) -> Mapping[str, str]:
    """Return which of the nine indicators have no value, and why: all of them where there is no return."""
    return dict.fromkeys(HEADLINES, NOT_SUBMITTED) if year is None else year.without_value


def movement(before: Fraction | None, now: Fraction | None) -> Movement | None:
    """Return what became of an index of adverse gaps, of which low is good; ``None`` where one is not known."""
    if before is None or now is None:
        return None
    if before == now:
        return Movement.SAME
    return Movement.BETTER if now < before else Movement.WORSE


def _percentages(rows: Sequence[Body], indicator: str) -> tuple[tuple[Fraction, Fraction] | None, str]:
    found: dict[str, Fraction] = {}
    reason = "not-collected"
    for row in rows:
        if row.text("indicator") == indicator and row.text("measure") == "percentage":
            value, part = row.number("value"), row.needed_inner("part")
            reason = row.text("reason") or reason
            if value is not None:
                # The percentage as it is written: 28.1 is 281 thousandths, whatever it is in binary.
                found[part.needed_text("group")] = Fraction(str(value))
    if "white" in found and "bme" in found:
        return (found["white"], found["bme"]), ""
    return None, reason


def _headcount(rows: Sequence[Body]) -> int | None:
    for row in rows:
        part = row.inner("part")
        if row.text("indicator") != "1" or row.text("measure") != "share" or part is None:
            continue
        if part.text("staff_group") == part.text("band") == "all":
            groups = row.needed_inner("groups")
            counts = [groups.needed_inner(name).whole("numerator") for name in ("white", "bme", "unknown")]
            return None if any(count is None for count in counts) else sum(count or 0 for count in counts)
    return None
