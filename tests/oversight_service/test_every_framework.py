"""Every framework of the catalogue, evaluated over HTTP for each kind of body that it assesses."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from oversight_service.domain.applies import years_of
from oversight_service.domain.frameworks import Framework
from oversight_service.frameworks.catalogue import load_catalogue
from services.settings import Settings
from tests.callers import REGULATOR, House, open_house, publish
from tests.documents import complete
from vocabulary.organisations import TRUST_TYPES
from vocabulary.years import LAST_YEAR

CATALOGUE = load_catalogue()
TIMELINE = {
    "sof-2016",
    "sof-2017",
    "nhsof-2019",
    "sof-2021",
    "nhsof-2022",
    "nof-2025",
    "nof-2026",
    "ccg-iaf-2018",
    "cqc-well-led-2017",
    "cqc-saf-2023",
    "cqc-sector-2026",
    "standard-contract-sc13",
    "edi-plan-2023",
}
KINDS = ("acute", "ccg", "icb")


def bodies(framework: Framework) -> list[str]:
    """The kinds of body to try: a trust, a CCG and an ICB, as far as the framework assesses them."""
    return [kind for kind in KINDS if kind in framework.assesses]


PAIRS = [(key, kind) for key, framework in CATALOGUE.items() for kind in bodies(framework)]


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    async with open_house(settings) as opened:
        yield opened


def test_the_catalogue_holds_the_timeline() -> None:
    assert set(CATALOGUE) == TIMELINE
    assert {key for key, _ in PAIRS} == TIMELINE, "each assesses a trust, a CCG or an ICB"


@pytest.mark.parametrize(("key", "kind"), PAIRS)
async def test_a_framework_is_evaluated_with_a_sentence_for_every_reason(house: House, key: str, kind: str) -> None:
    year = years_of(CATALOGUE[key], 2016, LAST_YEAR)[0]
    ods = f"R{kind[:2].upper()}"
    body = {"name": f"One {kind}", "type": kind, "region": "Y56", "opened": "2013-04-01"}
    assert (await house.indicators.put(f"/v1/organisations/{ods}", body)).is_success
    for each in (year - 1, year):
        document = complete(organisation=ods, year=each, snapshot=None) | {"edition": None}
        answer = await house.indicators.put(f"/v1/organisations/{ods}/returns/{each}", document)
        assert answer.is_success, answer.text
        await publish(house.indicators, ods, each)
    answer = await house.oversight.get(f"/v1/organisations/{ods}/assessments/{key}?year={year}", REGULATOR)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["framework"]["applies"] is True
    metrics = [metric for theme in found["themes"] for metric in theme["metrics"]]
    assert metrics or not CATALOGUE[key].metrics
    for metric in metrics:
        _reads_as_sentences(metric)
    feed = (await house.oversight.get(f"/v1/assessments/{key}?year={year}", REGULATOR)).json()
    assert [item["organisation"] for item in feed["items"]] == [ods]
    assert feed["items"][0]["summary"] == found["summary"]


def _reads_as_sentences(metric: dict[str, Any]) -> None:
    """A reader can be told every reason: it ends as a sentence, and no template or code is left in it."""
    assert metric["missing"] != "not-in-response", metric["id"]
    for words in (metric["sentence"], metric["reason"], *(rule["reason"] for rule in metric["rules"])):
        assert re.fullmatch(r"[A-Z0-9].*[.?]", words), words
        assert not re.search(r"[{}_]|\bNone\b|\bnan\b", words), words


async def test_a_body_of_the_wrong_kind_is_refused_by_every_framework(house: House) -> None:
    body = {"name": "An ambulance trust", "type": "arms_length_body", "region": "Y56"}
    assert (await house.indicators.put("/v1/organisations/RNO", body)).is_success
    for key, framework in CATALOGUE.items():
        year = years_of(framework, 2016, LAST_YEAR)[0]
        answer = await house.oversight.get(f"/v1/organisations/RNO/assessments/{key}?year={year}", REGULATOR)
        if "arms_length_body" in framework.assesses:
            assert answer.status_code == 200, key
        else:
            assert answer.json()["errors"][0]["code"] == "not-assessed-by-this-framework"


@pytest.mark.parametrize("key", sorted(TIMELINE))
def test_every_framework_names_its_source_its_scale_and_how_sure_each_rule_is(key: str) -> None:
    framework = CATALOGUE[key]
    assert framework.source.note
    assert framework.review.author
    assert framework.computed_by.startswith("Computed by Model Employer")
    assert all(rule.confidence for rule in framework.rules)
    assert set(framework.assesses) & (TRUST_TYPES | {"ccg", "icb"})
