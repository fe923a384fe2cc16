"""Each rule of validation: when it speaks, when it is silent, and that the file of rules is whole."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, get_args

import pytest

from indicators_service import demonstration
from indicators_service.domain.checks import KINDS
from indicators_service.domain.rules import Severity
from indicators_service.examination import examined
from indicators_service.schemas.annual_return import ReturnIn
from indicators_service.schemas.stated import Figure
from indicators_service.standards.wres import wres
from indicators_service.validation.catalogue import FILE, RuleError, load, rules
from tests.callers import PUBLIC, House, open_house, provider
from tests.documents import complete, spoilt
from tests.stocked import Stocked
from vocabulary.indicators import SurveyQuestion


def found(document: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, str]:
    """Return the messages of the findings by rule."""
    previous = None if before is None else examined(ReturnIn.model_validate(before))[0]
    return {finding.code: finding.message for finding in examined(ReturnIn.model_validate(document), previous)[1]}


def surveyed(white: float, bme: float, people: tuple[int, int] = (900, 140)) -> dict[str, Any]:
    answers = [{"percent": percent, "respondents": n} for percent, n in zip((white, bme), people, strict=True)]
    survey = {"year": 2017, "discrimination": dict(zip(("white", "bme"), answers, strict=True))}
    return complete(staff_survey=survey, workforce=staffed(2000, 400))


def staffed(white: int, bme: int, unknown: int = 0) -> list[dict[str, Any]]:
    return [{"staff_group": "non_clinical", "band": "5", "white": white, "bme": bme, "unknown": unknown}]


def events(entered: int = 0, **changes: Any) -> dict[str, Any]:
    cases = {"entered": {"white": entered, "bme": 0}}
    return complete(workforce=staffed(2000, 400), disciplinary=cases, training=None, staff_survey=None) | changes


def shortlisted(white: int, bme: int) -> dict[str, Any]:
    return {"shortlisted": {"white": white, "bme": bme}, "appointed": {"white": 20, "bme": 20}}


BOARD = [{"voting": False, "executive": True, "white": 5, "bme": 0, "unknown": 0}]
VOTING = [*BOARD, BOARD[0] | {"voting": True}]
UNKNOWN = staffed(940, 0, 60)
SURVEY_YEAR = ("staff_survey", "year")
SENIOR = [
    {"staff_group": "medical_and_dental", "band": "consultant", "white": 4, "bme": 1, "unknown": 0},
    {"staff_group": "medical_and_dental", "band": "senior_medical_manager", "white": 5, "bme": 1, "unknown": 0},
]


@pytest.mark.parametrize(
    ("rule", "fires", "silent"),
    [
        ("of-which-above-whole", (complete(workforce=SENIOR), None), (complete(workforce=SENIOR[:1]), None)),
        ("entered-above-staff", (events(2001), None), (events(2000), None)),
        (
            "ethnicity-unknown",
            (events(workforce=staffed(950, 0, 50)), None),
            (events(workforce=staffed(951, 0, 49)), None),
        ),
        ("few-respondents", (surveyed(20, 20, (900, 10)), None), (surveyed(20, 20, (900, 11)), None)),
        ("survey-of-shares", (surveyed(0.2, 0.3), None), (surveyed(0.2, 30), None)),
        ("respondents-above-staff", (surveyed(20, 20, (900, 401)), None), (surveyed(20, 20, (900, 400)), None)),
        ("no-staff", (events(workforce=[], disciplinary=None), None), (events(), None)),
        (
            "no-voting-members",
            (events(board=BOARD), None),
            (events(board=VOTING), None),
        ),
        ("snapshot-day", (events(snapshot="2018-03-30"), None), (events(snapshot="2018-03-31"), None)),
        (
            "survey-year",
            (spoilt(("staff_survey", "year"), 2018), None),
            (spoilt(("staff_survey", "year"), 2017), None),
        ),
        ("labels-exchanged", (surveyed(30, 8), surveyed(8, 30)), (surveyed(30, 8), surveyed(29, 9))),
        (
            "groups-exchanged",
            (events(workforce=staffed(400, 2000)), events(workforce=staffed(2000, 400))),
            (events(workforce=staffed(1020, 1000)), events(workforce=staffed(1000, 1020))),
        ),
        (
            "share-jump",
            (events(workforce=staffed(1800, 600)), events(workforce=staffed(2000, 400))),
            (events(workforce=staffed(1990, 410)), events(workforce=staffed(2000, 400))),
        ),
        ("disciplinary-jump", (events(120), events(60)), (events(60), events(50))),
        ("survey-jump", (surveyed(45, 20), surveyed(20, 20)), (surveyed(22, 20), surveyed(20, 20))),
        (
            "headcount-jump",
            (events(workforce=staffed(2520, 501)), events()),
            (events(workforce=staffed(2500, 500)), events()),
        ),
        ("section-gone", (events(board=None), events()), (events(), events(board=None))),
        (
            "stratum-gone",
            (events(), events(workforce=[*staffed(2000, 400), SENIOR[0] | {"unknown": 5}])),
            (events(), events(workforce=[*staffed(2000, 400), SENIOR[0] | {"unknown": 4}])),
        ),
        (
            "shortlisted-exchanged",
            (events(recruitment=shortlisted(200, 900)), events(recruitment=shortlisted(900, 200))),
            (events(recruitment=shortlisted(900, 300)), events(recruitment=shortlisted(900, 200))),
        ),
    ],
)
def test_a_rule_speaks_at_its_edge_and_is_silent_before_it(
    rule: str,
    fires: tuple[dict[str, Any], dict[str, Any] | None],
    silent: tuple[dict[str, Any], dict[str, Any] | None],
) -> None:
    assert rule in found(*fires)
    assert rule not in found(*silent)


@pytest.mark.parametrize("rule", ["appointment-jump", "training-jump"])
def test_rates_that_jump_name_the_test_and_its_level(rule: str) -> None:
    def year(appointed: int, accessed: int) -> dict[str, Any]:
        recruitment = {"shortlisted": {"white": 600, "bme": 200}, "appointed": {"white": appointed, "bme": 20}}
        training = {"accessed": {"white": accessed, "bme": 100}}
        return events(recruitment=recruitment, training=training)

    now = found(year(200, 1900), year(60, 900))
    assert "two-proportion score test" in now[rule]
    assert "under 0.005" in now[rule]
    assert rule not in found(year(62, 920), year(60, 900))


def test_the_demonstration_has_no_error_and_few_warnings_against_the_year_before() -> None:
    bodies = [body["organisation"] for body in demonstration.returns(2017)]
    counted: dict[str, int] = {}
    before = {body["organisation"]: body for body in demonstration.returns(2017)}
    for body in demonstration.returns(2018):
        previous = examined(ReturnIn.model_validate(before[body["organisation"]]))[0]
        findings = examined(ReturnIn.model_validate(body), previous)[1]
        assert not [finding for finding in findings if finding.severity is Severity.ERROR]
        for code in {finding.code for finding in findings}:
            counted[code] = counted.get(code, 0) + 1
    against_last_year = {"section-gone", "labels-exchanged", "groups-exchanged"} | {k for k in counted if "jump" in k}
    assert all(counted.get(code, 0) <= 0.1 * len(bodies) for code in against_last_year)


def test_every_kind_has_a_rule_and_every_rule_says_why() -> None:
    assert {rule.kind for rule in rules()} == set(KINDS)
    for rule in rules():
        assert rule.why.endswith(".")
        assert rule.wording.strip()


def test_a_rule_knows_the_same_breaks_of_the_survey_as_the_standard() -> None:
    breaks = wres().breaks()
    of_questions = {
        question: list(breaks[definition.id])
        for definition in wres().definitions
        if definition.id in breaks
        for question in definition.measures[0].of
        if question in set(SurveyQuestion)
    }
    known = [rule.parameters["breaks"] for rule in rules() if "breaks" in rule.parameters]
    assert len(known) == 2
    assert known == [of_questions, of_questions]


def test_every_figure_that_may_be_stated_is_defined() -> None:
    assert all(set(rule.figures) == set(get_args(Figure)) for rule in rules())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "subset"', 'kind = "superset"'),
        ('id = "no-staff"', 'id = "no-voting-members"'),
        ('severity = "error"', 'severity = "fatal"'),
        ("[[rules]]", "[rules"),
        ('since = "1"', 'until = "1"'),
        ('part = "recruitment/appointed"', 'part = "recruitment/apointed"'),
        ('items = [\n  "workforce/all/all"', 'items = [\n  "workforce/non_clinical/bands_1_to_4"'),
        ("points = 1.0", "pionts = 1.0"),
        ("points = 1.0\n", ""),
        ("{share:.1f}", "{part:.1f}"),
        ("{share:.1f}", "{share:.1f"),
        ('change = "workforce_bme_change"', 'change = "workforce_change"'),
        ('top = "interest"\n', ""),
        ('item = "board/all"', 'item = "board/half"'),
    ],
)
def test_a_broken_file_of_rules_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "rules.toml"
    broken.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleError, match=r"rules\.toml"):
        load(broken)


async def stock(house: House) -> None:
    await house.indicators.put("/v1/organisations/RX1", {"name": "Test Valley NHS Trust", "type": "acute"})


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def test_the_rules_are_open_to_everybody(house: House) -> None:
    answer = (await house.indicators.get("/v1/validation-rules", PUBLIC)).json()
    assert [rule["id"] for rule in answer["items"]] == [rule.id for rule in rules()]
    exchanged = next(rule for rule in answer["items"] if rule["id"] == "labels-exchanged")
    assert exchanged["parameters"] == {"improvement": 13.8, "breaks": {"equal_opportunities": [2022]}}


async def test_a_return_is_held_against_the_one_before_when_it_is_put(house: House) -> None:
    own = provider("RX1")
    before = surveyed(8, 30) | {"year": 2017, "edition": None, "snapshot": None}
    await house.indicators.put("/v1/organisations/RX1/returns/2017", before, own)
    receipt = (await house.indicators.put("/v1/organisations/RX1/returns/2018", surveyed(30, 8), own)).json()
    warned = {warning["code"]: warning for warning in receipt["warnings"]}
    assert warned["labels-exchanged"]["path"] == "$.staff_survey.discrimination"
    stored = (await house.indicators.get("/v1/organisations/RX1/returns/2018", own)).json()
    assert stored["warnings"] == receipt["warnings"]
