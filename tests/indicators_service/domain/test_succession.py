"""What must be true of a succession, and what a plain list of successors means."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.domain.succession import Span, Succession, SuccessionKind, faults, on_closing_day
from indicators_service.domain.successors import Naming, moved, named

DAY = date(2017, 10, 1)
CODES = ("R1A", "R1B", "R1C", "R1D")
OPEN = dict.fromkeys(CODES, Span())
CLOSED = Span(None, DAY)


def one(kind: SuccessionKind, first: str = "R1A", second: str = "R1B", on: date = DAY) -> Succession:
    return Succession(first, second, on, kind)


def codes(asked: Succession, *others: Succession, **spans: Span) -> list[str]:
    return [fault.code for fault in faults([asked], [*others, asked], OPEN | spans)]


def test_a_whole_succession_is_on_the_closing_day_or_the_day_after_it() -> None:
    for kind in (SuccessionKind.MERGER, SuccessionKind.ACQUISITION, SuccessionKind.NEW_CODE):
        assert codes(one(kind)) == ["not-the-closing-day"]
        assert codes(one(kind), R1A=CLOSED) == []
        assert codes(one(kind), R1A=Span(None, DAY - timedelta(days=1))) == []
        assert codes(one(kind), R1A=Span(None, DAY - timedelta(days=2))) == ["not-the-closing-day"]
    assert codes(one(SuccessionKind.SPLIT)) == []
    assert codes(one(SuccessionKind.SPLIT), R1A=CLOSED) == []
    assert codes(one(SuccessionKind.SPLIT), R1A=Span(None, DAY - timedelta(days=2))) == ["after-closing"]


def test_the_successor_exists_on_the_day_and_an_acquirer_before_it() -> None:
    merger, acquisition = one(SuccessionKind.MERGER), one(SuccessionKind.ACQUISITION)
    assert codes(merger, R1A=CLOSED, R1B=Span(DAY)) == []
    assert codes(acquisition, R1A=CLOSED, R1B=Span(DAY)) == ["acquired-by-a-new-body"]
    assert codes(acquisition, R1A=CLOSED, R1B=Span(DAY - timedelta(days=1))) == []
    assert codes(merger, R1A=CLOSED, R1B=Span(DAY + timedelta(days=1))) == ["successor-not-open"]
    assert codes(merger, R1A=CLOSED, R1B=Span(None, DAY)) == ["successor-closed"]
    assert codes(merger, R1A=Span(DAY + timedelta(days=1), DAY)) == ["before-opening"]


def test_a_new_code_is_for_one_body_alone_but_not_for_ever() -> None:
    renamed = one(SuccessionKind.NEW_CODE)
    both = {"R1A": CLOSED, "R1C": CLOSED}
    same_day = one(SuccessionKind.MERGER, "R1C")
    assert codes(renamed, same_day, **both) == ["not-one-to-one"]
    assert codes(same_day, renamed, **both) == ["not-one-to-one"]
    later = one(SuccessionKind.MERGER, "R1C", on=DAY + timedelta(days=400))
    assert codes(renamed, later, R1A=CLOSED) == []


def test_what_goes_elsewhere_as_a_whole_has_not_lost_a_part_on_that_day_or_after_it() -> None:
    merger, later = one(SuccessionKind.MERGER), DAY + timedelta(days=1)
    for on, found in ((DAY - timedelta(days=1), []), (DAY, ["divided"]), (later, ["divided"])):
        assert codes(merger, one(SuccessionKind.SPLIT, second="R1C", on=on), R1A=CLOSED) == found
    assert codes(one(SuccessionKind.SPLIT, second="R1C"), merger, R1A=CLOSED) == ["after-closing"]
    assert codes(merger, one(SuccessionKind.MERGER, second="R1C"), R1A=CLOSED) == ["divided"]


def test_a_circle_is_refused_however_long_it_is() -> None:
    split = SuccessionKind.SPLIT
    ring = [one(split, first, second) for first, second in zip(CODES, (*CODES[1:], CODES[0]), strict=True)]
    assert faults(ring[:3], ring[:3], OPEN) == []
    assert {fault.code for fault in faults(ring, ring, OPEN)} == {"cycle"}
    assert [fault.ods for fault in faults(ring[3:], ring, OPEN)] == ["R1D"]


SUCCESSIONS = st.builds(
    Succession,
    st.just("R1A"),
    st.sampled_from(CODES[1:]),
    st.sampled_from([DAY + timedelta(days=step) for step in (-400, 0, 1)]),
    st.sampled_from(SuccessionKind),
)
RECORDED = st.lists(SUCCESSIONS, max_size=3, unique_by=lambda each: each.successor)
NAMES = st.lists(st.sampled_from(CODES[1:]), max_size=3).map(tuple)


@settings(max_examples=100)
@given(RECORDED, NAMES, st.booleans())
def test_named_successors_are_those_that_result_and_naming_them_again_changes_nothing(
    recorded: list[Succession], names: tuple[str, ...], only: bool
) -> None:
    result, wrong = named("R1A", Naming(names, only=only), recorded, DAY)
    assert wrong == []
    assert {each.successor for each in result} == {*names, *(() if only else (each.successor for each in recorded))}
    assert len({each.successor for each in result}) == len(result)
    assert all(on_closing_day(each.on, DAY) for each in result if each.whole and each.successor in names)
    again, _ = named("R1A", Naming(names, only=only), result, DAY)
    assert sorted(again, key=repr) == sorted(result, key=repr)


def test_one_successor_is_a_merger_several_are_a_split_and_what_is_known_stays() -> None:
    merger = [one(SuccessionKind.MERGER)]
    assert named("R1A", Naming(("R1B",)), [], DAY) == (merger, [])
    acquired = [one(SuccessionKind.ACQUISITION)]
    assert named("R1A", Naming(("R1B",)), acquired, DAY) == (acquired, [])
    assert named("R1A", Naming(("R1B",), SuccessionKind.MERGER), acquired, DAY) == (merger, [])
    both = [one(SuccessionKind.SPLIT), one(SuccessionKind.SPLIT, second="R1C")]
    assert named("R1A", Naming(("R1B", "R1C")), acquired, DAY) == (both, [])
    earlier = one(SuccessionKind.SPLIT, second="R1D", on=date(2016, 4, 1))
    assert named("R1A", Naming(("R1B", "R1D")), [earlier], DAY) == ([earlier, *merger], [])
    _, undated = named("R1A", Naming(("R1B",)), [], None)
    assert [(fault.code, fault.field) for fault in undated] == [("closing-day-missing", "closed")]


def test_what_happened_as_a_body_closed_moves_with_its_closing_day() -> None:
    merger, part = one(SuccessionKind.MERGER), one(SuccessionKind.SPLIT, second="R1C", on=date(2016, 4, 1))
    later = date(2018, 4, 1)
    assert moved([merger, part], DAY, later) == [one(SuccessionKind.MERGER, on=later), part]
    assert moved([merger, part], DAY, DAY) == [merger, part]
    assert moved([merger, part], DAY, None) == [merger, part]
    assert moved([part], None, later) == [part]
