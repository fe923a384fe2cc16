"""The permission table as ``docs/permissions.md``."""

from collections.abc import Iterable, Iterator
from typing import Final

from vocabulary.clients import ClientKind
from vocabulary.permissions.rule import Answer, Rule, State
from vocabulary.permissions.table import CHAPTERS, cells

_HEAD: Final = """# Who may see and do what

Written by `python -m vocabulary.permissions > docs/permissions.md` from the table that the services ask
(`vocabulary/permissions/`). Change it there; a test compares this page with it, and another tries every cell.

**Whose.** *own*: of the body that the client acts for; of keys and files, of the client itself. *commissioned*: of a
body with which that body holds a contract in the year (where no year is meant, today), or which it succeeded as a
whole. *other*: of any other. The service that owns a thing finds out; who commissions whom, the indicators service
knows and is asked.

**State of a return.** *unpublished*: a draft, submitted or signed off. *embargoed*: published, and not open yet.
*published*. *withdrawn*: it was published once. A newer draft beside a published revision is read by those who may,
and everybody else goes on reading the published one.

**A cell** says for which things a kind of client may: *yes* for all, – for none. **All others** get:

| | |
|---|---|
| refused | 403, or 401 where no credential was sent |
| published view | what is published, under disclosure control |
| 404 | nothing, as if it were not there; a list has no line of it, and no sum counts it |
"""

_SHOWN: Final = {Answer.REFUSED: "refused", Answer.CONTROLLED: "published view", Answer.NOT_THERE: "404"}
_KINDS: Final = {kind: kind.value.replace("_", " ") for kind in ClientKind}


def document() -> str:
    """Return the page."""
    chapters = (line for title, rules in CHAPTERS.items() for line in _chapter(title, rules))
    return "\n".join([_HEAD, *chapters, *_counts()])


def _chapter(title: str, rules: Iterable[Rule]) -> Iterator[str]:
    yield f"## {title}"
    yield f"| what | state | {' | '.join(_KINDS.values())} | all others |"
    yield f"|---|---|{'---|' * len(_KINDS)}---|"
    for rule in rules:
        yield from _lines(rule)
    yield ""
    for rule in rules:
        addresses = ", ".join(f"`{route}`" for route in rule.routes)
        yield f"- **{rule.resource}, {rule.action}.** {rule.says} {addresses}"
    yield ""


def _lines(rule: Rule) -> Iterator[str]:
    """Yield a line of the table for each state, those that read alike together."""
    found: dict[str, list[str]] = {}
    for state in State if rule.states else (None,):
        shown = [_cell(rule, kind, state) for kind in ClientKind]
        found.setdefault(f"{' | '.join(shown)} | {_others(rule, state)}", []).append(state or "")
    for told, states in found.items():
        yield f"| {rule.resource}, {rule.action} | {', '.join(states)} | {told} |"


def _cell(rule: Rule, kind: ClientKind, state: State | None) -> str:
    whose = [whose for each, whose in rule.standings() if each is kind]
    may = [each for each in whose if rule.answer(kind, each, state) is Answer.YES]
    if not may:
        return "–"
    return "yes" if may == whose else ", ".join(may)


def _others(rule: Rule, state: State | None) -> str:
    every = (rule.answer(kind, whose, state) for kind, whose in rule.standings())
    return ", ".join(dict.fromkeys(_SHOWN[answer] for answer in every if answer is not Answer.YES))


def _counts() -> Iterator[str]:
    every = list(cells())
    yield f"{len({cell.rule.resource for cell in every})} things, {len(every)} cells."
    yield ""
