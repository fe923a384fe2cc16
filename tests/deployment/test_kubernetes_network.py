"""Who reaches whom on Kubernetes: those that the code asks, and nobody else."""

import json
from typing import Any, Final

import pytest

from deployment.roles import SCHEMAS
from gateway.distributed import NAMES
from tests.deployment.manifests import RUNNING, of_kind, values

ASKED: Final = {"gateway": set(NAMES), "oversight": {"indicators", "trajectory"}, "trajectory": {"indicators"}}


def namespace_of(name: str) -> dict[str, Any]:
    return {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": name}}}


@pytest.mark.parametrize("name", SCHEMAS)
def test_peers_are_services_and_are_let_in_by_the_network(name: str) -> None:
    peers: dict[str, str] = json.loads(values(name).get("WRES_PEERS", "{}"))
    assert set(peers) == ASKED.get(name, set())
    for peer, address in peers.items():
        (port,) = of_kind("Service")[peer]["spec"]["ports"]
        assert address == f"http://{peer}:{port['port']}"
        (rule,) = of_kind("NetworkPolicy")[f"to-{peer}"]["spec"]["ingress"]
        (let_in,) = (each["podSelector"] for each in rule["from"] if "podSelector" in each)
        assert [each for each in rule["from"] if "podSelector" not in each] == [namespace_of("monitoring")]
        (expression,) = let_in["matchExpressions"]
        assert set(expression["values"]) == {asking for asking, asked in ASKED.items() if peer in asked}


@pytest.mark.parametrize("name", SCHEMAS)
def test_whoever_selects_a_process_selects_its_pods(name: str) -> None:
    labels = RUNNING[name]["spec"]["template"]["metadata"]["labels"]
    chosen = {"app": name}
    assert chosen.items() <= labels.items()
    assert RUNNING[name]["spec"]["selector"] == {"matchLabels": chosen}
    assert of_kind("Service")[name]["spec"]["selector"] == chosen
    assert of_kind("NetworkPolicy")[f"to-{name}"]["spec"]["podSelector"] == {"matchLabels": chosen}
    for budget in of_kind("PodDisruptionBudget").values():
        assert budget["spec"]["selector"] == {"matchLabels": {"app": budget["metadata"]["name"]}}


def test_nobody_is_let_in_but_by_name() -> None:
    policies = {name: each["spec"] for name, each in of_kind("NetworkPolicy").items()}
    assert policies.pop("nobody-by-default") == {"podSelector": {}, "policyTypes": ["Ingress"]}
    assert set(policies) == {f"to-{name}" for name in SCHEMAS}
    for policy in policies.values():
        assert all(rule["from"] and rule["ports"] for rule in policy["ingress"]), "a rule without either lets all in"
        assert all(allowed for rule in policy["ingress"] for allowed in rule["from"])
    seen = [(rule["from"], rule["ports"]) for rule in policies["to-gateway"]["ingress"]]
    assert seen == [
        ([namespace_of("ingress")], [{"port": "http"}]),
        ([namespace_of("monitoring")], [{"port": "metrics"}]),
    ]
