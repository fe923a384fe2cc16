"""Figures in words, the sentences of trajectories, and the rows of the CSV."""

from collections import Counter

import pytest

from oversight_service.domain.evidence_trajectories import TrajectoryEvidence
from oversight_service.domain.pack_rows import COLUMNS, cells, pack_rows
from oversight_service.domain.sentences import chance_in_words, in_words
from tests.oversight_service.domain import wire_bodies as wire


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1.825, "ratio", "1.83"),
        (1.005, "ratio", "1.01"),
        (12.25, "percent", "12.3%"),
        (-12.25, "percentage_points", "−12.3 percentage points"),
        (-0.04, "percent", "0.0%"),
        (1234, "count", "1,234"),
        (3.0, "count", "3.0"),
        (None, "ratio", "not known"),
        (2.5, None, "2.50"),
    ],
)
def test_figures_round_half_away_from_zero(value: float | None, unit: str | None, words: str) -> None:
    assert in_words(value, unit) == words


def test_a_very_small_chance_is_said_to_be_below_a_tenth_of_a_per_cent() -> None:
    assert chance_in_words(0.0009) == "below 0.1%"
    assert chance_in_words(0.001) == "0.1%"


def only(**changed: object) -> TrajectoryEvidence:
    (one,) = wire.pack(None, wire.trajectories([wire.trajectory() | changed])).trajectories
    return one


def test_a_target_not_met_says_what_it_takes() -> None:
    assert only().sentence == (
        "Non-clinical, band 8a: 8.2% of posts are held by BME staff; the target of 20.0% is not met. To meet it by "
        "2028, the share of BME recruits would be 1 in 4, and the chance of meeting it would then be 52.0%."
    )


def test_a_target_out_of_reach_names_the_earliest_year() -> None:
    beyond = wire.horizon(required_share=None, k_in_n=None, reachable=False, earliest_year=2031)
    assert "Recruitment alone cannot meet it by 2028; the earliest year is 2031." in only(horizons=[beyond]).sentence


def test_a_target_met_and_a_band_without_posts_say_so() -> None:
    assert only(status="met").sentence.endswith("the target of 20.0% is met.")
    empty = only(status="not_assessable", reason="no-posts-of-known-ethnicity", target=None, horizons=[])
    assert empty.sentence.startswith("Non-clinical, band 8a: the trajectory cannot be assessed. There are no posts")


def test_a_trajectory_keeps_the_answer_for_a_safer_chance() -> None:
    assert [(one.year, one.safer_probability, one.safer_in_words) for one in only().horizons] == [
        (year, 0.8, "1 in 3") for year in (2023, 2028, 2033)
    ]


@pytest.mark.parametrize(
    ("staff_group", "band", "title"),
    [
        ("all", "vsm", "All staff, VSM"),
        ("clinical_non_medical", "bands_8a_to_vsm", "Clinical non-medical, bands 8a to VSM"),
        ("medical_and_dental", "consultant", "Medical and dental, consultant"),
    ],
)
def test_bands_have_names_people_use(staff_group: str, band: str, title: str) -> None:
    assert only(staff_group=staff_group, band=band).title == title


def test_the_rows_hold_every_metric_cut_and_band_with_its_source() -> None:
    pack = wire.pack()
    rows = pack_rows(pack)
    told = Counter(str(row.kind) for row in rows)
    assert told["metric"] == len(pack.metrics) == 10
    assert told["board_seats"] == len(pack.board_seats)
    assert told["trajectory"] == len(pack.trajectories)
    assert told["change"] == sum(metric.change is not None for metric in pack.metrics)
    assert told["data_quality"] == 1
    assert set(told) <= {"metric", "board_seats", "trajectory", "change", "data_quality"}
    assert all(row.source_href.startswith("/v1/organisations/") for row in rows)
    assert all(row.sentence for row in rows if row.kind != "change")
    assert tuple(cells(rows[0])) == COLUMNS


def test_a_row_holds_the_interval_and_questions_of_its_metric() -> None:
    interval = {"lower": 0.9, "upper": None, "level": 0.95, "method": "koopman"}
    changed = wire.ratio("2", wire.chance()) | {"interval": interval}
    rows = pack_rows(wire.pack(wire.indicators(wire.replaced(wire.results(), changed))))
    row = next(one for one in rows if one.id == "2")
    assert (row.questions, row.lower, row.upper, row.probability) == ("W1 W3", 0.9, None, 0.4)
