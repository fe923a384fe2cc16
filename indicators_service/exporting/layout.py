"""What a row of a whole-year export holds: one result of one body. The same in CSV, NDJSON, Parquet and metadata."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What the values of a column are, as XML Schema names them; CSV on the Web uses the same names."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "double"
    TRUTH = "boolean"
    INSTANT = "dateTime"


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """A column: its name, what its values are, and what they mean. ``needed`` ones are never empty."""

    name: str
    kind: Kind
    meaning: str
    needed: bool = False


def _group(name: str, words: str) -> tuple[ColumnHeading, ...]:
    return (
        ColumnHeading(f"{name}_numerator", Kind.WHOLE, f"{words}: people counted."),
        ColumnHeading(f"{name}_denominator", Kind.WHOLE, f"{words}: people they are taken from."),
        ColumnHeading(f"{name}_rate", Kind.NUMBER, f"{words}: rate in percent."),
    )


PARTS: Final = ("staff_group", "band", "membership", "group", "from", "to", "quartile")
"""The keys by which a result says what it measures."""

GROUPS: Final = {"reference": "white", "interest": "bme", "unknown": "unknown"}
"""The engine's groups, and what the WRES calls them."""

LAYOUT: Final = (
    ColumnHeading("year", Kind.WHOLE, "Reporting year.", needed=True),
    ColumnHeading("organisation", Kind.TEXT, "ODS code of the organisation.", needed=True),
    ColumnHeading("name", Kind.TEXT, "Name of the organisation.", needed=True),
    ColumnHeading("type", Kind.TEXT, "Type of the organisation.", needed=True),
    ColumnHeading("region", Kind.TEXT, "Code of its region."),
    ColumnHeading("ics", Kind.TEXT, "Code of its integrated care system."),
    ColumnHeading("synthetic", Kind.TRUTH, "Whether the organisation is invented, for demonstration.", needed=True),
    ColumnHeading("revision", Kind.WHOLE, "Revision of the return that is published.", needed=True),
    ColumnHeading("edition", Kind.TEXT, "Edition of the standard that the return follows.", needed=True),
    ColumnHeading("published_at", Kind.INSTANT, "When the revision was published, UTC.", needed=True),
    ColumnHeading("indicator", Kind.TEXT, "Indicator, as in /v1/indicators.", needed=True),
    *(ColumnHeading(f"part_{key}", Kind.TEXT, f"What is measured: {key.replace('_', ' ')}.") for key in PARTS),
    ColumnHeading("measure", Kind.TEXT, "What is computed: a share, a rate ratio, a gap.", needed=True),
    ColumnHeading("value", Kind.NUMBER, "The value, to four places. Empty where reason says why."),
    ColumnHeading("unit", Kind.TEXT, "Unit of the value.", needed=True),
    ColumnHeading("orientation", Kind.TEXT, "Which group is compared with which.", needed=True),
    ColumnHeading("polarity", Kind.TEXT, "Whether high or low is good, or parity.", needed=True),
    ColumnHeading("parity", Kind.NUMBER, "The value at which both groups fare alike."),
    ColumnHeading("reason", Kind.TEXT, "Why there is no value."),
    *_group("white", "White people"),
    *_group("bme", "BME people, as the WRES defines them"),
    *_group("unknown", "People of unknown ethnicity"),
    ColumnHeading("interval_lower", Kind.NUMBER, "Lower bound of the confidence interval."),
    ColumnHeading("interval_upper", Kind.NUMBER, "Upper bound of the confidence interval."),
    ColumnHeading("interval_level", Kind.NUMBER, "Level of the interval."),
    ColumnHeading("interval_method", Kind.TEXT, "Method of the interval."),
    ColumnHeading("p_value", Kind.NUMBER, "Chance of a difference as large where there is none."),
    ColumnHeading("test", Kind.TEXT, "Test behind the p-value."),
    ColumnHeading("four_fifths", Kind.TEXT, "Within, below or above the four-fifths rule."),
    ColumnHeading("significant", Kind.TRUTH, "Whether the difference is more than chance would give."),
    ColumnHeading("favours", Kind.TEXT, "Which group a significant difference favours."),
    ColumnHeading("small_number", Kind.TRUTH, "Whether the figure rests on few people.", needed=True),
    ColumnHeading("completeness", Kind.NUMBER, "Share of people whose ethnicity is known, percent."),
    ColumnHeading("previous_year", Kind.WHOLE, "The year before, where its value is comparable."),
    ColumnHeading("previous_value", Kind.NUMBER, "The same value a year before."),
    ColumnHeading("controlled", Kind.TRUTH, "Whether the counts were put under disclosure control.", needed=True),
    ColumnHeading("rule", Kind.TEXT, "The rule of disclosure control."),
    ColumnHeading("method_version", Kind.TEXT, "Version of the definitions and methods.", needed=True),
)

NAMES: Final = tuple(column.name for column in LAYOUT)
KEY: Final = ("year", "organisation", "indicator", *(f"part_{key}" for key in PARTS), "measure")
"""The columns that tell one row from every other."""
