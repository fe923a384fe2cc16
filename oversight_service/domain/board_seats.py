"""Board seats held by BME people, beside the number that the workforce's share would give."""

from dataclasses import dataclass, replace
from fractions import Fraction

from oversight_service.domain.binomial import Tail, binomial_tail
from oversight_service.domain.evidence_metrics import BoardSeats
from oversight_service.domain.facts import NO_REASON, Fact
from oversight_service.domain.framework_definitions import BoardDefinition
from oversight_service.domain.framework_words import EvidenceKind
from oversight_service.domain.peer_body import PeerBodyError
from oversight_service.domain.results import Group, IndicatorResults, ResultRow, row_source
from oversight_service.domain.sentences import chance_in_words, in_words, reason_in_words
from vocabulary.ethnicity import EthnicGroup

NOT_IN_RESPONSE = "not-in-response"
NO_WORKFORCE_SHARE = "no-workforce-share"
EMPTY_BOARD = "empty-board"


@dataclass(frozen=True, slots=True)
class _Seats:
    members: int
    actual: int


def board_seats(
    definition: BoardDefinition, ods: str, year: int, results: IndicatorResults | None, absence: str | None
) -> tuple[BoardSeats, ...]:
    """Return the seats of every cut of the board that the framework asks for, in its order."""
    return tuple(
        _of_membership(_blank(definition, membership, ods, year, results), definition, results, absence)
        for membership in definition.memberships
    )


def board_part(membership: str) -> dict[str, str]:
    """Return the part of the board indicator that counts the BME members of one cut of the board."""
    return {"membership": membership, "group": EthnicGroup.BME.value}


def _blank(
    definition: BoardDefinition, membership: str, ods: str, year: int, results: IndicatorResults | None
) -> BoardSeats:
    workforce = definition.workforce_indicator, definition.workforce_part, definition.workforce_measure
    return BoardSeats(
        membership=membership,
        title=f"Board seats, {membership.replace('_', '-')} members",
        questions=definition.questions,
        members=None,
        actual=None,
        expected=None,
        expected_share=None,
        shortfall=None,
        probability=None,
        tail=None,
        reason=None,
        sentence="",
        source=row_source(ods, year, results, definition.indicator, board_part(membership), definition.measure),
        workforce_source=row_source(ods, year, results, *workforce),
    )


def _of_membership(
    blank: BoardSeats, definition: BoardDefinition, results: IndicatorResults | None, absence: str | None
) -> BoardSeats:
    if results is None:
        return _missing(blank, absence or NOT_IN_RESPONSE)
    row = results.find(definition.indicator, board_part(blank.membership), definition.measure)
    seats = _seats(row)
    if isinstance(seats, str):
        return _missing(blank, seats)
    share = _workforce_share(definition, results)
    return _missing(blank, NO_WORKFORCE_SHARE) if share is None else _compared(blank, seats, share)


def _missing(blank: BoardSeats, reason: str) -> BoardSeats:
    return replace(blank, reason=reason, sentence=f"{blank.title}: {reason_in_words(reason)}")


def _seats(row: ResultRow | None) -> _Seats | str:
    """Return the seats behind a row, or the reason why there are none. Refuses counts that cannot be."""
    if row is None:
        return NOT_IN_RESPONSE
    held = row.groups.get(EthnicGroup.BME, Group(None, None, None))
    if held.denominator == 0:
        return EMPTY_BOARD
    if row.value is None or held.numerator is None or held.denominator is None:
        return row.reason or NOT_IN_RESPONSE
    if not 0 <= held.numerator <= held.denominator:
        raise PeerBodyError(f"indicators.results[{row.indicator}].groups.bme", "counts more members than there are")
    return _Seats(int(held.denominator), int(held.numerator))


def _workforce_share(definition: BoardDefinition, results: IndicatorResults) -> Fraction | None:
    """Return the BME share of the whole workforce from its counts, unknown ethnicity in the denominator."""
    row = results.find(definition.workforce_indicator, definition.workforce_part, definition.workforce_measure)
    staff = row.groups.get(EthnicGroup.BME) if row else None
    if staff is None or staff.numerator is None or not staff.denominator:
        return None
    if not 0 <= staff.numerator <= staff.denominator:
        raise PeerBodyError("indicators.results[workforce].groups.bme", "counts more staff than there are")
    return Fraction(int(staff.numerator), int(staff.denominator))


def _compared(blank: BoardSeats, seats: _Seats, share: Fraction) -> BoardSeats:
    expected = seats.members * share
    tail = Tail.AT_MOST if seats.actual < expected else Tail.AT_LEAST
    compared = replace(
        blank,
        members=seats.members,
        actual=seats.actual,
        expected=float(expected),
        expected_share=float(100 * share),
        shortfall=float(expected - seats.actual),
        probability=binomial_tail(seats.actual, seats.members, share, tail),
        tail=tail,
    )
    return replace(compared, sentence=_sentence(compared))


def _sentence(seats: BoardSeats) -> str:
    """Return the comparison in words that claim nothing: the chance is for the reader to judge."""
    bound = "at most" if seats.tail is Tail.AT_MOST else "at least"
    return (
        f"{seats.title}: {in_words(seats.actual, 'count')} of {in_words(seats.members, 'count')} are held by BME "
        f"people; {in_words(seats.expected, 'count')} would be expected from a workforce that is "
        f"{in_words(seats.expected_share, 'percent')} BME. If each seat were filled at that share, the chance of "
        f"{bound} {in_words(seats.actual, 'count')} would be {chance_in_words(seats.probability or 0.0)}."
    )


def seats_fact(seats: BoardSeats) -> Fact:
    """Return the seats as the rules see them."""
    return Fact(
        kind=EvidenceKind.BOARD_SEATS,
        id=f"board_seats/{seats.membership}",
        selector=seats.membership,
        title=seats.title,
        questions=seats.questions,
        values={
            "members": seats.members,
            "expected": seats.expected,
            "actual": seats.actual,
            "shortfall": seats.shortfall,
            "expected_share": seats.expected_share,
            "probability": seats.probability,
            "reason": seats.reason or NO_REASON,
        },
        words={
            "members": in_words(seats.members, "count"),
            "expected": in_words(seats.expected, "count"),
            "actual": in_words(seats.actual, "count"),
            "shortfall": in_words(seats.shortfall, "count"),
            "expected_share": in_words(seats.expected_share, "percent"),
            "probability": "not known" if seats.probability is None else chance_in_words(seats.probability),
        },
        source=seats.source,
    )
