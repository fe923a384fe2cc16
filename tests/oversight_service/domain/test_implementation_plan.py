"""The strategy's implementation plan is whole, and a file of it with a fault is refused with its line."""

from pathlib import Path

import pytest

from oversight_service.domain.framework_table import FrameworkError
from oversight_service.domain.implementation_plan import ImplementationStatus, implementation_counts
from oversight_service.domain.implementation_plan_file import parse_plan
from oversight_service.plans.catalogue import FOLDER, load_plans

KEY = "a-model-employer-2019"
FILE = f"{KEY}.toml"
TEXT = (FOLDER / FILE).read_text(encoding="utf-8")
FIFTH = '[[groups]]\nid = "5"\ntitle = "Five"\n\n'


def test_the_plan_has_the_objectives_of_annex_c_in_four_groups() -> None:
    plan = load_plans()[KEY]
    assert [[each.id for each in group.objectives] for group in plan.groups] == [
        ["1.1", "1.2", "1.3", "1.4"],
        ["2.1", "2.2", "2.3", "2.4"],
        ["3.1", "3.2"],
        ["4.1", "4.2"],
    ]
    assert list(plan.objectives()) == [each.id for group in plan.groups for each in group.objectives]


def test_each_objective_is_overseen_by_whom_annex_c_names() -> None:
    objectives = load_plans()[KEY].objectives()
    overseen = {id: "+".join(body.key for body in objective.oversight) for id, objective in objectives.items()}
    commissioning, employers = "nhs_england+nhs_improvement", "nhs_england+nhs_improvement+nhs_employers"
    regulators = "cqc+nhs_improvement+nhs_england+health_education_england+gmc+trade_unions"
    associations = "nhs_improvement+nhs_providers+nhs_confederation"
    assert overseen == {
        "1.1": f"{employers}+nhs_edc",
        "1.2": employers,
        "1.3": commissioning,
        "1.4": employers,
        "2.1": f"{employers}+nhs_edc",
        "2.2": employers,
        "2.3": commissioning,
        "2.4": employers,
        "3.1": regulators,
        "3.2": associations,
        "4.1": regulators,
        "4.2": associations,
    }


def test_a_body_s_objectives_are_counted_by_status_and_the_rest_has_nothing_recorded() -> None:
    done, begun = ImplementationStatus.DONE, ImplementationStatus.IN_PROGRESS
    counts = implementation_counts(list(load_plans()[KEY].objectives()), [done, begun, done])
    assert (counts.done, counts.in_progress, counts.nothing_recorded) == (2, 1, 9)
    assert (counts.not_started, counts.not_applicable) == (0, 0)


def line(text: str, piece: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


@pytest.mark.parametrize(
    ("before", "after", "key", "fault"),
    [
        ('id = "4.2"', 'id = "4.1"', "objectives[11]", "'4.1' is there twice"),
        ('id = "4.2"', 'id = "5.1"', "objectives[11].id", "'5.1' is not the id"),
        ('id = "4.2"', 'id = "4.2.1"', "objectives[11].id", "'4.2.1' is not the id"),
        ('"nhs_edc"]', '"nhs_ed"]', "objectives[0].oversight", "'nhs_ed' is none of the bodies"),
        ('[[groups]]\nid = "4"', '[[groups]]\nid = "3"', "groups[3]", "'3' is there twice"),
        ('[[groups]]\nid = "4"', '[[groups]]\nid = "5"', "objectives[10].id", "'4.1' is not the id"),
        ('[[objectives]]\nid = "1.1"', f'{FIFTH}[[objectives]]\nid = "1.1"', "groups[4]", "has no objective"),
        ('key = "gmc"', 'key = "cqc"', "bodies[6]", "'cqc' is there twice"),
        ('confidence = "published"', 'confidence = "sure"', "source.confidence", "'sure' is not one of"),
        ('title = "Help middle managers"\n', "", "objectives[7].title", "this key is missing"),
        ('version = "1"', 'version = "1"\nedition = "2"', "edition", "this key is not known"),
        ('["wres_strategic_advisory_group"]', "[]", "overseen_by", "must be a list of texts"),
    ],
)
def test_a_fault_is_named_with_its_line(before: str, after: str, key: str, fault: str) -> None:
    assert before in TEXT
    spoilt = TEXT.replace(before, after, 1)
    with pytest.raises(FrameworkError) as raised:
        parse_plan(FILE, spoilt)
    assert (raised.value.key, raised.value.file) == (key, FILE)
    assert raised.value.fault.startswith(fault)
    assert raised.value.line is not None


def test_the_line_of_a_fault_is_the_line_it_stands_on() -> None:
    spoilt = TEXT.replace('confidence = "published"', 'confidence = "sure"')
    with pytest.raises(FrameworkError, match=f"{FILE}, line {line(spoilt, 'confidence')}: source.confidence"):
        parse_plan(FILE, spoilt)


def test_a_file_that_is_no_toml_or_named_otherwise_or_not_text_is_refused(tmp_path: Path) -> None:
    for name, content, fault in (
        (FILE, b"key = ", "not valid TOML"),
        (FILE, b"key = '\xff'", "not UTF-8"),
        ("other.toml", TEXT.encode(), "is not the name of the file"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(FrameworkError, match=fault):
            load_plans(tmp_path)
        path.unlink()
