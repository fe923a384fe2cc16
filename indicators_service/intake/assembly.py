"""From lines of a file to a return's document, the public contract's JSON, and the cell of each location in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from indicators_service.intake.items import GROUPS, ITEMS, SEATS, STATED, STRATA, nearest
from indicators_service.intake.taken import Entry, Mistake, Number, Place, ReadReturn
from vocabulary.indicators import SurveyQuestion

_WORD: Final = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of a return as a whole; what is ``None`` is left to the collection's own rules."""

    snapshot: str | None = None
    edition: str | None = None
    window_years: int | None = None


def assemble(
    organisation: str, year: int, entries: Sequence[Entry], about: About
) -> tuple[ReadReturn | None, list[Mistake]]:
    """Return the document that lines make, or everything that is wrong with them.

    A section without a figure was not collected. A blank unknown is 0; a line with only one of white and BME is a
    mistake. A stratum or seat without a line has nobody in it.
    """
    work = _Assembly(organisation, year)
    for entry in entries:
        work.take(entry)
    document = work.document(about)
    if work.mistakes:
        return None, work.mistakes
    return ReadReturn(organisation, year, document, work.places), []


@dataclass(slots=True)
class _Assembly:
    """The lines of one return by item, what is wrong with them, and where each figure of the document stands."""

    organisation: str
    year: int
    lines: dict[str, Entry] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """Take a line, unless it is of no known item or of one that was there before."""
        if entry.item not in ITEMS:
            self._wrong(entry.place, "unknown-item", f"There is no item '{entry.item[:80]}'.{nearest(entry.item)}")
        elif entry.item in self.lines:
            first = self.lines[entry.item].place.row
            self._wrong(entry.place, "duplicate-item", f"{entry.item} stands in row {first} already; give it once.")
        else:
            self.lines[entry.item] = entry

    def _wrong(self, place: Place, code: str, words: str) -> None:
        self.mistakes.append(Mistake(place, self.organisation, self.year, code, words))

    def document(self, about: About) -> dict[str, Any]:
        """Return the document; what is wrong is noted on the way."""
        return {
            "organisation": self.organisation,
            "year": self.year,
            "snapshot": about.snapshot,
            "edition": about.edition,
            "workforce": self._workforce(),
            "recruitment": self._pair("recruitment", ("shortlisted", "appointed")),
            "disciplinary": self._disciplinary(about.window_years),
            "training": self._pair("training", ("accessed",)),
            "staff_survey": self._survey(),
            "board": self._board(),
            "pay": None,
            "stated": self._stated(),
            "narrative": None,
        }

    def _counts(self, item: str, path: str) -> dict[str, Number] | None:
        """Return the counts of an item, ``None`` where its line is blank or missing."""
        entry = self.lines.get(item)
        if entry is None or all(figure is None for figure in entry.figures):
            return None
        counts: dict[str, Number] = {}
        for place, (name, number) in enumerate(zip(GROUPS, entry.figures, strict=True)):
            self.places[f"{path}.{name}"] = entry.places[place]
            if number is None and name != "unknown":
                self._wrong(entry.places[place], "blank", f"{item}: {name} is blank; give 0 where there is nobody.")
            counts[name] = number or 0
        self._stands(path, entry.place)
        return counts

    def _stands(self, path: str, place: Place) -> None:
        """Note where a line stands; the first one of a section stands for the section as a whole too."""
        self.places.setdefault(path, place)
        self.places.setdefault("$." + _WORD.split(path)[1], place)

    def _workforce(self) -> list[dict[str, Any]] | None:
        rows: list[dict[str, Any]] = []
        for item in STRATA:
            path = f"$.workforce[{len(rows)}]"
            counts = self._counts(item, path)
            if counts is not None:
                _, group, band = item.split("/")
                rows.append({"staff_group": group, "band": band, **counts})
                self.places[f"{path}.band"] = self.places[path]
        return rows or None

    def _board(self) -> list[dict[str, Any]] | None:
        rows: list[dict[str, Any]] = []
        for item in SEATS:
            counts = self._counts(item, f"$.board[{len(rows)}]")
            if counts is not None:
                _, voting, executive = item.split("/")
                rows.append({"voting": voting == "voting", "executive": executive == "executive", **counts})
        return rows or None

    def _pair(self, section: str, names: Sequence[str]) -> dict[str, Any] | None:
        """Return a section of counts that belong together; one without the other is a mistake."""
        found = {name: self._counts(f"{section}/{name}", f"$.{section}.{name}") for name in names}
        given = [name for name, counts in found.items() if counts is not None]
        if not given:
            return None
        for name in (name for name in names if name not in given):
            line = self.lines.get(f"{section}/{name}") or self.lines[f"{section}/{given[0]}"]
            words = f"{section}/{given[0]} is given and {section}/{name} is not; give both, or leave both blank."
            self._wrong(line.place, "half-a-section", words)
        return found

    def _disciplinary(self, window_years: int | None) -> dict[str, Any] | None:
        section = self._pair("disciplinary", ("entered",))
        stated = self._single("disciplinary/window_years", "$.disciplinary.window_years")
        if section is None:
            return None
        window = window_years if stated is None else stated
        return section if window is None else {"window_years": window, **section}

    def _single(self, item: str, path: str) -> Number | None:
        """Return the figure of an item that has one, in the first column."""
        entry = self.lines.get(item)
        if entry is None or entry.figures[0] is None:
            return None
        self.places[path] = entry.places[0]
        return entry.figures[0]

    def _survey(self) -> dict[str, Any] | None:
        answers: dict[str, Any] = {}
        for question in SurveyQuestion:
            groups = {name: self._answer(question, place, name) for place, name in enumerate(GROUPS[:2])}
            if any(answer is not None for answer in groups.values()):
                answers[question.value] = groups
        year = self._single("survey/year", "$.staff_survey.year")
        return {"year": self.year - 1 if year is None else year} | answers if answers else None

    def _answer(self, question: str, place: int, name: str) -> dict[str, Number] | None:
        found: dict[str, Number] = {}
        for what in ("percent", "respondents"):
            entry = self.lines.get(f"survey/{question}/{what}")
            number = None if entry is None else entry.figures[place]
            if entry is not None and number is not None:
                found[what] = number
                self.places[f"$.staff_survey.{question}.{name}.{what}"] = entry.places[place]
                self._stands(f"$.staff_survey.{question}", entry.place)
        if found == {"respondents": 0}:
            return None
        if len(found) == 1:
            given, missing = next(iter(found)), "respondents" if "percent" in found else "percent"
            words = f"{question}: {name} has {given} and no {missing}; give both."
            self._wrong(self.places[f"$.staff_survey.{question}.{name}.{given}"], "half-an-answer", words)
        return found or None

    def _stated(self) -> list[dict[str, Any]] | None:
        found: list[dict[str, Any]] = []
        for name in STATED:
            value = self._single(f"stated/{name}", f"$.stated[{len(found)}].value")
            if value is not None:
                found.append({"figure": name, "value": value})
        return found or None


