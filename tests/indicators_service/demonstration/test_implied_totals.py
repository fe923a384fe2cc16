"""How total staff follow from the printed people, percentages and gap."""

import pytest

from indicators_service.demonstration.published import TABLE_1, Table1, agrees, implied_totals, totals


@pytest.mark.parametrize("year", sorted(TABLE_1))
def test_implied_totals_print_as_the_row_and_stand_off_the_edges_of_its_rounding(year: int) -> None:
    staff, senior = implied_totals(TABLE_1[year])
    for more_staff in (-50, 0, 50):
        for more_senior in (-5, 0, 5):
            assert agrees(TABLE_1[year], staff + more_staff, senior + more_senior)


def test_the_nearest_totals_of_2016_would_print_another_gap() -> None:
    row = TABLE_1[2016]
    assert not agrees(row, round(row.bme / 0.1740), round(row.senior_bme / 0.0974))


def test_figures_that_contradict_each_other_have_no_totals() -> None:
    with pytest.raises(ValueError, match="no total of staff"):
        implied_totals(Table1(bme=204_377, share=1740, senior_bme=6_447, senior_share=974, gap=763))


def test_staff_of_known_ethnicity_in_2018_are_about_1_162_570() -> None:
    found = totals(2018)
    assert abs(found.staff - found.unknown - 1_162_570) <= 1
