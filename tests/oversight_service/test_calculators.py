"""Frameworks' own arithmetic over HTTP: what is sent comes back scored, with its reasons, and nothing is stored."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.settings import Settings
from tests.callers import PUBLIC, House, open_house, provider

SAF = "/v1/frameworks/cqc-saf-2023/compute"
NOF = "/v1/frameworks/nof-2025/compute"
NEXT = "/v1/frameworks/nof-2026/compute"
STATEMENTS = [
    "shared-direction",
    "leaders",
    "speak-up",
    "workforce-edi",
    "governance",
    "partnerships",
    "learning",
    "sustainability",
]


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    async with open_house(settings) as opened:
        yield opened


async def computed(house: House, path: str, body: Any) -> Any:
    answer = await house.oversight.post(path, body, PUBLIC)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def refused(house: House, path: str, body: Any) -> list[tuple[str, str]]:
    answer = await house.oversight.post(path, body, PUBLIC)
    assert answer.status_code == 422, answer.text
    return [(error["path"], error["code"]) for error in answer.json()["errors"]]


def body(name: str, metrics: dict[str, Any], deficit: float | None = None) -> dict[str, Any]:
    figures = {} if deficit is None else {"financial-deficit": deficit}
    return {"name": name, "metrics": metrics, "figures": figures}


def scored(name: str, score: float, deficit: float | None = None) -> dict[str, Any]:
    return body(name, {"OF0023": {"score": score}}, deficit)


@pytest.mark.parametrize(
    ("scores", "percentage", "rating"),
    [
        ([1, 1, 1, 1, 2, 2, 2, 2], 38, "inadequate"),
        ([1, 1, 1, 2, 2, 2, 2, 2], 41, "requires improvement"),
        ([2, 2, 2, 2, 3, 3, 3, 3], 63, "good"),
        ([3, 3, 3, 3, 4, 4, 4, 4], 88, "outstanding"),
    ],
)
async def test_statement_scores_become_a_percentage_and_a_rating(
    house: House, scores: list[int], percentage: int, rating: str
) -> None:
    by_name = await computed(house, SAF, {"scores": dict(zip(STATEMENTS, scores, strict=True))})
    by_list = await computed(house, SAF, {"score_list": scores})
    found = by_name["statements"]
    assert found == by_list["statements"]
    assert (found["percentage"], found["rating"]) == (percentage, rating)
    assert found["exact"] == 100 * sum(scores) / 32
    assert found["sentence"].startswith(f"{sum(scores)} of 32 points are ")


async def test_a_calculation_says_what_it_is_not_and_which_version_made_it(house: House) -> None:
    found = await computed(house, SAF, {"scores": {"workforce-edi": 3}})
    assert found["computed_by"].startswith("Computed by Model Employer from what was sent. It is not the official")
    assert (found["framework"], found["version"]) == ("cqc-saf-2023", "1")
    assert found["method"] == "statement_percentage"
    assert found["statements"]["scored"] == 1
    assert found["statements"]["not_scored"] == [name for name in STATEMENTS if name != "workforce-edi"]


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({}, ("$.scores", "missing")),
        ({"scores": {"leaders": 3}, "score_list": [3]}, ("$.scores", "missing")),
        ({"scores": {"leaders": 5}}, ("$.scores.leaders", "off-the-scale")),
        ({"scores": {"leader": 3}}, ("$.scores.leader", "unknown-statement")),
        ({"scores": {"leaders": 0}}, ("$.scores.leaders", "greater-than-equal")),
        ({"scores": {"leaders": "3"}}, ("$.scores.leaders", "int-type")),
        ({"scores": {"leaders": True}}, ("$.scores.leaders", "int-type")),
        ({"score_list": [1, 2.5]}, ("$.score_list[1]", "int-type")),
        ({"score_list": [4, 4, 5]}, ("$.score_list[2]", "off-the-scale")),
        ({"score_list": []}, ("$.score_list", "too-short")),
        ({"score_list": [1], "bodies": [scored("A", 1)]}, ("$.bodies", "not-for-this-method")),
        ({"score_list": [1], "rating": "good"}, ("$.rating", "extra-forbidden")),
    ],
)
async def test_statement_scores_that_make_no_sense_are_refused(
    house: House, wrong: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert await refused(house, SAF, wrong) == [fault]


async def test_a_body_is_scored_averaged_placed_and_capped_with_a_sentence_each(house: House) -> None:
    bodies = [
        body("A", {"OF0023": {"score": 1.2}, "staff-engagement": {"value": 7.4}}, 12.5),
        body("B", {"OF0023": {"score": 2}, "staff-engagement": {"value": 7.2}}, -3),
        body("C", {"OF0023": {"score": 3}, "staff-engagement": {"value": 7.0}}, 0),
        body("D", {"OF0023": {"score": 4}, "staff-engagement": {"value": 6.1}}, 4),
    ]
    found = {each["name"]: each for each in (await computed(house, NOF, {"bodies": bodies}))["bodies"]}
    assert [each["average"] for each in found.values()] == [1.1, 2.0, 3.0, 4.0]
    assert [each["segment_before_cap"] for each in found.values()] == ["1", "2", "3", "4"]
    assert [each["segment"] for each in found.values()] == ["3", "2", "3", "4"]
    assert found["A"]["before_sentence"] == (
        "The average of 2 scores is 1.10; 0 of 4 bodies have a better one: segment 1."
    )
    assert found["A"]["sentence"] == "Financial deficit is 12.5, above 0: segment 1 becomes 3."
    assert found["B"]["sentence"] == "Financial deficit is -3, not above 0: segment 2 stays."
    assert found["D"]["sentence"] == "The cap at segment 3 changes nothing: segment 4 stays."
    assert found["A"]["cap"] == {
        "figure": "financial-deficit",
        "value": 12.5,
        "above": 0.0,
        "segment": "3",
        "outcome": "lowered",
    }


async def test_figures_are_ranked_in_the_direction_of_their_metric(house: House) -> None:
    bodies = [
        body(name, {"staff-engagement": {"value": engagement}, "sickness-absence": {"value": sickness}})
        for name, engagement, sickness in (("A", 7.4, 6.0), ("B", 7.0, 5.0), ("C", 6.8, 4.0), ("D", 6.0, 3.0))
    ]
    found = (await computed(house, NOF, {"bodies": bodies}))["bodies"]
    scores = [[metric["score"] for metric in each["metrics"]] for each in found]
    assert scores == [[1.0, 4.0], [2.0, 3.0], [3.0, 2.0], [4.0, 1.0]]
    assert {each["average"] for each in found} == {2.5}
    assert {each["segment_before_cap"] for each in found} == {"1"}


async def test_a_standard_and_a_floor_are_scored_at_once(house: House) -> None:
    values = (3.0, 4.5, 5.5, 9.0)
    bodies = [body(f"T{place}", {"sickness-absence": {"value": each}}) for place, each in enumerate(values)]
    lines = {"standards": {"sickness-absence": 4}, "floors": {"sickness-absence": 6}}
    found = (await computed(house, NOF, {"bodies": bodies} | lines))["bodies"]
    assert [each["metrics"][0]["score"] for each in found] == [1.0, 2.0, 3.0, 4.0]


async def test_what_is_missing_stays_missing_and_says_why(house: House) -> None:
    bodies = [scored(name, score) for name, score in (("A", 1.5), ("B", 2), ("C", 3), ("D", 4))]
    bodies.append(body("E", {"OF0023": {"score": None}}))
    found = {each["name"]: each for each in (await computed(house, NOF, {"bodies": bodies}))["bodies"]}
    assert found["E"]["metrics"] == [
        {"id": "OF0023", "value": None, "score": None, "ranked": False, "reason": "not-sent"}
    ]
    assert (found["E"]["average"], found["E"]["segment"]) == (None, None)
    assert found["E"]["reason"] == "no-metric-has-a-score"
    # Whether a deficit caps the two best is not known when no deficit is sent.
    assert (found["A"]["segment_before_cap"], found["A"]["segment"]) == ("1", None)
    assert found["A"]["reason"] == "figure-of-the-cap-not-sent"
    assert (found["C"]["segment"], found["C"]["reason"]) == ("3", None)


async def test_three_bodies_cannot_be_put_into_quarters(house: House) -> None:
    bodies = [scored(name, 2, 0) for name in "ABC"]
    found = (await computed(house, NOF, {"bodies": bodies}))["bodies"]
    assert {each["reason"] for each in found} == {"too-few-bodies-to-divide"}
    assert {each["average"] for each in found} == {2.0}


async def test_thresholds_place_each_body_by_itself_and_can_be_replaced(house: House) -> None:
    bodies = [scored("A", 1.75, 0), scored("B", 1.76, 0)]
    own = await computed(house, NEXT, {"bodies": bodies})
    assert (own["confidence"], own["thresholds_from"]) == ("unconfirmed", "framework")
    assert own["thresholds"] == [1.75, 2.5, 3.25]
    assert [each["segment"] for each in own["bodies"]] == ["1", "2"]
    assert own["bodies"][0]["before_sentence"] == "The average of 1 score is 1.75, at most 1.75: segment 1."
    sent = await computed(house, NEXT, {"bodies": bodies, "thresholds": [1.2, 1.4, 1.755]})
    assert (sent["thresholds"], sent["thresholds_from"]) == ([1.2, 1.4, 1.755], "request")
    assert [each["segment"] for each in sent["bodies"]] == ["3", "4"]
    assert sent["bodies"][1]["before_sentence"] == "The average of 1 score is 1.76, above 1.755: segment 4."


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({}, ("$.bodies", "missing")),
        ({"bodies": []}, ("$.bodies", "too-short")),
        ({"bodies": [scored("A", 1)], "score_list": [1]}, ("$.score_list", "not-for-this-method")),
        ({"bodies": [scored("A", 1)], "thresholds": [2, 3, 3.5]}, ("$.thresholds", "not-for-this-method")),
        ({"bodies": [scored("A", 1), scored("A", 2)]}, ("$.bodies[1].name", "named-twice")),
        ({"bodies": [scored("A", 4.01)]}, ("$.bodies[0].metrics.OF0023.score", "less-than-equal")),
        ({"bodies": [scored("A", 0)]}, ("$.bodies[0].metrics.OF0023.score", "greater-than-equal")),
        ({"bodies": [body("A", {"OF0023": {}})]}, ("$.bodies[0].metrics.OF0023", "value-error")),
        ({"bodies": [body("A", {"x": {"score": 1, "value": 1}})]}, ("$.bodies[0].metrics.x", "value-error")),
        ({"bodies": [body("A", {"OF0023": {"value": 71.2}})]}, ("$.bodies[0].metrics.OF0023", "not-rankable")),
        ({"bodies": [body("A", {"board": {"value": 1.4}})]}, ("$.bodies[0].metrics.board", "not-rankable")),
        ({"bodies": [scored("A", 1)], "floors": {"OF0023": 1}}, ("$.floors.OF0023", "not-ranked")),
        (
            {"bodies": [{"name": "A", "metrics": {"x": {"score": 1}}, "figures": {"deficit": 1}}]},
            ("$.bodies[0].figures.deficit", "unknown-figure"),
        ),
        ({"bodies": [scored("mary.jones@nhs.net", 1)]}, ("$.bodies[0].name", "value-error")),
    ],
)  # fmt: skip
async def test_bodies_that_make_no_sense_are_refused(
    house: House, wrong: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert await refused(house, NOF, wrong) == [fault]


async def test_a_metric_is_sent_as_scores_or_as_figures_and_not_as_both(house: House) -> None:
    bodies = [body("A", {"staff-engagement": {"value": 7}}), body("B", {"staff-engagement": {"score": 2}})]
    assert await refused(house, NOF, {"bodies": bodies}) == [("$.bodies[1].metrics.staff-engagement", "mixed")]


async def test_a_floor_better_than_its_standard_is_refused(house: House) -> None:
    bodies = [body(name, {"staff-engagement": {"value": 7}}) for name in "AB"]
    lines = {"standards": {"staff-engagement": 7}, "floors": {"staff-engagement": 8}}
    assert await refused(house, NOF, {"bodies": bodies} | lines) == [
        ("$.bodies[0].metrics.staff-engagement", "not-rankable")
    ]


async def test_thresholds_that_do_not_rise_are_refused(house: House) -> None:
    for thresholds in ([2, 3], [3, 2, 1], [2, 2, 3]):
        sent = {"bodies": [scored("A", 1)], "thresholds": thresholds}
        assert await refused(house, NEXT, sent) == [("$.thresholds", "not-thresholds")]


async def test_a_framework_of_judgement_has_no_calculator(house: House) -> None:
    assert await refused(house, "/v1/frameworks/sof-2017/compute", {}) == [("path:key", "no-arithmetic")]
    missing = await house.oversight.post("/v1/frameworks/sof-2099/compute", {}, PUBLIC)
    assert missing.status_code == 404


async def test_everybody_may_compute_and_the_same_question_gets_the_same_bytes(house: House) -> None:
    sent = {"bodies": [scored(name, score, 0) for name, score in (("A", 1), ("B", 2), ("C", 3), ("D", 4))]}
    answers = [await house.oversight.post(NOF, sent, caller) for caller in (PUBLIC, provider("RX1"))]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
