"""The evidence pack as a page for an inspector: read on a screen, printed on A4, the same figures as the JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from oversight_service.domain.enquiry import Enquiry, Outcome
from oversight_service.domain.evidence import EvidenceItem, EvidencePack
from oversight_service.domain.evidence_metrics import MetricEvidence
from oversight_service.domain.facts import Source
from oversight_service.domain.framework_words import EvidenceKind
from oversight_service.domain.sentences import UNKNOWN, chance_in_words, day_in_words, in_words, reason_in_words
from oversight_service.pages.charts import HEIGHT, WIDTH, share_bar, trend_chart

PAGE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may load for the page: nothing but the style that it carries."""

_TEMPLATE: Final = "pack.html.jinja"
_NONE: Final = "–"
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What an inspector may ask, once, with everything that suggests asking it."""

    enquiry: str | None
    rule: str
    confidence: str
    reasons: tuple[str, ...]


def asked_once(lines: Sequence[Enquiry]) -> list[Asked]:
    """Return the lines of enquiry of a question by rule, in their order: a rule asks the same of every band."""
    rules = dict.fromkeys((line.enquiry, line.rule, str(line.confidence)) for line in lines)
    return [Asked(*rule, tuple(line.reason for line in lines if line.rule == rule[1])) for rule in rules]


def evidence_named(items: Sequence[EvidenceItem]) -> str:
    """Return the titles of a question's evidence; bands are counted, because the page has a table of them."""
    named = [item.title for item in items if item.kind is not EvidenceKind.TRAJECTORY]
    bands = len(items) - len(named)
    return "; ".join([*named, f"trajectories of {bands} groups of posts"] if bands else named)


def _each_once(lines: list[Enquiry]) -> list[Enquiry]:
    return list({(each.rule, each.evidence): each for each in lines}.values())


def verdict(metric: MetricEvidence) -> tuple[str, str]:
    """Return a sign and words for what the test of a metric says."""
    if metric.value is None:
        return _VERDICTS["unknown"]
    if metric.significant is None:
        return _VERDICTS["untested"]
    return _VERDICTS.get(metric.favours or "", _VERDICTS["chance"]) if metric.significant else _VERDICTS["chance"]


def rate(metric: MetricEvidence, group: str) -> str:
    """Return a group's rate in percent, a dash where the metric has no such group or rate."""
    known = metric.groups.get(group)
    return _NONE if known is None or known.rate is None else in_words(known.rate, "percent")


def short(value: float | None, unit: str | None) -> str:
    """Return a figure for a cell of a table: percentage points are pts, which the page explains."""
    if value is None:
        return _NONE
    return f"{in_words(value, unit).split(' ')[0]} pts" if unit == "percentage_points" else in_words(value, unit)


def interval(metric: MetricEvidence) -> str:
    """Return a metric's 95 % interval for a cell of a table."""
    known = metric.interval
    if known is None or (known.lower is None and known.upper is None):
        return _NONE
    low = "no lower end" if known.lower is None else short(known.lower, metric.unit)
    return f"{low} to {'no upper end' if known.upper is None else short(known.upper, metric.unit)}"


def p_value(value: float) -> str:
    """Return a p-value to three places, and never as nought."""
    return "below 0.001" if value < 0.001 else in_words(value, "probability")


def day(value: date | str | None) -> str:
    """Return a day as people write it, such as 20 August 2018; an instant's day is that in UTC."""
    return UNKNOWN if value is None else day_in_words(value)


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
        "rate": rate,
        "short": short,
        "interval": interval,
        "p_value": p_value,
        "asked_once": asked_once,
        "evidence_named": evidence_named,
    }
    environment.globals |= {"trend_chart": trend_chart, "share_bar": share_bar}
    return environment.get_template(_TEMPLATE)
