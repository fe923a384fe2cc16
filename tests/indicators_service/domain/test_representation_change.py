"""Table 1 of the strategy, its gaps and changes before rounding, and years without figures."""

import pytest

from indicators_service.domain.annual_return import AnnualReturn, Counts, WorkforceRow
from indicators_service.domain.disclosure import control
from indicators_service.domain.representation_change import Figure, RepresentationYear, representation_change
from indicators_service.domain.results import Result
from indicators_service.domain.tally import tally_of
from indicators_service.standards.wres import compute
from vocabulary.bands import Band, StaffGroup
from vocabulary.indicators import Reason


def _results(junior: Counts | None, senior: Counts, unseen: bool = False) -> list[Result]:
    rows = [WorkforceRow(StaffGroup.NON_CLINICAL, Band.BAND_8A, senior)]
    if junior is not None:
        rows.append(WorkforceRow(StaffGroup.NON_CLINICAL, Band.BAND_5, junior))
    tally = tally_of([AnnualReturn(workforce=None if junior is None and unseen else tuple(rows))])
    return compute(control(tally) if unseen else tally)[0]


_YEARS = {
    2016: _results(Counts(910_757, 197_930), Counts(59_717, 6_447)),
    2017: _results(Counts(910_000, 209_650), Counts(61_000, 6_994)),
    2018: _results(Counts(915_000, 222_557), Counts(62_000, 7_632)),
}


def _values(row: RepresentationYear) -> list[float | None]:
    return [figure.value for figure in (row.shares.workforce, row.shares.leaders, row.shares.gap)]


def test_each_year_has_both_shares_and_the_gap_between_them() -> None:
    rows = representation_change(_YEARS)
    assert [row.year for row in rows] == [2016, 2017, 2018]
    workforce, leaders = 204_377 / 1_174_851, 6_447 / 66_164
    assert _values(rows[0]) == pytest.approx([100 * workforce, 100 * leaders, 100 * (workforce - leaders)], rel=1e-12)


def test_the_gap_of_2016_is_the_strategys_because_it_is_taken_before_rounding() -> None:
    workforce, leaders, gap = (round(value, 2) for value in _values(representation_change(_YEARS)[0]) if value)
    assert (workforce, leaders, gap) == (17.40, 9.74, 7.65)
    assert round(workforce - leaders, 2) == 7.66


def test_changes_are_taken_before_rounding_since_the_first_year_and_the_year_before() -> None:
    first, second, third = representation_change(_YEARS)
    assert first.since_first is first.since_previous is None
    assert second.since_first == second.since_previous
    assert third.since_first is not None
    assert third.since_previous is not None
    for now, then, change in (
        (third.shares, first.shares, third.since_first),
        (third.shares, second.shares, third.since_previous),
    ):
        for name in ("workforce", "leaders", "gap"):
            expected = getattr(now, name).value - getattr(then, name).value
            assert getattr(change, name).value == pytest.approx(expected, abs=1e-12)


def test_a_missing_year_leaves_no_year_before() -> None:
    rows = representation_change({year: _YEARS[year] for year in (2018, 2016)})
    assert [row.year for row in rows] == [2016, 2018]
    assert rows[1].since_previous is None
    assert rows[1].since_first is not None


def test_a_hidden_share_takes_gap_and_changes_with_it() -> None:
    hidden = _results(Counts(400, 100), Counts(60, 2), unseen=True)
    row = representation_change({2017: _YEARS[2017], 2018: hidden})[1]
    assert row.shares.leaders == row.shares.gap == Figure(None, Reason.SUPPRESSED)
    assert row.since_previous is not None
    assert row.since_previous.leaders == row.since_previous.gap == Figure(None, Reason.SUPPRESSED)
    back = representation_change({2017: hidden, 2018: _YEARS[2018]})[1]
    assert back.since_first is not None
    assert back.since_first.gap == Figure(None, Reason.SUPPRESSED)
    assert back.shares.gap.reason is None


def test_what_counts_as_leadership_is_a_parameter() -> None:
    row = representation_change(_YEARS, senior="bands_8c_to_vsm")[0]
    assert row.shares.leaders == Figure(None, Reason.NO_DENOMINATOR)
    with pytest.raises(KeyError):
        representation_change(_YEARS, senior="band_42")


def test_unknown_staff_may_be_left_out_of_the_share() -> None:
    year = {2018: _results(Counts(60, 20, 20), Counts(0, 0))}
    assert representation_change(year)[0].shares.workforce.value == 20.0
    assert representation_change(year, measure="share_of_known")[0].shares.workforce.value == 25.0


def test_no_years_have_no_rows() -> None:
    assert representation_change({}) == []
