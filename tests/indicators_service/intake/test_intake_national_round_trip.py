"""Returns written as a national CSV and read back: the same but for the snapshot and the edition."""

import csv
import io
import random
from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service import demonstration
from indicators_service.intake import national_csv, read_upload
from indicators_service.intake.items import SEATS, STATED, STRATA
from indicators_service.intake.national import read_national
from indicators_service.intake.taken import Limits
from vocabulary.indicators import SurveyQuestion

Document = dict[str, Any]


def written(documents: Sequence[Document]) -> bytes:
    return "".join(national_csv(documents)).encode()


def rows_of(*documents: Document) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written(documents).decode())))


def known(document: Document) -> Document:
    """Return a document as a national file can say it: without the snapshot and the edition."""
    return {"stated": None, **document, "snapshot": None, "edition": None}


COUNT = st.integers(0, 10_000_000)
GROUPS = st.fixed_dictionaries({"white": COUNT, "bme": COUNT, "unknown": COUNT})
PERCENT = st.floats(0, 100) | st.sampled_from([28.0, 1e-7, 0.1 + 0.2])
RESPONSES = st.fixed_dictionaries({"percent": PERCENT.filter(lambda x: x == 0 or x > 1e-15), "respondents": COUNT})
ANSWER = st.fixed_dictionaries({"white": RESPONSES | st.none(), "bme": RESPONSES | st.none()}).filter(
    lambda answer: any(answer.values())
)


@st.composite
def workforces(draw: st.DrawFn) -> list[Document] | None:
    strata = draw(st.sets(st.sampled_from(STRATA)))
    found = [
        {"staff_group": group, "band": band, **draw(GROUPS)}
        for _, group, band in (item.split("/") for item in STRATA if item in strata)
    ]
    return found or None


@st.composite
def boards(draw: st.DrawFn) -> list[Document] | None:
    seats = draw(st.sets(st.sampled_from(SEATS)))
    found = [
        {"voting": voting == "voting", "executive": executive == "executive", **draw(GROUPS)}
        for _, voting, executive in (item.split("/") for item in SEATS if item in seats)
    ]
    return found or None


@st.composite
def surveys(draw: st.DrawFn) -> Document | None:
    answers = {each.value: draw(ANSWER) for each in SurveyQuestion if draw(st.booleans())}
    return {"year": draw(st.integers(2013, 2099)), **answers} if answers else None


@st.composite
def stated_figures(draw: st.DrawFn) -> list[Document] | None:
    value = st.integers(-(10**7), 10**7) | st.floats(-(10**7), 10**7).filter(lambda x: x == 0 or abs(x) > 1e-12)
    names = draw(st.sets(st.sampled_from(STATED)))
    return [{"figure": name, "value": draw(value)} for name in STATED if name in names] or None


DOCUMENTS = st.fixed_dictionaries(
    {
        "organisation": st.from_regex(r"[A-Z0-9]{3,6}", fullmatch=True),
        "year": st.integers(2015, 2100),
        "snapshot": st.none() | st.just("2018-03-31"),
        "edition": st.none() | st.just("wres-2018"),
        "workforce": workforces(),
        "recruitment": st.none() | st.fixed_dictionaries({"shortlisted": GROUPS, "appointed": GROUPS}),
        "disciplinary": st.none() | st.fixed_dictionaries({"window_years": st.integers(1, 2), "entered": GROUPS}),
        "training": st.none() | st.fixed_dictionaries({"accessed": GROUPS}),
        "staff_survey": surveys(),
        "board": boards(),
        "pay": st.none(),
        "stated": stated_figures(),
        "narrative": st.none(),
    }
)
SECTIONS = ("workforce", "recruitment", "disciplinary", "training", "staff_survey", "board", "stated")


@given(
    documents=st.lists(
        DOCUMENTS.filter(lambda document: any(document[name] for name in SECTIONS)),
        max_size=4,
        unique_by=lambda document: (document["organisation"], document["year"]),
    ),
    order=st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_returns_come_back_from_a_national_file_in_whatever_order_its_lines_are(
    documents: list[Document], order: random.Random
) -> None:
    taken = read_upload(written(documents), "text/csv")
    assert (taken.format, taken.layout, taken.mistakes) == ("national-csv", None, ())
    assert [each.document for each in taken.returns] == [known(document) for document in documents]
    header, *lines = rows_of(*documents)
    order.shuffle(lines)
    shuffled = read_national([header, *lines], Limits())
    assert shuffled.mistakes == ()
    assert {(each.organisation, each.year): each.document for each in shuffled.returns} == {
        (each.organisation, each.year): each.document for each in taken.returns
    }


def test_a_year_of_demonstration_data_comes_back_whole() -> None:
    documents = demonstration.returns(2018)
    taken = read_upload(written(documents), "text/csv")
    assert taken.mistakes == ()
    assert [each.document for each in taken.returns] == [known(document) for document in documents]
