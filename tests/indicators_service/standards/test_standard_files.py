"""The files of standards: editions as they declare them, and faults named by file and field."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from indicators_service.domain.edition import UnknownEditionError
from indicators_service.standards.building import standard
from indicators_service.standards.catalogue import FOLDER, StandardError, load
from indicators_service.standards.expansion import TemplateError, expanded
from indicators_service.standards.standard_file import StandardFile
from indicators_service.standards.wres import broken, edition, edition_of_year, wres


def wres_data() -> dict[str, Any]:
    """The data of the WRES as they stand in its file."""
    return tomllib.loads((FOLDER / "wres.toml").read_text(encoding="utf-8"))


def test_editions_of_the_wres() -> None:
    assert [each.key for each in wres().editions] == [f"wres-{year}" for year in range(2015, 2025)]
    assert [edition(f"wres-{year}").window_years for year in (2015, 2016, 2017, 2024)] == [2, 2, 1, 1]
    assert edition("wres-2019").senior == "bands_8a_to_vsm"
    assert edition("wres-2023").senior == "bands_8c_to_vsm"
    items = {year: edition_of_year(year).survey_items["discrimination"] for year in (2015, 2018, 2021, 2022)}
    assert items == {2015: "Q23b", 2018: "Q17b", 2021: "Q15b", 2022: "Q16b"}
    assert edition_of_year(2031).key == "wres-2024"
    assert all(each.survey_year == each.year - 1 for each in wres().editions)
    with pytest.raises(
        UnknownEditionError, match=r"no edition 'wres-2031' of wres; there are wres-2015, .*wres-2024"
    ):
        edition("wres-2031")
    with pytest.raises(UnknownEditionError, match="first edition of wres is wres-2015, after 2014"):
        edition_of_year(2014)


def test_a_definition_breaks_where_the_data_say_so() -> None:
    assert wres().breaks() == {"7": (2022,)}
    asked = [(2020, 2021), (2021, 2022), (2019, 2024), (2022, 2024), (2024, 2030), (2013, 2016), (2021, 2021)]
    assert [broken("7", *years) for years in asked] == [False, True, True, False, False, False, False]
    assert not broken("8", 2015, 2024)
    data = wres_data()
    data["editions"][4]["versions"] = {"8": "asked-otherwise"}
    assert standard(StandardFile.model_validate(data)).breaks() == {"7": (2022,), "8": (2019,)}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('key = "wdes"', 'key = "wes"', "key: 'wes' is not the name of the file"),
        ("[groups]", "[groups", "wdes.toml: "),
        ('unknown = "unknown"', 'unknown = "disabled"', "every indicator and every group has a name of its own"),
        ('id = "10"', 'id = "3"', "every indicator and every group has a name of its own"),
        ("window_years = 2 }", "window = 2 }", "indicators.2.measures.0.window: Extra inputs"),
        (
            '"recruitment/appointed", "capability',
            '"capability',
            "measures what is not counted: recruitment/appointed",
        ),
        ('against = "board/staff"', 'against = "board/stuff"', "measures what is not counted: board/stuff"),
        ("{right}/{seat}", "{right}/{chair}", "names a list that there is not: chair"),
        (', against = "recruitment/shortlisted"', "", "indicator 2: 'rate_ratio' is against another item"),
        ('operator = "share", ', 'operator = "share", against = "a", ', "'share' is not against another item"),
        (", welcome = true", "", "says whether its event is welcome"),
        ('unit = "percent", polarity = "neutral"', 'unit = "percent"', "has a polarity of its own"),
        ('orientation = "reference_over_interest"', 'orientation = "none"', "indicator 2: a ratio's orientation"),
        ('senior = "bands_8c_to_vsm"', 'senior = "9"', "edition wdes-2019 calls senior what is not counted: 9"),
        ('senior = "bands_8c_to_vsm"', "", "edition wdes-2019 lacks a window or a senior cluster"),
        ("year = 2019\n", 'year = 2019\ninherits = "wdes-2018"\n', "wdes-2018, which is not before it"),
        ("year = 2019\n", 'year = 2019\nversions = { "11" = "new" }\n', "speaks of what the standard has not: 11"),
    ],
)
def test_a_broken_file_is_named_with_its_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    text = (FOLDER / "wdes.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "wdes.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(StandardError, match=re.escape(fault)):
        load(tmp_path)


def test_editions_out_of_order_are_refused() -> None:
    data = wres_data()
    data["editions"][3]["year"] = 2015
    with pytest.raises(ValueError, match="in the order of their years"):
        standard(StandardFile.model_validate(data))


def test_a_template_stands_for_every_entry_the_first_list_slowest() -> None:
    lists = {"drink": ("tea", "coffee"), "size": ("small", "large")}
    found = [name for name, _ in expanded("{drink}/{size}", lists)]
    assert found == ["tea/small", "tea/large", "coffee/small", "coffee/large"]
    assert [name for name, _ in expanded("{drink}/{size}", lists, {"drink": "milk"})] == ["milk/small", "milk/large"]
    with pytest.raises(TemplateError, match="milk"):
        list(expanded("{milk}", lists))
