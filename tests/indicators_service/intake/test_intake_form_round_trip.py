"""Returns of many shapes in the columns of last year come back from the form, as CSV and as a workbook."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indicators_service import demonstration
from indicators_service.intake import read_upload, template_csv, template_xlsx
from tests.indicators_service.intake_documents import full_return

Document = dict[str, Any]
SECTIONS = ("workforce", "recruitment", "disciplinary", "training", "staff_survey", "board", "stated")
DEMONSTRATION = demonstration.returns(2018)
TEMPLATES = [template_csv, template_xlsx]


def come_back(document: Document, template: Callable[..., bytes]) -> Document:
    """Return what the form of the year after says of a return."""
    form = template(document["organisation"], "A trust", document["year"] + 1, document)
    taken = read_upload(form, None)
    assert taken.mistakes == ()
    (read,) = taken.returns
    assert all(read.document[section] is None for section in SECTIONS)
    assert read.previous is not None
    return dict(read.previous)


@pytest.mark.parametrize("template", TEMPLATES)
def test_returns_of_the_demonstration_come_back_whole(template: Callable[..., bytes]) -> None:
    for document in random.Random(7).sample(DEMONSTRATION, 12):
        assert come_back(document, template) == {"stated": None, **document}


def scaled(section: Any, factor: int) -> Any:
    """Return a section with other counts of people: figures of the form as large as they come, and 0."""
    if isinstance(section, list):
        return [scaled(each, factor) for each in section]
    counts = {
        name: section[name] * factor for name in ("white", "bme", "unknown") if isinstance(section.get(name), int)
    }
    parts = {name: scaled(part, factor) for name, part in section.items() if isinstance(part, dict)}
    return {**section, **parts, **counts}


@pytest.mark.parametrize("template", TEMPLATES)
@given(
    kept=st.sets(st.sampled_from(SECTIONS), min_size=1),
    factor=st.sampled_from([0, 1, 997, 10_000]),
    strata=st.sets(st.integers(0, 32), min_size=1),
    percent=st.floats(0, 100).map(lambda number: round(number, 4)),
)
@example(kept=set(SECTIONS), factor=10_000, strata=set(range(33)), percent=33.3333)
@example(kept=set(SECTIONS), factor=0, strata=set(range(33)), percent=0.0)
@settings(max_examples=30, deadline=None)
def test_any_choice_of_sections_strata_and_figures_comes_back(
    template: Callable[..., bytes], kept: set[str], factor: int, strata: set[int], percent: float
) -> None:
    document = full_return(2018)
    document["workforce"] = [document["workforce"][each] for each in sorted(strata)]
    document["staff_survey"]["discrimination"]["bme"]["percent"] = percent
    for section in SECTIONS:
        if section not in kept:
            document[section] = None
        elif section not in {"staff_survey", "stated"}:
            document[section] = scaled(document[section], factor)
    assert come_back(document, template) == document
