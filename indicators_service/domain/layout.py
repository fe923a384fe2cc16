"""The layout of counted items: what a standard counts, and which totals are made of what.

Counted items come from a return. Totals form a tree, so that disclosure control can reason about them exactly. Joint
items cut across the tree. An item of the staff is the whole workforce again, of those bodies alone that collected the
section it is compared with.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Layout:
    """The items of a standard, in order: counted, totals of the tree, joint items, staff of a section.

    Attributes:
        counted: what a return counts.
        tree: each total and its direct parts, parts before the totals made of them.
        joint: sums across the tree.
        staff_of: items that repeat the whole workforce, each with the item of the section it is compared with.
        whole: the item of the whole workforce.
        sections: items that are collected together, so that one without a row has nobody in it. A counted item in no
            section is collected by itself.
        windowed: the item whose events are counted over a window of years that each body states, if any.
        questions: the staff survey's questions, in order.

    Raises:
        ValueError: an item is named twice or is not known where it is used, or is a part of two totals.
    """

    counted: tuple[str, ...]
    tree: Mapping[str, tuple[str, ...]]
    joint: Mapping[str, tuple[str, ...]]
    staff_of: Mapping[str, str]
    whole: str
    sections: tuple[tuple[str, ...], ...] = ()
    windowed: str | None = None
    questions: tuple[str, ...] = ()
    items: tuple[str, ...] = field(init=False)
    position: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        names = (*self.counted, *self.tree, *self.joint, *self.staff_of)
        object.__setattr__(self, "items", names)
        object.__setattr__(self, "position", {item: place for place, item in enumerate(names)})
        _refuse("item named twice", _repeated(names))
        _refuse("part of two totals", _repeated(part for parts in self.tree.values() for part in parts))
        _refuse("item in two sections", _repeated(item for section in self.sections for item in section))
        _refuse("item not known", (item for item in self._used() if item not in self.position))
        _refuse("total before its parts", self._early())
        _refuse("not counted, so in no section", self._not_counted())

    def _used(self) -> Iterator[str]:
        yield self.whole
        yield from self.staff_of.values()
        yield from () if self.windowed is None else (self.windowed,)
        for parts in (*self.tree.values(), *self.joint.values(), *self.sections):
            yield from parts

    def _early(self) -> Iterator[str]:
        """Yield totals of which a part comes later: the sums are taken in order."""
        for total, parts in (*self.tree.items(), *self.joint.items()):
            if any(self.position.get(part, -1) >= self.position[total] for part in parts):
                yield total

    def _not_counted(self) -> Iterator[str]:
        counted = set(self.counted)
        return (item for section in self.sections for item in section if item not in counted)

    @property
    def sums(self) -> dict[str, tuple[str, ...]]:
        """Every total and joint item with its parts, in the order in which they can be added."""
        return {**self.tree, **self.joint}

    def places(self, names: Iterable[str]) -> list[int]:
        """Return where some items stand.

        Raises:
            KeyError: an item is not of this layout.
        """
        return [self.position[name] for name in names]


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _refuse(fault: str, found: Iterable[str]) -> None:
    names = list(found)
    if names:
        raise ValueError(f"{fault}: {', '.join(names)}")
