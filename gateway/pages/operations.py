"""The contract as people read it: every operation by subject, with its parameters, answers and examples."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from gateway.addresses import anchor
from gateway.pages.rendering import page
from services.deprecation import NOTICE, Deprecation, deprecation_of
from services.openapi import inlined

Document = Mapping[str, Any]

_OTHERS: Final = "others"


@dataclass(frozen=True, slots=True)
class Example:
    """What a call or an answer looks like, under a name."""

    name: str
    media_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of an operation: its status and what it means."""

    status: str
    meaning: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the page shows it."""

    method: str
    path: str
    anchor: str
    summary: str
    details: tuple[str, ...]
    parameters: Sequence[Document]
    forms: tuple[str, ...]
    sent: tuple[Example, ...]
    answers: tuple[Answer, ...]
    answered: tuple[Example, ...]
    deprecation: Deprecation | None


@dataclass(frozen=True, slots=True)
class Subject:
    """The operations of one subject."""

    name: str
    description: str
    operations: tuple[Operation, ...]

    @property
    def anchor(self) -> str:
        """The name to link to."""
        return f"about-{self.name.replace(' ', '-')}".lower()

    @property
    def title(self) -> str:
        """The name as a heading."""
        return self.name[:1].upper() + self.name[1:]


def contract_page(document: Document) -> str:
    """Return the contract as an HTML page, which reads without script and lets calls be tried out with it."""
    info = document["info"]
    return page(
        "docs.html.jinja",
        product=str(info["title"]),
        version=str(info.get("version", "")),
        subjects=subjects(document),
        notice_days=NOTICE.days,
    )


def subjects(document: Document) -> list[Subject]:
    """Return every operation under the first subject that it names, in the order of the contract's tags."""
    found: dict[str, list[Operation]] = {}
    described = {tag["name"]: tag.get("description", "") for tag in document.get("tags", ())}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            name = next(iter(operation.get("tags", ())), _OTHERS)
            found.setdefault(name, []).append(_operation(document, method.upper(), path, operation))
    order = [*(name for name in described if name in found), *(name for name in found if name not in described)]
    return [Subject(name, described.get(name, ""), tuple(found[name])) for name in order]


def _operation(document: Document, method: str, path: str, operation: dict[str, Any]) -> Operation:
    words = str(operation.get("description") or operation.get("summary") or "")
    first, *more = [part for part in words.split("\n\n") if part] or [""]
    content = operation.get("requestBody", {}).get("content", {})
    answers = [
        (status, inlined(document, answer)) for status, answer in sorted(operation.get("responses", {}).items())
    ]
    return Operation(
        method=method,
        path=path,
        anchor=anchor(method, path),
        summary=first,
        details=tuple(more),
        parameters=operation.get("parameters", []),
        forms=tuple(content),
        sent=tuple(_examples(content)),
        answers=tuple(
            Answer(status, answer.get("description", ""), tuple(answer.get("content", ())))
            for status, answer in answers
        ),
        answered=tuple(each for _, answer in answers for each in _examples(answer.get("content", {}))),
        deprecation=deprecation_of(operation),
    )


def _examples(content: Document) -> Iterator[Example]:
    for media_type, media in content.items():
        for name, example in media.get("examples", {}).items():
            yield Example(name, media_type, _text(example["value"]))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
