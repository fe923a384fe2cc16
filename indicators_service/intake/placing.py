"""Names of cells: from indexes of a row and a column, counted from 0, to an address such as F12."""

from typing import Final

from indicators_service.intake.taken import Place

_LETTERS: Final = 26


def column_letters(column: int) -> str:
    """Return the letters of a column, counted from 0: A, B, … Z, AA, AB, …"""
    letters = ""
    number = column + 1
    while number:
        number, left = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + left) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the index of a column, counted from 0, from its capital letters."""
    index = 0
    for letter in letters:
        index = index * _LETTERS + ord(letter) - ord("A") + 1
    return index - 1


def place_at(sheet: str | None, row: int, column: int, name: str) -> Place:
    """Return the place of a cell from its indexes and the name of its column."""
    return Place(sheet, row + 1, name, f"{column_letters(column)}{row + 1}")
