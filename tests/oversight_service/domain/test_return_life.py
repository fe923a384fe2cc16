"""How a return came in: which revision is told, in time or late, and what was explained at its sign-off."""

from datetime import UTC, date, datetime

import pytest

from oversight_service.domain.evidence import Absence
from oversight_service.domain.evidence_records import ReturnLife
from oversight_service.domain.pack_extras import NOT_ASKED, Response
from oversight_service.domain.peer_body import PeerBodyError
from oversight_service.domain.return_life import life_of
from tests.oversight_service.domain import wire_bodies as wire


def step(revision: int, state: str, day: str, *codes: str) -> wire.Json:
    return {
        "organisation": wire.ODS,
        "year": wire.YEAR,
        "revision": revision,
        "state": state,
        "at": f"{day}T09:30:00Z",
        "by": "client",
        "embargo": None,
        "note": None,
        "explanations": [{"code": code, "path": None, "text": "It is so."} for code in codes],
    }


DRAFTED = step(1, "draft", "2018-08-01")
SUBMITTED = step(1, "submitted", "2018-08-10")
SIGNED_OFF = step(1, "signed_off", "2018-08-15")
PUBLISHED = step(1, "published", "2018-09-20")
WHOLE = (PUBLISHED, SIGNED_OFF, SUBMITTED, DRAFTED)


def answer(*steps: wire.Json, **changed: object) -> wire.Json:
    return {
        "organisation": wire.ODS,
        "year": wire.YEAR,
        "deadline": None,
        "first_submitted": None,
        "late": None,
        "items": list(steps),
        "next": None,
        "total": len(steps),
    } | changed


def life(response: Response) -> ReturnLife:
    told = life_of(wire.ODS, wire.YEAR, response)
    assert told is not None
    return told


def days(told: ReturnLife) -> tuple[str | None, ...]:
    return tuple(
        None if at is None else str(at.date()) for at in (told.submitted_at, told.signed_off_at, told.published_at)
    )


def test_nothing_is_told_of_a_life_that_nobody_asked_for() -> None:
    assert life_of(wire.ODS, wire.YEAR, NOT_ASKED) is None


def test_an_absent_answer_is_told_with_its_reason() -> None:
    told = life(Absence("not-told-at-an-instant"))
    assert (told.reason, told.revisions, told.late) == ("not-told-at-an-instant", None, None)
    assert told.sentence == "How the return came in: It is told as it is now only, not as it was at an instant."


def test_the_steps_of_a_return_are_told_with_their_instants() -> None:
    told = life(answer(*WHOLE))
    assert told.submitted_at == datetime(2018, 8, 10, 9, 30, tzinfo=UTC)
    assert days(told) == ("2018-08-10", "2018-08-15", "2018-09-20")
    assert (told.revisions, told.reason) == (1, None)
    assert told.sentence == (
        "The return was submitted on 10 August 2018 and published on 20 September 2018; 1 revision in all."
    )


@pytest.mark.parametrize("steps", [WHOLE, WHOLE[::-1]])
def test_the_order_of_the_steps_does_not_matter(steps: tuple[wire.Json, ...]) -> None:
    assert life(answer(*steps)) == life(answer(*WHOLE))


def test_steps_of_one_instant_are_taken_in_the_order_of_a_return_s_life() -> None:
    at_once = [step(1, state, "2018-08-10") for state in ("published", "signed_off", "submitted", "draft")]
    for steps in (at_once, at_once[::-1]):
        assert days(life(answer(*steps))) == ("2018-08-10", "2018-08-10", "2018-08-10")
    gone = [*at_once, step(1, "withdrawn", "2018-08-10")]
    assert life(answer(*gone)).published_at is None


def test_of_several_revisions_the_published_one_is_told_though_a_newer_one_is_on_its_way() -> None:
    newer = (step(2, "signed_off", "2018-10-02", "low"), step(2, "submitted", "2018-10-01"))
    told = life(answer(*newer, *WHOLE))
    assert days(told) == ("2018-08-10", "2018-08-15", "2018-09-20")
    assert (told.revisions, told.explained) == (2, ())
    assert told.sentence.endswith("published on 20 September 2018; 2 revisions in all.")


def test_of_several_published_revisions_the_newest_is_told() -> None:
    newer = [
        step(2, state, day)
        for state, day in (("published", "2018-12-01"), ("signed_off", "2018-11-20"), ("submitted", "2018-11-10"))
    ]
    assert days(life(answer(*newer, *WHOLE))) == ("2018-11-10", "2018-11-20", "2018-12-01")


def test_where_no_revision_is_published_the_newest_is_told() -> None:
    told = life(
        answer(step(2, "submitted", "2018-08-20"), step(1, "superseded", "2018-08-18"), SIGNED_OFF, SUBMITTED)
    )
    assert days(told) == ("2018-08-20", None, None)
    assert told.sentence == "The return was submitted on 20 August 2018 and is not published; 2 revisions in all."


@pytest.mark.parametrize(("steps", "revisions"), [((), "0 revisions"), ((DRAFTED,), "1 revision")])
def test_a_return_that_was_not_submitted_is_said_to_be_so(steps: tuple[wire.Json, ...], revisions: str) -> None:
    told = life(answer(*steps))
    assert days(told) == (None, None, None)
    assert told.sentence == f"The return was not submitted and is not published; {revisions} in all."


