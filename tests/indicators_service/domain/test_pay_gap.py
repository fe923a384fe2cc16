"""The ethnicity pay gap: formula, undefined and hidden pay, quartiles."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.domain.annual_return import Counts
from indicators_service.domain.pay import GroupPay, Pay, PayControl, PayOfGroups, Quartile
from indicators_service.domain.pay_gap import PARTS, pay_gap
from indicators_service.domain.results import Result
from inference.proportion import wilson
from vocabulary.bands import Band, StaffGroup
from vocabulary.indicators import Reason

_AMOUNT = st.integers(1, 10_000_000).map(lambda n: n / 10_000)
_COUNT = st.integers(0, 400)
_CELL = st.builds(Counts, _COUNT, _COUNT, _COUNT)
_QUARTILES = st.fixed_dictionaries(dict.fromkeys(Quartile, _CELL))


def _both(reference: tuple[float | None, int], interest: tuple[float | None, int]) -> PayOfGroups:
    (w, n), (b, m) = reference, interest
    return PayOfGroups(GroupPay(w, w, n), GroupPay(b, b, m))


def _whole(pay: Pay | None, control: PayControl | None = None) -> tuple[Result, Result]:
    first, second, *_ = pay_gap([pay], control)[0]
    return first, second


def _shares(quartiles: Mapping[Quartile, Counts], control: PayControl | None = None) -> list[Result]:
    return pay_gap([Pay(_both((20.0, 90), (18.0, 40)), quartiles=quartiles)], control)[0][-12:]


@given(_AMOUNT, _AMOUNT, _AMOUNT, _AMOUNT)
@settings(max_examples=60)
def test_the_gap_is_taken_of_the_reference_groups_pay(w: float, b: float, v: float, c: float) -> None:
    pay = Pay(PayOfGroups(GroupPay(w, v, 50), GroupPay(b, c, 20), GroupPay(3.0, 3.0, 9)))
    mean, median = _whole(pay)
    assert mean.value == pytest.approx((w - b) / w * 100, rel=1e-9, abs=1e-9)
    assert median.value == pytest.approx((v - c) / v * 100, rel=1e-9, abs=1e-9)


def test_above_0_the_group_of_interest_is_paid_less() -> None:
    mean, median = _whole(Pay(_both((20.0, 90), (18.0, 40))))
    assert (mean.measure, mean.value, mean.unit, mean.parity) == ("mean_gap", 10.0, "percent", 0.0)
    assert (median.measure, median.value) == ("median_gap", 10.0)
    assert (mean.groups.reference.denominator, mean.groups.interest.denominator) == (90, 40)
    assert {mean.interval, mean.p_value, mean.test, mean.significant, mean.favours} == {None}


@pytest.mark.parametrize(
    ("pay", "reason"),
    [
        (None, Reason.NOT_COLLECTED),
        (Pay(_both((None, 0), (18.0, 40))), Reason.NO_DENOMINATOR),
        (Pay(_both((20.0, 90), (None, 0))), Reason.NO_DENOMINATOR),
        (Pay(_both((None, 90), (18.0, 40))), Reason.NOT_COLLECTED),
        (Pay(_both((20.0, 90), (None, 40))), Reason.NOT_COLLECTED),
    ],
)
def test_absent_pay_has_no_gap_and_a_reason(pay: Pay | None, reason: Reason) -> None:
    assert [(gap.value, gap.reason) for gap in _whole(pay)] == [(None, reason)] * 2


def test_a_median_that_was_not_taken_leaves_the_mean() -> None:
    mean, median = _whole(Pay(PayOfGroups(GroupPay(20.0, 19.0, 90), GroupPay(18.0, None, 40))))
    assert (mean.value, median.reason) == (10.0, Reason.NOT_COLLECTED)


def test_every_body_has_the_same_results_in_the_same_order() -> None:
    bands = {(StaffGroup.NON_CLINICAL, Band.BAND_5): _both((15.0, 30), (14.7, 12))}
    full = Pay(_both((20.0, 90), (18.0, 40)), dict.fromkeys(Quartile, Counts(20, 9, 3)), bands)
    bodies = pay_gap([full, None, Pay(full.hourly)])
    names = [[(r.part, r.measure) for r in body] for body in bodies]
    assert names[0] == names[1] == names[2]
    assert len(names[0]) == 2 * len(PARTS) + 12
    assert {result.reason for result in bodies[1]} == {Reason.NOT_COLLECTED}
    assert {result.reason for result in bodies[2][2:]} == {Reason.NOT_COLLECTED}


def test_a_band_without_a_row_has_nobody_in_it() -> None:
    bands = {(StaffGroup.NON_CLINICAL, Band.BAND_5): _both((15.0, 30), (14.7, 12))}
    results = pay_gap([Pay(_both((20.0, 90), (18.0, 40)), bands=bands)])[0]
    by_band = {(r.part or {})["band"]: r for r in results if (r.part or {}).get("staff_group") == "non_clinical"}
    assert by_band["5"].value == pytest.approx(2.0)
    assert by_band["6"].reason is Reason.NO_DENOMINATOR


@pytest.mark.parametrize(("people", "reason"), [(9, Reason.SUPPRESSED), (10, None), (0, Reason.SUPPRESSED)])
def test_under_control_the_pay_of_a_small_group_is_hidden(people: int, reason: Reason | None) -> None:
    pay = Pay(_both((20.0, 1004), (18.0 if people else None, people)))
    for gap in _whole(pay, PayControl()):
        assert gap.reason is reason
        assert gap.disclosure.controlled
        assert gap.disclosure.rule == str(PayControl())
        assert gap.groups.reference.denominator == (1005 if reason is None else None)
    assert _whole(pay)[0].reason is (None if people else Reason.NO_DENOMINATOR)


def test_from_which_size_pay_is_shown_is_a_parameter() -> None:
    pay = Pay(_both((20.0, 90), (18.0, 40)))
    assert _whole(pay, PayControl(shown_from=40))[0].value == 10.0
    assert _whole(pay, PayControl(shown_from=41))[0].reason is Reason.SUPPRESSED
    with pytest.raises(ValueError, match="at least 1"):
        PayControl(shown_from=0)


@given(_QUARTILES)
@settings(max_examples=50)
def test_each_groups_share_of_a_quartile_counts_the_unknown(quartiles: dict[Quartile, Counts]) -> None:
    results = iter(_shares(quartiles))
    for quartile in Quartile:
        cell = quartiles[quartile]
        counts = {"reference": cell.reference, "interest": cell.interest, "unknown": cell.unknown}
        total = sum(counts.values())
        for group, count in counts.items():
            result = next(results)
            assert result.part == {"quartile": quartile.value, "group": group}
            if total == 0:
                assert (result.value, result.reason) == (None, Reason.NO_DENOMINATOR)
                continue
            assert result.value == pytest.approx(100 * count / total)
            bounds = [100 * float(bound) for bound in wilson(count, total)]
            assert result.interval is not None
            assert [result.interval.lower, result.interval.upper] == pytest.approx(bounds)


def test_one_small_count_hides_every_quartile() -> None:
    quartiles = dict.fromkeys(Quartile, Counts(50, 20, 8)) | {Quartile.UPPER: Counts(60, 4, 8)}
    hidden = _shares(quartiles, PayControl())
    assert {(result.reason, result.value) for result in hidden} == {(Reason.SUPPRESSED, None)}
    assert all(result.groups.reference.numerator is None for result in hidden)
    assert all(result.reason is None for result in _shares(quartiles))


def test_under_control_shares_come_from_rounded_counts() -> None:
    shares = _shares(dict.fromkeys(Quartile, Counts(51, 22, 0)), PayControl())[:3]
    assert [result.value for result in shares] == pytest.approx([100 * 50 / 70, 100 * 20 / 70, 0])


def test_no_bodies_have_no_results() -> None:
    assert pay_gap([]) == []


def test_pay_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        GroupPay(0.0, 1.0, 5)
    with pytest.raises(ValueError, match="no band"):
        Pay(
            _both((20.0, 9), (18.0, 4)), bands={(StaffGroup.NON_CLINICAL, Band.CONSULTANT): _both((1.0, 1), (1.0, 1))}
        )
