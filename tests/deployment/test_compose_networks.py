"""Who is reached from where with containers, and who is watched by whom."""

import json
import re
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

import yaml

from tests.deployment.compose import COMPOSE, GATEWAYS, ROOT, SERVICES, SERVING, port_of


def test_the_door_passes_calls_to_both_gateways_and_they_believe_it_alone() -> None:
    door = (ROOT / "deployment" / "door.conf").read_text(encoding="utf-8")
    served = {f"{name}:{port_of(SERVING[name])}" for name in GATEWAYS}
    assert set(re.findall(r"^\s*server ([\w.-]+:\d+)", door, re.MULTILINE)) == served
    assert "X-Forwarded-For $remote_addr;" in door, "what a caller says of itself is not passed on"
    in_front = {
        name: service["networks"]["front"] for name, service in SERVICES.items() if "front" in service["networks"]
    }
    assert set(in_front) == {"door", *GATEWAYS}
    fixed = {name: ip_address(given["ipv4_address"]) for name, given in in_front.items()}
    (network,) = COMPOSE["networks"]["front"]["ipam"]["config"]
    assert len(set(fixed.values())) == len(fixed)
    assert all(each in ip_network(network["subnet"]) for each in fixed.values())
    for name in GATEWAYS:
        assert SERVING[name]["environment"]["WRES_TRUSTED_PROXIES"] == str(fixed["door"])
        shared = set(SERVICES["door"]["networks"]) & set(SERVING[name]["networks"])
        assert shared == {"front"}, "over another network the door is not believed"
    listens = re.search(r"listen (\d+);", door)
    assert listens is not None
    assert SERVICES["door"]["ports"] == [f"${{WRES_PORT:-8000}}:{listens[1]}"]
    assert SERVICES["door"]["volumes"] == ["./deployment/door.conf:/etc/nginx/nginx.conf:ro"]


def test_only_the_door_is_published_and_what_watches_to_this_machine() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(published) == {"door", "prometheus", "grafana"}
    assert all(port.startswith("127.0.0.1:") for name in ("prometheus", "grafana") for port in published[name])
    outside = {name for name, service in SERVICES.items() if "outside" in service["networks"]}
    assert outside == {*GATEWAYS, "prometheus", "grafana"}
    assert {name for name, service in SERVICES.items() if "published" in service["networks"]} == {"door"}
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert COMPOSE["networks"]["front"]["internal"] is True


def test_prometheus_asks_every_process_where_it_gives_its_metrics() -> None:
    configuration = yaml.safe_load((ROOT / "deployment" / "prometheus.yml").read_text(encoding="utf-8"))
    jobs = configuration["scrape_configs"]
    targets = {target for job in jobs for each in job["static_configs"] for target in each["targets"]}
    expected = {f"{name}:{port_of(service)}" for name, service in SERVING.items() if name not in GATEWAYS}
    metrics = SERVING["gateway-1"]["environment"]["WRES_METRICS_PORT"]
    assert targets == {*expected, *(f"{name}:{metrics}" for name in GATEWAYS)}
    assert {job["metrics_path"] for job in jobs} == {"/metrics"}
    mounted = {urlsplit(volume).path.split(":")[0] for volume in SERVICES["prometheus"]["volumes"]}
    assert "./deployment/prometheus.yml" in mounted


def test_grafana_finds_its_dashboard_and_prometheus() -> None:
    folder = ROOT / "deployment" / "grafana"
    mounted = dict(volume.split(":")[:2] for volume in SERVICES["grafana"]["volumes"] if volume.startswith("./"))
    assert {ROOT / source for source in mounted} == set(folder.iterdir())
    (provider,) = yaml.safe_load((folder / "dashboards.yml").read_text(encoding="utf-8"))["providers"]
    (board,) = folder.glob("*.json")
    assert mounted[f"./{board.relative_to(ROOT)}"] == f"{provider['options']['path']}/{board.name}"
    (source,) = yaml.safe_load((folder / "datasource.yml").read_text(encoding="utf-8"))["datasources"]
    asked = urlsplit(source["url"])
    assert asked.hostname is not None
    assert any(port.endswith(f":{asked.port}") for port in SERVICES[asked.hostname]["ports"])
    panels = json.loads(board.read_text(encoding="utf-8"))["panels"]
    assert {(each["datasource"]["type"], each["datasource"]["uid"]) for each in panels} == {
        (source["type"], source["uid"])
    }
