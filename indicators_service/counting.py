"""From counts that came over the wire to a tally of a standard: every fault by its row and field."""

from collections.abc import Iterator, Mapping

from indicators_service.domain.annual_return import Answer, Answers, Counts
from indicators_service.domain.counted import tally_of_counts
from indicators_service.domain.edition import Edition, UnknownEditionError
from indicators_service.domain.standard import STATED, Operator, Standard
from indicators_service.domain.tally import COUNTED, Tally
from indicators_service.schemas.annual_return import Responses
from indicators_service.schemas.standards import CountedRow, ToCompute
from services.problems import Fault, fault_at, invalid


def edition_asked(standard: Standard, body: ToCompute) -> Edition:
    """Return the edition that a body names, or else the one of its year.

    Raises:
        Problem: 422, the standard has no such edition.
    """
    try:
        return standard.edition_of_year(body.year) if body.edition is None else standard.edition(body.edition)
    except UnknownEditionError as error:
        field = "year" if body.edition is None else "edition"
        raise invalid(fault_at((field,), "unknown-edition", str(error))) from None


def tally_asked(standard: Standard, edition: Edition, body: ToCompute) -> Tally:
    """Return the tally of a body's counts.

    Raises:
        Problem: 422 with a fault for every item, question or group that the standard has not, for an item counted
            twice, a group left out, and for more events than people to whom they could have happened.
    """
    if faults := [*_row_faults(standard, body), *_survey_faults(standard, body)]:
        raise invalid(*faults)
    counts = {row.item: _counts(standard, row) for row in body.counts}
    answers = {question: _answers(standard, given) for question, given in body.survey.items()}
    tally = tally_of_counts(standard.layout, counts, answers, body.window_years or edition.window_years)
    if faults := list(_more_than_everybody(standard, tally, body)):
        raise invalid(*faults)
    return tally


def _row_faults(standard: Standard, body: ToCompute) -> Iterator[Fault]:
    counted, seen = set(standard.layout.counted), set[str]()
    for number, row in enumerate(body.counts):
        if row.item not in counted:
            yield fault_at(("counts", number, "item"), "unknown-item", f"{standard.key} does not count '{row.item}'")
        elif row.item in seen:
            yield fault_at(("counts", number, "item"), "repeated-item", f"'{row.item}' has a row already")
        seen.add(row.item)
        yield from _group_faults(standard, row, number)


def _group_faults(standard: Standard, row: CountedRow, number: int) -> Iterator[Fault]:
    groups = standard.groups
    for name in row.counts:
        if name not in groups.names():
            known = ", ".join(groups.names())
            yield fault_at(("counts", number, "counts", name), "unknown-group", f"groups of {standard.key}: {known}")
    for name in (groups.reference, groups.interest):
        if name not in row.counts:
            yield fault_at(("counts", number, "counts", name), "missing", f"'{row.item}' needs a count of {name}")


def _survey_faults(standard: Standard, body: ToCompute) -> Iterator[Fault]:
    asked, groups = standard.layout.questions, (standard.groups.reference, standard.groups.interest)
    for question, answers in body.survey.items():
        if question not in asked:
            yield fault_at(
                ("survey", question), "unknown-question", f"{standard.key} asks {', '.join(asked) or 'none'}"
            )
        for name in answers:
            if name not in groups:
                yield fault_at(("survey", question, name), "unknown-group", f"groups here: {', '.join(groups)}")


def _counts(standard: Standard, row: CountedRow) -> Counts:
    groups = standard.groups
    return Counts(row.counts[groups.reference], row.counts[groups.interest], row.counts.get(groups.unknown, 0))


def _answers(standard: Standard, given: Mapping[str, Responses]) -> Answers:
    def answer(name: str) -> Answer | None:
        found = given.get(name)
        return None if found is None else Answer(found.percent, found.respondents)

    return Answers(answer(standard.groups.reference), answer(standard.groups.interest))


def _more_than_everybody(standard: Standard, tally: Tally, body: ToCompute) -> Iterator[Fault]:
    """Yield a fault for each group with more events in a year than people."""
    rows = {row.item: number for number, row in enumerate(body.counts)}
    for event, against in _of_one_year(standard, int(tally.window_years[0])):
        counts, status = tally.take((event, against))
        events, people = counts[0]
        for name, more in zip(standard.groups.names(), events > people, strict=True):
            if more and (status == COUNTED).all():
                message = f"more people than the {name} of '{against}'"
                yield fault_at(("counts", rows[event], "counts", name), "more-than-everybody", message)


def _of_one_year(standard: Standard, stated: int) -> Iterator[tuple[str, str]]:
    """Yield events and people of the ratios over one year. Over several, the same person may count twice."""
    for definition in standard.definitions:
        for measure in definition.measures:
            years = stated if measure.window_years == STATED else measure.window_years
            if measure.operator is Operator.RATE_RATIO and years == 1:
                parts = map(measure.of_part, range(len(measure.of)))
                yield from ((part.of[0], part.against[0]) for part in parts)
