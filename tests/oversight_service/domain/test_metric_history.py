"""A metric over the years: what a pack of a year may know, and which movements are put into words."""

import pytest

from oversight_service.domain.evidence import Absence
from oversight_service.domain.evidence_metrics import Change, MetricTrend
from oversight_service.domain.framework_definitions import MetricDefinition
from oversight_service.domain.metric_history import history_of
from oversight_service.domain.metric_history import tested_change as change_with_test
from oversight_service.domain.pack_extras import NOT_ASKED, Response
from oversight_service.domain.peer_body import PeerBodyError
from tests.oversight_service.domain import wire_bodies as wire

METRICS = {metric.id: metric for metric in wire.framework().metrics}
SHORTLISTING = METRICS["2"]
SINCE_2017 = Change(previous_year=2017, previous_value=1.5, difference=-0.4)


def point(year: int, value: float | None, reason: str | None = None) -> wire.Json:
    interval = None if value is None else {"lower": value - 0.1, "upper": value + 0.1, "level": 0.95, "method": "x"}
    return {"year": year, "value": value, "reason": reason, "interval": interval}


def trend(**changed: object) -> wire.Json:
    return {
        "test": "log-ratio-score",
        "slope": -0.06,
        "p_value": 0.4,
        "significant": False,
        "direction": "falling",
        "years": [2016, 2017, 2018],
        "reason": None,
    } | changed


def change(**changed: object) -> wire.Json:
    return {
        "years": [2017, 2018],
        "change": 0.73,
        "p_value": 0.3,
        "significant": False,
        "test": "homogeneity-score",
        "interval": "mover-koopman",
        "scale": "factor",
    } | changed


def item(**changed: object) -> wire.Json:
    return {
        "indicator": "2",
        "part": None,
        "measure": "rate_ratio",
        "unit": "ratio",
        "polarity": "closer_to_parity",
        "points": [point(2016, 1.6), point(2017, 1.5), point(2018, 1.1)],
        "trend": trend(),
        "change": change(),
        "special_causes": [],
    } | changed


def answer(*items: wire.Json) -> wire.Json:
    return {"organisation": {"ods": wire.ODS}, "items": list(items), "next": None, "total": len(items)}


def history(trends: Response, year: int = wire.YEAR, metric: MetricDefinition = SHORTLISTING) -> MetricTrend:
    told = history_of(metric, wire.ODS, year, trends)
    assert told is not None
    return told


def changed_since(trends: Response, year: int = wire.YEAR, since: Change = SINCE_2017) -> Change:
    told = change_with_test(SHORTLISTING, year, trends, since)
    assert told is not None
    return told


def test_nothing_is_told_of_years_that_nobody_asked_for() -> None:
    assert history_of(SHORTLISTING, wire.ODS, wire.YEAR, NOT_ASKED) is None


def test_the_years_are_told_with_their_intervals_and_their_test() -> None:
    told = history(answer(item()))
    assert [(one.year, one.value) for one in told.points] == [(2016, 1.6), (2017, 1.5), (2018, 1.1)]
    assert (told.points[0].lower, told.points[0].upper) == (1.5, 1.6 + 0.1)
    assert told.years == (2016, 2017, 2018)
    assert (told.direction, told.p_value, told.test) == ("falling", 0.4, "log-ratio-score")
    assert (told.significant, told.reason) == (False, None)


def test_a_pack_of_2017_does_not_know_2018() -> None:
    told = history(answer(item()), year=2017)
    assert [one.year for one in told.points] == [2016, 2017]
    assert "2018" not in told.sentence
    assert "1.10" not in told.sentence


def test_a_test_over_later_years_is_no_evidence_and_the_reason_is_given() -> None:
    told = history(answer(item(trend=trend(significant=True, p_value=0.001))), year=2017)
    assert (told.years, told.direction, told.p_value, told.test, told.significant) == ((), None, None, None, None)
    assert told.reason == "later-years-in-the-test"
    assert told.sentence == (
        "Over the years: 2016 1.60, 2017 1.50. The movement was tested only together with later years."
    )


