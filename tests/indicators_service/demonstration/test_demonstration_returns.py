"""Each return is one that a body could submit, and each year's grows out of the year before."""

from collections import Counter
from typing import Any

import pytest

from indicators_service.demonstration import YEARS, returns
from vocabulary.bands import BANDS_OF
from vocabulary.indicators import SurveyQuestion

Documents = list[dict[str, Any]]
GROUPS = ("white", "bme", "unknown")


def staff(document: dict[str, Any]) -> dict[str, int]:
    rows = [row for row in document["workforce"] if row["band"] != "senior_medical_manager"]
    return {group: sum(row[group] for row in rows) for group in GROUPS}


def every(years: dict[int, Documents]) -> Documents:
    return [document for documents in years.values() for document in documents]


def test_every_body_has_a_return_in_every_year(years: dict[int, Documents], bodies: Documents) -> None:
    codes = [body["ods"] for body in bodies]
    assert YEARS == (2016, 2017, 2018)
    for year, documents in years.items():
        assert [document["organisation"] for document in documents] == codes
        head = (year, f"{year}-03-31", f"wres-{year}", None, None)
        fields = ("year", "snapshot", "edition", "pay", "narrative")
        assert {tuple(document[field] for field in fields) for document in documents} == {head}


def test_another_year_is_refused() -> None:
    with pytest.raises(ValueError, match="2016 to 2018, not for 2019"):
        returns(2019)


def test_every_stratum_is_there_once_in_the_order_of_the_form(years: dict[int, Documents]) -> None:
    form = [(group, band) for group, bands in BANDS_OF.items() for band in bands]
    for document in every(years):
        assert [(row["staff_group"], row["band"]) for row in document["workforce"]] == form


def test_no_count_is_negative_and_no_part_exceeds_its_whole(years: dict[int, Documents]) -> None:
    for document in every(years):
        everybody, recruitment = staff(document), document["recruitment"]
        rows = {row["band"]: row for row in document["workforce"]}
        for group in GROUPS:
            assert min(row[group] for row in (*document["workforce"], *document["board"])) >= 0
            assert 0 <= recruitment["appointed"][group] <= recruitment["shortlisted"][group]
            assert 0 <= document["disciplinary"]["entered"][group] <= everybody[group]
            assert 0 <= document["training"]["accessed"][group] <= everybody[group]
            assert rows["senior_medical_manager"][group] <= rows["consultant"][group]


def test_boards_have_their_four_cells_and_a_plausible_size(years: dict[int, Documents]) -> None:
    cells = [(True, True), (True, False), (False, True), (False, False)]
    for document in every(years):
        board = document["board"]
        assert [(row["voting"], row["executive"]) for row in board] == cells
        assert 8 <= sum(row[group] for row in board for group in GROUPS) <= 21


def test_percentages_are_ones_that_so_many_respondents_can_give(years: dict[int, Documents]) -> None:
    surveys = [(document, document["staff_survey"]) for document in every(years) if document["staff_survey"]]
    for document, survey in surveys:
        assert list(survey) == ["year", *SurveyQuestion]
        assert survey["year"] == document["year"] - 1
        for question in SurveyQuestion:
            for group, answer in survey[question].items():
                people, percent = answer["respondents"], answer["percent"]
                assert 0 < people <= staff(document)[group]
                assert 0 <= percent <= 100
                assert round(100 * round(percent * people / 100) / people, 1) == pytest.approx(percent, abs=0.101)


def test_two_trusts_and_a_fifth_of_ccgs_have_no_staff_survey_each_year(years: dict[int, Documents]) -> None:
    for documents in years.values():
        missing = Counter(document["organisation"][:2] for document in documents if not document["staff_survey"])
        assert missing == {"ZT": 2, "ZC": 38}


def test_sizes_are_those_of_trusts_and_of_ccgs(years: dict[int, Documents]) -> None:
    for documents in years.values():
        sizes = {document["organisation"]: sum(staff(document).values()) for document in documents}
        ccgs = [size for code, size in sizes.items() if code.startswith("ZC")]
        trusts = [size for code, size in sizes.items() if code.startswith("ZT")]
        assert min(ccgs) >= 100
        assert max(ccgs) <= 600
        assert min(trusts) >= 800
        assert 14_000 < max(trusts) <= 15_000


def test_undefined_ratios_and_small_cells_occur_in_ccgs(years: dict[int, Documents]) -> None:
    for documents in years.values():
        ccgs = [document for document in documents if document["organisation"].startswith("ZC")]
        quiet = [
            all(document["disciplinary"]["entered"][group] == 0 for group in ("white", "bme")) for document in ccgs
        ]
        small = [0 < row["bme"] < 5 for document in ccgs for row in document["workforce"]]
        assert sum(quiet) >= 10
        assert sum(small) > len(small) / 10


def test_each_year_grows_out_of_the_one_before(years: dict[int, Documents]) -> None:
    for year in YEARS[1:]:
        for before, after in zip(years[year - 1], years[year], strict=True):
            old, new = staff(before), staff(after)
            assert 0.9 < sum(new.values()) / sum(old.values()) < 1.1
            assert abs(new["bme"] / sum(new.values()) - old["bme"] / sum(old.values())) < 0.04
            for was, now in zip(before["workforce"], after["workforce"], strict=True):
                people = sum(was[group] for group in GROUPS)
                assert abs(sum(now[group] for group in GROUPS) - people) <= 2 + people // 8


def relative(documents: Documents, numerator: tuple[str, str], denominator: tuple[str, str] | None) -> float:
    sums: dict[str, float] = {}
    for group in ("white", "bme"):
        top = sum(document[numerator[0]][numerator[1]][group] for document in documents)
        whole = [
            document[denominator[0]][denominator[1]] if denominator else staff(document) for document in documents
        ]
        sums[group] = top / sum(people[group] for people in whole)
    return sums["white"] / sums["bme"]


def test_relative_likelihoods_of_all_trusts_are_near_those_of_the_nhs(years: dict[int, Documents]) -> None:
    for documents in years.values():
        trusts = [document for document in documents if document["organisation"].startswith("ZT")]
        assert 1.4 < relative(trusts, ("recruitment", "appointed"), ("recruitment", "shortlisted")) < 1.65
        assert 1.2 < 1 / relative(trusts, ("disciplinary", "entered"), None) < 1.4
        assert 1.05 < relative(trusts, ("training", "accessed"), None) < 1.15
