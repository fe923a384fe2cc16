"""The sums over the returns print as the strategy did. Everything here is added up by plain loops over the JSON."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

Documents = list[dict[str, Any]]
GROUPS = ("white", "bme", "unknown")
SENIOR = ("8a", "8b", "8c", "8d", "9", "vsm")


def places(value: Decimal, number: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-number), ROUND_HALF_UP))


def percent(part: int, whole: int) -> Decimal:
    return Decimal(100 * part) / Decimal(whole)


def staff(returns: Documents, bands: tuple[str, ...] | None = None) -> dict[str, int]:
    found = dict.fromkeys(GROUPS, 0)
    for document in returns:
        for row in document["workforce"]:
            if row["band"] != "senior_medical_manager" and (bands is None or row["band"] in bands):
                for group in GROUPS:
                    found[group] += row[group]
    return found


def board(returns: Documents) -> dict[str, int]:
    return {group: sum(row[group] for document in returns for row in document["board"]) for group in GROUPS}


def of_codes(returns: Documents, *beginnings: str) -> Documents:
    return [document for document in returns if document["organisation"].startswith(beginnings)]


def trusts_in(returns: Documents, bodies: Documents, *regions: str) -> Documents:
    codes = tuple(body["ods"] for body in bodies if body["region"] in regions and body["ods"].startswith("ZT"))
    return of_codes(returns, *codes)


@pytest.mark.parametrize(
    ("year", "bme", "share", "senior_bme", "senior_share", "gap"),
    [
        (2016, 204_377, "17.40", 6_447, "9.74", "7.65"),
        (2017, 216_644, "18.09", 7_207, "10.40", "7.69"),
        (2018, 230_189, "18.94", 8_146, "11.20", "7.74"),
    ],
)
def test_trusts_and_ccgs_together_print_as_table_1_of_the_strategy(
    years: dict[int, Documents], year: int, bme: int, share: str, senior_bme: int, senior_share: str, gap: str
) -> None:
    returns = of_codes(years[year], "ZT", "ZC")
    everybody, senior = staff(returns), staff(returns, SENIOR)
    all_share = percent(everybody["bme"], sum(everybody.values()))
    share_of_senior = percent(senior["bme"], sum(senior.values()))
    assert (everybody["bme"], places(all_share, 2)) == (bme, share)
    assert (senior["bme"], places(share_of_senior, 2)) == (senior_bme, senior_share)
    assert places(all_share - share_of_senior, 2) == gap


def test_in_2018_bme_staff_are_19_8_percent_of_known_ethnicity(years: dict[int, Documents]) -> None:
    everybody = staff(of_codes(years[2018], "ZT", "ZC"))
    assert places(percent(everybody["bme"], everybody["bme"] + everybody["white"]), 1) == "19.8"


def test_trusts_alone_print_as_19_1_percent_in_2018(years: dict[int, Documents]) -> None:
    everybody = staff(of_codes(years[2018], "ZT"))
    assert places(percent(everybody["bme"], sum(everybody.values())), 1) == "19.1"


def test_boards_of_trusts_in_2018_are_88_percent_white_7_bme_and_5_unknown(years: dict[int, Documents]) -> None:
    members = board(of_codes(years[2018], "ZT"))
    shares = [places(percent(members[group], sum(members.values())), 0) for group in GROUPS]
    assert shares == ["88", "7", "5"]


@pytest.mark.parametrize(("regions", "boards", "workforce"), [(("Y56",), "16", "44"), (("Y58", "Y59"), "4", "14")])
def test_london_and_the_south_print_as_section_3_of_the_strategy(
    years: dict[int, Documents], bodies: Documents, regions: tuple[str, ...], boards: str, workforce: str
) -> None:
    returns = trusts_in(years[2018], bodies, *regions)
    members, everybody = board(returns), staff(returns)
    assert places(percent(members["bme"], sum(members.values())), 0) == boards
    assert places(percent(everybody["bme"], sum(everybody.values())), 0) == workforce


def test_very_senior_managers_of_trusts_in_2017_are_those_behind_table_2(years: dict[int, Documents]) -> None:
    managers = staff(of_codes(years[2017], "ZT"), ("vsm",))
    known = managers["white"] + managers["bme"]
    assert (known, places(percent(managers["bme"], known), 1)) == (1769, "5.7")


def one_in(people: dict[str, int], of: int) -> str:
    return places(Decimal(of) / people["bme"], 0)


@pytest.mark.parametrize(("kind", "very_senior"), [("ZT", "18"), ("ZC", "10")])
def test_very_senior_managers_read_as_table_2_in_every_year(
    years: dict[int, Documents], kind: str, very_senior: str
) -> None:
    for returns in years.values():
        managers = staff(of_codes(returns, kind), ("vsm",))
        assert one_in(managers, managers["white"] + managers["bme"]) == very_senior


def test_the_workforce_of_ccgs_reads_as_1_in_7_of_known_ethnicity(years: dict[int, Documents]) -> None:
    for returns in years.values():
        everybody = staff(of_codes(returns, "ZC"))
        assert one_in(everybody, everybody["white"] + everybody["bme"]) == "7"


def test_the_workforce_of_2017_reads_as_1_in_6_of_all_staff_but_not_of_known_ethnicity(
    years: dict[int, Documents],
) -> None:
    # Table 2 prints 1 in 6 and calls it a share of known ethnicity. With Table 1's people it cannot be: see 2017.
    everybody = staff(of_codes(years[2017], "ZT", "ZC"))
    assert one_in(everybody, sum(everybody.values())) == "6"
    assert one_in(everybody, everybody["white"] + everybody["bme"]) == "5"


def test_shares_of_bme_staff_fall_from_cluster_to_cluster(years: dict[int, Documents]) -> None:
    for returns in years.values():
        clusters = (("8a", "8b"), ("8c", "8d", "9"), ("vsm",))
        found = [staff(of_codes(returns, "ZT"), bands) for bands in (None, *clusters)]
        shares = [percent(people["bme"], sum(people.values())) for people in found]
        assert shares == sorted(shares, reverse=True)