def test_a_test_that_ends_in_the_year_of_the_pack_is_told() -> None:
    told = history(answer(item(trend=trend(years=[2015, 2016, 2017]))), year=2017)
    assert (told.reason, told.p_value, told.years) == (None, 0.4, (2015, 2016, 2017))


@pytest.mark.parametrize(
    ("direction", "significant", "words"),
    [
        ("rising", True, "From 2016 to 2018 it rises, and chance does not explain it."),
        ("falling", True, "From 2016 to 2018 it falls, and chance does not explain it."),
        ("rising", False, "From 2016 to 2018 the movement could be chance."),
        ("falling", False, "From 2016 to 2018 the movement could be chance."),
        ("falling", None, "From 2016 to 2018 the movement could be chance."),
    ],
)
def test_only_a_significant_movement_rises_or_falls(direction: str, significant: bool | None, words: str) -> None:
    told = history(answer(item(trend=trend(direction=direction, significant=significant))))
    assert told.sentence == f"Over the years: 2016 1.60, 2017 1.50, 2018 1.10. {words}"


@pytest.mark.parametrize(
    ("tested", "reason", "words"),
    [
        (None, "not-tested", "The movement was not tested."),
        (trend(p_value=None), "not-tested", "The movement was not tested."),
        (
            trend(p_value=None, years=[], reason="too-few-years"),
            "too-few-years",
            "There are too few years to test whether it moves.",
        ),
    ],
)
def test_years_without_a_test_are_told_with_the_reason(tested: wire.Json | None, reason: str, words: str) -> None:
    told = history(answer(item(trend=tested)))
    assert len(told.points) == 3
    assert (told.reason, told.p_value, told.direction) == (reason, None, None)
    assert told.sentence.endswith(f"2018 1.10. {words}")


def test_a_year_without_a_value_keeps_its_reason_and_is_left_out_of_the_words() -> None:
    told = history(answer(item(points=[point(2016, None, "not-collected"), point(2017, 1.5)])))
    assert (told.points[0].value, told.points[0].lower, told.points[0].reason) == (None, None, "not-collected")
    assert told.sentence.startswith("Over the years: 2017 1.50. ")


def test_no_year_with_a_value_is_said() -> None:
    told = history(answer(item(points=[point(2018, None, "suppressed")], trend=None)))
    assert told.sentence == "No year has a value. The movement was not tested."


def test_an_absent_answer_is_told_with_its_reason() -> None:
    told = history(Absence("not-visible"))
    assert (told.points, told.reason) == ((), "not-visible")
    assert told.sentence == "Over the years: This client may not see it."


def test_a_metric_that_the_answer_lacks_is_told_as_lacking() -> None:
    told = history(answer(item(indicator="3")))
    assert (told.points, told.reason) == ((), "not-in-response")
    assert told.sentence == "Over the years: The service that computes it gave no such row."


def test_a_metric_is_found_by_its_indicator_its_part_and_its_measure() -> None:
    clinical, non_clinical = METRICS["1a"], METRICS["1b"]
    assert (clinical.indicator, clinical.measure) == (non_clinical.indicator, non_clinical.measure)

    def row(metric: MetricDefinition, measure: str, value: float) -> wire.Json:
        part = dict(reversed(list((metric.part or {}).items())))
        points = [point(2018, value)]
        return item(indicator=metric.indicator, part=part, measure=measure, unit="percent", points=points)

    trends = answer(row(non_clinical, "gap", -9.0), row(non_clinical, "share", 7.0), row(clinical, "share", 8.0))
    assert [one.value for one in history(trends, metric=clinical).points] == [8.0]
    assert [one.value for one in history(trends, metric=non_clinical).points] == [7.0]
    assert "2018 7.0%" in history(trends, metric=non_clinical).sentence


