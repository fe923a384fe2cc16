"""A layout refuses what could not be counted or added up."""

from typing import Any

import pytest

from indicators_service.domain import items
from indicators_service.domain.annual_return import AnnualReturn, Counts, WorkforceRow
from indicators_service.domain.layout import Layout
from indicators_service.domain.tally import tally_of
from vocabulary.bands import Band, StaffGroup

GOOD: dict[str, Any] = {
    "counted": ("a", "b", "c"),
    "tree": {"ab": ("a", "b"), "all": ("ab", "c")},
    "joint": {"bc": ("b", "c")},
    "staff_of": {"staff": "c"},
    "whole": "all",
}


def test_a_layout_knows_its_items_in_order() -> None:
    layout = Layout(**GOOD)
    assert layout.items == ("a", "b", "c", "ab", "all", "bc", "staff")
    assert layout.places(("bc", "a")) == [5, 0]
    assert list(layout.sums) == ["ab", "all", "bc"]
    assert Layout(**GOOD) == layout


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"counted": ("a", "b", "c", "a")}, "item named twice: a"),
        ({"joint": {"ab": ("b", "c")}}, "item named twice: ab"),
        ({"tree": {"ab": ("a", "b"), "all": ("ab", "b")}}, "part of two totals: b"),
        ({"tree": {"all": ("ab", "c"), "ab": ("a", "b")}}, "total before its parts: all"),
        ({"joint": {"bc": ("b", "d")}}, "item not known: d"),
        ({"whole": "everybody"}, "item not known: everybody"),
        ({"windowed": "d"}, "item not known: d"),
        ({"staff_of": {"staff": "d"}}, "item not known: d"),
        ({"sections": (("a", "b"), ("b",))}, "item in two sections: b"),
        ({"sections": (("ab", "c"),)}, "not counted, so in no section: ab"),
    ],
)
def test_a_layout_that_contradicts_itself_is_refused(change: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        Layout(**(GOOD | change))


def test_the_tiers_of_a_ladder_are_its_whole() -> None:
    rows = tuple(
        WorkforceRow(StaffGroup.NON_CLINICAL, band, Counts(2**place, 1, 0))
        for place, band in enumerate(list(Band)[:14])
    )
    tally = tally_of([AnnualReturn(workforce=rows)])
    counts, _ = tally.take([f"workforce/non_clinical/tier_{tier}" for tier in ("lower", "middle", "upper")])
    assert counts[0].tolist() == [[2**6 - 1, 6, 0], [2**6 + 2**7, 2, 0], [2**14 - 2**8, 6, 0]]
    assert tally.layout is items.LAYOUT
