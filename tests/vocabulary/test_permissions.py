"""The permission table says what it means, is written down as it is, and leaves no address out."""

from pathlib import Path

import pytest

from services.application import Service
from tests.permission.routes import SERVICES, addresses
from vocabulary.clients import ClientKind
from vocabulary.permissions.document import document
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.rule import Answer, Rule, State, Whose
from vocabulary.permissions.table import TABLE, cells, rule

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"
COVERED = {address for each in TABLE for address in each.routes}


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_address_of_a_service_is_in_the_table(service: Service) -> None:
    assert addresses(service) - COVERED == set(), "write a rule for it in vocabulary/permissions"


def test_the_table_names_no_address_that_there_is_not() -> None:
    assert set().union(*map(addresses, SERVICES)) >= COVERED


def test_the_page_is_what_the_table_says() -> None:
    words = "run python -m vocabulary.permissions > docs/permissions.md"
    assert PAGE.read_text(encoding="utf-8") == document(), words


def test_a_thing_and_an_action_have_one_rule() -> None:
    assert len({(each.resource, each.action) for each in TABLE}) == len(TABLE)
    assert {each.resource for each in TABLE} == set(Resource)
    with pytest.raises(KeyError):
        rule(Resource.METRICS, Action.WRITE)


@pytest.mark.parametrize("each", TABLE, ids=lambda each: f"{each.resource}, {each.action}")
def test_a_rule_that_refuses_somebody_says_why(each: Rule) -> None:
    answers = {each.answer(kind, whose, State.PUBLISHED) for kind, whose in each.standings()}
    assert (Answer.REFUSED in answers) == bool(each.refusal)
    assert "{" not in each.refused("RX1")


def test_nobody_but_who_sees_the_exact_figures_of_a_body_reads_what_is_unpublished() -> None:
    unseen = [cell for cell in cells() if cell.state in (State.UNPUBLISHED, State.EMBARGOED)]
    readers = {(cell.kind, cell.whose) for cell in unseen if cell.answer is Answer.YES}
    national = (ClientKind.ADMINISTRATOR, ClientKind.NATIONAL_TEAM, ClientKind.REGULATOR, ClientKind.OVERSIGHT)
    assert readers == {
        *((kind, Whose.OTHER) for kind in national),
        (ClientKind.COMMISSIONER, Whose.OWN),
        (ClientKind.COMMISSIONER, Whose.COMMISSIONED),
        (ClientKind.PROVIDER, Whose.OWN),
    }
    assert {cell.answer for cell in unseen} == {Answer.YES, Answer.NOT_THERE, Answer.REFUSED}


def test_the_public_writes_nothing_and_a_regulator_only_what_is_its_own() -> None:
    written = [cell for cell in cells() if cell.rule.action not in (Action.READ, Action.LIST, Action.COMPUTE)]
    for kind, own in ((ClientKind.PUBLIC, []), (ClientKind.REGULATOR, [Resource.CREDENTIAL, Resource.SUBSCRIPTION])):
        may = {cell.rule.resource for cell in written if cell.kind is kind and cell.answer is Answer.YES}
        assert may == {*own, Resource.TOKEN}
