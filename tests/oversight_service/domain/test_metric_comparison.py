"""A metric beside its peers: what is compared, where it stands, and which differences are put into words."""

import pytest

from oversight_service.domain.evidence import Absence
from oversight_service.domain.evidence_metrics import PeerComparison
from oversight_service.domain.framework_definitions import MetricDefinition
from oversight_service.domain.metric_comparison import comparisons_of
from oversight_service.domain.pack_extras import NOT_ASKED, Response
from oversight_service.domain.peer_body import PeerBodyError
from tests.oversight_service.domain import wire_bodies as wire

METRICS = {metric.id: metric for metric in wire.framework().metrics}
SHORTLISTING = METRICS["2"]


def comparison(verdict: str = "similar", p_value: float | None = 0.4) -> wire.Json:
    return {"verdict": verdict, "method": "homogeneity-score", "p_value": p_value, "others": 1.42}


def item(**changed: object) -> wire.Json:
    return {
        "indicator": "2",
        "part": None,
        "measure": "rate_ratio",
        "value": 1.13,
        "unit": "ratio",
        "polarity": "closer_to_parity",
        "rank": 3,
        "of": 11,
        "compared": 10,
        "quartile": 2,
        "median": 1.38,
        "percentile": 20.0,
        "pooled": 1.39,
        "comparison": comparison(),
        "reason": None,
    } | changed


def answer(*items: wire.Json, name: str | None = "Nearest peers") -> wire.Json:
    group = {"kind": "nearest", "id": None, "name": name, "organisations": ["ZT001", "ZT002"], "left_out": []}
    return {"organisation": wire.ODS, "year": wire.YEAR, "group": group, "items": list(items)}


def beside(response: Response, metric: MetricDefinition = SHORTLISTING, group: str = "nearest") -> PeerComparison:
    (told,) = comparisons_of(metric, wire.ODS, wire.YEAR, {group: response})
    return told


def test_a_metric_is_told_beside_its_peers() -> None:
    told = beside(answer(item()))
    assert (told.group, told.title, told.measure) == ("nearest", "Nearest peers", "rate_ratio")
    assert (told.value, told.unit, told.pooled, told.median) == (1.13, "ratio", 1.39, 1.38)
    assert (told.rank, told.of, told.quartile) == (3, 11, 2)
    assert (told.verdict, told.p_value, told.reason) == ("similar", 0.4, None)


def test_groups_are_told_in_one_order_and_only_those_that_were_asked_about() -> None:
    answers: dict[str, Response] = {"type": answer(item()), "nearest": answer(item()), "region": NOT_ASKED}
    told = comparisons_of(SHORTLISTING, wire.ODS, wire.YEAR, answers)
    assert [one.group for one in told] == ["nearest", "type"]
    assert comparisons_of(SHORTLISTING, wire.ODS, wire.YEAR, {}) == ()


@pytest.mark.parametrize(
    ("polarity", "verdict", "words"),
    [
        ("closer_to_parity", "better", "closer to parity than the others, beyond what chance explains"),
        ("closer_to_parity", "worse", "further from parity than the others, beyond what chance explains"),
        ("closer_to_parity", "similar", "no difference from the others that chance does not explain"),
        ("lower_is_better", "better", "better than the others, beyond what chance explains"),
        ("lower_is_better", "worse", "worse than the others, beyond what chance explains"),
        ("lower_is_better", "similar", "no difference from the others that chance does not explain"),
        ("higher_is_better", "worse", "worse than the others, beyond what chance explains"),
        (None, "better", "better than the others, beyond what chance explains"),
    ],
)
def test_a_verdict_is_put_into_the_words_of_its_polarity(polarity: str | None, verdict: str, words: str) -> None:
    told = beside(answer(item(polarity=polarity, comparison=comparison(verdict))))
    assert told.verdict == verdict
    assert told.sentence == f"Nearest peers: 1.39 together; place 3 of 11; {words}."


@pytest.mark.parametrize("compared", [None, comparison("not_compared", None), comparison("splendid", None)])
def test_without_a_known_verdict_nothing_is_claimed(compared: wire.Json | None) -> None:
    told = beside(answer(item(comparison=compared)))
    assert (told.verdict, told.p_value, told.reason) == (None, None, None)
    assert told.sentence == "Nearest peers: 1.39 together; place 3 of 11; not tested against the others."


@pytest.mark.parametrize(("rank", "of"), [(None, None), (None, 11), (3, None)])
def test_a_place_is_told_only_when_it_is_known_of_how_many(rank: int | None, of: int | None) -> None:
    told = beside(answer(item(rank=rank, of=of)))
    assert (told.rank, told.of) == (rank, of)
    assert "place" not in told.sentence


