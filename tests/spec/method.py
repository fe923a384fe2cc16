"""The chapters of the method in order, and every paragraph by name."""

from collections.abc import Callable
from typing import Final

from tests.spec import printed_contradictions, printed_counts, strategy_goals, strategy_table_1
from tests.spec.paragraphs import Chapter, Paragraph

_MODULES = (strategy_table_1, strategy_goals, printed_counts, printed_contradictions)

CHAPTERS: Final[tuple[Chapter, ...]] = tuple(module.CHAPTER for module in _MODULES)

PARAGRAPHS: Final[dict[str, Callable[[], Paragraph]]] = {
    f"{number}.{place} {chapter.title}": make
    for number, chapter in enumerate(CHAPTERS, 1)
    for place, make in enumerate(chapter.paragraphs, 1)
}
"""Each paragraph under its number in the document and the title of its chapter."""
