"""Contracts of several commissioners taken together, weights handed in, and what is told of who answers."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_service.domain.commissioner_year import answered_by, ended
from oversight_service.domain.contracts import Contract, read_contract, taken_together
from oversight_service.domain.given_weights import WeightFault, given_weights
from oversight_service.domain.progress_against_wres import NoIndex, WeightBasis
from vocabulary.years import reporting_period

FLOW = WeightBasis.FINANCIAL_FLOW


def contract(
    commissioner: str, provider: str, flow: int | None, first: str = "2015-04-01", last: str | None = None
) -> Contract:
    weights = {} if flow is None else {(2018, FLOW): Fraction(flow)}
    return Contract(
        commissioner, provider, date.fromisoformat(first), date.fromisoformat(last) if last else None, weights
    )


@pytest.mark.parametrize(
    ("first", "last", "runs"),
    [
        ("2018-03-31", None, True),
        ("2018-04-01", None, False),
        ("2015-04-01", "2017-04-01", True),
        ("2015-04-01", "2017-03-31", False),
    ],
)
def test_a_contract_runs_in_a_year_if_it_runs_on_a_day_of_it(first: str, last: str | None, runs: bool) -> None:
    assert contract("00A", "RX1", 1, first, last).ran_in(reporting_period(2018)) is runs


def test_a_shared_provider_weighs_what_it_weighs_with_each() -> None:
    both = taken_together(
        [
            contract("00B", "RX1", 8, "2016-04-01", "2019-03-31"),
            contract("00A", "RX2", 10),
            contract("00A", "RX1", 12, last="2018-03-31"),
        ]
    )
    assert [each.provider for each in both] == ["RX1", "RX2"]
    shared = both[0]
    assert (shared.commissioners, shared.weights) == (("00A", "00B"), {(2018, FLOW): Fraction(20)})
    assert (shared.first, shared.last) == (date(2015, 4, 1), date(2019, 3, 31))
    (open_ended,) = taken_together([contract("00A", "RX1", 1), contract("00B", "RX1", None, last="2019-03-31")])
    assert (open_ended.last, open_ended.weights) == (None, {})


def test_a_contract_is_read_as_it_is_written() -> None:
    told = {
        "commissioner": "00A",
        "provider": "RX1",
        "from": "2015-04-01",
        "to": None,
        "weights": [{"year": 2018, "basis": "activity", "value": 0.1}],
    }
    found = read_contract(told)
    assert (found.last, found.weights) == (None, {(2018, WeightBasis.ACTIVITY): Fraction(1, 10)})


def codes(*texts: str) -> list[str]:
    found = given_weights(texts, "Q01", {"RX1", "RX2"})
    assert isinstance(found, tuple)
    assert all(isinstance(fault, WeightFault) for fault in found)
    return [fault.code for fault in found]


def test_weights_are_read_exactly_and_named_where_they_are_wrong() -> None:
    assert given_weights(["RX1:0.1", "RX2:0.9"], "Q01", {"RX1", "RX2"}) == {
        "RX1": Fraction(1, 10),
        "RX2": Fraction(9, 10),
    }
    assert codes("RX1:0.5", "RX2:0.4") == ["weights-do-not-sum"]
    assert codes("RX1:1e0") == codes("RX1") == codes("rx1:1") == codes("RX1:") == codes("RX1:١") == ["weight-form"]
    assert codes("RX9:1") == ["not-commissioned"]
    assert codes("RX1:0.5", "RX1:0.5") == ["named-twice"]


@given(st.integers(1, 10**9))
def test_a_sum_may_miss_one_by_a_billionth_and_no_more(part: int) -> None:
    exact = Fraction(part, 10**9)
    near, far = f"{float(exact):.9f}", f"{float(Fraction(10**9 + 2 - part, 10**9)):.9f}"
    rest = f"{float(Fraction(10**9 + 1 - part, 10**9)):.9f}"
    assert isinstance(given_weights([f"RX1:{near}", f"RX2:{rest}"], "Q01", {"RX1", "RX2"}), Mapping)
    assert codes(f"RX1:{near}", f"RX2:{far}") == ["weights-do-not-sum"]


def test_who_answers_is_told_in_a_sentence() -> None:
    one = answered_by("QWO", 2018, ["00A"], False, True, ["Why."])
    assert one.sentences == (
        "QWO did not exist on 31 March 2018. The contracts of 00A answer for QWO.",
        "Why.",
    )
    assert (one.combined, one.reason) == (True, None)
    alone = answered_by("QWO", 2023, ["QWO"], True, True, [])
    assert (alone.combined, alone.sentences) == (False, ())
    divided = answered_by("QWO", 2018, [], False, False, ["Why not."])
    assert (divided.reason, divided.sentences) == (NoIndex.DIVIDED, ("Why not.",))


def test_a_commissioner_ends_on_the_31_march_that_it_does_not_see() -> None:
    assert ended("00A", 2018, None, []) is None
    assert ended("00A", 2018, date(2018, 4, 1), ["QWO"]) is None
    gone = "00A closed on 2018-03-31 and was succeeded by QWO and QXX; ask for 2018 there."
    assert ended("00A", 2018, date(2018, 3, 31), ["QWO", "QXX"]) == gone
