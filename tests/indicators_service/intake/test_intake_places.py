"""The cell of each location in a document: where a mistake found later is told."""

from collections.abc import Mapping
from typing import Any

from tests.indicators_service.intake_documents import full_return
from tests.indicators_service.intake_lines import COLUMNS, lines_of, taken


def at_path(document: Mapping[str, Any], path: str) -> Any:
    """Return what stands at a JSON path such as ``$.workforce[3].bme``."""
    found: Any = document
    for step in path.removeprefix("$.").replace("[", ".").replace("]", "").split("."):
        found = found[int(step)] if isinstance(found, list) else found[step]
    return found


def test_each_place_points_at_the_cell_whose_figure_stands_at_its_path() -> None:
    document = full_return(2018)
    lines = lines_of(document)[::-1]
    read = taken(lines)
    cells = {
        f"{letter}{row}": figure
        for row, (_, figures) in enumerate(lines, 2)
        for letter, figure in zip("DEF", figures, strict=True)
    }
    leaves = {path: place for path, place in read.places.items() if place.column in COLUMNS}
    assert {path: cells[place.cell] for path, place in leaves.items()} == {
        path: at_path(read.document, path) for path in leaves
    }
    given = [cell for cell, figure in cells.items() if figure is not None]
    assert sorted(place.cell for place in leaves.values()) == sorted(given)


def test_each_place_of_a_line_or_section_points_at_a_line_within_it() -> None:
    lines = lines_of(full_return(2018))
    read = taken(lines)
    items = {f"C{row}": item for row, (item, _) in enumerate(lines, 2)}
    sections = {"survey": "staff_survey"}
    whole = {path: items[place.cell].split("/") for path, place in read.places.items() if place.column == "item"}
    for path, (section, *names) in whole.items():
        assert path.startswith(f"$.{sections.get(section, section)}")
        if path.startswith("$.workforce["):
            row = at_path(read.document, path.removesuffix(".band"))
            assert [row["staff_group"], row["band"]] == names
    assert set(whole) >= {
        f"$.{name}" for name in ("workforce", "recruitment", "disciplinary", "training", "staff_survey", "board")
    }
    assert "$.board[3]" in whole
