"""Which service answers an address: found from the path templates of the services' contracts."""

from collections.abc import Iterable, Mapping
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
    parameter: "_Node | None" = None
    route: Route | None = None


class Routes:
    """Addresses by segment: a literal segment goes before a parameter, so more specific templates win."""

    def __init__(self, documents: Mapping[str, Mapping[str, Any]]) -> None:
        self._root = _Node()
        for upstream, document in documents.items():
            for template in document["paths"]:
                self._add(Route(upstream, template))

    def _add(self, route: Route) -> None:
        node = self._root
        for segment in route.template.strip("/").split("/"):
            if segment.startswith("{"):
                node.parameter = node.parameter or _Node()
                node = node.parameter
            else:
                node = node.literals.setdefault(segment, _Node())
        if node.route is not None:
            raise ValueError(f"{route.upstream} and {node.route.upstream} both own {route.template}")
        node.route = route

    def find(self, path: str) -> Route | None:
        """Return the route of a path, or ``None`` when no service has such an address."""
        return _find(self._root, path.strip("/").split("/"), 0)


def _find(node: _Node, segments: list[str], at: int) -> Route | None:
    if at == len(segments):
        return node.route
    for following in _following(node, segments[at]):
        found = _find(following, segments, at + 1)
        if found is not None:
            return found
    return None


def _following(node: _Node, segment: str) -> Iterable[_Node]:
    literal = node.literals.get(segment)
    return [each for each in (literal, node.parameter if segment else None) if each is not None]
