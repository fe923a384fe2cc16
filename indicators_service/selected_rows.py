"""Rows named by a reader: ``1|gap|staff_group=non_clinical,band=8a`` is one measure of one part of an indicator."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from indicators_service.domain.one_measure import OneMeasure, UnknownMeasureError, one_measure
from indicators_service.domain.pay_quartiles import INDICATOR as PAY
from indicators_service.domain.pay_rows import PayRow, pay_row
from indicators_service.domain.results import Heading
from indicators_service.standards.wres import wres
from services.problems import Fault, invalid

ENGINE_GROUPS: Final = {"white": "reference", "bme": "interest", "unknown": "unknown"}
"""What the engine calls the groups of the WRES."""

_PAIR: Final = r"[a-z_]{1,20}=[a-z0-9_]{1,40}"
_FORM: Final = re.compile(rf"([a-z0-9-]{{1,40}})\|([a-z_]{{1,40}})\|((?:{_PAIR}(?:,{_PAIR})*)?)")


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of one part, from counts or from pay."""

    of: OneMeasure | PayRow

    @property
    def heading(self) -> Heading:
        """What is measured."""
        return self.of.heading

    @property
    def key(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """The same as a key to remember answers by."""
        return self.heading.indicator, self.heading.measure, tuple((self.heading.part or {}).items())


def rows_asked(texts: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows that some texts name, in their order.

    Raises:
        Problem: 422 naming every row that there is not, with what there is.
    """
    found, faults = [], []
    for text in texts:
        try:
            found.append(_row(text))
        except UnknownMeasureError as error:
            faults.append(Fault("query:row", "no-such-row", f"'{text}': {error}", column="row"))
    if faults:
        raise invalid(*faults)
    return tuple(found)


@lru_cache(maxsize=2_048)
def _row(text: str) -> Row:
    form = _FORM.fullmatch(text)
    if form is None:
        raise UnknownMeasureError("write a row as indicator|measure|key=value,key=value, the part may be empty.")
    indicator, measure, pairs = form.groups()
    part = _part(pairs)
    if indicator == PAY:
        return Row(pay_row(measure, part))
    known = [definition.id for definition in wres().definitions]
    if indicator not in known:
        raise UnknownMeasureError(f"there is no indicator '{indicator}'; there are {', '.join([*known, PAY])}.")
    return Row(one_measure(wres(), indicator, measure, part))


def _part(pairs: str) -> dict[str, str]:
    """Return the part that pairs describe, a group by the engine's name."""
    given = [(key, value) for key, _, value in (pair.partition("=") for pair in pairs.split(",") if pair)]
    part = dict(given)
    if len(part) < len(given):
        raise UnknownMeasureError("a part names each key once.")
    group = part.get("group")
    if group is not None and group not in ENGINE_GROUPS:
        raise UnknownMeasureError(f"there is no group '{group}'; there are {', '.join(ENGINE_GROUPS)}.")
    return part if group is None else {**part, "group": ENGINE_GROUPS[group]}
