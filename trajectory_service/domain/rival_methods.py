"""Other ways of working out a share of recruits that are in use, by name, for comparison.

They share one idea: close the gap by the same number of people every year. They differ in who is thought to
leave; the replacement model follows who leaves year by year. Shares above 1 are given as they come out: they say
that the rule asks for the impossible.
"""

from dataclasses import dataclass
from typing import Final

from trajectory_service.domain.arrays import FloatArray
from trajectory_service.domain.question import Question


@dataclass(frozen=True, slots=True)
class Method:
    """A rival method: its name, and in a sentence who it thinks leaves."""

    name: str
    meaning: str


LINEAR_GAP: Final = Method(
    "linear_gap",
    "The gap is closed by the same number every year; leavers are BME as often as post-holders were at the start.",
)
LINEAR_GAP_MOVING: Final = Method(
    "linear_gap_moving",
    "The gap is closed by the same number every year; leavers are BME as often as post-holders are on average.",
)
NET_GAIN: Final = Method(
    "net_gain",
    "The gap is closed by the same number every year; nobody from the group of interest leaves.",
)
METHODS: Final = (LINEAR_GAP, LINEAR_GAP_MOVING, NET_GAIN)


def rival_shares(question: Question) -> dict[Method, FloatArray]:
    """Return the share of recruits that each method asks for, row by row; not held to 0 to 1."""
    stock = question.stock
    held = stock.interest / stock.total
    a_year = (question.target - held) / (question.years * stock.leaving_others)
    return {
        LINEAR_GAP: held + a_year,
        LINEAR_GAP_MOVING: (held + question.target) / 2.0 + a_year,
        NET_GAIN: a_year,
    }
