"""The chapters of the method in order, and every paragraph by name."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Final

from tests.spec import (
    disclosure,
    intervals,
    kept_against,
    nine_ratios,
    nine_shares,
    nine_survey,
    pipeline,
    printed_contradictions,
    printed_counts,
    replacement_model,
    rounding,
    sister_standards,
    strategy_goals,
    strategy_table_1,
)
from tests.spec.paragraphs import Chapter, Paragraph

_MODULES = (
    strategy_table_1,
    strategy_goals,
    printed_counts,
    printed_contradictions,
    nine_shares,
    nine_ratios,
    nine_survey,
    rounding,
    disclosure,
    intervals,
    replacement_model,
    kept_against,
    pipeline,
    sister_standards,
)

CHAPTERS: Final[tuple[Chapter, ...]] = tuple(
    replace(module.CHAPTER, paragraphs=tuple(cache(make) for make in module.CHAPTER.paragraphs))
    for module in _MODULES
)
"""Each paragraph is computed once a process, however many tests read it."""

PARAGRAPHS: Final[dict[str, Callable[[], Paragraph]]] = {
    f"{number}.{place} {chapter.title}": make
    for number, chapter in enumerate(CHAPTERS, 1)
    for place, make in enumerate(chapter.paragraphs, 1)
}
"""Each paragraph under its number in the document and the title of its chapter."""
