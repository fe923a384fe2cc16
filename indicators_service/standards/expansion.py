"""Templates of names: one line of a standard's file for many items.

``workforce/{ladder}/{band}`` stands for one name per entry of the list ``ladder`` and of the list ``band``, the first
list slowest.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

Lists = Mapping[str, Sequence[str]]
Bound = Mapping[str, str]

_NAMED: Final = re.compile(r"{([a-z0-9_]+)}")


class TemplateError(ValueError):
    """A template names a list that there is not."""


def expanded(template: str, lists: Lists, bound: Bound | None = None) -> Iterator[tuple[str, Bound]]:
    """Yield every name that a template stands for, and what its lists were bound to.

    Lists already in ``bound`` keep their entry.

    Raises:
        TemplateError: a list is not known.
    """
    given = bound or {}
    free = [name for name in dict.fromkeys(_NAMED.findall(template)) if name not in given]
    missing = [name for name in free if name not in lists]
    if missing:
        raise TemplateError(f"'{template}' names a list that there is not: {', '.join(missing)}")
    for chosen in product(*(lists[name] for name in free)):
        binding = {**given, **dict(zip(free, chosen, strict=True))}
        yield filled(template, binding), binding


def names(templates: Sequence[str], lists: Lists, bound: Bound | None = None) -> tuple[str, ...]:
    """Return every name that some templates stand for, in order."""
    return tuple(name for template in templates for name, _ in expanded(template, lists, bound))


def filled(template: str, bound: Bound) -> str:
    """Return a template with every list that is bound replaced by its entry."""
    return _NAMED.sub(lambda found: bound[found[1]], template)
