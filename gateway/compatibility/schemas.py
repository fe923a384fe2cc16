"""Whether every value that one schema allows is allowed by another.

What callers send must still be taken: the old schema's values are held against the new schema. What is answered must
still be understood: the new schema's values are held against the old one. So one question serves both directions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from gateway.compatibility.alternatives import NAME, PROSE, Schema, alternatives, enumerated, same_type, told
from gateway.compatibility.finding import Finding

REFUSED: Final = "Calls that were right so far are refused"
SURPRISED: Final = "Readers written for the earlier contract do not expect it"
MISSED: Final = "Readers that use it find nothing"

_LOWEST: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_HIGHEST: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_EXACT: Final = ("pattern", "multipleOf", "uniqueItems", "contentMediaType")
_UNDERSTOOD: Final = frozenset(
    {*_LOWEST, *_HIGHEST, *_EXACT, *PROSE, "type", "enum", "const", "format", "default", "items", "prefixItems"}
    | {"properties", "required", "additionalProperties", "propertyNames", "anyOf", "oneOf", "allOf", "$ref"}
)


@dataclass(frozen=True, slots=True)
class Held:
    """One schema held against another: ``inner`` must allow nothing that ``outer`` does not.

    In a request the inner schema is the old one, in an answer the new one. ``seen`` are the pairs of named schemas on
    the way here: a schema that holds itself is looked at once.
    """

    place: str
    is_request: bool
    inner_components: Schema
    outer_components: Schema
    seen: frozenset[tuple[str, str]] = field(default=frozenset())

    def at(self, step: str) -> "Held":
        """Return the same for a part of the value."""
        return replace(self, place=f"{self.place}{step}")

    def found(self, narrowed: str, widened: str) -> Finding:
        """Return a finding in the words of the direction: narrowed in a request, widened in an answer."""
        return Finding(self.place, narrowed, REFUSED) if self.is_request else Finding(self.place, widened, SURPRISED)

    def between(self, inner: Schema, outer: Schema) -> Iterator[Finding]:
        """Yield what the inner schema allows and the outer one does not."""
        yield from self._union(
            list(alternatives(inner, self.inner_components)), list(alternatives(outer, self.outer_components))
        )

    def _union(self, inner: list[Schema], outer: list[Schema]) -> Iterator[Finding]:
        without = []
        for each in inner:
            tried = [list(self._one(each, other)) for other in outer if same_type(each, other)]
            if not tried:
                without.append(told(each))
            elif all(tried):
                # The alternative that comes nearest says most clearly what has changed.
                yield from min(tried, key=len)
        if without:
            words = " or ".join(dict.fromkeys(without))
            yield self.found(f"{words} is no longer taken", f"may now be {words}")

    def _one(self, inner: Schema, outer: Schema) -> Iterator[Finding]:
        pair = (inner.get(NAME, ""), outer.get(NAME, ""))
        if pair in self.seen:
            return
        onward = replace(self, seen=self.seen | {pair}) if all(pair) else self
        yield from onward._values(inner, outer)
        yield from onward._limits(inner, outer)
        yield from onward._members(inner, outer)
        yield from onward._entries(inner, outer)
        yield from onward._unknown(inner, outer)

    def _values(self, inner: Schema, outer: Schema) -> Iterator[Finding]:
        allowed, values = enumerated(outer), enumerated(inner)
        if allowed is not None:
            if values is None:
                yield self.found(f"only {allowed} is taken now", f"may now be other than {allowed}")
            for value in values or ():
                if value not in allowed:
                    yield self.found(f"{value!r} is no longer taken", f"may now be {value!r}")
        if "format" in outer and inner.get("format") != outer["format"] and values is None:
            yield self.found(f"must now be a {outer['format']}", f"is no longer a {outer['format']}")

    def _limits(self, inner: Schema, outer: Schema) -> Iterator[Finding]:
        """Compare limits of what is taken; in an answer a limit is nothing that a reader could rely on."""
        if not self.is_request or enumerated(inner) is not None:
            return
        for name in (*_LOWEST, *_HIGHEST):
            ours, theirs = inner.get(name), outer.get(name)
            tighter = theirs is not None and (ours is None or (theirs > ours if name in _LOWEST else theirs < ours))
            if tighter and not (theirs == 0 and name in ("minLength", "minItems", "minProperties")):
                yield Finding(self.place, f"{name} is now {theirs}, it was {ours}", REFUSED)
        for name in _EXACT:
            if outer.get(name) and inner.get(name) != outer[name]:
                yield Finding(self.place, f"{name} is now {outer[name]!r}, it was {inner.get(name)!r}", REFUSED)

    def _members(self, inner: Schema, outer: Schema) -> Iterator[Finding]:
        ours, theirs = inner.get("properties", {}), outer.get("properties", {})
        for name, schema in ours.items():
            if name in theirs:
                yield from self.at(f".{name}").between(schema, theirs[name])
                yield from self.at(f".{name}")._default(schema, theirs[name])
            elif self.is_request:
                yield from self.at(f".{name}")._against_the_rest(schema, outer)
        if not self.is_request:
            for name in theirs.keys() - ours.keys():
                yield Finding(f"{self.place}.{name}", "is no longer answered", MISSED)
        yield from self._needed(inner, outer)
        yield from self._maps(inner, outer)

    def _needed(self, inner: Schema, outer: Schema) -> Iterator[Finding]:
        there = set(outer.get("properties", {})) & set(inner.get("properties", {}))
        for name in sorted(set(outer.get("required", ())) - set(inner.get("required", ()))):
            if self.is_request:
                yield Finding(f"{self.place}.{name}", "is now needed", REFUSED)
            elif name in there:
                yield Finding(f"{self.place}.{name}", "may now be left out", MISSED)

    def _against_the_rest(self, schema: Schema, outer: Schema) -> Iterator[Finding]:
        rest = outer.get("additionalProperties", True)
        if rest is False:
            yield Finding(self.place, "is no longer taken", REFUSED)
        elif isinstance(rest, Mapping):
            yield from self.between(schema, rest)

    def _maps(self, inner: Schema, outer: Schema) -> Iterator[Finding]:
        """Compare members that have no name of their own in the contract."""
        ours, theirs = inner.get("additionalProperties", True), outer.get("additionalProperties", True)
        if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
            yield from self.at(".*").between(ours, theirs)
        elif self.is_request and theirs is not True and ours is not False:
            yield Finding(f"{self.place}.*", "members of any name and kind are no longer taken", REFUSED)
        elif not self.is_request and isinstance(theirs, Mapping):
            yield Finding(f"{self.place}.*", "members of other kinds may now be answered", SURPRISED)
        if self.is_request and "propertyNames" in outer:
            names = inner.get("propertyNames", {"type": "string"})
            yield from self.at(".(name)").between(
                {"type": "string"} | names, {"type": "string"} | outer["propertyNames"]
            )

    def _entries(self, inner: Schema, outer: Schema) -> Iterator[Finding]:
        if isinstance(outer.get("items"), Mapping):
            yield from self.at("[]").between(inner.get("items", {}), outer["items"])
        ours, theirs = inner.get("prefixItems", []), outer.get("prefixItems", [])
        if len(ours) != len(theirs):
            words = f"has {len(theirs if self.is_request else ours)} places"
            yield self.found(f"now {words}", f"now {words}")
        for place, (each, other) in enumerate(zip(ours, theirs, strict=False)):
            yield from self.at(f"[{place}]").between(each, other)

    def _default(self, inner: Schema, outer: Schema) -> Iterator[Finding]:
        if self.is_request and inner.get("default") != outer.get("default"):
            yield Finding(self.place, _of_default(inner, outer), "Calls that leave it out get another answer")

    def _unknown(self, inner: Schema, outer: Schema) -> Iterator[Finding]:
        for name in sorted(set(inner) | set(outer)):
            if name not in _UNDERSTOOD and not name.startswith("x-") and inner.get(name) != outer.get(name):
                yield Finding(self.place, f"{name} has changed", "This check does not know what that breaks")


def default_changed(place: str, old: Schema, new: Schema) -> Iterator[Finding]:
    """Yield a finding where what stands for a value left out has changed."""
    yield from Held(place, True, {}, {})._default(old, new)


def _of_default(old: Schema, new: Schema) -> str:
    return f"what is left out is now taken as {new.get('default')!r}, it was {old.get('default')!r}"
