"""What the columns of an export mean, as CSV on the Web tells machines (W3C, 2015)."""

from typing import Any

from indicators_service.exporting.layout import KEY, LAYOUT, ColumnHeading

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def metadata(year: int) -> dict[str, Any]:
    """Return the metadata document of a year's CSV file."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{year}.csv",
        "dc:title": f"Workforce Race Equality Standard, results of every organisation, {year}",
        "dc:description": "One row for each result of each organisation with a published return. An empty cell is "
        "not known; reason says why.",
        "dc:license": {"@id": LICENCE},
        "dialect": {
            "delimiter": ",",
            "encoding": "utf-8",
            "header": True,
            "lineTerminators": ["\r\n"],
            "quoteChar": '"',
        },
        "tableSchema": {
            "columns": [_column(column) for column in LAYOUT],
            "primaryKey": list(KEY),
        },
    }


def _column(column: ColumnHeading) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": str(column.kind),
        "null": "",
        "required": column.needed,
    }
