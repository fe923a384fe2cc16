"""The deployment with containers, held to the code: what it names must be there."""

import importlib.util
import json
import re
from typing import Any

import pytest

from deployment.roles import MIGRATOR, SCHEMAS, owner_of, role_of
from gateway.distributed import NAMES
from services.settings import Settings
from tests.deployment.compose import GATEWAYS, OURS, ROOT, SERVICES, SERVING, port_of

VARIABLE = re.compile(r"\$\{([A-Z_]+)")


def _lasting() -> dict[str, dict[str, Any]]:
    return {name: service for name, service in SERVICES.items() if service["restart"] == "unless-stopped"}


def test_the_processes_with_two_gateways_postgresql_prometheus_and_the_door_last() -> None:
    serving = {*SCHEMAS, *GATEWAYS} - {"gateway"}
    assert set(_lasting()) == {*serving, "door", "postgres", "prometheus", "grafana"}
    assert set(SERVING) == serving
    first, second = ({**SERVING[name], "networks": set(SERVING[name]["networks"])} for name in GATEWAYS)
    assert first == second


@pytest.mark.parametrize("name", _lasting())
def test_what_lasts_has_a_health_check(name: str) -> None:
    assert _lasting()[name]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", SERVING)
def test_a_health_check_is_a_program_that_asks_for_the_ping_on_the_servicesport_of(name: str) -> None:
    _, program, option, code = SERVING[name]["healthcheck"]["test"]
    assert (program, option) == ("python", "-c")
    compile(code, "health check", "exec")
    assert f"http://127.0.0.1:{port_of(SERVING[name])}/_ping" in code


@pytest.mark.parametrize("name", OURS)
def test_a_command_names_a_module_that_is_there(name: str) -> None:
    module = OURS[name]["command"][0]
    assert importlib.util.find_spec(module) is not None
    package = importlib.util.find_spec(module.partition(".")[0])
    assert package is not None
    assert str(ROOT) in str(package.origin)


@pytest.mark.parametrize("name", OURS)
def test_every_setting_given_is_a_setting_there_is(name: str) -> None:
    given = {key for key in OURS[name]["environment"] if key.startswith("WRES_")}
    assert given <= {f"WRES_{field.upper()}" for field in Settings.model_fields}


@pytest.mark.parametrize("name", SERVING)
def test_a_process_signs_with_the_shared_secret(name: str) -> None:
    assert SERVING[name]["environment"]["WRES_IDENTITY_SECRET"].startswith("${WRES_IDENTITY_SECRET:?")


@pytest.mark.parametrize("name", SERVING)
def test_peers_are_services_of_the_file_at_the_port_they_serve(name: str) -> None:
    peers: dict[str, str] = json.loads(SERVING[name]["environment"].get("WRES_PEERS", "{}"))
    for peer, address in peers.items():
        assert address == f"http://{peer}:{port_of(SERVING[peer])}"
    asked = {
        **dict.fromkeys(GATEWAYS, NAMES),
        "oversight": {"indicators", "trajectory"},
        "trajectory": {"indicators"},
    }
    assert set(peers) == set(asked.get(name, set()))


@pytest.mark.parametrize("name", OURS)
def test_each_process_signs_in_with_the_role_of_its_own_schema(name: str) -> None:
    environment = OURS[name]["environment"]
    url = environment["WRES_DATABASE_URL"]
    module, *arguments = OURS[name]["command"]
    schema = module.removesuffix("_service")
    migrates = arguments == ["migrate"]
    role = "postgres" if module == "deployment.roles" else role_of(MIGRATOR if migrates else schema)
    assert environment.get("WRES_DATABASE_ROLE") == (owner_of(schema) if migrates else None)
    assert url.startswith(f"postgresql://{role}:${{")
    assert url.endswith(f"@postgres/{SERVICES['postgres']['environment']['POSTGRES_DB']}")


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_waited_for_is_in_the_file_and_can_come_true(name: str) -> None:
    for other, wait in SERVICES[name].get("depends_on", {}).items():
        expected = "service_healthy" if "healthcheck" in SERVICES[other] else "service_completed_successfully"
        assert wait == {"condition": expected}


@pytest.mark.parametrize("name", SERVING)
def test_a_process_starts_after_its_migration(name: str) -> None:
    def before(service: str) -> set[str]:
        direct = set(SERVICES[service].get("depends_on", {}))
        return direct.union(*(before(each) for each in direct)) if direct else set()

    assert f"migrate-{'gateway' if name in GATEWAYS else name}" in before(name)


@pytest.mark.parametrize("name", OURS)
def test_our_file_systems_are_read_only(name: str) -> None:
    assert OURS[name]["read_only"] is True


def test_the_example_names_every_secret_and_holds_none() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    lines = (ROOT / "deployment" / "example.env").read_text(encoding="utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(example) == set(VARIABLE.findall(text))
    required = set(re.findall(r"\$\{([A-Z_]+):\?", text))
    assert {name for name, value in example.items() if not value} == required
