"""Which bodies of a past year made up a body of today: by examples, and against a retelling event by event."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.domain.combination import sentences
from indicators_service.domain.footprint import FootprintReason, Lineage
from indicators_service.domain.succession import Span, Succession, SuccessionKind

TODAY = date(2026, 1, 1)
AUTUMN = date(2017, 10, 1)


def merger(first: str, second: str, on: date = AUTUMN) -> Succession:
    return Succession(first, second, on, SuccessionKind.MERGER)


def acquisition(first: str, second: str, on: date = AUTUMN) -> Succession:
    return Succession(first, second, on, SuccessionKind.ACQUISITION)


def split(first: str, second: str, on: date = AUTUMN) -> Succession:
    return Succession(first, second, on, SuccessionKind.SPLIT)


def members(lineage: Lineage, ods: str, year: int) -> tuple[str, ...]:
    return lineage.current_members(ods, year).members


def test_two_bodies_that_merged_are_both_part_of_the_new_one_before_and_itself_after() -> None:
    lineage = Lineage([merger("R1A", "R1C"), merger("R1B", "R1C")], TODAY)
    assert members(lineage, "R1C", 2017) == ("R1A", "R1B")
    assert members(lineage, "R1C", 2018) == ("R1C",)
    assert lineage.current_members("R1C", 2018).unchanged
    assert (lineage.current("R1A"), lineage.current("R1C")) == ("R1C", "R1C")


def test_on_31_march_a_merger_has_happened_and_on_1_april_it_has_not() -> None:
    by_then = Lineage([merger("R1A", "R1B", date(2018, 3, 31))], TODAY, {"R1B": Span(date(2015, 4, 1))})
    assert members(by_then, "R1B", 2018) == ("R1B",)
    assert by_then.current_bodies(["R1A", "R1B"], 2018).absorbed == ("R1A",)
    next_day = Lineage([merger("R1A", "R1B", date(2018, 4, 1))], TODAY, {"R1B": Span(date(2015, 4, 1))})
    assert members(next_day, "R1B", 2018) == ("R1A", "R1B")


def test_a_body_that_goes_on_under_its_code_is_a_member_beside_those_it_took_over() -> None:
    assert members(Lineage([acquisition("R1A", "R1B")], TODAY), "R1B", 2016) == ("R1A", "R1B")
    opened = {"R1B": Span(AUTUMN)}
    assert members(Lineage([acquisition("R1A", "R1B")], TODAY, opened), "R1B", 2016) == ("R1A",)
    merged = Lineage([merger("R1A", "R1B")], TODAY)
    assert members(merged, "R1B", 2016) == ("R1A",)
    assert merged.current_members("R1B", 2016, reported={"R1B"}).members == ("R1A", "R1B")


def test_a_chain_of_mergers_is_followed_to_its_beginning_and_only_as_far_as_the_year_needs() -> None:
    chain = [merger("R1A", "R1C"), merger("R1B", "R1C"), merger("R1C", "R1E", date(2019, 4, 1))]
    lineage = Lineage([*chain, merger("R1D", "R1E", date(2019, 4, 1))], TODAY)
    assert members(lineage, "R1E", 2017) == ("R1A", "R1B", "R1D")
    assert members(lineage, "R1E", 2019) == ("R1C", "R1D")
    assert [step.on.year for step in lineage.current_members("R1E", 2017).steps] == [2017, 2017, 2019, 2019]


def test_a_split_cannot_be_undone_for_any_part_nor_for_the_body_that_goes_on() -> None:
    lineage = Lineage([split("R1A", "R1B")], TODAY)
    for ods in ("R1A", "R1B"):
        before = lineage.current_members(ods, 2017)
        assert (before.members, before.complete, before.reason) == ((), False, FootprintReason.SPLIT)
        assert lineage.current_members(ods, 2018).complete
    assert lineage.current_bodies(["R1A"], 2017).divided == ("R1A",)
    assert lineage.current_bodies(["R1A", "R1B"], 2018).members == {"R1A": ("R1A",), "R1B": ("R1B",)}


def test_what_joined_a_body_after_it_was_split_is_still_whole() -> None:
    lineage = Lineage([split("R1A", "R1B"), acquisition("R1Z", "R1A", date(2018, 6, 1))], TODAY)
    assert lineage.current_bodies(["R1A", "R1Z"], 2017).members == {"R1A": ("R1Z",)}
    before = Lineage([split("R1A", "R1B"), acquisition("R1Z", "R1A", date(2017, 6, 1))], TODAY)
    assert before.current_bodies(["R1A", "R1Z"], 2017).divided == ("R1A", "R1Z")


def test_a_body_that_went_to_two_as_a_whole_was_split_between_them() -> None:
    lineage = Lineage([merger("R1A", "R1B"), merger("R1A", "R1C")], TODAY)
    assert lineage.current_members("R1B", 2017).reason is FootprintReason.SPLIT
    assert lineage.current_bodies(["R1A"], 2017).divided == ("R1A",)


def test_what_is_only_planned_has_not_happened() -> None:
    lineage = Lineage([merger("R1A", "R1B", TODAY + timedelta(days=1))], TODAY)
    assert (members(lineage, "R1A", 2020), lineage.current("R1A")) == (("R1A",), "R1A")


def test_a_body_that_closed_without_a_successor_is_part_of_no_body_of_today() -> None:
    lineage = Lineage([], TODAY, {"R1A": Span(None, AUTUMN), "R1B": Span(None, TODAY + timedelta(days=9))})
    assert lineage.current_bodies(["R1A", "R1B"], 2016).discontinued == ("R1A",)
    assert members(lineage, "R1A", 2016) == ("R1A",)
    assert members(lineage, "R1A", 2018) == ()
    on_the_day = Lineage([], TODAY, {"R1A": Span(date(2018, 3, 31), date(2019, 3, 31))})
    assert [members(on_the_day, "R1A", year) for year in (2017, 2018, 2019)] == [(), ("R1A",), ()]


def test_records_that_run_in_a_circle_end_the_search() -> None:
    lineage = Lineage([acquisition("R1A", "R1B"), acquisition("R1B", "R1A")], TODAY)
    assert members(lineage, "R1A", 2017) == ("R1A", "R1B")
    assert lineage.current("R1A") in {"R1A", "R1B"}


CODES = [f"R{number:02}" for number in range(10)]
DAYS = [date(2016, 3, 30) + timedelta(days=step) for step in (0, 1, 2, 3, 200, 366, 367, 368, 900)]


@st.composite
def histories(draw: st.DrawFn) -> list[Succession]:
    """Histories that can have happened: what ended does not act again, and nobody goes to two as a whole."""
    found: list[Succession] = []
    ended: set[str] = set()
    for day in DAYS:
        for place, first in enumerate(CODES[:-1]):
            later = [code for code in CODES[place + 1 :] if code not in ended]
            what = draw(st.sampled_from(("nothing", "nothing", "nothing", "whole", "split")))
            if first in ended or what == "nothing" or not later:
                continue
            second = draw(st.sampled_from(later))
            if what == "whole":
                ended.add(first)
                found.append(acquisition(first, second, day))
            elif all((first, second) != (each.predecessor, each.successor) for each in found):
                found.append(split(first, second, day))
    return found


def retold(history: list[Succession], bodies: set[str], year: int) -> dict[str, str]:
    """Return where the staff of each body of a year are today, told event by event; split staff are nowhere."""
    where = {ods: ods for ods in bodies}
    for each in sorted(history, key=lambda each: (each.on, each.predecessor)):
        if each.on > date(year, 3, 31):
            goes = each.successor if each.whole else "nowhere"
            where = {ods: goes if place == each.predecessor else place for ods, place in where.items()}
    return where


@settings(max_examples=100)
@given(histories(), st.sampled_from((2016, 2017, 2018)))
def test_bodies_are_where_the_story_told_event_by_event_leaves_them(history: list[Succession], year: int) -> None:
    lineage = Lineage(history, TODAY)
    gone = {each.predecessor for each in history if each.whole and each.on <= date(year, 3, 31)}
    told = lineage.current_bodies(CODES, year)
    where = retold(history, set(CODES) - gone, year)
    assert set(told.absorbed) == gone
    assert set(told.divided) == {ods for ods, place in where.items() if place == "nowhere"}
    assert {ods: today for today, several in told.members.items() for ods in several} == {
        ods: place for ods, place in where.items() if place != "nowhere"
    }


@settings(max_examples=100)
@given(histories(), st.sampled_from((2016, 2017, 2018)))
def test_one_body_and_the_list_of_all_agree_and_nobody_is_counted_twice(history: list[Succession], year: int) -> None:
    lineage = Lineage(history, TODAY)
    told = lineage.current_bodies(CODES, year)
    current = [ods for ods in CODES if lineage.current(ods) == ods]
    footprints = {ods: lineage.current_members(ods, year, reported=CODES) for ods in current}
    assert {ods: each.members for ods, each in footprints.items() if each.members} == told.members
    every = [ods for each in footprints.values() for ods in each.members]
    assert len(every) == len(set(every))
    assert sorted((*every, *told.divided, *told.absorbed, *told.discontinued)) == CODES
    assert all(each.complete or each.reason is FootprintReason.SPLIT for each in footprints.values())


def told(lineage: Lineage, ods: str, *years: int, **names: str) -> tuple[str, ...]:
    return sentences([lineage.current_members(ods, year) for year in years], names)


def test_a_merger_is_told_in_one_sentence_for_the_years_before_it() -> None:
    lineage = Lineage([merger("R1A", "R1C"), merger("R1B", "R1C")], TODAY)
    assert told(lineage, "R1C", 2018, 2016, 2017) == (
        "Figures for 2016 and 2017 are those of R1A and R1B together, which merged into R1C on 1 October 2017.",
    )
    assert told(lineage, "R1C", 2018, 2019) == ()


def test_other_kinds_are_told_in_their_own_words() -> None:
    acquired = Lineage([acquisition("R1A", "R1C")], TODAY)
    assert told(acquired, "R1C", 2017) == (
        "Figures for 2017 are those of R1A and R1C together: R1A was acquired by R1C on 1 October 2017.",
    )
    renamed = Lineage([Succession("R1A", "R1C", AUTUMN, SuccessionKind.NEW_CODE)], TODAY)
    assert told(renamed, "R1C", 2015, 2016, 2017, R1A="Test Vale (R1A)") == (
        "Figures for 2015, 2016 and 2017 are those of Test Vale (R1A), whose code became R1C on 1 October 2017.",
    )
    divided = Lineage([split("R1A", "R1B"), split("R1A", "R1C")], TODAY)
    assert told(divided, "R1C", 2017) == (
        "Figures of R1C for 2017 cannot be compared with later ones: "
        "R1A was split between R1B and R1C on 1 October 2017.",
    )
    new = Lineage([], TODAY, {"R1C": Span(AUTUMN)})
    assert told(new, "R1C", 2016, 2017) == ("There are no figures for 2016 and 2017: R1C did not exist yet.",)


def test_a_chain_is_told_step_by_step_and_a_sentence_for_each_run_of_years() -> None:
    later = date(2018, 10, 1)
    lineage = Lineage([merger("R1A", "R1C"), merger("R1B", "R1C"), acquisition("R1C", "R1D", later)], TODAY)
    assert told(lineage, "R1D", 2017, 2018) == (
        "Figures for 2017 are those of R1A, R1B and R1D together: R1A and R1B merged into R1C on 1 October 2017; "
        "R1C was acquired by R1D on 1 October 2018.",
        "Figures for 2018 are those of R1C and R1D together: R1C was acquired by R1D on 1 October 2018.",
    )
