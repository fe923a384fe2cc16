"""How far a pack can be relied on: completeness, and which metrics are missing, withheld or rest on few people."""

import pytest

from oversight_service.domain.evidence import DataQuality
from tests.oversight_service.domain import wire_bodies as wire


def quality(*changed: wire.Json) -> DataQuality:
    found = wire.pack(wire.indicators(wire.replaced(wire.results(), *changed))).data_quality
    assert found is not None
    return found


def test_completeness_and_the_unknown_share_are_percentages_of_all_staff() -> None:
    found = quality(wire.workforce(200, 760, 40))
    assert (found.completeness, found.unknown_share) == (96.0, 4.0)
    assert found.sentence == "Ethnicity is known for 96.0% of staff."


def test_completeness_comes_from_the_counts_where_the_row_does_not_state_it() -> None:
    assert quality(wire.workforce(200, 760, 40) | {"completeness": None}).completeness == pytest.approx(96.0)


def test_completeness_that_cannot_be_known_has_a_reason() -> None:
    hidden = wire.workforce() | {"groups": {}, "completeness": None, "value": None, "reason": "suppressed"}
    found = quality(hidden)
    assert (found.completeness, found.unknown_share, found.reason) == (None, None, "suppressed")
    assert "suppressed" in found.sentence


def test_metrics_on_small_numbers_and_metrics_withheld_are_named() -> None:
    few = wire.ratio("3", wire.chance()) | {"small_number": True}
    found = quality(few, wire.survey_gap("6", wire.chance(), 900, 10))
    assert (found.small_numbers, found.withheld) == (("3",), ("6",))
