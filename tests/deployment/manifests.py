"""The manifests for Kubernetes, as the tests read them."""

from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).resolve().parents[2]
FILES: Final = sorted((ROOT / "deployment" / "kubernetes").glob("*.yaml"))
EVERY: Final[list[dict[str, Any]]] = [
    document for file in FILES for document in yaml.safe_load_all(file.read_text(encoding="utf-8"))
]


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    return {each["metadata"]["name"]: each for each in EVERY if each["kind"] == kind}


RUNNING: Final = {**of_kind("Deployment"), **of_kind("Job")}


def container_of(name: str) -> dict[str, Any]:
    (container,) = RUNNING[name]["spec"]["template"]["spec"]["containers"]
    found: dict[str, Any] = container
    return found


def values(name: str) -> dict[str, Any]:
    return {each["name"]: each.get("value", each.get("valueFrom")) for each in container_of(name)["env"]}
