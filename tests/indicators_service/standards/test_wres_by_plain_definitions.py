"""The WRES from data against its definitions written out plainly, with fractions and no engine."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.domain import items
from indicators_service.domain.annual_return import (
    AnnualReturn,
    Answer,
    Answers,
    BoardRow,
    Counts,
    Disciplinary,
    Recruitment,
    StaffSurvey,
    Training,
    WorkforceRow,
)
from indicators_service.domain.results import Result
from indicators_service.domain.tally import tally_of
from indicators_service.standards.wres import compute, wres
from vocabulary.bands import BANDS_OF, CLUSTERS, OF_WHICH, StaffGroup
from vocabulary.indicators import SurveyQuestion

People = tuple[int, int, int]
Part = frozenset[tuple[str, str]]

_QUESTIONS = dict(zip("5678", SurveyQuestion, strict=True))
_CLINICAL = (StaffGroup.CLINICAL_NON_MEDICAL, StaffGroup.MEDICAL_AND_DENTAL)


def _people(rows: Iterator[Counts]) -> People:
    listed = list(rows)
    return sum(c.reference for c in listed), sum(c.interest for c in listed), sum(c.unknown for c in listed)


def _staff(annual: AnnualReturn, staff_group: str, band: str) -> People:
    """Everybody of a staff group and band, cluster or all, picked from the rows one by one."""

    def belongs(row: WorkforceRow) -> bool:
        in_group = {"all": True, "clinical": row.staff_group in _CLINICAL}.get(
            staff_group, row.staff_group == staff_group
        )
        if band == "all":
            return in_group and row.band not in OF_WHICH
        return in_group and row.band in CLUSTERS.get(band, (band,))

    return _people(row.counts for row in annual.workforce or () if belongs(row))


def _board(annual: AnnualReturn, membership: str) -> People:
    def belongs(row: BoardRow) -> bool:
        rights = {"voting": row.voting, "non_voting": not row.voting}
        return ({"all": True, "executive": row.executive, "non_executive": not row.executive} | rights)[membership]

    return _people(row.counts for row in annual.board or () if belongs(row))


def _percent(part: int, whole: int) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None


def _minus(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    return None if first is None or second is None else first - second


def _ratio(top: tuple[int, int], below: tuple[int, int]) -> Fraction | None:
    """(events / people of the first) / (the same of the second)."""
    if not top[1] or not below[1] or not below[0]:
        return None
    return Fraction(top[0], top[1]) / Fraction(below[0], below[1])


def _shares(annual: AnnualReturn, part: dict[str, str]) -> dict[str, Fraction | None]:
    stratum, whole = _staff(annual, part["staff_group"], part["band"]), _staff(annual, "all", "all")
    share = _percent(stratum[1], sum(stratum))
    return {
        "share": share,
        "share_of_known": _percent(stratum[1], stratum[0] + stratum[1]),
        "gap": _minus(share, _percent(whole[1], sum(whole))),
    }


def _expected(annual: AnnualReturn, result: Result) -> Fraction | None:
    part = dict(result.part or {})
    if result.indicator == "1":
        return _shares(annual, part)[result.measure]
    if result.indicator == "9":
        place = ("reference", "interest", "unknown").index(part["group"])
        seats, staff = _board(annual, part["membership"]), _staff(annual, "all", "all")
        return _minus(_percent(seats[place], sum(seats)), _percent(staff[place], sum(staff)))
    if result.indicator in _QUESTIONS:
        return _survey(annual, result.indicator, part.get("group"))
    return _likelihood(annual, result.indicator)


def _survey(annual: AnnualReturn, indicator: str, group: str | None) -> Fraction | None:
    assert annual.staff_survey is not None
    answers = annual.staff_survey.answers[_QUESTIONS[indicator]]
    percent = {
        name: Fraction(answer.percent) if answer is not None and answer.respondents else None
        for name, answer in (("reference", answers.reference), ("interest", answers.interest))
    }
    return _minus(percent["interest"], percent["reference"]) if group is None else percent[group]


def _likelihood(annual: AnnualReturn, indicator: str) -> Fraction | None:
    assert annual.recruitment is not None
    assert annual.disciplinary is not None
    assert annual.training is not None
    staff = _staff(annual, "all", "all")
    if indicator == "3":
        entered = annual.disciplinary.entered
        return _ratio((entered.interest, staff[1]), (entered.reference, staff[0]))
    if indicator == "4":
        accessed = annual.training.accessed
        return _ratio((accessed.reference, staff[0]), (accessed.interest, staff[1]))
    shortlisted, appointed = annual.recruitment.shortlisted, annual.recruitment.appointed
    return _ratio((appointed.reference, shortlisted.reference), (appointed.interest, shortlisted.interest))


_COUNTS = st.builds(Counts, st.integers(0, 60), st.integers(0, 12), st.integers(0, 6))
_STRATA = [(group, band) for group, bands in BANDS_OF.items() for band in bands]
_ANSWER = st.builds(Answer, st.integers(0, 100).map(float), st.integers(0, 40))
_RETURNS = st.builds(
    AnnualReturn,
    workforce=st.lists(
        st.builds(lambda at, counts: WorkforceRow(at[0], at[1], counts), st.sampled_from(_STRATA), _COUNTS),
        max_size=12,
    ).map(tuple),
    recruitment=st.builds(Recruitment, _COUNTS, _COUNTS),
    disciplinary=st.builds(Disciplinary, _COUNTS, st.integers(1, 2)),
    training=st.builds(Training, _COUNTS),
    staff_survey=st.builds(
        StaffSurvey,
        st.fixed_dictionaries({question: st.builds(Answers, _ANSWER, _ANSWER) for question in SurveyQuestion}),
    ),
    board=st.lists(st.builds(BoardRow, st.booleans(), st.booleans(), _COUNTS), max_size=4).map(tuple),
)


@given(_RETURNS)
@settings(max_examples=40, deadline=None)
def test_every_figure_is_what_its_plain_definition_gives(annual: AnnualReturn) -> None:
    # The race disparity ratio has plain definitions and laws in a test of its own.
    results = [result for result in compute(tally_of([annual]))[0] if result.indicator != "race-disparity-ratio"]
    assert len({(r.indicator, frozenset((r.part or {}).items()), r.measure) for r in results}) == len(results) == 189
    for result in results:
        expected = _expected(annual, result)
        if expected is None:
            assert result.value is None
        else:
            assert result.value == pytest.approx(float(expected), abs=1e-9), (result.indicator, result.part)


def test_the_standard_counts_what_a_return_holds() -> None:
    declared, held = wres().layout, items.LAYOUT
    assert declared.counted == held.counted
    assert (declared.tree, declared.joint, declared.staff_of) == (held.tree, held.joint, held.staff_of)
    assert (declared.whole, declared.sections, declared.windowed) == (held.whole, held.sections, held.windowed)
    assert declared.questions == held.questions
    assert set(declared.items) == set(held.items)
