"""The manifests, held to the code as the file of containers is: what they name must be there."""

import importlib.util
import re
from typing import Any, Final

import kubernetes_validate  # type: ignore[import-untyped]  # it comes without types
import pytest

from deployment.roles import SCHEMAS
from services import health
from services.settings import Settings
from tests.deployment.manifests import EVERY, ROOT, RUNNING, container_of, of_kind, values

ALLOWED_SECONDS: Final = 5


def test_every_process_has_a_deployment_a_service_and_a_migration() -> None:
    assert set(of_kind("Deployment")) == set(of_kind("Service")) == set(SCHEMAS)
    assert set(of_kind("Job")) == {"roles", *(f"migrate-{name}" for name in SCHEMAS)}


@pytest.mark.parametrize("each", EVERY, ids=lambda each: f"{each['kind']} {each['metadata']['name']}")
def test_everything_is_in_the_namespace(each: dict[str, Any]) -> None:
    if each["kind"] != "Namespace":
        assert each["metadata"]["namespace"] == next(iter(of_kind("Namespace")))


@pytest.mark.parametrize("name", RUNNING)
def test_what_is_run_is_there_and_its_settings_are_settings(name: str) -> None:
    module = container_of(name)["args"][0]
    assert importlib.util.find_spec(module) is not None
    given = {each for each in values(name) if each.startswith("WRES_")}
    assert given <= {f"WRES_{field.upper()}" for field in Settings.model_fields}


@pytest.mark.parametrize("name", RUNNING)
def test_nothing_runs_as_root_writes_to_its_image_or_holds_a_secret(name: str) -> None:
    pod, container = RUNNING[name]["spec"]["template"]["spec"], container_of(name)
    user = re.search(r"--uid (\d+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    assert user is not None
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] == int(user[1])
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["allowPrivilegeEscalation"] is False
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    assert {"cpu", "memory"} == set(container["resources"]["requests"])
    for variable, value in values(name).items():
        if re.search("URL|SECRET|KEY|PASSWORD", variable):
            assert set(value) == {"secretKeyRef"}, variable


@pytest.mark.parametrize("name", SCHEMAS)
def test_probes_ask_addresses_that_there_are_and_nobody_is_ended_for_another_s_absence(name: str) -> None:
    known = {getattr(route, "path", "") for route in health.router.routes}
    container = container_of(name)
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        assert container[probe]["httpGet"]["path"] in known
    assert container["livenessProbe"]["httpGet"]["path"] == "/_ping", "a database that is away needs no new process"
    stop, drain = (Settings.model_fields[each].default for each in ("stop_seconds", "drain_seconds"))
    grace = RUNNING[name]["spec"]["template"]["spec"]["terminationGracePeriodSeconds"]
    assert grace >= stop + drain + ALLOWED_SECONDS


@pytest.mark.parametrize("each", EVERY, ids=lambda each: f"{each['kind']} {each['metadata']['name']}")
def test_kubernetes_takes_it(each: dict[str, Any]) -> None:
    kubernetes_validate.validate(each, kubernetes_validate.latest_version(), strict=True)


@pytest.mark.parametrize("name", SCHEMAS)
def test_ports_are_those_the_process_listens_on_and_the_service_and_probes_lead_there(name: str) -> None:
    container = container_of(name)
    listens = {each["name"]: each["containerPort"] for each in container["ports"]}
    expected = {"http": Settings.model_fields["port"].default}
    if "WRES_METRICS_PORT" in values(name):
        expected["metrics"] = int(values(name)["WRES_METRICS_PORT"])
    assert listens == expected
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        assert container[probe]["httpGet"]["port"] == "http"
    service = of_kind("Service")[name]["spec"]
    assert [each["targetPort"] for each in service["ports"]] == ["http"]
    assert service.get("type", "ClusterIP") == "ClusterIP"


def test_two_gateways_stay_up_whatever_is_moved() -> None:
    assert of_kind("Deployment")["gateway"]["spec"]["replicas"] >= 2
    assert of_kind("PodDisruptionBudget")["gateway"]["spec"]["minAvailable"] == 1
    scaler = of_kind("HorizontalPodAutoscaler")["gateway"]["spec"]
    assert scaler["scaleTargetRef"]["name"] == "gateway"
    assert 2 <= scaler["minReplicas"] < scaler["maxReplicas"]
