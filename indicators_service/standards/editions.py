"""Editions from their tables: each inherits what it does not say itself."""

from collections.abc import Sequence

from indicators_service.domain.edition import Edition
from indicators_service.standards.standard_file import EditionTable
from vocabulary.years import survey_year

_SINGLE = ("window_years", "senior", "assumed")


def editions(tables: Sequence[EditionTable]) -> tuple[Edition, ...]:
    """Return editions in order.

    Raises:
        ValueError: an edition inherits from one that does not come before it, lacks a value, or comes out of order.
    """
    whole: dict[str, EditionTable] = {}
    for table in tables:
        whole[table.key] = table if table.inherits is None else _merged(whole, table)
    years = [table.year for table in whole.values()]
    if len(whole) < len(tables) or years != sorted(set(years)):
        raise ValueError("editions have keys of their own and stand in the order of their years")
    return tuple(_edition(table) for table in whole.values())


def _merged(before: dict[str, EditionTable], table: EditionTable) -> EditionTable:
    if table.inherits not in before:
        raise ValueError(f"edition {table.key} inherits from {table.inherits}, which is not before it")
    parent = before[table.inherits]
    taken = {name: getattr(parent, name) for name in _SINGLE if getattr(table, name) is None}
    both = {"survey": parent.survey | table.survey, "versions": parent.versions | table.versions}
    return table.model_copy(update=taken | both)


def _edition(table: EditionTable) -> Edition:
    if table.window_years is None or table.senior is None:
        raise ValueError(f"edition {table.key} lacks a window or a senior cluster")
    return Edition(
        key=table.key,
        year=table.year,
        window_years=table.window_years,
        senior=table.senior,
        survey_year=survey_year(table.year),
        survey_items=table.survey,
        versions=table.versions,
        assumed=table.assumed or (),
    )
