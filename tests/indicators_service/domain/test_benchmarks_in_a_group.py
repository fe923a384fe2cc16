"""Benchmarks of whole groups, against the engine itself run on the summed counts of the others."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from indicators_service.domain.benchmark import Benchmark, benchmarks
from indicators_service.domain.comparison import Verdict
from indicators_service.domain.disclosure import control
from indicators_service.domain.pay import GroupPay, Pay, PayOfGroups
from indicators_service.domain.pay_gap import pay_gap
from indicators_service.domain.pooling import kind_of
from indicators_service.domain.results import Result
from indicators_service.domain.tally import Tally, summed, tally_of
from indicators_service.standards.wres import compute
from vocabulary.bands import Band, StaffGroup
from vocabulary.indicators import Reason, SurveyQuestion

_SEED = st.integers(0, 10_000)
_BANDS = (Band.BAND_2, Band.BAND_5, Band.BAND_7, Band.BAND_8A, Band.BAND_9)


def _annual(rng: np.random.Generator) -> AnnualReturn:
    def counts(most: int) -> Counts:
        return Counts(*(int(number) for number in rng.integers(0, [2 * most + 1, most + 1, most // 9 + 1])))

    workforce = tuple(WorkforceRow(StaffGroup.NON_CLINICAL, band, counts(700)) for band in _BANDS)
    answers = {
        question: Answers(*(Answer(float(rng.integers(0, 1001)) / 10, int(rng.integers(0, 900))) for _ in range(2)))
        for question in SurveyQuestion
    }
    shortlisted = counts(300)
    appointed = Counts(shortlisted.reference // 4, shortlisted.interest // int(rng.integers(3, 9)), 0)
    return AnnualReturn(
        workforce=workforce,
        recruitment=Recruitment(shortlisted, appointed) if rng.random() < 0.9 else None,
        disciplinary=Disciplinary(counts(12)) if rng.random() < 0.9 else None,
        training=Training(Counts(200, 60, 9)) if rng.random() < 0.9 else None,
        staff_survey=StaffSurvey(answers) if rng.random() < 0.9 else None,
        board=tuple(BoardRow(voting, True, counts(6)) for voting in (True, False)) if rng.random() < 0.9 else None,
    )


def _group(seed: int, bodies: int) -> list[AnnualReturn]:
    rng = np.random.default_rng(seed)
    return [_annual(rng) for _ in range(bodies)]


def _rows(tally: Tally) -> list[list[Result]]:
    return compute(tally)


def _near(value: float | None) -> object:
    return None if value is None else pytest.approx(value, rel=1e-9, abs=1e-9)


def _of(annuals: list[AnnualReturn]) -> list[Result]:
    return _rows(summed(tally_of(annuals)))[0]


@given(_SEED)
@settings(max_examples=8, deadline=None)
def test_pooled_values_are_the_engines_own_of_summed_counts(seed: int) -> None:
    annuals = _group(seed, 5)
    whole = _of(annuals)
    for body, measures in enumerate(benchmarks(_rows(tally_of(annuals)))):
        others = _of(annuals[:body] + annuals[body + 1 :])
        for benchmark, of_all, of_others in zip(measures, whole, others, strict=True):
            assert benchmark.pooled == _near(of_all.value)
            assert benchmark.comparison.others == _near(of_others.value)


@given(_SEED)
@settings(max_examples=8, deadline=None)
def test_one_body_is_told_as_it_is_among_all(seed: int) -> None:
    rows = _rows(tally_of(_group(seed, 4)))
    everybody = benchmarks(rows)
    assert [benchmarks(rows, [body])[0] for body in range(4)] == everybody


@given(_SEED)
@settings(max_examples=8, deadline=None)
def test_a_body_without_figures_changes_nothing_for_the_rest(seed: int) -> None:
    annuals = _group(seed, 4)
    before = benchmarks(_rows(tally_of(annuals)))
    after = benchmarks(_rows(tally_of([*annuals, AnnualReturn()])))
    assert after[:4] == before
    assert {each.result.reason for each in after[4]} == {Reason.NOT_COLLECTED}
    assert {each.comparison.verdict for each in after[4]} == {Verdict.NOT_COMPARED}
    assert {each.standing.rank for each in after[4]} == {None}


@given(_SEED)
@settings(max_examples=8, deadline=None)
def test_the_order_of_the_bodies_does_not_matter(seed: int) -> None:
    annuals = _group(seed, 4)
    turned = benchmarks(_rows(tally_of(annuals[::-1])))[::-1]
    for one, other in zip(benchmarks(_rows(tally_of(annuals))), turned, strict=True):
        assert [each.standing for each in one] == [each.standing for each in other]
        assert [each.comparison.verdict for each in one] == [each.comparison.verdict for each in other]


def _recruiting(shortlisted: tuple[int, int], appointed: tuple[int, int]) -> AnnualReturn:
    return AnnualReturn(recruitment=Recruitment(Counts(*shortlisted), Counts(*appointed)))


def _indicator(annuals: list[AnnualReturn], indicator: str, measure: str = "rate_ratio") -> list[Benchmark]:
    found = benchmarks(_rows(tally_of(annuals)))
    return [next(b for b in body if (b.result.indicator, b.result.measure) == (indicator, measure)) for body in found]


def test_a_body_far_from_parity_is_worse_than_others_near_to_it() -> None:
    fair = _recruiting((1000, 500), (200, 100))
    unfair = _recruiting((1000, 500), (300, 50))
    first, *_, last = _indicator([fair, fair, fair, unfair], "2")
    assert (last.standing.rank, last.standing.of, last.standing.compared, last.standing.quartile) == (4, 4, 3, 4)
    assert last.standing.median == 1.0
    assert last.comparison.others == pytest.approx(1.0)
    assert last.comparison.verdict is Verdict.WORSE
    assert last.comparison.method == "homogeneity-score"
    assert last.pooled == pytest.approx((900 / 4000) / (350 / 2000))
    assert (first.standing.rank, first.comparison.verdict) == (1, Verdict.BETTER)
    assert first.four_fifths is not None
    assert (first.four_fifths.within, first.four_fifths.above) == (2, 1)


def test_a_body_with_events_in_one_group_only_is_in_the_sums_but_not_compared() -> None:
    none, some = _recruiting((100, 50), (20, 0)), _recruiting((1000, 500), (200, 100))
    first, second = _indicator([none, some], "2")
    assert (first.standing.rank, first.comparison.verdict, first.comparison.p_value) == (
        None,
        Verdict.NOT_COMPARED,
        None,
    )
    assert first.pooled == pytest.approx((220 / 1100) / (100 / 550))
    assert (second.standing.rank, second.standing.compared) == (1, 0)
    assert second.comparison.others is None


def test_what_is_hidden_is_in_nobodys_sum() -> None:
    bands = (Band.BAND_5, Band.BAND_6, Band.BAND_7)
    few, many = (
        AnnualReturn(workforce=tuple(WorkforceRow(StaffGroup.NON_CLINICAL, band, Counts(300, n)) for band in bands))
        for n in (3, 100)
    )
    rows = _rows(control(tally_of([few, many, many, many])))
    part = {"staff_group": "non_clinical", "band": "5"}
    place = next(n for n, r in enumerate(rows[0]) if (r.part, r.measure) == (part, "share_of_known"))
    found = [body[place] for body in benchmarks(rows)]
    assert [each.result.reason for each in found] == [Reason.SUPPRESSED, None, None, None]
    assert [each.comparison.others for each in found] == [25.0] * 4
    assert [each.pooled for each in found] == [25.0] * 4
    assert [each.comparison.p_value for each in found] == [None, 1.0, 1.0, 1.0]


def test_a_measure_without_counts_is_ranked_only() -> None:
    pays = [Pay(PayOfGroups(GroupPay(20.0, 20.0, 90), GroupPay(pay, pay, 40))) for pay in (18.0, 20.5, 21.0)]
    found = [body[0] for body in benchmarks(pay_gap(pays))]
    assert [each.standing.rank for each in found] == [3, 1, 2]
    assert {kind_of(each.result) for each in found} == {None}
    for each in found:
        assert (each.pooled, each.comparison.others, each.comparison.method) == (None, None, None)
        assert each.comparison.verdict is Verdict.NOT_COMPARED
        assert each.four_fifths is None


def test_a_group_of_nobody_and_a_body_alone() -> None:
    assert benchmarks([]) == []
    (alone,) = benchmarks(_rows(tally_of(_group(1, 1))))
    assert {each.comparison.verdict for each in alone} == {Verdict.NOT_COMPARED}
    assert {each.standing.compared for each in alone} == {0}