@pytest.mark.parametrize("trends", [answer(item()), answer(), Absence("not-submitted")])
def test_a_history_always_says_where_it_can_be_asked_for_again(trends: Response) -> None:
    source = history(trends).source
    assert (source.service, source.href) == ("indicators", "/v1/organisations/ZT001/trends?indicator=2")
    assert (source.year, source.indicator, source.measure) == (2018, "2", "rate_ratio")


@pytest.mark.parametrize(
    ("significant", "difference", "words"),
    [
        (True, 0.4, "In 2017 it was 1.50; it has risen, and chance does not explain the change."),
        (True, -0.4, "In 2017 it was 1.50; it has fallen, and chance does not explain the change."),
        (False, 0.4, "In 2017 it was 1.50; the change could be chance."),
        (False, -0.4, "In 2017 it was 1.50; the change could be chance."),
    ],
)
def test_only_a_significant_change_has_risen_or_fallen(significant: bool, difference: float, words: str) -> None:
    trends = answer(item(change=change(significant=significant)))
    told = changed_since(trends, since=Change(2017, 1.5, difference))
    assert told.sentence == words
    assert told.significant is significant


def test_a_change_keeps_its_figures_beside_its_test() -> None:
    told = changed_since(answer(item()))
    assert (told.previous_year, told.previous_value, told.difference) == (2017, 1.5, -0.4)
    assert (told.p_value, told.test) == (0.3, "homogeneity-score")


def test_a_change_without_a_p_value_was_not_tested() -> None:
    told = changed_since(answer(item(change=change(p_value=None, significant=None))))
    assert told.sentence == "In 2017 it was 1.50; the change was not tested."


@pytest.mark.parametrize("years", [[2017, 2019], [2016, 2018], [2018, 2019], [2016, 2017], [2018, 2017], []])
def test_a_test_of_other_years_is_not_that_of_the_change(years: list[int]) -> None:
    proven = answer(item(change=change(years=years, significant=True, p_value=0.001)))
    assert changed_since(proven) == SINCE_2017


def test_the_change_of_2018_is_not_told_in_a_pack_of_2017() -> None:
    since = Change(previous_year=2016, previous_value=1.6, difference=-0.1)
    assert changed_since(answer(item()), 2017, since) == since


@pytest.mark.parametrize(
    "trends", [NOT_ASKED, Absence("not-visible"), answer(), answer(item(indicator="3")), answer(item(change=None))]
)
def test_a_change_that_nobody_tested_stays_as_it_is(trends: Response) -> None:
    assert changed_since(trends) == SINCE_2017


def test_without_an_earlier_year_there_is_no_change() -> None:
    assert change_with_test(SHORTLISTING, wire.YEAR, answer(item()), None) is None


@pytest.mark.parametrize(
    ("trends", "path"),
    [
        ({"items": "none"}, "trends.items"),
        (answer(item(measure=None)), "trends.items[0].measure"),
        (answer(item(points=[{"value": 1.1}])), "trends.items[0].points[0].year"),
        (answer(item(points=[point(2018, 1.1) | {"value": "1.1"}])), "trends.items[0].points[0].value"),
        (answer(item(trend="rising")), "trends.items[0].trend"),
        (answer(item(trend=trend(significant="yes"))), "trends.items[0].trend.significant"),
        (answer(item(trend=trend(years="2016-2018"))), "trends.items[0].trend.years"),
    ],
)
def test_years_out_of_shape_are_refused_with_their_path(trends: wire.Json, path: str) -> None:
    with pytest.raises(PeerBodyError) as caught:
        history(trends)
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("tested", "path"),
    [
        ("less", "trends.items[0].change"),
        (change(years=[2017, "2018"]), "trends.items[0].change.years"),
        (change(p_value="0.3"), "trends.items[0].change.p_value"),
    ],
)
def test_a_change_out_of_shape_is_refused_with_its_path(tested: object, path: str) -> None:
    with pytest.raises(PeerBodyError) as caught:
        changed_since(answer(item(change=tested)))
    assert caught.value.path == path


