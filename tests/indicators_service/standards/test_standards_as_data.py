"""One engine for every standard: what its data may change, and what may not matter."""

import re
import tomllib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.domain import engine
from indicators_service.domain.annual_return import Answer, Answers, Counts
from indicators_service.domain.counted import tally_of_counts
from indicators_service.domain.results import Result
from indicators_service.domain.standard import Operator, Standard
from indicators_service.domain.tally import INTEREST, REFERENCE
from indicators_service.standards.building import standard
from indicators_service.standards.catalogue import FOLDER, catalogue
from indicators_service.standards.standard_file import StandardFile
from indicators_service.standards.wres import wres

DOMAIN = FOLDER.parent / "domain"
ENGINE = (
    *("engine", "standard", "edition", "layout", "counted", "previous", "tally", "findings", "telling"),
    *("share", "rate_ratio", "odds_ratio", "representation_gap", "two_group_percentage"),
)


def declared(key: str) -> dict[str, Any]:
    """The data of a standard as it stands in its file."""
    return tomllib.loads((FOLDER / f"{key}.toml").read_text(encoding="utf-8"))


def built(data: dict[str, Any]) -> Standard:
    return standard(StandardFile.model_validate(data))


def results_of(
    given_standard: Standard, counts: dict[str, Counts], answers: dict[str, Answers] | None = None
) -> list[Result]:
    (results,) = engine.compute(given_standard, tally_of_counts(given_standard.layout, counts, answers or {}, 1))
    return results


def one(results: list[Result], indicator: str, measure: str, **part: str) -> Result:
    (found,) = (r for r in results if (r.indicator, r.measure, r.part or {}) == (indicator, measure, part))
    return found


def numbers(result: Result) -> Result:
    """A result without the one word that names groups."""
    return replace(result, orientation="")


def counts_of(key: str) -> st.SearchStrategy[dict[str, Counts]]:
    people = st.builds(Counts, st.integers(0, 300), st.integers(0, 80), st.integers(0, 20))
    return st.dictionaries(st.sampled_from(catalogue()[key].layout.counted), people, min_size=3)


@pytest.mark.parametrize("key", list(catalogue()))
def test_renaming_groups_changes_no_number(key: str) -> None:
    renamed = built(declared(key) | {"groups": {"reference": "tea", "interest": "coffee", "unknown": "neither"}})

    @given(counts_of(key))
    @settings(max_examples=30, deadline=None)
    def holds(counts: dict[str, Counts]) -> None:
        before, after = results_of(catalogue()[key], counts), results_of(renamed, counts)
        assert [numbers(result) for result in before] == [numbers(result) for result in after]

    holds()
    words = {definition.orientation for definition in renamed.definitions}
    assert "coffee_over_tea" in words
    assert not any(name in word for word in words for name in catalogue()[key].groups.names()[:2])


@pytest.mark.parametrize("key", list(catalogue()))
def test_swapping_groups_inverts_the_ratios(key: str) -> None:
    @given(counts_of(key))
    @settings(max_examples=30, deadline=None)
    def holds(counts: dict[str, Counts]) -> None:
        swapped = {item: Counts(c.interest, c.reference, c.unknown) for item, c in counts.items()}
        both = zip(results_of(catalogue()[key], counts), results_of(catalogue()[key], swapped), strict=True)
        for result, other in both:
            if result.measure == "rate_ratio" and result.value and other.value:
                assert result.value * other.value == pytest.approx(1)
                assert result.p_value == pytest.approx(other.p_value)
                assert result.test == other.test

    holds()


def test_turning_a_ratio_round_in_the_data_inverts_it() -> None:
    data = declared("wdes")
    (second,) = (table for table in data["indicators"] if table["id"] == "2")
    second["orientation"] = "interest_over_reference"
    counts = {"recruitment/shortlisted": Counts(300, 200, 9), "recruitment/appointed": Counts(60, 20, 1)}
    as_is = one(results_of(catalogue()["wdes"], counts), "2", "rate_ratio")
    turned = one(results_of(built(data), counts), "2", "rate_ratio")
    assert as_is.value == pytest.approx(2)
    assert turned.value == pytest.approx(0.5)
    assert (as_is.orientation, turned.orientation) == ("non_disabled_over_disabled", "disabled_over_non_disabled")
    assert as_is.favours == turned.favours == "reference"


