"""How benchmarks are shown: names, rounding, limits in the unit of the measure."""

from indicators_service.domain.annual_return import AnnualReturn, Counts, Recruitment
from indicators_service.domain.benchmark import Benchmark, benchmarks
from indicators_service.domain.funnel import funnel_of_ratios, funnel_of_shares
from indicators_service.domain.over_dispersion import Adjustment
from indicators_service.domain.tally import tally_of
from indicators_service.schemas.benchmarks import BenchmarkGroup, BenchmarksOut, benchmark_out, funnel_out
from indicators_service.standards.wres import compute

_TABLES = [((603, 151), (48, 12)), ((700, 300), (90, 20)), ((500, 200), (70, 0))]


def _appointments() -> list[Benchmark]:
    annuals = [AnnualReturn(recruitment=Recruitment(Counts(*s), Counts(*a))) for s, a in _TABLES]
    return [next(b for b in body if b.result.indicator == "2") for body in benchmarks(compute(tally_of(annuals)))]


def test_numbers_are_rounded_and_the_verdict_has_its_method() -> None:
    found = benchmark_out(_appointments()[1])
    assert (found.indicator, found.measure, found.unit, found.polarity) == (
        "2",
        "rate_ratio",
        "ratio",
        "closer_to_parity",
    )
    assert (found.value, found.rank, found.of, found.compared, found.quartile) == (1.9286, 2, 2, 1, 4)
    assert (found.median, found.percentile) == (1.0017, 100.0)
    assert found.pooled == round((208 / 1803) / (32 / 651), 4)
    assert found.comparison.others == round((118 / 1103) / (12 / 351), 4)
    assert found.comparison.method == "homogeneity-score"
    assert found.four_fifths is not None
    assert found.four_fifths.model_dump() == {"within": 1, "below": 0, "above": 0}
    assert found.reason is None


def test_a_value_that_is_null_has_its_reason_and_no_rank() -> None:
    found = benchmark_out(_appointments()[2])
    assert (found.value, found.reason, found.rank, found.quartile) == (None, "no-events-in-reference", None, None)
    assert found.comparison.model_dump() == {
        "verdict": "not_compared",
        "method": None,
        "p_value": None,
        "others": round((138 / 1303) / (32 / 451), 4),
    }


def test_limits_of_a_share_are_in_percent_and_of_a_ratio_plain() -> None:
    shares = funnel_of_shares([20], [100], 0.2, Adjustment.NONE)
    share = funnel_out(shares.rows()[0], shares.dispersion, "percent")
    assert (share.position, share.target, share.lower_95, share.upper_95) == ("within", 20.0, 12.0, 28.0)
    ratios = funnel_of_ratios([48], [603], [12], [151], 1.0)
    ratio = funnel_out(ratios.rows()[0], ratios.dispersion, "ratio")
    assert ratio.target == 1.0
    assert ratio.upper_95 is not None
    assert 1 < ratio.upper_95 < 2
    assert ratio.overdispersion.model_dump() == {
        "adjustment": "none",
        "applied": False,
        "phi": None,
        "tau2": None,
        "bodies": 1,
    }


def test_an_answer_names_its_group_and_rule() -> None:
    group = BenchmarkGroup(
        kind="region", id="Y56", name="London", organisations=["RX1"], rule="Bodies of the region.", left_out=[]
    )
    answer = BenchmarksOut(
        organisation="RX1",
        year=2018,
        footprint="reported",
        controlled=False,
        combined=[],
        group=group,
        items=[benchmark_out(each) for each in _appointments()],
    )
    shown = answer.model_dump(mode="json")
    assert shown["group"]["organisations"] == ["RX1"]
    assert [item["funnel"] for item in shown["items"]] == [None] * 3
