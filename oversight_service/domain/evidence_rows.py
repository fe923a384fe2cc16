"""Which rows of the indicators service a framework's evidence is read from, named as that service names them."""

from collections.abc import Iterator, Mapping
from typing import Final

from oversight_service.domain.board_seats import board_part
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.progress_against_wres import INDICATORS

WHOLE: Final = "1|share|staff_group=all,band=all"
"""Everybody, by ethnicity: completeness and headcount are told by it."""


def rows_of(framework: Framework) -> tuple[str, ...]:
    """Return the rows that an assessment under a framework needs, each once, in the order of the file."""
    return tuple(dict.fromkeys((WHOLE, *_metrics(framework), *_board(framework), *_quality(framework))))


def survey_rows() -> tuple[str, ...]:
    """Return the rows that indicator 163b needs of each provider: the survey percentages and the headcount."""
    groups = ("white", "bme")
    return (WHOLE, *(f"{name}|percentage|group={group}" for name in INDICATORS for group in groups))


def _row(indicator: str, measure: str, part: Mapping[str, str] | None) -> str:
    return f"{indicator}|{measure}|{','.join(f'{key}={value}' for key, value in (part or {}).items())}"


def _metrics(framework: Framework) -> Iterator[str]:
    for each in framework.metrics:
        yield _row(each.indicator, each.measure, each.part)
        yield _row(each.indicator, each.judged_by, each.part)
        if each.minimum_denominator is not None:
            # How many answered stands in the rows of each group alone.
            yield from (_row(each.indicator, "percentage", {"group": group}) for group in ("white", "bme"))


def _board(framework: Framework) -> Iterator[str]:
    board = framework.board
    if board:
        yield from (_row(board.indicator, board.measure, board_part(each)) for each in board.memberships)
        yield _row(board.workforce_indicator, board.workforce_measure, board.workforce_part)


def _quality(framework: Framework) -> Iterator[str]:
    quality = framework.data_quality
    if quality:
        yield _row(quality.indicator, quality.measure, quality.part)
