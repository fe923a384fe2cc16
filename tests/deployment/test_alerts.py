"""Alerts, held to the code and to the runbook: what they ask for is there, and so is what to do."""

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from prometheus_client import Counter, Gauge, Histogram

from gateway.webhooks import figures
from services import metrics
from services.settings import Settings

ROOT: Final = Path(__file__).resolve().parents[2]
GROUPS: Final = yaml.safe_load((ROOT / "deployment" / "alerts.yml").read_text(encoding="utf-8"))["groups"]
RULES: Final[list[dict[str, Any]]] = [rule for group in GROUPS for rule in group["rules"]]
RUNBOOK: Final = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
SUFFIXES: Final = {Counter: ("_total",), Gauge: ("",), Histogram: ("_bucket", "_count", "_sum")}
OF_PROMETHEUS: Final = {"up": {"instance", "job"}}
WORDS: Final = {"by", "histogram_quantile", "increase", "offset", "or", "rate", "sum", "topk", "unless"}
"""What is written in an expression and names no series; a new word of PromQL is added with its first use."""

ASIDE: Final = re.compile(r"by \([^)]*\)|\[\w+\]|(?<=offset )\w+|\b[\d.]+\b")
METRIC: Final = re.compile(r"([A-Za-z_]\w*)(?:\{([^}]*)\})?")
AT_ZERO: Final = re.compile(r"(?:increase|rate)\((\w+)\{[^}]*\}\[(\w+)\]\) > 0(?![.\d])")


def known() -> dict[str, set[str]]:
    """Return the labels of every series that the processes give, by its name."""
    found = dict(OF_PROMETHEUS)
    for module in (metrics, figures):
        for each in vars(module).values():
            for kind, suffixes in SUFFIXES.items():
                if isinstance(each, kind):
                    labels = {*each._labelnames, *({"le"} if kind is Histogram else ())}
                    found |= {each._name + suffix: labels for suffix in suffixes}
    return found


def asked(rule: dict[str, Any]) -> list[tuple[str, str]]:
    """Return every name that is no word of PromQL, so that a misspelt one is met too, each with its labels."""
    return [each for each in METRIC.findall(ASIDE.sub(" ", rule["expr"])) if each[0] not in WORDS]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_asks_for_series_and_labels_that_there_are(rule: dict[str, Any]) -> None:
    series = known()
    names = asked(rule)
    assert names
    given: set[str] = set()
    for name, labels in names:
        assert name in series, name
        assert set(re.findall(r"(\w+)\s*[=!]", labels)) <= series[name], name
        given |= series[name]
    for grouped in re.findall(r"by \(([^)]*)\)", rule["expr"]):
        assert {each.strip() for each in grouped.split(",")} <= given
    told = set(re.findall(r"\$labels\.(\w+)", rule["annotations"]["summary"]))
    kept = {each.strip() for group in re.findall(r"by \(([^)]*)\)", rule["expr"]) for each in group.split(",")}
    assert told <= (kept or given)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_the_first_of_its_kind_is_noticed(rule: dict[str, Any]) -> None:
    for name, span in AT_ZERO.findall(rule["expr"]):
        assert re.search(rf"{name}\{{[^}}]*\}} unless {name}\{{[^}}]*\}} offset {span}\) > 0", rule["expr"])


def test_the_dashboard_shows_series_that_there_are_and_says_what_each_is() -> None:
    board = json.loads((ROOT / "deployment" / "grafana" / "model-employer.json").read_text(encoding="utf-8"))
    series = known()
    assert len(board["panels"]) > 8
    for panel in board["panels"]:
        assert panel["description"]
        assert panel["fieldConfig"]["defaults"]["unit"]
        for target in panel["targets"]:
            names = asked(target)
            assert names, target["expr"]
            for name, labels in names:
                assert name in series, name
                assert set(re.findall(r"(\w+)\s*[=!]", labels)) <= series[name]
            grouped = {
                each.strip() for part in re.findall(r"by \(([^)]*)\)", target["expr"]) for each in part.split(",")
            }
            assert grouped <= set().union(*(series[name] for name, _ in names))
            assert set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"])) <= grouped


def test_every_alert_has_its_section_in_the_runbook_and_every_section_its_alert() -> None:
    sections = re.findall(r"^## (\w+)$", RUNBOOK, re.MULTILINE)
    assert sections == [rule["alert"] for rule in RULES]
    for rule in RULES:
        assert rule["annotations"]["runbook"] == f"docs/runbook.md#{rule['alert'].lower()}"
        assert rule["labels"]["severity"] in ("page", "ticket")


def test_every_setting_and_module_that_the_runbook_names_is_there() -> None:
    named = set(re.findall(r"`WRES_([A-Z_]+)`", RUNBOOK))
    assert named
    assert {each.lower() for each in named} <= set(Settings.model_fields)


def test_prometheus_reads_the_rules_that_are_mounted() -> None:
    read = yaml.safe_load((ROOT / "deployment" / "prometheus.yml").read_text(encoding="utf-8"))["rule_files"]
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert f"./deployment/alerts.yml:{read[0]}:ro" in compose["services"]["prometheus"]["volumes"]