def entries_of(document: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[Number | None]]]:
    """Yield the items of a document with the figures of white, BME and unknown: what ``assemble`` makes it of."""
    for row in document.get("workforce") or ():
        yield f"workforce/{row['staff_group']}/{row['band']}", _figures(row)
    for section, names in (("recruitment", ("shortlisted", "appointed")), ("disciplinary", ("entered",))):
        for name in names if document.get(section) else ():
            yield f"{section}/{name}", _figures(document[section][name])
    if document.get("disciplinary"):
        yield "disciplinary/window_years", (document["disciplinary"].get("window_years", 1), None, None)
    if document.get("training"):
        yield "training/accessed", _figures(document["training"]["accessed"])
    yield from _survey_entries(document.get("staff_survey"))
    for row in document.get("board") or ():
        seat = f"{'voting' if row['voting'] else 'non_voting'}/{'executive' if row['executive'] else 'non_executive'}"
        yield f"board/{seat}", _figures(row)
    for stated in document.get("stated") or ():
        yield f"stated/{stated['figure']}", (stated["value"], None, None)


def _figures(cell: Mapping[str, Any]) -> Sequence[Number | None]:
    return [cell[name] if name != "unknown" else cell.get(name, 0) for name in GROUPS]


def _survey_entries(survey: Mapping[str, Any] | None) -> Iterator[tuple[str, Sequence[Number | None]]]:
    if not survey:
        return
    yield "survey/year", (survey["year"], None, None)
    for question in SurveyQuestion:
        answer = survey.get(question) or {}
        for what in ("percent", "respondents") if answer else ():
            groups = [answer.get(name) for name in GROUPS[:2]]
            yield f"survey/{question}/{what}", [*(None if each is None else each[what] for each in groups), None]
