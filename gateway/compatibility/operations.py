"""What a new contract breaks for those who hold to an old one, address by address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from gateway.compatibility.alternatives import resolved
from gateway.compatibility.finding import Finding
from gateway.compatibility.schemas import MISSED, REFUSED, SURPRISED, Held, default_changed
from services.deprecation import MARK

Document = Mapping[str, Any]

_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_GONE: Final = "Calls to it find nothing"


def breaks(old: Document, new: Document, on: date | None = None) -> list[Finding]:
    """Return what the new contract breaks, in the order of the addresses.

    Args:
        old: the contract that callers hold to.
        new: the contract that is to take its place.
        on: the day of the change. What was marked as ending by then may go; without a day, nothing may.
    """
    return sorted({*_removed(old, new, on), *_moved(old, new), *_changed(old, new)})


def _operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                yield path, method, item[method]


def _removed(old: Document, new: Document, on: date | None) -> Iterator[Finding]:
    for path, method, operation in _operations(old):
        ended = on is not None and MARK in operation and date.fromisoformat(operation[MARK]["sunset"]) <= on
        if method not in new["paths"].get(path, {}) and not ended:
            what = "the method is gone" if path in new["paths"] else "the address is gone"
            yield Finding(f"{method.upper()} {path}", what, _GONE)


def _moved(old: Document, new: Document) -> Iterator[Finding]:
    """Yield the operations whose name now means another call."""
    now = {operation.get("operationId"): (path, method) for path, method, operation in _operations(new)}
    for path, method, operation in _operations(old):
        name = operation.get("operationId")
        if name in now and now[name] != (path, method):
            where = f"{now[name][1].upper()} {now[name][0]}"
            yield Finding(
                f"{method.upper()} {path}",
                f"operationId {name} now names {where}",
                "Clients generated from the contract call something else",
            )


def _changed(old: Document, new: Document) -> Iterator[Finding]:
    for path, method, operation in _operations(old):
        after = new["paths"].get(path, {}).get(method)
        if after is not None:
            yield from Compared(f"{method.upper()} {path}", old, new, operation, after).findings()


@dataclass(frozen=True, slots=True)
class Compared:
    """One operation before and after."""

    place: str
    old: Document
    new: Document
    before: Document
    after: Document

    def findings(self) -> Iterator[Finding]:
        """Yield everything that the change of this operation breaks."""
        name, named = self.before.get("operationId"), self.after.get("operationId")
        if name != named:
            yield Finding(
                self.place,
                f"operationId is now {named}, it was {name}",
                "Clients generated from the contract lose the call",
            )
        yield from self._security()
        yield from self._parameters()
        yield from self._body()
        yield from self._answers()

    def _security(self) -> Iterator[Finding]:
        """Yield a way to prove who is calling that is no longer taken; an empty one is no proof at all."""
        now = self.after.get("security", self.new.get("security", [{}]))
        for way in self.before.get("security", self.old.get("security", [{}])):
            if way not in now:
                words = " with ".join(sorted(way)) or "a call without a credential"
                yield Finding(self.place, f"{words} is no longer taken", REFUSED)

    def _parameters(self) -> Iterator[Finding]:
        before, after = _by_name(self.before), _by_name(self.after)
        for key in before.keys() - after.keys():
            yield Finding(self._parameter(key), "is no longer taken", REFUSED)
        for key, parameter in after.items():
            if parameter.get("required") and not before.get(key, {}).get("required"):
                yield Finding(self._parameter(key), "is now needed", REFUSED)
            if key in before:
                yield from self._parameter_changed(key, before[key], parameter)

    def _parameter_changed(self, key: tuple[str, str], before: Document, after: Document) -> Iterator[Finding]:
        place, was, now = self._parameter(key), before.get("schema", {}), after.get("schema", {})
        yield from self._sent(place).between(was, now)
        yield from default_changed(place, was, now)
        for name in ("style", "explode"):
            if before.get(name) != after.get(name):
                yield Finding(place, f"{name} is now {after.get(name)}, it was {before.get(name)}", REFUSED)

    def _parameter(self, key: tuple[str, str]) -> str:
        return f"{self.place} {key[0]} {key[1]}"

    def _body(self) -> Iterator[Finding]:
        before, after = self.before.get("requestBody", {}), self.after.get("requestBody", {})
        if after.get("required") and not before.get("required"):
            yield Finding(f"{self.place} body", "is now needed", REFUSED)
        for kind, media in before.get("content", {}).items():
            place = f"{self.place} body {kind}"
            if kind not in after.get("content", {}):
                yield Finding(place, "is no longer taken", REFUSED)
            else:
                yield from self._sent(place).between(
                    media.get("schema", {}), after["content"][kind].get("schema", {})
                )

    def _answers(self) -> Iterator[Finding]:
        before, after = self.before["responses"], self.after["responses"]
        for status in before.keys() - after.keys():
            yield Finding(f"{self.place} {status}", "is no longer answered", MISSED)
        for status in after.keys() - before.keys():
            if status.startswith(("1", "2", "3")):
                yield Finding(f"{self.place} {status}", "may now be answered", SURPRISED)
        for status in before.keys() & after.keys():
            yield from self._answer(f"{self.place} {status}", before[status], after[status])

    def _answer(self, place: str, before: Document, after: Document) -> Iterator[Finding]:
        was = resolved(before, self.old.get("components", {}).get("responses", {}))
        now = resolved(after, self.new.get("components", {}).get("responses", {}))
        for name in was.get("headers", {}).keys() - now.get("headers", {}).keys():
            yield Finding(f"{place} header {name}", "is no longer answered", MISSED)
        for kind, media in was.get("content", {}).items():
            if kind not in now.get("content", {}):
                yield Finding(f"{place} {kind}", "is no longer answered", MISSED)
            else:
                held = Held(f"{place} {kind} ", False, _schemas(self.new), _schemas(self.old))
                yield from held.between(now["content"][kind].get("schema", {}), media.get("schema", {}))

    def _sent(self, place: str) -> Held:
        return Held(f"{place} ", True, _schemas(self.old), _schemas(self.new))


def _schemas(document: Document) -> Document:
    schemas: Document = document.get("components", {}).get("schemas", {})
    return schemas


def _by_name(operation: Document) -> dict[tuple[str, str], Document]:
    """Return the parameters by where they stand and their name; header names mean the same in any case."""
    found = {}
    for each in operation.get("parameters", ()):
        name = each["name"].lower() if each["in"] == "header" else each["name"]
        found[each["in"], name] = each
    return found