@pytest.mark.parametrize("metric", [METRICS["1a"], METRICS["1b"]], ids=["1a", "1b"])
def test_a_share_is_compared_by_the_gap_that_it_is_judged_by(metric: MetricDefinition) -> None:
    share = item(indicator="1", part=metric.part, measure="share", value=7.3, unit="percent", pooled=12.1)
    gap = share | {"measure": "gap", "value": -6.4, "unit": "percentage_points", "pooled": -8.1}
    told = beside(answer(share, gap), metric)
    assert (told.measure, told.value, told.unit) == ("gap", -6.4, "percentage_points")
    assert told.source.measure == "gap"
    assert told.sentence.startswith("Nearest peers, gap: −8.1 percentage points together; place 3 of 11; ")


def test_the_share_of_another_group_of_staff_is_not_compared() -> None:
    gap = item(indicator="1", part=METRICS["1b"].part, measure="gap", value=-6.4, unit="percentage_points")
    assert beside(answer(gap), METRICS["1a"]).reason == "not-compared"
    assert beside(answer(gap), METRICS["1b"]).reason is None


def test_a_metric_that_is_judged_by_itself_does_not_name_its_measure() -> None:
    assert beside(answer(item())).sentence.startswith("Nearest peers: ")


@pytest.mark.parametrize(
    ("group", "title"),
    [("nearest", "Similar trusts"), ("region", "Its region"), ("type", "Organisations of its type")],
)
def test_an_absent_answer_is_told_with_its_reason_under_the_title_of_its_group(group: str, title: str) -> None:
    told = beside(Absence("not-visible"), group=group)
    assert (told.group, told.title, told.reason) == (group, title, "not-visible")
    assert (told.value, told.pooled, told.rank, told.verdict) == (None, None, None, None)
    assert told.sentence == f"{title}: This client may not see it."


def test_a_group_without_a_name_has_the_title_of_its_kind() -> None:
    assert beside(answer(item(), name=None), group="region").title == "Its region"


def test_a_metric_that_the_answer_lacks_is_not_compared() -> None:
    told = beside(answer(item(indicator="3")))
    assert (told.title, told.value, told.reason) == ("Nearest peers", None, "not-compared")
    assert told.sentence == "Nearest peers: It is not compared."


@pytest.mark.parametrize(
    ("changed", "reason", "words"),
    [
        (
            {"value": None, "reason": "no-denominator"},
            "no-denominator",
            "It is undefined, because there is nobody to divide by.",
        ),
        ({"value": None}, "not-compared", "It is not compared."),
        (
            {"reason": "suppressed"},
            "suppressed",
            "It is suppressed, because the numbers are small enough to identify people.",
        ),
    ],
)
def test_a_reason_stands_in_the_place_of_a_value(changed: wire.Json, reason: str, words: str) -> None:
    told = beside(answer(item(**changed)))
    assert (told.value, told.pooled, told.rank, told.of, told.verdict) == (None, None, None, None, None)
    assert told.reason == reason
    assert told.sentence == f"Nearest peers: {words}"


@pytest.mark.parametrize("response", [answer(item()), answer(), Absence("not-submitted")])
def test_a_comparison_always_says_where_it_can_be_asked_for_again(response: Response) -> None:
    source = beside(response, group="region").source
    assert source.service == "indicators"
    assert source.href == "/v1/organisations/ZT001/benchmarks?year=2018&group=region&indicator=2"
    assert (source.year, source.indicator, source.measure) == (2018, "2", "rate_ratio")


@pytest.mark.parametrize(
    ("response", "path"),
    [
        ({"items": []}, "benchmarks.group"),
        (answer() | {"items": {}}, "benchmarks.items"),
        (answer(item(indicator=None)), "benchmarks.items[0].indicator"),
        (answer(item(rank=2.5)), "benchmarks.items[0].rank"),
        (answer(item(value="1.13")), "benchmarks.items[0].value"),
        (answer(item(comparison="better")), "benchmarks.items[0].comparison"),
        (answer(item(comparison={"verdict": True})), "benchmarks.items[0].comparison.verdict"),
    ],
)
def test_a_comparison_out_of_shape_is_refused_with_its_path(response: wire.Json, path: str) -> None:
    with pytest.raises(PeerBodyError) as caught:
        beside(response)
    assert caught.value.path == path


def test_a_withheld_metric_is_compared_with_nobody() -> None:
    (told,) = comparisons_of(
        SHORTLISTING, wire.ODS, wire.YEAR, {"nearest": answer(item())}, withheld="too-few-respondents"
    )
    assert (told.value, told.pooled, told.rank, told.p_value) == (None, None, None, None)
    assert told.reason == "too-few-respondents"


def test_a_p_value_without_a_verdict_is_not_told() -> None:
    assert beside(answer(item(comparison=comparison("not_compared", 4e-45)))).p_value is None
