"""The map from ethnic category to group, as the WRES draws it."""

import pytest

from vocabulary.ethnicity import WRES_GROUPING, EthnicGroup


@pytest.mark.parametrize(
    ("codes", "group"),
    [
        (["A", "B", "C", "c", "CP"], EthnicGroup.WHITE),
        (["D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "PB", " s "], EthnicGroup.BME),
        (["Z", "99", None, "", "  "], EthnicGroup.UNKNOWN),
    ],
)
def test_a_category_belongs_to_its_group_and_sub_codes_follow_their_letter(
    codes: list[str | None], group: EthnicGroup
) -> None:
    assert {WRES_GROUPING.group_of(code) for code in codes} == {group}


@pytest.mark.parametrize("code", ["Q", "1", "?"])
def test_what_is_no_category_is_refused_and_not_guessed(code: str) -> None:
    with pytest.raises(ValueError, match="not an ethnic category"):
        WRES_GROUPING.group_of(code)
