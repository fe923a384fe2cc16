"""Which service answers an address: found from the path templates of the services' contracts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Route:
    """The service that owns an address, and the address's template."""

    upstream: str
    template: str


@dataclass(slots=True)
class _Node:
    literals: "dict[str, _Node]" = field(default_factory=dict)
    patterns: "dict[str, tuple[re.Pattern[str], _Node]]" = field(default_factory=dict)
    parameter: "_Node | None" = None
    route: Route | None = None

    def child(self, segment: str) -> "_Node":
        """Return the node of a template's segment, a new one when there is none yet."""
        shape = re.sub(r"\{[^}]*\}", "{}", segment)
        if shape == "{}":
            self.parameter = self.parameter or _Node()
            return self.parameter
        if "{}" not in shape:
            return self.literals.setdefault(segment, _Node())
        pattern = "[^/]+".join(re.escape(part) for part in shape.split("{}"))
        return self.patterns.setdefault(shape, (re.compile(pattern), _Node()))[1]


class Routes:
    """Addresses by segment. More specific templates win: a literal goes before a pattern such as ``{year}.csv``,
    and a pattern before a parameter.
    """

    def __init__(self, documents: Mapping[str, Mapping[str, Any]]) -> None:
        self._root = _Node()
        for upstream, document in documents.items():
            for template in document["paths"]:
                self._add(Route(upstream, template))

    def _add(self, route: Route) -> None:
        node = self._root
        for segment in _segments(route.template):
            node = node.child(segment)
        if node.route is not None:
            raise ValueError(f"{route.upstream} and {node.route.upstream} both own {route.template}")
        node.route = route

    def find(self, path: str) -> Route | None:
        """Return the route of a path, or ``None`` when no service has such an address."""
        return _find(self._root, _segments(path), 0)


def _segments(path: str) -> list[str]:
    # A slash too many makes another address, which nobody owns: a service would answer it with a redirect to
    # the address that it has itself, which no caller should learn.
    return path.removeprefix("/").split("/")


def _find(node: _Node, segments: list[str], at: int) -> Route | None:
    if at == len(segments):
        return node.route
    for following in _following(node, segments[at]):
        found = _find(following, segments, at + 1)
        if found is not None:
            return found
    return None


def _following(node: _Node, segment: str) -> Iterator[_Node]:
    if segment in node.literals:
        yield node.literals[segment]
    yield from (following for pattern, following in node.patterns.values() if pattern.fullmatch(segment))
    if segment and node.parameter is not None:
        yield node.parameter