HARASSMENT = METRICS["5"]


def surveyed(*points: wire.Json, **changed: object) -> wire.Json:
    row = {"indicator": "5", "measure": "gap", "unit": "percentage_points", "points": list(points)}
    return item(**row | changed)


def answered(year: int, value: float, white: int | None, bme: int | None) -> wire.Json:
    return point(year, value) | {"denominators": {"white": white, "bme": bme}}


SMALL_BEFORE = (answered(2016, 2.0, 900, 10), answered(2017, 3.0, 900, 11), answered(2018, 4.0, 900, 140))


def test_a_year_with_too_few_respondents_is_withheld_and_so_is_every_test_that_holds_it() -> None:
    told = history(answer(surveyed(*SMALL_BEFORE)), metric=HARASSMENT)
    assert [(one.value, one.lower, one.upper, one.reason) for one in told.points[:1]] == [
        (None, None, None, "too-few-respondents")
    ]
    assert [one.value for one in told.points[1:]] == [3.0, 4.0]
    assert (told.p_value, told.direction, told.reason) == (None, None, "too-few-respondents")
    assert "2.0" not in told.sentence.replace("2016", "")
    later = history(answer(surveyed(*SMALL_BEFORE, trend=trend(years=[2017, 2018]))), metric=HARASSMENT)
    assert (later.p_value, later.reason) == (0.4, None)


def test_the_people_behind_a_gap_are_those_of_the_rows_of_each_group() -> None:
    alone = [
        surveyed(answered(2018, 30.0, white, bme), measure="percentage", part={"group": group})
        for group, white, bme in (("white", 900, None), ("bme", None, 7))
    ]
    (told,) = history(answer(surveyed(point(2018, 4.0)), *alone), metric=HARASSMENT).points
    assert (told.value, told.reason) == (None, "too-few-respondents")
    (unstated,) = history(answer(surveyed(point(2018, 4.0)), alone[0]), metric=HARASSMENT).points
    assert (unstated.value, unstated.reason) == (None, "respondents-not-stated")


def test_a_year_without_a_value_keeps_its_own_reason() -> None:
    (told,) = history(answer(surveyed(point(2018, None, "not-collected"))), metric=HARASSMENT).points
    assert told.reason == "not-collected"


def test_a_metric_without_a_least_number_needs_no_denominators() -> None:
    assert history(answer(item())).points[0].value == 1.6


@pytest.mark.parametrize(
    ("trends", "words"),
    [
        (answer(surveyed(answered(2017, 3.0, 900, 10), SMALL_BEFORE[2])), "a group has too few respondents"),
        (answer(surveyed(point(2017, 3.0), SMALL_BEFORE[2])), "the number of respondents is not stated"),
        (answer(surveyed(SMALL_BEFORE[2])), "the number of respondents is not stated"),
        (Absence("not-submitted"), "the number of respondents is not stated"),
    ],
)
def test_a_change_from_a_withheld_year_is_withheld(trends: Response, words: str) -> None:
    told = change_with_test(HARASSMENT, wire.YEAR, trends, Change(2017, 3.0, 1.0))
    assert told is not None
    assert (told.previous_value, told.difference, told.p_value) == (None, None, None)
    assert told.sentence == f"The figure of 2017 is not shown. It is withheld, because {words}."


def test_a_change_between_years_with_respondents_enough_is_told() -> None:
    told = change_with_test(HARASSMENT, wire.YEAR, answer(surveyed(*SMALL_BEFORE)), Change(2017, 3.0, 1.0))
    assert told is not None
    assert (told.previous_value, told.difference, told.p_value) == (3.0, 1.0, 0.3)