@pytest.mark.parametrize(
    ("deadline", "late", "words"),
    [
        ("2018-08-24", False, " It first came in on 10 August 2018, by the deadline of 24 August 2018."),
        ("2018-08-03", True, " It first came in on 10 August 2018, after the deadline of 3 August 2018."),
        ("2018-08-03", None, ""),
        (None, None, ""),
        (None, True, ""),
    ],
)
def test_a_return_is_told_to_be_in_time_or_late_only_where_there_is_a_deadline(
    deadline: str | None, late: bool | None, words: str
) -> None:
    told = life(answer(*WHOLE, deadline=deadline, late=late, first_submitted="2018-08-10T09:30:00Z"))
    assert told.late is late
    assert told.deadline == (date.fromisoformat(deadline) if deadline else None)
    assert told.sentence.endswith(f"1 revision in all.{words}")


@pytest.mark.parametrize(
    ("late", "words"),
    [(True, "The deadline of 24 August 2018 has passed."), (False, "The deadline is 24 August 2018.")],
)
def test_a_return_that_never_came_in_is_held_against_the_deadline_too(late: bool, words: str) -> None:
    told = life(answer(DRAFTED, deadline="2018-08-24", late=late))
    assert told.sentence.endswith(f"is not published; 1 revision in all. {words}")


def test_the_deadline_is_for_the_first_submission_of_any_revision() -> None:
    again = (step(2, "submitted", "2018-10-05"), step(2, "published", "2018-10-20"))
    first = "2018-08-10T09:30:00Z"
    told = life(answer(*again, *WHOLE, deadline="2018-08-20", late=False, first_submitted=first))
    assert told.first_submitted_at == datetime(2018, 8, 10, 9, 30, tzinfo=UTC)
    assert "submitted on 5 October 2018 and published on 20 October 2018" in told.sentence
    assert told.sentence.endswith("It first came in on 10 August 2018, by the deadline of 20 August 2018.")


def test_a_return_that_was_withdrawn_is_not_published() -> None:
    told = life(answer(step(1, "withdrawn", "2018-11-02"), *WHOLE))
    assert (told.published_at, str(told.withdrawn_at)[:10]) == (None, "2018-11-02")
    assert "submitted on 10 August 2018 and withdrawn on 2 November 2018" in told.sentence


def test_where_a_newer_revision_was_withdrawn_the_one_still_published_is_told() -> None:
    newer = (
        step(2, "withdrawn", "2018-12-02"),
        step(2, "published", "2018-12-01"),
        step(2, "submitted", "2018-11-01"),
    )
    assert days(life(answer(*newer, *WHOLE))) == ("2018-08-10", "2018-08-15", "2018-09-20")


def test_a_return_under_embargo_is_published_when_the_embargo_ends() -> None:
    told = life(answer(PUBLISHED | {"embargo": "2018-10-01T00:00:00Z"}, SIGNED_OFF, SUBMITTED))
    assert days(told) == ("2018-08-10", "2018-08-15", "2018-10-01")
    earlier = life(answer(PUBLISHED | {"embargo": "2018-09-01T00:00:00Z"}, SIGNED_OFF, SUBMITTED))
    assert days(earlier) == ("2018-08-10", "2018-08-15", "2018-09-20")


@pytest.mark.parametrize(
    ("codes", "explained", "words"),
    [
        ((), (), "1 revision in all."),
        (("low",), ("low",), "in all. 1 warning was explained at sign-off."),
        (("low", "high", "low"), ("low", "high"), "in all. 2 warnings were explained at sign-off."),
    ],
)
def test_warnings_that_were_explained_are_told_once_each(
    codes: tuple[str, ...], explained: tuple[str, ...], words: str
) -> None:
    told = life(answer(PUBLISHED, step(1, "signed_off", "2018-08-15", *codes), SUBMITTED))
    assert told.explained == explained
    assert told.sentence.endswith(words)


def test_warnings_that_another_revision_explained_are_not_told() -> None:
    assert life(answer(*WHOLE, step(2, "signed_off", "2018-10-01", "low"))).explained == ()


@pytest.mark.parametrize("response", [answer(*WHOLE), Absence("not-visible")])
def test_a_life_always_says_where_it_can_be_asked_for_again(response: Response) -> None:
    source = life(response).source
    assert (source.service, source.href) == ("indicators", "/v1/organisations/ZT001/returns/2018/transitions")
    assert (source.year, source.measure) == (2018, "life")


@pytest.mark.parametrize(
    ("response", "path"),
    [
        (answer(items="none"), "life.items"),
        (answer(PUBLISHED | {"revision": None}), "life.items[0].revision"),
        (answer(PUBLISHED | {"state": 3}), "life.items[0].state"),
        (answer(PUBLISHED | {"at": None}), "life.items[0].at"),
        (answer(SIGNED_OFF | {"explanations": ["low"]}), "life.items[0].explanations"),
        (answer(SIGNED_OFF | {"explanations": [{}]}), "life.items[0].explanations[0].code"),
        (answer(*WHOLE, late="yes"), "life.late"),
        (answer(*WHOLE, deadline=2018), "life.deadline"),
        (answer(*WHOLE, deadline="soon"), "life.deadline"),
        (answer(PUBLISHED | {"at": "yesterday"}), "life.items[0].at"),
        (answer(PUBLISHED | {"at": "2018-09-20T09:30:00"}), "life.items[0].at"),
    ],
)
def test_a_life_out_of_shape_is_refused_with_its_path(response: wire.Json, path: str) -> None:
    with pytest.raises(PeerBodyError) as caught:
        life(response)
    assert caught.value.path == path