def test_the_bank_wres_measures_bank_workers_only() -> None:
    counts = {
        "bank/non_clinical/2": Counts(60, 30, 10),
        "bank/medical_and_dental/all": Counts(20, 70, 10),
        "disciplinary/entered": Counts(4, 10),
        "disciplinary/dismissed": Counts(2, 5),
    }
    results = results_of(catalogue()["bank-wres"], counts)
    assert one(results, "b1", "share", staff_group="all", band="all").value == 50
    assert one(results, "b1", "gap", staff_group="non_clinical", band="2").value == -20
    assert one(results, "b2", "rate_ratio").value == pytest.approx((10 / 100) / (4 / 80))
    assert one(results, "b3", "rate_ratio").value == pytest.approx((5 / 100) / (2 / 80))
    assert one(results, "b1", "share", staff_group="non_clinical", band="7").reason == "no-denominator"


def test_what_was_not_counted_is_null_and_a_section_is_counted_as_a_whole() -> None:
    results = results_of(catalogue()["wdes"], {"board/voting/executive": Counts(5, 1)})
    assert one(results, "2", "rate_ratio").reason == "not-collected"
    assert one(results, "10", "gap", membership="all", group="interest").reason == "not-collected"
    with_staff = {"board/voting/executive": Counts(5, 1), "workforce/non_clinical/bands_1_to_4": Counts(90, 10)}
    results = results_of(catalogue()["wdes"], with_staff)
    assert one(results, "10", "gap", membership="all", group="interest").value == pytest.approx(100 / 6 - 10)
    assert one(results, "10", "gap", membership="non_voting", group="interest").reason == "no-denominator"


def test_survey_answers_by_question() -> None:
    answers = {"equal_opportunities": Answers(Answer(60, 100), Answer(40, 50))}
    gap = one(results_of(wres(), {}, answers), "7", "gap")
    assert (gap.value, gap.favours) == (-20, "reference")
    with pytest.raises(ValueError, match="not in tuple"):
        results_of(wres(), {}, {"weather": Answers(None, None)})


def test_every_operator_is_used_by_a_standard() -> None:
    used = {m.operator for each in catalogue().values() for d in each.definitions for m in d.measures}
    assert used | {Operator.ODDS_RATIO} == set(Operator) == set(engine.OPERATORS)


TIERS = {
    "id": "tiers",
    "title": "From tier to tier",
    "formula": "(white upper / white lower) / (BME upper / BME lower)",
    "unit": "ratio",
    "orientation": "reference_over_interest",
    "polarity": "closer_to_parity",
    "parity": 1.0,
    "period": "31 March",
    "basis": "known",
    "parts": [
        {
            "of": f"workforce/{{ladder}}/tier_{end}",
            "against": f"workforce/{{ladder}}/tier_{start}",
            "part": {"staff_group": "{ladder}", "from": start, "to": end},
        }
        for start, end in (("lower", "middle"), ("middle", "upper"), ("lower", "upper"))
    ],
    "measures": [{"name": "progression_ratio", "operator": "odds_ratio", "welcome": True}],
}


def test_a_ratio_of_odds_is_declared_as_any_other_measure() -> None:
    data = declared("wres")
    data["indicators"].append(TIERS)
    bands = {"5": Counts(40, 30), "6": Counts(30, 15), "8a": Counts(20, 5)}
    counts = {f"workforce/clinical_non_medical/{band}": people for band, people in bands.items()}
    results = results_of(built(data), counts)
    steps = (("lower", "middle", 30 / 40 / (15 / 30)), ("lower", "upper", 20 / 40 / (5 / 30)))
    for start, end, ratio in steps:
        part = {"staff_group": "clinical_non_medical", "from": start, "to": end}
        found = one(results, "tiers", "progression_ratio", **part)
        assert found.value == pytest.approx(ratio)
        assert found.orientation == "white_over_bme"
    own = results_of(wres(), counts)
    tiers, declared_tiers = (
        {frozenset((r.part or {}).items()): r.value for r in found if r.indicator == indicator}
        for found, indicator in ((results, "tiers"), (own, "race-disparity-ratio"))
    )
    assert tiers == declared_tiers


def test_the_engine_has_no_word_of_a_standard() -> None:
    words = {name for each in catalogue().values() for name in each.groups.names()} - {"unknown"}
    words |= {"nine", "wres", "wdes", "bank", "ethnic", "disability"}
    words |= {item for each in catalogue().values() for item in each.layout.items}
    words |= {definition.title for each in catalogue().values() for definition in each.definitions}
    for name in ENGINE:
        text = (DOMAIN / f"{name}.py").read_text(encoding="utf-8")
        code = re.sub(r'""".*?"""|#[^\n]*', "", text, flags=re.DOTALL).lower()
        found = [word for word in words if re.search(rf"(?<![a-z_]){re.escape(word)}(?![a-z_])", code)]
        assert found == [], name
    assert (REFERENCE, INTEREST) == (0, 1)
