"""The replacement model behind goals: formulas, a worked example, and what recruitment cannot do."""

from fractions import Fraction

from tests.spec.paragraphs import Chapter, Line, Paragraph, Table
from tests.spec.worked import words
from trajectory_service.domain.assumptions import given
from trajectory_service.domain.confidence import DEFAULT_PROBABILITY
from trajectory_service.domain.projection import Projection, Trajectory
from trajectory_service.domain.strata import Baseline, Stratum, Target
from trajectory_service.domain.trajectory import project

_TURNOVER = 0.5


def _trajectory(held: int, posts: int, target: Fraction, years: int, turnover: float = _TURNOVER) -> Trajectory:
    rate = given("turnover", turnover)
    baseline, goal = Baseline(2018, held, posts), Target(target, "given")
    return project(Stratum("non_clinical", "8a", baseline, goal, rate), [2018 + years])


def _inputs(held: int, posts: int, target: str, years: int, turnover: float = _TURNOVER) -> Table:
    return Table(
        ("input", "value"),
        (
            *(("n0, posts held by BME staff", held), ("N, posts", posts), ("p*, share to reach", target)),
            *(("T, years", years), ("t, turnover a year", f"{100 * turnover:.0f} %")),
        ),
    )


def _formulas() -> Paragraph:
    one = _trajectory(0, 8, Fraction(3, 8), 2).horizons[0]
    return Paragraph(
        title="The rule",
        text=(
            "A band has N posts. Each year a share t of post-holders leaves and is replaced, and a share q of "
            "recruits is BME. Both groups leave alike. With p0 = n0 / N and s = (1 - t)^T:\n\n- expected share "
            "after T years: p(T) = q + (p0 - q) s\n- share of recruits that reaches p* in year T: q(T) = (p* - p0 "
            "s) / (1 - s)\n- recruits a year: R = N t; BME recruits a year: R q; additional to today's pace q0: R "
            "(q - q0)\n\nWithout evidence of today's pace, q0 is the band's own share. Unknown ethnicity is left "
            "out. By hand: s = 0.5² = 0.25, q = (0.375 - 0) / 0.75 = 0.5, R = 8 x 0.5 = 4, R q = 2."
        ),
        given=_inputs(0, 8, "3 / 8", 2),
        lines=(
            Line("required share of recruits", "0.500", one.required_share),
            Line("in words", "1 in 2", words(one.k_in_n)),
            Line("recruits a year", "4.00", one.recruits_per_year),
            Line("BME recruits a year", "2.00", one.interest_recruits_per_year),
            Line("additional to today's pace", "2.00", one.additional_per_year),
            Line("expected posts after one year", "2.00", one.path[0].expected),
            Line("expected posts after two years", "3.00", one.path[1].expected),
        ),
    )


def _probability() -> Paragraph:
    one = _trajectory(0, 8, Fraction(3, 8), 2).horizons[0]
    return Paragraph(
        title="How likely the goal is met",
        text=(
            "The expectation is not the whole answer. After T years the number of BME post-holders is the sum of "
            "two binomials, one for posts first held by BME staff and one for the others, and the goal is met when "
            "it is at least p* N, rounded up. This is exact; nothing is simulated. By hand, as before: each of 8 "
            "posts is BME-held with probability 0.5 x 0.75 = 0.375, and the goal is 3 posts. P(at least 3 of 8) = "
            "1 - 0.02328 - 0.11176 - 0.23469 = 0.6303. The 95 % band is the 2.5 % and 97.5 % points in whole posts."
        ),
        given=_inputs(0, 8, "3 / 8", 2),
        lines=(
            Line("goal in posts", "3", one.goal_posts),
            Line("probability of meeting it", "0.6303", one.probability_met),
            Line("band after two years, lower", "1", one.path[1].lower),
            Line("band after two years, upper", "6", one.path[1].upper),
        ),
    )


