"""Bodies and the sums over them, published together: an attacker who takes everything solves for no hidden count."""

import dataclasses
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service import demonstration, documents
from indicators_service.domain.annual_return import AnnualReturn, BoardRow, Counts, Disciplinary, WorkforceRow
from indicators_service.domain.disclosure import control
from indicators_service.domain.published_rows import rows
from indicators_service.domain.release import Release, release
from indicators_service.domain.tally import Tally, tally_of
from indicators_service.schemas.annual_return import ReturnIn
from tests.disclosure_attack import Attack
from tests.disclosure_known import known_figures
from vocabulary.bands import Band, StaffGroup

_STRATA = [
    *[(StaffGroup.NON_CLINICAL, band) for band in (Band.BAND_2, Band.BAND_6, Band.BAND_8A, Band.BAND_8B, Band.VSM)],
    (StaffGroup.CLINICAL_NON_MEDICAL, Band.BAND_8A),
    (StaffGroup.MEDICAL_AND_DENTAL, Band.CONSULTANT),
    (StaffGroup.MEDICAL_AND_DENTAL, Band.SENIOR_MEDICAL_MANAGER),
]
_COUNT = st.sampled_from([0, 0, 1, 2, 3, 4, 4, 4, 5, 6, 7, 8, 12])
_COUNTS = st.tuples(_COUNT, _COUNT, _COUNT).map(lambda cell: Counts(*cell))

Areas = Mapping[str, list[int]]


@st.composite
def _annual(draw: st.DrawFn) -> AnnualReturn:
    strata = draw(st.lists(st.sampled_from(_STRATA), max_size=5, unique=True))
    counts = {stratum: draw(_COUNTS) for stratum in strata}
    if _STRATA[-1] in counts:
        consultants, managers = counts.get(_STRATA[-2], Counts(0, 0, 0)), counts[_STRATA[-1]]
        counts[_STRATA[-1]] = Counts(*map(min, dataclasses.astuple(consultants), dataclasses.astuple(managers)))
    staff = tuple(WorkforceRow(*stratum, cell) for stratum, cell in counts.items())
    board = draw(st.none() | st.lists(_COUNTS, min_size=4, max_size=4))
    seats = [(voting, executive) for voting in (True, False) for executive in (True, False)]
    return AnnualReturn(
        workforce=draw(st.sampled_from([staff, staff, staff, None])),
        board=None if board is None else tuple(BoardRow(*s, c) for s, c in zip(seats, board, strict=True)),
        disciplinary=draw(st.none() | _COUNTS.map(Disciplinary)),
    )


@st.composite
def _publication(draw: st.DrawFn) -> tuple[Tally, Areas]:
    annuals = draw(st.lists(_annual(), min_size=2, max_size=6))
    bodies = st.sets(st.integers(0, len(annuals) - 1), min_size=1).map(sorted)
    areas = {"all": [*range(len(annuals))]}
    areas |= {f"area {number}": own for number, own in enumerate(draw(st.lists(bodies, max_size=6)))}
    return tally_of(annuals), areas


@given(_publication(), st.integers(0, 2))
@settings(max_examples=100, deadline=None)
def test_every_hidden_figure_of_a_release_could_be_at_least_three_numbers(
    publication: tuple[Tally, Areas], group: int
) -> None:
    tally, areas = publication
    made = release(tally, areas)
    assert Attack(known_figures(tally, made, areas, group), whole=True).found() == []


def test_a_region_of_the_demonstration_with_its_systems_and_types_keeps_its_hidden_figures() -> None:
    bodies = demonstration.organisations()
    tally = tally_of([documents.annual_return(ReturnIn.model_validate(each)) for each in demonstration.returns(2018)])
    areas: dict[str, list[int]] = {}
    for place, body in enumerate(bodies):
        own = ["england", f"region:{body['region']}", f"ics:{body['ics']}", f"type:{body['type']}"]
        for area in own:
            areas.setdefault(area, []).append(place)
    made = release(tally, areas)
    members = areas["region:Y58"]
    places = {body: place for place, body in enumerate(members)}
    inside = {name: [places[body] for body in own] for name, own in areas.items() if set(own) <= set(members)}
    shown = rows(made.areas, [made.names.index(name) for name in inside])
    region = Release(rows(made.bodies, members), shown, tuple(inside))
    known = known_figures(rows(tally, members), region, inside, 1)
    assert sum(figure.hidden for figure in known) > 1000
    assert Attack(known).found() == []


def test_the_same_release_is_made_twice_and_no_body_is_hidden_more_than_its_sums_demand() -> None:
    tally = tally_of([documents.annual_return(ReturnIn.model_validate(each)) for each in demonstration.returns(2016)])
    first, second = (release(tally, {"all": range(tally.bodies)}) for _ in range(2))
    assert (first.bodies.counts == second.bodies.counts).all()
    assert (first.areas.status == second.areas.status).all()
    alone = control(tally)
    assert (alone.status == first.bodies.status).mean() > 0.99
