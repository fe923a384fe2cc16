"""The strategy's Tables 2 and 3: proportions in words and goals, through the replacement model."""

from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from tests.spec import england, printed
from tests.spec.paragraphs import Chapter, Line, Paragraph, Table
from trajectory_service.domain.assumptions import FITTED, Assumption
from trajectory_service.domain.projection import Projection
from trajectory_service.domain.strata import Baseline, Stratum, Target
from trajectory_service.domain.trajectory import project
from trajectory_service.domain.wording import k_in_n

_ALL = {"staff_group": "all", "band": "all"}


@dataclass(frozen=True, slots=True)
class _Goal:
    """One row of Table 2 or 3 with its inputs, each with where it comes from."""

    table: str
    name: str
    noun: str
    held: int
    posts: int
    target: Fraction
    target_words: str
    turnover: float
    years: tuple[int, ...]

    def row(self) -> str:
        return f"{self.table}/{self.name}"

    def projections(self) -> tuple[Projection, ...]:
        rate = Assumption("turnover", self.turnover, FITTED, "Fitted to the printed goals.")
        band = "vsm" if self.noun == "VSM" else "8a"
        baseline, target = Baseline(2017, self.held, self.posts), Target(self.target, self.target_words)
        return project(Stratum("all", band, baseline, target, rate), self.years).horizons


_TRUSTS = _Goal(
    *("2", "NHS trusts", "VSM", 101, 1769, Fraction("0.1809")),
    *("given: share of all staff in 2017, Table 1", 0.096, (2023, 2028, 2033)),
)
_CCGS = _Goal("2", "CCGs", "VSM", 116, 1105, Fraction(40, 299), "fitted: 1 in 7.475", 0.0975, (2023, 2028))
_UCLH = _Goal(
    *("3", "UCLH NHS FT", "band 8a", 78, 312, Fraction(1, 2)),
    *("given: 1 in 2, as printed", 0.0975, (2028,)),
)
_NEWCASTLE = _Goal(
    *("3", "Newcastle upon Tyne NHS FT", "band 8a", 5, 290, Fraction(1, 12)),
    *("given: 1 in 12, as printed", 0.0975, (2028,)),
)


def _inputs(goal: _Goal) -> Table:
    return Table(
        ("input", "value", "origin"),
        (
            ("p*, share to reach", f"{float(goal.target):.4f}", goal.target_words),
            ("n0, posts held by BME staff", goal.held, "fitted"),
            ("N, posts of known ethnicity", goal.posts, "fitted"),
            ("p0 = n0 / N", f"{goal.held / goal.posts:.4f}", "follows"),
            ("t, turnover a year", f"{100 * goal.turnover:.2f} %", "fitted"),
            ("first year of the clock", "2017", "fitted"),
        ),
    )


def _goal_lines(goal: _Goal) -> tuple[Line, ...]:
    lines = [
        Line("BME workforce in words", printed.value(f"{goal.row()}/BME workforce"), k_in_n(float(goal.target))),
        Line(f"BME {goal.noun} in words", printed.value(_band_cell(goal)), k_in_n(goal.held / goal.posts)),
    ]
    for year, found in zip(goal.years, goal.projections(), strict=True):
        cell = f"{goal.row()}/{goal.noun} recruits from BME by {year}"
        lines += [
            Line(f"{year}: recruits from BME, in words", printed.value(cell), found.k_in_n or "", "", cell),
            Line(f"{year}: BME recruits a year", printed.people(cell), found.interest_recruits_per_year),
        ]
    return tuple(lines)


def _band_cell(goal: _Goal) -> str:
    return f"{goal.row()}/BME {goal.noun}"


def _unrounded(goal: _Goal) -> str:
    found = zip(goal.years, goal.projections(), strict=True)
    parts = [
        f"by {year} {100 * (one.required_share or 0):.2f} % of recruits (1 in {one.one_in or 0:.2f}), which is "
        f"{one.additional_per_year or 0:.1f} BME recruits a year more than at the share held at the start"
        for year, one in found
    ]
    return "Before rounding: " + "; ".join(parts) + "."


def _goal(goal: _Goal) -> Paragraph:
    return Paragraph(
        title=f"Table {goal.table}, {goal.name}, {goal.noun}",
        text=(
            "The share of recruits that makes the expected BME share of the band equal to that of the workforce, "
            "and the BME recruits a year. The strategy prints the proportions and the goals. It prints neither "
            "posts nor turnover: those are fitted, within the ranges that give every printed goal."
        ),
        given=_inputs(goal),
        lines=_goal_lines(goal),
        source=(
            f"{printed.STRATEGY}, Table {goal.table}. The bracket is all BME recruits a year; its text says "
            "additional."
        ),
        published=True,
        after=_unrounded(goal),
    )


