"""The evidence pack as a page for an inspector: read on a screen, printed on A4, the same figures as the JSON."""

from calendar import month_name
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from oversight_service.domain.enquiry import Enquiry, Outcome
from oversight_service.domain.evidence import EvidencePack, MetricEvidence
from oversight_service.domain.facts import Source
from oversight_service.domain.sentences import chance_in_words, in_words, reason_in_words
from oversight_service.pages.charts import HEIGHT, WIDTH, share_bar, trend_chart

PAGE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may load for the page: nothing but the style that it carries."""

_TEMPLATE: Final = "pack.html.jinja"
_VERDICTS: Final[Mapping[str, tuple[str, str]]] = {
    "reference": ("▲", "Favours white staff"),
    "interest": ("▼", "Favours BME staff"),
    "chance": ("○", "Could be chance"),
    "untested": ("–", "Not tested"),
    "unknown": ("?", "Not known"),
}
"""A sign and words for what the test says: never a colour alone."""


class Notes:
    """Where figures came from, each source once, numbered in the order in which the page names them."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int | None], int] = {}
        self.sources: list[Source] = []

    def number(self, source: Source) -> int:
        """Return the number of the note about a source."""
        key = source.href, source.revision
        if key not in self._numbers:
            self.sources.append(source)
            self._numbers[key] = len(self.sources)
        return self._numbers[key]


def pack_page(pack: EvidencePack) -> bytes:
    """Return the page: the same pack gives the same bytes."""
    notes = Notes()
    suggested = [each for each in pack.evaluations if each.result is Outcome.SUGGESTED]
    page = _template().render(
        pack=pack,
        note=notes.number,
        notes=notes,
        suggested=_each_once(suggested),
        unknown=[metric for metric in pack.metrics if metric.value is None],
        outcome=Outcome,
        box=(WIDTH, HEIGHT),
    )
    return page.encode()


def _each_once(lines: list[Enquiry]) -> list[Enquiry]:
    return list({(each.rule, each.evidence): each for each in lines}.values())


def verdict(metric: MetricEvidence) -> tuple[str, str]:
    """Return a sign and words for what the test of a metric says."""
    if metric.value is None:
        return _VERDICTS["unknown"]
    if metric.significant is None:
        return _VERDICTS["untested"]
    return _VERDICTS.get(metric.favours or "", _VERDICTS["chance"]) if metric.significant else _VERDICTS["chance"]


def day(value: date | datetime | str | None) -> str:
    """Return a day as people write it, such as 20 August 2018; an instant's day is that in UTC."""
    if value is None:
        return "not known"
    known = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return f"{known.day} {month_name[known.month]} {known.year}"


def percent(share: float | None) -> str:
    """Return a plain share in percent."""
    return in_words(None if share is None else 100.0 * share, "percent")


def plain(word: str | None) -> str:
    """Return a code as words."""
    return (word or "not known").replace("_", " ").replace("-", " ")


def sentence(text: str) -> str:
    """Return a text with a capital letter first."""
    return text[:1].upper() + text[1:]


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "words": in_words,
        "chance": chance_in_words,
        "why": reason_in_words,
        "day": day,
        "percent": percent,
        "plain": plain,
        "sentence": sentence,
        "verdict": verdict,
    }
    environment.globals |= {"trend_chart": trend_chart, "share_bar": share_bar}
    return environment.get_template(_TEMPLATE)