def _confidence() -> Paragraph:
    found = _trajectory(0, 1, Fraction(1), 1).horizons[0]
    band = _trajectory(2, 40, Fraction(1, 5), 10, 0.1).horizons[0]
    sure, small = band.for_probability, _trajectory(0, 2, Fraction(1, 2), 1, 1.0).horizons[0]
    assert found.for_probability.required_share is None
    return Paragraph(
        title="The share for a probability of 80 %",
        text=(
            "Recruiting at exactly q(T) meets the goal with a chance of about one half. So every goal is answered "
            "twice: the share for the expectation, and the share that meets it with "
            f"{100 * DEFAULT_PROBABILITY:.0f} %. By hand: two posts, all replaced within the year, one of them to "
            "be held by a BME person. The goal is missed when both recruits are white: (1 - q)² = 0.2, so q = 1 - "
            "√0.2 = 0.5528. On expectation q = 0.5 would do, with a chance of 0.75."
        ),
        given=_inputs(0, 2, "1 / 2", 1, 1.0),
        lines=(
            Line("required share on expectation", "0.500", small.required_share),
            Line("probability at that share", "0.750", small.probability_met),
            Line("required share for 80 %", "0.5528", small.for_probability.required_share),
        ),
        after=(
            "A larger example: 2 of 40 posts, a goal of one fifth in 10 years, turnover 10 %. On expectation "
            f"{100 * (band.required_share or 0):.1f} % of recruits ({band.k_in_n}) and a probability of "
            f"{band.probability_met or 0:.2f}; for 80 %, {100 * (sure.required_share or 0):.1f} % of recruits "
            f"({sure.k_in_n})."
        ),
    )


def _state(found: Projection) -> tuple[Line, ...]:
    return (
        Line("required share of recruits", "null", found.required_share),
        Line("reachable by recruitment", "false", words(found.reachable)),
        Line("reason", "not-reachable-by-recruitment", words(found.reason)),
    )


def _out_of_reach() -> Paragraph:
    found = _trajectory(0, 100, Fraction(1, 2), 2, 0.1).horizons[0]
    return Paragraph(
        title="Out of reach",
        text=(
            "When q(T) would be above 1, recruitment alone cannot meet the goal in time. The share is null, and "
            "the earliest year at q = 1 is given. By hand: after T years 0.9^T of the posts are still held by "
            "their first holders, who are all white. 0.9² = 0.81 leaves at most 19 % in 2020. 0.9^6 = 0.53 and "
            "0.9^7 = 0.478, so one half is first possible after 7 years, in 2025."
        ),
        given=_inputs(0, 100, "1 / 2", 2, 0.1),
        lines=(*_state(found), Line("earliest year", "2025", words(found.earliest_year))),
    )


def _met() -> Paragraph:
    met, empty = _trajectory(30, 100, Fraction(1, 5), 10, 0.1), _trajectory(0, 0, Fraction(1, 5), 10, 0.1)
    one = met.horizons[0]
    return Paragraph(
        title="Target met, and nobody to assess",
        text=(
            "When p0 is at the target or above, it is met; what matters is keeping it. The share is then the one "
            "that would hold a band standing exactly at the target: q = p*. A band with nobody of known ethnicity "
            "is not assessable."
        ),
        given=_inputs(30, 100, "1 / 5", 10, 0.1),
        lines=(
            Line("status", "met", words(met.status)),
            Line("share of recruits that holds the target", "0.200", one.required_share),
            Line("status of an empty band", "not_assessable", words(empty.status)),
            Line("reason", "no-posts-of-known-ethnicity", words(empty.reason)),
        ),
        after=(
            "Recruiting at that share, the goal is still met at the horizon with probability "
            f"{one.probability_met or 0:.2f}."
        ),
    )


CHAPTER = Chapter(
    "The replacement model",
    "What a band has to recruit to reach a share by a year. Every answer carries its assumptions: value, origin "
    "and a note. Turnover that nobody gave is a stated default.",
    (_formulas, _probability, _confidence, _out_of_reach, _met),
)
