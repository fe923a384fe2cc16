"""Ladders to test with."""

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from trajectory_service.domain.arrays import BoolArray
from trajectory_service.domain.ladder import Rung
from trajectory_service.domain.ladder_control import bounded, control_of
from trajectory_service.domain.ladder_course import as_today
from trajectory_service.domain.ladder_rates import ladder_of
from trajectory_service.domain.ladder_requirement import Question
from vocabulary.bands import AFC_AND_VSM, Band

FOUR = (
    Rung(Band.BAND_7, 90, 300, 0.08, 0.1, 0.09, 0.05, recruitment_share=0.35),
    Rung(Band.BAND_8A, 12, 80, 0.09, None, 0.1, 0.07, recruits=6),
    Rung(Band.BAND_8B, 2, 30, 0.1, None, 0.12, growth=0.02),
    Rung(Band.BAND_8C, 0, 9, 0.15, 0.2, recruitment_share=0.1),
)
"""Every kind of rung: held, given recruits, growing, small; groups that move alike and groups that do not."""

_HEADS = st.one_of(st.just(0), st.integers(0, 60), st.integers(0, 600))
_SHARE = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0.0, 1.0))


@st.composite
def ladders(draw: st.DrawFn, most: int = 5) -> list[Rung]:
    """Ladders of any shape, empty rungs and rungs that nobody leaves among them."""
    count = draw(st.integers(1, most))
    lowest = draw(st.integers(0, len(AFC_AND_VSM) - count))
    return [_rung(draw, band, top=band == AFC_AND_VSM[lowest + count - 1]) for band in AFC_AND_VSM[lowest:][:count]]


def _rung(draw: st.DrawFn, band: Band, *, top: bool) -> Rung:
    interest, others = draw(_HEADS), draw(_HEADS)
    moves: dict[str, Any] = {
        "leaving": draw(st.one_of(st.just(0.0), st.floats(0.01, 0.4))),
        "leaving_interest": draw(st.one_of(st.none(), st.floats(0.01, 0.4))),
        "recruits": draw(st.one_of(st.none(), st.integers(0, 40))),
        "recruitment_share": draw(st.one_of(st.none(), _SHARE)),
    }
    if not top:
        moves |= {"promotion": draw(st.floats(0.0, 0.5)), "promotion_interest": draw(st.one_of(st.none(), _SHARE))}
        if moves["promotion_interest"] is not None:
            moves["promotion_interest"] *= 0.6
    return Rung(band, interest, interest + others, **moves)


def mirrored(rung: Rung) -> Rung:
    """The rung with its groups in each other's place. Rates and recruitment share must be given."""

    def own(usual: float | None, of_interest: float | None) -> float | None:
        return usual if of_interest is None else of_interest

    assert rung.leaving is not None
    assert rung.recruitment_share is not None
    return replace(
        rung,
        interest=rung.total - rung.interest,
        leaving=own(rung.leaving, rung.leaving_interest),
        leaving_interest=rung.leaving,
        promotion=own(rung.promotion, rung.promotion_interest),
        promotion_interest=rung.promotion,
        recruitment_share=1.0 - rung.recruitment_share,
    )


def question_of(rungs: list[Rung], target: float, years: int, asked: BoolArray | None = None) -> Question:
    """What is asked of a ladder that is looked at for ``years`` years."""
    control = control_of(as_today(ladder_of(rungs), years))
    least, most = bounded([rung.recruitment_bounds for rung in rungs], [rung.promotion_bounds for rung in rungs])
    everything = np.ones(len(rungs), dtype=bool)
    return Question(control, target, everything if asked is None else asked, least, most)
