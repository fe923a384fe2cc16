"""What a provider's indicators tell its commissioner: survey percentages, headcount, how far its return is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from oversight_service.domain.peer_body import Body
from oversight_service.domain.progress_against_wres import INDICATORS


@dataclass(frozen=True, slots=True)
class ProviderYear:
    """One provider in one year. ``percentages`` are white and BME, by indicator; ``missing`` says why others are not.

    ``headcount`` is everybody in the return, unknown ethnicity among them; ``state`` is how far the return is.
    """

    percentages: Mapping[str, tuple[Fraction, Fraction]]
    missing: Mapping[str, str]
    headcount: int | None
    state: str
    published: bool
    revision: int | None


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
    )


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