def _residuals() -> Paragraph:
    """Every goal cell of Tables 2 and 3: what the model gives unrounded, and what is left to print."""
    rows: list[tuple[str, ...]] = []
    reproduced = 0
    for goal in (_TRUSTS, _CCGS, _UCLH, _NEWCASTLE):
        for year, found in zip(goal.years, goal.projections(), strict=True):
            cell = f"{goal.row()}/{goal.noun} recruits from BME by {year}"
            share, recruits = found.required_share or 0, found.interest_recruits_per_year or 0
            words, people = printed.value(cell), printed.people(cell)
            name = f"{goal.name}, {year}"
            rows += [
                (f"{name}: proportion", words, _in_words_of(words, share), f"{_left(words, share):+.2f}"),
                (f"{name}: recruits a year", people, f"{recruits:.2f}", f"{recruits - int(people):+.2f}"),
            ]
            reproduced += (k_in_n(share) == words) + (round(recruits) == int(people))
    return Paragraph(
        title="Residuals of every goal",
        text=(
            "What the model gives before rounding, less what is printed. A proportion is compared in the unit that "
            "is printed: the n of 1 in n, the k of k in 10. Rounding explains up to 0.5. Posts, turnover and, for "
            "CCGs, shares are fitted, so these residuals judge the rule, not the inputs."
        ),
        given=Table(("goal", "printed", "model", "residual"), tuple(rows)),
        lines=(Line("cells that round to what is printed, of 14", "14", reproduced),),
        source=f"{printed.STRATEGY}, Tables 2 and 3.",
    )


def _in_words_of(words: str, share: float) -> str:
    return f"1 in {1 / share:.2f}" if words.startswith("1 in ") else f"{10 * share:.2f} in 10"


def _left(words: str, share: float) -> float:
    first, *_, last = words.split()
    return 1 / share - int(last) if first == "1" else 10 * share - int(first)


_PROPORTIONS = (
    ("2/NHS trusts/BME VSM", 101, 1769, "fitted: 5.7 % of known ethnicity"),
    ("2/CCGs/BME workforce", 40, 299, "fitted: 1 in 7.475"),
    ("2/CCGs/BME VSM", 116, 1105, "fitted: about 1 in 9.5"),
    ("3/UCLH NHS FT/BME workforce", 1, 2, "the printed proportion itself"),
    ("3/UCLH NHS FT/BME band 8a", 78, 312, "fitted: about 1 in 4"),
    ("3/Newcastle upon Tyne NHS FT/BME workforce", 1, 12, "the printed proportion itself"),
    ("3/Newcastle upon Tyne NHS FT/BME band 8a", 5, 290, "fitted: 1 in 58"),
)


def _proportions() -> Paragraph:
    known = england.pick(england.trusts_and_ccgs(2018), "1", "share_of_known", **_ALL).value or 0
    everybody = england.pick(england.trusts_and_ccgs(2017), "1", "share", **_ALL)
    staff, share = everybody.groups.interest, everybody.value or 0
    origin = "trusts and CCGs in 2017: published people, implied staff"
    first = ("2/NHS trusts/BME workforce", staff.numerator or 0, staff.denominator or 0, origin)
    proportions = (first, *_PROPORTIONS)
    lines = tuple(
        Line(cell.split("/", 1)[1], printed.value(cell), k_in_n(part / whole), "", cell)
        for cell, part, whole, _ in proportions
    )
    return Paragraph(
        title="Proportions in words",
        text=(
            'A share up to one half reads "1 in n", n being the whole number nearest to 1 / share. A share above '
            'one half reads "k in 10". The exact share always stands beside the words.'
        ),
        given=Table(
            ("proportion", "BME", "of", "share", "origin"),
            tuple(
                (cell.split("/", 1)[1], part, whole, f"{100 * part / whole:.2f} %", origin)
                for cell, part, whole, origin in proportions
            ),
        ),
        lines=lines,
        source=f"{printed.STRATEGY}, Tables 2 and 3.",
        published=True,
        after=(
            "The strategy says that Table 2 uses 2018 data and staff of known ethnicity. Its 1 in 6 does not bear "
            f"that out: {known:.2f} % of known ethnicity in 2018 would read {k_in_n(known / 100)}. All staff in "
            f"2017, {share:.2f} %, read {k_in_n(share / 100)}. So the goals below "
            "start in 2017."
        ),
    )


CHAPTER = Chapter(
    "The strategy's Tables 2 and 3",
    "All goals come from one rule, the replacement model of the last chapter. Differences between print and model "
    "are shown, so that the fit can be judged.",
    (_proportions, *(partial(_goal, goal) for goal in (_TRUSTS, _CCGS, _UCLH, _NEWCASTLE)), _residuals),
)
