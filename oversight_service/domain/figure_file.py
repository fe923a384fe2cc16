"""The text of a figure's file (TOML) read into a ``FigureDefinition``. Pure: who reads the disk gives the text."""

import tomllib
from fractions import Fraction

from oversight_service.domain.figure import FigureDefinition, FigureDirection, FigureUnit
from oversight_service.domain.framework_table import FrameworkError, Table
from oversight_service.domain.framework_words import Confidence


def parse_figure(file: str, text: str) -> FigureDefinition:
    """Return the figure that ``text`` defines; ``file`` is its name, used in errors only.

    Raises:
        FrameworkError: not TOML, a key missing, unknown or of the wrong kind, or bounds that leave no room.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FrameworkError(file, "(whole file)", f"not valid TOML: {error}") from None
    table = Table(file, "", content)
    figure = _figure(table)
    table.finish()
    if figure.lowest >= figure.highest:
        raise table.fault("highest", "must be above lowest")
    if figure.unit is FigureUnit.YES_NO and (figure.lowest, figure.highest) != (Fraction(0), Fraction(1)):
        raise table.fault("highest", "a yes or no lies between 0 and 1")
    return figure


def _figure(table: Table) -> FigureDefinition:
    return FigureDefinition(
        key=table.text("key"),
        title=table.text("title"),
        unit=table.word("unit", FigureUnit),
        lowest=_bound(table, "lowest"),
        highest=_bound(table, "highest"),
        direction=table.word("direction", FigureDirection),
        publisher=table.text("publisher"),
        period=table.text("period"),
        note=table.text("note"),
        confidence=table.word("confidence", Confidence),
    )


def _bound(table: Table, key: str) -> Fraction:
    value = table.threshold(key)
    if isinstance(value, bool | str):
        raise table.fault(key, "must be a number")
    return Fraction(str(value))
