"""An operation as methods of a class: one that answers JSON, one that goes through pages, one for other forms."""

from collections.abc import Iterator
from dataclasses import dataclass

from .layout import INDENT, call, docstring, flowing, mapping
from .operation import Operation, Parameter, form_type

_BODY = INDENT * 2


@dataclass(frozen=True, slots=True)
class _Shape:
    """What differs between the methods of one operation."""

    name: str
    first: tuple[str, ...]
    asked: tuple[Parameter, ...]
    returned: str


def methods(operation: Operation) -> Iterator[str]:
    """Write the methods of an operation."""
    if operation.json is not None:
        yield from _json(operation, *operation.json)
    elif operation.answers:
        yield from _content(operation)
    else:
        yield from _nothing(operation)
    if operation.item is not None:
        yield from _iteration(operation, operation.item)
    if operation.forms and operation.json is not None:
        yield from _forms(operation)


def _json(operation: Operation, media_type: str, said: str) -> Iterator[str]:
    yield from _head(operation, _Shape(operation.name, (), operation.asked, said))
    accept = [f'accept="{media_type}"'] if media_type != "application/json" else []
    yield from call(f"answer: {said} = self._calls.answer(", [*_sent(operation), *accept], ").json()", _BODY)
    yield f"{_BODY}return answer"
    yield ""


def _content(operation: Operation) -> Iterator[str]:
    yield from _head(operation, _Shape(operation.name, (), operation.asked, "bytes"))
    accept = f'accept="{", ".join(operation.answers)}"'
    yield from call("return self._calls.answer(", [*_sent(operation), accept], ").body", _BODY)
    yield ""


def _nothing(operation: Operation) -> Iterator[str]:
    yield from _head(operation, _Shape(operation.name, (), operation.asked, "None"))
    yield from call("self._calls.answer(", _sent(operation), ")", _BODY)
    yield ""


def _iteration(operation: Operation, item: str) -> Iterator[str]:
    asked = tuple(each for each in operation.asked if each.wire != "cursor")
    name = f"iterate_{operation.name.partition('_')[2]}"
    yield from _head(operation, _Shape(name, (), asked, f"Iterator[{item}]"))
    yield from call("return self._calls.items(", [_path(operation), _query(asked)], ")", _BODY)
    yield ""


def _forms(operation: Operation) -> Iterator[str]:
    first = (f"form: {form_type(operation.forms)}",)
    yield from _head(operation, _Shape(f"{operation.name}_as", first, operation.asked, "bytes"))
    wanted = Parameter("format", "form", "str", required=True, meaning=None)
    sent = [f'"{operation.method}"', _path(operation), _query((wanted, *operation.asked)), 'accept="*/*"']
    yield from call("return self._calls.answer(", sent, ").body", _BODY)
    yield ""


def _head(operation: Operation, shape: _Shape) -> Iterator[str]:
    positional = [*shape.first, *(f"{each.name}: {each.type}" for each in operation.places)]
    if operation.body is not None:
        positional.append(f"body: {operation.body.type}")
    named = [*_named(operation, shape)]
    arguments = ["self", *positional, *(["*", *named] if named else [])]
    yield from call(f"def {shape.name}(", arguments, f") -> {shape.returned}:", INDENT)
    yield from docstring(_told(operation, shape), _BODY)


def _named(operation: Operation, shape: _Shape) -> Iterator[str]:
    for each in sorted(shape.asked, key=lambda each: not each.required):
        if each.required:
            yield f"{each.name}: {each.type}"
        else:
            yield f"{each.name}: {each.type.removesuffix(' | None')} | None = None"
    if operation.body is not None and len(operation.body.media_types) > 1:
        wanted = sorted(operation.body.media_types, key=lambda media: media != "text/csv")
        yield f'media_type: {form_type(tuple(wanted))} = "{wanted[0]}"'
    if operation.matched:
        yield "if_match: str | None = None"
    if operation.keyed:
        yield "idempotency_key: str | None = None"


def _told(operation: Operation, shape: _Shape) -> str:
    lines = [flowing(operation.meaning), "", f"{operation.method} {operation.path}"]
    if operation.ending:
        lines += ["", operation.ending]
    said = [each for each in (*operation.places, *shape.asked) if each.meaning]
    if said:
        lines += ["", "Args:", *(f"{INDENT}{each.name}: {flowing(each.meaning or '')}" for each in said)]
    return "\n".join(lines)


def _sent(operation: Operation) -> list[str]:
    parts = [f'"{operation.method}"', _path(operation)]
    if operation.asked:
        parts.append(_query(operation.asked))
    if operation.body is not None:
        parts.append("body=body")
        if len(operation.body.media_types) > 1:
            parts.append("media_type=media_type")
        elif operation.body.media_types != ("application/json",):
            parts.append(f'media_type="{operation.body.media_types[0]}"')
    if operation.matched:
        parts.append("if_match=if_match")
    if operation.keyed:
        parts.append("idempotency_key=idempotency_key or new_key()")
    return parts


def _path(operation: Operation) -> str:
    if not operation.places:
        return f'"{operation.path}"'
    values = ", ".join(f"{each.wire}={each.name}" for each in operation.places)
    return f'at("{operation.path}", {values})'


def _query(asked: tuple[Parameter, ...]) -> str:
    return mapping({each.wire: each.name for each in asked})
